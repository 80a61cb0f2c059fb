// A world in which a story is played: the real gate on a home of its own, a clock that moves only when told, an issuer, people and their keys.
//   Shape    given() collects facts, begin() makes the home out of them, when() and then() play and check. The same story can be played with an
//            empty register: what a requester sees must not differ but in verdicts.
//   Errors   every fault names the sentence's place in the file.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>

#include "agreement/act.h"
#include "audit/finding.h"
#include "gate/acts.h"
#include "gate/corridor.h"
#include "gate/gate.h"
#include "gate/line_proofs.h"
#include "ledger/accounting.h"
#include "orders/issuer.h"
#include "request/lines.h"
#include "tests/cases/people.h"
#include "tests/cases/story.h"
#include "tests/cases/terms_text.h"
#include "tlog/witness.h"

namespace cs::cases {

struct Address {
  std::string line1, city, state, zip;
  std::string from, to;
};
Address split_address(std::string_view text);

struct PersonFacts {
  std::string name;
  std::string born;
  std::vector<Address> addresses;
  bool in_register = true;
};

struct OrderFacts {
  std::string person;
  std::string type = "removal";
  Date entered;
  std::optional<Date> final_on;
  std::string named;           // the opening's name where it is not the person's
};

struct OrderStep {             // barred, lifted, ended, corrected
  Instant at;
  std::string order, kind, text;
};

struct OfficeFacts {
  Instant from;
  std::optional<Instant> until;
};

struct Played {                // a request, as far as it has come
  std::string id;
  std::string agreement;
  Digest client{};
  std::shared_ptr<gate::Admitted> admitted;
  std::shared_ptr<gate::Matched> matched;  // decided already, not yet recorded
  bool lines_read = false;
  Bytes sealed;
  std::string receipt;
  std::string document;        // the answer as the requester opened it
  std::optional<EntryIndex> close;
  std::string manifest, cms, lines;
  std::string fault;           // the last attempt's
  std::uint64_t entries_before = 0, entries_after = 0;
};

struct Deciding {              // lines of a request are being decided: the next act comes when there are so many
  std::string request;
  std::uint64_t lines = 0;
};

class World {
 public:
  World(Path directory, bool empty_register);
  ~World();
  Result<void> given(const Sentence& sentence);
  Result<void> begin();
  Result<void> when(const Sentence& sentence);
  Result<void> then(const Sentence& sentence);
  // What nobody asked for: the ledger verifies, no address of the register left.
  Result<void> finish();
  // All that the requester saw, verdicts of evaluated lines masked.
  std::string transcript() const;

 private:
  using Words = std::vector<std::string>;
  Result<void> fact(const std::string& text, const Words& words, int pattern);
  // setup
  Result<void> found();
  Result<void> open_gate();
  gate::GateParts gate_parts();
  Result<void> backup(bool put_back);
  Result<void> lose_guard();
  Result<void> while_shut(const Sentence& sentence);
  Result<void> swap_home(const std::string& what);
  Result<void> forget_contradiction();
  Result<void> start_if_it_may();
  Result<void> recover(const std::vector<std::string>& signers, const std::string& heads);
  Result<void> show_spent(const std::string& request);
  Result<void> tended();
  Result<void> keep_model(bool there);
  Result<void> watch_by(gate::HomePlan& plan);
  ledger::WitnessTransport witness_transport();
  Result<void> name_witness(const std::vector<std::string>& signers, const std::string& name, bool previous_gone);
  Result<void> ask_again();
  Result<void> sign_and_publish();
  void schedule_officials();
  void schedule_orders();
  Result<void> build_register();
  Result<void> refresh_register();
  Result<void> refresh_orders();
  void like(const std::string& order, int count);
  const OrderFacts* order_facts(const std::string& name) const;
  // time
  void at(Instant time, std::function<Result<void>()> action);
  Result<void> advance(Instant to);
  // acts
  Result<void> act(const std::vector<std::string>& signers, agreement::Verb verb, agreement::ActDetails details, bool evidence = false,
                   const std::vector<std::string>& records = {});
  Result<void> try_act(const std::vector<std::string>& signers, agreement::Verb verb, agreement::ActDetails details, bool evidence = false,
                       const std::vector<std::string>& records = {});
  Result<void> enter_act(const gate::ActPackage& package, agreement::Verb verb);
  Result<void> same_act_again();
  Result<void> restraint_again();
  Result<void> act_after_release(const std::vector<std::string>& signers, int pattern, const Words& words);
  std::vector<agreement::LineSpan> span_of(const std::string& first, const std::string& last) const;
  std::vector<std::string> follow_ups(const agreement::LineSpan& lines, Date on) const;
  Result<std::string> canary(const std::string& kind, const std::string& name, const std::string& address);
  void note_stops(std::uint64_t before);  // of the gate's own, entered since
  agreement::DesignateDetails designation(const std::string& office);
  // events
  Result<void> arrives(const Sentence& sentence, const Words& words);
  Result<void> arrives_in_bulk(const Words& words);
  Result<std::vector<std::string>> bulk_lines(const Words& words, std::size_t wanted);
  std::vector<std::string> orders_named(const std::string& text) const;
  Result<void> take_up(Played& played);
  Result<void> arrives_again(const Words& words);
  Result<void> signer_acts(const std::vector<std::string>& signers, const std::string& what);
  Result<void> issuer_enters(const std::string& what, const std::string& order);
  Result<void> enter_order(const std::string& name);
  Result<void> order_step(const OrderStep& step);
  Result<void> fork_issuer();
  Result<void> submit(const std::string& name, Played& played);
  Result<void> check_intake(const Played& played, EntryIndex request);
  Result<void> release(const std::string& name);
  Result<void> fetch(Played& played);
  Result<void> receive(const gate::Answer& answer, Played& played);
  Result<void> amend(Instant from, const std::string& settings);
  Result<void> decide(const Words& words);
  Result<void> act_while_deciding(const std::vector<std::string>& signers, const std::string& what);
  Result<void> unsigned_acts();
  Result<void> cosign();
  Result<request::LineParticulars> line_of(const std::string& order, std::uint32_t number);
  void apply_column(const std::string& column, const std::string& cell, request::LineParticulars& line);
  Result<void> write_request(Played& played, const std::vector<std::string>& lines, const std::map<std::string, std::string>& manifest_cells,
                             const std::vector<std::string>& signers, Instant signed_at);
  Result<Bytes> signature(const std::string& manifest, const std::vector<std::string>& signers, Instant signed_at);
  Result<Bytes> signature_with_short_key(const std::string& manifest, const std::string& label);
  const Person& person_of(const std::string& label);
  // claims
  Result<void> claim(const Sentence& sentence, const Words& words, int pattern);
  Result<std::string> verdict_of(const Played& played, std::uint32_t line) const;
  Result<void> expect_stage(const std::string& request, const std::string& wanted, const std::string& code);
  Result<void> open_cause(const std::string& order, const std::string& text);
  Result<void> open_basis(const std::string& request, std::uint64_t line);
  Result<void> open_notice(ledger::OpeningKind kind, const std::string& request, std::uint64_t first, std::uint64_t last);
  Result<void> claim_of_openings(const Words& words, int pattern);
  // self-check
  Result<void> check_itself();
  Result<void> rot_generation(bool rots);
  Result<void> look_back();
  Result<void> alter_kept(const std::string& what, const std::string& request, bool altered);
  // subjects
  Result<std::optional<ledger::AccountedQuarter>> shown(const std::string& person, const std::string& quarter);
  Result<void> expect_shown(const std::string& person, std::uint64_t records, const std::string& quarter);
  Result<void> expect_no_map(const std::string& person, const std::string& quarter);
  Result<void> expect_line_shown(const gate::LineAsked& asked, bool should, std::size_t count = 2);
  std::uint64_t lines_destroyed() const;  // as the ledger says
  Result<void> expect_gone(const std::string& request, std::optional<std::uint32_t> only);
  Result<void> expect_outcome_gone(const std::string& request);
  Result<void> rotate_log_key(const std::vector<std::string>& signers, bool back);
  Result<void> expect_signatures(std::uint64_t count) const;
  Result<void> expect_first_key_refused() const;
  Result<void> expect_told_destroyed(const std::string& person, const std::string& quarter);
  Result<void> expect_leaves(const std::string& quarter, std::uint64_t leaves);
  // auditor
  Result<Path> give_to_auditor();
  static Result<audit::Report> replay(const Path& given, int threads);
  Result<void> audit_agrees();
  Result<void> log_alone_agrees(const Path& given);
  const gate::HeldRequest* held_of(const Played& played) const;
  std::uint64_t disclosures() const;
  gate::RequestStage stage_of(const Played& played) const;
  Fault wrong(const std::string& what) const { return untrusted(where_ + ": " + what); }

  Path directory_;
  bool empty_register_;
  ManualClock clock_;
  crypto::SeededRandom random_{1};
  std::unique_ptr<gate::Gate> gate_;
  std::size_t requests_waiting_ = limits::kRequestsWaitingMax;
  std::optional<std::string> watch_mode_;            // of the home's witnesses
  std::string watch_policy_;
  std::map<std::string, tlog::Witness> witnesses_;   // by the host of their URL
  Span witnesses_ahead_{0};                              // of the story's clock
  int witnesses_silent_ = 0;                         // how many of them
  std::unique_ptr<orders::Issuer> issuer_;
  std::string where_;
  // facts
  TermsFacts terms_;
  std::string agreement_state_ = "in force";
  std::optional<Instant> published_;
  std::map<std::string, OfficeFacts> offices_;
  std::set<std::string> holds_no_office_;
  std::vector<agreement::Finding> findings_;
  std::optional<Instant> certificate_to_;
  std::map<std::string, PersonFacts> people_;
  std::set<std::string> own_people_;    // given by the story itself, not by the world
  bool in_story_ = false;
  std::vector<std::string> protected_;
  std::map<std::string, OrderFacts> orders_;
  std::vector<OrderStep> order_steps_;
  std::map<std::string, int> like_;
  std::optional<Instant> cosigned_;
  std::optional<Date> generation_;
  std::vector<std::string> officers_;
  // play
  std::multimap<Instant, std::function<Result<void>()>> queue_;
  std::map<std::string, orders::Opening> openings_;
  std::map<std::string, std::vector<std::uint64_t>> bars_;  // open ones
  std::map<std::string, SubjectNumber> subjects_;           // by person
  std::map<std::string, int> certificate_of_;
  std::optional<Date> register_as_of_;
  std::map<std::string, Played> requests_;
  std::vector<std::string> request_order_;
  std::string last_request_;
  std::vector<EntryIndex> stops_;
  std::string start_fault_;                          // of the last start; empty: it started
  bool self_check_agrees_ = false;
  std::optional<EntryIndex> self_check_stop_;
  std::vector<store::OpeningRow> sound_rows_;  // of what was altered
  std::optional<EntryIndex> last_restraint_, last_quarantine_, last_recall_, last_hold_;
  static constexpr std::uint64_t kDiskBytes = std::uint64_t{1} << 40;
  std::uint64_t free_bytes_ = kDiskBytes;
  std::optional<Deciding> deciding_;
  std::int64_t stop_us_ = 0;            // what the last stop from a session took
  std::optional<std::pair<gate::ActPackage, agreement::Verb>> last_act_, restraint_act_;
  bool act_entered_ = false;
  int given_ = 0;
  std::string act_fault_;
  friend class WorldAccess;
};

Result<void> unknown_sentence(const Sentence& sentence, const std::vector<std::string>& patterns);
std::vector<std::string> quoted_in(const std::string& text);
orders::OpeningName name_of(const std::string& text);  // "Maria Lopez Garcia": one given name, the rest family
// The first pattern that the whole sentence matches, with its groups; -1 where none does.
int match_sentence(const std::string& text, const std::vector<std::string>& patterns, std::vector<std::string>& words);

}  // namespace cs::cases
