// ledger witness push|serve.
#include "app/command_line.h"
#include "app/keys_of_person.h"
#include "app/open_home.h"
#include "app/witness_wire.h"
#include "base/limits.h"
#include "codec/json.h"
#include "crypto/random.h"
#include "gate/gate.h"
#include "http/http.h"
#include "tlog/witness.h"

namespace cs::app {
namespace {

using codec::Value;

constexpr std::string_view kAddCheckpoint = "/add-checkpoint";
constexpr std::string_view kCheckpoint = "/checkpoint";

Value report_view(const ledger::PushReport& report) {
  codec::List witnesses;
  for (const ledger::WitnessResult& one : report.witnesses)
    witnesses.push_back(codec::record_of({{"witness", Value(one.name)}, {"outcome", Value(std::string(witness_outcome_word(one.outcome)))}, {"why", Value(one.why)}}));
  return codec::record_of({{"entries", Value(static_cast<std::int64_t>(report.size))}, {"quorum", Value(report.quorum)}, {"doubted", Value(report.doubted)}, {"witnesses", Value(std::move(witnesses))}});
}

Result<int> push(const std::string& home, const std::string& clock, bool json) {
  CS_TRY(opened, open_home(home, clock, OpenFor::kLook));
  CS_TRY(unseen, opened.gate->unseen_change());  // those before may have to see that there are none from now on
  if (opened.gate->state().watch().mode == ledger::WitnessMode::kNone && !unseen) return usage_fault(home + ": its ledger has no witnesses (mode none)");
  CS_TRY(report, opened.gate->push());
  if (json) {
    print_json(report_view(report));
  } else {
    for (const ledger::WitnessResult& one : report.witnesses)
      print_line("witness   " + one.name + ": " + std::string(witness_outcome_word(one.outcome)) + (one.why.empty() ? "" : ", " + one.why));
    print_line(report.quorum ? "quorum    has cosigned " + std::to_string(report.size) + " entries" : std::string("quorum    missing"));
    if (report.doubted) print_line("doubt     a witness claims to have seen more, or something else: the gate does not start until it says what, or others are named");
  }
  return report.quorum && !report.doubted ? kExitDone : kExitRefused;
}

http::Response answer(tlog::Witness& witness, const http::Request& request, Clock& clock) {
  const auto plain = [](int status, const char* text) { return http::Response{status, "text/plain; charset=utf-8", text}; };
  if (request.target == kAddCheckpoint) {
    if (request.method != "POST") return plain(405, "POST\n");
    auto said = witness.add_checkpoint(request.body, clock.now());
    if (!said.alarm.empty()) std::fputs(("refused   " + said.alarm + "\n").c_str(), stderr);
    return {said.status, std::move(said.content_type), std::move(said.body)};
  }
  if (!request.target.ends_with(kCheckpoint)) return plain(404, "no such place\n");
  if (request.method != "GET") return plain(405, "GET\n");
  auto said = witness.checkpoint(std::string_view(request.target).substr(1, request.target.size() - 1 - kCheckpoint.size()));
  return {said.status, std::move(said.content_type), std::move(said.body)};
}

struct ServeWords {
  std::string policy, listen = "127.0.0.1:0", state, name = "witness.test.invalid", clock;
};

// A given clock is for logs of the tests alone: a cosignature's time is what others rely on.
Result<std::unique_ptr<Clock>> serving_clock(const std::string& text, const tlog::Policy& policy) {
  if (text.empty()) return std::unique_ptr<Clock>(std::make_unique<SystemClock>());
  for (const tlog::PolicyLog& log : policy.logs()) {
    const std::string domain = log.key.name().substr(0, log.key.name().find('/'));
    if (domain != "test.invalid" && !domain.ends_with(".test.invalid")) return usage_fault("--clock: only for logs under test.invalid; one is " + log.key.name());
  }
  CS_TRY(time, time_or_now(text));
  return std::unique_ptr<Clock>(std::make_unique<ManualClock>(time));
}

Result<int> serve(const ServeWords& words) {
  CS_TRY(text, read_file(words.policy, limits::kNoteBytesMax));
  auto policy = tlog::Policy::parse(text);
  if (!policy) return at(words.policy, policy.fault());
  if (policy->logs().empty()) return usage_fault(words.policy + ": names no log to witness");
  CS_TRY(clock, serving_clock(words.clock, *policy));
  crypto::SystemRandom random;
  CS_TRY(witness, tlog::Witness::open(words.state, *policy, words.name, random.digest()));
  http::Limits limits;
  limits.body_bytes_max = tlog::kAddCheckpointBytesMax;
  CS_TRY(server, http::Server::listen(words.listen, limits));
  print_line("witness   " + witness.key().text());
  print_line("listening http://" + words.listen.substr(0, words.listen.rfind(':') + 1) + std::to_string(server.port()) + "/");
  std::fflush(stdout);  // whoever started it waits for these two lines
  server.run([&](const http::Request& request) { return answer(witness, request, *clock); });
  return kExitDone;
}

// A log's home needs its witnesses' keys before it has a key of its own: so a witness's key can be made before it knows a log.
Result<int> show_key(const std::string& state, const std::string& name) {
  CS_TRY(nobody, tlog::Policy::parse("quorum none\n"));
  crypto::SystemRandom random;
  CS_TRY(witness, tlog::Witness::open(state, nobody, name, random.digest()));
  print_line(witness.key().text());
  return kExitDone;
}

}  // namespace

ledger::WitnessTransport http_transport() {
  return [](const std::string& method, const std::string& url, const std::string& body) -> Result<ledger::WitnessReply> {
    CS_TRY(reply, http::fetch(url, {method, "", body.empty() ? "" : "text/plain; charset=utf-8", body}));
    return ledger::WitnessReply{reply.status, std::move(reply.body)};
  };
}

Result<std::string> cosigned_note(const ledger::Ledger& ledger, const Path& directory, Instant now) {
  CS_TRY(settings, witness_settings(ledger));
  if (!settings.policy) return std::string();
  CS_TRY(cosigned, read_cosigned(ledger, directory, *settings.policy, now));
  return cosigned ? cosigned->note : std::string();
}

void add_witness_verbs(CommandLine& line, CLI::App* ledger_group) {
  CLI::App* group = ledger_group->add_subcommand("witness", "people outside who vouch that the ledger only grows");
  group->require_subcommand(1);
  struct PushWords { std::string home, clock; bool json = false; };
  auto push_words = std::make_shared<PushWords>();
  CLI::App* pushed = line.verb(group, "push", "asks the witnesses of the ledger's policy to cosign its newest head; exit 1 when their quorum is missed or one claims to have seen more", "ledger witness push --home demo-home");
  pushed->add_option("--home", push_words->home, "the home")->required();
  pushed->add_option("--clock", push_words->clock, "homes under test.invalid: the time it is");
  pushed->add_flag("--json", push_words->json, "as JSON");
  line.runs(pushed, [push_words] { return push(push_words->home, push_words->clock, push_words->json); });

  auto words = std::make_shared<ServeWords>();
  CLI::App* shown = line.verb(group, "key", "the public key of a witness's state, which is made where there is none", "ledger witness key --state witness-state --name inspector.example");
  shown->add_option("--state", words->state, "the witness's directory")->required();
  shown->add_option("--name", words->name, "the name of the key that is made where the state has none yet");
  line.runs(shown, [words] { return show_key(words->state, words->name); });
  CLI::App* served = line.verb(group, "serve", "a small witness, for an inspector or a court: cosigns a head only when it extends the last one",
                               "ledger witness serve --policy logs.policy --listen 127.0.0.1:8081 --state witness-state --name inspector.example");
  served->add_option("--policy", words->policy, "a C2SP tlog-policy: the logs to witness")->required();
  served->add_option("--listen", words->listen, "IP address and port; 0: any free one. Plain HTTP: a proxy in front adds TLS");
  served->add_option("--state", words->state, "its directory: key, and the newest head of each log. Losing it means a new key")->required();
  served->add_option("--name", words->name, "the name of the key that is made where the state has none yet");
  served->add_option("--clock", words->clock, "logs under test.invalid: the time at which it cosigns");
  line.runs(served, [words] { return serve(*words); });
}

}  // namespace cs::app
