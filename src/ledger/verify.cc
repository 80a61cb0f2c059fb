#include "ledger/verify.h"

#include <map>
#include <set>

#include "base/limits.h"
#include "crypto/digest.h"
#include "ledger/contradiction.h"
#include "ledger/ledger_held.h"
#include "ledger/sound_store.h"
#include "ledger/verify_cosigned.h"
#include "ledger/verify_documents.h"
#include "ledger/verify_entries.h"
#include "ledger/verify_openings.h"
#include "store/store.h"

namespace cs::ledger {
namespace {

class Verifier {
 public:
  Verifier(const store::Store& store, const tlog::LogKeys& known, VerifyReport& report)
      : store_(store), known_(known), report_(report), checks_(known) {}

  Result<void> records() {
    return store_.for_each_record([this](const store::RecordRow& record) { return one_record(record); });
  }

  Result<void> head() const {
    CS_TRY(head, store_.head());
    if (chain_.size() == 0) return untrusted("there is a head but no record");
    CS_TRY_VOID(check_head(head, last_, chain_));
    if (head.origin != known_.origin()) return untrusted("the head is another log's");
    CS_TRY_VOID(known_.agrees_with(chain_.keys(), chain_.size()));
    CS_TRY(parts, store_.part_count());
    if (parts != chain_.part_count()) return untrusted("there are parts of records that no record has");
    return {};
  }

  Result<void> old_checkpoint(const std::string& note) {
    CS_TRY_VOID(check_old_checkpoint(note, chain_));
    ++report_.old_checkpoints;
    return {};
  }

  // `after`: as the guard was when all had been read. Where nobody wrote meanwhile it is judged as a start would judge it.
  Result<void> guard(const Result<store::GuardMark>& before, const Result<store::GuardMark>& after) {
    if (!before) return untrusted("the gate does not start: " + before.fault().text);
    const bool still = after && *before == *after;
    CS_TRY_VOID(still ? judge_guard(*before, chain_, last_, store_.is_shared()) : judge_glance(*before, chain_));
    report_.guarded = true;
    return {};
  }

  Result<void> contradiction(const Path& directory) const { return check_kept_contradiction(directory, chain_); }

  Result<void> cosigned(const Result<std::string>& note) {
    CS_TRY(size, check_cosigned(note, chain_, settings_, store_));
    report_.cosigned = size;
    return {};
  }

  Result<void> handovers(const HandoverNotes& notes) const { return check_handovers(notes, chain_, settings_, store_); }

  Result<void> answers() {
    CS_TRY_VOID(answers_there());
    for (const auto& [index, close] : closes_)
      if (close.response && !answered_.contains(index)) return untrusted("the answer to request " + std::to_string(close.request.value) + " is missing: entry " + std::to_string(index) + " has its digest");
    return {};
  }

  Result<void> documents(const VerifyOptions& options) {
    CS_TRY_VOID(store_.for_each_document([this](const Digest& digest, ByteView bytes) -> Result<void> {
      if (crypto::sha256(bytes) != digest) return untrusted("document " + to_hex(digest) + " has another digest");
      needed_.there(digest, bytes);
      ++report_.documents;
      return {};
    }));
    return needed_.all_there(store_, options);
  }

  std::uint64_t size() const { return chain_.size(); }
  Digest root() const { return chain_.root(); }

 private:
  Result<void> answers_there() {
    return store_.for_each_answer([this](const store::AnswerRow& row) -> Result<void> {
      const auto close = closes_.find(row.close);
      const Digest digest = crypto::sha256(row.sealed);
      if (close == closes_.end() || close->second.request.value != row.request || close->second.response != digest || row.digest != digest)
        return untrusted("L6 the answer to request " + std::to_string(row.request) + " has not the digest in its close");
      answered_.insert(row.close);
      ++report_.answers;
      return {};
    });
  }

  Result<void> one_record(const store::RecordRow& record) {
    if (record.time_ms < last_.time_ms) return untrusted("L2 time falls");
    CS_TRY_VOID(chain_.add(store_, record, [&](EntryIndex index, ByteView bytes) { return one_entry(index, bytes, record.time_ms); }));
    CS_TRY_VOID(checks_.end_of_record());
    CS_TRY_VOID(check_checkpoint(record, chain_.keys()));
    ++report_.records;
    ++report_.checkpoints;
    last_ = record;
    return {};
  }

  Result<void> one_entry(EntryIndex index, ByteView bytes, std::int64_t time_ms) {
    CS_TRY(entry, checks_.look(index, bytes));
    if (entry.time.ms != time_ms) return untrusted("its time is not its record's");
    if (const auto* close = std::get_if<CloseEntry>(&entry.entry)) closes_.emplace(index.value, *close);
    if (!std::holds_alternative<LineEntry>(entry.entry)) needed_.note(index, entry.entry);
    settings_.note(index, entry.entry);
    ++report_.entries;
    return {};
  }

  const store::Store& store_;
  const tlog::LogKeys& known_;
  VerifyReport& report_;
  Chain chain_;
  EntryChecks checks_;
  store::RecordRow last_;
  std::map<std::uint64_t, CloseEntry> closes_;
  std::set<std::uint64_t> answered_;  // closes whose answers are there
  NeededDocuments needed_;
  PolicyHistory settings_;
};

// A failure to read is a fault; anything else is what is wrong with the ledger.
Result<bool> sound(const Result<void>& checked, VerifyReport& report, std::optional<EntryIndex> index) {
  if (checked) return true;
  if (checked.fault().kind == FaultKind::kIo) return checked.fault();
  report.fault = VerifyFault{index, checked.fault().text};
  return false;
}

}  // namespace

Result<VerifyReport> verify_ledger(const Path& directory, const tlog::LogKeys& known, const VerifyOptions& options) {
  // Before the database: a writer may go on meanwhile.
  const auto mark = read_guard_of(directory);
  const auto cosigned = read_file(directory / kCosignedFile, limits::kNoteBytesMax);
  CS_TRY(handovers, read_handovers(directory));
  CS_TRY(place, store_place(directory));
  CS_TRY(store, open_store(directory, place, store::OpenMode::kRead));
  VerifyReport report;
  Verifier verifier(store, known, report);
  CS_TRY(records, sound(verifier.records(), report, EntryIndex{}));
  if (!records) {
    report.fault->index = EntryIndex{verifier.size()};
    return report;
  }
  report.root = verifier.root();
  std::vector<std::function<Result<void>()>> checks = {[&] { return verifier.head(); }};
  for (const std::string& note : options.old_checkpoints) checks.push_back([&] { return verifier.old_checkpoint(note); });
  checks.push_back([&] { return verifier.guard(mark, read_guard_of(directory)); });
  checks.push_back([&] { return verifier.contradiction(directory); });
  checks.push_back([&] { return verifier.cosigned(cosigned); });
  checks.push_back([&] { return verifier.handovers(handovers); });
  checks.push_back([&] { return verifier.answers(); });
  checks.push_back([&] { return verifier.documents(options); });
  for (const auto& check : checks) {
    CS_TRY(holds, sound(check(), report, {}));
    if (!holds) return report;
  }
  if (options.openings == nullptr) return report;
  CS_TRY(ledger, Ledger::open_to_read(directory, known));
  CS_TRY_VOID(verify_openings(ledger, *options.openings, report));
  return report;
}

}  // namespace cs::ledger
