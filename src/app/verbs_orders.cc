// orders issue|event|publish|verify: the issuer's side. orders mirror: the holder's.
#include "app/command_line.h"
#include "app/keys_of_person.h"
#include "app/open_home.h"
#include "base/limits.h"
#include "codec/json.h"
#include "gate/acts.h"
#include "orders/issuer.h"

namespace cs::app {
namespace {

struct EnterWords {
  std::string home, docket, type, entered_on, born, at, suffix;
  std::vector<std::string> family, given;
};

orders::EnteredFacts facts_of(const EnterWords& words, Date entered_on, std::optional<Date> born) {
  orders::EnteredFacts facts;
  facts.docket = words.docket;
  facts.type = words.type;
  facts.entered_on = entered_on;
  facts.names = {{words.family, words.given, words.suffix}};
  facts.born = born;
  return facts;
}

Result<orders::EnteredFacts> read_facts(const EnterWords& words) {
  CS_TRY(entered_on, Date::parse(words.entered_on));
  std::optional<Date> born;
  if (!words.born.empty()) {
    CS_TRY(date, Date::parse(words.born));
    born = date;
  }
  return facts_of(words, entered_on, born);
}

Result<int> create(const std::string& home, const orders::IssuerNames& names) {
  crypto::SystemRandom random;
  CS_TRY(issuer, orders::Issuer::create(home, names, random));
  CS_TRY_VOID(issuer.save());
  print_line("issuer    " + home);
  print_line("vkey      " + issuer.vkey());
  print_line("policy    (for [[issuers]] of the agreement)\n" + issuer.policy());
  return kExitDone;
}

Result<int> issue(const EnterWords& words) {
  CS_TRY(issuer, orders::Issuer::open(words.home));
  CS_TRY(facts, read_facts(words));
  CS_TRY(now, time_or_now(words.at));
  crypto::SystemRandom random;
  CS_TRY(opening, issuer.enter(facts, now, random));
  CS_TRY_VOID(issuer.save());
  print_line("order     " + opening.order.text());
  return kExitDone;
}

struct EventWords {
  std::string home, event, order, on, cause, at;
  std::uint64_t bar = 0;
};

Result<int> event(const EventWords& words) {
  CS_TRY(issuer, orders::Issuer::open(words.home));
  CS_TRY(order, OrderNumber::parse(words.order));
  CS_TRY(now, time_or_now(words.at));
  crypto::SystemRandom random;
  if (words.event == "final") {
    CS_TRY(on, Date::parse(words.on));
    CS_TRY_VOID(issuer.make_final(order, on, now));
  } else if (words.event == "bar") {
    CS_TRY(leaf, issuer.bar(order, now, words.cause, now, random));
    print_line("bar       " + std::to_string(leaf) + " (its lifting names it)");
  } else if (words.event == "lift") {
    CS_TRY_VOID(issuer.lift(order, words.bar, now, words.cause, now, random));
  } else if (words.event == "end") {
    CS_TRY_VOID(issuer.end(order, now, words.cause, now, random));
  } else {
    return usage_fault("orders event: final, bar, lift or end, not \"" + words.event + "\"");
  }
  CS_TRY_VOID(issuer.save());
  return kExitDone;
}

Result<int> publish(const std::string& home, const std::string& at) {
  CS_TRY(issuer, orders::Issuer::open(home));
  CS_TRY(now, time_or_now(at));
  CS_TRY_VOID(issuer.publish(now));
  print_line("published " + std::to_string(issuer.size()) + " events in " + issuer.log_directory().string());
  return kExitDone;
}

Result<int> verify(const std::string& directory, const std::string& origin, const std::string& vkey, bool json) {
  auto key = crypto::NoteVerifier::parse(vkey);
  if (!key) return usage_fault("--vkey: " + key.fault().text);
  CS_TRY(size, orders::verify_published(directory, origin, *key));
  if (json) print_json(codec::record_of({{"origin", codec::Value(origin)}, {"events", codec::Value(static_cast<std::int64_t>(size))}}));
  else print_line("holds     " + std::to_string(size) + " events");
  return kExitDone;
}

Result<int> mirror(const std::string& home, const std::string& clock, const std::string& issuer, const std::string& from) {
  CS_TRY(opened, open_home(home, clock));
  CS_TRY(outcome, gate::mirror_orders(*opened.gate, issuer, from));
  if (outcome.anomalies > 0) print_fault(untrusted("orders mirror: " + std::to_string(outcome.anomalies) + " orders contradict themselves; they count as barred"));
  if (outcome.taken == orders::Taken::kQuarantined) {
    print_fault(untrusted("orders mirror: " + issuer + " is in quarantine (" + outcome.cause + "); both heads are kept; two of the stop office clear it"));
    return kExitRefused;
  }
  print_line("mirror    " + issuer + " at " + std::to_string(outcome.size) + " events" + (outcome.taken == orders::Taken::kSame ? ", as before" : ""));
  return kExitDone;
}

void add_issuer_verbs(CommandLine& line, CLI::App* group) {
  struct CreateWords { std::string home; orders::IssuerNames names; };
  auto create_words = std::make_shared<CreateWords>();
  CLI::App* created = line.verb(group, "create", "makes an issuer's home with fresh keys", "orders create court --issuer court-a --name \"Court A\" --origin court-a.test.invalid/orders");
  created->add_option("home", create_words->home, "the directory to make")->required();
  created->add_option("--issuer", create_words->names.key, "the issuer's key in agreements")->required();
  created->add_option("--name", create_words->names.name, "the issuer's name")->required();
  created->add_option("--origin", create_words->names.origin, "the log's name")->required();
  line.runs(created, [create_words] { return create(create_words->home, create_words->names); });

  auto words = std::make_shared<EnterWords>();
  CLI::App* issued = line.verb(group, "issue", "enters an order", "orders issue court --docket D-1 --type final-order --entered-on 2026-01-02 --family Lopez --family Garcia --given Maria");
  issued->add_option("home", words->home, "the issuer's home")->required();
  issued->add_option("--docket", words->docket, "docket number")->required();
  issued->add_option("--type", words->type, "type of order")->required();
  issued->add_option("--entered-on", words->entered_on, "date")->required();
  issued->add_option("--family", words->family, "family names, one each")->required();
  issued->add_option("--given", words->given, "given names, one each");
  issued->add_option("--suffix", words->suffix, "suffix");
  issued->add_option("--born", words->born, "birth date");
  issued->add_option("--at", words->at, "recorded at (default: now)");
  line.runs(issued, [words] { return issue(*words); });

  auto event_words = std::make_shared<EventWords>();
  CLI::App* entered = line.verb(group, "event", "enters an event of an order: final, bar, lift, end", "orders event court final --order <32 hex> --on 2026-02-10");
  entered->add_option("home", event_words->home, "the issuer's home")->required();
  entered->add_option("event", event_words->event, "final, bar, lift, end")->required();
  entered->add_option("--order", event_words->order, "the order's number")->required();
  entered->add_option("--on", event_words->on, "final: the date");
  entered->add_option("--bar", event_words->bar, "lift: which bar");
  entered->add_option("--cause", event_words->cause, "bar, lift, end: the cause, of which only a commitment is published");
  entered->add_option("--at", event_words->at, "recorded at (default: now)");
  line.runs(entered, [event_words] { return event(*event_words); });

  struct PublishWords { std::string home, at; };
  auto publish_words = std::make_shared<PublishWords>();
  CLI::App* published = line.verb(group, "publish", "signs the head and writes the log directory and openings.ndjson", "orders publish court");
  published->add_option("home", publish_words->home, "the issuer's home")->required();
  published->add_option("--at", publish_words->at, "cosigned at (default: now)");
  line.runs(published, [publish_words] { return publish(publish_words->home, publish_words->at); });
}

}  // namespace

void add_order_verbs(CommandLine& line) {
  CLI::App* group = line.group("orders", "the issuer's register of orders, and the holder's mirror of it");
  add_issuer_verbs(line, group);

  struct VerifyWords { std::string directory, origin, vkey; bool json = false; };
  auto verify_words = std::make_shared<VerifyWords>();
  CLI::App* verified = line.verb(group, "verify", "checks a published log: signature, root, every event", "orders verify court/log --origin court-a.test.invalid/orders --vkey <verifier key>");
  verified->add_option("directory", verify_words->directory, "the log directory")->required();
  verified->add_option("--origin", verify_words->origin, "the log's name")->required();
  verified->add_option("--vkey", verify_words->vkey, "the log's verifier key")->required();
  verified->add_flag("--json", verify_words->json, "as JSON");
  line.runs(verified, [verify_words] { return verify(verify_words->directory, verify_words->origin, verify_words->vkey, verify_words->json); });

  struct MirrorWords { std::string home, clock, issuer, from; };
  auto mirror_words = std::make_shared<MirrorWords>();
  CLI::App* mirrored = line.verb(group, "mirror", "takes an issuer's newest head into a home", "orders mirror --home demo-home --issuer court-a --from court/log");
  mirrored->add_option("--home", mirror_words->home, "the home")->required();
  mirrored->add_option("--issuer", mirror_words->issuer, "the issuer's key in the agreement")->required();
  mirrored->add_option("--from", mirror_words->from, "the published log directory")->required();
  mirrored->add_option("--clock", mirror_words->clock, "homes under test.invalid: the time it is");
  line.runs(mirrored, [mirror_words] { return mirror(mirror_words->home, mirror_words->clock, mirror_words->issuer, mirror_words->from); });
}

}  // namespace cs::app
