#include "register/build.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "register/generation.h"
#include "register/generations.h"
#include "register/publishing.h"
#include "register/test_world.h"
#include "register/view.h"

namespace cs::registry {
namespace {

using test::build_csv;
using test::build_rows;
using test::crowded_rows;
using test::register_of;
using test::TemporaryDirectory;

const std::string kPerson = "k1,MARIA,,LOPEZ,,12,OAK ST,,,SALEM,OH,44460,,,";

std::string report_of(const Path& home) { return *read_file(register_of(home) / "last-build-report.csv", 1 << 20); }

BuildOptions any_share_rejected() {
  BuildOptions options;
  options.rejected_max_ppm = 1'000'000;
  options.allow_empty = true;
  return options;
}

TEST(register_build, G1_gives_the_same_digest_for_any_order_of_rows_and_any_number_of_threads) {
  std::vector<std::string> rows = crowded_rows(7, 900);
  rows.insert(rows.end(), rows.begin(), rows.begin() + 40);
  std::optional<Digest> first;
  for (const int threads : {1, 2, 7}) {
    const TemporaryDirectory home;
    test::Dice dice(static_cast<std::uint64_t>(threads));
    test::shuffle(rows, dice);
    BuildOptions options = any_share_rejected();
    options.threads = threads;
    const auto outcome = build_rows(home.path(), rows, options);
    ASSERT_TRUE(outcome) << outcome.fault().text;
    ASSERT_EQ(outcome->end, BuildEnd::kPublished);
    EXPECT_GT(outcome->manifest.records, 500U);
    if (!first) first = outcome->digest;
    EXPECT_EQ(outcome->digest, *first);
  }
}

TEST(register_build, G1_gives_another_digest_for_another_row_date_or_software) {
  const TemporaryDirectory home;
  std::vector<Digest> seen;
  const auto add = [&](const std::vector<std::string>& rows, BuildOptions options) {
    const auto outcome = build_rows(home.path(), rows, std::move(options));
    ASSERT_TRUE(outcome) << outcome.fault().text;
    EXPECT_THAT(seen, testing::Not(testing::Contains(outcome->digest)));
    seen.push_back(outcome->digest);
  };
  add({kPerson}, {});
  add({kPerson, "k2,MARIA,,LOPEZ,,12,OAK ST,,,SALEM,OH,44460,,,"}, {});
  BuildOptions dated;
  dated.as_of = Date::civil(2026, 9, 1);
  add({kPerson}, dated);
  BuildOptions other;
  other.software = "countersign 9.9.9";
  add({kPerson}, other);
  EXPECT_EQ(list_generations(register_of(home.path()))->size(), 4U);
}

TEST(register_build, an_equal_generation_already_there_is_success) {
  const TemporaryDirectory home;
  const auto first = build_rows(home.path(), {kPerson});
  const auto second = build_rows(home.path(), {kPerson});
  ASSERT_TRUE(first && second);
  EXPECT_TRUE(first->activated);
  EXPECT_FALSE(first->was_there);
  EXPECT_TRUE(second->was_there);
  EXPECT_EQ(first->digest, second->digest);
}

struct Rejected {
  std::string row, remark;
};

TEST(register_build, every_rejected_row_has_its_reason_and_its_line) {
  const std::vector<Rejected> cases = {
      {",MARIA,,LOPEZ,,12,OAK ST,,,SALEM,OH,44460,,,", "id,rejected,key_missing"},
      {"k 1,MARIA,,LOPEZ,,12,OAK ST,,,SALEM,OH,44460,,,", "id,rejected,key_unreadable"},
      {std::string(33, 'k') + ",MARIA,,LOPEZ,,12,OAK ST,,,SALEM,OH,44460,,,", "id,rejected,key_unreadable"},
      {"k1,,,,,12,OAK ST,,,SALEM,OH,44460,,,", ",rejected,name_missing"},
      {"k1,MARIA,,LOPEZ,,12,OAK ST,,,SALEM,OH,44460,,,maiden", "name_kind,rejected,name_kind_unknown"},
      {"k1,MARIA,,LOPEZ,,,,APT 1,,SALEM,OH,44460,,,", ",rejected,address_missing"},
      {"k1,MARIA,,LOPEZ,,,,,,,,,,,", ",rejected,address_missing"},
      {"k1,MARIA,,LOPEZ,,,,,,,,,,,alias", ",rejected,address_missing"},
      {"k1,MARIA,,LOPEZ,,12,OAK ST,,,SALEM,,,,,", "zip,rejected,zip_and_city_missing"},
      {"k1,MARIA,,LOPEZ,,12,OAK ST,,,SALEM,,4446,,,", "zip,rejected,zip_and_city_missing"},
      {"k1,MARIA,,LOPEZ,,12,OAK ST,,,SALEM,OH,44460,2020-02-30,,", "from,rejected,date_unreadable"},
      {"k1,MARIA,,LOPEZ,,12,OAK ST,,,SALEM,OH,44460,,1/2/2020,", "to,rejected,date_unreadable"},
      {"k1,MARIA,,LOPEZ,,12,OAK ST,,,SALEM,OH,44460,2020-01-02,2020-01-01,", "to,rejected,date_order"},
      {"k1," + std::string(65, 'M') + ",,LOPEZ,,12,OAK ST,,,SALEM,OH,44460,,,", ",rejected,field_too_long"},
      {"k1," + std::string(1025, 'M') + ",,LOPEZ,,12,OAK ST,,,SALEM,OH,44460,,,", ",rejected,field_too_long"},
      {"k1,MARIA,,LOPEZ,,12,OAK ST", ",rejected,csv_shape"},
      {"k1,MAR\xFFIA,,LOPEZ,,12,OAK ST,,,SALEM,OH,44460,,,", ",rejected,csv_encoding"},
  };
  for (const Rejected& bad : cases) {
    const TemporaryDirectory home;
    const auto outcome = build_rows(home.path(), {"k0,ANNA,,LOPEZ,,12,OAK ST,,,SALEM,OH,44460,,,", bad.row}, any_share_rejected());
    ASSERT_TRUE(outcome) << bad.row << ": " << outcome.fault().text;
    EXPECT_EQ(report_of(home.path()), "line,column,severity,reason\n3," + bad.remark + "\n") << bad.row;
    EXPECT_EQ(outcome->rows.read, 2U);
    EXPECT_EQ(outcome->rows.rejected, 1U);
    EXPECT_EQ(outcome->rows.stored, 1U);
  }
}

TEST(register_build, the_report_never_holds_a_value) {
  const TemporaryDirectory home;
  const auto outcome = build_rows(home.path(), {kPerson, "SECRETKEY WITH SPACE,JANE,,HIDDEN,,12,OAK ST,,,SALEM,OH,44460,,,",
                                                "k3,JANE,,HIDDEN,,,HIDDEN LN,,,SALEM,OH,44460,,,"}, any_share_rejected());
  ASSERT_TRUE(outcome);
  EXPECT_THAT(report_of(home.path()), testing::Not(testing::HasSubstr("HIDDEN")));
  EXPECT_THAT(report_of(home.path()), testing::Not(testing::HasSubstr("SECRET")));
}

TEST(register_build, equal_rows_are_merged_and_noted_once_each) {
  const TemporaryDirectory home;
  const auto outcome = build_rows(home.path(), {kPerson, kPerson, "k1,maria,,Lopez,,12,Oak Street,,,Salem,OH,44460-1234,,,"});
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->rows.stored, 1U);
  EXPECT_EQ(outcome->rows.merged, 2U);
  EXPECT_EQ(outcome->manifest.records, 1U);
  EXPECT_EQ(report_of(home.path()), "line,column,severity,reason\n3,,note,row_duplicate\n4,,note,row_duplicate\n");
}

TEST(register_build, an_urbanization_in_the_unit_column_is_no_unit) {
  const TemporaryDirectory home;
  const auto outcome = build_rows(home.path(), {"k1,MARIA,,LOPEZ,,C17,CALLE 5,URB VILLA CAPRI,,SAN JUAN,PR,00924,,,",
                                                "k1,MARIA,,LOPEZ,,C17,URB VILLA CAPRI CALLE 5,,,SAN JUAN,PR,00924,,,"});
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->rows.merged, 1U);
  EXPECT_EQ(report_of(home.path()), "line,column,severity,reason\n3,,note,row_duplicate\n");
}

TEST(register_build, a_name_without_an_address_stands_at_every_address_of_its_key) {
  const TemporaryDirectory home;
  const auto outcome = build_rows(home.path(), {kPerson, "k1,MARIA,,LOPEZ,,9,ELM ST,,,DOVER,DE,19901,,,", "k1,MARIA,,RUIZ,,,,,,,,,,,former",
                                                "k2,ANNA,,JONES,,9,ELM ST,,,DOVER,DE,19901,,,"});
  ASSERT_TRUE(outcome) << outcome.fault().text;
  EXPECT_EQ(outcome->rows.stored, 4U);
  EXPECT_EQ(outcome->manifest.records, 5U);
}

TEST(register_build, a_name_out_of_every_period_of_its_key_is_rejected) {
  const TemporaryDirectory home;
  const auto outcome = build_rows(home.path(), {"k1,MARIA,,LOPEZ,,12,OAK ST,,,SALEM,OH,44460,2015-01-01,,",
                                                "k1,MARIA,,RUIZ,,,,,,,,,,2014-12-31,former"},
                                  any_share_rejected());
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->rows.rejected, 1U);
  EXPECT_EQ(outcome->manifest.records, 1U);
}

TEST(register_build, a_key_may_have_64_records_and_not_65) {
  for (const std::size_t count : {64U, 65U}) {
    const TemporaryDirectory home;
    std::vector<std::string> rows = {"k0,ANNA,,LOPEZ,,12,OAK ST,,,SALEM,OH,44460,,,"};
    for (std::size_t i = 1; i <= count; ++i) rows.push_back("k1,MARIA,,LOPEZ,," + std::to_string(i) + ",OAK ST,,,SALEM,OH,44460,,,");
    const auto outcome = build_rows(home.path(), rows, any_share_rejected());
    ASSERT_TRUE(outcome);
    EXPECT_EQ(outcome->rows.rejected, count == 64 ? 0U : 65U);
    EXPECT_EQ(outcome->manifest.records, count == 64 ? 65U : 1U);
    EXPECT_EQ(outcome->reasons[static_cast<std::size_t>(RowReason::kTooManyRecords)], count == 64 ? 0U : 65U);
  }
}

TEST(register_build, publishes_nothing_when_too_many_rows_are_rejected) {
  std::vector<std::string> rows;
  for (int i = 0; i < 99; ++i) rows.push_back("k" + std::to_string(i) + ",MARIA,,LOPEZ,,12,OAK ST,,,SALEM,OH,44460,,,");
  rows.emplace_back(",MARIA,,LOPEZ,,12,OAK ST,,,SALEM,OH,44460,,,");
  const TemporaryDirectory home;
  EXPECT_EQ(build_rows(home.path(), rows)->end, BuildEnd::kPublished);  // exactly 1 %
  rows.pop_back();
  rows.back() = rows.front();
  rows.back().replace(0, 2, "");
  const TemporaryDirectory other;
  const auto outcome = build_rows(other.path(), rows);
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->end, BuildEnd::kTooManyRejected);
  EXPECT_EQ(Snapshot::open(register_of(other.path()), std::nullopt, Check::kStructure).fault().kind, FaultKind::kNotFound);
  EXPECT_THAT(report_of(other.path()), testing::HasSubstr("100,id,rejected,key_missing"));
}

TEST(register_build, publishes_an_empty_register_only_where_it_is_asked_for) {
  const TemporaryDirectory home;
  EXPECT_EQ(build_rows(home.path(), {})->end, BuildEnd::kNothingAccepted);
  BuildOptions options;
  options.allow_empty = true;
  const auto outcome = build_rows(home.path(), {}, options);
  ASSERT_TRUE(outcome) << outcome.fault().text;
  EXPECT_EQ(outcome->end, BuildEnd::kPublished);
  const auto opened = Snapshot::open(register_of(home.path()), std::nullopt, Check::kDigests);
  ASSERT_TRUE(opened) << opened.fault().text;
  EXPECT_EQ(opened->tile_count(), 0U);
  EXPECT_TRUE(verify(register_of(home.path())));
}

TEST(register_build, a_header_that_is_not_the_registers_is_a_fault) {
  const TemporaryDirectory home;
  EXPECT_EQ(build_csv(home.path(), "id,first_name,last_name\n").fault().kind, FaultKind::kMalformed);
  std::string header(test::kHeader);
  header.insert(header.size() - 1, ",shoe_size");
  EXPECT_EQ(build_csv(home.path(), header).fault().kind, FaultKind::kUsage);
  BuildOptions ignoring;
  ignoring.ignore_columns = {"shoe_size"};
  EXPECT_TRUE(build_csv(home.path(), header + kPerson + ",44\n", ignoring));
  std::string twice(test::kHeader);
  twice.insert(twice.size() - 1, ",zip");
  EXPECT_EQ(build_csv(home.path(), twice).fault().kind, FaultKind::kMalformed);
  EXPECT_EQ(build_csv(home.path(), std::string(test::kHeader) + "k1,\"MARIA\n").fault().kind, FaultKind::kMalformed);
  EXPECT_EQ(build({.from = home.path() / "absent.csv", .register_directory = register_of(home.path())}).fault().kind, FaultKind::kNotFound);
}

TEST(register_build, takes_columns_in_any_order_with_a_byte_order_mark_and_crlf) {
  const TemporaryDirectory home;
  const auto outcome = build_csv(home.path(), "\xEF\xBB\xBFzip,state,city,po_box,unit,street,house,last_name,first_name,id,dob\r\n"
                                              "44460,OH,SALEM,,,OAK ST,12,LOPEZ,MARIA,k1,1970-01-01\r\n");
  ASSERT_TRUE(outcome) << outcome.fault().text;
  const TemporaryDirectory plain;
  EXPECT_EQ(outcome->digest, build_rows(plain.path(), {kPerson})->digest);
}

TEST(register_build, a_second_build_is_told_that_one_is_at_work) {
  const TemporaryDirectory home;
  const auto held = Building::begin(register_of(home.path()));
  ASSERT_TRUE(held);
  EXPECT_EQ(build_rows(home.path(), {kPerson}).fault().kind, FaultKind::kConflict);
}

TEST(register_build, removes_what_a_crash_left) {
  const TemporaryDirectory home;
  ASSERT_TRUE(make_directories(register_of(home.path()) / ".building-abandoned"));
  ASSERT_TRUE(build_rows(home.path(), {kPerson}));
  EXPECT_FALSE(std::filesystem::exists(register_of(home.path()) / ".building-abandoned"));
}

TEST(register_build, a_generation_can_be_read_by_its_owner_only) {
  const TemporaryDirectory home;
  const auto outcome = build_rows(home.path(), {kPerson});
  ASSERT_TRUE(outcome);
  struct stat status {};
  const Path generation = register_of(home.path()) / generation_name(outcome->digest);
  ASSERT_EQ(::stat(generation.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0500U);
  for (const auto& entry : std::filesystem::directory_iterator(generation)) {
    ASSERT_EQ(::stat(entry.path().c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0400U) << entry.path().filename();
  }
}

TEST(register_build, only_activate_makes_another_generation_current) {
  const TemporaryDirectory home;
  const auto first = build_rows(home.path(), {kPerson});
  const auto second = build_rows(home.path(), {"k2,ANNA,,LOPEZ,,12,OAK ST,,,SALEM,OH,44460,,,"});
  ASSERT_TRUE(first && second);
  EXPECT_EQ(*read_current(register_of(home.path())), first->digest);
  ASSERT_TRUE(activate(register_of(home.path()), second->digest));
  EXPECT_EQ(*read_current(register_of(home.path())), second->digest);
  EXPECT_EQ(activate(register_of(home.path()), Digest{}).fault().kind, FaultKind::kNotFound);
  const auto counts = diff(register_of(home.path()), first->digest, second->digest);
  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->added, 1U);
  EXPECT_EQ(counts->dropped, 1U);
  EXPECT_EQ(counts->equal, 0U);
}

TEST(register_build, diff_counts_records_and_not_their_ids) {
  const TemporaryDirectory home;
  std::vector<std::string> rows = crowded_rows(3, 300);
  const auto before = build_rows(home.path(), rows, any_share_rejected());
  rows.push_back("z1,ZOE,,ZIMMER,,7,ZOO LN,,,AKRON,OH,44301,,,");
  const auto after = build_rows(home.path(), rows, any_share_rejected());
  ASSERT_TRUE(before && after);
  const auto counts = diff(register_of(home.path()), before->digest, after->digest);
  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->equal, before->manifest.records);
  EXPECT_EQ(counts->added, 1U);
  EXPECT_EQ(counts->dropped, 0U);
}

TEST(register_build, diff_counts_the_same_however_few_records_it_keeps_at_a_time) {
  const TemporaryDirectory home;
  std::vector<std::string> rows = crowded_rows(3, 300);
  rows.push_back("y1,YVES,,YARROW,,7,YEW LN,,,AKRON,OH,,,,");  // without a ZIP: their tiles have other ids in the two
  const auto before = build_rows(home.path(), rows, any_share_rejected());
  rows.erase(rows.begin() + 40, rows.begin() + 60);
  rows.push_back("z1,ZOE,,ZIMMER,,7,ZOO LN,,,DOVER,DE,,,,");
  rows.push_back("z2,ZOE,,ZIMMER,,7,ZOO LN,,,ADA,OH,,,,");
  rows.push_back("z3,ZOE,,ZIMMER,,7,ZOO LN,,,AKRON,OH,44301,,,");
  const auto after = build_rows(home.path(), rows, any_share_rejected());
  ASSERT_TRUE(before && after);
  const auto old_one = Snapshot::open(register_of(home.path()), before->digest, Check::kStructure);
  const auto new_one = Snapshot::open(register_of(home.path()), after->digest, Check::kStructure);
  ASSERT_TRUE(old_one && new_one);
  const DiffCounts whole = diff_views(old_one->view(), new_one->view(), 1U << 20);
  EXPECT_EQ(whole.equal + whole.dropped, before->manifest.records);
  EXPECT_EQ(whole.equal + whole.added, after->manifest.records);
  EXPECT_EQ(whole.added, 3U);
  EXPECT_GT(whole.dropped, 0U);
  for (const std::uint64_t few : {1U, 7U, 100U}) {
    const DiffCounts sliced = diff_views(old_one->view(), new_one->view(), few);
    EXPECT_EQ(sliced.equal, whole.equal);
    EXPECT_EQ(sliced.added, whole.added);
    EXPECT_EQ(sliced.dropped, whole.dropped);
  }
}

TEST(register_build, frozen_counts_are_those_of_the_records) {
  const TemporaryDirectory home;
  ASSERT_TRUE(build_rows(home.path(), crowded_rows(11, 700), any_share_rejected()));
  const auto checked = verify(register_of(home.path()));
  EXPECT_TRUE(checked) << checked.fault().text;
}

TEST(register_build, tells_its_progress_to_the_end_of_the_input) {
  const TemporaryDirectory home;
  BuildOptions options = any_share_rejected();
  std::vector<BuildProgress> told;
  options.progress = [&](const BuildProgress& progress) { told.push_back(progress); };
  ASSERT_TRUE(build_rows(home.path(), crowded_rows(5, 5000), options));
  ASSERT_GE(told.size(), 4U);
  EXPECT_EQ(told.front().phase, BuildPhase::kReading);
  EXPECT_EQ(told.back().phase, BuildPhase::kPublishing);
  EXPECT_EQ(told.back().rows, 5000U);
  EXPECT_EQ(told.back().bytes_done, told.back().bytes_total);
}

TEST(register_build, G3_accounts_for_every_row_of_hostile_texts) {
  const auto naughty = read_file(Path(CS_SOURCE_DIR) / "tests/data/register/blns.txt", 1 << 20);
  ASSERT_TRUE(naughty) << naughty.fault().text;
  std::string csv(test::kHeader);
  std::uint64_t rows = 0;
  std::size_t begin = 0;
  for (std::size_t end = naughty->find('\n'); end != std::string::npos; begin = end + 1, end = naughty->find('\n', begin)) {
    const std::string_view raw = std::string_view(*naughty).substr(begin, end - begin);
    std::string quoted = "\"";
    for (const char c : raw) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    quoted += '"';
    for (int column = 0; column < 15; ++column, ++rows) {
      std::vector<std::string> fields = {"k" + std::to_string(rows), "MARIA", "", "LOPEZ", "", "12", "OAK ST", "", "", "SALEM", "OH",
                                         "44460", "", "", ""};
      fields[static_cast<std::size_t>(column)] = quoted;
      for (std::size_t i = 0; i < fields.size(); ++i) csv += (i == 0 ? "" : ",") + fields[i];
      csv += '\n';
    }
  }
  const TemporaryDirectory home;
  const auto outcome = build_csv(home.path(), csv, any_share_rejected());
  ASSERT_TRUE(outcome) << outcome.fault().text;
  EXPECT_EQ(outcome->rows.read, outcome->rows.stored + outcome->rows.merged + outcome->rows.rejected);
  EXPECT_GE(outcome->rows.read, rows);
  const auto checked = verify(register_of(home.path()));
  EXPECT_TRUE(checked) << checked.fault().text;
}

}  // namespace
}  // namespace cs::registry
