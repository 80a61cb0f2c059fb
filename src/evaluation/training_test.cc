// What models are fitted, weighed and compared on: small registers whose truth is known.
#include <gtest/gtest.h>

#include <algorithm>

#include "codec/json.h"
#include "evaluation/calibration.h"
#include "evaluation/evaluate.h"
#include "evaluation/train.h"
#include "register/test_world.h"

namespace cs::evaluation {
namespace {

constexpr std::string_view kLines = "id,first_name,middle,last_name,suffix,house,street,unit,city,state,zip\n";

// Forty people in two streets, a line for each: every fourth has a slip, every fifth asks next door.
struct World {
  registry::test::TemporaryDirectory home;
  Path reg, lines, truth, out, explained;

  World() : reg(registry::test::register_of(home.path())), lines(home.path() / "lines.csv"), truth(home.path() / "truth.csv"),
            out(home.path() / "out.csv"), explained(home.path() / "explained.ndjson") {
    const char* const given[] = {"MARIA", "ROBERT", "BEATRICE", "WALTER", "THEODORE"};
    const char* const family[] = {"LOPEZ", "ZIMMERMANN", "OKONKWO", "THISTLEWOOD"};
    std::vector<std::string> rows;
    std::string asked(kLines), known = "request_id,expected,register_id\n";
    for (int i = 0; i < 40; ++i) {
      const std::string name = given[i % 5], surname = family[i % 4], id = std::to_string(i);
      const std::string street = i % 2 == 0 ? ",FRANKLIN ST,,SALEM,OH,44460" : ",WILLOWBROOK AVE,,SALEM,OH,44460";
      rows.push_back("k" + id + "," + name + ",," + surname + ",," + std::to_string(100 + 2 * i) + (i % 2 == 0 ? ",FRANKLIN ST,,"
          : ",WILLOWBROOK AVE,,") + ",SALEM,OH,44460,,,");
      const bool next_door = i % 5 == 4;
      asked += "q" + id + "," + (i % 4 == 3 ? name + "E" : name) + ",," + surname + ",," + std::to_string(100 + 2 * i + (next_door ? 40
          : 0)) + street + "\n";
      known += "q" + id + (next_door ? ",not_verified," : ",verified,k" + id) + "\n";
    }
    asked += "nobody,,,,,1,OAK ST,,SALEM,OH,44460\n";
    known += "nobody,insufficient,\n";
    CS_CHECK(registry::test::build_rows(home.path(), rows).ok(), "a test's register can be built");
    CS_CHECK(write_file(lines, as_bytes(asked)).ok() && write_file(truth, as_bytes(known)).ok(), "a test can write files");
  }
};

EvaluationOptions options_of(const World& world, int threads) {
  EvaluationOptions out;
  out.register_directory = world.reg;
  out.lines = world.lines;
  out.out = world.out;
  out.explain = world.explained;
  out.threads = threads;
  return out;
}

TEST(explain, tells_codes_whose_weights_add_up_and_the_same_bytes_for_any_number_of_threads) {
  const World world;
  ASSERT_TRUE(evaluate(options_of(world, 1)));
  const std::string first = *read_file(world.explained, 1 << 20);
  ASSERT_TRUE(evaluate(options_of(world, 2)));
  EXPECT_EQ(*read_file(world.explained, 1 << 20), first);
  std::size_t lines = 0, explained = 0;
  for (std::size_t at = 0; at < first.size(); at = first.find('\n', at) + 1, ++lines) {
    const auto value = codec::read_json(first.substr(at, first.find('\n', at) - at), 1 << 16);
    ASSERT_TRUE(value);
    const codec::Value* differences = value->find("differences");
    if (differences == nullptr) continue;
    std::int64_t sum = 0;
    for (const codec::Value& each : *differences->list()) sum += *each.find("weight")->number();
    EXPECT_EQ(sum, *value->find("weight")->number());
    explained += differences->list()->empty() ? 0 : 1;
  }
  EXPECT_EQ(lines, 41U);
  EXPECT_GT(explained, 30U);
}

TEST(explain, holds_no_value_of_the_register) {
  const World world;
  ASSERT_TRUE(evaluate(options_of(world, 1)));
  const std::string text = *read_file(world.explained, 1 << 20);
  for (const char* held : {"LOPEZ", "ZIMMERMANN", "FRANKLIN", "WILLOWBROOK", "44460", "k1\""}) EXPECT_EQ(text.find(held),
      std::string::npos) << held;
}

TEST(train, gives_the_same_model_each_time_and_equality_more_weight_than_difference) {
  const World world;
  for (const bool by_em : {false, true}) {
    const TrainingOptions options{world.reg, world.lines, world.truth, by_em, 7, "a test's people"};
    const auto once = train(options, match::Model::built_in()), again = train(options, match::Model::built_in());
    ASSERT_TRUE(once && again);
    EXPECT_EQ(once->model.bytes(), again->model.bytes());
    EXPECT_EQ(once->true_pairs, 32U);
    EXPECT_NE(once->model.digest(), match::Model::built_in().digest());
    const auto weight = [&](std::string_view code) {
      for (const std::uint8_t each : match::all_codes())
        if (match::code_text(each) == code) return once->model.row(each).weight;
      return std::int32_t{0};
    };
    EXPECT_GT(weight("house-equal"), weight("house-other"));
    EXPECT_GT(weight("family-equal"), weight("family-other"));
    EXPECT_EQ(weight("form-other"), match::Model::built_in().row(190).weight) << "no pair had it";
  }
}

TEST(train, without_a_true_pair_is_a_usage_fault) {
  const World world;
  ASSERT_TRUE(write_file(world.truth, as_bytes("request_id,expected,register_id\nq1,not_verified,\n")));
  EXPECT_EQ(train({world.reg, world.lines, world.truth, false, 1, ""}, match::Model::built_in()).fault().kind, FaultKind::kUsage);
}

TEST(calibrate, counts_every_line_with_a_candidate_once) {
  const World world;
  const auto bins = calibrate(world.reg, world.lines, world.truth, match::Model::built_in(), 2);
  ASSERT_TRUE(bins);
  ASSERT_EQ(bins->size(), kWeightBins);
  std::uint64_t lines = 0, right = 0;
  for (const WeightBin& bin : *bins) {
    lines += bin.lines, right += bin.right;
    EXPECT_LE(bin.limits.low, bin.limits.high);
  }
  EXPECT_EQ(right, 32U);
  EXPECT_GE(lines, right);
}

TEST(compare_models, tells_the_lines_on_which_they_differ_and_no_other) {
  const World world;
  const match::Model& built_in = match::Model::built_in();
  const auto same = compare_models(world.reg, world.lines, built_in, built_in, 1);
  ASSERT_TRUE(same);
  EXPECT_EQ(same->ndjson, "");
  std::string text = built_in.text();
  const std::size_t at = text.find("given-spelling,soft");
  text.replace(at, 19, "given-spelling,gray");
  for (const char* code : {"given-slip,soft", "given-nickname,soft"}) text.replace(text.find(code) + std::string_view(code).size() - 4, 4,
      "gray");
  const auto other = compare_models(world.reg, world.lines, built_in, *match::Model::read_text(text), 1);
  ASSERT_TRUE(other);
  EXPECT_GT(other->other_answer, 0U);
  EXPECT_EQ(static_cast<std::uint64_t>(std::count(other->ndjson.begin(), other->ndjson.end(), '\n')), other->other_answer);
}

}  // namespace
}  // namespace cs::evaluation
