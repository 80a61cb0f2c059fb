#include "app/option_words.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "base/limits.h"
#include "base/temporary_directory_for_test.h"

namespace cs::app {
namespace {

struct Place : test::TemporaryDirectory {
  std::string file(const char* name, bool there) const {
    const Path out = path() / name;
    if (there) CS_CHECK(write_file(out, as_bytes(std::string_view("1\n"))).ok(), "a test's file can be written");
    return out.string();
  }
};

TEST(option_words, refuses_an_output_that_is_read_or_written_twice_however_it_is_named) {
  const Place place;
  const std::string people = place.file("people.csv", true), other = place.file("other.csv", true), fresh = place.file("fresh.csv", false);
  EXPECT_TRUE(files_apart({people, ""}, {fresh, "", other}));
  std::filesystem::create_symlink(people, place.path() / "link.csv");
  std::filesystem::create_hard_link(people, place.path() / "hard.csv");
  for (const std::string& out : {people, (place.path() / "link.csv").string(), (place.path() / "hard.csv").string(), (place.path() / "." / "people.csv").string()})
    EXPECT_EQ(files_apart({people}, {out}).fault().kind, FaultKind::kUsage) << out;
  EXPECT_EQ(files_apart({people}, {fresh, fresh}).fault().kind, FaultKind::kUsage) << "a file that is not there yet, twice";
  EXPECT_EQ(files_apart({people}, {fresh, (place.path() / "." / "fresh.csv").string()}).fault().kind, FaultKind::kUsage);
  EXPECT_TRUE(files_apart({people}, {"/dev/null", "/dev/null"})) << "nobody's file";
}

TEST(option_words, an_output_without_a_directory_is_an_io_fault_before_any_work) {
  const Place place;
  EXPECT_EQ(files_apart({}, {(place.path() / "none" / "out.csv").string()}).fault().kind, FaultKind::kIo);
}

TEST(option_words, reads_a_percentage_by_its_decimals_and_nothing_else) {
  EXPECT_EQ(*percent_ppm("--x", "1"), 10'000U);
  EXPECT_EQ(*percent_ppm("--x", "0"), 0U);
  EXPECT_EQ(*percent_ppm("--x", "0.25"), 2'500U);
  EXPECT_EQ(*percent_ppm("--x", "99.9999"), 999'999U);
  EXPECT_EQ(*percent_ppm("--x", "100"), 1'000'000U);
  for (const char* bad : {"", "nan", "-1", "1000", "100.0001", "1e1", "0.00001", ".5", "1,5", " 1", "inf", "9999999999999999"})
    EXPECT_EQ(percent_ppm("--x", bad).fault().kind, FaultKind::kUsage) << bad;
}

TEST(option_words, reads_threads_progress_and_a_yes) {
  EXPECT_EQ(*thread_count(3), 3);
  EXPECT_GE(*thread_count(0), 1);
  EXPECT_EQ(*thread_count(limits::kThreadsMax), limits::kThreadsMax);
  for (const int bad : {-1, -5, limits::kThreadsMax + 1, 100'000}) EXPECT_EQ(thread_count(bad).fault().kind, FaultKind::kUsage) << bad;
  for (const char* style : {"auto", "lines", "none"}) EXPECT_TRUE(progress_of(style, "rows")) << style;
  for (const char* style : {"", "silly", "Lines"}) EXPECT_FALSE(progress_of(style, "rows")) << style;
  EXPECT_TRUE(*yes_or_no("--kit", "yes"));
  EXPECT_FALSE(*yes_or_no("--kit", "no"));
  EXPECT_FALSE(yes_or_no("--kit", "maybe"));
}

}  // namespace
}  // namespace cs::app
