// Facts, and the home that is made out of them.
#include <fstream>

#include "codec/csv.h"
#include "crypto/cms.h"
#include "register/build.h"
#include "register/publishing.h"
#include "tests/cases/world.h"

namespace cs::cases {
namespace {

constexpr std::size_t kOfficersAnAct = 500;  // so that an act stays a page
const Instant kFoundedAt = Date::civil(2026, 1, 1).midnight();
const Instant kSignedAt = Date::civil(2026, 1, 2).midnight();

const std::vector<std::string> kFacts = {
    "agreement is draft",                                                     // 0
    "agreement is signed by (holder|requester)",                              // 1
    "agreement is waiting since {time}",                                      // 2
    "agreement is in force",                                                  // 3
    R"(setting ([a-z_.A-Z-]+) is (.+))",                                      // 4
    "official {text} in office from {time}(?: until {time})?",                // 5
    "{text} holds no office",                                                 // 6
    "safeguard finding open(?: planned for {time})?",                         // 7
    "certificate valid to {time}",                                            // 8
    "person {name} {text}(?: born {time})? at {text}(?: from {time})?(?: to {time})?",  // 9
    "no person {name}",                                                       // 10
    "person {name} is protected",                                             // 11
    "{number} people like {name}",                                            // 12
    "order {name} for {name} type ([a-z-]+) entered {time}(?: final {time})?(?: named {text})?",  // 13
    "{number} orders like {name}",                                            // 14
    "order {name} (barred|lifted|ended) {text} at {time}",                    // 15
    "order {name} corrected to {text} at {time}",                             // 16
    "order register of court-a last cosigned {time}",                         // 17
    "register generation of {time}",                                          // 18
    "officer {text} enrolled",                                                // 19
    "{number} officers enrolled",                                             // 20
    "agreement names a model of its own",                                     // 21
    "two of three witnesses must have seen the ledger, mode (lagging|strict)",  // 22
    "what follows depends on verdicts",                                       // 23
    "the home lets {number} requests wait",                                   // 24
};

int number_of(std::string text) {
  text.erase(std::remove(text.begin(), text.end(), ','), text.end());
  return std::stoi(text);
}

Instant time_of(const std::string& text) { return *read_time(text); }
Date date_of(const std::string& text) { return Date::of(time_of(text)); }

// The model that is compiled in, but for its training note: what it decides is the same, its name is another.
match::Model own_model() {
  const match::Model& model = match::Model::built_in();
  std::array<std::int32_t, 256> weights{};
  for (std::size_t code = 0; code < weights.size(); ++code) weights[code] = model.row(static_cast<std::uint8_t>(code)).weight;
  return model.with_weights(weights, "agreed for a story");
}

std::string ordinal(int n) {
  const int tens = n % 100;
  const char* end = tens >= 11 && tens <= 13 ? "th" : n % 10 == 1 ? "st" : n % 10 == 2 ? "nd" : n % 10 == 3 ? "rd" : "th";
  return std::to_string(n) + end;
}

// A name of its own for the i-th of many: letters only, so that it is sufficient and like no other.
std::string numbered_name(int i) {
  std::string letters;
  for (int left = i; left > 0; left /= 20) letters += "bcdfghjklmnpqrstvwxz"[left % 20], letters += "aeiou"[left % 5];
  return "Ana" + letters + " Tester" + letters;
}

}  // namespace

World::World(Path directory, bool empty_register) : directory_(std::move(directory)), empty_register_(empty_register), clock_(kFoundedAt) {
  terms_.from = "2026-07-01T00:00:00Z";
  terms_.to = "2027-12-31T00:00:00Z";
}
World::~World() {
  gate_.reset();
  std::error_code ignored;
  std::filesystem::permissions(directory_, std::filesystem::perms::owner_all, ignored);
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory_, ignored))
    if (entry.is_directory()) std::filesystem::permissions(entry.path(), std::filesystem::perms::owner_all, ignored);
  std::filesystem::remove_all(directory_, ignored);
}

Result<void> World::given(const Sentence& sentence) {
  where_ = sentence.where;
  in_story_ = sentence.where.find(".case") != std::string::npos;
  Words words;
  const int pattern = match_sentence(sentence.text, kFacts, words);
  if (pattern < 0) return unknown_sentence(sentence, kFacts);
  return fact(sentence.text, words, pattern);
}

Result<void> World::fact(const std::string&, const Words& w, int pattern) {
  switch (pattern) {
    case 0: agreement_state_ = "draft"; break;
    case 1: agreement_state_ = w[0]; break;
    case 2: published_ = time_of(w[0]); break;
    case 3: agreement_state_ = "in force"; break;
    case 4: terms_.settings[w[0]] = w[1]; break;
    case 5: offices_[w[0]] = {time_of(w[1]), w[2].empty() ? std::nullopt : std::optional<Instant>(time_of(w[2]))}; break;
    case 6: offices_.erase(w[0]); break;
    case 7: findings_.push_back({"F1", Date::civil(2026, 6, 1), w[0].empty() ? std::nullopt : std::optional<Date>(date_of(w[0])), std::nullopt}); break;
    case 8: certificate_to_ = time_of(w[0]); break;
    case 9: {
      if (in_story_ && own_people_.insert(w[0]).second) people_.erase(w[0]);
      PersonFacts& person = people_[w[0]];
      person.name = w[1];
      person.born = w[2];
      Address address = split_address(w[3]);
      address.from = w[4];
      address.to = w[5];
      person.addresses.push_back(std::move(address));
      break;
    }
    case 10: people_[w[0]].in_register = false; break;
    case 11: protected_.push_back(w[0]); break;
    case 12: break;  // people like P come with their orders
    case 13: orders_[w[0]] = {w[1], w[2], date_of(w[3]), w[4].empty() ? std::nullopt : std::optional<Date>(date_of(w[4])), w[5]}; break;
    case 14: like(w[1], number_of(w[0])); break;
    case 15: order_steps_.push_back({time_of(w[3]), w[0], w[1], w[2]}); break;
    case 16: order_steps_.push_back({time_of(w[2]), w[0], "corrected", w[1]}); break;
    case 17: cosigned_ = time_of(w[0]); break;
    case 18: generation_ = date_of(w[0]); break;
    case 19: officers_.push_back(w[0]); break;
    case 20: {  // the world's own are among them
      std::set<std::string> known(officers_.begin(), officers_.end());
      for (int i = 1; i <= number_of(w[0]); ++i)
        if (known.insert("officer-" + std::to_string(i)).second) officers_.push_back("officer-" + std::to_string(i));
      break;
    }
    case 22: watch_mode_ = w[0]; break;
    case 24: requests_waiting_ = static_cast<std::size_t>(number_of(w[0])); break;
    case 23: break;  // for whoever plays the story: Story::depends_on_verdicts
    case 21: terms_.settings["matching.model"] = digest_text(own_model().digest()); break;
  }
  return {};
}

// O#1 .. O#N for people of their own, fifty to a street, who differ in name and address.
void World::like(const std::string& order, int count) {
  like_[order] = count;
  const int base = static_cast<int>(people_.size());
  for (int i = 1; i <= count; ++i) {
    const std::string person = "P" + order + "#" + std::to_string(i);
    const int n = base + i;
    PersonFacts facts;
    facts.name = numbered_name(n);
    facts.addresses.push_back({std::to_string(100 + 2 * (n % 50)) + " " + ordinal(1 + n / 50) + " St", "Salem", "OH", "44460", "", ""});
    people_[person] = facts;
    OrderFacts made = orders_.at(order);
    made.person = person;
    made.named.clear();
    orders_[order + "#" + std::to_string(i)] = made;
  }
}

// What time brings about, as before each walk; a stop of the gate's own is named by a later resume like any other.
Result<void> World::tended() {
  const std::uint64_t before = gate_->ledger().size();
  CS_TRY_VOID(gate::tend(*gate_));
  note_stops(before);
  return {};
}

void World::note_stops(std::uint64_t before) {
  for (std::uint64_t i = before; i < gate_->ledger().size(); ++i) {
    const auto entry = gate_->ledger().entry({i});
    const auto* stop = entry ? std::get_if<ledger::StopEntry>(&entry->entry) : nullptr;
    if (stop != nullptr && stop->by == ledger::StopBy::kGate) stops_.push_back({i});
  }
}

Result<void> World::keep_model(bool there) {
  const match::Model model = own_model();
  const Path file = gate::HomePaths{directory_ / "home"}.model(model.digest());
  if (there) {
    CS_TRY_VOID(make_directories(file.parent_path()));
    CS_TRY_VOID(write_file(file, model.bytes()));
  } else {
    std::filesystem::remove(file);
  }
  return open_gate();
}

// ---- the home -----------------------------------------------------------------------------------------------------------------------

void World::at(Instant time, std::function<Result<void>()> action) { queue_.emplace(time, std::move(action)); }

Result<void> World::advance(Instant to) {
  while (!queue_.empty() && queue_.begin()->first <= to) {
    auto next = queue_.extract(queue_.begin());
    if (clock_.now() < next.key()) clock_.set(next.key());
    CS_TRY_VOID(next.mapped()());
  }
  if (clock_.now() < to) clock_.set(to);
  return {};
}

Result<void> World::begin() {
  CS_TRY_VOID(found());
  CS_TRY_VOID(sign_and_publish());
  schedule_officials();
  schedule_orders();
  return {};
}

Result<void> World::open_gate() {
  gate_.reset();
  CS_TRY(gate, gate::Gate::open(gate_parts()));
  gate_ = std::move(gate);
  gate_->measure_space_with([this]() -> Result<std::uint64_t> { return free_bytes_; });
  return {};
}

gate::GateParts World::gate_parts() {
  return {.paths = {directory_ / "home"}, .clock = clock_, .random = random_, .test_clock = kFoundedAt, .version = "stories", .executable = {}, .witnesses = witness_transport()};
}

// Three witnesses that live outside, and one that nobody has asked yet: what each has seen is its own.
Result<void> World::watch_by(gate::HomePlan& plan) {
  CS_TRY(log, crypto::NoteSigner::from_seed(plan.origin, *plan.log_seed, crypto::NoteAlgorithm::kEd25519));
  CS_TRY(logs, tlog::Policy::parse("log " + log.verifier().text() + "\nquorum none\n"));
  for (const char* name : {"w1", "w2", "w3", "w4"}) {
    CS_TRY(witness, tlog::Witness::open(directory_ / name, logs, std::string(name) + ".test.invalid", random_.digest()));
    if (name != std::string_view("w4")) plan.witness_policy += std::string("witness ") + name + " " + witness.key().text() + " http://" + name + "/\n";
    witnesses_.emplace(name, std::move(witness));
  }
  plan.witness_policy += "group two 2 w1 w2 w3\nquorum two\n";
  plan.witness_mode = *watch_mode_ == "strict" ? ledger::WitnessMode::kStrict : ledger::WitnessMode::kLagging;
  return {};
}

ledger::WitnessTransport World::witness_transport() {
  return [this](const std::string& method, const std::string& url, const std::string& body) -> Result<ledger::WitnessReply> {
    const std::string name = url.substr(7, 2), path = url.substr(10);
    if (name[1] - '0' <= witnesses_silent_) return io_fault("nobody answers in 5 s");
    tlog::Witness& witness = witnesses_.at(name);
    const auto answer = method == "POST" ? witness.add_checkpoint(body, clock_.now() + witnesses_ahead_) : witness.checkpoint(path.substr(0, path.find('/')));
    return ledger::WitnessReply{answer.status, answer.body};
  };
}

Result<void> World::found() {
  People& people = People::all();
  const gate::HomePaths paths{directory_ / "home"};
  gate::HomePlan plan{.origin = "stories.test.invalid/countersign/story", .register_name = "register", .log_seed = random_.digest(),
                      .gate_certificate_pem = people.gate().certificate.pem(), .gate_key_pem = people.gate().key.pem()};
  plan.requests_waiting = requests_waiting_;
  if (watch_mode_) CS_TRY_VOID(watch_by(plan));
  CS_TRY_VOID(gate::found_home(paths, plan, {{people.signer("holder signatory").certificate}, {people.signer("requester signatory").certificate}},
                               kFoundedAt, random_));
  CS_TRY_VOID(open_gate());
  CS_TRY(trust, gate::import_trust(*gate_, {people.authority()}, {people.crl()}));
  (void)trust;
  CS_TRY(issuer, orders::Issuer::create(directory_ / "court", {"court-a", "Court A", "court-a.test.invalid/orders"}, random_));
  issuer_ = std::make_unique<orders::Issuer>(std::move(issuer));
  terms_.anchor = digest_text(people.authority().fingerprint());
  terms_.recipient = digest_text(people.recipient().certificate.fingerprint());
  for (const char* office : {"director", "deputy"}) terms_.clients.push_back(digest_text(people.client(office).certificate.spki()));
  terms_.issuer_origin = issuer_->names().origin;
  terms_.issuer_vkey = issuer_->vkey();
  terms_.issuer_policy = issuer_->policy();
  return {};
}

Result<void> World::sign_and_publish() {
  clock_.set(kSignedAt);
  const std::string toml = terms_text(terms_);
  for (const std::string& party : {std::string("holder"), std::string("requester")}) {
    if (agreement_state_ == "draft" || ((agreement_state_ == "holder" || agreement_state_ == "requester") && agreement_state_ != party)) continue;
    const Person& signatory = People::all().signer(party + " signatory");
    CS_TRY(cms, crypto::sign_cms(as_bytes(toml), signatory.certificate, signatory.key, clock_.now()));
    CS_TRY(entries, gate::sign_agreement(*gate_, toml, as_text(cms), {People::all().recipient().certificate}));
    (void)entries;
  }
  if (agreement_state_ != "in force") return {};
  at(published_.value_or(kSignedAt + Span::hours(1)), [this] { return act({"holder signatory"}, agreement::Verb::kPublish, agreement::PublishDetails{"https://holder.test.invalid/notice"}); });
  agreement::SafeguardDetails safeguard{{}, certificate_to_.value_or(Date::civil(2029, 1, 1).midnight()), findings_};
  at(kSignedAt + Span::hours(2), [this, safeguard] { return act({"holder signatory"}, agreement::Verb::kSafeguard, safeguard); });
  return {};
}

void World::schedule_officials() {
  if (agreement_state_ != "in force") return;
  for (const char* office : {"counsel", "disclosure-officer"})
    at(kSignedAt + Span::hours(3), [this, office] { return act({"holder signatory"}, agreement::Verb::kDesignate, designation(office)); });
  for (const auto& [office, facts] : offices_) {
    // Entered a day ahead, so that the cooling has passed when the office begins.
    at(facts.from - Span::hours(24), [this, office] { return act({"holder signatory", "requester signatory"}, agreement::Verb::kDesignate, designation(office)); });
    if (facts.until)
      at(*facts.until, [this, office] {
        return act({"requester signatory"}, agreement::Verb::kUndesignate, agreement::UndesignateDetails{office, agreement::EndReason::kResigned});
      });
  }
  const Instant enrolled = Date::civil(2026, 3, 2).midnight();
  if (!officers_.empty() && offices_.contains("deputy"))
    for (std::size_t from = 0; from < officers_.size(); from += kOfficersAnAct)
      at(enrolled, [this, from] {
        const auto first = officers_.begin() + static_cast<std::ptrdiff_t>(from);
        const auto last = officers_.begin() + static_cast<std::ptrdiff_t>(std::min(from + kOfficersAnAct, officers_.size()));
        return act({"deputy"}, agreement::Verb::kEnroll, agreement::OfficersDetails{{first, last}});
      });
  for (const std::string& person : protected_)
    at(enrolled, [this, person] {
      return act({"counsel", "disclosure-officer"}, agreement::Verb::kProtect, agreement::ProtectDetails{gate::records_digest({person})}, false, {person});
    });
}

void World::schedule_orders() {
  for (const auto& [name, facts] : orders_) {
    at(facts.entered.midnight(), [this, name = name] { return enter_order(name); });
    if (facts.final_on)
      at(facts.final_on->midnight(), [this, name = name] { return issuer_->make_final(openings_.at(name).order, *orders_.at(name).final_on, clock_.now()); });
  }
  for (const OrderStep& step : order_steps_) at(step.at, [this, step] { return order_step(step); });
  if (cosigned_)
    at(*cosigned_, [this] { return cosign(); });
}

// ---- the register and the mirror, kept fresh ----------------------------------------------------------------------------------------

Result<void> World::build_register() {
  const Path csv = directory_ / "people.csv";
  std::ofstream out(csv);
  out << "id,first_name,last_name,house,street,unit,po_box,city,state,zip,from,to\n";
  if (!empty_register_)
    for (const auto& [id, person] : people_) {
      if (!person.in_register) continue;
      const std::size_t space = person.name.find(' ');
      for (const Address& address : person.addresses)
        out << id << ',' << codec::csv_field(person.name.substr(0, space)) << ',' << codec::csv_field(person.name.substr(space + 1)) << ",,"
            << codec::csv_field(address.line1) << ",,," << codec::csv_field(address.city) << ',' << address.state << ',' << address.zip << ','
            << address.from << ',' << address.to << '\n';
    }
  out.close();
  registry::BuildOptions options;
  options.from = csv;
  options.register_directory = directory_ / "home" / "register";
  options.as_of = register_as_of_;
  options.allow_empty = true;
  options.rejected_max_ppm = 0;
  CS_TRY(outcome, registry::build(options));
  if (outcome.end != registry::BuildEnd::kPublished) return wrong("the register could not be built: " + std::to_string(outcome.rows.rejected) + " rows rejected");
  CS_TRY_VOID(registry::activate(options.register_directory, outcome.digest));
  return gate_->enter_generation();
}

Result<void> World::refresh_register() {
  const Date today = Date::of(clock_.now());
  if (generation_) {
    if (register_as_of_) return {};
    register_as_of_ = generation_;
    return build_register();
  }
  if (register_as_of_ && today.days - register_as_of_->days < 30) return {};
  register_as_of_ = today;
  return build_register();
}

Result<void> World::refresh_orders() {
  return free_bytes_ < kDiskBytes || cosigned_ || agreement_state_ != "in force" || last_quarantine_ ? Result<void>() : cosign();
}

}  // namespace cs::cases
