// One good act of every verb, for this room's tests.
#pragma once

#include <vector>

#include "agreement/world_test.h"

namespace cs::agreement::world {

inline Digest digest_of(std::uint8_t seed) {
  Digest digest{};
  digest.fill(seed);
  return digest;
}

inline RequestId some_request() { return RequestId::parse("01KABCDEFGHJKMNPQRSTVWXYZ0").value(); }

inline ActDetails sample_details(Verb verb) {
  const Instant later = ts("2027-01-01T00:00:00Z");
  const Date day = Date::parse("2026-09-01").value();
  switch (verb) {
    case Verb::kSignatory: return SignatoryDetails{Party::kRequester, certificate("N"), true};
    case Verb::kSign: return SignDetails{2, digest_of(1)};
    case Verb::kPublish: return PublishDetails{"https://notices.test.invalid/1"};
    case Verb::kSafeguard: return SafeguardDetails{digest_of(2), later, {{"F1", day, day, std::nullopt}, {"F2", day, std::nullopt, day}}};
    case Verb::kDesignate: return DesignateDetails{"chief", certificate("N"), std::nullopt, "letter of 1 September", later};
    case Verb::kUndesignate: return UndesignateDetails{"director", EndReason::kResigned};
    case Verb::kEnroll:
    case Verb::kUnenroll: return OfficersDetails{{"officer-1", "officer-2"}};
    case Verb::kStop: return StopDetails{};
    case Verb::kRestrain: return RestrainDetails{"Court B", "26-cv-1", RestraintScope::kClass, ts("2026-09-01T12:00:00Z"), later,
                                                 ClassField::kState, {"OH", "TX"}};
    case Verb::kLift: return LiftDetails{EntryIndex{7}};
    case Verb::kResume: return ResumeDetails{{EntryIndex{7}, EntryIndex{9}}, {some_request()}};
    case Verb::kClear: return ClearDetails{EntryIndex{7}};
    case Verb::kCountersign: return CountersignDetails{some_request(), digest_of(3)};
    case Verb::kCanary: return CanaryDetails{digest_of(4)};
    case Verb::kRecall: return RecallDetails{some_request(), {{1, 9}, {12, 12}}, later};
    case Verb::kDispose: return DisposeDetails{EntryIndex{7}, {{"case system", "erased", day}}};
    case Verb::kFollowup: return FollowupDetails{some_request(), digest_of(5), 20};
    case Verb::kIncident: return IncidentDetails{ts("2026-09-01T12:00:00Z"), digest_of(6)};
    case Verb::kProtect:
    case Verb::kUnprotect: return ProtectDetails{digest_of(7)};
    case Verb::kCorrect: return CorrectDetails{some_request(), {{1, 1}}, digest_of(8)};
    case Verb::kHold: return HoldDetails{"all openings of 2026", false, EntryIndex{7}};
    case Verb::kShred: return ShredDetails{OpeningClass::kInput, 2026, 3};
    case Verb::kExpunge: return ExpungeDetails{OpeningClass::kOutcome, some_request(), {{3, 4}}};
    case Verb::kRecover: return RecoverDetails{9, digest_of(9), 8, digest_of(10)};
    case Verb::kRotateKey: return RotateKeyDetails{{"example.test.invalid+00000000+AQ=="}, "quorum none\n", 1, std::nullopt};
    case Verb::kTerminate: return TerminateDetails{};
  }
  return StopDetails{};
}

inline Act sample(Verb verb) {
  Act act;
  act.verb = verb;
  act.id = "01KABCDEFGHJKMNPQRSTVWXYZ0";
  if (act_rule(verb).agreement_needed) act.agreement = AgreementId::parse("final-orders").value();
  act.effective_at = ts("2026-09-01T12:00:00Z");
  act.ground = "article 4";
  act.evidence = digest_of(11);
  act.details = sample_details(verb);
  return act;
}

inline std::vector<Act> sample_acts() {
  std::vector<Act> acts;
  for (const ActRule& rule : act_rules()) acts.push_back(sample(rule.verb));
  return acts;
}

}  // namespace cs::agreement::world
