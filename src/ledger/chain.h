// Chain: the records of a store, looked at one after the other, and the tree that their entries make. Inside this room only.
//   Errors   kUntrusted: a gap, a fencing token that falls, another count, entries cut off, a root that the entries do not have; a `key` entry that may not name
//            the key that it names.
#pragma once

#include <functional>

#include "ledger/key_history.h"
#include "ledger/ledger.h"
#include "store/store.h"
#include "tlog/merkle.h"

namespace cs::ledger {

// Where a run of entries lies: part 0 is in the record's own row.
struct PartPlace {
  std::uint64_t index = 0;  // of its first entry
  std::uint64_t record_first = 0;
  std::uint32_t part = 0;
};

// A `recovery`: the heads of more entries than stand before it, up to this size, were given up by both parties' act.
struct GivenUp {
  EntryIndex recovery;
  std::uint64_t size_before = 0;
  Digest act{};
};

using LookAtEntry = std::function<Result<void>(EntryIndex, ByteView)>;

class Chain {
 public:
  // The next record; `look` sees each entry before the root is compared.
  Result<void> add(const store::Store& store, const store::RecordRow& record, const LookAtEntry& look);
  // The next entry of a record that is being written.
  Result<void> append(ByteView entry) {
    if (may_be_noted(entry)) CS_TRY_VOID(note(entry));
    else if (key_history_.both_until()) CS_TRY_VOID(note_time(entry));
    hashes_.append(tlog::leaf_hash(entry));
    return {};
  }
  void place(const PartPlace& place) { places_.push_back(place); }

  std::uint64_t size() const { return hashes_.size(); }
  std::uint64_t part_count() const { return places_.size() - records_; }  // rows of ledger_part that these records have
  void count_record() { ++records_; }
  Digest root() const { return root_at(size()); }
  Digest root_at(std::uint64_t size) const;  // size <= size()
  const tlog::HashStack& hashes() const { return hashes_; }
  const std::vector<Shredded>& shreds() const { return shreds_; }
  const std::vector<GivenUp>& given_up() const { return given_up_; }
  const KeyHistory& key_history() const { return key_history_; }
  const tlog::LogKeys& keys() const { return key_history_.keys(); }  // once there is a genesis
  // The checkpoint of a record in which a rotation stands: signed by the key before it and by the one that it names.
  void hand_over(const std::string& checkpoint) { handovers_.push_back(checkpoint); }
  bool hands_over() const { return handovers_.size() < key_history_.rotations().size(); }
  const std::vector<std::string>& handovers() const { return handovers_; }  // of key_history().rotations()
  const GivenUp* gave_up(std::uint64_t size) const;  // nullptr: no head of that size was
  const PartPlace& place_of(std::uint64_t index) const;  // index < size()
  const PartPlace* place_after(const PartPlace& place) const;

 private:
  Result<void> add_part(ByteView entries, const PartPlace& place, std::uint64_t end, const LookAtEntry& look);
  // By its first bytes: a map's head, key 0 with value 1, key 1, the kind in one byte (genesis, key) or two (a recovery, a shred). Spares decoding
  // 700,000 lines.
  static bool may_be_noted(ByteView entry) {
    return entry.size() > 5 && (entry[4] == 1 || entry[4] == 2 || (entry[4] == 0x18 && (entry[5] == 31 || entry[5] == 24)));
  }
  Result<void> note(ByteView entry);
  Result<void> note_time(ByteView entry);
  tlog::HashStack hashes_;
  std::vector<PartPlace> places_;
  std::vector<GivenUp> given_up_;
  std::vector<Shredded> shreds_;
  KeyHistory key_history_;
  std::vector<std::string> handovers_;
  std::uint64_t records_ = 0;
  std::uint64_t token_ = 0;  // of the last record
};

// The head is that of the chain's last record: same size, root and first index.
Result<void> check_head(const store::HeadRow& head, const store::RecordRow& last, const Chain& chain);
// The record's checkpoint is signed by the keys that sign heads of its size, and says what the record says.
Result<void> check_checkpoint(const store::RecordRow& record, const tlog::LogKeys& keys);

}  // namespace cs::ledger
