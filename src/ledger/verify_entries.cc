#include "ledger/verify_entries.h"

#include "ledger/entry_encode.h"

namespace cs::ledger {

Result<TimedEntry> EntryChecks::look(EntryIndex index, ByteView bytes) {
  CS_TRY(entry, decode(bytes));
  encode_into(encoded_, entry.entry, entry.time);
  if (!std::equal(bytes.begin(), bytes.end(), encoded_.data().begin(), encoded_.data().end())) return untrusted("its bytes are not canonical");
  if (const char* broken = order_.look(index, entry.entry)) return untrusted(broken);
  const auto* genesis = std::get_if<GenesisEntry>(&entry.entry);
  if (genesis != nullptr && genesis->origin != known_.origin()) return untrusted("genesis names another origin than the log's key");
  return entry;
}

Result<void> EntryChecks::end_of_record() const {
  const char* broken = order_.end_of_record();
  return broken == nullptr ? Result<void>() : Result<void>(untrusted(broken));
}

Result<void> check_old_checkpoint(const std::string& note, const Chain& chain) {
  const auto opened = tlog::open_checkpoint(note, chain.keys());
  if (!opened) return at("an old checkpoint", opened.fault());
  const tlog::Checkpoint& old = opened->checkpoint;
  if (old.origin != chain.keys().origin()) return untrusted("an old checkpoint is another log's");
  // A recovery is a roll-back all the same; but the ledger itself says so, and who signed for it.
  const GivenUp* given = chain.gave_up(old.size);
  const std::string said = given == nullptr ? "" : "; entry " + std::to_string(given->recovery.value) + " says so: a recovery from " + std::to_string(given->size_before) + " entries, by both parties' act";
  if (old.size > chain.size())
    return untrusted("ROLLBACK: an old checkpoint has " + std::to_string(old.size) + " entries, the ledger " + std::to_string(chain.size()) + said);
  if (chain.root_at(old.size) != old.root)
    return untrusted("FORK: an old checkpoint of " + std::to_string(old.size) + " entries has another root than the ledger had then" + said);
  return {};
}

Result<void> check_handover(const std::string& note, EntryIndex rotation, const Chain& chain) {
  CS_TRY(opened, tlog::open_checkpoint(note, chain.keys()));
  const tlog::Checkpoint& head = opened.checkpoint;
  if (head.origin != chain.keys().origin()) return untrusted("of another log");
  if (head.size <= rotation.value || head.size > chain.size() || chain.root_at(head.size) != head.root) return untrusted("not a head of this log that holds the key entry");
  // Beyond the overlap the key before it does not sign any more.
  for (const tlog::LogKey& key : chain.keys().all())
    if (key.from <= rotation.value && key.to && *key.to > rotation.value && *key.to < head.size) return untrusted("a head that the key before has not signed");
  return {};
}

}  // namespace cs::ledger
