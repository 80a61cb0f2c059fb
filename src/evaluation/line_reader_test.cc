#include "evaluation/line_reader.h"

#include <gtest/gtest.h>

#include "register/test_world.h"

namespace cs::evaluation {
namespace {

struct Files {
  registry::test::TemporaryDirectory home;
  Path put(const char* name, std::string_view text) const {
    CS_CHECK(write_file(home.path() / name, as_bytes(text)).ok(), "a test can write");
    return home.path() / name;
  }
};

TEST(line_reader, reads_a_holders_own_lines_through_a_map) {
  const Files files;
  const Path lines = files.put("lines.csv", "CASE,NAME2,NAME1,MI,LINE,PHONE\n7,DIAZ,ANA,Q,12 OAK ST,555\n");
  const Path map = files.put("map.toml", "[columns]\nid = \"CASE\"\nlast_name = \"NAME2\"\nfirst_name = \"NAME1\"\nmiddle_initial = \"MI\"\nstreet = \"LINE\"\n[constants]\nstate = \"OH\"\nzip = \"44460\"\n[ignore]\ncolumns = [\"PHONE\"]\n");
  auto reader = LineReader::open(lines, map);
  ASSERT_TRUE(reader) << reader.fault().text;
  Line line;
  ASSERT_TRUE(*reader->next(line));
  EXPECT_EQ(line.id, "7");
  EXPECT_EQ(line.names[0].family, "DIAZ");
  EXPECT_EQ(line.names[0].middle, "Q");
  EXPECT_EQ(line.address.line1, "12 OAK ST");
  EXPECT_EQ(line.address.zip, "44460");
  EXPECT_FALSE(*reader->next(line));
}

TEST(line_reader, a_map_names_columns_of_lines_and_nothing_else) {
  const Files files;
  const Path lines = files.put("lines.csv", "CASE,EFF\n7,2024-01-01\n");
  const auto of_the_register = LineReader::open(lines, files.put("map.toml", "[columns]\nid = \"CASE\"\nfrom = \"EFF\"\n"));
  ASSERT_FALSE(of_the_register);
  EXPECT_EQ(of_the_register.fault().text, "map.toml, line 3: columns: a key that is no column of ours");
  const auto without_id = LineReader::open(lines, files.put("map.toml", "[columns]\nzip = \"CASE\"\n[ignore]\ncolumns = [\"EFF\"]\n"));
  ASSERT_FALSE(without_id);
  EXPECT_EQ(without_id.fault().kind, FaultKind::kMalformed);
}

}  // namespace
}  // namespace cs::evaluation
