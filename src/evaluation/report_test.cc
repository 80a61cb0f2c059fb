#include <gtest/gtest.h>

#include "codec/json.h"
#include "evaluation/report_curves.h"
#include "evaluation/report_page.h"
#include "evaluation/report_rates.h"
#include "evaluation/report_svg.h"
#include "register/test_world.h"

namespace cs::evaluation {
namespace {

constexpr std::string_view kAnswers = "request_id,answer\nt1,verified\nt2,review\nt3,not_verified\nt4,insufficient\nf1,not_verified\nf2,verified\ng1,review\nx1,insufficient\nu1,verified\n";
constexpr std::string_view kTruth =
    "request_id,expected,class,register_id,person,origin_group,edits,twin_of,order\n"
    "t1,verified,v_exact,P1,P1,white,,,final\nt2,verified,v_typo,P2,P2,api,first:typo:12;all:upper_case:9,,final\n"
    "t3,verified,v_typo,P3,P3,api,first:typo:12;first:typo:13,,final\nt4,verified,v_exact,P4,P4,white,,,final\n"
    "f1,not_verified,n_moved,,P5,white,,,final\nf2,not_verified,n_moved,,P6,api,zip:digit:3,,final\n"
    "g1,review,g_unit,P7,P7,white,,,final\nx1,insufficient,x_range,,P8,white,,,final\nu1,not_verified,u_coincidence,,P9,white,,t1,final\n";
constexpr std::string_view kExplained =
    "{\"request_id\":\"t1\",\"answer\":\"verified\",\"held_by\":\"nothing\",\"weight\":5120,\"differences\":[{\"field\":\"given\",\"code\":\"given_same\",\"effect\":\"free\",\"weight\":9}]}\n"
    "{\"request_id\":\"t2\",\"held_by\":\"gray\",\"weight\":-1,\"differences\":[{\"field\":\"given\",\"code\":\"given_initial\",\"effect\":\"gray\",\"weight\":9}]}\n"
    "{\"request_id\":\"t3\",\"held_by\":\"no-candidate\",\"weight\":0,\"differences\":[]}\n{\"request_id\":\"t4\",\"answer\":\"insufficient\"}\n"
    "{\"request_id\":\"f2\",\"held_by\":\"nothing\",\"weight\":-256}\n";

struct Files {
  registry::test::TemporaryDirectory home;
  Path put(const std::string& name, std::string_view text) const {
    CS_CHECK(write_file(home.path() / name, as_bytes(text)).ok(), "a test can write");
    return home.path() / name;
  }
  Result<ReportCounts> counts(std::string_view answers = kAnswers, std::string_view truth = kTruth, std::optional<std::string_view> explained = {}) const {
    std::optional<Path> third;
    if (explained) third = put("x", *explained);
    return count_answers(put("a", answers), put("t", truth), third);
  }
};

Rate rate(const ReportCounts& counts, std::string_view key) {
  for (const Rate& each : rates_of(counts))
    if (each.key == key) return each;
  ADD_FAILURE() << key;
  return {};
}

TEST(report_counts, each_rate_is_over_the_lines_that_it_names) {
  const auto held = Files().counts();
  ASSERT_TRUE(held) << held.fault().text;
  const auto k_of_n = [&](std::string_view key) { return std::pair{rate(*held, key).k, rate(*held, key).n}; };
  using P = std::pair<std::uint64_t, std::uint64_t>;
  EXPECT_EQ(k_of_n("false_verification_rate"), (P{1, 4})) << "false lines, a clerk's and those that say too little; an undecidable line is in no other rate";
  EXPECT_EQ(k_of_n("false_non_verification_rate"), (P{2, 3})) << "review is no success, and an insufficient line is not asked";
  EXPECT_EQ(k_of_n("false_non_verification_rate_all"), (P{3, 4}));
  EXPECT_EQ(k_of_n("verified_or_review_rate_true"), (P{2, 3}));
  EXPECT_EQ(k_of_n("review_rate_true"), (P{1, 4}));
  EXPECT_EQ(k_of_n("insufficient_rate_true"), (P{1, 4}));
  EXPECT_EQ(k_of_n("review_rate"), (P{2, 9}));
  EXPECT_EQ(k_of_n("gray_verified_rate"), (P{0, 1}));
  EXPECT_EQ(k_of_n("insufficient_verified_rate"), (P{0, 1}));
  EXPECT_EQ(k_of_n("undecidable_verified_rate"), (P{1, 1}));
}

TEST(report_counts, an_error_kind_counts_once_a_line_and_only_for_true_lines) {
  const auto held = Files().counts();
  ASSERT_TRUE(held) << held.fault().text;
  EXPECT_EQ(held->by_error.at("first:typo").lines(), 2U);
  EXPECT_EQ(held->by_error.at("all:upper_case").lines(), 1U);
  EXPECT_EQ(held->by_error.at("none").lines(), 2U);
  EXPECT_EQ(held->by_error.count("zip:digit"), 0U);
  EXPECT_EQ(held->by_error_count.at(2).lines(), 2U);
  EXPECT_EQ(held->by_group.at("api").true_lines.lines(), 2U);
  EXPECT_EQ(held->by_group.at("api").false_lines.count(Answer::kVerified), 1U);
}

TEST(report_counts, a_plain_truth_has_neither_groups_nor_errors) {
  const auto held = Files().counts("request_id,answer\n1,verified\n", "request_id,expected,class,register_id\n1,verified,same_address,r\n");
  ASSERT_TRUE(held) << held.fault().text;
  EXPECT_FALSE(held->has_errors);
  EXPECT_FALSE(held->has_groups);
  const std::string page = report_page(*held, {});
  EXPECT_EQ(page.find("origin"), std::string::npos);
  EXPECT_EQ(page.find("Weights"), std::string::npos);
}

TEST(report_counts, weights_come_from_both_forms_and_a_line_without_candidate_has_none) {
  const auto held = Files().counts(kAnswers, kTruth, kExplained);
  ASSERT_TRUE(held) << held.fault().text;
  EXPECT_EQ(held->by_weight.at(20).true_lines, 1U);
  EXPECT_EQ(held->by_weight.at(-1).true_lines, 1U) << "-1/256 bit lies in the bin from -1 to 0";
  EXPECT_EQ(held->by_weight.at(-1).false_lines, 1U) << "-1 bit as well";
  EXPECT_EQ(held->without_weight.true_lines, 1U);
  EXPECT_EQ(held->held_by.at("gray").true_lines, 1U);
  EXPECT_EQ(held->by_difference.at("gray given_initial").true_lines, 1U);
  EXPECT_EQ(held->by_difference.size(), 1U) << "what is free differs in nothing";
  const auto csv = Files().counts(kAnswers, kTruth, "request_id,weight,held_by\nt1,5120,nothing\nt2,-1,gray\nt3,,no-candidate\nt4,,\nf2,-256,nothing\n");
  ASSERT_TRUE(csv) << csv.fault().text;
  EXPECT_EQ(csv->by_weight.at(-1).false_lines, 1U);
  EXPECT_EQ(csv->by_weight.size(), held->by_weight.size());
}

TEST(report_counts, files_that_do_not_fit_together_are_refused_without_a_value) {
  const Files files;
  const std::string head = "request_id,answer\n";
  for (const std::string_view answers : {"request_id,answer\nSECRET,verified\n", "request_id,answer\n1,verified\n1,verified\n", "request_id,answer\n1,SECRET\n", "id,answer\n1,verified\n"}) {
    const auto held = files.counts(answers, "request_id,expected,class\n1,verified,v_a\n");
    ASSERT_FALSE(held) << answers;
    EXPECT_EQ(held.fault().kind, FaultKind::kMalformed);
    EXPECT_EQ(held.fault().text.find("SECRET"), std::string::npos) << held.fault().text;
  }
  for (const std::string_view truth :
       {"1,verified,SECRET NAME,,\n", "1,SECRET,v_a,,\n", "1,verified,v_a,SECRET <b>,\n", "1,verified,v_a,,SECRET\n", "1,verified,v_a,,first:SECRET NAME:1\n", "1,verified,v_a,,\n1,verified,v_a,,\n"}) {
    const auto held = files.counts(head + "1,verified\n", "request_id,expected,class,origin_group,edits\n" + std::string(truth));
    ASSERT_FALSE(held) << truth;
    EXPECT_NE(held.fault().text.find("line "), std::string::npos) << held.fault().text;
    EXPECT_EQ(held.fault().text.find("SECRET"), std::string::npos) << held.fault().text;
  }
  for (const std::string_view explained : {"request_id,weight\nSECRET,5\n", "request_id,weight\n1,x\n", "request_id,weight\n1,5\n1,5\n", "{\"weight\":5}\n", "{\"request_id\":\"1\",\"weight\":\"SECRET\"}\n", "{\"request_id\":\"1\"\n"}) {
    const auto held = files.counts(head + "1,verified\n", "request_id,expected,class\n1,verified,v_a\n", explained);
    ASSERT_FALSE(held) << explained;
    EXPECT_EQ(held.fault().text.find("SECRET"), std::string::npos) << held.fault().text;
  }
}

TEST(report_page, shows_counts_and_bounds_and_nothing_of_anybody) {
  const auto held = Files().counts(kAnswers, kTruth, kExplained);
  ASSERT_TRUE(held) << held.fault().text;
  const std::string page = report_page(*held, {"A <title>", "countersign", {{"answers", "sha256:00"}}});
  for (const char* there : {"A &lt;title&gt;", "1 of 4", "v_typo", "first:typo", "api", "Calibration", "Coverage against error", "gray given_initial", "<svg role=\"img\"", "aria-label", "<caption>", "prefers-color-scheme"})
    EXPECT_NE(page.find(there), std::string::npos) << there;
  for (const char* absent : {"<script", "http:", "https:", "url(http", "@import", "<title>A <", "P1", "t1"}) EXPECT_EQ(page.find(absent), std::string::npos) << absent;
  EXPECT_EQ(page, report_page(*held, {"A <title>", "countersign", {{"answers", "sha256:00"}}}));
}

TEST(report_page, an_empty_evaluation_is_a_page_too) {
  const auto held = Files().counts("request_id,answer\n", "request_id,expected,class\n", "request_id,weight\n");
  ASSERT_TRUE(held) << held.fault().text;
  const std::string page = report_page(*held, {});
  EXPECT_EQ(page.find("nan"), std::string::npos);
  EXPECT_EQ(page.find("inf"), std::string::npos);
  const auto rates = report_value(*held).find("rates")->find("false_verification_rate");
  EXPECT_TRUE(rates->find("rate_ppb")->is_null());
}

TEST(report_value, limits_are_rounded_outward_in_parts_per_billion) {
  const codec::Value none = rate_value(0, 3'000'000);
  EXPECT_EQ(*none.find("at_most_ppb")->number(), 999);
  EXPECT_EQ(*none.find("low_ppb")->number(), 0);
  const codec::Value some = rate_value(5, 10);
  EXPECT_EQ(*some.find("low_ppb")->number(), 187'086'028);
  EXPECT_EQ(*some.find("high_ppb")->number(), 812'913'972);
}

TEST(report_svg, a_rate_never_looks_like_none_or_all_when_it_is_not) {
  EXPECT_EQ(percent_text(0), "0\u00a0%");
  EXPECT_EQ(percent_text(1), "100\u00a0%");
  EXPECT_EQ(percent_text(0.986), "98.6\u00a0%");
  EXPECT_EQ(percent_text(0.99997), "99.997\u00a0%");
  EXPECT_EQ(percent_text(1e-6), "0.0001\u00a0%");
  EXPECT_EQ(count_text(3'000'000), "3,000,000");
  EXPECT_EQ(count_text(999), "999");
}

TEST(report_curves, neighboring_bins_are_joined_until_few_are_left_and_none_is_lost) {
  ReportCounts counts;
  for (std::int32_t bin = -70; bin < 70; ++bin) counts.by_weight[bin] = {1, 2};
  const auto bins = calibration(counts);
  EXPECT_LE(bins.size(), kCalibrationBinsMax);
  std::uint64_t trues = 0;
  for (const CalibrationBin& bin : bins) trues += bin.held.true_lines;
  EXPECT_EQ(trues, 140U);
  const auto steps = thresholds(counts);
  EXPECT_EQ(steps.front().threshold, 69);
  EXPECT_EQ(steps.back().true_taken, 140U);
  EXPECT_EQ(steps.back().false_taken, 280U);
}

}  // namespace
}  // namespace cs::evaluation
