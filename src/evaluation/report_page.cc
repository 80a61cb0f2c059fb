#include "evaluation/report_page.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "evaluation/report_curves.h"
#include "evaluation/report_rates.h"
#include "evaluation/report_style.h"
#include "evaluation/report_svg.h"

namespace cs::evaluation {
namespace {

std::string element(const char* name, const std::string& inside, const char* kind = "") {
  return std::string("<") + name + (*kind != 0 ? std::string(" class=\"") + kind + "\"" : "") + ">" + inside + "</" + name + ">";
}

// A table whose first column heads its rows.
class Table {
 public:
  Table(const std::string& caption, const std::vector<std::string>& heads) {
    out_ = "<div class=\"wide\" tabindex=\"0\"><table><caption>" + html_text(caption) + "</caption><thead><tr>";
    for (const std::string& head : heads) out_ += "<th scope=\"col\">" + html_text(head) + "</th>";
    out_ += "</tr></thead><tbody>";
  }
  void row(const std::string& head, const std::vector<std::string>& cells, int bad = -1, const std::string& small = "") {
    out_ += "<tr><th scope=\"row\">" + html_text(head) + (small.empty() ? "" : "<small>" + html_text(small) + "</small>") + "</th>";
    for (std::size_t i = 0; i < cells.size(); ++i) out_ += element("td", html_text(cells[i]), static_cast<int>(i) == bad ? "bad" : "");
    out_ += "</tr>\n";
  }
  std::string text() const { return out_ + "</tbody></table></div>\n"; }

 private:
  std::string out_;
};

std::string folded(const std::string& summary, const std::string& inside) {
  return "<details><summary>" + html_text(summary) + "</summary>" + inside + "</details>\n";
}

std::string figure(const std::string& inside) { return element("figure", inside) + "\n"; }

std::string k_of_n(std::uint64_t k, std::uint64_t n) { return count_text(k) + " of " + count_text(n); }
std::string rate_text(std::uint64_t k, std::uint64_t n) { return n == 0 ? "–" : percent_text(static_cast<double>(k) / static_cast<double>(n)); }
std::string limits_text(std::uint64_t k, std::uint64_t n) {
  if (n == 0) return "–";
  const Interval limits = interval(k, n);
  return percent_text(limits.low) + " – " + percent_text(limits.high);
}
std::string at_most_text(std::uint64_t k, std::uint64_t n) { return n == 0 ? "–" : percent_text(upper_bound(k, n)); }

std::string card(const std::string& big, const std::string& what, const std::string& small, bool bad) {
  return "<li" + std::string(bad ? " class=\"bad\"" : "") + "><span class=\"what\">" + html_text(what) + "</span><b>" + html_text(big) + "</b><span>" + html_text(small) + "</span></li>";
}

std::string cards(const ReportCounts& counts) {
  const Rate wrong = false_verification_rate(counts), missed = false_non_verification_rate(counts);
  const AnswerCounts& trues = counts.all(Expected::kTrue);
  const std::uint64_t reached = trues.count(Answer::kVerified) + trues.count(Answer::kReview);
  std::string out = "<ul class=\"cards\">";
  out += card(k_of_n(wrong.k, wrong.n), "False verifications", wrong.n == 0 ? "no such lines" : "at most " + percent_text(wrong.at_most()) + " of such lines, with 95 % confidence", wrong.k > 0);
  out += card(rate_text(missed.n - missed.k, missed.n), "True lines verified", k_of_n(missed.n - missed.k, missed.n) + " sufficient ones; " + percent_text(missed.value()) + " missed", false);
  out += card(rate_text(reached, trues.sufficient()), "Verified or in review", "of the sufficient true lines; " + count_text(trues.count(Answer::kReview)) + " wait for a clerk", false);
  out += card(rate_text(trues.count(Answer::kInsufficient), trues.lines()), "True lines insufficient", k_of_n(trues.count(Answer::kInsufficient), trues.lines()) + " say too little to be asked", false);
  return out + "</ul>\n";
}

std::string rates_section(const ReportCounts& counts) {
  Table table("Two limits hold the rate between them with 95 % confidence; \"at most\" is the one-sided limit above (Clopper and Pearson, exact).", {"rate", "lines", "rate", "95 % limits", "at most"});
  for (const Rate& rate : rates_of(counts)) {
    const bool harm = rate.key == "false_verification_rate" && rate.k > 0;
    table.row(std::string(rate.name), {k_of_n(rate.k, rate.n), rate_text(rate.k, rate.n), limits_text(rate.k, rate.n), at_most_text(rate.k, rate.n)}, harm ? 0 : -1, std::string(rate.meaning));
  }
  return element("h2", "Rates") + table.text();
}

// ---- by class, kind and group -----------------------------------------------------------------------------------------------------------

const std::vector<std::string> kAnswerHeads = {"lines", "verified", "review", "not verified", "insufficient", "verified", "95 % limits"};

std::vector<std::string> answer_cells(const AnswerCounts& answers, std::uint64_t of) {
  const std::uint64_t verified = answers.count(Answer::kVerified);
  return {count_text(answers.lines()), count_text(verified), count_text(answers.count(Answer::kReview)), count_text(answers.count(Answer::kNotVerified)),
          count_text(answers.count(Answer::kInsufficient)), rate_text(verified, of), limits_text(verified, of)};
}

std::vector<std::string> heads(const char* first) {
  std::vector<std::string> out = kAnswerHeads;
  out.insert(out.begin(), first);
  return out;
}

std::string bar_legend(bool with_insufficient) {
  const auto key = [](const char* kind, const char* name) {
    return std::string("<span><svg aria-hidden=\"true\" viewBox=\"0 0 34 14\" class=\"key\"><rect class=\"") + kind + "\" x=\"1\" y=\"1\" width=\"32\" height=\"12\"/></svg> " + name + "</span>";
  };
  return "<p class=\"legend\">" + key("bar-verified", "verified (solid)") + key("bar-review", "in review (hatched)") +
         (with_insufficient ? key("bar-short", "insufficient (dotted)") : "") +
         "<span><svg aria-hidden=\"true\" viewBox=\"0 0 34 14\" class=\"key\"><path class=\"whisker\" d=\"M4 7H30M4 3V11M30 3V11\"/></svg> 95 % limits of verified</span></p>";
}

struct ClassPart {
  Expected expected;
  const char *title, *what;
};
constexpr std::array<ClassPart, kExpectedCount> kParts = {{
    {Expected::kTrue, "Lines that must be verified", "Full bars are good. What is neither verified nor in review was missed, or says too little."},
    {Expected::kFalse, "Lines that must not be verified", "Empty bars are good. The whisker shows how much the number of lines leaves open."},
    {Expected::kReview, "Lines that belong to a clerk", "Nothing in the line tells whether it is this person: hatched bars are right, empty ones safe, solid ones wrong."},
    {Expected::kInsufficient, "Lines that say too little", "Dotted bars are right."},
    {Expected::kUndecidable, "Undecidable lines", "False lines whose words are those of a true line. No answer is right for both; they are in no rate above."},
}};

// The axis of bars that should be empty: as long as the longest whisker needs, so that a difference can be seen.
double axis_for(const std::vector<BarRow>& rows) {
  double need = 0;
  for (const BarRow& row : rows) {
    const double of = static_cast<double>(std::max<std::uint64_t>(row.of, 1));
    need = std::max({need, interval(row.answers.count(Answer::kVerified), row.of).high,
                     static_cast<double>(row.answers.count(Answer::kVerified) + row.answers.count(Answer::kReview)) / of});
  }
  for (const double axis : {0.0001, 0.001, 0.004, 0.01, 0.02, 0.04, 0.1, 0.2, 0.4})
    if (need <= axis) return axis;
  return 1;
}

std::string class_part(const ReportCounts& counts, const ClassPart& part) {
  BarChart chart{part.title, part.what, {}, 1, {}, ""};
  Table table(part.title, heads("class"));
  for (const auto& [name, answers] : counts.classes(part.expected)) {
    const bool harm = part.expected == Expected::kFalse && answers.count(Answer::kVerified) > 0;
    chart.rows.push_back({name, answers, answers.lines()});
    table.row(name, answer_cells(answers, answers.lines()), harm ? 1 : -1);
  }
  if (chart.rows.empty()) return "";
  if (part.expected == Expected::kFalse) chart.axis_max = axis_for(chart.rows);
  return element("h3", part.title) + element("p", part.what, "soft") + figure(bar_chart(chart) + bar_legend(true)) + folded("The same as a table", table.text());
}

std::string classes_section(const ReportCounts& counts) {
  std::string out = element("h2", "By class");
  for (const ClassPart& part : kParts) out += class_part(counts, part);
  return out;
}

std::string errors_section(const ReportCounts& counts) {
  if (!counts.has_errors || counts.by_error.empty()) return "";
  BarChart chart{"True lines by kind of error", "Shares of the sufficient true lines with that error", {}, 1, {}, ""};
  Table table("Sufficient true lines by what was done to them; rates over the sufficient ones", heads("error"));
  const AnswerCounts& trues = counts.all(Expected::kTrue);
  chart.mark = trues.sufficient() == 0 ? 0 : static_cast<double>(trues.count(Answer::kVerified)) / static_cast<double>(trues.sufficient());
  for (const auto& [name, answers] : counts.by_error) {
    chart.rows.push_back({name, answers, answers.sufficient()});
    table.row(name, answer_cells(answers, answers.sufficient()));
  }
  Table many("Sufficient true lines by how many errors they carry", heads("errors"));
  for (const auto& [count, answers] : counts.by_error_count) many.row(std::to_string(count), answer_cells(answers, answers.sufficient()));
  return element("h2", "By kind of error") +
         element("p", "True lines, by the errors that the world wrote into them (a line with two kinds stands in both rows). The dashed line is the mean of all.", "soft") +
         figure(bar_chart(chart) + bar_legend(false)) + folded("The same as a table", table.text()) + many.text();
}

std::string groups_section(const ReportCounts& counts) {
  if (!counts.has_groups) return "";
  BarChart chart{"True lines by name-origin group", "Shares of the sufficient true lines of each group", {}, 1, {}, ""};
  const AnswerCounts& trues = counts.all(Expected::kTrue);
  const double mean = trues.sufficient() == 0 ? 0 : static_cast<double>(trues.count(Answer::kVerified)) / static_cast<double>(trues.sufficient());
  chart.mark = mean;
  Table table("Difference: verified, in points, from the mean of all sufficient true lines", {"group", "true lines", "sufficient", "verified", "95 % limits", "difference", "verified or review", "false lines", "verified", "at most"});
  for (const auto& [name, held] : counts.by_group) {
    const std::uint64_t n = held.true_lines.sufficient(), verified = held.true_lines.count(Answer::kVerified), wrong = held.false_lines.count(Answer::kVerified);
    char points[32] = "–";
    if (n > 0) std::snprintf(points, sizeof points, "%+.1f", 100 * (static_cast<double>(verified) / static_cast<double>(n) - mean));
    chart.rows.push_back({name, held.true_lines, n});
    table.row(name, {count_text(held.true_lines.lines()), count_text(n), rate_text(verified, n), limits_text(verified, n), points, rate_text(verified + held.true_lines.count(Answer::kReview), n),
                     count_text(held.false_lines.lines()), count_text(wrong), at_most_text(wrong, held.false_lines.lines())}, wrong > 0 ? 7 : -1);
  }
  return element("h2", "By name-origin group") +
         element("p", "The groups are those from which the invented world drew its names. They are in no register and are never guessed from a name. The dashed line is the mean of all.", "soft") +
         figure(bar_chart(chart) + bar_legend(false)) + table.text();
}

// ---- weights ----------------------------------------------------------------------------------------------------------------------------

std::string bits_text(double from, double below) {
  char text[64];
  std::snprintf(text, sizeof text, "%g to %g", from, below);
  return text;
}

std::string calibration_part(const ReportCounts& counts) {
  const std::vector<CalibrationBin> bins = calibration(counts);
  LineChart chart{"Calibration", "Share of true lines among the lines whose best candidate has that weight", "weight of the best candidate (bits)", "share that is true", bins.front().from, bins.back().below, 0, 1, false, {}, false};
  Series series{"share of true lines, with 95 % limits", {}, 0, {}};
  Table table("Lines by the weight of their best candidate", {"weight (bits)", "true lines", "false lines", "true share", "95 % limits"});
  for (const CalibrationBin& bin : bins) {
    const std::uint64_t n = bin.held.true_lines + bin.held.false_lines, k = bin.held.true_lines;
    const Interval limits = interval(k, n);
    series.points.emplace_back((bin.from + bin.below) / 2, static_cast<double>(k) / static_cast<double>(n));
    series.whiskers.emplace_back(limits.low, limits.high);
    table.row(bits_text(bin.from, bin.below), {count_text(k), count_text(bin.held.false_lines), rate_text(k, n), limits_text(k, n)});
  }
  chart.series.push_back(std::move(series));
  return element("h3", "Calibration") + element("p", "How often a line is true, by the weight of its best candidate. The weight ranks and explains; a verdict also needs that nothing contradicts and that nobody else does as well.", "soft") +
         figure(line_chart(chart)) + folded("The same as a table", table.text());
}

std::string threshold_parts(const ReportCounts& counts) {
  const std::vector<ThresholdStep> steps = thresholds(counts);
  const AnswerCounts &trues = counts.all(Expected::kTrue), &falses = counts.all(Expected::kFalse);
  const double n_true = static_cast<double>(std::max<std::uint64_t>(trues.lines(), 1)), n_false = static_cast<double>(std::max<std::uint64_t>(falses.lines(), 1));
  LineChart cut{"A threshold on the weight alone", "Share of the true and of the false lines at or above each weight", "threshold (bits)", "share taken", steps.back().threshold, steps.front().threshold, 0, 1, false, {}, false};
  if (cut.x_min == cut.x_max) cut.x_max += 1;
  Series taken_true{"true lines taken", {}, 0, {}}, taken_false{"false lines taken", {}, 1, {}};
  Series alone{"a threshold on the weight alone", {}, 0, {}}, decided{"as decided: verified", {}, 2, {}};
  double least = 1;
  Table table("What a threshold alone would take; false: the one-sided 95 % limit beside the count", {"threshold (bits)", "true lines taken", "share", "false lines taken", "share", "at most"});
  for (const ThresholdStep& step : steps) {
    const double limit = upper_bound(step.false_taken, falses.lines());
    least = std::min(least, limit);
    taken_true.points.emplace_back(step.threshold, static_cast<double>(step.true_taken) / n_true);
    taken_false.points.emplace_back(step.threshold, static_cast<double>(step.false_taken) / n_false);
    alone.points.emplace_back(static_cast<double>(step.true_taken) / n_true, limit);
    table.row(bits_text(step.threshold, step.threshold).substr(0, bits_text(step.threshold, step.threshold).find(' ')),
              {count_text(step.true_taken), rate_text(step.true_taken, trues.lines()), count_text(step.false_taken), rate_text(step.false_taken, falses.lines()), at_most_text(step.false_taken, falses.lines())});
  }
  const double own_limit = upper_bound(falses.count(Answer::kVerified), falses.lines());
  decided.points.emplace_back(static_cast<double>(trues.count(Answer::kVerified)) / n_true, own_limit);
  least = std::min(least, own_limit);
  cut.series = {taken_true, taken_false};
  LineChart trade{"Coverage against error", "For each threshold on the weight alone, and for the decision: the share of true lines taken, and the limit below which the share of false lines lies", "share of the true lines taken", "false lines taken, at most", 0, 1, std::pow(10, std::floor(std::log10(least))), 1, true, {alone, decided}, true};
  return element("h3", "What the weight alone would do") + figure(line_chart(cut)) + element("h3", "Coverage against error") +
         element("p", "Down and to the right is better. Each point of the line is one threshold on the weight; the triangle is what the program answered. The height is the one-sided 95 % limit, so that no error among few lines does not look like no error at all.", "soft") +
         figure(line_chart(trade)) + folded("Both as a table", table.text());
}

std::string held_part(const ReportCounts& counts) {
  if (!counts.has_held_by) return "";
  Table table("Lines that reached the matcher, by what kept their best candidate from being verified", {"held by", "true lines", "false lines"});
  for (const auto& [reason, held] : counts.held_by) table.row(reason, {count_text(held.true_lines), count_text(held.false_lines)});
  std::string out = element("h3", "What kept lines from being verified") + table.text();
  if (counts.by_difference.empty()) return out;
  Table codes("Differences of the best candidate: soft may be verified, gray is a clerk's, a veto ends it", {"difference", "true lines not verified", "false lines"});
  for (const auto& [code, held] : counts.by_difference) codes.row(code, {count_text(held.true_lines), count_text(held.false_lines)});
  return out + codes.text();
}

std::string weights_section(const ReportCounts& counts) {
  if (!counts.has_weights) return "";
  std::string out = element("h2", "Weights");
  if (counts.without_weight.true_lines + counts.without_weight.false_lines > 0)
    out += element("p", html_text(count_text(counts.without_weight.true_lines) + " true and " + count_text(counts.without_weight.false_lines) + " false lines had no candidate, and so no weight."), "soft");
  if (!counts.by_weight.empty()) out += calibration_part(counts) + threshold_parts(counts);
  return out + held_part(counts);
}

std::string reading_section() {
  return element("h2", "How to read this") +
         element("p", "A line asks whether a person is on record at an address. It is <em>verified</em>, <em>not verified</em>, left to a clerk (<em>review</em>), or <em>insufficient</em>: its own name or address would be refused before any record is looked at.") +
         element("p", "Rates are those of this set of lines. A set made of traps says nothing about how often a trap occurs in life, and an invented world shares the assumptions of those who wrote it. No failure among few lines bounds little: read the limits, not the zeros. Whoever sees only name and address cannot tell two people apart who share both, and nobody with a single name can be verified.");
}

}  // namespace

std::string report_page(const ReportCounts& counts, const PageWords& words) {
  std::string out = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>" + html_text(words.title) + "</title><style>" + std::string(kReportStyle) + "</style></head><body>" + std::string(kReportPatterns);
  out += "\n<header><h1>" + html_text(words.title) + "</h1><p class=\"meta\">" + html_text(count_text(counts.lines())) + " lines, " + count_text(counts.class_count()) + " classes" + (words.software.empty() ? "" : " · " + html_text(words.software));
  for (const auto& [name, digest] : words.inputs) out += "<br>" + html_text(name) + " <code>" + html_text(digest) + "</code>";
  out += "</p></header>\n<main>" + cards(counts) + rates_section(counts) + classes_section(counts) + errors_section(counts) + groups_section(counts) + weights_section(counts) + reading_section();
  return out + "</main>\n<footer><p class=\"soft\">Counts, classes and rates only: no line, name or address of anybody stands in this page.</p></footer></body></html>\n";
}

}  // namespace cs::evaluation
