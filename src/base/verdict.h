// Verdicts, and the closed list of reasons for a refusal.
//   Shape    one Reason a refusal; its number is stored in ledger openings and never changes meaning. The order of the numbers is the
//            order of the tests: the first failure is the answer.
//   Errors   parse_reason: kNotFound for a text that is no code.
//   Source   the project's rules of the gate, section "Refusals"; docs/reference/refusals.md is printed from this table.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/result.h"

namespace cs {

enum class Verdict : std::uint8_t { kVerified = 1, kNotVerified = 2, kRefused = 3 };
std::string_view verdict_text(Verdict verdict);

enum class Reason : std::uint8_t {
  kNone = 0,
  kSvcClock = 1, kSvcLedger = 2, kSvcWitness = 3, kSvcSelfcheck = 4, kSvcGeneration = 5, kSvcCapacity = 6,
  kAgrUnknown = 10, kAgrDraft = 11, kAgrEnded = 12, kAgrVersion = 13, kAgrWaiting = 14, kAgrSafeguard = 15,
  kRstCourt = 16, kRstHolder = 17, kAgrSuspended = 18,
  kSigMissing = 20, kSigAlg = 21, kSigInvalid = 22, kSigTime = 23, kSigNotDesignated = 24, kSigNotYet = 25, kSigEnded = 26, kSigQuorum = 27,
  kReqFormat = 30, kReqReplay = 31, kReqExpired = 32, kAgrScope = 33, kReqAttest = 34, kReqReason = 35, kReqTooLarge = 36,
  kReqCountersign = 37, kBudDay = 38, kBudTotal = 39, kReqCount = 40, kReqBoilerplate = 41,
  kLinFormat = 50, kLinText = 51, kLinForbidden = 52, kRstClass = 53,
  kOrdMissing = 60, kOrdStale = 61, kOrdUnknown = 62, kOrdMismatch = 63, kOrdType = 64, kOrdBarred = 65, kOrdNotFinal = 66, kOrdAge = 67,
  kNamMissing = 70, kNamPlaceholder = 71, kNamInsufficient = 72,
  kAdrMissing = 80, kAdrForeign = 81, kAdrPlaceholder = 82, kAdrMalformed = 83, kAdrStreet = 84, kAdrNumber = 85, kAdrLocality = 86,
  kAdrMany = 87, kAdrZip = 88, kAdrUnparsed = 89, kAdrKind = 90, kAdrNotPersonal = 91, kAdrUnit = 92, kAdrSource = 93,
  kPerMissing = 95, kPerRange = 96, kLinReason = 97,
  kOffMissing = 100, kOffNotEnrolled = 101, kOffCaseload = 102,
  kBudDuplicate = 110, kBudOracle = 111, kBudPattern = 112,
};

enum class Scope : std::uint8_t { kWholeRequest, kLine };
enum class Curer : std::uint8_t { kNobody, kHolder, kBothParties, kRequester, kIssuer };
enum class Again : std::uint8_t { kSameRequest, kNewRequest, kLaterLine, kNever };

struct ReasonRow {
  Reason reason;
  std::string_view code;   // "ADR-PLACEHOLDER"
  Scope scope;
  bool tested_at_release;  // every reason is tested at admission; these again at release
  Curer curer;
  Again again;
  std::string_view meaning;
};

std::span<const ReasonRow> reason_table();       // in the order of the tests
const ReasonRow& reason_row(Reason reason);      // reason != kNone
std::string_view reason_code(Reason reason);     // "-" for kNone
Result<Reason> parse_reason(std::string_view code);

// The prefix whose ground the agreement cites: "ADR" of ADR-UNIT.
std::string_view reason_prefix(Reason reason);

}  // namespace cs
