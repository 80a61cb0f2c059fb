#include "request/make.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "request/sample_test.h"

namespace cs::request {
namespace {

using namespace sample;

class Desk {
 public:
  Desk() {
    static int count = 0;
    path_ = std::filesystem::temp_directory_path() / ("request_test_" + std::to_string(::getpid()) + "_" + std::to_string(count++));
    std::filesystem::create_directories(path_);
  }
  ~Desk() { std::filesystem::remove_all(path_); }
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;

  Result<MakeReport> make(const std::string& csv, const std::string& openings) const {
    std::ofstream(path_ / "clerk.csv", std::ios::binary) << csv;
    std::ofstream(path_ / "openings.ndjson", std::ios::binary) << openings;
    return make_request({path_ / "clerk.csv", {path_ / "openings.ndjson"}, path_ / "out", manifest("")});
  }
  std::string lines() const { return read_file(path_ / "out/lines.ndjson", 1 << 20).value(); }
  std::string manifest_json() const { return read_file(path_ / "out/request.json", 1 << 20).value(); }
  bool has(const char* name) const { return std::filesystem::exists(path_ / "out" / name); }

 private:
  Path path_;
};

const std::string kHeader = "issuer,docket,line1,line2,city,state,zip,address_source,address_seen_on,period,matter,reason,officers\n";

std::string row(const std::string& docket) {
  return "court-a," + docket +
      ",12 Oak St,Apt 4,Salem,OH,44460,case system,2026-08-01,2025;2026Q1,matter 1,\"not seen, as ordered\",officer-1; officer-2\n";
}

std::string opening(const std::string& docket, const std::string& given = "MARIA") {
  return "{\"order\":\"000102030405060708090a0b0c0d0e0f\",\"issuer\":\"court-a\",\"docket\":\"" + docket +
         "\",\"type\":\"order-type-a\",\"entered_on\":\"2025-11-20\",\"final_on\":\"2026-02-10\",\"salt\":\"" + std::string(64, '2') +
         "\",\"names\":[{\"family\":[\"LOPEZ\",\"O\\\"X\"],\"given\":[\"" + given + "\"],\"suffix\":\"\"}],\"born\":null}\n";
}

TEST(make, joins_a_clerks_rows_with_the_issuers_openings) {
  const Desk desk;
  const MakeReport report = desk.make(kHeader + row("D-1") + row("D-2"), opening("D-1") + opening("D-2")).value();
  EXPECT_EQ(report.rows, 2u);
  EXPECT_TRUE(report.left_out.empty());
  const LinesFile file = split_lines(desk.lines());
  ASSERT_EQ(file.lines.size(), 2u);
  EXPECT_EQ(file.computed, report.lines);
  LineReader reader(5);
  const LineParse parse = reader.read(file.lines[1], 2);
  ASSERT_EQ(parse.reason, Reason::kNone) << parse.problem;
  EXPECT_EQ(parse.particulars.docket, "D-2");
  EXPECT_EQ(parse.particulars.names[0].family, (std::vector<std::string>{"LOPEZ", "O\"X"}));
  EXPECT_EQ(parse.particulars.periods, (std::vector<std::string>{"2025", "2026Q1"}));
  EXPECT_EQ(parse.particulars.officers, (std::vector<std::string>{"officer-1", "officer-2"}));
  EXPECT_EQ(parse.particulars.reason, "not seen, as ordered");
  EXPECT_EQ(check_line(parse.particulars, rules(), kNow), Reason::kNone);
  const ManifestParse manifest_read = read_manifest(desk.manifest_json()).value();
  ASSERT_TRUE(manifest_read.manifest.has_value()) << manifest_read.problem;
  EXPECT_EQ(manifest_read.manifest->lines, report.lines);
  EXPECT_EQ(check_request(desk.manifest_json(), desk.lines(), rules(), kNow)->findings.size(), 0u);
}

TEST(make, writes_the_line_that_write_line_would_write) {
  const Desk desk;
  ASSERT_TRUE(desk.make(kHeader + row("D-1"), opening("D-1")).ok());
  LineReader reader(5);
  const std::string text = desk.lines();
  const std::string line_text = text.substr(0, text.size() - 1);
  EXPECT_EQ(write_line(reader.read(line_text, 1).particulars), line_text);
}

TEST(make, lists_the_rows_that_find_no_opening_by_their_line_and_numbers_the_others_without_gap) {
  const Desk desk;
  const MakeReport report =
      desk.make(kHeader + row("D-9") + row("D-1") + "a,b\n" + replaced(row("D-2"), "court-a", "court-b") + row("D-2") +
                                          replaced(row("D-1"), "2026-08-01", "1 August"),
                                      opening("D-1") + opening("D-2"))
                                .value();
  EXPECT_EQ(report.rows, 6u);
  ASSERT_EQ(report.left_out.size(), 4u);
  EXPECT_EQ(report.left_out[0].csv_line, 2u);
  EXPECT_EQ(report.left_out[0].problem, RowProblem::kNoOpening);
  EXPECT_EQ(report.left_out[1].csv_line, 4u);
  EXPECT_EQ(report.left_out[1].problem, RowProblem::kUnreadable);
  EXPECT_EQ(report.left_out[2].csv_line, 5u);
  EXPECT_EQ(report.left_out[2].problem, RowProblem::kNoOpening);
  EXPECT_EQ(report.left_out[3].field, "address_seen_on");
  EXPECT_EQ(report.lines.count, 2u);
  EXPECT_NE(desk.lines().find("{\"line\":2,"), std::string::npos);
}

TEST(make, takes_the_last_opening_of_an_order) {
  const Desk desk;
  ASSERT_TRUE(desk.make(kHeader + row("D-1"), opening("D-1") + opening("D-1", "MARIELA")).ok());
  EXPECT_NE(desk.lines().find("MARIELA"), std::string::npos);
}

TEST(make, carries_an_order_that_is_not_final_and_check_tells) {
  const Desk desk;
  ASSERT_TRUE(desk.make(kHeader + row("D-1"), replaced(opening("D-1"), "\"2026-02-10\"", "null")).ok());
  EXPECT_EQ(check_request(desk.manifest_json(), desk.lines(), rules(), kNow)->findings.at(0).reason, Reason::kOrdMissing);
}

TEST(make, without_a_column_or_with_an_unreadable_opening_writes_nothing) {
  const Desk desk;
  for (const char* column : {"issuer", "docket", "line1", "zip", "officers"}) {
    const Result<MakeReport> made = desk.make(replaced(kHeader, column, "other") + row("D-1"), opening("D-1"));
    ASSERT_FALSE(made.ok()) << column;
    EXPECT_NE(made.fault().text.find(column), std::string::npos);
  }
  const Result<MakeReport> with_more = desk.make(replaced(kHeader, "\n", ",ssn\n"), opening("D-1"));
  ASSERT_FALSE(with_more.ok()) << "a column that no request has";
  const auto columns = std::count(kHeader.begin(), kHeader.end(), ',') + 2;
  EXPECT_NE(with_more.fault().text.find("column " + std::to_string(columns)), std::string::npos) << with_more.fault().text;
  EXPECT_EQ(with_more.fault().text.find("ssn"), std::string::npos) << "a header may be somebody's data";
  for (const std::string& bad
       : std::vector<std::string>{"{}", "x", replaced(opening("D-2"), "\"type\":\"order-type-a\",", ""),
                                  replaced(opening("D-2"), "\"2222", "\"22")}) {
    const Result<MakeReport> made = desk.make(kHeader + row("D-1"), opening("D-1") + bad + "\n");
    ASSERT_FALSE(made.ok());
    EXPECT_NE(made.fault().text.find("line 2"), std::string::npos) << made.fault().text;
    EXPECT_EQ(made.fault().text.find("LOPEZ"), std::string::npos);
  }
  EXPECT_FALSE(desk.has("lines.ndjson"));
  EXPECT_FALSE(desk.has("lines.ndjson.part"));
  EXPECT_FALSE(desk.has("request.json"));
}

TEST(make, leaves_out_a_row_whose_line_would_be_too_long) {
  const Desk desk;
  const auto long_row = [](std::size_t size) {
    std::string text = replaced(row("D-1"), "not seen", std::string(900, 's'));
    text = replaced(text, "matter 1", std::string(900, 'm'));
    text = replaced(text, "case system", std::string(900, 'c'));
    return replaced(text, "12 Oak St", std::string(size, '1'));
  };
  ASSERT_TRUE(desk.make(kHeader + long_row(100), opening("D-1")).ok());
  const std::size_t room = 4096 - (desk.lines().size() - 1) + 100;  // how long line1 may be in a line of 4,096 bytes
  ASSERT_LT(room, 1000u);
  EXPECT_EQ(desk.make(kHeader + long_row(room), opening("D-1"))->lines.count, 1u);
  EXPECT_EQ(desk.lines().size(), 4097u);
  const MakeReport report = desk.make(kHeader + long_row(room + 1) + row("D-1"), opening("D-1")).value();
  EXPECT_EQ(report.lines.count, 1u);
  EXPECT_EQ(report.left_out.at(0).csv_line, 2u);
}

TEST(request_id, is_made_of_time_and_chance) {
  crypto::SeededRandom random(1);
  const RequestId first = new_request_id(ts("2026-09-01T00:00:00Z"), random);
  const RequestId second = new_request_id(ts("2026-09-01T00:00:01Z"), random);
  EXPECT_TRUE(is_ulid(first.text()));
  EXPECT_LT(first, second);
  EXPECT_NE(new_request_id(ts("2026-09-01T00:00:00Z"), random), first);
  EXPECT_EQ(new_request_id(Instant{0}, random).text().substr(0, 10), "0000000000");
  EXPECT_EQ(new_request_id(Instant{1469918176385}, random).text().substr(0, 10), "01ARYZ6S41") << "the example of the ULID specification";
}

}  // namespace
}  // namespace cs::request
