// Entries: everything that the ledger can say.
//   Shape    one struct a kind, fields in the order and with the names of docs/formats/entry.cddl. Bytes are deterministic CBOR, at most
//            limits::kEntryBytesMax. EntryIndex fields name an earlier entry; std::uint64_t fields are counts or sizes below 2^48.
//   Units    Instants are UTC milliseconds, 0..253402300799999.
//   Errors   decode: kMalformed for another version, kind, key, order, length or range, and for trailing bytes; the text names the field.
//            encode needs a value within the ranges (is_valid says); what it writes, decode reads.
//   Threads  plain values.
//   Source   docs/formats/entry.md has every kind's example byte for byte as the tests.
//   Holds    encode(decode(x)) == x (fuzz/ledger_entry.cc).
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/ids.h"
#include "base/time.h"
#include "codec/value.h"
#include "ledger/entry_words.h"

namespace cs::ledger {

// An id inside an entry: 1..63 characters of [a-z0-9.-].
struct Label {
  std::string text;
  auto operator<=>(const Label&) const = default;
};

struct GenesisEntry {  // 1
  std::string origin;
  std::vector<std::string> vkeys;  // one or more
  Digest policy{};
  WitnessMode mode = WitnessMode::kNone;
  bool operator==(const GenesisEntry&) const = default;
};
struct KeyEntry {                  // 2
  std::vector<std::string> vkeys;  // from now on; one or more
  Digest policy{};
  WitnessMode mode = WitnessMode::kNone;
  std::vector<Digest> acts;  // CMS; one or more
  bool operator==(const KeyEntry&) const = default;
};
struct SoftwareEntry {  // 3
  std::string version;
  Digest executable{};
  Digest configuration{};
  Digest models{};
  std::optional<Instant> clock;  // `--clock` of a test home
  bool operator==(const SoftwareEntry&) const = default;
};
struct TrustEntry {  // 4
  EntryIndex agreement;
  Digest anchors{};
  Digest crls{};
  Instant this_update;  // the smallest
  Instant next_update;  // the smallest
  std::optional<Digest> tsa;
  bool operator==(const TrustEntry&) const = default;
};
struct AgreementEntry {  // 5
  Label id;
  std::uint32_t version = 0;
  AgreementAct what = AgreementAct::kSignedByHolder;
  Digest terms{};
  Digest act{};
  Instant effective;
  bool operator==(const AgreementEntry&) const = default;
};
struct DesignationEntry {  // 6
  EntryIndex agreement;
  Label office;
  DesignationAct what = DesignationAct::kByHolder;
  Digest certificate{};  // issuer || serial
  Digest spki{};
  Instant from;
  Instant until;
  Digest act{};
  DesignationEnd reason = DesignationEnd::kNone;
  std::optional<Digest> client;  // the certificate that may `stop`
  bool operator==(const DesignationEntry&) const = default;
};
struct StopEntry {                      // 7
  std::optional<EntryIndex> agreement;  // none: all
  StopBy by = StopBy::kHolder;
  StopCause cause = StopCause::kPerson;
  Digest ground{};  // commitment
  std::optional<EntryIndex> designation;
  std::optional<Digest> credential;  // the session's client certificate, or the signed act
  bool operator==(const StopEntry&) const = default;
};
struct ResumeEntry {  // 8
  EntryIndex agreement;
  std::vector<EntryIndex> ends;  // stops and lifted restraints
  std::vector<Digest> acts;      // two or more
  std::vector<EntryIndex> requests;
  bool operator==(const ResumeEntry&) const = default;
};
struct RestraintEntry {  // 9
  RestraintAct what = RestraintAct::kEntered;
  RestraintScope scope = RestraintScope::kDisclose;
  std::optional<EntryIndex> agreement;
  Digest document{};  // commitment to document and class
  Instant from;
  std::optional<Instant> until;
  std::optional<EntryIndex> lifted;
  bool operator==(const RestraintEntry&) const = default;
};
struct RegisterEntry {  // 10
  Label name;
  std::uint32_t generation = 0;
  Digest manifest{};
  Instant as_of;
  bool operator==(const RegisterEntry&) const = default;
};
struct OrdersEntry {  // 11
  std::string origin;
  std::uint64_t size = 0;
  Digest root{};
  Digest note{};
  Instant cosigned_at;
  std::optional<EntryIndex> before;  // the head taken before
  bool operator==(const OrdersEntry&) const = default;
};
struct AnchorEntry {  // 12
  std::uint64_t size = 0;
  Digest checkpoint{};
  std::uint32_t witnesses = 0;
  std::optional<Digest> token;
  bool operator==(const AnchorEntry&) const = default;
};
struct RequestEntry {  // 13
  Digest request{};    // commitment
  Digest client{};
  bool operator==(const RequestEntry&) const = default;
};
struct AdmissionEntry {  // 14
  EntryIndex request;
  EntryIndex agreement;
  EntryIndex software;
  EntryIndex generation;           // the `register` entry
  std::vector<EntryIndex> orders;  // one or more
  EntryIndex trust;
  Digest admission{};  // commitment
  Instant release_at;
  std::vector<EntryIndex> designations;  // one or more
  Digest evidence{};
  std::uint32_t lines = 0;
  bool operator==(const AdmissionEntry&) const = default;
};
struct LineEntry {  // 15
  EntryIndex request;
  LineNumber line;
  Digest in{};  // commitments
  Digest answer{};
  Digest basis{};
  bool operator==(const LineEntry&) const = default;
};
struct CloseEntry {  // 16
  EntryIndex request;
  std::optional<EntryIndex> admission;
  CloseOutcome outcome = CloseOutcome::kAnswered;
  std::optional<EntryIndex> first_line;
  std::uint32_t lines = 0;
  Digest tally{};                       // commitment
  std::optional<Digest> response;       // SHA-256 of the sealed bytes
  std::optional<EntryIndex> agreement;  // at the second check, as the next two
  std::vector<EntryIndex> orders;
  std::optional<EntryIndex> trust;
  std::optional<EntryIndex> desk;
  bool operator==(const CloseEntry&) const = default;
};
struct DeliveryEntry {  // 17
  EntryIndex close;
  Digest response{};
  Digest client{};
  bool operator==(const DeliveryEntry&) const = default;
};
struct DeskEntry {  // 18
  Instant since;
  Digest desk{};  // commitment
  bool operator==(const DeskEntry&) const = default;
};
struct RecallEntry {  // 19
  EntryIndex close;
  Digest recall{};  // commitment
  Instant due;
  Digest notice{};
  bool operator==(const RecallEntry&) const = default;
};
struct DisposalEntry {  // 20
  EntryIndex recall;
  Digest receipt{};
  bool operator==(const DisposalEntry&) const = default;
};
struct CorrectionEntry {  // 21
  EntryIndex close;
  Digest correction{};  // commitment
  Digest notice{};
  bool operator==(const CorrectionEntry&) const = default;
};
struct FollowUpEntry {  // 22
  EntryIndex close;
  Digest follow_up{};  // commitment
  Digest cms{};
  bool operator==(const FollowUpEntry&) const = default;
};
struct AccessEntry {  // 23
  AccessBy by = AccessBy::kSubject;
  Digest access{};  // commitment
  bool operator==(const AccessEntry&) const = default;
};
struct ShredEntry {  // 24
  EntryIndex agreement;
  OpeningClass opening_class = OpeningClass::kInput;
  std::uint32_t quarter = 0;  // year * 4 + quarter (0..3)
  Digest act{};
  bool operator==(const ShredEntry&) const = default;
};
struct ExpungedLine {
  EntryIndex request;
  LineNumber line;
  bool operator==(const ExpungedLine&) const = default;
};
struct ExpungeEntry {               // 25
  std::vector<ExpungedLine> lines;  // one or more
  OpeningClass opening_class = OpeningClass::kInput;
  Digest act{};
  bool operator==(const ExpungeEntry&) const = default;
};
struct HoldEntry {  // 26
  HoldAct what = HoldAct::kSet;
  Digest hold{};  // commitment
  Digest act{};
  bool operator==(const HoldEntry&) const = default;
};
struct ReplayEntry {  // 27
  EntryIndex first;
  EntryIndex last;
  std::uint64_t equal = 0;
  std::uint64_t differing = 0;
  std::uint64_t excused = 0;
  Digest report{};
  bool operator==(const ReplayEntry&) const = default;
};
struct IncidentEntry {  // 28
  Digest incident{};    // commitment
  Instant found_at;
  bool operator==(const IncidentEntry&) const = default;
};
struct ReportEntry {  // 29
  ReportKind what = ReportKind::kAnnual;
  Instant from;
  Instant until;
  Digest bytes{};
  bool operator==(const ReportEntry&) const = default;
};
struct CanaryEntry {  // 30
  Digest canary{};    // commitment
  Digest act{};
  bool operator==(const CanaryEntry&) const = default;
};
struct RecoveryEntry {  // 31
  RecoveryKind what = RecoveryKind::kRecovery;
  std::uint64_t size_before = 0;
  std::uint64_t token = 0;
  std::optional<Digest> act;
  bool operator==(const RecoveryEntry&) const = default;
};
struct SignatoryEntry {  // 32
  Party party = Party::kHolder;
  SignatoryAct what = SignatoryAct::kPinned;
  Digest certificate{};  // issuer || serial
  Digest spki{};
  std::vector<Digest> acts;
  bool operator==(const SignatoryEntry&) const = default;
};
struct OfficerEntry {  // 33
  EntryIndex agreement;
  OfficerAct what = OfficerAct::kEnrolled;
  Digest officer{};  // commitment to the signed act
  bool operator==(const OfficerEntry&) const = default;
};
struct CountersignEntry {  // 34
  EntryIndex agreement;
  Digest countersign{};  // commitment
  bool operator==(const CountersignEntry&) const = default;
};
struct AttemptsEntry {  // 35
  Instant since;
  Digest attempts{};  // commitment
  bool operator==(const AttemptsEntry&) const = default;
};
struct QuarantineEntry {  // 36
  EntryIndex orders;      // the issuer's last
  Digest note{};
  bool operator==(const QuarantineEntry&) const = default;
};
struct ClearEntry {  // 37
  EntryIndex what;   // a quarantine, or the stop of a self-check
  Digest act{};
  bool operator==(const ClearEntry&) const = default;
};
struct MapEntry {             // 38
  std::uint32_t quarter = 0;  // year * 4 + quarter (0..3)
  std::uint32_t leaves = 0;
  Digest root{};
  bool operator==(const MapEntry&) const = default;
};

// In the order of the kinds: the kind is the variant's index + 1. New kinds go to the end.
using Entry = std::variant<GenesisEntry, KeyEntry, SoftwareEntry, TrustEntry, AgreementEntry, DesignationEntry, StopEntry, ResumeEntry,
                           RestraintEntry, RegisterEntry, OrdersEntry, AnchorEntry, RequestEntry, AdmissionEntry, LineEntry, CloseEntry,
                           DeliveryEntry, DeskEntry, RecallEntry, DisposalEntry, CorrectionEntry, FollowUpEntry, AccessEntry, ShredEntry,
                           ExpungeEntry, HoldEntry, ReplayEntry, IncidentEntry, ReportEntry, CanaryEntry, RecoveryEntry, SignatoryEntry,
                           OfficerEntry, CountersignEntry, AttemptsEntry, QuarantineEntry, ClearEntry, MapEntry>;

struct TimedEntry {
  Instant time;
  Entry entry;
  bool operator==(const TimedEntry&) const = default;
};

std::uint64_t kind_of(const Entry& entry);       // 1..38
std::string_view kind_word(const Entry& entry);  // "genesis", ..., "follow-up", ...

// Every field within its range, and the bytes within the limit: what may be encoded.
Result<void> is_valid(const Entry& entry, Instant time);
Bytes encode(const Entry& entry, Instant time);
Result<TimedEntry> decode(ByteView bytes);

// For `ledger show`: {"index", "time", "kind", then the fields by name}; digests in hex, instants as RFC 3339 with milliseconds.
codec::Value entry_view(EntryIndex index, const TimedEntry& entry);

// The commitments of an entry with the tag of each, in the order of its fields.
struct TaggedCommitment {
  std::string_view tag;  // "in", "answer", ...
  Digest commitment;
};
std::vector<TaggedCommitment> commitments_of(const Entry& entry);

// Every earlier entry that this one names.
std::vector<EntryIndex> references_of(const Entry& entry);

// year * 4 + quarter (0..3), UTC: the period of openings and disclosure maps.
std::uint32_t quarter_of(Instant time);
Instant quarter_begin(std::uint32_t quarter);  // its first instant

}  // namespace cs::ledger
