// init, status, trust import.
#include <sys/stat.h>

#include "app/command_line.h"
#include "codec/json.h"
#include "app/keys_of_person.h"
#include "app/open_home.h"
#include "base/limits.h"
#include "gate/acts.h"
#include "ledger/witness.h"
#include "tlog/policy.h"

namespace cs::app {
namespace {

using codec::Value;

struct InitWords {
  std::string home, origin = "holder.test.invalid/countersign/main", clock, gate_certificate, gate_key;
  std::vector<std::string> holder, requester;
  std::string guard, database, policy, mode;
};

Result<std::vector<crypto::Certificate>> all_certificates(const std::vector<std::string>& paths) {
  std::vector<crypto::Certificate> all;
  for (const std::string& path : paths) {
    CS_TRY(some, read_certificates(path));
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

// Where the ledger is, and what looks at it from outside: its guard, its witnesses.
Result<void> plan_watch(const InitWords& words, gate::HomePlan& plan) {
  plan.database = words.database;
  if (!words.guard.empty()) plan.guard = std::filesystem::absolute(words.guard);
  if (words.policy.empty()) return words.mode.empty() || words.mode == "none" ? Result<void>() : usage_fault("init: --witness-mode needs --witness-policy");
  CS_TRY(text, read_file(words.policy, limits::kNoteBytesMax));
  const auto policy = tlog::Policy::parse(text);
  if (!policy) return at(words.policy, policy.fault());
  if (!policy->needs_witnesses()) return usage_fault(words.policy + ": its quorum is none: then no policy is needed");
  plan.witness_policy = text;
  if (words.mode.empty() || words.mode == "lagging") plan.witness_mode = ledger::WitnessMode::kLagging;
  else if (words.mode == "strict") plan.witness_mode = ledger::WitnessMode::kStrict;
  else return usage_fault("init: --witness-mode is lagging or strict");
  return {};
}

// A guard beside what it guards is lost or brought back together with it.
void warn_of_one_disk(const gate::HomePaths& paths, const gate::HomePlan& plan) {
  struct stat home{}, guard{};
  const Path beside = plan.guard.empty() ? paths.guard() : plan.guard;
  const bool one = ::stat(paths.ledger().c_str(), &home) != 0 || ::stat(beside.c_str(), &guard) != 0 || home.st_dev == guard.st_dev;
  if (one && plan.witness_policy.empty())
    print_line("warning   the guard is on the ledger's own disk and there is no witness: a disk that is brought back from an older copy whole goes unseen");
}

Result<int> init(const InitWords& words) {
  gate::HomePlan plan{.origin = words.origin, .register_name = "register", .log_seed = std::nullopt, .gate_certificate_pem = "", .gate_key_pem = ""};
  if (words.gate_certificate.empty() != words.gate_key.empty()) return usage_fault("init: --gate-cert and --gate-key go together");
  if (!words.gate_certificate.empty()) {
    CS_TRY(certificate, read_file(words.gate_certificate, limits::kPemBytesMax));
    CS_TRY(key, read_file(words.gate_key, limits::kPemBytesMax));
    plan.gate_certificate_pem = certificate;
    plan.gate_key_pem = key;
  }
  CS_TRY_VOID(plan_watch(words, plan));
  CS_TRY(holder, all_certificates(words.holder));
  CS_TRY(requester, all_certificates(words.requester));
  CS_TRY(now, time_or_now(words.clock));
  crypto::SystemRandom random;
  CS_TRY_VOID(gate::found_home({words.home}, plan, {holder, requester}, now, random));
  const gate::HomePaths paths{words.home};
  warn_of_one_disk(paths, plan);
  CS_TRY(keys, gate::read_home_keys(paths));
  print_line("home      " + words.home);
  print_line("log key   " + keys.log.front().verifier().text());
  print_line("gate      " + paths.gate_certificate().string() + " (requesters check answers against it)");
  print_line("next      countersign trust import --home " + words.home + " --ca CA.pem --crl CRL.pem");
  return kExitDone;
}

Value request_counts(const gate::State& state) {
  std::map<std::string, std::int64_t> counts;
  for (const gate::HeldRequest& held : state.requests()) ++counts[std::string(gate::stage_text(held.stage))];
  codec::Record record;
  for (const auto& [stage, count] : counts) record.emplace_back(stage, Value(count));
  return Value(std::move(record));
}

Value agreement_states(const gate::State& state, Instant now) {
  codec::Record record;
  for (const auto& [id, timeline] : state.timelines())
    record.emplace_back(id, Value(std::string(agreement::lifecycle_text(timeline.lifecycle(now)))));
  return Value(std::move(record));
}

std::string watch_text(const ledger::WitnessStanding& standing, Instant now) {
  if (standing.mode == ledger::WitnessMode::kNone) return "none";
  std::string text = (standing.mode == ledger::WitnessMode::kStrict ? std::string("strict") : std::string("lagging")) + ": a quorum has cosigned " + std::to_string(standing.cosigned_size) + " entries";
  if (standing.missing_since) text += "; missing since " + standing.missing_since->text();
  return standing.blocks(now) ? "SVC-WITNESS " + text : text;
}

Result<int> status(const std::string& home, const std::string& clock, bool json) {
  CS_TRY(opened, open_home(home, clock, OpenFor::kLook));
  gate::Gate& gate = *opened.gate;
  const gate::State& state = gate.state();
  const Instant now = gate.now();
  const auto& head = state.register_head();
  CS_TRY(standing, ledger::witness_standing(gate.ledger(), gate::HomePaths{home}.ledger(), now));
  CS_TRY(unseen, gate.unseen_change());
  const std::string watched = (unseen ? "SVC-WITNESS those before have not seen that entry " + std::to_string(unseen->value) + " names others; " : std::string()) + watch_text(standing, now);
  const auto both = state.log_keys().both_until();
  const Value view = codec::record_of({{"origin", Value(gate.settings().origin)},
                                       {"time", Value(now.text())},
                                       {"entries", Value(static_cast<std::int64_t>(gate.ledger().size()))},
                                       {"root", Value(digest_text(gate.ledger().root()))},
                                       {"log_key", Value(gate.ledger().log_key().text())},
                                       {"key_before", both ? Value("signs too until " + both->text()) : Value()},
                                       {"witnesses", Value(watched)},
                                       {"register", head ? Value(digest_text(head->manifest)) : Value()},
                                       {"trust_until", state.trust() ? Value(state.trust()->next_update.text()) : Value()},
                                       {"agreements", agreement_states(state, now)},
                                       {"requests", request_counts(state)}});
  if (json) print_json(view);
  else for (const auto& [key, value] : *view.record()) print_line(key + std::string(12 - std::min<std::size_t>(key.size(), 11), ' ') + (value.text() != nullptr ? *value.text() : codec::write_json(value)));
  if (state.trust() && state.trust()->next_update - now < Span::days(3))
    print_fault(untrusted("the revocation lists run out at " + state.trust()->next_update.text() + ": after that no signature holds; `countersign trust import`"));
  return kExitDone;
}

Result<int> import(const std::string& home, const std::string& clock, const std::vector<std::string>& cas, const std::vector<std::string>& lists) {
  CS_TRY(trust, read_trust(cas, lists));
  CS_TRY(opened, open_home(home, clock));
  CS_TRY(entry, gate::import_trust(*opened.gate, trust.certificates, trust.lists));
  print_line("trust     " + std::to_string(trust.certificates.size()) + " CA certificates and " + std::to_string(trust.lists.size()) + " lists, entry " +
             std::to_string(entry.value));
  return kExitDone;
}

}  // namespace

void add_home_verbs(CommandLine& line) {
  auto init_words = std::make_shared<InitWords>();
  CLI::App* made = line.verb(nullptr, "init", "makes a home: keys, settings and a ledger that begins with both parties' signatories",
                             "init demo-home --origin demo.test.invalid/countersign/demo --holder-signatory hs.pem --requester-signatory rs.pem");
  made->add_option("home", init_words->home, "the directory to make")->required();
  made->add_option("--origin", init_words->origin, "the ledger's name: <holder domain>/countersign/<name>");
  made->add_option("--holder-signatory", init_words->holder, "certificate (PEM) of a person who may bind the holder")->required();
  made->add_option("--requester-signatory", init_words->requester, "certificate (PEM) of a person who may bind the requester")->required();
  made->add_option("--gate-cert", init_words->gate_certificate, "the gate's signing certificate (PEM); default: one is made");
  made->add_option("--gate-key", init_words->gate_key, "its key (PEM)");
  made->add_option("--guard", init_words->guard, "where the ledger's guard is made, best on another disk (default: in the home)");
  made->add_option("--database", init_words->database, "postgresql://...: the ledger is kept there, for gates that share it (default: a file in the home)");
  made->add_option("--witness-policy", init_words->policy, "a C2SP tlog-policy: which witnesses must cosign the ledger's heads");
  made->add_option("--witness-mode", init_words->mode, "lagging (default): nothing is answered once their quorum is missing for 60 s; strict: no answer leaves before it");
  made->add_option("--clock", init_words->clock, "homes under test.invalid: the time at which the ledger begins");
  line.runs(made, [init_words] { return init(*init_words); });

  struct StatusWords { std::string home, clock; bool json = false; };
  auto status_words = std::make_shared<StatusWords>();
  CLI::App* shown = line.verb(nullptr, "status", "says what the ledger holds and how things stand", "status --home demo-home --json");
  shown->add_option("--home", status_words->home, "the home")->required();
  shown->add_option("--clock", status_words->clock, "homes under test.invalid: the time it is");
  shown->add_flag("--json", status_words->json, "as JSON");
  line.runs(shown, [status_words] { return status(status_words->home, status_words->clock, status_words->json); });

  struct TrustWords { std::string home, clock; std::vector<std::string> cas, crls; };
  auto trust_words = std::make_shared<TrustWords>();
  CLI::App* trust = line.group("trust", "CA certificates and revocation lists");
  CLI::App* imported = line.verb(trust, "import", "replaces the CA certificates and revocation lists of a home",
                                 "trust import --home demo-home --ca ca.pem --crl crl.pem");
  imported->add_option("--home", trust_words->home, "the home")->required();
  imported->add_option("--ca", trust_words->cas, "CA certificates (PEM)")->required();
  imported->add_option("--crl", trust_words->crls, "revocation lists (PEM)")->required();
  imported->add_option("--clock", trust_words->clock, "homes under test.invalid: the time it is");
  line.runs(imported, [trust_words] { return import(trust_words->home, trust_words->clock, trust_words->cas, trust_words->crls); });
}

}  // namespace cs::app
