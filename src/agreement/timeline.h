// Timeline: what has happened to one agreement, in ledger order, and what follows from it at an instant.
//   Shape    events are appended by the gate's fold as their entries become durable (the same events at every replay); all questions are
//            pure functions of the events and of t, and count only events whose entry time is <= t.
//   Units    Event::at is the entry's time (ms). An instant "from" is included, "until"/"to" is not.
//   Errors   none: what the ledger holds has been judged before (agreement/judge.h).
//   Threads  one writer; questions may be asked by any number of threads while nobody writes.
//   Source   the project's rules of the gate, sections 2, 3, 6.
//   Holds    a certificate is pinned whole: identity and spki both agree, or it is another person.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <variant>
#include <vector>

#include "agreement/act.h"
#include "agreement/terms.h"

namespace cs::agreement {

struct Pinned {  // one certificate, whole
  Digest identity{};
  Digest spki{};
  auto operator<=>(const Pinned&) const = default;
};

struct SignatoryChanged { Party party = Party::kHolder; Pinned person; bool pinned = true; };
struct Signed { Party party = Party::kHolder; std::shared_ptr<const Terms> terms; };  // `sign` of terms->version, terms->digest by a party
struct Published {};
// findings add up by id; a later report of the same id replaces it
struct SafeguardReported { Instant valid_to; std::vector<Finding> findings; };
struct Terminated { Instant effective; };
struct Designated {
  Party by = Party::kHolder;
  std::string office;
  Pinned person;
  Instant from;                      // effective_at, or the entry's time where that is later
  std::optional<Instant> until;
  std::optional<Digest> client;      // fingerprint of the TLS certificate that may `stop`
};
struct DesignationEnded { std::string office; Pinned person; Instant at; EndReason reason = EndReason::kNone; };
struct OfficersChanged { bool enrolled = true; std::vector<std::string> officers; };

// As in the ledger's `stop` entry, keys 4 and 5: the numbers never change meaning.
enum class StopBy : std::uint8_t { kHolder = 1, kRequester = 2, kGate = 3 };
enum class StopCause : std::uint8_t { kPerson = 0, kSelfcheck = 1, kCanary = 2, kFollowups = 3, kDisposals = 4 };
struct Stopped { StopBy by = StopBy::kGate; StopCause cause = StopCause::kPerson; };
struct Resumed { std::vector<EntryIndex> ends; };   // stops, and restraints lifted or run out
struct Cleared { EntryIndex entry; };               // the stop of a self-check (a quarantine is the order mirror's)
struct Restrained {
  RestraintScope scope = RestraintScope::kDisclose;
  bool by_court = false;
  Instant from;                      // effective; the entry's time where that is later
  std::optional<Instant> until;
  ClassField field = ClassField::kState;
  std::vector<std::string> values;
};
struct Lifted { EntryIndex restraint; };
struct Countersigned { Digest manifest{}; };

struct Event {
  EntryIndex entry;
  Instant at;
  std::variant<SignatoryChanged, Signed, Published, SafeguardReported, Terminated, Designated, DesignationEnded, OfficersChanged, Stopped,
               Resumed, Cleared, Restrained, Lifted, Countersigned> what;
};

enum class Lifecycle : std::uint8_t { kDraft, kOneSigned, kSigned, kWaiting, kInForce, kSuspended, kEnded };
std::string_view lifecycle_text(Lifecycle state);  // "draft", "one_signed", ...

struct VersionAsked {  // what a request's manifest names
  std::int64_t version = 0;
  Digest digest{};
};

enum class Standing : std::uint8_t { kInOffice, kNeverDesignated, kNotYet, kEnded };
struct OfficialStanding {
  Standing standing = Standing::kNeverDesignated;
  std::string office;                    // with kInOffice
  std::vector<EntryIndex> designations;  // the entries that put the person there, with kInOffice
};

struct ClassRestraint {
  EntryIndex entry;
  ClassField field = ClassField::kState;
  std::vector<std::string> values;
};

// What the data of one line says about restrained classes (RST-CLASS).
struct ClassFacts {
  std::string_view state;       // two letters
  std::string_view zip;         // five digits or empty
  std::string_view issuer;
  std::string_view order_type;
  std::string_view purpose;     // of the request
};
bool restrains(const ClassRestraint& restraint, const ClassFacts& facts);

struct Tenure {  // one period of one person in one office
  std::string office;
  Pinned person;
  Instant from;   // first instant in office
  Instant until;  // first instant out of office; kInstantMax where no end is known
  std::optional<Digest> client;
  std::vector<EntryIndex> designations;
};

using OfficerSet = std::unordered_set<std::string>;  // asked with contains(), never walked

class Timeline {
 public:
  explicit Timeline(AgreementId id) : id_(std::move(id)) {}
  void add(Event event);  // in ledger order
  const AgreementId& id() const { return id_; }
  const std::vector<Event>& events() const { return events_; }

  // The version that governs at t: the newest that both signed and whose valid.from has come; before any has, the first that both signed.
  std::shared_ptr<const Terms> terms(Instant t) const;
  // kInForce says nothing of safeguards and restraints that have yet to be lifted: whether a request goes on, refusal_of_state() says.
  Lifecycle lifecycle(Instant t) const;
  // The first of AGR-DRAFT, -ENDED, -VERSION (only where `asked` is given), -WAITING, -SAFEGUARD, RST-COURT, RST-HOLDER, AGR-SUSPENDED; or
  // kNone.
  Reason refusal_of_state(Instant t, const VersionAsked* asked = nullptr) const;
  bool in_force(Instant t) const { return lifecycle(t) == Lifecycle::kInForce; }
  // Since when both have signed and the agreement has been in force for the first time; none before that (SIG-TIME).
  std::optional<Instant> in_force_since(Instant t) const;
  // A self-check that differed and has not been cleared (SVC-SELFCHECK).
  bool selfcheck_open(Instant t) const;
  // Stops and restraints that still suspend at t, whether or not lifted, in ledger order: what a `resume` must name.
  std::vector<EntryIndex> suspensions(Instant t) const;
  // The restraint is one of disclosure or use, or of a class, and holds at t.
  bool restraint_holds(EntryIndex restraint, Instant t) const;
  std::vector<ClassRestraint> class_restraints(Instant t) const;
  bool countersigned(const Digest& manifest, Instant t) const;

  // Whether that certificate is in an asking office at receipt and was at the claimed signing time.
  OfficialStanding official(const Pinned& person, Instant receipt, Instant signing_time) const;
  bool in_asking_office(const Pinned& person, Instant t) const;
  // The stop offices that the person holds at t for that party (own party's designation, no cooling).
  bool in_stop_office(Party party, const Pinned& person, Instant t) const;
  // The same by the TLS client certificate of a session; the designation's entry, for the `stop` entry.
  std::optional<EntryIndex> stop_client(Party party, const Digest& client_fingerprint, Instant t) const;
  bool is_signatory(Party party, const Pinned& person, Instant t) const;
  // Everyone who may stand on a line at t; make it once a request.
  OfficerSet enrolled_officers(Instant t) const;

  // Periods in asking offices, and in stop offices of one party, as known at t (future ones too).
  std::vector<Tenure> asking_tenures(Instant t) const;
  std::vector<Tenure> stop_tenures(Party party, Instant t) const;
  // Every designation to `office` by either party alone, as known at t, without cooling or pairing: what a new one must not overlap.
  std::vector<Tenure> designations(std::string_view office, Instant t) const;
  // Who is designated to `office` and not ended at t, by at least one party: whom an `undesignate` ends. In office first, then coming.
  std::optional<Pinned> incumbent(std::string_view office, Instant t) const;

 private:
  AgreementId id_;
  std::vector<Event> events_;
};

}  // namespace cs::agreement
