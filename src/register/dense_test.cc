// The dense columns at their edges: every record read back is the row that was given.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "register/build.h"
#include "register/generation.h"
#include "register/generations.h"
#include "register/test_world.h"
#include "register/view.h"

namespace cs::registry {
namespace {

using test::build_rows;
using test::crowded_rows;
using test::register_of;
using test::TemporaryDirectory;
using test::tolerant;

Snapshot opened(const Path& home) {
  auto out = Snapshot::open(register_of(home), std::nullopt, Check::kDigests);
  CS_CHECK(out.ok(), "a register that was just built opens");
  return *out;
}

// A record as text, by the view alone.
std::string text_of(const GenerationView& view, std::uint32_t record) {
  const DictionaryView& names = view.dictionary(Dictionary::kName);
  const RecordWord word = view.record(record);
  std::string out = view.key(record) + "|" + std::string(names.text(word.given));
  if (word.initial != 0) out += std::string(" ") + static_cast<char>('A' + word.initial - 1);
  std::string family(names.text(word.surname));
  for (std::uint32_t at = word.has_extras ? view.first_extra(record) : 0; word.has_extras; ++at) {
    const ExtraWord extra = view.extra(at);
    (extra.role == ExtraRole::kGiven ? out : family) += " " + std::string(names.text(extra.id));
    if (extra.last) break;
  }
  out += "|" + family + "|" + std::string(suffix_text(word.suffix)) + "|" + std::to_string(static_cast<int>(word.kind)) + "|";
  out += std::to_string(view.from(record)) + "," + std::to_string(view.to(record));
  return out;
}

std::vector<std::string> texts_of(const Snapshot& held) {
  std::vector<std::string> out;
  for (std::uint32_t record = 0; record < held.manifest().records; ++record) out.push_back(text_of(held.view(), record));
  return out;
}

TEST(register_dense, names_beyond_sixteen_bits_are_read_back) {
  const TemporaryDirectory home;
  std::vector<std::string> rows, expected;
  const auto letters = [](std::uint32_t number) {
    std::string out = "Q";
    for (int i = 0; i < 4; ++i, number /= 20) out += static_cast<char>('A' + number % 20);
    return out;
  };
  constexpr std::uint32_t kNames = 66'000;  // some of them above 65,534
  for (std::uint32_t i = 0; i < kNames; ++i) {
    const std::string given = i % 3 == 0 ? letters(kNames - 1 - i) : "MARIA", family = letters(i), key = "k" + std::to_string(100'000 + i);
    rows.push_back(key + "," + given + ",,"  + family + ",,12,OAK ST,,,SALEM,OH," + std::to_string(44'000 + i / 100) + ",,,");
    expected.push_back(key + "|" + given + "|" + family + "||0|" + std::to_string(INT32_MIN) + "," + std::to_string(INT32_MAX));
  }
  ASSERT_TRUE(build_rows(home.path(), rows, tolerant()));
  std::vector<std::string> found = texts_of(opened(home.path()));
  std::sort(found.begin(), found.end());
  EXPECT_EQ(found, expected);
}

TEST(register_dense, houses_units_and_crowds_beyond_their_bits_are_read_back) {
  const TemporaryDirectory home;
  std::vector<std::string> rows;
  std::map<std::string, std::uint32_t> people;  // at each house
  std::uint32_t key = 10'000;
  const auto add = [&](const std::string& house, const std::string& unit) {
    rows.push_back("k" + std::to_string(key++) + ",MARIA,,LOPEZ,," + house + ",OAK ST," + unit + ",,SALEM,OH,44460,,,");
    ++people[house + "/" + unit];
  };
  for (const char* house : {"131068", "131069", "131070", "131071", "2147483647", "112-10", "12A"}) add(house, "");
  for (int i = 0; i < 2100; ++i) add("7", std::to_string(3000 + i));
  for (const auto& [house, count] : std::map<std::string, int>{{"21", 14}, {"22", 15}, {"23", 16}, {"24", 17}, {"25", 70}})
    for (int i = 0; i < count; ++i) add(house, "");
  ASSERT_TRUE(build_rows(home.path(), rows, tolerant()));
  const Snapshot held = opened(home.path());
  std::map<std::string, std::uint32_t> found;
  std::uint32_t records = 0;
  for (std::uint32_t address = 0; address < held.manifest().addresses; ++address) {
    const AddressEntry at = held.address(address);
    const registry::Run run = held.records_of_address(address);
    EXPECT_EQ(run.begin, records);
    records = run.end;
    found[held.house_text(at.house) + "/" + std::string(held.view().dictionary(Dictionary::kPart).text(at.unit))] = run.size();
    EXPECT_FALSE(held.addresses_with_house(0, at.house).empty());
  }
  EXPECT_EQ(found, people);
  EXPECT_EQ(records, held.manifest().records);
  EXPECT_TRUE(verify(register_of(home.path())));
}

TEST(register_dense, periods_initials_suffixes_and_kinds_are_read_back) {
  const TemporaryDirectory home;
  std::vector<std::string> rows, expected;
  test::Dice dice(3);
  for (std::uint32_t i = 0; i < 700; ++i) {
    const std::string key = "k" + std::to_string(1000 + i);
    const std::string middle = dice.below(2) == 0 ? "" : std::string(1, static_cast<char>('A' + dice.below(26)));
    const std::uint32_t suffix = dice.below(4) == 0 ? 1 + dice.below(2) : 0, kind = dice.below(5) == 0 ? 1 + dice.below(2) : 0;
    const auto from = dice.below(3) == 0 ? std::nullopt : std::optional(Date::civil(1971, 1, 1 + static_cast<int>(dice.below(20))));
    const auto to = dice.below(3) != 0 ? std::nullopt : std::optional(Date::civil(2020, 1, 1 + static_cast<int>(dice.below(20))));
    rows.push_back(key + ",ANNA," + middle + ",JONES," + std::string(suffix_text(static_cast<std::uint8_t>(suffix))) + ",7,ELM ST,,,SALEM,OH,44460," +
                   (from ? from->text() : "") + "," + (to ? to->text() : "") + "," + (kind == 0 ? "" : kind == 1 ? "former" : "alias"));
    expected.push_back(key + "|ANNA" + (middle.empty() ? "" : " " + middle) + "|JONES|" + std::string(suffix_text(static_cast<std::uint8_t>(suffix))) +
                       "|" + std::to_string(kind) + "|" + std::to_string(from ? from->days : INT32_MIN) + "," + std::to_string(to ? to->days : INT32_MAX));
  }
  ASSERT_TRUE(build_rows(home.path(), rows, tolerant()));
  std::vector<std::string> found = texts_of(opened(home.path()));
  std::sort(found.begin(), found.end());
  EXPECT_EQ(found, expected);
}

TEST(register_dense, keys_that_are_no_numbers_are_kept_as_texts_and_found) {
  const TemporaryDirectory home;
  std::vector<std::string> rows, keys;
  test::Dice dice(8);
  for (int i = 0; i < 300; ++i) {
    std::string key;
    for (std::uint32_t size = 1 + dice.below(32); key.size() < size;) key += static_cast<char>('#' + dice.below(80));
    std::erase_if(key, [](char c) { return c == ',' || c == '"'; });
    key += '#';
    if (key.size() > kKeyBytesMax) key.resize(kKeyBytesMax);
    keys.push_back(key);
    rows.push_back(key + ",ANNA,,JONES,,7,ELM ST,,,SALEM,OH,44460,,,");
  }
  ASSERT_TRUE(build_rows(home.path(), rows, tolerant()));
  const Snapshot held = opened(home.path());
  EXPECT_EQ(held.manifest().keys_as.shortest(), 0U);
  for (std::uint32_t record = 0; record < held.manifest().records; ++record) {
    const std::string key = held.view().key(record);
    EXPECT_THAT(keys, testing::Contains(key));
    EXPECT_THAT(held.numbers_of_keys({key}), testing::ElementsAre(held.key_number(record)));
  }
  EXPECT_TRUE(held.numbers_of_keys({"absent"}).empty());
}

TEST(register_dense, G1_gives_the_same_digest_for_any_memory) {
  const std::vector<std::string> rows = crowded_rows(17, 3000);
  std::optional<Digest> first;
  for (const std::size_t memory : {std::size_t{1} << 30, std::size_t{1} << 16}) {
    const TemporaryDirectory home;
    BuildOptions options = tolerant();
    options.memory_bytes = memory;
    options.threads = memory > (1 << 20) ? 1 : 3;
    const auto outcome = build_rows(home.path(), rows, options);
    ASSERT_TRUE(outcome) << outcome.fault().text;
    EXPECT_EQ(outcome->cost.bytes_spilled == 0, !first);
    if (!first) first = outcome->digest;
    EXPECT_EQ(outcome->digest, *first);
    EXPECT_TRUE(verify(register_of(home.path())));
  }
}

TEST(register_dense, a_row_that_comes_ten_thousand_times_is_one_record) {
  const TemporaryDirectory home;
  std::vector<std::string> rows(10'000, "k1,ANNA,,JONES,,7,ELM ST,,,SALEM,OH,44460,,,");
  rows.emplace_back("k1,ANNIE,,,,,,,,,,,,,alias");
  const auto outcome = build_rows(home.path(), rows, tolerant());
  ASSERT_TRUE(outcome) << outcome.fault().text;
  EXPECT_EQ(outcome->rows.merged, 9'999U);
  EXPECT_EQ(outcome->manifest.records, 2U);
}

}  // namespace
}  // namespace cs::registry
