// self-check: the gate recomputes some of its own answers.
#include "app/command_line.h"
#include "app/open_home.h"
#include "audit/report.h"
#include "audit/self_check.h"
#include "codec/json.h"

namespace cs::app {
namespace {

struct SelfCheckWords {
  std::string home, clock;
  std::uint64_t sample = 20;
  std::int64_t seed = -1;
  int threads = 0;
  bool json = false;
};

Result<int> self_check(const SelfCheckWords& words) {
  CS_TRY(opened, open_home(words.home, words.clock));
  CS_TRY(program, executable_digest());
  const std::uint64_t drawn = read_u32_be(opened.random->digest());
  const std::uint64_t seed = words.seed < 0 ? drawn : static_cast<std::uint64_t>(words.seed);
  CS_TRY(checked, audit::self_check(*opened.gate, {words.sample, seed, words.threads, program}));
  const audit::LineTotals totals = audit::totals_of(checked.report);
  if (words.json) {
    print_json(audit::report_value(checked.report));
  } else {
    const std::uint64_t looked_at = checked.requests_looked_at();
    print_line("requests  " + std::to_string(totals.requests) + ", a sample of " + std::to_string(words.sample) + " by seed " + std::to_string(seed) + ": " + std::to_string(looked_at) +
               " recomputed, " + std::to_string(totals.requests - looked_at) + " not (not drawn, destroyed, or another program's), " + std::to_string(totals.equal) + " lines equal, " + std::to_string(checked.report.findings.size()) + " findings");
    for (const EntryIndex stop : checked.stops) print_line("stop      entry " + std::to_string(stop.value) + ": SVC-SELFCHECK until two people clear it");
    if (checked.report.agrees() && !checked.looked()) print_line("check     recomputed nothing, so it agrees with nothing: what another version of the program made, an audit with that version judges");
    else print_line(checked.report.agrees() ? "check     agrees" : "check     does not agree; `audit --replay` over an export names what differs");
  }
  return checked.report.agrees() && checked.looked() ? kExitDone : kExitRefused;
}

}  // namespace

void add_self_check_verb(CommandLine& line) {
  auto words = std::make_shared<SelfCheckWords>();
  CLI::App* made = line.verb(nullptr, "self-check", "recomputes some of the home's own answers from its own records; what differs stops the agreement", "self-check --home demo-home --sample 20");
  made->add_option("--home", words->home, "the home")->required();
  made->add_option("--sample", words->sample, "so many of the requests");
  made->add_option("--seed", words->seed, "draws the sample (default: drawn itself)");
  made->add_option("--threads", words->threads, "0: as many as there are cores");
  made->add_option("--clock", words->clock, "homes under test.invalid: the time it is");
  made->add_flag("--json", words->json, "the report as JSON");
  line.runs(made, [words] { return self_check(*words); });
}

}  // namespace cs::app
