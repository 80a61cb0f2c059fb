#include "audit/public_audit.h"

#include <algorithm>

namespace cs::audit {
namespace {

using ledger::TimedEntry;
template <typename T>
const T* as(const TimedEntry* entry) {
  return entry == nullptr ? nullptr : std::get_if<T>(&entry->entry);
}

// What bars every answer of an agreement, from a time on until a `resume` names it; without one, of all agreements.
struct Bar {
  EntryIndex entry;
  std::optional<std::string> agreement;
  Instant from;
  std::vector<std::string> resumed;  // of these agreements it does not hold any more
  bool lifted = false;               // before it began
  bool bars(const std::string& id, Instant t) const {
    return !lifted && from <= t && (!agreement || *agreement == id) && std::find(resumed.begin(), resumed.end(), id) == resumed.end();
  }
};

class PublicAuditor {
 public:
  explicit PublicAuditor(PublicReport& report) : report_(report) {}

  void look(EntryIndex index, const TimedEntry& entry) {
    if (const auto* v = as<ledger::AgreementEntry>(&entry)) agreement(index, *v);
    if (const auto* v = as<ledger::DesignationEntry>(&entry)) designation(*v);
    if (const auto* v = as<ledger::StopEntry>(&entry)) bars_.push_back({index, id_of(v->agreement), entry.time, {}, false});
    if (const auto* v = as<ledger::RestraintEntry>(&entry)) restraint(index, entry.time, *v);
    if (const auto* v = as<ledger::ResumeEntry>(&entry)) resume(*v);
    if (const auto* v = as<ledger::RequestEntry>(&entry)) request(index, entry.time, *v);
    if (const auto* v = as<ledger::AdmissionEntry>(&entry)) admission(index, entry.time, *v);
    if (const auto* v = as<ledger::CloseEntry>(&entry)) close(index, entry.time, *v);
    if (const auto* v = as<ledger::DeliveryEntry>(&entry)) delivery(index, entry.time, *v);
    if (const auto* v = as<ledger::RecallEntry>(&entry))
      if (PublicRequest* of = closed_by(v->close)) of->recalls.push_back(index);
    if (is_context(entry)) report_.context.emplace(index.value, entry);
  }

 private:
  static bool is_context(const TimedEntry& entry) {
    return as<ledger::AgreementEntry>(&entry) || as<ledger::SoftwareEntry>(&entry) || as<ledger::RegisterEntry>(&entry) || as<ledger::OrdersEntry>(&entry) ||
           as<ledger::TrustEntry>(&entry) || as<ledger::DesignationEntry>(&entry);
  }
  const TimedEntry* context(EntryIndex index) const {
    const auto found = report_.context.find(index.value);
    return found == report_.context.end() ? nullptr : &found->second;
  }
  std::string id_at(EntryIndex index) const {
    const auto* found = as<ledger::AgreementEntry>(context(index));
    return found == nullptr ? std::string() : found->id.text;
  }
  std::optional<std::string> id_of(const std::optional<EntryIndex>& index) const { return index ? std::optional(id_at(*index)) : std::nullopt; }

  void find(What what, EntryIndex entry, std::string of, std::string text) { report_.findings.push_back({what, entry, {}, {}, std::move(of), {}, {}, std::move(text)}); }

  void agreement(EntryIndex, const ledger::AgreementEntry& entry) {
    if (entry.what != ledger::AgreementAct::kTerminated) return;
    const auto [at, is_new] = ended_.emplace(entry.id.text, entry.effective);
    if (!is_new) at->second = std::min(at->second, entry.effective);
  }
  void designation(const ledger::DesignationEntry& entry) {
    if (entry.what == ledger::DesignationAct::kEnded) designations_ended_.push_back(entry);
  }
  void restraint(EntryIndex index, Instant time, const ledger::RestraintEntry& entry) {
    if (entry.what == ledger::RestraintAct::kEntered) {
      if (entry.scope != ledger::RestraintScope::kClass) bars_.push_back({index, id_of(entry.agreement), std::max(time, entry.from), {}, false});
      return;
    }
    for (Bar& bar : bars_)
      if (entry.lifted == bar.entry && time <= bar.from) bar.lifted = true;
  }
  void resume(const ledger::ResumeEntry& entry) {
    for (Bar& bar : bars_)
      if (std::find(entry.ends.begin(), entry.ends.end(), bar.entry) != entry.ends.end()) bar.resumed.push_back(id_at(entry.agreement));
  }
  std::vector<EntryIndex> bars(const std::string& id, Instant t) const {
    std::vector<EntryIndex> out;
    for (const Bar& bar : bars_)
      if (bar.bars(id, t)) out.push_back(bar.entry);
    return out;
  }

  void request(EntryIndex index, Instant time, const ledger::RequestEntry&) {
    request_at_[index.value] = report_.requests.size();
    report_.requests.push_back({index, time, {}, {}, {}, {}});
  }
  PublicRequest* request_of(EntryIndex index) {
    const auto found = request_at_.find(index.value);
    return found == request_at_.end() ? nullptr : &report_.requests[found->second];
  }
  PublicRequest* closed_by(EntryIndex close) {
    const auto found = closed_at_.find(close.value);
    return found == closed_at_.end() ? nullptr : request_of(found->second);
  }

  void admission(EntryIndex index, Instant time, const ledger::AdmissionEntry& entry) {
    PublicRequest* const held = request_of(entry.request);
    if (held == nullptr || held->admission || held->close) return find(What::kReordered, index, "admission", "it admits no request that is open");
    const std::string id = id_at(entry.agreement);
    held->admission = PublicAdmission{index, time, entry, id, bars(id, time)};
    PublicDay& day = report_.days[{id, Date::of(time).text()}];
    ++day.requests;
    day.lines += entry.lines;
    if (!held->admission->stops.empty()) find(What::kUnexpected, index, "stop", "a request was admitted while entry " + std::to_string(held->admission->stops.front().value) + " barred it");
    under(index, time, entry.agreement, entry.orders, entry.trust);
    if (as<ledger::SoftwareEntry>(context(entry.software)) == nullptr) find(What::kAltered, index, "software", "what it names as software is none");
    const auto* generation = as<ledger::RegisterEntry>(context(entry.generation));
    if (generation == nullptr) find(What::kAltered, index, "register", "what it names as register is none");
    else if (generation->as_of > time) find(What::kBackDated, index, "register", "the register that it was answered from is of a later time");
    for (const EntryIndex official : entry.designations) in_office(index, time, id, official);
  }

  // What was asked at admission and again at release: not ended, fresh lists, heads of orders that were there.
  void under(EntryIndex index, Instant time, EntryIndex agreement, const std::vector<EntryIndex>& orders, EntryIndex trust) {
    const std::string id = id_at(agreement);
    if (id.empty()) find(What::kAltered, index, "agreement", "what it names as agreement is none");
    if (const auto ended = ended_.find(id); ended != ended_.end() && ended->second <= time) find(What::kUnexpected, index, "agreement", "the agreement had ended");
    for (const EntryIndex head : orders)
      if (as<ledger::OrdersEntry>(context(head)) == nullptr) find(What::kAltered, index, "orders", "what it names as a head of orders is none");
    const auto* lists = as<ledger::TrustEntry>(context(trust));
    if (lists == nullptr) find(What::kAltered, index, "trust", "what it names as trust is none");
    else if (lists->next_update <= time) find(What::kUnexpected, index, "trust", "its revocation lists were past their next update");
  }

  void in_office(EntryIndex index, Instant time, const std::string& id, EntryIndex official) {
    const auto* named = as<ledger::DesignationEntry>(context(official));
    if (named == nullptr || named->what == ledger::DesignationAct::kEnded || id_at(named->agreement) != id)
      return find(What::kAltered, index, "designation", "entry " + std::to_string(official.value) + " designates nobody of this agreement");
    bool ended = time < named->from || time >= named->until;
    for (const ledger::DesignationEntry& end : designations_ended_)
      ended = ended || (end.certificate == named->certificate && end.spki == named->spki && end.office == named->office && id_at(end.agreement) == id && end.from <= time);
    if (ended) find(What::kUnexpected, index, "designation", "the official of entry " + std::to_string(official.value) + " was not in office");
  }

  void close(EntryIndex index, Instant time, const ledger::CloseEntry& entry) {
    PublicRequest* const held = request_of(entry.request);
    if (held == nullptr || held->close) return find(What::kReordered, index, "close", "it closes no request that is open");
    const std::string id = held->admission ? held->admission->agreement : std::string();
    held->close = PublicClose{index, time, entry, bars(id, time)};
    closed_at_[index.value] = entry.request;
    if (entry.admission != (held->admission ? std::optional(held->admission->entry) : std::nullopt))
      find(What::kAltered, index, "admission", "it names another admission than its request has");
    if (entry.outcome != ledger::CloseOutcome::kAnswered) return;
    if (!held->admission) return find(What::kUnexpected, index, "close", "a request was answered that was never admitted");
    report_.days[{id, Date::of(time).text()}].answered += entry.lines;
    if (!held->close->stops.empty()) find(What::kUnexpected, index, "stop", "a request was answered while entry " + std::to_string(held->close->stops.front().value) + " barred it");
    if (entry.lines != held->admission->what.lines) find(What::kMissing, index, "lines", "as many lines were not answered as were admitted");
    if (time < held->admission->what.release_at) find(What::kBackDated, index, "release", "it was answered before its release time");
    under(index, time, entry.agreement.value_or(held->admission->what.agreement), entry.orders, entry.trust.value_or(held->admission->what.trust));
    for (const EntryIndex official : held->admission->what.designations) in_office(index, time, id, official);
  }

  void delivery(EntryIndex index, Instant time, const ledger::DeliveryEntry& entry) {
    PublicRequest* const held = closed_by(entry.close);
    if (held == nullptr || !held->close->what.response) return find(What::kUnexpected, index, "delivery", "it delivers what no close holds");
    held->deliveries.push_back(index);
    if (held->close->what.response != entry.response) find(What::kAltered, index, "response", "other bytes were delivered than its close names");
    if (held->close->what.outcome != ledger::CloseOutcome::kAnswered) return;  // a refusal answers no line: no stop holds it back
    if (!bars(held->admission ? held->admission->agreement : std::string(), time).empty()) find(What::kUnexpected, index, "stop", "an answer was delivered while a stop stood");
    if (!held->recalls.empty()) find(What::kUnexpected, index, "recall", "an answer was delivered that had been recalled");
  }

  PublicReport& report_;
  std::map<std::string, Instant> ended_;
  std::vector<ledger::DesignationEntry> designations_ended_;
  std::vector<Bar> bars_;
  std::map<std::uint64_t, std::size_t> request_at_;
  std::map<std::uint64_t, EntryIndex> closed_at_;
};

}  // namespace

Result<PublicReport> audit_public(const Path& directory, const tlog::LogKeys& log_keys, ledger::ExportOptions options) {
  PublicReport report;
  PublicAuditor auditor(report);
  report.origin = log_keys.origin();
  options.take = [&](EntryIndex index, const TimedEntry& entry) { auditor.look(index, entry); };
  CS_TRY(log, ledger::verify_export(directory, log_keys, options));
  report.log = std::move(log);
  if (!report.log.fault) return report;
  PublicReport broken;
  broken.log = report.log;
  broken.origin = report.origin;
  broken.findings.push_back({What::kLog, report.log.fault->index, {}, {}, {}, {}, {}, report.log.fault->text});
  return broken;
}

}  // namespace cs::audit
