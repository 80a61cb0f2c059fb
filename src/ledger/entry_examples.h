// One entry of every kind, as docs/formats/entry.md prints it. For tests only.
#pragma once

#include "ledger/entry.h"

namespace cs::ledger {

// Thirty-two times the same byte: a digest that a reader of the document can see at a glance.
inline Digest filled(std::uint8_t byte) {
  Digest out;
  out.fill(byte);
  return out;
}

inline constexpr Instant kExampleTime{1788253200000};   // 2026-09-01T09:00:00Z
inline constexpr Instant kExampleLater{1788339600000};  // 2026-09-02T09:00:00Z

inline std::vector<Entry> entry_examples() {
  const Digest a = filled(0xAA), b = filled(0xBB), c = filled(0xCC);
  const Instant t = kExampleTime, later = kExampleLater;
  const std::string vkey = "holder.test.invalid/countersign/main+00000000+AQ==";
  return {
      GenesisEntry{"holder.test.invalid/countersign/main", {vkey}, a, WitnessMode::kNone},
      KeyEntry{{vkey}, a, WitnessMode::kLagging, {b}},
      SoftwareEntry{"0.1.0", a, b, c, t},
      TrustEntry{{5}, a, b, t, later, std::nullopt},
      AgreementEntry{{"first-agreement"}, 1, AgreementAct::kSignedByHolder, a, b, t},
      DesignationEntry{{5}, {"director"}, DesignationAct::kByHolder, a, b, t, later, c, DesignationEnd::kNone, filled(0xDD)},
      StopEntry{EntryIndex{5}, StopBy::kHolder, StopCause::kPerson, a, EntryIndex{6}, b},
      ResumeEntry{{5}, {{7}}, {a, b}, {}},
      RestraintEntry{RestraintAct::kEntered, RestraintScope::kUse, EntryIndex{5}, a, t, std::nullopt, std::nullopt},
      RegisterEntry{{"register"}, 3, a, t},
      OrdersEntry{"court.test.invalid/orders", 1000, a, b, t, EntryIndex{9}},
      AnchorEntry{70000, a, 2, b},
      RequestEntry{a, b},
      AdmissionEntry{{12}, {4}, {2}, {9}, {{10}}, {3}, a, later, {{5}, {6}}, b, 700000},
      LineEntry{{70000}, {256}, a, b, c},
      CloseEntry{
          {12}, EntryIndex{13}, CloseOutcome::kAnswered, EntryIndex{14}, 1, a, b, EntryIndex{4}, {{10}}, EntryIndex{3}, EntryIndex{11}},
      DeliveryEntry{{15}, a, b},
      DeskEntry{t, a},
      RecallEntry{{15}, a, later, b},
      DisposalEntry{{18}, a},
      CorrectionEntry{{15}, a, b},
      FollowUpEntry{{15}, a, b},
      AccessEntry{AccessBy::kAuditor, a},
      ShredEntry{{4}, OpeningClass::kInput, 2026 * 4 + 2, a},
      ExpungeEntry{{{{12}, {1}}, {{12}, {24}}}, OpeningClass::kOutcome, a},
      HoldEntry{HoldAct::kSet, a, b},
      ReplayEntry{{0}, {99}, 97, 1, 2, a},
      IncidentEntry{a, t},
      ReportEntry{ReportKind::kAnnual, t, later, a},
      CanaryEntry{a, b},
      RecoveryEntry{RecoveryKind::kRecovery, 70000, 0, a},
      SignatoryEntry{Party::kRequester, SignatoryAct::kPinned, a, b, {c}},
      OfficerEntry{{4}, OfficerAct::kEnrolled, a},
      CountersignEntry{{4}, a},
      AttemptsEntry{t, a},
      QuarantineEntry{{10}, a},
      ClearEntry{{35}, a},
      MapEntry{2026 * 4 + 2, 12, a},
  };
}

}  // namespace cs::ledger
