#include "orders/opening.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "crypto/random.h"

namespace cs::orders {
namespace {

Opening sample() {
  Opening opening;
  opening.order = OrderNumber::parse("000102030405060708090a0b0c0d0e0f").value();
  opening.issuer = "court-a";
  opening.docket = "D-1";
  opening.type = "rem" "oval";
  opening.entered_on = Date::parse("2025-11-20").value();
  opening.final_on = Date::parse("2026-02-10").value();
  opening.salt.fill(0x20);
  opening.names = {{{"LOPEZ", "GARCIA"}, {"MARIA"}, ""}};
  return opening;
}

TEST(opening, has_the_bytes_and_commitment_of_its_page) {
  const Opening opening = sample();
  const OpeningNameView names[] = {{opening.names[0].family, opening.names[0].given, opening.names[0].suffix}};
  EXPECT_EQ(to_hex(opening_bytes({opening.issuer, opening.docket, opening.type, opening.entered_on, names, opening.born})),
            "86" "67636f7572742d61" "63442d31" "6772656d6f76616c" "6a323032352d31312d3230"
            "81" "83" "82" "654c4f50455a" "66474152434941" "81" "654d41524941" "60" "f6");
  EXPECT_EQ(to_hex(commitment(opening)), "bd10c4875e9aabe90a43461d11be135d6cf02480dfb1e1fa2d9507fe60214817");
}

TEST(opening, is_one_line_that_reads_back) {
  OpeningReader reader;
  Opening opening = sample();
  EXPECT_EQ(reader.read(write_opening(opening)).value(), opening);
  opening.final_on.reset();
  opening.born = Date::parse("1980-01-02").value();
  opening.names.push_back({{"O\"BRIEN"}, {}, "JR"});
  opening.names.push_back({{"N\xC3\x9A\xC3\x91" "EZ"}, {"ANA", "MAR\xC3\x8D" "A"}, ""});
  EXPECT_EQ(write_opening(opening).find('\n'), std::string::npos);
  EXPECT_EQ(reader.read(write_opening(opening)).value(), opening);
}

TEST(opening, commits_to_every_fact_but_the_order_and_its_last_day) {
  const Digest committed = commitment(sample());
  Opening other = sample();
  other.final_on.reset();
  EXPECT_EQ(commitment(other), committed);
  const auto changed = [&](auto change) {
    Opening opening = sample();
    change(opening);
    return commitment(opening) != committed;
  };
  EXPECT_TRUE(changed([](Opening& o) { o.issuer = "court-b"; }));
  EXPECT_TRUE(changed([](Opening& o) { o.docket = "D-2"; }));
  EXPECT_TRUE(changed([](Opening& o) { o.type += "s"; }));
  EXPECT_TRUE(changed([](Opening& o) { ++o.entered_on.days; }));
  EXPECT_TRUE(changed([](Opening& o) { o.salt[31] ^= 1; }));
  EXPECT_TRUE(changed([](Opening& o) { o.born = Date{0}; }));
  EXPECT_TRUE(changed([](Opening& o) { o.names[0].suffix = "JR"; }));
  EXPECT_TRUE(changed([](Opening& o) { o.names[0].family = {"LOPEZ GARCIA"}; })) << "parts are not joined";
  EXPECT_TRUE(changed([](Opening& o) { o.names[0] = {{"LOPEZ"}, {"GARCIA", "MARIA"}, ""}; })) << "nor moved";
  EXPECT_TRUE(changed([](Opening& o) { o.names.push_back(o.names[0]); }));
  EXPECT_TRUE(changed([](Opening& o) { o.names[0].given = {"maria"}; })) << "byte for byte";
}

// Somebody else's name on a true order, 20,000 times: nothing but the order's own opening opens it.
TEST(opening, of_one_order_with_another_ones_name_opens_nothing) {
  crypto::SeededRandom random(1);
  std::vector<Opening> orders;
  for (int i = 0; i < 200; ++i) {
    Opening opening = sample();
    opening.salt = random.digest();
    opening.docket = "D-" + std::to_string(i);
    opening.names = {{{"FAMILY" + std::to_string(i)}, {"GIVEN"}, ""}};
    orders.push_back(opening);
  }
  std::size_t opened = 0;
  std::size_t tried = 0;
  for (std::size_t i = 0; i < orders.size(); ++i) {
    const Digest committed = commitment(orders[i]);
    for (std::size_t j = 0; j < orders.size() && tried < 20'000 * (i + 1) / orders.size() + 1; ++j) {
      const Opening& own = orders[i];
      const bool same = i == j;
      const OpeningName& other = orders[j].names[0];
      const OpeningNameView names[] = {{other.family, other.given, other.suffix}};
      const bool opens_it = opens(own.salt, {own.issuer, own.docket, own.type, own.entered_on, names, own.born}, committed);
      EXPECT_EQ(opens_it, same);
      opened += opens_it && !same;
      ++tried;
    }
  }
  EXPECT_GE(tried, 20'000u);
  EXPECT_EQ(opened, 0u);
}

TEST(opening, with_a_wrong_key_or_value_is_none_and_the_fault_names_the_key) {
  OpeningReader reader;
  const std::string line = write_opening(sample());
  struct Change {
    const char* from;
    const char* to;
    const char* key;
  };
  for (const Change& change : std::initializer_list<Change>{{"\"order\":\"00", "\"order\":\"0", "order"},
                                                            {"\"order\":\"00", "\"order\":\"0G", "order"},
                                                            {"0a0b0c", "0A0B0C", "order"},
                                                            {"\"docket\":\"D-1\"", "\"docket\":\"\"", "docket"},
                                                            {"\"docket\":\"D-1\"", "\"docket\":\"D-1\\u202e\"", "docket"},
                                                            {"\"docket\":\"D-1\"", "\"docket\":1", "docket"},
                                                            {"2025-11-20", "2025-11-31", "entered_on"},
                                                            {"\"2026-02-10\"", "\"null\"", "final_on"},
                                                            {"\"salt\":\"20", "\"salt\":\"2", "salt"},
                                                            {"\"LOPEZ\",", "\"A\",\"B\",\"C\",\"LOPEZ\",", "names.family"},
                                                            {"\"suffix\":\"\"", "\"suffix\":null", "names.suffix"},
                                                            {"\"suffix\":\"\"", "\"prefix\":\"\"", "names"},
                                                            {"\"born\":null", "\"born\":0", "born"},
                                                            {",\"born\":null", "", "born"},
                                                            {"\"born\":null", "\"born\":null,\"ssn\":1", "ssn"}}) {
    std::string changed = line;
    const auto at = changed.find(change.from);
    ASSERT_NE(at, std::string::npos) << change.from;
    changed.replace(at, std::string(change.from).size(), change.to);
    const Result<Opening> read = reader.read(changed);
    ASSERT_FALSE(read.ok()) << change.to;
    EXPECT_NE(read.fault().text.find(change.key), std::string::npos) << read.fault().text;
    EXPECT_EQ(read.fault().text.find("LOPEZ"), std::string::npos);
  }
  EXPECT_FALSE(reader.read(line + line).ok());
  EXPECT_FALSE(reader.read("").ok());
  EXPECT_EQ(reader.read(line + std::string(limits::kOpeningBytesMax, ' ')).fault().kind, FaultKind::kLimit);
  EXPECT_TRUE(reader.read(line).ok()) << "a reader goes on after bad lines";
}

}  // namespace
}  // namespace cs::orders
