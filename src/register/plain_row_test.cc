// A row put together from plain parts has the bytes of the same row read whole.
#include <gtest/gtest.h>

#include "register/plain_row.h"

namespace cs::registry {
namespace {

const std::vector<std::string> kHeader = {"id",   "first_name", "middle", "last_name", "suffix", "house", "street", "unit",
                                          "po_box", "city",     "state",  "zip",       "from",   "to",    "name_kind"};

// The same choices on every machine.
class Choices {
 public:
  const std::string& of(const std::vector<std::string>& list) { return list[(state_ = state_ * 1664525u + 1013904223u) / 65536u % list.size()]; }

 private:
  std::uint32_t state_ = 3;
};

const std::vector<std::vector<std::string>> kFields = {
    {"P1", "P0000000002", "k", "", "no key"},
    {"MARIA", "maria", "JO-ANN", "SAINT", "", "J", "DE LA", "\xC3\x89VA", "DR"},
    {"", "A", "b", "ANNE", "NMN", "JR", "MARY ANN", "4"},
    {"LOPEZ", "Lopez", "CRUZ-Santiago", "LOPEZ RUIZ", "DE LOPEZ", "DE LA CRUZ", "SMITH JR", "O'BRIEN", "GARCIA Y LOPEZ", "", "SAINT", "X"},
    {"", "", "", "JR", "III", "MD"},
    {"12", "1", "012", "12A", "", "112-10", "999999999", "2147483648", "0"},
    {"OAK ST", "N OAK ST", "oak rd", "5TH AVE", "OAK ST APT 4", "MAIN", "RR 2", "OAK ST SALEM", "OAK ST NE", "", "HIGHWAY 9", "STE", "MAIN ST EXT THE OAKS"},
    {"", "APT 4", "4", "# 4", "UNIT 12", "BOX 5", "REAR", "LOT 7B", "?", "APT", "FL 2", "SOMEWHERE ELSE"},
    {"", "", "", "12", "  "},
    {"SALEM", "Salem", "St Louis", "APO", "", "NEW YORK", "???"},
    {"OH", "oh", "Ohio", "NE", "AE", "", "XX"},
    {"44460", "44460-1234", "4446", "", "00501", "O4460"},
    {"", "", "2020-02-13", "2020-13-01", "1990-01-01"},
    {"", "", "2021-01-01", "1980-01-01", "never"},
    {"", "current", "former", "alias", "other"}};

TEST(plain_row, has_the_bytes_of_the_same_row_read_whole) {
  const auto columns = ColumnMap::of(kHeader, {});
  ASSERT_TRUE(columns);
  SharedTokens shared;
  PlainRows plain(shared, *columns);
  Choices choices;
  int rows = 0, addresses = 0;
  for (int trial = 0; trial < 60'000; ++trial) {
    codec::CsvRow row;
    row.line = static_cast<std::uint64_t>(trial) + 2;
    for (const auto& field : kFields) row.fields.push_back(trial % 2 == 0 && row.fields.size() != 6 ? std::string_view(field[0]) : choices.of(field));
    const std::size_t varied = static_cast<std::size_t>(trial) / 2 % kFields.size();  // every other row has one or two fields that are not plain
    if (trial % 2 == 0) row.fields[varied] = choices.of(kFields[varied]);
    if (trial % 10 == 0) row.fields[5] = row.fields[6] = row.fields[7] = "", row.fields[8] = "12";
    PlainRow found;
    RowBatch batch;
    batch.add(row);
    const Plain how = plain.read(batch, 0, plain.hashes(batch, 0), found);
    if (how == Plain::kNothing) continue;
    const ReadRow whole = read_row(row, *columns);
    if (how == Plain::kAddress) {
      const ReadRow part = read_row(row, *columns, &found.address);
      ASSERT_EQ(part.rejected, whole.rejected);
      ASSERT_EQ(part.remarks, whole.remarks);
      if (!whole.rejected) {
        const std::string expected(shared.tokens.code(whole));
        ASSERT_EQ(expected, shared.tokens.code(part));
        ++addresses;
      }
      continue;
    }
    ASSERT_FALSE(whole.rejected) << trial;
    ASSERT_TRUE(whole.remarks.empty()) << trial;
    const std::string expected(shared.tokens.code(whole));
    ASSERT_EQ(expected, shared.tokens.code(found)) << row.fields[1] << "|" << row.fields[3] << "|" << row.fields[6] << "|" << row.fields[7];
    ++rows;
  }
  EXPECT_GT(rows, 5'000);
  EXPECT_GT(addresses, 2'000);
}

TEST(known_texts, are_remembered_while_the_table_grows_and_read_again_where_it_is_full) {
  int reads = 0;
  const auto value_of = [&](const KnownKey& key) {
    ++reads;
    return KnownUnit{static_cast<std::uint32_t>(std::stoul(std::string(key.first))), key.second == "x"};
  };
  for (const int bits : {16, 12}) {
    KnownTexts<KnownUnit> known(bits);
    reads = 0;
    for (int round = 0; round < 2; ++round)
      for (std::uint32_t i = 0; i < 10'000; ++i) {
        const std::string text = std::to_string(i), other = i % 2 == 0 ? "x" : "";
        const KnownKey key{text, other};
        const KnownUnit found = known.of(key, key.hash(), value_of);
        ASSERT_EQ(found.unit, i);
        ASSERT_EQ(found.plain, i % 2 == 0);
      }
    if (bits == 16) EXPECT_EQ(reads, 10'000) << "each once";
    else EXPECT_GT(reads, 12'000) << "4,096 places do not hold 10,000";
  }
}

TEST(known_texts, keep_two_texts_apart_from_the_same_letters_cut_elsewhere) {
  KnownTexts<KnownUnit> known(12);
  const auto length_of = [](const KnownKey& key) { return KnownUnit{static_cast<std::uint32_t>(key.first.size()), true}; };
  const KnownKey one{"SALEM", "OH"}, other{"SALE", "MOH"};
  EXPECT_EQ(known.of(one, 7, length_of).unit, 5U);
  EXPECT_EQ(known.of(other, 7, length_of).unit, 4U);
  EXPECT_EQ(known.of(one, 7, length_of).unit, 5U);
}

TEST(row_batch, gives_the_fields_of_plain_rows_and_of_others_alike) {
  auto reader = HolderRows::over("a,b\n1,22\n,\"x,y\"\n\xC3\x89,\n4,5\n", nullptr);
  ASSERT_TRUE(reader);
  RowBatch batch;
  codec::CsvRow row;
  while (batch.size() < 4) {
    if (batch.add_plain(*reader, 4) != 0) continue;
    ASSERT_TRUE(*reader->next(row));
    batch.add(row);
  }
  const std::vector<std::vector<std::string>> expected = {{"1", "22"}, {"", "x,y"}, {"\xC3\x89", ""}, {"4", "5"}};
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(batch.line(i), i + 2);
    batch.get(i, row);
    EXPECT_EQ(std::vector<std::string>(row.fields.begin(), row.fields.end()), expected[i]);
    EXPECT_EQ(batch.text(i).field(1), expected[i][1]);
    EXPECT_EQ(batch.text(i).field(2), "");
    EXPECT_EQ(batch.text(i).field(-1), "");
  }
}

}  // namespace
}  // namespace cs::registry
