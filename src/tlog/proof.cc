#include "tlog/proof.h"

#include "base/limits.h"
#include "tlog/note_text.h"

namespace cs::tlog {
namespace {

constexpr std::string_view kHeader = "c2sp.org/tlog-proof@v1";
constexpr std::string_view kExtra = "extra ";
constexpr std::string_view kIndex = "index ";
constexpr std::size_t kHashesMax = 63;  // a tree of 2^63 entries is 63 levels high

// The next line without its LF, or a fault where there is no whole line.
Result<std::string_view> take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos) return malformed("a proof ends where a line must stand");
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return line;
}

Result<Digest> parse_hash(std::string_view line) {
  CS_TRY(bytes, from_base64(line));
  Digest hash;
  if (bytes.size() != hash.size()) return malformed("a hash of a proof has not 32 bytes");
  std::copy(bytes.begin(), bytes.end(), hash.begin());
  return hash;
}

}  // namespace

Result<Proof> Proof::parse(std::string_view bytes) {
  if (bytes.size() > limits::kProofBytesMax)
    return limit_reached("a proof has at most " + std::to_string(limits::kProofBytesMax) + " bytes");
  Proof out;
  CS_TRY(header, take_line(bytes));
  if (header != kHeader) return malformed("a proof does not start with " + std::string(kHeader));
  CS_TRY(line, take_line(bytes));
  if (line.starts_with(kExtra)) {
    CS_TRY(extra, from_base64(line.substr(kExtra.size())));
    if (extra.empty()) return malformed("a proof without extra data has no line for it");
    out.extra = std::move(extra);
    CS_TRY(after, take_line(bytes));
    line = after;
  }
  if (!line.starts_with(kIndex)) return malformed("a proof has another line where its index must stand");
  const auto index = parse_decimal(line.substr(kIndex.size()));
  if (!index) return at("a proof's index", index.fault());
  out.index = *index;
  while (true) {
    CS_TRY(text, take_line(bytes));
    if (text.empty()) break;
    if (out.hashes.size() == kHashesMax) return malformed("a proof has more hashes than a tree has levels");
    CS_TRY(hash, parse_hash(text));
    out.hashes.push_back(hash);
  }
  if (bytes.empty()) return malformed("a proof has no checkpoint");
  out.checkpoint_note = std::string(bytes);
  return out;
}

std::string Proof::bytes() const {
  std::string out = std::string(kHeader) + "\n";
  if (extra && !extra->empty()) out += std::string(kExtra) + to_base64(*extra) + "\n";
  out += std::string(kIndex) + std::to_string(index) + "\n";
  for (const Digest& hash : hashes) out += to_base64(hash) + "\n";
  return out + "\n" + checkpoint_note;
}

Result<OpenedCheckpoint> verify_proof(const Proof& proof, const Digest& leaf, std::string_view origin, const LogKeys& log_keys,
                                      const std::vector<crypto::NoteVerifier>& cosigners) {
  CS_TRY(opened, open_checkpoint(proof.checkpoint_note, log_keys, cosigners));
  if (opened.checkpoint.origin != origin) return untrusted("the proof's checkpoint is another log's");
  if (!verify_inclusion(proof.index, opened.checkpoint.size, leaf, opened.checkpoint.root, proof.hashes))
    return untrusted("the entry is not in the checkpoint at index " + std::to_string(proof.index));
  return opened;
}

}  // namespace cs::tlog
