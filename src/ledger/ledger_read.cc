#include "crypto/digest.h"
#include "ledger/bundle.h"
#include "ledger/ledger_held.h"

namespace cs::ledger {

ByteView LoadedPart::entry(std::uint64_t index) const {
  const std::uint64_t at = index - place->index;
  const std::size_t begin = at == 0 ? 0 : ends[at - 1];
  return ByteView(bytes).subspan(begin + 2, ends[at] - begin - 2);
}

Result<void> Ledger::Held::load(const PartPlace& place) {
  loaded.place.reset();
  loaded.ends.clear();
  CS_TRY(bytes, store.part(place.record_first, place.part));
  loaded.bytes = std::move(bytes);
  ByteView rest = loaded.bytes;
  while (!rest.empty()) {
    auto entry = take_entry(rest);
    if (!entry) return entry.fault();
    loaded.ends.push_back(static_cast<std::uint32_t>(loaded.bytes.size() - rest.size()));
  }
  loaded.place = place;
  return {};
}

Result<ByteView> Ledger::Held::entry_bytes(EntryIndex index) {
  CS_TRY_VOID(alive());
  if (index.value >= size) return not_found("no entry " + std::to_string(index.value) + ": the ledger has " + std::to_string(size));
  const PartPlace& place = chain.place_of(index.value);
  if (!loaded.place || loaded.place->index != place.index) CS_TRY_VOID(load(place));
  if (index.value - place.index >= loaded.ends.size())
    return untrusted("entry " + std::to_string(index.value) + " is no longer in its record");
  return loaded.entry(index.value);
}

Result<Bytes> Ledger::entry_bytes(EntryIndex index) const {
  CS_TRY(bytes, held_->entry_bytes(index));
  return Bytes(bytes.begin(), bytes.end());
}

Result<TimedEntry> Ledger::entry(EntryIndex index) const {
  CS_TRY(bytes, held_->entry_bytes(index));
  auto entry = decode(bytes);
  if (!entry) return at("entry " + std::to_string(index.value), entry.fault());
  return entry;
}

Result<void> Ledger::for_each_bytes(EntryIndex from, const std::function<Result<void>(EntryIndex, ByteView)>& take) const {
  for (EntryIndex index = from; index.value < size(); ++index.value) {
    CS_TRY(bytes, held_->entry_bytes(index));
    CS_TRY_VOID(take(index, bytes));
  }
  return {};
}

Result<void> Ledger::for_each(EntryIndex from, const std::function<Result<void>(EntryIndex, const TimedEntry&)>& take) const {
  return for_each_bytes(from, [&](EntryIndex index, ByteView bytes) -> Result<void> {
    auto entry = decode(bytes);
    if (!entry) return at("entry " + std::to_string(index.value), entry.fault());
    return take(index, *entry);
  });
}

Result<Durable> Ledger::held(EntryIndex first, std::uint64_t count) const {
  CS_TRY_VOID(held_->alive());
  if (first.value > size() || count > size() - first.value) return not_found("no entries " + std::to_string(first.value) + " and on: the ledger has " + std::to_string(size()));
  return Durable(first, count, held_->last_time, held_->root);
}

Result<void> Ledger::write_openings(const Path& file) const {
  CS_TRY_VOID(held_->alive());
  return held_->store.copy_without_answers(file);
}

Result<SealedAnswer> Ledger::answer(EntryIndex request) const {
  CS_TRY_VOID(held_->alive());
  CS_TRY(row, held_->store.answer(request.value));
  if (!row) return not_found("no answer to request " + std::to_string(request.value));
  CS_TRY(held, entry({row->close}));
  const auto* close = std::get_if<CloseEntry>(&held.entry);
  const Digest digest = crypto::sha256(row->sealed);
  // L6, from the other side than commit's: nothing that was changed since leaves.
  if (close == nullptr || close->request != request || close->response != digest || row->digest != digest)
    return untrusted("the answer to request " + std::to_string(request.value) + " has not the digest in its close");
  return SealedAnswer{request, {row->close}, std::move(row->sealed)};
}

Result<Bytes> Ledger::document(const Digest& digest) const {
  CS_TRY_VOID(held_->alive());
  CS_TRY(bytes, held_->store.document(digest));
  if (!bytes) return not_found("no document " + to_hex(digest));
  if (crypto::sha256(*bytes) != digest) return untrusted("document " + to_hex(digest) + " has another digest");
  return std::move(*bytes);
}

Result<store::OpeningRow> Ledger::opening_row(EntryIndex entry, OpeningClass opening_class, std::uint8_t kind, std::uint32_t part) const {
  CS_TRY_VOID(held_->alive());
  CS_TRY(row, held_->store.opening(entry.value, static_cast<std::uint8_t>(opening_class), kind, part));
  if (!row)
    return not_found("no opening of entry " + std::to_string(entry.value) + ", kind " + std::to_string(kind) + ", part " +
                     std::to_string(part));
  return std::move(*row);
}

}  // namespace cs::ledger
