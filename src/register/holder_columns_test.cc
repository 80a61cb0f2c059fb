#include "register/holder_columns.h"

#include <gtest/gtest.h>

#include "register/build.h"
#include "register/generation.h"
#include "register/test_world.h"

namespace cs::registry {
namespace {

constexpr std::array<std::string_view, 6> kOurs = {"id", "first_name", "state", "from", "to", "zip"};
constexpr std::string_view kMap =
    "[columns]\nid = \"ACCT NO\"\nfirst_name = \"FRST_NM\"\nfrom = \"EFF\"\nto = \"END\"\n[constants]\nstate = \"PR\"\n"
    "[ignore]\ncolumns = [\"PHONE\"]\n[dates]\nform = \"MM/DD/YYYY\"\nnone = [\"12/31/9999\"]\n";

Result<HolderColumns> map_of(std::string_view toml) { return HolderColumns::read(toml, "map.toml", kOurs); }

std::vector<std::vector<std::string>> rows_of(const HolderColumns& map, std::string_view csv) {
  std::vector<std::vector<std::string>> out;
  auto rows = HolderRows::over(csv, &map);
  EXPECT_TRUE(rows) << rows.fault().text;
  if (!rows) return out;
  out.push_back(rows->header());
  codec::CsvRow row;
  while (*rows->next(row)) out.emplace_back(row.fields.begin(), row.fields.end());
  return out;
}

TEST(holder_columns, gives_the_rows_under_our_names_with_constants_and_dates) {
  const auto map = map_of(kMap);
  ASSERT_TRUE(map) << map.fault().text;
  const auto rows = rows_of(*map, "FRST_NM,PHONE,EFF,END,ACCT NO\nANA,555,02/28/2024,12/31/9999,7\nBEA,556,,13.01.2024,8\n");
  EXPECT_EQ(rows, (std::vector<std::vector<std::string>>{{"id", "first_name", "from", "to", "state"}, {"7", "ANA", "2024-02-28", "", "PR"}, {"8", "BEA", "", "?", "PR"}}));
}

TEST(holder_columns, a_bad_row_stays_a_bad_row) {
  const auto map = map_of("[columns]\nid = \"a\"\n[ignore]\ncolumns = [\"b\"]\n");
  ASSERT_TRUE(map) << map.fault().text;
  EXPECT_EQ(rows_of(*map, "a,b\n1,2\n1\n3,4\n"), (std::vector<std::vector<std::string>>{{"id"}, {"1"}, {}, {"3"}}));
}

TEST(holder_columns, without_a_map_the_rows_are_as_they_stand) {
  auto rows = HolderRows::over("x,y\n1,2\n", nullptr);
  ASSERT_TRUE(rows);
  EXPECT_EQ(rows->header(), (std::vector<std::string>{"x", "y"}));
}

TEST(holder_columns, every_date_form_has_year_month_and_day_once) {
  for (const std::string_view form : {"YYYYMMDD", "DD.MM.YYYY", "MM-DD-YYYY", "YYYY-MM-DD"})
    EXPECT_TRUE(map_of("[columns]\nid = \"a\"\n[dates]\nform = \"" + std::string(form) + "\"\n")) << form;
  for (const std::string_view form : {"", "YYMMDD", "YYYY-MM", "DDMMYYYYDD", "YYYY MON DD", "YYYYMMDDhh", "YYYY-MM-DD 00:00"})
    EXPECT_FALSE(map_of("[columns]\nid = \"a\"\n[dates]\nform = \"" + std::string(form) + "\"\n")) << form;
  const auto map = map_of("[columns]\nid = \"a\"\nfrom = \"b\"\n[dates]\nform = \"YYYYMMDD\"\n");
  ASSERT_TRUE(map);
  EXPECT_EQ(rows_of(*map, "a,b\n1,20240229\n2,2024-02-29\n3,2024022\n")[1][1], "2024-02-29");
  EXPECT_EQ(rows_of(*map, "a,b\n1,2024-02-29\n")[1][1], "?") << "our own form is not theirs";
}

TEST(holder_columns, a_map_that_is_wrong_is_refused_by_file_line_and_key) {
  struct Bad { std::string_view toml, where; };
  for (const Bad& bad : {Bad{"[columns]\nid = \"a\"\nfrist_name = \"SECRET\"\n", "map.toml, line 3: columns"}, Bad{"[columns]\nid = \"a\"\n\nfirst_name = 5\n", "map.toml, line 4: columns.first_name"},
                         Bad{"[columns]\nid = \"SECRET\"\nzip = \"SECRET\"\n", "map.toml, line 3: columns.zip"}, Bad{"[columns]\nid = \"a\"\n[constants]\nid = \"SECRET\"\n", "map.toml, line 4: constants"},
                         Bad{"[columns]\nzip = \"a\"\n[constants]\nzip = \"SECRET\"\n", "map.toml, line 4: constants.zip"}, Bad{"[columns]\nid = \"a\"\n[ignore]\ncolumns = [\"a\"]\n", "map.toml, line 4: ignore.columns"},
                         Bad{"[columns]\nid = \"a\"\n[ignore]\nrows = []\n", "map.toml, line 4: ignore"}, Bad{"[columns]\nid = \"a\"\n[dates]\nzone = \"UTC\"\n", "map.toml, line 4: dates"},
                         Bad{"[colums]\nid = \"a\"\n", "map.toml, line 1: map"}, Bad{"[ignore]\ncolumns = []\n", "map.toml: columns: missing"}, Bad{"columns = 3\n", "map.toml, line 1: columns"},
                         Bad{"[columns]\nid = \"\"\n", "map.toml, line 2: columns.id"}, Bad{"[columns]\nid = \"a\"\n[constants]\nzip = \"a\\u0000b\"\n", "map.toml, line 4: constants.zip"}, Bad{"[columns\n", "map.toml: "}}) {
    const auto map = map_of(bad.toml);
    ASSERT_FALSE(map) << bad.toml;
    EXPECT_EQ(map.fault().kind, FaultKind::kMalformed);
    EXPECT_EQ(map.fault().text.substr(0, bad.where.size()), bad.where) << map.fault().text;
    EXPECT_EQ(map.fault().text.find("SECRET"), std::string::npos) << map.fault().text;
  }
}

TEST(holder_columns, a_file_and_its_map_must_name_the_same_columns) {
  const auto map = map_of(kMap);
  ASSERT_TRUE(map);
  const auto fault_of = [&](std::string_view csv) {
    const auto rows = HolderRows::over(csv, &*map);
    return rows ? Fault{} : rows.fault();
  };
  const Fault more = fault_of("FRST_NM,PHONE,EFF,END,ACCT NO,id\n");
  EXPECT_EQ(more.kind, FaultKind::kUsage);
  EXPECT_NE(more.text.find("column 6"), std::string::npos) << "our own names count only where the map says so";
  EXPECT_EQ(fault_of("FRST_NM,PHONE,EFF,END\n").text, "map.toml, line 2: columns.id: the file has no such column");
  EXPECT_EQ(fault_of("FRST_NM,EFF,END,ACCT NO\n").text, "map.toml, line 9: ignore.columns: the file has no such column");
}

// What a build stores: the rows, whatever the columns are called.
TEST(holder_columns, a_register_built_through_a_map_is_the_register_built_without) {
  const test::TemporaryDirectory home;
  const auto put = [&](const char* name, std::string_view text) {
    EXPECT_TRUE(write_file(home.path() / name, as_bytes(text)));
    return home.path() / name;
  };
  const auto built = [&](const char* directory, const Path& from, std::optional<Path> columns) {
    BuildOptions options;
    options.from = from;
    options.register_directory = home.path() / directory;
    options.columns = std::move(columns);
    EXPECT_TRUE(make_directories(options.register_directory));
    return build(options);
  };
  const Path plain = put("plain.csv", "id,first_name,last_name,house,street,unit,po_box,city,state,zip,from,to\nk1,ANA,DIAZ,12,OAK ST,,,SALEM,OH,44460,2024-02-28,\n");
  const Path theirs = put("theirs.csv", "NAME2,ACCT,NAME1,LINE,CITY,ZIP9,EFF,END,FAX\nDIAZ,k1,ANA,12 OAK ST,SALEM,44460,02/28/2024,99/99/9999,1\n");
  const Path map = put("map.toml",
                       "[columns]\nid = \"ACCT\"\nfirst_name = \"NAME1\"\nlast_name = \"NAME2\"\nstreet = \"LINE\"\ncity = \"CITY\"\nzip = \"ZIP9\"\nfrom = \"EFF\"\nto = \"END\"\n"
                       "[constants]\nhouse = \"\"\nunit = \"\"\npo_box = \"\"\nstate = \"OH\"\n[ignore]\ncolumns = [\"FAX\"]\n[dates]\nform = \"MM/DD/YYYY\"\nnone = [\"99/99/9999\"]\n");
  const auto left = built("left", plain, {}), right = built("right", theirs, map);
  ASSERT_TRUE(left) << left.fault().text;
  ASSERT_TRUE(right) << right.fault().text;
  EXPECT_EQ(left->digest, right->digest);
  EXPECT_EQ(built("other", theirs, {}).fault().kind, FaultKind::kUsage);
  EXPECT_NE(built("third", plain, map).fault().text.find("header, column 1"), std::string::npos);
}

}  // namespace
}  // namespace cs::registry
