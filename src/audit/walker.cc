#include "audit/walker.h"

#include <algorithm>

#include "audit/causes.h"
#include "base/limits.h"
#include "gate/accounting.h"
#include "gate/acts.h"
#include "gate/payloads.h"
#include "ledger/accounting.h"

namespace cs::audit {

using ledger::OpeningKind;

Walker::Walker(Source& source, gate::Gate& gate, Comparison& comparison, Report& report, const ReplayOptions& options)
    : source_(source), gate_(gate), comparison_(comparison), report_(report), options_(options) {
  if (options.from) report.from = from_ = whole_requests_from(*options.from);
  if (!options.sample) return;
  std::vector<std::pair<Digest, std::uint64_t>> drawn;
  for (const auto& [request, fate] : source.fates)
    if (wanted({request}) && (!options.made_by || admitted_by(fate, *options.made_by))) drawn.emplace_back(crypto::sha256(as_bytes("countersign/v1/sample " + std::to_string(options.seed) + " " + std::to_string(request))), request);
  std::sort(drawn.begin(), drawn.end());
  for (std::size_t i = 0; i < std::min<std::size_t>(drawn.size(), *options.sample); ++i) sampled_.insert(drawn[i].second);
}

bool Walker::admitted_by(const Fate& fate, const Digest& program) const {
  if (!fate.admission) return false;
  const auto entry = gate_.ledger().entry(*fate.admission);
  const auto* admission = entry ? std::get_if<ledger::AdmissionEntry>(&entry->entry) : nullptr;
  const auto named = admission != nullptr ? gate_.ledger().entry(admission->software) : Result<ledger::TimedEntry>(not_found(""));
  const auto* software = named ? std::get_if<ledger::SoftwareEntry>(&named->entry) : nullptr;
  return software != nullptr && software->executable == program;
}

void Walker::note(What what, EntryIndex entry, const std::string& request, std::string of, std::string text, std::string recorded, std::string recomputed) {
  add_finding(report_, {what, entry, request, std::nullopt, std::move(of), std::move(recorded), std::move(recomputed), std::move(text)});
}

void Walker::note_unexpected(EntryIndex entry, const ledger::Entry& what) {
  note(What::kUnexpected, entry, "", std::string(ledger::kind_word(what)), "no step of the gate makes such an entry here");
}

// A request is recomputed from its own entry on or not at all: where the range begins behind the first entry of one that goes on in it, it begins there
// instead; and where that lies inside of another, again.
std::optional<EntryIndex> Walker::whole_requests_from(EntryIndex from) const {
  for (EntryIndex before{from.value + 1}; from < before;) {
    before = from;
    for (const auto& [request, fate] : source_.fates) {
      const EntryIndex last = fate.close ? *fate.close : fate.admission.value_or(EntryIndex{request});
      if (request < before.value && last >= before) from = std::min(from, EntryIndex{request});
    }
  }
  return from;
}

bool Walker::wanted(EntryIndex index) const {
  return !(from_ && index < *from_) && !(options_.to && index > *options_.to);
}

Result<void> Walker::walk() {
  while (gate_.next().value < gate_.ledger().size()) {
    const EntryIndex index = gate_.next();
    CS_TRY(entry, gate_.ledger().entry(index));
    comparison_.begin("", Reason::kNone, false);
    const std::uint64_t end = end_of_unit(index);
    const auto stepped = wanted(index) ? step(index, entry) : taken(index, entry);
    if (!stepped && lost(stepped.fault())) return stepped.fault();
    if (!stepped) note(What::kAltered, index, "", std::string(ledger::kind_word(entry.entry)), "what stands here does not follow: " + stepped.fault().text);
    if (stepped && gate_.next() > index) continue;
    if (stepped) note_unexpected(index, entry.entry);
    const auto followed = follow(end);
    if (followed) continue;
    if (lost(followed.fault())) return followed.fault();
    // What the gate itself cannot read at its next start ends every replay.
    note(What::kLog, gate_.next(), "", "", "the ledger cannot be read on from here: " + followed.fault().text);
    break;
  }
  if (gate_.next().value == gate_.ledger().size() && !options_.to) miss_maps(gate_.next(), gate_.last_time());
  for (auto& [request, account] : accounts_) report_.requests.push_back(std::move(account));
  return {};
}

Result<void> Walker::follow(std::uint64_t until) {
  while (gate_.next().value < until) CS_TRY_VOID(gate_.follow());
  return {};
}

// Where the entries end that one step made; for a step that fails.
std::uint64_t Walker::end_of_unit(EntryIndex index) const {
  const ledger::Ledger& ledger = gate_.ledger();
  const auto closes = source_.request_of.find(index.value);
  if (closes == source_.request_of.end()) return index.value + 1;
  EntryIndex at{index.value + 1};
  for (; at.value < ledger.size(); ++at.value) {
    const auto entry = ledger.entry(at);
    if (!entry) break;
    if (!std::holds_alternative<ledger::LineEntry>(entry->entry) && !std::holds_alternative<ledger::CloseEntry>(entry->entry) &&
        !std::holds_alternative<ledger::DeliveryEntry>(entry->entry))
      break;
  }
  return at.value;
}

namespace {

bool of_request(Cause cause) { return cause == Cause::kRequest || cause == Cause::kRecord || cause == Cause::kNone; }

}  // namespace

// Whether the program that is asked about was the gate's when the next entry was made.
bool Walker::made_here() const {
  if (!options_.made_by) return true;
  const auto& software = gate_.state().software();
  return software && software->what.executable == *options_.made_by;
}

// The stop of a canary stands right behind the request that hit. Where that is not made again (its lines are destroyed, or it is not in the sample), nor is the stop.
bool Walker::stands_with_its_request(EntryIndex index, const ledger::Entry& entry) const {
  const auto* stop = std::get_if<ledger::StopEntry>(&entry);
  return stop != nullptr && stop->cause == ledger::StopCause::kCanaryHit && index.value > 0 && not_recomputed_.contains(index.value - 1);
}

// Genesis, and the signatories that were pinned with it, in one record: later ones need an act.
bool Walker::founds(EntryIndex index, const ledger::TimedEntry& entry) const {
  if (std::holds_alternative<ledger::GenesisEntry>(entry.entry)) return index.value == 0;
  return founding_ && std::holds_alternative<ledger::SignatoryEntry>(entry.entry) && entry.time == gate_.last_time();
}

Result<void> Walker::step(EntryIndex index, const ledger::TimedEntry& entry) {
  founding_ = founds(index, entry);
  const Cause cause = cause_of(entry.entry, founding_);
  if (!of_request(cause) && !made_here()) return taken(index, entry);
  if (cause == Cause::kAct || cause == Cause::kOverdue)
    if (const auto by = rests_on(index, entry)) return taken_for(*by, index, entry);
  switch (cause) {
    case Cause::kAct: return act(index, entry.entry);
    case Cause::kSigned: return signed_agreement(index, entry.entry);
    case Cause::kOverdue: return gate::stop_overdue(gate_);
    case Cause::kTrust: return trust(std::get<ledger::TrustEntry>(entry.entry));
    case Cause::kRegister: return generation(std::get<ledger::RegisterEntry>(entry.entry));
    case Cause::kOrders: return gate::mirror_again(gate_, std::get<ledger::OrdersEntry>(entry.entry));
    case Cause::kRequest: return request(index, std::get<ledger::RequestEntry>(entry.entry));
    case Cause::kRecord: return record(index);
    case Cause::kMap: {
      const auto by = gate_.state().map_destroyed_by(std::get<ledger::MapEntry>(entry.entry).quarter);
      return by.empty() ? gate::enter_maps(gate_) : taken_for(by.front(), index, entry);
    }
    case Cause::kTaken: return taken(index, entry);
    case Cause::kNone:
      if (const auto* admission = std::get_if<ledger::AdmissionEntry>(&entry.entry); admission != nullptr && not_recomputed_.contains(admission->request.value))
        return taken(index, entry);
      if (stands_with_its_request(index, entry.entry)) return taken(index, entry);
      note_unexpected(index, entry.entry);
      return follow(index.value + 1);
  }
  return {};
}

// Read as it stands. What it opens to must open it.
Result<void> Walker::taken(EntryIndex index, const ledger::TimedEntry& entry) {
  if (wanted(index)) ++report_.taken[std::string(ledger::kind_word(entry.entry))];
  if (const auto* software = std::get_if<ledger::SoftwareEntry>(&entry.entry)) report_.software.push_back({index, software->version, software->executable, software->configuration});
  const bool lines = std::holds_alternative<ledger::LineEntry>(entry.entry) || !wanted(index);
  for (const auto& [tag, commitment] : lines ? std::vector<ledger::TaggedCommitment>() : ledger::commitments_of(entry.entry)) {
    CS_TRY(kind, ledger::parse_opening_kind(tag));
    const auto opening = gate_.opening_reader().document(kind, index);
    if (opening && crypto::commit(tag, opening->r, opening->payload) == commitment) continue;
    if (!opening && lost(opening.fault())) return opening.fault();
    if (!opening && opening.fault().kind == FaultKind::kNotFound && own_opening_destroyed(index, entry)) continue;
    note(opening ? What::kAltered : What::kMissing, index, "", std::string(tag), opening ? "the opening is another one" : "the opening is not there");
  }
  return follow(index.value + 1);
}

Result<void> Walker::act(EntryIndex index, const ledger::Entry& entry) {
  CS_TRY(package, package_of(gate_, index, entry));
  if (const auto* stop = std::get_if<ledger::StopEntry>(&entry); stop != nullptr && as_text(package) == gate::kFromSession) {
    if (!stop->agreement || !stop->credential) return untrusted("a stop from a session names neither agreement nor certificate");
    for (const auto& [id, timeline] : gate_.state().timelines())
      if (gate_.state().agreement_entry(id) == stop->agreement) {
        CS_TRY(entered, gate::stop_from_session(gate_, id, *stop->credential));
        (void)entered;
        return {};
      }
    return untrusted("a stop of an agreement that is not there");
  }
  CS_TRY(read, gate::read_signed_package(package));
  gate::ActPackage given{to_string(read.document), {}, {}};
  for (const Bytes& signature : read.signatures) given.cms.push_back(to_string(signature));
  const bool follows_up = std::holds_alternative<ledger::FollowUpEntry>(entry);
  if (follows_up || std::holds_alternative<ledger::CanaryEntry>(entry)) {
    CS_TRY(list, gate_.opening_reader().document(follows_up ? OpeningKind::kFollowUp : OpeningKind::kCanary, index));
    given.records = gate::split_records(as_text(list.payload));
  }
  CS_TRY(entered, gate::submit_act(gate_, given));
  (void)entered;
  return {};
}

Result<void> Walker::signed_agreement(EntryIndex index, const ledger::Entry& entry) {
  CS_TRY(package, package_of(gate_, index, entry));
  CS_TRY(read, gate::read_signed_package(package));
  if (read.signatures.size() != 1) return untrusted("an agreement's signature is one");
  CS_TRY(entered, gate::sign_agreement(gate_, as_text(read.document), as_text(read.signatures.front()), {}));
  (void)entered;
  return {};
}

Result<void> Walker::trust(const ledger::TrustEntry& entry) {
  CS_TRY(anchors, gate_.ledger().document(entry.anchors));
  CS_TRY(lists, gate_.ledger().document(entry.crls));
  CS_TRY(certificate_ders, gate::read_der_list(anchors, limits::kTrustBytesMax));
  CS_TRY(list_ders, gate::read_der_list(lists, limits::kTrustBytesMax));
  std::vector<crypto::Certificate> certificates;
  std::vector<crypto::Crl> crls;
  for (const ByteView der : certificate_ders) {
    CS_TRY(certificate, crypto::Certificate::parse_der(der));
    certificates.push_back(std::move(certificate));
  }
  for (const ByteView der : list_ders) {
    CS_TRY(crl, crypto::Crl::parse_der(der));
    crls.push_back(std::move(crl));
  }
  CS_TRY(entered, gate::import_trust(gate_, certificates, crls));
  (void)entered;
  return {};
}

// A gate tends before each request, and before it hands its ledger out: by then the maps of the quarters before stand there.
void Walker::miss_maps(EntryIndex before, Instant time) {
  constexpr Span kOnItsWay = Span::hours(24);  // between that moment and the entry
  for (const std::uint32_t quarter : gate::maps_due(gate_, time - kOnItsWay))
    note(What::kMissing, before, "", "map", "the disclosure map of " + ledger::quarter_text(quarter) + " should stand before this");
}

Result<void> Walker::generation(const ledger::RegisterEntry& entry) {
  const auto facts = gate_.facts_of(entry.manifest);
  if (facts) return gate_.enter_generation(*facts);
  if (lost(facts.fault())) return facts.fault();
  const bool used = std::any_of(source_.fates.begin(), source_.fates.end(), [&](const auto& fate) {
    if (!fate.second.admission || !chosen({fate.first})) return false;
    const auto admission = gate_.ledger().entry(*fate.second.admission);
    const auto* pinned = admission ? std::get_if<ledger::AdmissionEntry>(&admission->entry) : nullptr;
    return pinned != nullptr && pinned->generation == gate_.next();
  });
  if (used)
    note(What::kMissing, gate_.next(), "", "register", "the generation that answered requests is not in the context, or is another: " + facts.fault().text,
         digest_text(entry.manifest));
  ++report_.taken["register"];
  return follow(gate_.next().value + 1);
}

}  // namespace cs::audit
