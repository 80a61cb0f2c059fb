// report accuracy: an evaluation's answers against their truth, as a page for people and as JSON for programs. report accounting: what was
// disclosed of one subject.
#include <algorithm>

#include "app/accounting_files.h"
#include "app/command_line.h"
#include "app/open_home.h"
#include "app/option_words.h"
#include "codec/json.h"
#include "codec/text.h"
#include "crypto/digest.h"
#include "evaluation/report_page.h"
#include "evaluation/report_rates.h"
#include "register/generation.h"

namespace cs::app {
namespace {

struct AccuracyWords {
  std::string answers, truth, explained, out, title = "Accuracy report";
  bool json = false;
};

constexpr std::size_t kReportInputBytesMax = std::size_t{2} << 30;  // 10,000,000 lines of truth with their edits

Result<void> add_input(evaluation::PageWords& page, const char* what, const std::string& path) {
  CS_TRY(text, read_file(path, kReportInputBytesMax));
  page.inputs.emplace_back(what, digest_text(crypto::sha256(as_bytes(text))));
  return {};
}

Result<int> accuracy(const AccuracyWords& words) {
  if (words.out.empty() && !words.json) return usage_fault("report accuracy: --out FILE, --json, or both");
  CS_TRY_VOID(files_apart({words.answers, words.truth, words.explained}, {words.out}));
  std::optional<Path> explained;
  if (!words.explained.empty()) explained = words.explained;
  CS_TRY(counts, evaluation::count_answers(words.answers, words.truth, explained));
  if (!words.out.empty()) {
    evaluation::PageWords page;
    page.title = words.title;
    page.software = "countersign " + std::string(kVersion);
    CS_TRY_VOID(add_input(page, "answers", words.answers));
    CS_TRY_VOID(add_input(page, "truth", words.truth));
    if (explained) CS_TRY_VOID(add_input(page, "explained", words.explained));
    CS_TRY_VOID(write_file_durable(words.out, as_bytes(evaluation::report_page(counts, page))));
  }
  if (words.json) print_json(evaluation::report_value(counts));
  else print_line("written   " + words.out);
  return kExitDone;
}

struct AccountingWords {
  std::string home, subject, package, clock;
  bool unknown = false, json = false;
};

Result<void> is_a_key(std::string_view subject) {
  const bool shown = std::all_of(subject.begin(), subject.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7f; });
  if (subject.empty() || !shown || !codec::is_utf8(subject)) return usage_fault("report accounting: the record's key is empty, or is no text");
  return {};
}

// A slip of the key must not hand somebody a proof that nothing was disclosed of him: it would be true, and of nobody.
Result<void> is_known(const gate::HomePaths& paths, const AccountingWords& words, const gate::SubjectAccount& account) {
  if (words.unknown || !account.lines.empty()) return {};
  const auto current = registry::Snapshot::open(paths.registers(), std::nullopt, registry::Check::kStructure);
  if (!current && current.fault().kind != FaultKind::kNotFound) return current.fault();
  if (current && !current->numbers_of_keys({words.subject}).empty()) return {};
  return conflict("report accounting: no record of the current generation has this key, and nothing was ever disclosed under it. Is it a slip? Where it is meant, as of a record that was "
                  "deleted: --unknown");
}

void print_quarter(const ledger::AccountedQuarter& quarter) {
  if (!quarter.destroyed.empty()) return print_line(ledger::quarter_text(quarter.quarter) + "    " + destroyed_text(quarter));
  print_line(ledger::quarter_text(quarter.quarter) + "    " + std::to_string(quarter.records) + " disclosures, map at entry " + std::to_string(quarter.entry.value));
}

// Every proof is made anew from the openings and read back as the subject will read it.
Result<int> accounting(const AccountingWords& words) {
  CS_TRY_VOID(is_a_key(words.subject));
  const bool hands_out = !words.package.empty();
  std::error_code error;
  if (hands_out && std::filesystem::exists(words.package, error)) return conflict(words.package + ": is there already");
  CS_TRY(opened, open_home(words.home, words.clock, hands_out ? OpenFor::kWork : OpenFor::kLook));
  gate::Gate& gate = *opened.gate;
  if (hands_out) CS_TRY_VOID(gate::tend_maps(gate));
  CS_TRY(account, gate::subject_account(gate, words.subject));
  CS_TRY_VOID(is_known(gate.paths(), words, account));
  CS_TRY(read, ledger::read_accounting(account.text, gate.ledger().log_keys()));
  if (words.json) print_json(accounting_value(read));
  if (!words.json) {
    for (const ledger::AccountedQuarter& quarter : read.quarters) print_quarter(quarter);
    print_line("since     " + std::to_string(read.open_records) + " disclosures, in no map yet");
  }
  if (!hands_out) return kExitDone;
  CS_TRY_VOID(gate::enter_access(gate, ledger::AccessBy::kSubject,
                                 codec::record_of({{"format", codec::Value(std::string("countersign-access/1"))},
                                                   {"to", codec::Value(std::string("subject"))},
                                                   {"subject", codec::Value(digest_text(gate::subject_of(gate, words.subject)))}})));
  CS_TRY_VOID(write_accounting(gate, account, words.package));
  if (!words.json) print_line("written   " + words.package + ": accounting.json, log.vkey, proofs of " + std::to_string(account.lines.size()) + " lines");
  return kExitDone;
}

}  // namespace

void add_report_verbs(CommandLine& line) {
  auto words = std::make_shared<AccuracyWords>();
  CLI::App* group = line.group("report", "reports");
  CLI::App* made = line.verb(group, "accuracy", "what an evaluation shows: a page with rates, exact bounds and curves; counts only, nobody's data",
                             "report accuracy --answers answers.csv --truth world/truth.csv --out report.html");
  made->add_option("--answers", words->answers, "request_id,answer (CSV), as evaluate writes it")->required();
  made->add_option("--truth", words->truth, "request_id,expected,class (CSV); of an invented world also origin_group,edits")->required();
  made->add_option("--explain", words->explained, "what evaluate --explain wrote: adds calibration and threshold curves");
  made->add_option("--out", words->out, "the page (HTML, one file)");
  made->add_option("--title", words->title, "its title");
  made->add_flag("--json", words->json, "the counts and rates as JSON; limits in parts per billion");
  line.runs(made, [words] { return accuracy(*words); });

  auto of = std::make_shared<AccountingWords>();
  CLI::App* accounted = line.verb(group, "accounting", "what was disclosed of one subject: every quarter, with the proof that it is all",
                                  "report accounting 4711 --home demo-home --package accounting-of-4711");
  accounted->add_option("subject", of->subject, "the record's own key in the register")->required();
  accounted->add_option("--home", of->home, "the home")->required();
  accounted->add_option("--package", of->package, "a new directory with what he is handed; enters an `access`");
  accounted->add_flag("--unknown", of->unknown, "also for a key that no record of the current generation has and of which nothing was disclosed");
  accounted->add_flag("--json", of->json, "as JSON: each quarter with its records, and how many stand in no map yet");
  accounted->add_option("--clock", of->clock, "homes under test.invalid: the time it is");
  line.runs(accounted, [of] { return accounting(*of); });
}

}  // namespace cs::app
