// The keys of one log, by which its heads are judged: which key signs heads of which sizes. A log begins with one; each later one takes over
// from the one before it, and for a while both sign.
//   Shape    one line, the newest VKEY; and where the sizes are known and there is more than one key, a line for each, the oldest first:
//            "from" SIZE ["to" SIZE] VKEY. At most limits::kNoteBytesMax.
//   Units    sizes count entries of a head; `to` is the last size that a key signs, none while it still does.
//   Errors   parse: kMalformed, kLimit. open_checkpoint: as in note.h; every key that signs heads of that size must have signed.
//   Threads  plain values.
//   Holds    L16 a head needs every key that signs heads of its size.
//   Source   C2SP signed-note; docs/formats/log-key.md has the same example byte for byte as the tests.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tlog/note.h"

namespace cs::tlog {

struct LogKey {
  crypto::NoteVerifier key;
  std::uint64_t from = 0;
  std::optional<std::uint64_t> to = {};
};

class LogKeys {
 public:
  // Not explicit: a log that never had another key is its key. Nothing is known of sizes then, so this key judges heads of every size.
  LogKeys(crypto::NoteVerifier only);
  // Several of which it is not known which signs what: good for being known (agrees_with), and no head is judged by them.
  static Result<LogKeys> any_of(const std::vector<crypto::NoteVerifier>& keys);
  static Result<LogKeys> parse(std::string_view text);
  std::string text() const;

  const std::string& origin() const { return newest().name(); }
  const crypto::NoteVerifier& newest() const { return keys_.back().key; }
  const std::vector<LogKey>& all() const { return keys_; }
  bool holds(const crypto::NoteVerifier& key) const;
  std::vector<crypto::NoteVerifier> at_size(std::uint64_t size) const;  // those that must have signed a head of that size

  // The newest key signs with this one from the head of `from` entries on; the one before it signs no head of more than `to`.
  void begin(crypto::NoteVerifier key, std::uint64_t from);
  void end_before_newest(std::uint64_t to);

  // What a reader was told fits what a log of `size` entries says of its own keys: kUntrusted where that log has none of them, or where one
  // of them signs other sizes there.
  Result<void> agrees_with(const LogKeys& log, std::uint64_t size) const;

 private:
  LogKeys() = default;
  std::vector<LogKey> keys_;  // by `from`; never empty; each has the same name
  bool sizes_known_ = false;
};

Result<OpenedCheckpoint> open_checkpoint(std::string_view note_bytes, const LogKeys& keys,
                                         const std::vector<crypto::NoteVerifier>& cosigners = {});
// At least one of those keys has signed: that the log said this, whatever else should have signed too. For evidence.
Result<OpenedCheckpoint> open_by_any(std::string_view note_bytes, const std::vector<crypto::NoteVerifier>& keys);

}  // namespace cs::tlog
