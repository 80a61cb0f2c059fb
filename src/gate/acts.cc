#include "gate/acts.h"

#include <algorithm>

#include "agreement/judge.h"
#include "base/limits.h"
#include "gate/act_entries.h"
#include "gate/desk.h"
#include "gate/making.h"
#include "gate/payloads.h"
#include "gate/weaken.h"
#include "gate/whole_tests.h"

namespace cs::gate {

using agreement::Act;
using agreement::Pinned;
using agreement::Verb;
using ledger::OpeningKind;

namespace {

// What is entered must be readable at every later start: the readers' limits are asked first.
Result<void> readable_again(ByteView package) {
  const auto read = read_signed_package(package);
  return read ? Result<void>() : Result<void>(limit_reached("act: too long, or too many signatures: " + read.fault().text));
}

// Whether an act was entered in a quarter of which nothing is kept, nobody can tell any more: one that was signed before its end is not taken.
Result<void> remembered(const crypto::Signer& signer, const std::optional<Instant>& forgotten_until) {
  if (!forgotten_until || !signer.signing_time || *signer.signing_time >= *forgotten_until || weakened("forgotten_acts_are_not_entered")) return {};
  return conflict("act: signed before " + forgotten_until->text() + ", and what was entered until then is destroyed: sign it anew");
}

Result<std::vector<Pinned>> signers_of(Gate& gate, std::string_view document, const std::vector<std::string>& cms, const crypto::Trust& trust, Instant now,
                                       const std::optional<Instant>& forgotten_until = {}) {
  std::vector<Pinned> people;
  for (std::size_t i = 0; i < cms.size(); ++i) {
    const std::string where = "signature " + std::to_string(i + 1);
    auto outcome = crypto::verify_cms(as_bytes(cms[i]), as_bytes(document), trust, gate.state().designated_certificates(), now);
    if (!outcome) return at(where, outcome.fault());
    for (const crypto::Signer& signer : outcome->signers)
      if (signer.problem != crypto::SignatureProblem::kNone) return untrusted(where + ": does not hold: " + signer.cause);
    if (outcome->problem != crypto::SignatureProblem::kNone) return untrusted(where + ": does not hold");
    for (const crypto::Signer& signer : outcome->signers) {
      CS_TRY_VOID(remembered(signer, forgotten_until));
      const Pinned person{signer.identity, signer.spki};
      if (std::find(people.begin(), people.end(), person) == people.end()) people.push_back(person);
    }
  }
  return people;
}

Result<crypto::Trust> trust_for(Gate& gate, const agreement::Terms* terms) {
  if (terms == nullptr) return gate.trust({}, {}, false);
  return gate.trust(terms->pki.anchors, terms->pki.policies, terms->pki.mapping);
}

Result<std::vector<EntryIndex>> enter_all(Gate& gate, const ledger::Append& append) {
  CS_TRY(durable, gate.enter(append));
  std::vector<EntryIndex> entries;
  for (std::uint64_t i = 0; i < durable.count(); ++i) entries.push_back({durable.first().value + i});
  return entries;
}

Result<std::vector<EntryIndex>> keep_protection(Gate& gate, const Act& act, const ActPackage& package, Bytes signed_bytes, Instant now) {
  if (act.as<agreement::ProtectDetails>().records != records_digest(package.records))
    return untrusted("protect: the list of records is not the one that the act names");
  const DeskEvent event{act.id, act.verb == Verb::kProtect ? Protection::kProtect : Protection::kUnprotect, now, package.records, std::move(signed_bytes)};
  if (write_desk_event(event).size() > limits::kDeskEventBytesMax) return limit_reached("protect: too many records for one act; give them in several");
  CS_TRY_VOID(keep_desk_event(gate.paths().desk(), gate.keys().subject, event, gate.random()));
  return std::vector<EntryIndex>();  // its entry is the desk's, at the next tick
}

Result<const agreement::Timeline*> timeline_of(Gate& gate, const Act& act, const agreement::Timeline& nobody) {
  if (!act.agreement) return &nobody;
  const agreement::Timeline* timeline = gate.state().timeline(act.agreement->text());
  if (timeline == nullptr) return not_found("act: no such agreement in this home: " + act.agreement->text());
  return timeline;
}

}  // namespace

Digest records_digest(const std::vector<std::string>& records) {
  return crypto::sha256(as_bytes(join_records(records)));
}

namespace {

struct Judged {
  agreement::ActJudgment judgment;
  std::shared_ptr<const agreement::Terms> terms;
};

Result<Judged> judge_signed(Gate& gate, const Act& act, std::string_view document, const std::vector<std::string>& cms, Instant now) {
  // An act that concerns no single agreement is judged by the signatories, whom every timeline holds.
  CS_TRY(any_id, AgreementId::parse("no-agreement"));
  agreement::Timeline nobody(any_id);
  for (const agreement::Event& event : gate.state().common_events()) nobody.add(event);
  CS_TRY(timeline, timeline_of(gate, act, nobody));
  auto terms = terms_signed(*timeline, now);
  CS_TRY(trust, trust_for(gate, terms.get()));
  const auto forgotten_until = act.agreement ? gate.state().acts_forgotten_until(act.agreement->text()) : std::nullopt;
  CS_TRY(people, signers_of(gate, document, cms, trust, now, forgotten_until));
  CS_TRY(judgment, agreement::judge_act(act, people, {*timeline, nullptr, now}));
  return Judged{std::move(judgment), std::move(terms)};
}

// The key that the act names may have been made since the gate was opened.
Result<void> learn_log_keys(Gate& gate) {
  CS_TRY(signers, read_log_signers(gate.paths()));
  for (const crypto::NoteSigner& signer : signers) gate.ledger().learn(signer);
  return {};
}

}  // namespace

Result<std::vector<EntryIndex>> submit_act(Gate& gate, const ActPackage& package) {
  CS_TRY(act, agreement::read_act(package.act));
  const bool stops = act.verb == Verb::kStop || act.verb == Verb::kRestrain;  // stopping waits for no clock
  if (!stops && gate.clock_refusal() != Reason::kNone) return conflict("act: the clock is behind the ledger (SVC-CLOCK)");
  CS_TRY(waits, gate.waits_at_desk(act.id));
  if ((waits || gate.state().knows_act(act.id)) && !weakened("act_counts_once")) return conflict("act " + act.id + ": entered before");
  const Instant now = gate.now();
  CS_TRY(judged, judge_signed(gate, act, package.act, package.cms, now));
  std::vector<Bytes> signatures;
  for (const std::string& cms : package.cms) signatures.push_back(to_bytes(cms));
  Bytes signed_bytes = signed_package(as_bytes(package.act), signatures);
  CS_TRY_VOID(readable_again(signed_bytes));
  if (act.verb == Verb::kProtect || act.verb == Verb::kUnprotect) return keep_protection(gate, act, package, std::move(signed_bytes), now);
  CS_TRY(append, act_entries(gate, act, judged.judgment, signed_bytes, signatures, judged.terms.get(), now, package.records));
  append.urgent = stops || act.verb == Verb::kUndesignate;  // what ends a permission waits for no room
  CS_TRY_VOID(before_deletion(gate, act));
  if (act.verb == Verb::kRotateKey && !gate.is_replay()) CS_TRY_VOID(learn_log_keys(gate));
  auto entered = enter_all(gate, append);
  CS_TRY_VOID(after_deletion(gate, act, entered.ok()));
  if (entered && act.verb == Verb::kRotateKey) CS_TRY_VOID(gate.show_witnesses());  // those before, who must see it; then the others
  return entered;
}

Result<void> judge_desk_event(Gate& gate, std::string_view text, Instant now) {
  CS_TRY(event, read_desk_event(text));
  CS_TRY(package, read_signed_package(event.package));
  CS_TRY(act, agreement::read_act(as_text(package.document)));
  const Verb verb = event.kind == Protection::kProtect ? Verb::kProtect : Verb::kUnprotect;
  if (act.id != event.id || act.verb != verb || event.at > now) return untrusted("a desk event is not what its act says");
  if (act.as<agreement::ProtectDetails>().records != records_digest(event.records)) return untrusted("a desk event names other records than its act");
  std::vector<std::string> cms;
  for (const Bytes& signature : package.signatures) cms.push_back(to_string(signature));
  CS_TRY(judged, judge_signed(gate, act, as_text(package.document), cms, event.at));
  (void)judged;
  return {};
}

Result<std::vector<EntryIndex>> sign_agreement(Gate& gate, std::string_view toml, std::string_view cms,
                                               const std::vector<crypto::Certificate>& certificates) {
  CS_TRY(read, agreement::read_terms(toml));
  const auto terms = std::make_shared<const agreement::Terms>(std::move(read));
  const Instant now = gate.now();
  CS_TRY(trust, trust_for(gate, terms.get()));
  CS_TRY(people, signers_of(gate, toml, {std::string(cms)}, trust, now));
  agreement::Timeline fresh(terms->id);
  for (const agreement::Event& event : gate.state().common_events()) fresh.add(event);
  const agreement::Timeline* known = gate.state().timeline(terms->id.text());
  Act act;
  act.verb = Verb::kSign;
  act.agreement = terms->id;
  act.effective_at = now;
  act.details = agreement::SignDetails{terms->version, terms->digest};
  CS_TRY(judgment, agreement::judge_act(act, people, {known != nullptr ? *known : fresh, terms, now}));
  const bool recipient_known = gate.ledger().document(terms->parties.recipient).ok();
  const bool recipient_brought = std::any_of(certificates.begin(), certificates.end(),
                                             [&](const auto& certificate) { return certificate.fingerprint() == terms->parties.recipient; });
  if (!recipient_known && !recipient_brought)
    return not_found("agreement: bring the certificate that parties.requester.recipient names: answers are sealed to it");
  CS_TRY_VOID(gate.make_budget_key(terms->id.text()));
  ledger::Append append{.time = now, .entries = {}, .openings = {}, .answer = std::nullopt, .documents = {to_bytes(toml)}};
  for (const crypto::Certificate& certificate : certificates) append.documents.push_back(certificate.der());
  const Bytes signed_bytes = signed_package(as_bytes(toml), {to_bytes(cms)});
  CS_TRY_VOID(readable_again(signed_bytes));
  append.documents.push_back(signed_bytes);
  const auto sign = [&](ledger::AgreementAct what) {
    append.entries.push_back(ledger::AgreementEntry{{terms->id.text()}, static_cast<std::uint32_t>(terms->version), what, terms->digest,
                                                    crypto::sha256(signed_bytes), now});
  };
  if (judgment.by_holder) sign(ledger::AgreementAct::kSignedByHolder);
  if (judgment.by_requester) sign(ledger::AgreementAct::kSignedByRequester);
  return enter_all(gate, append);
}

Result<EntryIndex> stop_from_session(Gate& gate, std::string_view agreement_id, const Digest& client_fingerprint) {
  const agreement::Timeline* timeline = gate.state().timeline(agreement_id);
  if (timeline == nullptr) return not_found("stop: no such agreement in this home");
  const Instant now = gate.now();
  CS_TRY(judgment, agreement::judge_session_stop(client_fingerprint, *timeline, now));
  ledger::OpeningWriter writer = gate.opening_writer();
  const EntryIndex index = gate.next();
  CS_TRY(ground, writer.document(OpeningKind::kGround, index, now, agreement_id, as_bytes(kFromSession)));
  const ledger::StopEntry entry{gate.state().agreement_entry(agreement_id), judgment.by_holder ? ledger::StopBy::kHolder : ledger::StopBy::kRequester,
                                ledger::StopCause::kPerson, ground.commitment, judgment.stop_designation, client_fingerprint};
  CS_TRY(durable, gate.enter({.time = now, .entries = {entry}, .openings = {ground.row}, .answer = std::nullopt, .documents = {}, .urgent = true}));
  return durable.first();
}

Result<EntryIndex> import_trust(Gate& gate, const std::vector<crypto::Certificate>& certificates, const std::vector<crypto::Crl>& crls) {
  if (certificates.empty() || crls.empty()) return usage_fault("trust import: needs at least one CA certificate and one revocation list");
  std::vector<Bytes> certificate_ders, crl_ders;
  Instant this_update = kInstantMax, next_update = kInstantMax;
  for (const crypto::Certificate& certificate : certificates) certificate_ders.push_back(certificate.der());
  for (const crypto::Crl& crl : crls) {
    crl_ders.push_back(crl.der());
    this_update = std::min(this_update, crl.this_update());
    next_update = std::min(next_update, crl.next_update());
  }
  const Instant now = gate.now();
  if (next_update <= now) return untrusted("trust import: a revocation list ran out at " + next_update.text() + "; bring a fresh one");
  const Bytes anchors = der_list(certificate_ders);
  const Bytes lists = der_list(crl_ders);
  for (const Bytes* list : {&anchors, &lists})
    if (const auto read = read_der_list(*list, limits::kTrustBytesMax); !read) return limit_reached("trust import: too many certificates or lists: " + read.fault().text);
  // Entry 0: this trust serves every agreement of the home; each agreement names its own anchors among it.
  const ledger::TrustEntry entry{{0}, crypto::sha256(anchors), crypto::sha256(lists), this_update, next_update, std::nullopt};
  CS_TRY(durable, gate.enter({.time = now, .entries = {entry}, .openings = {}, .answer = std::nullopt, .documents = {anchors, lists}}));
  return durable.first();
}

}  // namespace cs::gate
