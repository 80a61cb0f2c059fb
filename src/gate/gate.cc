#include "gate/gate.h"

#include <algorithm>
#include <set>
#include <thread>

#include "base/listing.h"
#include "base/limits.h"
#include "codec/canonical.h"
#include "gate/desk.h"
#include "gate/key_check.h"
#include "gate/making.h"
#include "gate/payloads.h"

namespace cs::gate {
namespace {

constexpr Span kClockSlack = Span::seconds(1);  // a clock further behind the last entry than this is not believed

constexpr std::string_view kNoRoom = "SVC-LEDGER";

}  // namespace

Gate::Gate(const HomePaths& paths, Clock& clock, crypto::Random& random, HomeSettings settings, HomeKeys keys, ledger::Ledger ledger)
    : paths_(paths), settings_(std::move(settings)), keys_(std::move(keys)), clock_(clock), random_(random),
      ledger_(std::move(ledger)), period_keys_(paths_.period_keys()), state_(std::make_unique<State>(ledger_, period_keys_)) {}

Result<std::unique_ptr<Gate>> Gate::open(const GateParts& parts) {
  CS_TRY(settings, read_home_settings(parts.paths));
  if (parts.test_clock && !settings.is_test())
    return usage_fault("--clock: only homes whose origin is under test.invalid may run on a given time; this one is " + settings.origin);
  CS_TRY(keys, read_home_keys(parts.paths));
  for (const crypto::NoteSigner& key : keys.log)
    if (key.verifier().name() != settings.origin) return usage_fault(parts.paths.keys().string() + ": has a log's key that is not one of " + settings.origin);
  CS_TRY(ledger, parts.recovers ? ledger::Ledger::open_to_recover(parts.paths.ledger(), keys.log, parts.paths.guard()) : ledger::Ledger::open(parts.paths.ledger(), keys.log));
  std::unique_ptr<Gate> gate(new Gate(parts.paths, parts.clock, parts.random, std::move(settings), std::move(keys), std::move(ledger)));
  gate->looks_only_ = parts.looks_only;
  gate->witnesses_ = parts.witnesses;
  gate->witnesses_tell_time_ = parts.witnesses_tell_time;
  gate->running_ = {parts.version, parts.executable, parts.test_clock};
  if (!parts.looks_only) CS_TRY_VOID(settle_keys(*gate));
  CS_TRY_VOID(gate->fold_all());
  CS_TRY_VOID(check_keys(gate->paths_, gate->keys_.subject, gate->ledger_, gate->period_keys_, *gate->state_));
  if (!parts.looks_only && !parts.recovers) CS_TRY_VOID(gate->finish_start());
  return gate;
}

Gate::~Gate() {
  if (looks_only_) return;
  const auto settled = ledger_.settle();  // what is committed is durable without it
  if (!settled || !started_) return;
  const auto shown = show_what_is_unseen();  // a contradiction is kept, and shuts the next start
  (void)shown;
}

Result<void> Gate::fold_all() {
  return ledger_.for_each({0}, [this](EntryIndex index, const ledger::TimedEntry& entry) { return state_->fold(index, entry); });
}

// The software that decides is named in every admission: entered anew whenever binary, settings or test clock differ from the last time.
Result<void> Gate::enter_software() {
  CS_TRY(models, models_manifest());
  const ledger::SoftwareEntry current{running_.version, running_.executable, settings_.digest, crypto::sha256(models), running_.test_clock};
  if (const auto& last = state_->software(); last && last->what == current) return {};
  if (clock_refusal() != Reason::kNone) return {};  // nothing is entered on a clock that is not believed; the request is refused with SVC-CLOCK
  CS_TRY(durable, enter({.time = now(), .entries = {current}, .openings = {}, .answer = std::nullopt, .documents = {models}, .urgent = true}));
  (void)durable;
  return {};
}

// What the home can decide by: the digests of its matching models, one a line, ascending; then the check value of its subject key.
Result<Bytes> Gate::models_manifest() {
  std::set<std::string> names = {digest_text(match::Model::built_in().digest())};
  auto files = files_below(paths_.models());
  if (!files && files.fault().kind != FaultKind::kNotFound) return files.fault();
  for (const Path& file : files ? *files : std::vector<Path>()) {
    const auto digest = parse_digest("sha256:" + file.stem().string());
    if (!digest || file.extension() != ".model") continue;
    CS_TRY(there, model(*digest));
    if (there != nullptr) names.insert(digest_text(*digest));
  }
  std::string text;
  for (const std::string& name : names) text += name + "\n";
  return to_bytes(text + subject_key_line(keys_.subject));
}

Instant Gate::now() { return std::max(clock_.now(), last_time()); }

Reason Gate::clock_refusal() {
  if (replaying_) return replaying_->with.told() == Reason::kSvcClock ? Reason::kSvcClock : Reason::kNone;
  return clocks_apart_ || clock_.now() + kClockSlack < ledger_.last_time() ? Reason::kSvcClock : Reason::kNone;
}

Result<bool> Gate::has_room(std::uint64_t bytes) {
  if (replaying_) return replaying_->with.told() != Reason::kSvcLedger || !replaying_->with.told_at_intake();
  CS_TRY(room, space_ ? space_() : free_bytes(paths_.ledger()));
  return room >= 2 * bytes + limits::kSpaceReserveBytes;
}

bool Gate::is_full() const {
  if (replaying_) return replaying_->with.told() == Reason::kSvcCapacity;  // how many the home took then, its settings of today need not say
  return state_->waiting() >= settings_.requests_waiting;
}

void Gate::measure_space_with(std::function<Result<std::uint64_t>()> free_bytes) {
  space_ = free_bytes;
  ledger_.measure_space_with(std::move(free_bytes));
}

Fault no_room() { return limit_reached(std::string(kNoRoom)); }
bool is_no_room(const Fault& fault) { return fault.kind == FaultKind::kLimit && fault.text.starts_with(kNoRoom); }

Result<ledger::Durable> Gate::enter(const ledger::Append& append) {
  if (replaying_) return compare(append);
  if (!started_ && !ledger_.awry() && (contradicted_ || !waits_for_no_witness(append))) return conflict(not_started_);
  auto committed = ledger_.commit(append);
  if (!committed && committed.fault().kind == FaultKind::kLimit) return at(kNoRoom, committed.fault());
  if (!committed) return committed.fault();
  const ledger::Durable durable = *committed;
  for (std::size_t i = 0; i < append.entries.size(); ++i)
    CS_TRY_VOID(state_->fold({durable.first().value + i}, {append.time, append.entries[i]}));
  wait_for_those_before(durable);
  return durable;
}

Result<crypto::Trust> Gate::trust(const std::vector<Digest>& allowed, const std::vector<std::string>& policies, bool mapping) {
  crypto::Trust trust;
  trust.policies = policies;
  trust.policy_mapping = mapping;
  if (!state_->trust()) return trust;  // no anchor: nothing verifies
  CS_TRY(anchors, ledger_.document(state_->trust()->anchors));
  CS_TRY(crls, ledger_.document(state_->trust()->crls));
  CS_TRY(certificates, read_der_list(anchors, limits::kTrustBytesMax));
  for (const ByteView der : certificates) {
    CS_TRY(certificate, crypto::Certificate::parse_der(der));
    const bool anchor = allowed.empty() || std::find(allowed.begin(), allowed.end(), certificate.fingerprint()) != allowed.end();
    (anchor ? trust.anchors : trust.intermediates).push_back(std::move(certificate));
  }
  CS_TRY(lists, read_der_list(crls, limits::kTrustBytesMax));
  for (const ByteView der : lists) {
    CS_TRY(crl, crypto::Crl::parse_der(der));
    trust.crls.push_back(std::move(crl));
  }
  return trust;
}

// ---- budget -------------------------------------------------------------------------------------------------------------------------

Result<crypto::HmacKey> Gate::budget_key(const std::string& agreement) {
  CS_TRY(secret, read_secret(paths_.budget_key(agreement)));
  return crypto::HmacKey(secret);
}

Result<void> Gate::make_budget_key(const std::string& agreement) {
  std::error_code error;
  if (replaying_ || std::filesystem::exists(paths_.budget_key(agreement), error)) return {};
  CS_TRY(secret, make_secret(paths_.budget_key(agreement), random_));
  (void)secret;
  return {};
}

Result<Budget*> Gate::budget(const std::string& agreement) {
  if (const auto found = budgets_.find(agreement); found != budgets_.end()) return &found->second;
  Budget folded;
  ledger::OpeningReader reader = opening_reader();
  for (const HeldRequest& held : state_->requests()) {
    if (!held.admission || held.destroyed || held.agreement != agreement) continue;
    CS_TRY_VOID(reader.for_each_line(ledger::OpeningKind::kAdm, held.request, held.line_count,
                                     [&](LineNumber, const Digest&, ByteView payload) -> Result<void> {
                                       CS_TRY(line, decode_admission(payload));
                                       folded.fold(*held.admission, held.admitted, line);
                                       return {};
                                     }));
  }
  return &budgets_.emplace(agreement, std::move(folded)).first->second;
}

// ---- orders and register ------------------------------------------------------------------------------------------------------------

std::string Gate::mirror_name(const agreement::Issuer& issuer) {
  constexpr std::size_t kDigestBytes = 8;  // of a directory's name: told apart, not trusted
  const Digest digest = crypto::sha256(as_bytes(issuer.origin + "\n" + issuer.vkey));
  return issuer.key + "-" + to_hex(ByteView(digest).first(kDigestBytes));
}

Result<orders::Mirror*> Gate::mirror(const agreement::Issuer& issuer) {
  const std::string name = mirror_name(issuer);
  if (const auto found = mirrors_.find(name); found != mirrors_.end()) return &found->second;
  const OrdersHead* head = state_->orders_head(issuer.origin);
  if (head == nullptr) return static_cast<orders::Mirror*>(nullptr);
  CS_TRY(identity, orders::IssuerIdentity::make(issuer.key, issuer.origin, issuer.vkey, issuer.policy));
  CS_TRY(note, ledger_.document(head->note));
  orders::Mirror mirror(std::move(identity));
  CS_TRY_VOID(mirror.load_at(paths_.orders(name), head->size, head->root, to_string(note), head->cosigned_at));
  return &mirrors_.emplace(name, std::move(mirror)).first->second;
}

Result<const match::Matcher*> Gate::matcher_of(const Digest& manifest, const Digest& model_digest) {
  const std::pair name(manifest, model_digest);
  if (const auto found = matchers_.find(name); found != matchers_.end()) return static_cast<const match::Matcher*>(&found->second);
  CS_TRY(agreed, model(model_digest));
  if (agreed == nullptr) return conflict("this home has not the matching model " + digest_text(model_digest) + ", which the agreement names");
  CS_TRY(opened, match::Matcher::open(paths_.registers(), manifest, true, *agreed));
  CS_CHECK(opened.generation().model == model_digest, "M3 a line is decided by the model that the agreement names");
  return static_cast<const match::Matcher*>(&matchers_.emplace(name, std::move(opened)).first->second);
}

const match::Matcher* Gate::open_matcher(const Digest& manifest, const Digest& model_digest) const {
  const auto found = matchers_.find({manifest, model_digest});
  return found == matchers_.end() ? nullptr : &found->second;
}

Result<const match::Model*> Gate::model(const Digest& digest) {
  if (replaying_) {
    CS_TRY(had, had_model(digest));
    if (!had) return static_cast<const match::Model*>(nullptr);
  }
  if (match::Model::built_in().digest() == digest) return &match::Model::built_in();
  if (const auto found = models_.find(digest); found != models_.end()) return static_cast<const match::Model*>(&found->second);
  const Path path = paths_.model(digest);
  auto bytes = read_file(path, limits::kModelBytesMax);
  if (!bytes && bytes.fault().kind == FaultKind::kNotFound) return static_cast<const match::Model*>(nullptr);
  if (!bytes) return bytes.fault();
  auto read = match::Model::read(as_bytes(*bytes));
  if (!read) return at(path.string(), read.fault());
  if (read->digest() != digest) return untrusted(path.string() + ": is another model than its name says");
  if (const auto fits = read->check_tables(); !fits) return at(path.string(), fits.fault());
  return static_cast<const match::Model*>(&models_.emplace(digest, std::move(*read)).first->second);
}

// The directory's current generation is the one that the next request pins. Its digest in the ledger is what replay opens.
Result<void> Gate::enter_generation() {
  auto found = match::Matcher::current(paths_.registers());
  if (!found && found.fault().kind == FaultKind::kNotFound) return {};  // no generation: requests are refused SVC-GENERATION
  if (!found) return found.fault();
  const match::GenerationFacts& current = *found;
  if (state_->register_head() && state_->register_head()->manifest == current.manifest) return {};
  return enter_generation(current);
}

Result<void> Gate::enter_generation(const match::GenerationFacts& facts) {
  const Instant as_of = facts.as_of ? facts.as_of->midnight() : Instant{0};
  const ledger::RegisterEntry entry{{settings_.register_name}, state_->register_count() + 1, facts.manifest, as_of};
  CS_TRY(durable, enter({.time = now(), .entries = {entry}, .openings = {}, .answer = std::nullopt, .documents = {}}));
  (void)durable;
  return {};
}

match::KeyedDigest Gate::subject_keys() const {
  const crypto::HmacKey key(keys_.subject);
  return [key](std::string_view holder_key) { return key.of({as_bytes("subject"), as_bytes(holder_key)}); };
}

Result<match::ProtectedKeys> Gate::protected_keys() {
  std::vector<std::string> events = state_->desk_events();
  CS_TRY(waiting, waiting_desk_events());
  for (std::string& event : waiting)  // one whose file outlived its entry counts once
    if (std::find(events.begin(), events.end(), event) == events.end()) events.push_back(std::move(event));
  return protected_after(events);
}

int Gate::threads() const {
  return settings_.threads > 0 ? settings_.threads : static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
}

// ---- founding -----------------------------------------------------------------------------------------------------------------------

Result<void> found_home(const HomePaths& paths, const HomePlan& plan, const FirstSignatories& signatories, Instant now, crypto::Random& random) {
  if (signatories.holder.empty() || signatories.requester.empty())
    return usage_fault("init: each party needs a signatory's certificate: nobody could sign an agreement otherwise");
  CS_TRY_VOID(make_home(paths, plan, now, random));
  CS_TRY(keys, read_home_keys(paths));
  ledger::Append first{.time = now, .entries = {}, .openings = {}, .answer = std::nullopt, .documents = {}};
  first.entries.push_back(ledger::GenesisEntry{plan.origin, {keys.log.front().verifier().text()}, crypto::sha256(as_bytes(plan.witness_policy)),
                                               plan.witness_mode});
  if (!plan.witness_policy.empty()) first.documents.push_back(to_bytes(plan.witness_policy));
  const auto pin = [&first](ledger::Party party, const crypto::Certificate& certificate) {
    first.entries.push_back(ledger::SignatoryEntry{party, ledger::SignatoryAct::kPinned, certificate.identity(), certificate.spki(), {}});
    first.documents.push_back(certificate.der());
  };
  for (const crypto::Certificate& certificate : signatories.holder) pin(ledger::Party::kHolder, certificate);
  for (const crypto::Certificate& certificate : signatories.requester) pin(ledger::Party::kRequester, certificate);
  CS_TRY(created, ledger::Ledger::create(paths.ledger(), keys.log.front(), first, {plan.guard.empty() ? paths.guard() : plan.guard, plan.database}));
  (void)created;
  return {};
}

}  // namespace cs::gate
