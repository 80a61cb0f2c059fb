#include "agreement/follow_up.h"

#include <gtest/gtest.h>

#include "base/file.h"
#include "base/limits.h"

namespace cs::agreement {
namespace {

const std::string kServed = R"({"line":1,"verification":{"method":"visit","on":"2026-09-10","source":"field office"},"notice":{"served_on":"2026-09-12","contest_until":"2026-10-12"},"delay":null,"contest":null,"adverse_use":null})";
const std::string kDelayed = R"({"line":7,"verification":{"method":"letter","on":"2026-09-10","source":"the post"},"notice":null,"delay":{"ground":"safety","approved_by":"deputy","review_on":"2026-12-01"},"contest":{"received":"2026-09-20","outcome":"upheld","on":"2026-09-25"},"adverse_use":"2026-09-30"})";

DueProcess terms() {
  DueProcess out;
  out.delay_grounds = {"safety"};
  return out;
}
Date day(const char* text) { return *Date::parse(text); }
std::string with(std::string text, const std::string& old, const std::string& fresh) { return text.replace(text.find(old), old.size(), fresh); }

TEST(follow_up, is_read_with_its_notice_or_its_delay_and_never_both_or_none) {
  const auto read = read_follow_ups({kServed, kDelayed});
  ASSERT_TRUE(read) << read.fault().text;
  EXPECT_EQ((*read)[0].served_on, day("2026-09-12"));
  EXPECT_EQ((*read)[1].delay_ground, "safety");
  EXPECT_EQ((*read)[1].adverse_use, day("2026-09-30"));
  EXPECT_FALSE(read_follow_ups({with(kServed, R"("delay":null)", R"("delay":{"ground":"safety","approved_by":"deputy","review_on":"2026-12-01"})")}));
  EXPECT_FALSE(read_follow_ups({with(kDelayed, R"({"ground":"safety","approved_by":"deputy","review_on":"2026-12-01"})", "null")}));
}

TEST(follow_up, a_fault_names_line_and_key_and_no_value) {
  const auto read = read_follow_ups({kServed, with(kDelayed, "\"2026-12-01\"", "\"Nadia Osei\"")});
  ASSERT_FALSE(read);
  EXPECT_NE(read.fault().text.find("line 2"), std::string::npos) << read.fault().text;
  EXPECT_NE(read.fault().text.find("review_on"), std::string::npos) << read.fault().text;
  EXPECT_EQ(read.fault().text.find("Nadia"), std::string::npos) << read.fault().text;
}

TEST(follow_up, lines_ascend_and_hold_no_unknown_key_and_an_outcome_goes_with_its_day) {
  EXPECT_FALSE(read_follow_ups({}));
  EXPECT_FALSE(read_follow_ups({kServed, kServed}));
  EXPECT_FALSE(read_follow_ups({kDelayed, kServed}));
  EXPECT_FALSE(read_follow_ups({with(kServed, "\"contest\":null", "\"contest\":null,\"more\":1")}));
  EXPECT_FALSE(read_follow_ups({with(kServed, "\"contest\":null,", "")}));
  EXPECT_FALSE(read_follow_ups({with(kDelayed, "\"upheld\"", "\"open\"")}));
  EXPECT_FALSE(read_follow_ups({with(kDelayed, "\"on\":\"2026-09-25\"", "\"on\":null")}));
  for (const char* bad : {"", "[]", "null", "{}", "{\"line\":0}"}) EXPECT_FALSE(read_follow_ups({bad})) << bad;
}

TEST(follow_up, a_file_has_at_most_its_limit_of_lines) {
  std::vector<std::string> lines;
  for (std::size_t i = 1; i <= limits::kFollowUpsMax; ++i) lines.push_back(with(kServed, "\"line\":1", "\"line\":" + std::to_string(i)));
  EXPECT_TRUE(read_follow_ups(lines));
  lines.push_back(with(kServed, "\"line\":1", "\"line\":" + std::to_string(limits::kFollowUpsMax + 1)));
  EXPECT_EQ(read_follow_ups(lines).fault().kind, FaultKind::kLimit);
}

TEST(follow_up, the_person_has_the_agreed_days_to_contest_and_a_delay_an_agreed_ground) {
  const auto on = [](const std::string& line, const char* today) { return check_follow_ups(*read_follow_ups({line}), terms(), day(today)).ok(); };
  EXPECT_TRUE(on(kServed, "2026-09-12"));
  EXPECT_FALSE(on(kServed, "2026-09-11")) << "served tomorrow";
  EXPECT_FALSE(on(with(kServed, "2026-10-12", "2026-10-11"), "2026-09-12")) << "29 days";
  EXPECT_TRUE(on(kDelayed, "2026-09-30"));
  EXPECT_FALSE(on(kDelayed, "2026-09-29"));
  EXPECT_FALSE(on(with(kDelayed, "safety", "haste"), "2026-09-30"));
}

TEST(follow_up, the_examples_of_the_format_page_are_those_of_the_tests) {
  const std::string page = *read_file(Path(CS_SOURCE_DIR) / "docs/formats/follow-up.md", 1 << 16);
  for (const std::string& line : {kServed, kDelayed}) EXPECT_NE(page.find(line), std::string::npos);
  EXPECT_NE(page.find(std::to_string(kServed.size() + kDelayed.size() + 2) + " bytes"), std::string::npos) << kServed.size() + kDelayed.size() + 2;
}

}  // namespace
}  // namespace cs::agreement
