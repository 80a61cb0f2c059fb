// Acts: signed documents by which anything changes.
//   Shape    act.json: one JSON object {format, act, id, agreement, effective_at, ground, evidence, details}; every key is mandatory.
//            Details differ by act, one struct each below. The written form is write_json_pretty's.
//   Units    instants are whole seconds; entries are ledger indexes.
//   Errors   read_act: kMalformed (unknown or missing key, wrong type: the fault names the key), kLimit over kActBytesMax.
//   Threads  plain values.
//   Source   the project's rules of the gate, section 3; docs/formats/act.md has each act's details.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "agreement/terms.h"
#include "base/bytes.h"
#include "base/ids.h"
#include "base/time.h"
#include "crypto/certificate.h"

namespace cs::agreement {

// In the order of the rules' table.
enum class Verb : std::uint8_t {
  kSignatory, kSign, kPublish, kSafeguard, kDesignate, kUndesignate, kEnroll, kUnenroll, kStop, kRestrain, kLift, kResume, kClear,
  kCountersign, kCanary, kRecall, kDispose, kFollowup, kIncident, kProtect, kUnprotect, kCorrect, kHold, kShred, kExpunge, kRecover,
  kRotateKey, kTerminate,
};
inline constexpr std::size_t kVerbCount = 28;

// As in the ledger's `designation` entry, key 11: the numbers never change meaning.
enum class EndReason : std::uint8_t {
  kNone = 0, kResigned = 1, kDismissed = 2, kTermOver = 3, kCompromised = 4, kSuperseded = 5, kError = 6,
};
std::string_view end_reason_text(EndReason reason);

enum class RestraintScope : std::uint8_t { kDisclose = 1, kUse = 2, kClass = 3 };  // numbers as in the ledger's `restraint` entry
enum class ClassField : std::uint8_t { kState = 1, kZipPrefix = 2, kIssuer = 3, kOrderType = 4, kPurpose = 5 };
std::string_view class_field_text(ClassField field);

struct LineSpan {  // lines first..last of a request, both included
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  auto operator<=>(const LineSpan&) const = default;
};

struct Finding {
  std::string id;
  Date opened;
  std::optional<Date> plan_due;
  std::optional<Date> closed;
  bool operator==(const Finding&) const = default;
};

struct CopyDisposed {
  std::string place;   // where the copy was
  std::string method;
  Date on;
};

struct SignatoryDetails {
  Party party = Party::kHolder;
  crypto::Certificate certificate;   // pinned whole
  bool pinned = true;                // or removed
};
struct SignDetails { std::int64_t version = 0; Digest digest{}; };
struct PublishDetails { std::string url; };
struct SafeguardDetails { Digest certificate{}; Instant valid_to; std::vector<Finding> findings; };
struct DesignateDetails {
  std::string office;
  crypto::Certificate certificate;   // pinned whole
  std::optional<Digest> client;      // fingerprint of the TLS certificate that may `stop`
  std::string authority;
  std::optional<Instant> until;
};
struct UndesignateDetails { std::string office; EndReason reason = EndReason::kNone; };
struct OfficersDetails { std::vector<std::string> officers; };  // enroll, unenroll
struct StopDetails {};
struct RestrainDetails {
  std::string court;                 // empty: the holder's own restraint
  std::string docket;
  RestraintScope scope = RestraintScope::kDisclose;
  Instant from;
  std::optional<Instant> until;
  ClassField field = ClassField::kState;  // with scope class only
  std::vector<std::string> values;
};
struct LiftDetails { EntryIndex restraint; };
struct ResumeDetails { std::vector<EntryIndex> ends; std::vector<RequestId> requests; };
struct ClearDetails { EntryIndex entry; };
struct CountersignDetails { RequestId request; Digest manifest{}; };
struct CanaryDetails { Digest list{}; };
struct RecallDetails { RequestId request; std::vector<LineSpan> lines; Instant until; };
struct DisposeDetails { EntryIndex recall; std::vector<CopyDisposed> copies; };
struct FollowupDetails { RequestId request; Digest file{}; std::int64_t count = 0; };
struct IncidentDetails { Instant found_at; Digest pack{}; };
struct ProtectDetails { Digest records{}; };                    // protect, unprotect: digest of the sealed list of record ids
struct CorrectDetails { RequestId request; std::vector<LineSpan> lines; Digest notice{}; };
struct HoldDetails { std::string scope; bool set = true; std::optional<EntryIndex> hold; };  // `hold`: the entry lifted
enum class OpeningClass : std::uint8_t { kInput = 1, kOutcome = 2 };
struct ShredDetails { OpeningClass opening_class = OpeningClass::kInput; int year = 0; int quarter = 0; };
struct ExpungeDetails { OpeningClass opening_class = OpeningClass::kInput; RequestId request; std::vector<LineSpan> lines; };
struct RecoverDetails { std::uint64_t old_size = 0; Digest old_root{}; std::uint64_t new_size = 0; Digest new_root{}; };
struct HeadMeant { std::uint64_t size = 0; Digest root{}; };
struct RotateKeyDetails {
  std::vector<std::string> vkeys;
  std::string policy;
  int mode = 0;                   // 0 none, 1 lagging, 2 strict
  std::optional<HeadMeant> gone;  // the witnesses of before can be asked no more, and this is the head that both parties mean; else a quorum of them must see the change
};
struct TerminateDetails {};

using ActDetails = std::variant<SignatoryDetails, SignDetails, PublishDetails, SafeguardDetails, DesignateDetails, UndesignateDetails,
                                OfficersDetails, StopDetails, RestrainDetails, LiftDetails, ResumeDetails, ClearDetails, CountersignDetails,
                                CanaryDetails, RecallDetails, DisposeDetails, FollowupDetails, IncidentDetails, ProtectDetails,
                                CorrectDetails,
                                HoldDetails, ShredDetails, ExpungeDetails, RecoverDetails, RotateKeyDetails, TerminateDetails>;

struct Act {
  Verb verb = Verb::kStop;
  std::string id;                        // ULID
  std::optional<AgreementId> agreement;  // empty (null in the file) where act_rule(verb).agreement_needed is false: the whole gate is meant
  Instant effective_at;                  // what lies before the entry is read as the entry's time: effective(act, entry time)
  std::string ground;                    // text(500)
  std::optional<Digest> evidence;        // of the document that the act rests on
  ActDetails details = StopDetails{};

  template <typename Details>
  const Details& as() const {
    const Details* held = std::get_if<Details>(&details);
    CS_CHECK(held != nullptr, "an act is read as what its verb says");
    return *held;
  }
};

Result<Act> read_act(std::string_view json);
std::string write_act(const Act& act);  // pretty, ends with LF: read_act takes it back
// The later of what the act says and its entry's time.
Instant effective(const Act& act, Instant entered_at);

// Who must sign. `apart`: one party's signature makes that party's entry, the act is complete with the other party's entry (one document
// signed by both, or two documents).
enum class Quorum : std::uint8_t {
  kSignatoryOfEach,         // one existing signatory of each party, on one document
  kSignatoryOfEachApart,    // sign; designate for an asking office
  kHolderSignatory,
  kEitherSignatory,         // one signatory of either party
  kSignatoryOrPerson,       // either signatory, or the person in the office
  kActiveOfficial,          // one official in office
  kStopOfEither,            // one of stop.holder or stop.requester; an authenticated session is enough
  kStopHolder,              // one of stop.holder
  kTwoStopHolder,           // two distinct people of stop.holder
  kResume,                  // resume_holder of stop.holder and resume_requester of stop.requester
  kHold,                    // one of stop.holder sets, two lift
  kRotateKey,               // a signatory of the holder; one of each party where the witnesses of before are gone
};

struct ActRule {
  Verb verb;
  std::string_view name;       // "rotate-key"
  Quorum quorum;
  bool evidence_needed;        // `evidence` may not be null
  bool agreement_needed;       // `agreement` may not be null
  std::string_view signed_by;  // in words, for --help and docs
};
std::span<const ActRule> act_rules();  // in the order of Verb
const ActRule& act_rule(Verb verb);
Result<Verb> parse_verb(std::string_view name);

}  // namespace cs::agreement
