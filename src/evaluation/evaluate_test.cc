#include "evaluation/evaluate.h"

#include <gtest/gtest.h>

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
  Result<EvaluationCounts> run(std::string_view csv, int threads = 1) const {
    CS_CHECK(write_file(home.path() / "lines.csv", as_bytes(csv)).ok(), "a test can write");
    EvaluationOptions options;
    options.register_directory = registry::test::register_of(home.path());
    options.lines = home.path() / "lines.csv";
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

TEST(score, counts_by_class_and_refuses_ids_that_do_not_meet) {
  const registry::test::TemporaryDirectory home;
  const Path answers = home.path() / "answers.csv", expected = home.path() / "expected.csv";
  const auto put = [](const Path& path, std::string_view text) { ASSERT_TRUE(write_file(path, as_bytes(text))); };
  put(expected, "request_id,expected,class,register_id\n1,verified,v_a,r1\n2,not_verified,n_b,\n3,not_verified,n_b,\n");
  put(answers, "request_id,answer\n3,verified\n1,verified\n2,insufficient\n");
  const auto held = score(answers, expected);
  ASSERT_TRUE(held) << held.fault().text;
  EXPECT_EQ(held->false_verifications(), 1U);
  EXPECT_EQ(held->true_verified(), 1U);
  EXPECT_EQ(held->classes.at("n_b").insufficient, 1U);
  const std::string_view head = "request_id,answer\n";
  for (const std::string_view bad : {"1,verified\n2,verified\n", "1,verified\n1,verified\n2,verified\n3,verified\n",
                                     "1,perhaps\n2,verified\n3,verified\n", "1,verified\n2,verified\n3,verified\n4,verified\n"}) {
    put(answers, std::string(head) + std::string(bad));
    EXPECT_FALSE(score(answers, expected)) << bad;
  }
  for (const std::string_view bad : {"id,answer\n", ""}) {
    put(answers, bad);
    EXPECT_FALSE(score(answers, expected)) << bad;
  }
}

}  // namespace
}  // namespace cs::evaluation
