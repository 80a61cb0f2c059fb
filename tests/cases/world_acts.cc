// People act: designations, stops, restraints, amendments.
#include <algorithm>
#include <ctime>

#include "crypto/cms.h"
#include "gate/recover.h"
#include "request/make.h"
#include "tests/cases/world.h"

namespace cs::cases {
namespace {

agreement::ClassField class_field(const std::string& name) {
  for (const auto field : {agreement::ClassField::kState, agreement::ClassField::kZipPrefix, agreement::ClassField::kIssuer,
                           agreement::ClassField::kOrderType, agreement::ClassField::kPurpose})
    if (agreement::class_field_text(field) == name) return field;
  return agreement::ClassField::kState;
}

// Of this thread, so that a busy machine fails nobody.
std::int64_t cpu_us() {
  struct timespec time {};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return std::int64_t{time.tv_sec} * 1'000'000 + time.tv_nsec / 1000;
}

}  // namespace

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
  if (verb != agreement::Verb::kRotateKey && verb != agreement::Verb::kRecover) act.agreement = *AgreementId::parse("removal-orders");  // which concerns the whole gate
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
  if (!cms.empty()) package.cms.push_back(to_string(cms));
  last_act_ = {package, verb};
  if (verb == agreement::Verb::kRestrain) restraint_act_ = last_act_;
  return enter_act(package, verb);
}

Result<void> World::enter_act(const gate::ActPackage& package, agreement::Verb verb) {
  auto entered = verb == agreement::Verb::kRecover ? gate::recover(*gate_, package) : gate::submit_act(*gate_, package);
  if (!entered) return cs::at(where_ + ": act " + std::string(agreement::act_rule(verb).name), entered.fault());
  if (verb == agreement::Verb::kStop || verb == agreement::Verb::kRestrain) stops_.push_back(entered->front());
  if (verb == agreement::Verb::kResume) {  // a later one names what is still open
    const std::vector<EntryIndex> open = gate_->state().timeline("removal-orders")->suspensions(clock_.now());
    std::erase_if(stops_, [&](EntryIndex stop) { return std::find(open.begin(), open.end(), stop) == open.end(); });
  }
  if (verb == agreement::Verb::kRestrain) last_restraint_ = entered->front();
  if (verb == agreement::Verb::kRecall) last_recall_ = entered->front();
  if (verb == agreement::Verb::kHold && !last_hold_) last_hold_ = entered->front();
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

Result<void> World::same_act_again() {
  if (!last_act_) return wrong("there was no act yet");
  const auto done = enter_act(last_act_->first, last_act_->second);
  act_entered_ = done.ok();
  act_fault_ = done.ok() ? "" : done.fault().text;
  return {};
}

Result<void> World::restraint_again() {
  if (!restraint_act_) return wrong("there was no restraint yet");
  last_act_ = restraint_act_;
  return same_act_again();
}

Result<void> World::signer_acts(const std::vector<std::string>& signers, const std::string& what) {
  using agreement::Verb;
  static const std::vector<std::string> kRecover = {"recovers?(?: from (an older head|another head))?"};
  if (Words heads; match_sentence(what, kRecover, heads) == 0) return recover(signers, heads[0]);
  static const std::vector<std::string> kActs = {
      R"(designates {text} with (the same|a new) certificate)",                    // 0
      R"(undesignates {text})",                                                    // 1
      "stops",                                                                     // 2
      "stops from a session",                                                      // 3
      R"(restrains (disclosure|use)(?:, court {text})?)",                          // 4
      R"(restrains class (state|zip_prefix|issuer|order_type|purpose) {text}(?:, court {text})?)",  // 5
      "lifts? the restraint",                                                      // 6
      R"(resumes?(?: (the first stop))?(?: and {name})?)",                         // 7
      "terminates",                                                                // 8
      "protects? {name}",                                                          // 9
      "clears? the quarantine",                                                    // 10
      "publishes",                                                                 // 11
      "renews the safeguard certificate until {time}",                             // 12
      R"(recalls lines {number} to {number} of {name} until {time})",              // 13
      "disposes of the recall",                                                    // 14
      R"(corrects? lines {number} to {number} of {name})",                         // 15
      "sets a hold",                                                               // 16
      "lifts? the hold",                                                           // 17
      "reports an incident",                                                       // 18
      R"(shreds? the (lines|outcomes) of (\d{4}q[1-4]))",                           // 19
      R"(expunges? lines {number} to {number} of {name})",                         // 20
      "clears? the self-check",                                                    // 21
      R"(changes? the witnesses to (w3|w4) alone(: those before are gone)?)",       // 22
      "changes? the witnesses to none",                                            // 23
      "changes? the log's key",                                                    // 24
      R"(sets? a canary (order|subject|address) (?:{name}|{text}))",               // 25
      R"(follows? up lines {number} to {number} of {name}( by tomorrow)?)",         // 26
      "rotates? the log's key( back)?",                                             // 27
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
      const std::int64_t begun = cpu_us();
      const auto stopped = gate::stop_from_session(*gate_, "removal-orders", People::all().client(signers.front()).certificate.fingerprint());
      stop_us_ = cpu_us() - begun;
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
                     agreement::RestrainDetails{w[2], "1:26", agreement::RestraintScope::kClass, clock_.now(), std::nullopt, class_field(w[0]), {w[1]}}, true);
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
  if (pattern > 12) return act_after_release(signers, pattern, w);
  return unknown_sentence({Part::kWhen, {}, what, {}, where_}, kActs);
}

std::vector<agreement::LineSpan> World::span_of(const std::string& first, const std::string& last) const {
  return {{static_cast<std::uint32_t>(std::stoul(first)), static_cast<std::uint32_t>(std::stoul(last))}};
}

// A file of them: verified and served on that day.
std::vector<std::string> World::follow_ups(const agreement::LineSpan& lines, Date on) const {
  std::vector<std::string> file;
  const std::string until = Date::of(on.midnight() + Span::days(30)).text();
  for (std::uint32_t line = lines.first; line <= lines.last; ++line)
    file.push_back(R"({"line":)" + std::to_string(line) + R"(,"verification":{"method":"visit","on":")" + on.text() + R"(","source":"field office"},"notice":{"served_on":")" + on.text() +
                   R"(","contest_until":")" + until + R"("},"delay":null,"contest":null,"adverse_use":null})");
  return file;
}

// A list of one: whatever was on the list before is on it no more.
Result<std::string> World::canary(const std::string& kind, const std::string& name, const std::string& address) {
  if (kind == "address") return "address " + address;
  if (kind == "order") {
    const auto order = openings_.find(name);
    return order == openings_.end() ? Result<std::string>(wrong("no order " + name)) : Result<std::string>("order " + order->second.issuer + " " + order->second.order.text());
  }
  const auto subject = subjects_.find(name);
  return subject == subjects_.end() ? Result<std::string>(wrong("no orders for " + name)) : Result<std::string>("subject court-a " + to_hex(subject->second.bytes));
}

Result<void> World::act_after_release(const std::vector<std::string>& signers, int pattern, const Words& w) {
  using agreement::Verb;
  switch (pattern) {
    case 13: {
      CS_TRY(until, read_time(w[3]));
      return try_act(signers, Verb::kRecall, agreement::RecallDetails{*RequestId::parse(requests_[w[2]].id), span_of(w[0], w[1]), until});
    }
    case 14:
      return try_act(signers, Verb::kDispose,
                     agreement::DisposeDetails{last_recall_.value_or(EntryIndex{0}), {{"the desk's folder", "erased", Date::of(clock_.now())}}});
    case 15:
      return try_act(signers, Verb::kCorrect,
                     agreement::CorrectDetails{*RequestId::parse(requests_[w[2]].id), span_of(w[0], w[1]), crypto::sha256(as_bytes("the notice"))});
    case 16: return try_act(signers, Verb::kHold, agreement::HoldDetails{"all of 2026", true, std::nullopt}, true);
    case 19: {
      CS_TRY(quarter, ledger::parse_quarter(w[1]));
      const auto opening_class = w[0] == "lines" ? agreement::OpeningClass::kInput : agreement::OpeningClass::kOutcome;
      return try_act(signers, Verb::kShred, agreement::ShredDetails{opening_class, static_cast<int>(quarter / 4), static_cast<int>(quarter % 4) + 1});
    }
    case 26: {
      const std::vector<std::string> file = follow_ups(span_of(w[0], w[1]).front(), Date::of(clock_.now() + (w[3].empty() ? Span::days(0) : Span::days(1))));
      return try_act(signers, Verb::kFollowup,
                     agreement::FollowupDetails{*RequestId::parse(requests_[w[2]].id), gate::records_digest(file), static_cast<std::int64_t>(file.size())}, false, file);
    }
    case 25: {
      CS_TRY(list, canary(w[0], w[1], w[2]));
      return try_act(signers, Verb::kCanary, agreement::CanaryDetails{gate::records_digest({list})}, false, {list});
    }
    case 27: return rotate_log_key(signers, !w[0].empty());
    case 22: return name_witness(signers, w[0], !w[1].empty());
    case 23: return try_act(signers, Verb::kRotateKey, agreement::RotateKeyDetails{{gate_->ledger().log_key().text()}, "quorum none\n", 0, std::nullopt});
    case 24: return try_act(signers, Verb::kRotateKey, agreement::RotateKeyDetails{{witnesses_.at("w3").key().text()}, "quorum none\n", 0, std::nullopt});
    case 21: return try_act(signers, Verb::kClear, agreement::ClearDetails{self_check_stop_.value_or(EntryIndex{0})}, true);
    case 20:
      return try_act(signers, Verb::kExpunge, agreement::ExpungeDetails{agreement::OpeningClass::kInput, *RequestId::parse(requests_[w[2]].id), span_of(w[0], w[1])});
    case 17: return try_act(signers, Verb::kHold, agreement::HoldDetails{"all of 2026", false, last_hold_.value_or(EntryIndex{0})}, true);
    default: return try_act(signers, Verb::kIncident, agreement::IncidentDetails{clock_.now() - Span::hours(1), crypto::sha256(as_bytes("the pack"))});
  }
}

// A restraint, a stop: entered while the lines are being matched, as soon as so many are decided.
Result<void> World::act_while_deciding(const std::vector<std::string>& signers, const std::string& what) {
  const auto [name, lines] = *deciding_;
  deciding_.reset();
  bool acted = false;
  Result<void> entered;
  gate_->watch([&, lines = lines](const std::string& stage, std::uint64_t done, std::uint64_t) {
    if (acted || stage != "match" || done < lines) return;
    acted = true;
    entered = signer_acts(signers, what);
  });
  Played& played = requests_[name];
  auto matched = gate::match_lines(*gate_, *played.admitted);
  gate_->watch({});
  if (!acted) return wrong("never were so many lines decided");
  if (matched) played.matched = std::make_shared<gate::Matched>(std::move(*matched));
  else played.fault = matched.fault().text;
  return entered;
}

// Any act but a stop is a signed document: without a signature none is entered.
Result<void> World::unsigned_acts() {
  using agreement::Verb;
  const std::vector<std::pair<Verb, agreement::ActDetails>> acts = {
      {Verb::kPublish, agreement::PublishDetails{"https://holder.test.invalid/notice"}},
      {Verb::kSafeguard, agreement::SafeguardDetails{{}, clock_.now() + Span::days(9), {}}},
      {Verb::kDesignate, designation("deputy")},
      {Verb::kUndesignate, agreement::UndesignateDetails{"director", agreement::EndReason::kResigned}},
      {Verb::kEnroll, agreement::OfficersDetails{{"officer-x"}}},
      {Verb::kUnenroll, agreement::OfficersDetails{{"officer-1"}}},
      {Verb::kRestrain, agreement::RestrainDetails{"", "1:26", agreement::RestraintScope::kDisclose, clock_.now(), std::nullopt, {}, {}}},
      {Verb::kLift, agreement::LiftDetails{{0}}},
      {Verb::kResume, agreement::ResumeDetails{stops_, {}}},
      {Verb::kClear, agreement::ClearDetails{{0}}},
      {Verb::kProtect, agreement::ProtectDetails{gate::records_digest({"P1"})}},
      {Verb::kTerminate, agreement::TerminateDetails{}}};
  for (const auto& [verb, details] : acts) {
    CS_TRY_VOID(try_act({}, verb, details, true, {"P1"}));
    if (act_entered_) return wrong("an unsigned act was entered: " + std::string(agreement::act_rule(verb).name));
  }
  return {};
}

Result<void> World::amend(Instant from, const std::string& settings) {
  TermsFacts second = terms_;
  for (std::size_t at_with = settings.find(", with "); at_with != std::string::npos; at_with = settings.find(", with ", at_with + 1)) {
    const std::size_t key = at_with + 7, space = settings.find(' ', key);
    second.settings[settings.substr(key, space - key)] = settings.substr(space + 1, settings.find(", with ", space) - space - 1);
  }
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
