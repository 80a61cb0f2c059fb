#include "tests/cases/forger.h"

#include <algorithm>

#include "ledger/export.h"
#include "store/store.h"
#include "tlog/note.h"
#include "tlog/tiles.h"

namespace cs::cases {

using ledger::OpeningKind;

Result<Forger> Forger::open(const Path& given, const Path& home) {
  CS_TRY(keys, gate::read_home_keys({home}));
  CS_TRY(ledger, ledger::Ledger::open_copy(given / "openings.db", keys.log.front().verifier()));
  Forger forger(std::move(ledger), std::move(keys), given / "context");
  CS_TRY_VOID(forger.ledger_.for_each({0}, [&](EntryIndex, const ledger::TimedEntry& entry) -> Result<void> {
    forger.entries.push_back(entry);
    return {};
  }));
  CS_TRY(store, store::Store::open(given / "openings.db", store::OpenMode::kRead));
  CS_TRY_VOID(store.for_each_opening([&](const store::OpeningRow& row) -> Result<void> { return forger.rows_.push_back(row), Result<void>(); }));
  CS_TRY_VOID(store.for_each_document([&](const Digest& digest, ByteView bytes) -> Result<void> {
    forger.documents_.emplace_back(digest, Bytes(bytes.begin(), bytes.end()));
    return {};
  }));
  return forger;
}

EntryIndex Forger::find(const std::function<bool(const ledger::Entry&)>& wanted) const {
  for (std::size_t i = entries.size(); i > 0; --i)
    if (wanted(entries[i - 1].entry)) return {i - 1};
  return {};
}

Result<Bytes> Forger::payload(OpeningKind kind, EntryIndex entry) {
  ledger::PeriodKeys keys = period_keys();
  CS_TRY(opening, ledger::OpeningReader(ledger_, keys).document(kind, entry));
  return std::move(opening.payload);
}

Result<std::vector<Bytes>> Forger::line_payloads(OpeningKind kind, EntryIndex request, std::uint32_t count) {
  ledger::PeriodKeys keys = period_keys();
  ledger::OpeningReader reader(ledger_, keys);
  std::vector<Bytes> payloads;
  CS_TRY_VOID(reader.for_each_line(kind, request, count, [&](LineNumber, const Digest&, ByteView bytes) -> Result<void> {
    payloads.emplace_back(bytes.begin(), bytes.end());
    return {};
  }));
  return payloads;
}

void Forger::forget(OpeningKind kind, EntryIndex entry) {
  std::erase_if(rows_, [&](const store::OpeningRow& row) { return row.entry == entry.value && row.kind == static_cast<std::uint8_t>(kind); });
}

Result<Digest> Forger::seal(OpeningKind kind, EntryIndex was, EntryIndex entry, ByteView payload) {
  const auto row = std::find_if(rows_.begin(), rows_.end(), [&](const auto& one) { return one.entry == was.value && one.kind == static_cast<std::uint8_t>(kind); });
  if (row == rows_.end()) return not_found("no such opening");
  ledger::PeriodKeys keys = period_keys();
  ledger::OpeningWriter writer(ledger_.origin(), keys, random_);
  CS_TRY(made, writer.document(kind, entry, entries[entry.value].time, row->agreement, payload));
  *row = made.row;
  return made.commitment;
}

namespace {

// A row draws its salts first, by one call.
class SaltsAgain final : public crypto::Random {
 public:
  SaltsAgain(Bytes salts, crypto::Random& rest) : salts_(std::move(salts)), rest_(rest) {}
  void fill(std::span<std::uint8_t> out) override {
    if (out.size() == salts_.size()) std::copy(salts_.begin(), salts_.end(), out.begin());
    else rest_.fill(out);
    salts_.clear();
  }

 private:
  Bytes salts_;
  crypto::Random& rest_;
};

}  // namespace

Result<std::vector<Digest>> Forger::seal_lines(OpeningKind kind, EntryIndex request, const std::vector<Bytes>& payloads) {
  return seal_with(random_, kind, request, payloads);
}

Result<void> Forger::reseal_lines(OpeningKind kind, EntryIndex request, const std::vector<Bytes>& payloads) {
  ledger::PeriodKeys keys = period_keys();
  ledger::OpeningReader reader(ledger_, keys);
  Bytes salts;
  CS_TRY_VOID(reader.for_each_line(kind, request, static_cast<std::uint32_t>(payloads.size()), [&](LineNumber, const Digest& r, ByteView) -> Result<void> {
    salts.insert(salts.end(), r.begin(), r.end());
    return {};
  }));
  SaltsAgain random(std::move(salts), random_);
  CS_TRY(sealed, seal_with(random, kind, request, payloads));
  (void)sealed;
  return {};
}

Result<std::vector<Digest>> Forger::seal_with(crypto::Random& random, OpeningKind kind, EntryIndex request, const std::vector<Bytes>& payloads) {
  const auto mine = [&](const store::OpeningRow& row) { return row.entry == request.value && row.kind == static_cast<std::uint8_t>(kind); };
  const auto row = std::find_if(rows_.begin(), rows_.end(), mine);
  if (row == rows_.end()) return not_found("no such openings");
  const std::string agreement = row->agreement;
  std::erase_if(rows_, mine);
  ledger::PeriodKeys keys = period_keys();
  ledger::OpeningWriter writer(ledger_.origin(), keys, random);
  const std::vector<ByteView> views(payloads.begin(), payloads.end());
  CS_TRY(made, writer.lines(kind, request, entries[request.value].time, agreement, views));
  rows_.insert(rows_.end(), made.rows.begin(), made.rows.end());
  return std::move(made.commitments);
}

Result<void> Forger::write(const Path& given) {
  std::error_code error;
  std::filesystem::remove_all(given / "log", error);
  std::filesystem::remove(given / "openings.db", error);
  const Path work = given / "forged.db";
  {
    CS_TRY(store, store::Store::create(work));
    tlog::Frontier tree;
    store::RecordRow row;
    for (std::size_t from = 0; from < entries.size();) {
      row = {tree.size(), 0, entries[from].time.ms, 0, {}, {}, {}, 0};
      for (; from < entries.size() && entries[from].time.ms == row.time_ms; ++from, ++row.count) {
        const Bytes bytes = ledger::encode(entries[from].entry, entries[from].time);
        tree.append(tlog::leaf_hash(bytes));
        tlog::append_bundle_entry(row.entries, bytes);
      }
      row.root = tree.root();
      tlog::Note note;
      note.text = tlog::Checkpoint{ledger_.origin(), tree.size(), row.root, {}}.text();
      tlog::sign_note(note, keys_.log.front());
      row.checkpoint = note.bytes();
      last_hand(row);
      CS_TRY_VOID(store.put_record(row));
    }
    for (const store::OpeningRow& opening : rows_) CS_TRY_VOID(store.put_opening(opening));
    for (const auto& [digest, bytes] : documents_) CS_TRY_VOID(store.put_document(digest, bytes));
    CS_TRY_VOID(store.set_head({ledger_.origin(), tree.size(), row.root, row.first, 0}));
    CS_TRY_VOID(store.commit());
    CS_TRY_VOID(store.copy_without_answers(given / "openings.db"));
  }
  for (const char* suffix : {"", "-wal", "-shm", ".lock"}) std::filesystem::remove(work.string() + suffix, error);
  CS_TRY(forged, ledger::Ledger::open_copy(given / "openings.db", keys_.log.front().verifier()));
  return ledger::export_log(forged, given / "log");
}

}  // namespace cs::cases
