#include "evaluation/evaluate.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "evaluation/score.h"
#include "register/test_world.h"

namespace cs::evaluation {
namespace {

struct World {
  registry::test::TemporaryDirectory home;

  World() {
    const auto built = registry::test::build_rows(home.path(), {"k1,MARIA,,LOPEZ,,12,OAK ST,APT 4,,SALEM,OH,44460,,,",
                                                                "k2,JOHN,,SMITH,,9,ELM ST,,,SALEM,OH,44460,,,"});
    CS_CHECK(built.ok(), "a test's register can be built");
  }
  Result<EvaluationCounts> run(std::string_view lines, int threads = 1, const char* name = "lines.csv") const {
    CS_CHECK(write_file(home.path() / name, as_bytes(lines)).ok(), "a test can write");
    EvaluationOptions options;
    options.register_directory = registry::test::register_of(home.path());
    options.lines = home.path() / name;
    options.out = home.path() / "answers.csv";
    options.threads = threads;
    return evaluate(options);
  }
  std::string answers() const { return *read_file(home.path() / "answers.csv", 1 << 20); }
};

TEST(evaluate, answers_every_line_in_input_order) {
  const World world;
  const auto counts = world.run("id,first_name,last_name,house,street,unit,city,state,zip,dob\r\n"
                                "z9,MARIA,LOPEZ,12,OAK STREET,#4,SALEM,OH,44460-0001,1970-01-01\r\n"
                                "a1,MARIA,LOPEZ,12,OAK STREET,,SALEM,OH,44460,\r\n"
                                "a1,NOBODY,ELSE,12,OAK STREET,#4,SALEM,OH,44460,\r\n"
                                "m5,MARIA,LOPEZ,,FAILED TO PROVIDE,,SALEM,OH,44460,\r\n"
                                "m6,MARIA,,12,OAK STREET,#4,SALEM,OH,44460,\r\n");
  ASSERT_TRUE(counts) << counts.fault().text;
  EXPECT_EQ(world.answers(), "request_id,answer\nz9,verified\na1,review\na1,not_verified\nm5,insufficient\nm6,insufficient\n");
  EXPECT_EQ(counts->lines, 5U);
  EXPECT_EQ(counts->insufficient, 2U);
  EXPECT_EQ(counts->counters.lines, 3U) << "an insufficient line never reaches the matcher";
}

std::string request_line(int number, const char* given, const char* family, const char* line1) {
  return "{\"line\":" + std::to_string(number) + ",\"subject\":{\"names\":[{\"family\":[\"" + family + "\"],\"given\":[\"" + given +
         "\"],\"suffix\":\"\"}]},\"address\":{\"line1\":\"" + line1 + "\",\"city\":\"SALEM\",\"state\":\"OH\",\"zip\":\"44460\"}}\n";
}

TEST(evaluate, answers_the_lines_of_a_request_by_their_numbers_wherever_they_stand) {
  const World world;
  const auto counts = world.run(request_line(3, "MARIA", "LOPEZ", "12 OAK STREET #4") + request_line(1, "NOBODY", "ELSE", "12 OAK STREET #4") +
                                    request_line(2, "MARIA", "LOPEZ", "FAILED TO PROVIDE"), 1, "lines.ndjson");
  ASSERT_TRUE(counts) << counts.fault().text;
  EXPECT_EQ(world.answers(), "request_id,answer\n3,verified\n1,not_verified\n2,insufficient\n");
}

TEST(evaluate, one_sufficient_name_of_a_request_s_line_is_enough) {
  const World world;
  const auto counts = world.run("{\"line\":1,\"subject\":{\"names\":[{\"family\":[\"UNKNOWN\"],\"given\":[\"UNKNOWN\"]},{\"family\":[\"SMITH\"],\"given\":"
                                "[\"JOHN\"]}]},\"address\":{\"line1\":\"9 ELM ST\",\"city\":\"SALEM\",\"state\":\"OH\",\"zip\":\"44460\"}}\n", 1, "lines.ndjson");
  ASSERT_TRUE(counts) << counts.fault().text;
  EXPECT_EQ(world.answers(), "request_id,answer\n1,verified\n");
}

TEST(evaluate, a_request_s_line_that_is_none_is_a_fault_that_names_its_place_and_no_value) {
  const World world;
  const auto counts = world.run(request_line(1, "MARIA", "LOPEZ", "12 OAK STREET #4") + "{\"line\":2,\"wish\":\"MARIA\"}\n", 1, "lines.ndjson");
  ASSERT_FALSE(counts);
  EXPECT_EQ(counts.fault().kind, FaultKind::kMalformed);
  EXPECT_EQ(counts.fault().text, "lines, line 2: LIN-FORMAT, a key that no line has");
}

TEST(evaluate, answers_and_explanations_are_for_their_owner_alone) {
  const World world;
  ASSERT_TRUE(world.run("id,first_name,last_name,house,street,unit,city,state,zip\n1,MARIA,LOPEZ,12,OAK STREET,#4,SALEM,OH,44460\n"));
  constexpr auto kOthers = std::filesystem::perms::group_all | std::filesystem::perms::others_all;
  EXPECT_EQ(std::filesystem::status(world.home.path() / "answers.csv").permissions() & kOthers, std::filesystem::perms::none);
}

TEST(evaluate, the_middle_initial_counts_where_the_middle_name_is_empty) {
  const World world;
  ASSERT_TRUE(world.run("id,first_name,middle,middle_initial,last_name,house,street,city,state,zip\n"
                        "1,JOHN,,Q,SMITH,9,ELM ST,SALEM,OH,44460\n2,JOHN,PETER,Q,SMITH,9,ELM ST,SALEM,OH,44460\n"));
  EXPECT_EQ(world.answers(), "request_id,answer\n1,verified\n2,verified\n");
}

TEST(evaluate, gives_equal_bytes_for_any_number_of_threads) {
  const World world;
  std::string csv = "id,first_name,last_name,street,city,state,zip\n";
  for (int i = 0; i < 600; ++i)
    csv += std::to_string(i) + (i % 3 == 0 ? ",JOHN,SMITH," : ",ANNA,SMITH,") + std::to_string(i % 20) + " ELM ST,SALEM,OH,44460\n";
  ASSERT_TRUE(world.run(csv, 1));
  const std::string expected = world.answers();
  ASSERT_TRUE(world.run(csv, 7));
  EXPECT_EQ(world.answers(), expected);
}

TEST(evaluate, refuses_a_file_that_is_not_lines) {
  const World world;
  EXPECT_EQ(world.run("id,first_name,social_security_number\n").fault().kind, FaultKind::kUsage);
  EXPECT_EQ(world.run("first_name,last_name\n").fault().kind, FaultKind::kMalformed);
  EXPECT_EQ(world.run("id,zip,zip\n").fault().kind, FaultKind::kMalformed);
  const auto bad_row = world.run("id,first_name,last_name\n1,JOHN,SMITH\n2,JOHN\n");
  ASSERT_FALSE(bad_row);
  EXPECT_EQ(bad_row.fault().kind, FaultKind::kMalformed);
  EXPECT_NE(bad_row.fault().text.find("line 3"), std::string::npos) << bad_row.fault().text;
  EXPECT_EQ(bad_row.fault().text.find("JOHN"), std::string::npos);
}

TEST(evaluate, counts_the_true_lines_whose_person_is_among_the_candidates) {
  const World world;
  ASSERT_TRUE(write_file(world.home.path() / "truth.csv", as_bytes("request_id,expected,class,register_id\n1,verified,v_a,k1\n2,verified,v_a,k2\n"
                                                                   "3,verified,v_a,k1\n4,not_verified,n_a,\n5,verified,v_a,k1\n")));
  ASSERT_TRUE(write_file(world.home.path() / "lines.csv", as_bytes("id,first_name,last_name,house,street,unit,city,state,zip\n"
                                                                   "1,MARIA,LOPEZ,12,OAK ST,APT 4,SALEM,OH,44460\n"
                                                                   "2,JON,SMITH,9,ELM ST,,SALEM,OH,44460\n"
                                                                   "3,MARIA,LOPEZ,77,BIRCH ST,,SALEM,OH,44460\n"
                                                                   "4,JOHN,SMITH,9,ELM ST,,SALEM,OH,44460\n"
                                                                   "5,MARIA,LOPEZ,,FAILED TO PROVIDE,,SALEM,OH,44460\n")));
  EvaluationOptions options;
  options.register_directory = registry::test::register_of(world.home.path());
  options.lines = world.home.path() / "lines.csv";
  options.out = world.home.path() / "answers.csv";
  options.recall_truth = world.home.path() / "truth.csv";
  options.one_by_one = true;
  const auto counts = evaluate(options);
  ASSERT_TRUE(counts) << counts.fault().text;
  EXPECT_EQ(counts->retrieval.lines, 3U) << "not the line that must not be verified, nor the insufficient one";
  EXPECT_EQ(counts->retrieval.found, 2U) << "another street of the ZIP is not where MARIA lives";
  EXPECT_EQ(counts->alone.lines, 4U);
  EXPECT_LE(counts->alone.p50_ns, counts->alone.p99_ns);
  EXPECT_LE(counts->alone.p99_ns, counts->alone.max_ns);
}

TEST(score, counts_each_line_by_its_own_truth_and_refuses_ids_that_do_not_meet) {
  const registry::test::TemporaryDirectory home;
  const Path answers = home.path() / "answers.csv", expected = home.path() / "expected.csv";
  const auto put = [](const Path& path, std::string_view text) { ASSERT_TRUE(write_file(path, as_bytes(text))); };
  const std::string truth = "request_id,expected,class,register_id\n1,verified,v_a,r1\n2,not_verified,n_b,\n3,not_verified,n_b,\n";
  put(expected, truth);
  put(answers, "request_id,answer\n3,verified\n1,verified\n2,insufficient\n");
  const auto score = [&] { return count_answers(answers, expected, std::nullopt); };
  const auto held = score();
  ASSERT_TRUE(held) << held.fault().text;
  EXPECT_EQ(score_line(*held), "false verifications 1; verified 1 of 1 true lines");
  EXPECT_EQ(held->classes(Expected::kFalse).at("n_b").count(Answer::kInsufficient), 1U);
  const std::string_view head = "request_id,answer\n";
  for (const std::string_view bad : {"1,verified\n2,verified\n", "1,verified\n1,verified\n2,verified\n3,verified\n",
                                     "1,perhaps\n2,verified\n3,verified\n", "1,verified\n2,verified\n3,verified\n4,verified\n"}) {
    put(answers, std::string(head) + std::string(bad));
    EXPECT_FALSE(score()) << bad;
  }
  for (const std::string_view bad : {"id,answer\n", ""}) {
    put(answers, bad);
    EXPECT_FALSE(score()) << bad;
  }
}

// One class, and the truth of its last row is another: all the rows before it were once counted by that one.
TEST(score, a_class_of_several_truths_hides_no_false_verification) {
  const registry::test::TemporaryDirectory home;
  const Path answers = home.path() / "answers.csv", expected = home.path() / "expected.csv";
  std::string said = "request_id,answer\n", truth = "request_id,expected,class\n";
  for (int line = 0; line < 38; ++line) {
    const std::string id = std::to_string(line);
    said += id + (line < 30 || line == 37 ? ",verified\n" : ",not_verified\n");
    truth += id + (line < 37 ? ",not_verified,mixed\n" : ",verified,mixed\n");
  }
  for (const auto& [id, what] : {std::pair("g", "review,g_a"), {"x", "insufficient,x_a"}, {"u", "not_verified,u_a"}}) {
    said += std::string(id) + ",verified\n";
    truth += std::string(id) + "," + what + "\n";
  }
  ASSERT_TRUE(write_file(answers, as_bytes(said)));
  ASSERT_TRUE(write_file(expected, as_bytes(truth)));
  const auto held = count_answers(answers, expected, std::nullopt);
  ASSERT_TRUE(held) << held.fault().text;
  EXPECT_EQ(score_line(*held), "false verifications 32; verified 1 of 1 true lines; of 1 undecidable lines 1");
  EXPECT_EQ(held->class_count(), 4U);
  ASSERT_TRUE(write_file(expected, as_bytes(truth + "z,maybe,mixed\n")));
  EXPECT_FALSE(count_answers(answers, expected, std::nullopt)) << "a word that is no truth";
}

}  // namespace
}  // namespace cs::evaluation
