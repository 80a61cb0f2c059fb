// People act: designations, stops, restraints, amendments.
#include "crypto/cms.h"
#include "request/make.h"
#include "tests/cases/world.h"

namespace cs::cases {

const Person& World::person_of(const std::string& label) {
  const auto found = certificate_of_.find(label);
  return People::all().signer(label, found == certificate_of_.end() ? 0 : found->second);
}

agreement::DesignateDetails World::designation(const std::string& office) {
  return {office, person_of(office).certificate, People::all().client(office).certificate.fingerprint(), "letter of appointment", std::nullopt};
}

Result<void> World::act(const std::vector<std::string>& signers, agreement::Verb verb, agreement::ActDetails details, bool evidence,
                        const std::vector<std::string>& records) {
  agreement::Act act;
  act.verb = verb;
  act.id = request::new_request_id(clock_.now(), random_).text();
  act.agreement = *AgreementId::parse("removal-orders");
  act.effective_at = clock_.now();
  act.ground = "a story";
  if (evidence) act.evidence = crypto::sha256(as_bytes("the document"));
  act.details = std::move(details);
  gate::ActPackage package{agreement::write_act(act), {}, records};
  Bytes cms;
  for (const std::string& signer : signers) {
    const Person& person = person_of(signer);
    auto made = cms.empty() ? crypto::sign_cms(as_bytes(package.act), person.certificate, person.key, clock_.now())
                            : crypto::add_signature(cms, as_bytes(package.act), person.certificate, person.key, clock_.now());
    if (!made) return made.fault();
    cms = std::move(*made);
  }
  package.cms.push_back(to_string(cms));
  auto entered = gate::submit_act(*gate_, package);
  if (!entered) return cs::at(where_ + ": act " + std::string(agreement::act_rule(verb).name), entered.fault());
  if (verb == agreement::Verb::kStop || verb == agreement::Verb::kRestrain) stops_.push_back(entered->front());
  if (verb == agreement::Verb::kRestrain) last_restraint_ = entered->front();
  return {};
}

Result<void> World::try_act(const std::vector<std::string>& signers, agreement::Verb verb, agreement::ActDetails details, bool evidence,
                            const std::vector<std::string>& records) {
  const auto done = act(signers, verb, std::move(details), evidence, records);
  act_entered_ = done.ok();
  act_fault_ = done.ok() ? "" : done.fault().text;
  if (!done.ok() && done.fault().kind == FaultKind::kIo) return done.fault();
  return {};
}

Result<void> World::signer_acts(const std::vector<std::string>& signers, const std::string& what) {
  using agreement::Verb;
  static const std::vector<std::string> kActs = {
      R"(designates {text} with (the same|a new) certificate)",                    // 0
      R"(undesignates {text})",                                                    // 1
      "stops",                                                                     // 2
      "stops from a session",                                                      // 3
      R"(restrains (disclosure|use)(?:, court {text})?)",                          // 4
      R"(restrains class state {text}(?:, court {text})?)",                    // 5
      "lifts? the restraint",                                                      // 6
      R"(resumes?(?: (the first stop))?(?: and {name})?)",                         // 7
      "terminates",                                                                // 8
      "protects? {name}",                                                          // 9
      "clears? the quarantine",                                                    // 10
      "publishes",                                                                 // 11
      "renews the safeguard certificate until {time}",                             // 12
  };
  Words w;
  const int pattern = match_sentence(what, kActs, w);
  switch (pattern) {
    case 0:
      if (w[1] == "a new") ++certificate_of_[w[0]];
      return try_act(signers, Verb::kDesignate, designation(w[0]));
    case 1: return try_act(signers, Verb::kUndesignate, agreement::UndesignateDetails{w[0], agreement::EndReason::kResigned});
    case 2: return try_act(signers, Verb::kStop, agreement::StopDetails{});
    case 3: {
      const auto stopped = gate::stop_from_session(*gate_, "removal-orders", People::all().client(signers.front()).certificate.fingerprint());
      act_entered_ = stopped.ok();
      if (stopped) stops_.push_back(*stopped);
      return {};
    }
    case 4:
      return try_act(signers, Verb::kRestrain,
                     agreement::RestrainDetails{w[1], "1:26", w[0] == "use" ? agreement::RestraintScope::kUse : agreement::RestraintScope::kDisclose, clock_.now(),
                                                std::nullopt, {}, {}}, true);
    case 5:
      return try_act(signers, Verb::kRestrain,
                     agreement::RestrainDetails{w[1], "1:26", agreement::RestraintScope::kClass, clock_.now(), std::nullopt, agreement::ClassField::kState, {w[0]}}, true);
    case 6: return try_act(signers, Verb::kLift, agreement::LiftDetails{last_restraint_.value_or(EntryIndex{0})}, true);
    case 7: {
      agreement::ResumeDetails details;
      details.ends = stops_;
      if (!w[0].empty() && !stops_.empty()) details.ends.resize(1);
      if (!w[1].empty()) details.requests.push_back(*RequestId::parse(requests_[w[1]].id));
      return try_act(signers, Verb::kResume, details);
    }
    case 8: return try_act(signers, Verb::kTerminate, agreement::TerminateDetails{});
    case 9: return try_act(signers, Verb::kProtect, agreement::ProtectDetails{gate::records_digest({w[0]})}, false, {w[0]});
    case 10: return try_act(signers, Verb::kClear, agreement::ClearDetails{last_quarantine_.value_or(EntryIndex{0})}, true);
    case 11: return try_act(signers, Verb::kPublish, agreement::PublishDetails{"https://holder.test.invalid/notice"});
    case 12: {
      CS_TRY(until, read_time(w[0]));
      return try_act(signers, Verb::kSafeguard, agreement::SafeguardDetails{{}, until, findings_});
    }
    default: break;
  }
  return unknown_sentence({Part::kWhen, {}, what, {}, where_}, kActs);
}

Result<void> World::amend(Instant from) {
  TermsFacts second = terms_;
  const auto before = gate_->state().timeline("removal-orders")->terms(clock_.now());
  second.version = 2;
  second.previous = digest_text(before->digest);
  second.from = from.text();
  const std::string toml = terms_text(second);
  for (const std::string& party : {std::string("holder"), std::string("requester")}) {
    const Person& signatory = People::all().signer(party + " signatory");
    CS_TRY(cms, crypto::sign_cms(as_bytes(toml), signatory.certificate, signatory.key, clock_.now()));
    CS_TRY(entries, gate::sign_agreement(*gate_, toml, as_text(cms), {}));
    (void)entries;
  }
  return {};
}

}  // namespace cs::cases
