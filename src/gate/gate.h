// The gate: one home, open for work. The stages of the corridor, acts and the mirror of orders work on it.
//   Shape    holds the ledger, the state folded from it, the order mirrors and one pinned generation of the register.
//   Errors   open: kUsage (no home, --clock for a home that is not under test.invalid), kUntrusted (the ledger does not hold; where guard or witness know another head, recover.h says how it goes on), kIo.
//   Threads  one at a time.
//   Start    where the ledger has witnesses they are asked before anything is entered: one that shows a head which our key has signed and this
//            ledger does not hold is kUntrusted, no start. Without their quorum the gate is open and has not started: it shows and proves what
//            is there, enters nothing but what a person stops and other witnesses, and hands out no answer (docs/decisions/witnesses-at-the-start.md).
//   Holds    S2 every entry of this gate goes through enter(): committed, then folded.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/limits.h"
#include "crypto/cms.h"
#include "gate/budget.h"
#include "gate/home.h"
#include "gate/replayed.h"
#include "gate/state.h"
#include "ledger/ledger.h"
#include "ledger/opening.h"
#include "ledger/receipt.h"
#include "ledger/witness.h"
#include "match/matcher.h"
#include "orders/mirror.h"

namespace cs::gate {

struct GateParts {
  HomePaths paths;
  Clock& clock;
  crypto::Random& random;
  std::optional<Instant> test_clock;  // `--clock`, entered in `software`
  bool looks_only = false;            // a verb that only asks: nothing is entered
  bool recovers = false;              // the ledger does not start: only an act `recover` can be entered (recover.h)
  std::string version = "0.1.0";
  Digest executable{};                // SHA-256 of the running binary
  ledger::WitnessTransport witnesses = {};  // how witnesses are asked; empty: nobody can be
  bool witnesses_tell_time = true;          // their clocks are held against ours; not where `--clock` gives the time
};

// A replay: the same gate over a ledger that is written already.
struct ReplayParts {
  HomePaths context;          // as a home, without keys that sign: home.toml, gate.pem, budget and subject keys, period keys, register, orders
  ledger::Ledger source;
  Replayed& replayed;         // is asked what was built, beside what stands there
  crypto::Random& random;     // nothing that is compared is drawn from it
  int threads = 0;            // 0: as many as there are cores
};

class Gate {
 public:
  static Result<std::unique_ptr<Gate>> open(const GateParts& parts);
  // Nothing is folded yet: the caller walks the source from its first entry on, by the stages or by follow().
  static Result<std::unique_ptr<Gate>> replay(ReplayParts parts);
  ~Gate();  // an orderly exit settles the store's journal, so that the next start finds it short

  const HomePaths& paths() const { return paths_; }
  const HomeSettings& settings() const { return settings_; }
  const HomeKeys& keys() const { return keys_; }
  bool is_replay() const { return replaying_ != nullptr; }
  // In a replay: which lines of the request at hand are destroyed; nullptr where none is.
  const GoneLines* gone_lines() const { return replaying_ ? replaying_->with.gone() : nullptr; }
  ledger::Ledger& ledger() { return ledger_; }
  ledger::PeriodKeys& period_keys() { return period_keys_; }
  State& state() { return *state_; }
  crypto::Random& random() { return random_; }
  Clock& clock() { return clock_; }
  ledger::OpeningWriter opening_writer();
  ledger::OpeningReader opening_reader() { return {ledger_, period_keys_}; }

  EntryIndex next() const { return replaying_ ? replaying_->next : ledger_.next(); }  // the index that the next entry will have
  Instant last_time() const { return replaying_ ? replaying_->last_time : ledger_.last_time(); }
  // The ledger's time: the clock's, or the last entry's where that is later.
  Instant now();
  // kSvcClock when the clock is over a second behind the last entry, or over 5 seconds from those of every quorum of the witnesses.
  Reason clock_refusal();

  // Long work is watched through this; it decides nothing. Stage, how much is done, how much there is, in lines.
  using Progress = std::function<void(const std::string& stage, std::uint64_t done, std::uint64_t total)>;
  void watch(Progress progress) { progress_ = std::move(progress); }
  void report_progress(const char* stage, std::uint64_t done, std::uint64_t total) const {
    if (progress_ && (done % kProgressEvery == 0 || done == total)) progress_(stage, done, total);
  }

  // What this gate's matching took, for whoever runs it: in no entry and no answer.
  void count(const match::Counters& counters) { counters_.add(counters); }
  const match::Counters& counters() const { return counters_; }

  // Whether the store's disk takes so many bytes more, twice over, and its reserve. kIo when it cannot be asked.
  Result<bool> has_room(std::uint64_t bytes);
  // Whether as many requests as the home takes are admitted and wait for their release.
  bool is_full() const;
  void measure_space_with(std::function<Result<std::uint64_t>()> free_bytes);  // test harnesses; the ledger is told too

  // What the witnesses have seen of the ledger. Where they have not seen enough for what is to be done, or said so too long ago, they are asked once.
  enum class Watched { kNow, kEntry };  // for anything to be admitted or released now; for the answer of this close to leave
  Result<bool> watched(Watched what, EntryIndex close = {});
  // Shows them the newest head, so that the next request need not wait. Silence is no fault; a head of ours that we do not have is. Finishes a
  // start that waits for their quorum.
  Result<void> show_witnesses();
  // The same for whoever wants to know what each of them said. kConflict where those before have not seen yet who they are.
  Result<ledger::PushReport> push();
  bool started() const { return started_; }
  // The `key` entry that named other witnesses and that no quorum of those before has seen: until then the gate does not start (gate_handover.cc).
  Result<std::optional<EntryIndex>> unseen_change();
  // The proof that an entry is in the ledger, an answer's close: in a head that witnesses have cosigned, where they have.
  Result<std::string> receipt(EntryIndex entry, const ledger::ReceiptExtra& extra = {});

  // One commit, then the fold of its entries. Where the disk has no room for it nothing is written, and is_no_room() of the fault.
  // In a replay nothing is written: the entries are compared with those that stand there, and those are folded.
  Result<ledger::Durable> enter(const ledger::Append& append);
  // A replay: folds the source's next entry as it stands.
  Result<void> follow();

  // Events of the desk that no entry holds yet, those that the ledger knows already left out.
  Result<std::vector<std::string>> waiting_desk_events();
  Result<bool> waits_at_desk(std::string_view act_id);
  void forget_desk_events(const std::vector<std::string>& events);
  // The digest of the sealed response; the bytes too, but in a replay, which has no key to seal with and takes the digest that stands there.
  struct Response {
    Digest digest{};
    std::optional<Bytes> sealed;
  };
  Result<Response> seal_response(ByteView document, const crypto::Certificate& recipient, Instant now, EntryIndex close);
  // A notice and the gate's signature, as a signed package. A replay takes the signature that stands there, if it holds.
  Result<Bytes> sign_notice(std::string_view text, Instant now, ledger::OpeningKind kind, EntryIndex entry);

  // The trust that signatures are judged by: anchors among `allowed` (all when empty), the CA certificates and lists brought by `trust import`.
  Result<crypto::Trust> trust(const std::vector<Digest>& allowed, const std::vector<std::string>& policies, bool mapping);

  // Budget of an agreement, folded from the admission openings when first asked for.
  Result<Budget*> budget(const std::string& agreement);
  void forget_budget(const std::string& agreement) { budgets_.erase(agreement); }  // what was reserved and not entered
  Result<crypto::HmacKey> budget_key(const std::string& agreement);
  Result<void> make_budget_key(const std::string& agreement);  // when the agreement's first signature is entered

  // The mirror of an issuer of the terms in force, at the head that the ledger names last; nullptr where there is none.
  Result<orders::Mirror*> mirror(const agreement::Issuer& issuer);
  void drop_mirror(const agreement::Issuer& issuer) { mirrors_.erase(mirror_name(issuer)); }
  // Where its leaves are kept. Two agreements may call two issuers by one key: origin and vkey are in the name.
  Path mirror_directory(const agreement::Issuer& issuer) const { return paths_.orders(mirror_name(issuer)); }

  // A generation, and the model by which it is asked.
  Result<const match::Matcher*> matcher_of(const Digest& manifest, const Digest& model);
  const match::Matcher* open_matcher(const Digest& manifest, const Digest& model) const;  // nullptr where it was not asked for yet
  // The matching model of that digest: the one compiled in, or HOME/models/<64 hex>.model. nullptr where this home has none of that name;
  // kUntrusted for a file whose bytes have another name, or that was made for other tables.
  Result<const match::Model*> model(const Digest& digest);
  Result<void> enter_generation();  // where the directory's current one is another than the ledger names last
  Result<void> enter_generation(const match::GenerationFacts& facts);
  Result<match::GenerationFacts> facts_of(const Digest& manifest) const;
  match::KeyedDigest subject_keys() const;
  Result<match::ProtectedKeys> protected_keys();
  int threads() const;

 private:
  struct Replaying {
    Replayed& with;
    ManualClock clock;
    EntryIndex next{};
    Instant last_time{};
    std::optional<ledger::OpeningReader> openings{};
  };

  Gate(const HomePaths& paths, Clock& clock, crypto::Random& random, HomeSettings settings, HomeKeys keys, ledger::Ledger ledger);
  Result<ledger::Durable> compare(const ledger::Append& append);
  Result<void> fold_next();
  Result<bool> had_model(const Digest& digest) const;
  void set_clock();
  Result<const ledger::WitnessSettings*> watch_settings();
  static std::string mirror_name(const agreement::Issuer& issuer);
  Result<void> fold_all();
  Result<void> enter_software();
  Result<Bytes> models_manifest();
  Result<void> finish_start();
  Result<void> start_if_they_say_so();
  Result<void> start();
  Result<ledger::PushReport> ask_witnesses();
  Result<bool> hand_over();
  Result<bool> change_was_seen(const WatchBefore& before);
  Result<void> show_those_before();
  void wait_for_those_before(const ledger::Durable& entered);
  Result<const tlog::Policy*> policy_of(const Digest& digest);
  Fault shut_by(const Fault& fault);
  Result<void> show_what_is_unseen();
  static bool waits_for_no_witness(const ledger::Append& append);

  static constexpr std::uint64_t kProgressEvery = 4096;

  struct Running {
    std::string version;
    Digest executable{};
    std::optional<Instant> test_clock;
  };

  bool looks_only_ = false;
  Running running_;
  bool started_ = false;             // the witnesses had their say; false in a gate that only looks
  bool contradicted_ = false;        // a witness has shown a head of ours that is not here: nothing is signed any more
  std::string not_started_;          // why not
  bool witnesses_tell_time_ = true;
  bool clocks_apart_ = false;        // as of the last time a quorum answered
  std::optional<Instant> quorum_at_;  // when a quorum answered last, in this process
  std::unique_ptr<Replaying> replaying_;  // none: a gate at work
  Progress progress_;
  match::Counters counters_;
  std::function<Result<std::uint64_t>()> space_;
  ledger::WitnessTransport witnesses_;
  std::optional<std::pair<Digest, ledger::WitnessSettings>> watch_settings_;  // by the policy's digest
  std::map<Digest, tlog::Policy> policies_;     // of those before
  std::set<std::uint64_t> handed_over_;         // entries of state_->watches_before() that a quorum has seen
  std::uint64_t shown_before_ = 0;              // how many entries those before were shown last
  HomePaths paths_;
  HomeSettings settings_;
  HomeKeys keys_;
  Clock& clock_;
  crypto::Random& random_;
  ledger::Ledger ledger_;
  ledger::PeriodKeys period_keys_;
  std::unique_ptr<State> state_;
  std::map<std::string, Budget> budgets_;
  std::map<std::string, orders::Mirror> mirrors_;  // by mirror_name
  std::map<Digest, match::Model> models_;  // of the home's files
  std::map<std::pair<Digest, Digest>, match::Matcher> matchers_;  // by generation and model
};

Fault no_room();
bool is_no_room(const Fault& fault);  // of enter(): code SVC-LEDGER

// Makes a home and its ledger: genesis, the first signatories of both parties, the software.
struct FirstSignatories {
  std::vector<crypto::Certificate> holder;
  std::vector<crypto::Certificate> requester;
};
Result<void> found_home(const HomePaths& paths, const HomePlan& plan, const FirstSignatories& signatories, Instant now, crypto::Random& random);

}  // namespace cs::gate
