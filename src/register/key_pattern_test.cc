#include "register/key_pattern.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "register/packed.h"
#include "register/test_world.h"

namespace cs::registry {
namespace {

KeyPattern pattern_of(const std::vector<std::string>& keys) {
  KeyPattern out;
  for (const std::string& key : keys) out.meet(key);
  return out;
}

TEST(key_pattern, numbers_run_as_the_bytes_of_the_keys_and_lead_back_to_them) {
  const std::vector<std::vector<std::string>> sets = {
      {"P0000000000", "P9999999999", "P1234567890", "P5647382910"},
      {"1", "2", "10", "100", "160000000", "19"},
      {"a", "ab", "abc", "b", "ba", "~", "!"},
      {"only"},
  };
  for (std::vector<std::string> keys : sets) {
    const KeyPattern pattern = pattern_of(keys);
    ASSERT_TRUE(pattern.fits());
    std::sort(keys.begin(), keys.end());
    for (std::size_t i = 0; i < keys.size(); ++i) {
      EXPECT_LT(pattern.number(keys[i]), pattern.numbers());
      EXPECT_EQ(pattern.text(pattern.number(keys[i])), keys[i]);
      EXPECT_EQ(pattern.find(keys[i]), pattern.number(keys[i]));
      EXPECT_EQ(KeyNumbers(pattern).of(keys[i]), pattern.number(keys[i]));
      if (i == 0) continue;
      EXPECT_LT(pattern.number(keys[i - 1]), pattern.number(keys[i])) << keys[i];
    }
    EXPECT_EQ(KeyPattern::parse(pattern.shortest(), pattern.letters()), pattern);
  }
}

TEST(key_pattern, of_too_many_letters_does_not_fit) {
  EXPECT_FALSE(KeyPattern().fits());
  std::vector<std::string> keys;
  for (char c = '!'; c <= '~'; ++c) keys.emplace_back(8, c);
  EXPECT_TRUE(pattern_of(keys).fits());    // 94^8 < 2^57
  for (std::string& key : keys) key += key[0];
  EXPECT_FALSE(pattern_of(keys).fits());   // 94^9
}

TEST(key_pattern, has_no_number_for_a_key_that_it_cannot_spell) {
  const KeyPattern pattern = pattern_of({"k10", "k2"});
  for (const char* key : {"k3", "k", "k100", "", "x10"}) EXPECT_FALSE(pattern.find(key)) << key;
  EXPECT_TRUE(pattern.find("k1"));         // it could be one
}

TEST(key_pattern, is_read_only_as_it_is_written) {
  EXPECT_TRUE(KeyPattern::parse(0, "-"));
  const std::string many(33, 'a');
  std::string places = "a";
  for (int i = 0; i < 32; ++i) places += " a";
  for (const auto& [shortest, letters] : std::vector<std::pair<std::uint64_t, std::string>>{
           {0, "a"}, {1, ""}, {1, "a  b"}, {1, " a"}, {1, "a "}, {1, "ba"}, {1, "aa"}, {2, "a"}, {1, places}, {1, "a\x01"}, {UINT64_MAX, "a"}})
    EXPECT_FALSE(KeyPattern::parse(shortest, letters)) << shortest << " " << letters;
}

TEST(packed, gives_back_numbers_of_any_width) {
  for (int bits = 0; bits <= kPackedBitsMax; ++bits) {
    test::Dice dice(static_cast<std::uint64_t>(bits) + 1);
    std::vector<std::uint64_t> given, words;
    PackedWriter writer(bits);
    for (int i = 0; i < 200; ++i) {
      const std::uint64_t any = std::uint64_t{dice.below(UINT32_MAX)} << 32 | dice.below(UINT32_MAX);
      given.push_back(any & ((std::uint64_t{1} << bits) - 1));
      writer.add(given.back(), words);
    }
    writer.end(words);
    const std::size_t size = words.size() * 8;
    words.insert(words.end(), 8, 0);  // as behind a column's body
    PackedView view({reinterpret_cast<const std::uint8_t*>(words.data()), size}, bits);
    EXPECT_TRUE(view.holds(given.size())) << bits;
    EXPECT_EQ(view.holds(given.size() + 64), bits == 0);
    for (std::size_t i = 0; i < given.size(); ++i) ASSERT_EQ(view[i], given[i]) << bits << " " << i;
    if (bits == 0 || given.size() * static_cast<std::size_t>(bits) % 64 == 0) continue;
    words[size / 8 - 1] |= std::uint64_t{1} << 63;
    EXPECT_FALSE(view.holds(given.size())) << "a bit behind the last number";
  }
}

}  // namespace
}  // namespace cs::registry
