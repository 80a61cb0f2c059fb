// Signed notes and checkpoints.
//   Shape    note: text ending in LF, a blank line, then 1..kNoteSignaturesMax lines "— <name> <base64(4-byte key id || signature)>".
//            checkpoint text: origin LF size LF base64(root) LF, no extension lines in logs of ours (others' are kept). Cosignature (0x04):
//            8-byte timestamp (seconds) || Ed25519 over "cosignature/v1\ntime <t>\n" + text.
//   Units    sizes count entries, at most 2^63 - 1; a cosignature's time has whole seconds.
//   Errors   kMalformed, kLimit; kUntrusted when any signature of a known key is bad, or the log's own key has not signed. Unknown signers
//            are ignored. Which origin must stand in a checkpoint is for the caller to ask (verify_proof does).
//   Threads  plain values.
//   Source   C2SP signed-note, tlog-checkpoint, tlog-cosignature; docs/formats/checkpoint.md has the example of the tests.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/time.h"
#include "crypto/note_key.h"

namespace cs::tlog {

struct NoteSignature {
  std::string name;
  std::uint32_t key_id = 0;
  Bytes signature;  // without the key id
};

struct Note {
  std::string text;  // with its last LF
  std::vector<NoteSignature> signatures;
  static Result<Note> parse(std::string_view bytes);
  std::string bytes() const;
};

std::string signature_line(const NoteSignature& signature);  // with its LF
// A size as checkpoints write it: decimal, no leading zero, at most 2^63 - 1.
Result<std::uint64_t> parse_size(std::string_view text);

struct Checkpoint {
  std::string origin;
  std::uint64_t size = 0;
  Digest root{};
  std::string extension;  // lines after the root, with LF each
  static Result<Checkpoint> parse_text(std::string_view text);
  std::string text() const;
};

void sign_note(Note& note, const crypto::NoteSigner& signer);
void cosign_note(Note& note, const crypto::NoteSigner& cosigner, Instant at);

struct Cosignature {
  std::string name;  // of the key
  Instant at;        // when it says that it saw the checkpoint
};

struct OpenedCheckpoint {
  Checkpoint checkpoint;
  std::vector<Cosignature> cosignatures;        // those of the cosigners given, as they stand in the note
  std::vector<std::string> signed_by;           // names of the known keys whose signatures hold, the log's first, each once
  std::optional<Instant> newest_cosignature;    // over the cosigners given
  std::vector<std::string> cosigned_by;
};

// The log's own key must have signed; cosigners are counted where they are known.
Result<OpenedCheckpoint> open_checkpoint(std::string_view note_bytes, const crypto::NoteVerifier& log_key,
                                         const std::vector<crypto::NoteVerifier>& cosigners = {});

}  // namespace cs::tlog
