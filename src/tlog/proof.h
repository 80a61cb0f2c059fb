// A tlog-proof: one entry's inclusion, with the checkpoint it is in, as a file that travels.
//   Shape    "c2sp.org/tlog-proof@v1" LF, optional "extra " base64 LF, "index " n LF, one base64 hash a line, blank line, note.
//   Errors   kMalformed for non-canonical text or a second extra, kLimit; verify: kUntrusted.
//   Threads  plain values.
//   Source   C2SP tlog-proof; docs/formats/proof.md has the same example byte for byte as the tests.
#pragma once

#include <optional>
#include <string>

#include "tlog/merkle.h"
#include "tlog/log_keys.h"

namespace cs::tlog {

struct Proof {
  std::optional<Bytes> extra;
  std::uint64_t index = 0;
  std::vector<Digest> hashes;
  std::string checkpoint_note;
  static Result<Proof> parse(std::string_view bytes);
  std::string bytes() const;
};

// The checkpoint is opened with the log's keys and origin; `leaf`, the hash of the entry, must be in it at proof.index. `extra` is not
// looked at: nothing vouches for it until its reader has hashed it.
Result<OpenedCheckpoint> verify_proof(const Proof& proof, const Digest& leaf, std::string_view origin, const LogKeys& log_keys,
                                      const std::vector<crypto::NoteVerifier>& cosigners = {});

}  // namespace cs::tlog
