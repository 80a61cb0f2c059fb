#include "ledger/chain.h"

#include <algorithm>

#include "base/limits.h"
#include "codec/canonical.h"
#include "ledger/bundle.h"

namespace cs::ledger {

Digest Chain::root_at(std::uint64_t size) const {
  CS_CHECK(size <= hashes_.size(), "a root is asked for at a size that the tree has had");
  auto root = tlog::root_at(size, hashes_.reader());
  CS_CHECK(root.ok(), "a tree in memory has all hashes of its roots");
  return *root;
}

Result<void> Chain::note(ByteView bytes) {
  const auto entry = decode(bytes);
  if (!entry) return entry.fault();
  CS_TRY_VOID(key_history_.note({size()}, entry->time, entry->entry));
  if (const auto* shred = std::get_if<ShredEntry>(&entry->entry)) shreds_.push_back({{size()}, *shred});
  const auto* recovery = std::get_if<RecoveryEntry>(&entry->entry);
  if (recovery != nullptr && recovery->what == RecoveryKind::kRecovery && recovery->act) given_up_.push_back({{size()}, recovery->size_before, *recovery->act});
  return {};
}

// While two keys sign, an entry's own time says whether both still do: that of its record is not signed.
Result<void> Chain::note_time(ByteView bytes) {
  codec::CborReader in(bytes);
  CS_TRY_VOID(in.map(limits::kEntryBytesMax));
  CS_TRY_VOID(in.key(0));
  CS_TRY_VOID(in.unsigned_number());
  CS_TRY_VOID(in.key(1));
  CS_TRY_VOID(in.unsigned_number());
  CS_TRY_VOID(in.key(2));
  CS_TRY(ms, in.unsigned_number(static_cast<std::uint64_t>(kInstantMax.ms)));
  key_history_.pass({size()}, Instant{static_cast<std::int64_t>(ms)});
  return {};
}

const GivenUp* Chain::gave_up(std::uint64_t size) const {
  for (const GivenUp& given : given_up_)
    if (given.recovery.value < size && size <= given.size_before) return &given;
  return nullptr;
}

const PartPlace& Chain::place_of(std::uint64_t index) const {
  CS_CHECK(index < size(), "a place is asked for an entry that is there");
  const auto after = std::upper_bound(places_.begin(), places_.end(), index,
                                      [](std::uint64_t wanted, const PartPlace& place) { return wanted < place.index; });
  return *(after - 1);
}

const PartPlace* Chain::place_after(const PartPlace& place) const {
  const PartPlace* next = &place + 1;
  return next == places_.data() + places_.size() ? nullptr : next;
}

Result<void> Chain::add(const store::Store& store, const store::RecordRow& record, const LookAtEntry& look) {
  if (record.first != size()) return untrusted("the next record begins at " + std::to_string(record.first) + ": a gap or an overlap");
  if (record.count == 0) return untrusted("a record without entries");
  // Tokens only grow; where no other writer can be there is none.
  if (record.token < token_ || (record.token != 0 && !store.is_shared())) return untrusted("a record of a writer who had lost the ledger to another");
  token_ = record.token;
  const std::uint64_t end = record.first + record.count;
  count_record();
  CS_TRY_VOID(add_part(record.entries, {record.first, record.first, 0}, end, look));
  for (std::uint32_t part = 1; part <= record.parts; ++part) {
    CS_TRY(entries, store.part(record.first, part));
    CS_TRY_VOID(add_part(entries, {size(), record.first, part}, end, look));
  }
  if (size() != end) return untrusted("a record has fewer entries than it says");
  if (root() != record.root) return untrusted("a record's entries do not have the record's root");
  if (key_history_.empty()) return untrusted("a log begins with its genesis");
  return {};
}

Result<void> Chain::add_part(ByteView entries, const PartPlace& place, std::uint64_t end, const LookAtEntry& look) {
  if (entries.empty()) return untrusted("a record has a part without entries");
  places_.push_back(place);
  while (!entries.empty()) {
    if (size() == end) return untrusted("a record has more entries than it says");
    CS_TRY(entry, take_entry(entries));
    CS_TRY_VOID(look({size()}, entry));
    CS_TRY_VOID(append(entry));
  }
  return {};
}

Result<void> check_head(const store::HeadRow& head, const store::RecordRow& last, const Chain& chain) {
  if (head.size != chain.size())
    return untrusted("the head says " + std::to_string(head.size) + " entries, the records have " + std::to_string(chain.size()));
  if (head.root != last.root) return untrusted("the head has another root than the last record");
  if (head.last_first != last.first) return untrusted("the head names another record as the last one");
  if (head.token != last.token) return untrusted("the head is another writer's");
  return {};
}

Result<void> check_checkpoint(const store::RecordRow& record, const tlog::LogKeys& keys) {
  CS_TRY(opened, tlog::open_checkpoint(record.checkpoint, keys));
  const tlog::Checkpoint& checkpoint = opened.checkpoint;
  if (checkpoint.origin != keys.origin()) return untrusted("a record's checkpoint is another log's");
  if (checkpoint.size != record.first + record.count) return untrusted("a record's checkpoint has another size than the record");
  if (checkpoint.root != record.root) return untrusted("a record's checkpoint has another root than the record");
  if (!checkpoint.extension.empty()) return untrusted("a record's checkpoint has extension lines");
  return {};
}

}  // namespace cs::ledger
