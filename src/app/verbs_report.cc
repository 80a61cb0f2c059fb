// report accuracy: an evaluation's answers against their truth, as a page for people and as JSON for programs.
#include "app/command_line.h"
#include "crypto/digest.h"
#include "evaluation/report_page.h"
#include "evaluation/report_rates.h"

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
}

}  // namespace cs::app
