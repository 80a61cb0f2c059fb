// What the ledger has said so far, folded for the gate's use.
//   Shape    fold() takes every entry in order, at start and after each commit; all else are questions. The same entries and openings give the
//            same state, at every restart and in replay.
//   Errors   fold: kUntrusted where an opening or document does not fit its entry, kMalformed where a document has another form: no start.
//   Threads  one.
//   Holds    S1 nothing here is kept anywhere else: what is not in the ledger did not happen.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "agreement/timeline.h"
#include "codec/value.h"
#include "gate/answer_document.h"
#include "gate/canary.h"
#include "ledger/key_history.h"
#include "ledger/ledger.h"
#include "ledger/opening.h"

namespace cs::gate {

enum class RequestStage : std::uint8_t { kReceived, kAdmitted, kCut, kRefused, kReleased, kWithdrawn };
std::string_view stage_text(RequestStage stage);

// One request, as its entries tell it.
struct HeldRequest {
  EntryIndex request;
  Instant received;
  Digest client{};
  std::string id;                       // of the manifest
  std::string agreement;
  Digest manifest{};                    // digests of the three files
  Digest cms{};
  std::optional<Digest> lines;
  RequestStage stage = RequestStage::kReceived;
  std::optional<EntryIndex> admission;
  std::vector<EntryIndex> designations;
  Instant admitted;
  Instant release_at;
  std::uint32_t line_count = 0;
  std::optional<Instant> cut_at;        // by codes 15-18, without a `close`
  std::optional<EntryIndex> cut_by;
  Reason cut_reason = Reason::kNone;
  std::optional<EntryIndex> close;
  Instant closed;
  bool recalled = false;                // some of its lines
  bool recalled_whole = false;
  Reason refusal = Reason::kNone;       // of the whole request, from the tally's opening
  std::uint64_t verified = 0;           // lines, of a released one, from the same
  std::set<std::uint32_t> followed_up;  // lines of them
  std::optional<EntryIndex> destroyed;  // its openings of class outcome, by which entry: of what they said nothing is here but times, counts and stage
};

// A `resume` may name it: cut by a stop or restraint, or held back at its release by a state that no entry marks (a safeguard that lapsed, a
// restraint that began later than its entry).
bool may_go_on(const HeldRequest& held, Instant t);

inline constexpr std::string_view kFromSession = "from a session";  // the ground of a stop without a signature; in openings, never changes

struct RegisterHead { EntryIndex entry; Digest manifest{}; std::optional<Instant> as_of; };
struct OrdersHead { EntryIndex entry; std::string origin; std::uint64_t size = 0; Digest root{}; Digest note{}; Instant cosigned_at; bool quarantined = false; };
struct OrdersMoment { Instant at; Instant cosigned_at; bool quarantined = false; };  // what the ledger said of an issuer's head, and since when
struct HeldRecall { std::string agreement; Instant at; Instant due; bool disposed = false; };
struct HeldHold { std::string agreement; std::string scope; Instant set; std::optional<Instant> lifted; };
struct TrustHead { EntryIndex entry; Digest anchors{}; Digest crls{}; Instant next_update; };
struct WatchHead { ledger::WitnessMode mode = ledger::WitnessMode::kNone; Digest policy{}; };  // of the newest `genesis` or `key`
struct WatchBefore { EntryIndex until; Instant replaced; WatchHead was; };  // `until`: the `key` entry that named others
struct MapHead { EntryIndex entry; ledger::MapEntry map; };
struct Delivered { EntryIndex delivery, close; Instant at; };  // an answer left: what the accounting counts
struct Recovered { EntryIndex entry; Digest act{}; };  // the signed package's
struct FollowUpsOwed { std::uint64_t verified = 0, overdue = 0; bool newly = false; };
struct SoftwareHead { EntryIndex entry; ledger::SoftwareEntry what; };

class State {
 public:
  State(const ledger::Ledger& ledger, ledger::PeriodKeys& keys);
  Result<void> fold(EntryIndex index, const ledger::TimedEntry& entry);

  agreement::Timeline* timeline(std::string_view agreement);
  const std::map<std::string, agreement::Timeline, std::less<>>& timelines() const { return timelines_; }
  // The entry that stands for the agreement in other entries: the latest `agreement` entry.
  std::optional<EntryIndex> agreement_entry(std::string_view agreement) const;
  // Terms by their digest, from the documents of the ledger.
  Result<std::shared_ptr<const agreement::Terms>> terms(const Digest& digest);
  // What concerns every agreement, those that begin later too: signatories, stops and restraints of all.
  const std::vector<agreement::Event>& common_events() const { return common_events_; }

  // Of everybody who was ever designated or pinned: so that a signature need not bring its certificate.
  const std::vector<crypto::Certificate>& designated_certificates() const { return certificates_; }

  bool knows_act(std::string_view id) const { return act_ids_.contains(id); }

  const std::vector<HeldRequest>& requests() const { return requests_; }
  std::size_t waiting() const;  // requests that are admitted and not closed, cut ones too
  HeldRequest* request_at(EntryIndex request);
  const HeldRequest* admitted_request(std::string_view id) const;      // an id is admitted once at most
  bool admitted_before(std::string_view id, const Digest& lines) const;  // REQ-REPLAY
  const HeldRequest* same_as(const Digest& manifest, const Digest& cms, const Digest& client) const;  // Resend
  std::int64_t lines_admitted(std::string_view agreement, std::optional<Date> on) const;

  const std::optional<RegisterHead>& register_head() const { return register_; }
  std::uint32_t register_count() const { return register_count_; }
  const OrdersHead* orders_head(std::string_view origin) const;
  // Whether that head was stale at t, as far as the ledger told at t: none, too old, or in quarantine.
  bool orders_stale(std::string_view origin, Span head_age_max, Instant t) const;
  const std::optional<TrustHead>& trust() const { return trust_; }
  const WatchHead& watch() const { return watch_; }
  // Witnesses that others have replaced, the oldest first: but those of which both parties say that they are gone, and whoever was before these.
  const std::vector<WatchBefore>& watches_before() const { return watches_before_; }
  const ledger::KeyHistory& log_keys() const { return log_keys_; }  // as the entries so far name them
  const std::optional<SoftwareHead>& software() const { return software_; }
  Instant founded() const { return founded_; }  // the time of `genesis`
  const std::vector<ledger::Period>& shredded() const { return shredded_; }  // whose keys are to be gone
  // By which entry the openings of class outcome of that agreement and quarter are destroyed. Known before that entry is folded.
  std::optional<EntryIndex> outcome_destroyed(std::string_view agreement, std::uint32_t quarter) const;
  // The same of one opening, whose row says of which agreement it is; `time` says of which quarter.
  std::optional<EntryIndex> destroyed_by(ledger::OpeningKind kind, EntryIndex entry, Instant time) const;
  // The shred of the agreement's earliest quarter of which nothing is kept, where that quarter had begun at t.
  std::optional<EntryIndex> destroyed_before(std::string_view agreement, Instant t) const;
  // The newest instant before which an act of the agreement may have been entered of which nothing is kept, its id neither.
  std::optional<Instant> acts_forgotten_until(std::string_view agreement) const;
  // Of an agreement whose restraints that were folded so far are not all known any more: by which entry.
  std::optional<EntryIndex> restraint_forgotten(std::string_view agreement) const;
  // By which entries the openings are destroyed that this quarter's map was made of; ascending, empty where it can be made again.
  std::vector<EntryIndex> map_destroyed_by(std::uint32_t quarter) const;
  bool expunged() const { return expunged_; }  // lines ever: their bytes are to be in no journal
  const std::vector<Recovered>& recoveries() const { return recoveries_; }
  // The request was not sent but shown after a recovery: its client is the act. It is spent for, and never answered.
  bool is_shown(const Digest& client) const;
  const std::vector<MapHead>& maps() const { return maps_; }  // one a quarter from the founding on, none left out
  const std::vector<Delivered>& deliveries() const { return deliveries_; }  // in ledger order
  const HeldRequest* closed_by(EntryIndex close) const;
  const Canaries* canaries(std::string_view agreement) const;  // of its newest list; nullptr where it has none
  std::optional<EntryIndex> desk() const { return desk_; }
  Instant desk_since() const { return desk_since_; }
  const std::vector<std::string>& desk_events() const { return desk_events_; }  // in order, all
  std::optional<ledger::RestraintEntry> restraint(EntryIndex entry) const;
  const HeldRecall* recall_at(EntryIndex entry) const;
  const HeldHold* hold_at(EntryIndex entry) const;
  // A hold of the agreement that nobody has lifted: nothing of it may be deleted. The one set first.
  const HeldHold* standing_hold(std::string_view agreement) const;
  // Of the verified lines of the agreement's last 365 days at t: how many there are, how many lack their follow-up and should have it, and whether
  // one of these became overdue after `since`.
  FollowUpsOwed follow_ups_owed(std::string_view agreement, std::int64_t verify_days, Instant since, Instant t) const;
  // The recalls of the agreement whose copies should have been disposed of by t. While a hold stands none has to be, and when it is lifted
  // the days begin anew.
  std::vector<EntryIndex> disposals_overdue(std::string_view agreement, std::int64_t dispose_days, Instant t) const;

 private:
  using Entry = ledger::TimedEntry;
  Result<void> fold_heads(EntryIndex index, Instant time, const ledger::Entry& what);
  Result<void> fold_agreement(EntryIndex index, Instant time, const ledger::AgreementEntry& entry);
  Result<void> fold_designation(EntryIndex index, Instant time, const ledger::DesignationEntry& entry);
  Result<void> fold_signatory(EntryIndex index, Instant time, const ledger::SignatoryEntry& entry);
  Result<void> fold_stop(EntryIndex index, Instant time, const ledger::StopEntry& entry);
  Result<void> fold_resume(EntryIndex index, Instant time, const ledger::ResumeEntry& entry);
  Result<void> fold_restraint(EntryIndex index, Instant time, const ledger::RestraintEntry& entry);
  Result<void> fold_officer(EntryIndex index, Instant time, const ledger::OfficerEntry& entry);
  Result<void> fold_countersign(EntryIndex index, Instant time, const ledger::CountersignEntry& entry);
  Result<void> fold_request(EntryIndex index, Instant time, const ledger::RequestEntry& entry);
  Result<void> fold_admission(EntryIndex index, Instant time, const ledger::AdmissionEntry& entry);
  Result<void> fold_close(const ledger::CloseEntry& entry, EntryIndex index, Instant time);
  Result<void> fold_recall(EntryIndex index, Instant time, const ledger::RecallEntry& entry);
  Result<void> fold_disposal(const ledger::DisposalEntry& entry);
  Result<void> fold_correction(EntryIndex index, Instant time, const ledger::CorrectionEntry& entry);
  Result<void> fold_hold(EntryIndex index, Instant time, const ledger::HoldEntry& entry);
  Result<void> fold_shred(EntryIndex index, const ledger::ShredEntry& entry);
  Result<bool> fold_destroyed_request(HeldRequest& held) const;
  void forget_outcome(HeldRequest& held, EntryIndex by);
  void learn_shreds() const;
  Result<void> fold_key(EntryIndex index, Instant time, const ledger::KeyEntry& entry);
  Result<void> fold_map(EntryIndex index, const ledger::MapEntry& entry);
  Result<void> fold_follow_up(EntryIndex index, Instant time, const ledger::FollowUpEntry& entry);
  Result<void> fold_canary(EntryIndex index, Instant time, const ledger::CanaryEntry& entry);
  Result<void> fold_incident(EntryIndex index, Instant time, const ledger::IncidentEntry& entry);
  Result<void> fold_destroyed_hold(EntryIndex index, Instant time, const ledger::HoldEntry& entry);
  Result<codec::Value> read_notice(ledger::OpeningKind kind, EntryIndex entry, const Digest& commitment);
  Result<HeldRequest*> closed_at(EntryIndex close);
  Result<void> fold_desk(EntryIndex index, const ledger::DeskEntry& entry, Instant time);
  Result<agreement::Act> act_of_opening(ledger::OpeningKind kind, EntryIndex entry, const Digest& commitment);
  void keep_certificate(const crypto::Certificate& certificate);
  Result<agreement::Act> read_entered_act(ByteView package);
  Result<void> note_act(const Digest& package);
  Result<agreement::Act> act_of_document(const Digest& digest);
  Result<std::string> agreement_of(EntryIndex entry) const;
  Result<std::optional<std::string>> agreement_or_all(const std::optional<EntryIndex>& entry) const;
  Result<Bytes> opened(ledger::OpeningKind kind, EntryIndex entry, const Digest& commitment);
  void set_quarantined(const std::string& origin, bool quarantined, Instant time);
  void add_event(const std::optional<std::string>& agreement, const agreement::Event& event);  // none: all
  void cut_open_requests(const std::optional<std::string>& agreement, EntryIndex by, Instant at, Reason reason);

  const ledger::Ledger& ledger_;
  mutable ledger::OpeningReader openings_;
  std::map<std::string, agreement::Timeline, std::less<>> timelines_;
  std::map<std::string, EntryIndex, std::less<>> agreement_entries_;
  std::map<std::uint64_t, std::string> agreement_by_entry_;
  std::map<Digest, std::shared_ptr<const agreement::Terms>> terms_;
  std::vector<agreement::Event> common_events_;
  std::vector<crypto::Certificate> certificates_;
  std::set<std::string, std::less<>> act_ids_;
  std::vector<HeldRequest> requests_;
  std::map<std::uint64_t, std::size_t> request_at_;
  std::map<std::string, std::size_t, std::less<>> admitted_by_id_;
  std::map<Digest, std::size_t> admitted_lines_;
  std::map<std::uint64_t, ledger::RestraintEntry> restraints_;
  std::map<std::uint64_t, HeldRecall> recalls_;
  std::map<std::uint64_t, HeldHold> holds_;
  std::map<std::string, Canaries, std::less<>> canaries_;  // by agreement
  std::optional<RegisterHead> register_;
  std::uint32_t register_count_ = 0;
  std::map<std::string, OrdersHead, std::less<>> orders_;
  std::map<std::string, std::vector<OrdersMoment>, std::less<>> orders_moments_;  // in ledger order
  std::map<std::uint64_t, std::string> orders_by_entry_;
  std::map<std::uint64_t, std::string> quarantines_;  // entry -> origin
  std::optional<TrustHead> trust_;
  std::optional<SoftwareHead> software_;
  WatchHead watch_;
  std::vector<WatchBefore> watches_before_;
  ledger::KeyHistory log_keys_;
  Instant founded_{};
  std::vector<ledger::Period> shredded_;
  mutable std::map<std::string, std::map<std::uint32_t, EntryIndex>, std::less<>> outcomes_destroyed_;  // by agreement and quarter
  std::map<std::string, EntryIndex, std::less<>> restraints_forgotten_;  // by agreement
  mutable std::size_t shreds_learned_ = 0;  // of the ledger's
  bool expunged_ = false;
  std::vector<Recovered> recoveries_;
  std::vector<MapHead> maps_;
  std::vector<Delivered> deliveries_;
  std::map<std::uint64_t, std::size_t> closed_at_;  // close -> its place in requests_
  std::optional<EntryIndex> desk_;
  Instant desk_since_{};
  std::vector<std::string> desk_events_;
};

}  // namespace cs::gate
