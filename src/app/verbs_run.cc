// run: the whole corridor once, from files, no server.
#include <csignal>
#include <cstdio>
#include <thread>

#include "app/command_line.h"
#include "app/keys_of_person.h"
#include "app/match_counts.h"
#include "app/open_home.h"
#include "app/option_words.h"
#include "app/stage_times.h"
#include "base/limits.h"
#include "codec/json.h"
#include "gate/corridor.h"
#include "ledger/export.h"

namespace cs::app {
namespace {

using codec::Value;

struct RunWords {
  std::string home, manifest, signature, lines, client, out, clock, die_at, progress = "auto";
  bool wait = false, admit_only = false, json = false;
};

Result<gate::Package> package_of(const RunWords& words) {
  gate::Package package;
  CS_TRY(manifest, read_file(words.manifest, limits::kManifestBytesMax));
  package.manifest = manifest;
  const std::string signature = words.signature.empty() ? words.manifest + ".p7s" : words.signature;
  auto cms = read_file(signature, limits::kCmsBytesMax);
  if (!cms && cms.fault().kind != FaultKind::kNotFound) return cms.fault();
  if (cms) package.cms = *cms;  // none: refused SIG-MISSING, on record
  CS_TRY(client, read_certificate(words.client));
  package.client = client.spki();
  const std::string lines = words.lines.empty() ? (Path(words.manifest).parent_path() / "lines.ndjson").string() : words.lines;
  package.lines = [lines] { return read_file(lines, limits::kLinesFileBytesMax); };
  return package;
}

// In a home under test.invalid on a given time, the clock moves to the release.
gate::WaitUntil waiter(OpenHome& opened, const RunWords& words) {
  return [&opened, admit_only = words.admit_only](Instant release) {
    opened.release_at = release;
    if (!admit_only && opened.manual != nullptr) opened.manual->set(std::max(opened.clock->now(), release));
    return opened.clock->now() >= release;
  };
}

// For the kill test of homes under test.invalid: the process kills itself, unannounced, before the n-th commit's named step.
Result<void> die_where_told(gate::Gate& gate, const std::string& told) {
  if (told.empty()) return {};
  if (!gate.settings().is_test()) return usage_fault("--die-at: only homes under test.invalid take it");
  const std::size_t colon = told.find(':');
  const std::string step = told.substr(0, colon);
  auto left = std::make_shared<int>(colon == std::string::npos ? 1 : std::atoi(told.c_str() + colon + 1));
  gate.ledger().observe([step, left](ledger::CommitStep at_step) {
    if (ledger::commit_step_word(at_step) == step && --*left == 0) std::raise(SIGKILL);
  });
  return {};
}

// For the sender, at intake: with what he sent he opens the entry, `receipt verify --request`.
gate::Received receipt_writer(gate::Gate& gate, const RunWords& words) {
  return [&gate, out = words.out](EntryIndex request) -> Result<void> {
    CS_TRY(receipt, gate::intake_receipt(gate, request));
    if (!receipt) return {};
    CS_TRY_VOID(make_directories(out));
    return write_file_durable(Path(out) / "intake.tlog-proof", as_bytes(*receipt), 0600);
  };
}

Result<int> write_answer(const RunWords& words, gate::Gate& gate, const gate::Answer& answer) {
  CS_TRY_VOID(make_directories(words.out));
  if (!answer.sealed().empty()) CS_TRY_VOID(write_file_durable(Path(words.out) / "answer.p7m", answer.sealed(), 0600));
  CS_TRY_VOID(write_file_durable(Path(words.out) / "receipt.tlog-proof", as_bytes(answer.receipt()), 0600));
  CS_TRY_VOID(ledger::write_log_keys(words.out, gate.ledger().log_keys()));
  const gate::HeldRequest* held = gate.state().request_at(answer.request());
  CS_CHECK(held != nullptr && held->close, "an answered request is closed");
  const std::string stage(gate::stage_text(held->stage));
  const std::string refusal = held->refusal == Reason::kNone ? "" : std::string(reason_code(held->refusal));
  if (words.json)
    print_json(codec::record_of({{"request", Value(held->id)}, {"stage", Value(stage)}, {"refusal", refusal.empty() ? Value() : Value(refusal)},
                                 {"entry", Value(static_cast<std::int64_t>(answer.close().value))}, {"stages", stage_times_value()},
                                 {"counts", Value(match_counts(gate.counters()))}, {"pages_faulted", pages_faulted()}}));
  else print_line("request   " + held->id + ": " + stage + (refusal.empty() ? "" : " " + refusal) + ", entry " + std::to_string(answer.close().value));
  return held->stage == gate::RequestStage::kReleased ? kExitDone : kExitRefused;
}

// Its own answers, some of them, once more. What differs is said, whatever this request came to.
Result<void> tell_of_own_answers(gate::Gate& gate) {
  CS_TRY(seen, gate::look_back(gate));
  if (!seen.differs) return {};
  const std::string said = "countersign: the line of entry " + std::to_string(seen.differs->value) + " does not follow from the gate's own records; " +
                           (seen.stop ? "SVC-SELFCHECK from entry " + std::to_string(seen.stop->value) + " on, until two people clear it" : std::string("SVC-SELFCHECK stands already")) + "\n";
  std::fputs(said.c_str(), stderr);  // standard output is the answer's
  return {};
}

// The last thing before the process ends. What the gate holds in memory goes with the process: taking a million table entries apart one by
// one is a twentieth of the CPU of a large request. So it stays reachable and whole; the store is settled, and the system closes its files.
Result<void> leave(OpenHome opened) {
  CS_TRY_VOID(opened.gate->ledger().settle());
  [[maybe_unused]] static const OpenHome* const kept = new OpenHome(std::move(opened));
  return {};
}

// One try. Where the release is still to come and the caller waits for it, `release_at` says until when.
Result<int> run_once(const RunWords& words, std::optional<Instant>& release_at) {
  CS_TRY(progress, progress_of(words.progress, "lines"));
  CS_TRY(opened, open_home(words.home, words.clock));
  gate::Gate& gate = *opened.gate;
  CS_TRY_VOID(die_where_told(gate, words.die_at));
  gate.watch(progress);
  CS_TRY_VOID(gate.enter_generation());
  CS_TRY_VOID(gate::tend(gate));
  CS_TRY(package, package_of(words));
  auto answer = gate::walk(gate, package, waiter(opened, words), receipt_writer(gate, words));
  if (!answer && words.wait && opened.release_at && *opened.release_at > opened.clock->now()) release_at = opened.release_at;
  if (!answer) return answer.fault();
  CS_TRY(exit_code, write_answer(words, gate, *answer));
  CS_TRY_VOID(tell_of_own_answers(gate));
  CS_TRY_VOID(gate.show_witnesses());
  CS_TRY_VOID(leave(std::move(opened)));
  return exit_code;
}

// The home is closed while the release time is waited for, so that a stop finds the door open; what was entered meanwhile counts.
Result<int> run(const RunWords& words) {
  while (true) {
    std::optional<Instant> release_at;
    auto outcome = run_once(words, release_at);
    if (outcome || !release_at) return outcome;
    SystemClock clock;
    while (clock.now() < *release_at) std::this_thread::sleep_for(std::chrono::milliseconds(200));
  }
}

}  // namespace

void add_run_verb(CommandLine& line) {
  auto words = std::make_shared<RunWords>();
  CLI::App* made = line.verb(nullptr, "run", "walks one request through the whole corridor: parse, admit, match, record, answer",
                             "run --home demo-home --request R1/request.json --client client.pem --out R1/out");
  made->add_option("--home", words->home, "the home")->required();
  made->add_option("--request", words->manifest, "request.json")->required();
  made->add_option("--signature", words->signature, "its signature (default: request.json.p7s)");
  made->add_option("--lines", words->lines, "the lines (default: lines.ndjson beside request.json)");
  made->add_option("--client", words->client, "the client certificate that brought it (PEM)")->required();
  made->add_option("--out", words->out, "where intake.tlog-proof, answer.p7m and receipt.tlog-proof go")->required();
  made->add_option("--clock", words->clock, "homes under test.invalid: the time it is; it moves to the release by itself");
  made->add_flag("--wait", words->wait, "wait for the release time instead of saying when to run again");
  made->add_flag("--admit-only", words->admit_only, "admit and say when to run again, although the clock is given");
  made->add_option("--progress", words->progress, "auto, lines or none");
  made->add_flag("--json", words->json, "the outcome as JSON, with the CPU seconds of each stage");
  made->add_option("--die-at", words->die_at, "homes under test.invalid: STEP[:N], be killed before that step of the N-th commit")->group("");
  line.runs(made, [words] { return run(*words); });
}

}  // namespace cs::app
