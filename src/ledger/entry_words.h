// The closed lists inside entries, with the word that the JSON view shows.
//   Shape    one enum a list; numbers are stored in entries and never change meaning. Words<E> holds the first number and the words from it
//            on: it is the reader's range check as well.
//   Source   docs/formats/entry.cddl.
#pragma once

#include <cstdint>
#include <string_view>

namespace cs::ledger {

enum class WitnessMode : std::uint8_t { kNone = 0, kLagging = 1, kStrict = 2 };
enum class AgreementAct : std::uint8_t { kSignedByHolder = 1, kSignedByRequester = 2, kPublished = 3, kSafeguard = 4, kTerminated = 5 };
enum class DesignationAct : std::uint8_t { kByHolder = 1, kByRequester = 2, kEnded = 3 };
enum class DesignationEnd : std::uint8_t {
  kNone = 0,
  kResigned = 1,
  kDismissed = 2,
  kActingTermOver = 3,
  kKeyCompromised = 4,
  kSuperseded = 5,
  kError = 6
};
enum class StopBy : std::uint8_t { kHolder = 1, kRequester = 2, kGate = 3 };
enum class StopCause : std::uint8_t { kPerson = 0, kSelfcheckDiffered = 1, kCanaryHit = 2, kFollowUpsOverdue = 3, kDisposalsOverdue = 4 };
enum class RestraintAct : std::uint8_t { kEntered = 1, kLifted = 2 };
enum class RestraintScope : std::uint8_t { kDisclose = 1, kUse = 2, kClass = 3 };
enum class CloseOutcome : std::uint8_t { kAnswered = 0, kRefused = 1, kWithdrawn = 2, kCut = 3 };
enum class AccessBy : std::uint8_t { kSubject = 1, kAuditor = 2, kCourt = 3, kRequester = 4 };
enum class OpeningClass : std::uint8_t { kInput = 1, kOutcome = 2 };
enum class HoldAct : std::uint8_t { kSet = 1, kLifted = 2 };
enum class ReportKind : std::uint8_t { kAnnual = 1, kPublic = 2, kAccuracy = 3, kEvidence = 4 };
enum class RecoveryKind : std::uint8_t { kRecovery = 1, kTakeover = 2 };
enum class Party : std::uint8_t { kHolder = 1, kRequester = 2 };
enum class SignatoryAct : std::uint8_t { kPinned = 1, kRemoved = 2 };
enum class OfficerAct : std::uint8_t { kEnrolled = 1, kRemoved = 2 };

template <typename E>
struct Words;

#define CS_LEDGER_WORDS(Enum, first_number, ...)               \
  template <>                                                  \
  struct Words<Enum> {                                         \
    static constexpr std::uint64_t first = first_number;       \
    static constexpr std::string_view words[] = {__VA_ARGS__}; \
  }

CS_LEDGER_WORDS(WitnessMode, 0, "none", "lagging", "strict");
CS_LEDGER_WORDS(AgreementAct, 1, "signed by holder", "signed by requester", "published", "safeguard", "terminated");
CS_LEDGER_WORDS(DesignationAct, 1, "designated by holder", "designated by requester", "ended");
CS_LEDGER_WORDS(DesignationEnd, 0, "none", "resigned", "dismissed", "acting term over", "key compromised", "superseded", "error");
CS_LEDGER_WORDS(StopBy, 1, "holder", "requester", "gate");
CS_LEDGER_WORDS(StopCause, 0, "a person", "self-check or replay differed", "canary hit", "follow-ups overdue", "disposals overdue");
CS_LEDGER_WORDS(RestraintAct, 1, "entered", "lifted");
CS_LEDGER_WORDS(RestraintScope, 1, "disclose", "use", "class");
CS_LEDGER_WORDS(CloseOutcome, 0, "answered", "refused whole", "withdrawn", "cut");
CS_LEDGER_WORDS(AccessBy, 1, "subject", "auditor", "court", "requester");
CS_LEDGER_WORDS(OpeningClass, 1, "input", "outcome");
CS_LEDGER_WORDS(HoldAct, 1, "set", "lifted");
CS_LEDGER_WORDS(ReportKind, 1, "annual", "public", "accuracy", "evidence");
CS_LEDGER_WORDS(RecoveryKind, 1, "recovery", "takeover");
CS_LEDGER_WORDS(Party, 1, "holder", "requester");
CS_LEDGER_WORDS(SignatoryAct, 1, "pinned", "removed");
CS_LEDGER_WORDS(OfficerAct, 1, "enrolled", "removed");
#undef CS_LEDGER_WORDS

template <typename E>
constexpr std::string_view word(E value) {
  return Words<E>::words[static_cast<std::uint64_t>(value) - Words<E>::first];
}

}  // namespace cs::ledger
