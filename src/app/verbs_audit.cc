// audit --replay: every verdict and refusal recomputed from an export, offline. audit --public: what the export alone shows.
#include "app/command_line.h"
#include "app/keys_of_person.h"
#include "app/open_home.h"
#include "app/option_words.h"
#include "app/verify_words.h"
#include "audit/public_audit.h"
#include "audit/replay.h"
#include "audit/report.h"
#include "base/limits.h"
#include "codec/json.h"
#include "ledger/export.h"

namespace cs::app {
namespace {

constexpr auto kEntryMax = static_cast<std::int64_t>(limits::kEntryIndexMax);

struct AuditWords {
  std::string ledger, openings, context, out, instructions, key, policy, clock;
  std::vector<std::string> old;
  std::int64_t from = -1, to = -1, sample = -1, seed = 0;
  int threads = 0;
  bool replay = false, is_public = false, json = false;
};

std::optional<EntryIndex> entry_of(std::int64_t given) {
  return given < 0 ? std::nullopt : std::optional<EntryIndex>(EntryIndex{static_cast<std::uint64_t>(given)});
}

void print_summary(const audit::Report& report, std::int64_t from) {
  if (report.from && from >= 0 && report.from->value < static_cast<std::uint64_t>(from))
    print_line("range     from entry " + std::to_string(report.from->value) + ", where a request begins that goes on behind entry " + std::to_string(from) + ": it is recomputed whole");
  const audit::LineTotals totals = audit::totals_of(report);
  print_line("ledger    " + std::to_string(report.entries) + " entries of " + report.origin + ", " + std::to_string(report.recomputed) + " recomputed");
  if (report.judged.keys_from == audit::KeysFrom::kExport) print_line("key       from the export itself: compare it with the one that you were given (--log-key)");
  if (report.judged.cosigned) print_line("cosigned  to " + std::to_string(*report.judged.cosigned) + " entries by " + std::to_string(report.judged.witnesses) + " witnesses");
  print_line("requests  " + std::to_string(totals.requests) + ", " + std::to_string(totals.requests_differing) + " differing" +
             (report.sample ? ", " + std::to_string(totals.requests_not_looked_at) + " not looked at (--sample)" : ""));
  print_line("lines     " + std::to_string(totals.lines) + ": " + std::to_string(totals.equal) + " equal, " + std::to_string(totals.differing) + " differing, " +
             std::to_string(totals.excused) + " excused, " + std::to_string(totals.missing) + " missing" + (report.sample ? ", " + std::to_string(totals.not_looked_at) + " not looked at" : ""));
  constexpr std::size_t kShown = 20;
  for (std::size_t i = 0; i < std::min(kShown, report.findings.size()); ++i) {
    const audit::Finding& finding = report.findings[i];
    std::string line = std::string(audit::what_text(finding.what));
    line.resize(11, ' ');
    if (finding.entry) line += "entry " + std::to_string(finding.entry->value) + ": ";
    if (finding.line) line += "line " + std::to_string(*finding.line) + ": ";
    line += finding.text;
    if (!finding.recorded.empty() || !finding.recomputed.empty()) line += " (" + finding.of + ": recorded " + finding.recorded + ", recomputed " + finding.recomputed + ")";
    print_line(line);
  }
  if (report.findings.size() > kShown) print_line("          and " + std::to_string(report.findings.size() - kShown + report.findings_left_out) + " more");
  if (report.recomputed == 0) return print_line("audit     recomputed nothing, so it agrees with nothing");
  if (!report.agrees()) return print_line("audit     does not agree");
  print_line(totals.requests_not_looked_at == 0 ? "audit     agrees" : "audit     agrees on what it looked at");
}

void print_public(const audit::PublicReport& report, bool key_given) {
  const auto number = [](std::uint64_t n) { return std::to_string(n); };
  print_line("ledger    " + number(report.log.entries) + " entries of " + report.origin + (key_given ? "" : ", by the key in the export itself: compare it with the one that you were given (--log-key)"));
  if (report.log.cosigned) print_line("cosigned  to " + number(*report.log.cosigned) + " entries by " + number(report.log.witnesses) + " witnesses");
  for (const auto& [of, day] : report.days)
    print_line("day       " + of.second + " " + of.first + ": " + number(day.requests) + " requests with " + number(day.lines) + " lines admitted, " + number(day.answered) + " lines answered");
  for (const audit::Finding& finding : report.findings) {
    std::string line = std::string(audit::what_text(finding.what));
    line.resize(11, ' ');
    print_line(line + (finding.entry ? "entry " + number(finding.entry->value) + ": " : std::string()) + finding.text);
  }
  print_line(report.agrees() ? "audit     nothing that the log alone shows is wrong; what was answered it does not show (--replay)" : "audit     does not agree");
}

Result<int> audit_public(const AuditWords& words) {
  CS_TRY(key, ledger::read_log_keys(words.key.empty() ? Path(words.ledger) / "log.vkey" : Path(words.key)));
  CS_TRY(options, export_options(key, words.old, words.policy, words.clock));
  CS_TRY(report, audit::audit_public(words.ledger, key, std::move(options)));
  if (!words.out.empty()) {
    CS_TRY_VOID(make_directories(words.out));
    CS_TRY_VOID(write_file_durable(Path(words.out) / "public.json", as_bytes(codec::write_json_pretty(audit::public_report_value(report)))));
  }
  if (words.json) print_json(audit::public_report_value(report));
  else print_public(report, !words.key.empty());
  return report.agrees() ? kExitDone : kExitRefused;
}

// What he has from elsewhere than from the holder.
Result<audit::KnownElsewhere> known_elsewhere(const AuditWords& words) {
  audit::KnownElsewhere known;
  if (!words.key.empty()) {
    CS_TRY(keys, ledger::read_log_keys(words.key));
    known.log_keys = std::move(keys);
  }
  CS_TRY(policy, given_policy(words.policy));
  if (policy) known.policy = std::move(policy->policy), known.policy_digest = policy->digest;
  CS_TRY(now, time_or_now(words.clock));
  known.now = now;
  return known;
}

Result<int> replay(const AuditWords& words) {
  if (words.openings.empty() || words.context.empty()) return usage_fault("audit --replay: --openings and --context go with it; without them --public");
  CS_TRY_VOID(hold_instructions(words.instructions));
  if (words.from >= 0 && words.to >= 0 && words.from > words.to) return usage_fault("audit: --from is behind --to: nothing would be recomputed");
  std::error_code error;
  for (const std::string* given : {&words.ledger, &words.openings, &words.context})
    if (!std::filesystem::exists(*given, error)) return not_found(*given + ": there is no such file or directory");
  CS_TRY(auditor, executable_digest());
  CS_TRY(known, known_elsewhere(words));
  audit::ReplayOptions options{.source = {words.ledger, words.openings, {}, std::move(known)}, .context = words.context, .from = entry_of(words.from), .to = entry_of(words.to),
                               .sample = {}, .seed = static_cast<std::uint64_t>(words.seed), .threads = words.threads, .auditor = auditor};
  for (const std::string& file : words.old) options.source.checkpoints.emplace_back(file);
  if (words.sample >= 0) options.sample = static_cast<std::uint64_t>(words.sample);
  crypto::SystemRandom random;
  CS_TRY(report, audit::replay(options, random));
  if (!words.out.empty()) {
    CS_TRY_VOID(make_directories(words.out));
    CS_TRY_VOID(write_file_durable(Path(words.out) / "audit.json", as_bytes(codec::write_json_pretty(audit::report_value(report)))));
    CS_TRY_VOID(write_file_durable(Path(words.out) / "audit.html", as_bytes(audit::report_page(report))));
  }
  if (words.json) print_json(audit::report_value(report));
  else print_summary(report, words.from);
  return report.agrees() && report.recomputed > 0 ? kExitDone : kExitRefused;
}

}  // namespace

void add_audit_verb(CommandLine& line) {
  auto words = std::make_shared<AuditWords>();
  CLI::App* made = line.verb(nullptr, "audit", "recomputes every verdict and refusal of a ledger, offline, and names what differs; or says what the log alone shows",
                             "audit --replay --ledger export --openings openings.db --context context --log-key log.vkey --out report\n"
                             "  countersign audit --public --ledger export --log-key log.vkey --out report");
  CLI::Option* replayed = made->add_flag("--replay", words->replay, "walk the corridor again from the exported ledger");
  made->add_flag("--public", words->is_public, "without openings: order, counts, and what each request was admitted under")->excludes(replayed);
  made->add_option("--log-key", words->key, "the ledger's verifier key as you were given it (default: the export's own, and the report says so)");
  made->add_option("--policy", words->policy, "a witness policy (C2SP tlog-policy): its quorum must have cosigned");
  made->add_option("--clock", words->clock, "the time it is, for cosignatures dated ahead");
  made->add_option("--ledger", words->ledger, "what `ledger export` wrote")->required();
  made->add_option("--openings", words->openings, "of --replay: the sealed openings, one file")->needs(replayed);
  made->add_option("--context", words->context, "of --replay: keys that open, order registers and generations")->needs(replayed);
  made->add_option("--old", words->old, "checkpoints kept by others: must be consistent");
  made->add_option("--from", words->from, "the first entry to recompute; what stands before is followed, but a request that goes on behind it, which is recomputed whole")->check(CLI::Range(std::int64_t{0}, kEntryMax));
  made->add_option("--to", words->to, "the last one")->check(CLI::Range(std::int64_t{0}, kEntryMax));
  made->add_option("--sample", words->sample, "look at so many of the requests, drawn by --seed: the others are counted as not looked at")->check(CLI::Range(std::int64_t{1}, kEntryMax));
  made->add_option("--seed", words->seed, "draws the sample");
  made->add_option("--instructions", words->instructions, "hold matching to one set of vector instructions (default: the widest here): the report is the same");
  made->add_option("--threads", words->threads, "0: as many as there are cores; the report is the same for any number")->check(CLI::Range(0, 1024));
  made->add_option("--out", words->out, "a directory for audit.html and audit.json, or public.json");
  made->add_flag("--json", words->json, "the report as JSON");
  line.runs(made, [words]() -> Result<int> {
    if (words->replay == words->is_public) return usage_fault("audit: --replay, or --public");
    return words->is_public ? audit_public(*words) : replay(*words);
  });
}

}  // namespace cs::app
