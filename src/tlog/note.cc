#include "tlog/note.h"

#include <algorithm>

#include "base/check.h"
#include "base/limits.h"
#include "tlog/merkle.h"
#include "tlog/note_text.h"

namespace cs::tlog {
namespace {

constexpr std::string_view kDash = "\xE2\x80\x94 ";  // em dash, space
constexpr std::size_t kKeyIdBytes = 4;
constexpr std::size_t kTimeBytes = 8;

// The line without its LF, taken off `rest`; every line of `rest` ends in LF.
std::string_view take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return line;
}

Result<NoteSignature> parse_signature(std::string_view line) {
  if (!line.starts_with(kDash)) return malformed("a signature line of a note does not start with an em dash and a space");
  line.remove_prefix(kDash.size());
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos || !is_key_name(line.substr(0, space))) return malformed("a signature line of a note has no name");
  CS_TRY(bytes, from_base64(line.substr(space + 1)));
  if (bytes.size() <= kKeyIdBytes) return malformed("a signature of a note has no bytes after its key id");
  NoteSignature out;
  out.name = std::string(line.substr(0, space));
  out.key_id = read_u32_be(bytes);
  out.signature.assign(bytes.begin() + kKeyIdBytes, bytes.end());
  return out;
}

Bytes cosigned_message(std::uint64_t seconds, std::string_view text) {
  Bytes message = to_bytes("cosignature/v1\ntime " + std::to_string(seconds) + "\n");
  append(message, text);
  return message;
}

// When a cosigner says that it saw the checkpoint.
Result<Instant> check_cosignature(const crypto::NoteVerifier& key, std::string_view text, const NoteSignature& signature) {
  if (signature.signature.size() <= kTimeBytes) return untrusted("a cosignature of a known key has no time");
  const std::uint64_t seconds = read_u64_be(signature.signature);
  if (seconds > static_cast<std::uint64_t>(kInstantMax.ms / 1000))
    return untrusted("a cosignature of a known key is dated past the year 9999");
  if (!key.verify(cosigned_message(seconds, text), ByteView(signature.signature).subspan(kTimeBytes)))
    return untrusted("a cosignature of a known key does not hold");
  return Instant{static_cast<std::int64_t>(seconds) * 1000};
}

bool is_by(const NoteSignature& signature, const crypto::NoteVerifier& key) {
  return signature.name == key.name() && signature.key_id == key.key_id();
}

void add_name(std::vector<std::string>& names, const std::string& name) {
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

// Counts every signature of the note that this key made; one that does not hold rejects the note, wherever it stands.
Result<bool> count_signatures(const Note& note, const crypto::NoteVerifier& key, OpenedCheckpoint& opened) {
  bool found = false;
  for (const NoteSignature& signature : note.signatures) {
    if (!is_by(signature, key)) continue;
    if (key.algorithm() == crypto::NoteAlgorithm::kEd25519Cosignature) {
      CS_TRY(at, check_cosignature(key, note.text, signature));
      if (!opened.newest_cosignature || *opened.newest_cosignature < at) opened.newest_cosignature = at;
      opened.cosignatures.push_back({key.name(), at});
      add_name(opened.cosigned_by, key.name());
    } else if (!key.verify(as_bytes(note.text), signature.signature)) {
      return untrusted("a signature of a known key does not hold");
    }
    add_name(opened.signed_by, key.name());
    found = true;
  }
  return found;
}

void add_signature(Note& note, const crypto::NoteSigner& signer, Bytes signature) {
  note.signatures.push_back({signer.verifier().name(), signer.verifier().key_id(), std::move(signature)});
}

}  // namespace

Result<Note> Note::parse(std::string_view bytes) {
  if (bytes.size() > limits::kNoteBytesMax) return limit_reached("a note has at most " + std::to_string(limits::kNoteBytesMax) + " bytes");
  if (!is_note_text(bytes)) return malformed("a note is not UTF-8, or has a control character");
  const std::size_t blank = bytes.rfind("\n\n");
  if (blank == std::string_view::npos) return malformed("a note has no blank line before its signatures");
  std::string_view lines = bytes.substr(blank + 2);
  if (lines.empty() || lines.back() != '\n') return malformed("a note does not end with a signature line");
  Note note;
  note.text = std::string(bytes.substr(0, blank + 1));
  while (!lines.empty()) {
    if (note.signatures.size() == limits::kNoteSignaturesMax)
      return limit_reached("a note has at most " + std::to_string(limits::kNoteSignaturesMax) + " signatures");
    CS_TRY(signature, parse_signature(take_line(lines)));
    note.signatures.push_back(std::move(signature));
  }
  return note;
}

std::string Note::bytes() const {
  std::string out = text + "\n";
  for (const NoteSignature& signature : signatures) out += signature_line(signature);
  return out;
}

std::string signature_line(const NoteSignature& signature) {
  Bytes coded;
  append_u32_be(coded, signature.key_id);
  append(coded, signature.signature);
  return std::string(kDash) + signature.name + " " + to_base64(coded) + "\n";
}

Result<std::uint64_t> parse_size(std::string_view text) { return parse_decimal(text); }

Result<Checkpoint> Checkpoint::parse_text(std::string_view text) {
  if (text.empty() || text.back() != '\n' || std::count(text.begin(), text.end(), '\n') < 3)
    return malformed("a checkpoint has fewer than three lines");
  if (text.starts_with('\n')) return malformed("a checkpoint's origin is empty");
  Checkpoint out;
  out.origin = std::string(take_line(text));
  const auto size = parse_decimal(take_line(text));
  if (!size) return at("a checkpoint's size", size.fault());
  out.size = *size;
  CS_TRY(root, from_base64(take_line(text)));
  if (root.size() != out.root.size()) return malformed("a checkpoint's root has not 32 bytes");
  std::copy(root.begin(), root.end(), out.root.begin());
  if (out.size == 0 && out.root != empty_root()) return malformed("a checkpoint of an empty log has another root than that of no entries");
  if (text.starts_with('\n') || text.find("\n\n") != std::string_view::npos) return malformed("a checkpoint has an empty line");
  out.extension = std::string(text);
  return out;
}

std::string Checkpoint::text() const { return origin + "\n" + std::to_string(size) + "\n" + to_base64(root) + "\n" + extension; }

void sign_note(Note& note, const crypto::NoteSigner& signer) {
  CS_CHECK(signer.verifier().algorithm() == crypto::NoteAlgorithm::kEd25519, "a log signs with a key that is no cosigner's");
  add_signature(note, signer, signer.sign(as_bytes(note.text)));
}

void cosign_note(Note& note, const crypto::NoteSigner& cosigner, Instant at) {
  CS_CHECK(cosigner.verifier().algorithm() == crypto::NoteAlgorithm::kEd25519Cosignature, "a cosigner signs with a cosigner's key");
  CS_CHECK(at.ms >= 0 && at <= kInstantMax, "a cosignature's time lies between 1970 and 9999");
  const auto seconds = static_cast<std::uint64_t>(at.ms / 1000);
  Bytes signature;
  append_u64_be(signature, seconds);
  append(signature, cosigner.sign(cosigned_message(seconds, note.text)));
  add_signature(note, cosigner, std::move(signature));
}

Result<OpenedCheckpoint> open_checkpoint(std::string_view note_bytes, const crypto::NoteVerifier& log_key,
                                         const std::vector<crypto::NoteVerifier>& cosigners) {
  CS_TRY(note, Note::parse(note_bytes));
  OpenedCheckpoint opened;
  CS_TRY(by_log, count_signatures(note, log_key, opened));
  if (!by_log) return untrusted("the log's own key has not signed the checkpoint");
  for (const crypto::NoteVerifier& cosigner : cosigners) {
    const auto counted = count_signatures(note, cosigner, opened);
    if (!counted) return counted.fault();
  }
  CS_TRY(checkpoint, Checkpoint::parse_text(note.text));
  opened.checkpoint = std::move(checkpoint);
  return opened;
}

}  // namespace cs::tlog
