#include "audit/source.h"

#include <algorithm>
#include <set>

#include "audit/source_export.h"
#include "audit/source_records.h"

#include "base/limits.h"
#include "gate/named_documents.h"
#include "ledger/documents.h"
#include "ledger/export.h"
#include "ledger/order.h"
#include "tlog/note.h"

namespace cs::audit {
namespace {

using ledger::CloseEntry;

// Looks at the entries one after the other: form, time, order; and which of them belong together.
class Walk {
 public:
  Walk(Source& source, Report& report) : source_(source), report_(report) {}

  Result<void> look(EntryIndex index, ByteView bytes) {
    auto entry = ledger::decode(bytes);
    if (!entry) return at("entry " + std::to_string(index.value), entry.fault());
    if (ledger::encode(entry->entry, entry->time) != Bytes(bytes.begin(), bytes.end())) wrong(What::kAltered, index, "its bytes are not canonical");
    if (entry->time < time_) wrong(What::kBackDated, index, "L2 time falls: " + entry->time.text() + " after " + time_.text());
    time_ = std::max(time_, entry->time);
    if (const char* broken = order_.look(index, entry->entry)) out_of_order(index, entry->entry, broken);
    belongs(index, entry->entry);
    destroys(index, entry->entry);
    return {};
  }

 private:
  void destroys(EntryIndex index, const ledger::Entry& entry) {
    if (const auto* agreement = std::get_if<ledger::AgreementEntry>(&entry)) agreements_[index.value] = agreement->id.text;
    if (const auto* shred = std::get_if<ledger::ShredEntry>(&entry); shred != nullptr && shred->opening_class == ledger::OpeningClass::kInput)
      source_.destroyed.shreds.try_emplace({agreements_[shred->agreement.value], shred->quarter}, index);
    if (const auto* expunge = std::get_if<ledger::ExpungeEntry>(&entry); expunge != nullptr && expunge->opening_class == ledger::OpeningClass::kInput)
      for (const ledger::ExpungedLine& line : expunge->lines) source_.destroyed.expunges[line.request.value].try_emplace(line.line.value, index);
  }

  void wrong(What what, EntryIndex index, std::string text) {
    Finding finding;
    finding.what = what;
    finding.entry = index;
    finding.text = std::move(text);
    add_finding(report_, std::move(finding));
  }

  // One line that is elsewhere puts all that follow it out of order: said once a request. Which lines they are, the replay says.
  void out_of_order(EntryIndex index, const ledger::Entry& entry, const char* broken) {
    const auto* line = std::get_if<ledger::LineEntry>(&entry);
    const EntryIndex request = line != nullptr ? line->request : EntryIndex{};
    if (line != nullptr && last_broken_ == request) return;
    last_broken_ = request;
    wrong(What::kReordered, index, broken);
  }

  void belongs(EntryIndex index, const ledger::Entry& entry) {
    if (const auto* admission = std::get_if<ledger::AdmissionEntry>(&entry)) {
      Fate& fate = source_.fates[admission->request.value];
      if (!fate.admission) fate.admission = index, fate.admitted_lines = admission->lines;
    } else if (const auto* close = std::get_if<CloseEntry>(&entry)) {
      Fate& fate = source_.fates[close->request.value];
      if (!fate.close) fate.close = index, fate.closed = *close;
      if (desk_) source_.request_of[desk_->value] = close->request;
      desk_.reset();
    } else if (std::holds_alternative<ledger::DeskEntry>(entry)) {
      desk_ = index;
    } else if (!std::holds_alternative<ledger::LineEntry>(entry)) {
      desk_.reset();
    }
  }

  Source& source_;
  Report& report_;
  std::map<std::uint64_t, std::string> agreements_;  // by entry
  ledger::OrderChecker order_;
  Instant time_{};
  std::optional<EntryIndex> desk_;  // of the record whose close is to come
  EntryIndex last_broken_{};
};

// Documents that entries, or an agreement's terms, name: also those that no step of the replay asks for.
class Documents {
 public:
  Documents(const ledger::Ledger& ledger, Report& report) : ledger_(ledger), report_(report) {}

  Result<void> look(EntryIndex index, const ledger::Entry& entry) {
    for (const Digest& digest : ledger::documents_of(entry)) CS_TRY_VOID(ask(index, digest));
    const auto* agreement = std::get_if<ledger::AgreementEntry>(&entry);
    const auto terms = agreement != nullptr ? ledger_.document(agreement->terms) : Result<Bytes>(not_found(""));
    if (!terms) return {};
    for (const Digest& digest : gate::documents_named_by_terms(*terms)) CS_TRY_VOID(ask(index, digest));
    return {};
  }

 private:
  Result<void> ask(EntryIndex index, const Digest& digest) {
    if (!asked_.insert(digest).second) return {};
    const auto there = ledger_.document(digest);
    if (there) return {};
    if (there.fault().kind == FaultKind::kIo) return there.fault();
    Finding finding;
    finding.what = there.fault().kind == FaultKind::kNotFound ? What::kMissing : What::kAltered;
    finding.entry = index;
    finding.of = "document";
    finding.recorded = digest_text(digest);
    finding.text = finding.what == What::kMissing ? "a document that it names is not there" : "a document that it names is another one";
    add_finding(report_, std::move(finding));
    return {};
  }

  const ledger::Ledger& ledger_;
  Report& report_;
  std::set<Digest> asked_;
};

Result<void> check_documents(const ledger::Ledger& ledger, Report& report) {
  Documents documents(ledger, report);
  return ledger.for_each({0}, [&](EntryIndex index, const ledger::TimedEntry& entry) { return documents.look(index, entry.entry); });
}

Result<void> check_genesis(const ledger::Ledger& ledger, Report& report) {
  CS_TRY(first, ledger.entry({0}));
  const auto* genesis = std::get_if<ledger::GenesisEntry>(&first.entry);
  // That its key is the one that is known, or has named it, was asked when the ledger was opened.
  const bool own = genesis != nullptr && genesis->origin == ledger.origin();
  if (!own) add_log_finding(report, EntryIndex{0}, "genesis names another origin than the log's");
  return {};
}

// What is known from elsewhere; else what the export says of itself.
Result<tlog::LogKeys> keys_known(const SourceFiles& files) {
  return files.known.log_keys ? Result<tlog::LogKeys>(*files.known.log_keys) : ledger::read_log_keys(files.log / "log.vkey");
}

void judged_by(const SourceFiles& files, const tlog::LogKeys& known, Report& report) {
  report.judged.keys_from = files.known.log_keys ? KeysFrom::kGiven : KeysFrom::kExport;
  for (const tlog::LogKey& key : known.all()) report.judged.keys.push_back(key.key.text());
  report.judged.policy = files.known.policy_digest;
}

}  // namespace

bool Destroyed::some(EntryIndex request, const std::string& agreement, std::uint32_t quarter) const {
  return expunges.contains(request.value) || shreds.contains({agreement, quarter});
}

std::optional<EntryIndex> Destroyed::by(EntryIndex request, const std::string& agreement, std::uint32_t quarter, LineNumber line) const {
  const auto request_lines = expunges.find(request.value);
  if (request_lines != expunges.end())
    if (const auto found = request_lines->second.find(line.value); found != request_lines->second.end()) return found->second;
  const auto shred = shreds.find({agreement, quarter});
  return shred == shreds.end() ? std::nullopt : std::optional(shred->second);
}

Result<Source> open_source(const SourceFiles& files, Report& report) {
  CS_TRY(known, keys_known(files));
  auto opened = ledger::Ledger::open_copy(files.openings, known);
  // The store names its file; what is wrong inside does not.
  if (!opened) return opened.fault().text.starts_with(files.openings.string()) ? opened.fault() : at(files.openings.string(), opened.fault());
  CS_TRY(source, source_of(std::move(*opened), report));
  CS_TRY_VOID(hold_records(files.openings, source.ledger, report));
  CS_TRY_VOID(hold_signatories(files.openings, source.ledger, report));
  CS_TRY_VOID(check_documents(source.ledger, report));
  judged_by(files, known, report);
  CS_TRY_VOID(hold_export(files, known, source.ledger, report));
  for (const Path& file : files.checkpoints) {
    CS_TRY(note, read_file(file, limits::kNoteBytesMax));
    const auto held = tlog::open_checkpoint(note, source.ledger.log_keys());
    if (!held) return at(file.string(), held.fault());
    if (const auto contradicted = source.ledger.contradicted_by(note)) add_log_finding(report, std::nullopt, *contradicted);
  }
  return source;
}

Result<Source> source_of(ledger::Ledger ledger, Report& report) {
  Source source{std::move(ledger), {}, {}, {}};
  report.origin = source.ledger.origin();
  report.entries = source.ledger.size();
  report.root = source.ledger.root();
  report.last_time = source.ledger.last_time();
  report.judged.newest = source.ledger.log_key().text();
  CS_TRY_VOID(check_genesis(source.ledger, report));
  Walk walk(source, report);
  CS_TRY_VOID(source.ledger.for_each_bytes({0}, [&](EntryIndex index, ByteView bytes) { return walk.look(index, bytes); }));
  return source;
}

}  // namespace cs::audit
