// Which keys sign the log, as its own entries say: `genesis` names the first, and each `key` entry the one that signs from there on. One that
// names another than the newest is a rotation: the key before it goes on signing for kKeysOverlap, so that whoever knows that one alone can
// follow.
//   Units    heads count entries: a key that entry i names signs heads from i + 1 entries on; the one before it signs those whose last entry
//            is earlier than the rotation's time + kKeysOverlap.
//   Errors   kUntrusted: an entry that names no key, or several, a key of another log, one that the log has had, or another one while two
//            still sign.
//   Threads  plain values.
//   Source   docs/formats/log-key.md.
#pragma once

#include "base/time.h"
#include "ledger/entry.h"
#include "tlog/log_keys.h"

namespace cs::ledger {

inline constexpr Span kKeysOverlap = Span::days(30);

class KeyHistory {
 public:
  // The next entry. Only `genesis` and `key` say something, and every time may end a key: pass() alone does for all others.
  Result<void> note(EntryIndex index, Instant time, const Entry& entry);
  void pass(EntryIndex index, Instant time) {
    if (both_until_ && time >= *both_until_) end(index);
  }
  // Whether a `key` entry of this time may name this key, and what is wrong where it may not.
  Result<void> may_name(const std::vector<std::string>& vkeys, Instant time) const;

  bool empty() const { return !keys_; }
  const tlog::LogKeys& keys() const;                       // not empty()
  std::optional<Instant> both_until() const { return both_until_; }  // two sign before that time
  const std::vector<EntryIndex>& rotations() const { return rotations_; }  // entries that named a new key

 private:
  void end(EntryIndex index);
  std::optional<tlog::LogKeys> keys_;
  std::optional<Instant> both_until_;
  std::vector<EntryIndex> rotations_;
};

}  // namespace cs::ledger
