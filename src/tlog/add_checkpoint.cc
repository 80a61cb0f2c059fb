#include "crypto/digest.h"
#include "tlog/note_text.h"
#include "tlog/witness.h"

namespace cs::tlog {
namespace {

constexpr std::string_view kOld = "old ";
constexpr std::size_t kProofLinesMax = 63;

Result<std::string_view> take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos) return malformed("add-checkpoint: a line without its end");
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return line;
}

}  // namespace

Result<AddCheckpoint> AddCheckpoint::parse(std::string_view body) {
  if (body.size() > kAddCheckpointBytesMax) return limit_reached("add-checkpoint: more than " + std::to_string(kAddCheckpointBytesMax) + " bytes");
  AddCheckpoint out;
  CS_TRY(first, take_line(body));
  if (!first.starts_with(kOld)) return malformed("add-checkpoint: the first line is not the old size");
  CS_TRY(size, parse_decimal(first.substr(kOld.size())));
  out.old_size = size;
  while (true) {
    CS_TRY(line, take_line(body));
    if (line.empty()) break;
    CS_TRY(bytes, from_base64(line));
    if (bytes.size() != 32 || out.proof.size() == kProofLinesMax) return malformed("add-checkpoint: not at most 63 hashes");
    std::copy(bytes.begin(), bytes.end(), out.proof.emplace_back().begin());
  }
  out.note = std::string(body);
  return out;
}

std::string AddCheckpoint::body() const {
  std::string out = std::string(kOld) + std::to_string(old_size) + "\n";
  for (const Digest& hash : proof) out += to_base64(hash) + "\n";
  return out + "\n" + note;
}

std::string origin_hash(std::string_view origin) { return to_hex(crypto::sha256(as_bytes(origin))); }

}  // namespace cs::tlog
