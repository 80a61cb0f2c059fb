#include "match/near_letters.h"

#include <gtest/gtest.h>
#include <hwy/targets.h>

#include <random>
#include <vector>

#include "match/instructions.h"

namespace cs::match {
namespace {

// Of one street, with some letters more or less, and now and then a digit; in some way to write it a few more.
struct Drawn {
  std::vector<std::uint64_t> least, most;
};

Drawn drawn_letters(std::mt19937_64& dice, std::size_t count) {
  const auto few = [&] { return dice() & dice() & dice() & ~kLetterDigits; };
  const std::uint64_t street = few();
  Drawn out;
  for (std::size_t at = 0; at < count; ++at) {
    std::uint64_t least = street;
    for (auto edits = dice() % 8; edits > 0; --edits) least ^= std::uint64_t{1} << dice() % 52;
    if (dice() % 5 == 0) least ^= std::uint64_t{1} << (52 + dice() % 10);
    out.most.push_back((least | (dice() % 4 == 0 ? few() : 0)) & ~(3ULL << 62));
    out.least.push_back(least ^ dice() % 4 << 62);
  }
  return out;
}

AskedLetters drawn_asked(std::mt19937_64& dice, std::uint64_t street) {
  const auto more = [&] { return dice() % 2 == 0 ? dice() & dice() & dice() & ~kLetterDigits : 0; };
  AskedLetters out;
  out.least = street & ~(3ULL << 62);
  out.most = out.least | more();
  out.most_with_type = out.most | more();
  out.most_with_direction = out.most | more();
  out.most_with_both = out.most_with_type | out.most_with_direction;
  return out;
}

std::vector<std::uint32_t> found(const Drawn& streets, const AskedLetters& asked, bool plain) {
  std::vector<std::uint32_t> out(streets.least.size());
  const StreetLetters letters{streets.least, streets.most};
  out.resize(plain ? near_letters_plain(letters, asked, out) : near_letters(letters, asked, out));
  return out;
}

// Puts back the choice of instructions.
class Held {
 public:
  explicit Held(std::string_view name) { EXPECT_TRUE(hold_instructions(name)); }
  ~Held() { hwy::SetSupportedTargetsForTest(0); }
  Held(const Held&) = delete;
  Held& operator=(const Held&) = delete;
};

TEST(near_letters, are_the_same_for_every_set_of_instructions) {
  std::size_t targets = 0, met = 0;
  for (const std::string& name : known_instructions()) {
    const Held held(name);
    ASSERT_EQ(near_letters_target(), name) << "the one that was asked for is the one that runs";
    ++targets;
    std::mt19937_64 dice(11);
    for (std::size_t count = 0; count < 70; ++count) {
      const Drawn letters = drawn_letters(dice, count);
      const AskedLetters asked = drawn_asked(dice, count == 0 ? dice() : letters.least[dice() % count]);
      const std::vector<std::uint32_t> plain = found(letters, asked, true);
      ASSERT_EQ(found(letters, asked, false), plain) << near_letters_target() << ", " << count << " streets";
      met += plain.size();
    }
  }
  EXPECT_GT(met, 500 * targets);
  EXPECT_LT(met, 2200 * targets) << "and not all";
}

TEST(near_letters, uses_more_than_single_numbers_where_the_machine_can) {
  EXPECT_NE(near_letters_target(), "");
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) {
    EXPECT_NE(near_letters_target(), "SCALAR");
    EXPECT_NE(near_letters_target(), "EMU128");
  }
#endif
}

TEST(instructions, that_the_machine_has_not_are_refused) {
  const std::string before(instructions());
  EXPECT_FALSE(hold_instructions("ABACUS"));
  EXPECT_FALSE(hold_instructions(""));
  EXPECT_EQ(instructions(), before);
  EXPECT_EQ(known_instructions().front(), before);
}

TEST(near_letters, of_no_street_are_none) { EXPECT_TRUE(found({}, {}, false).empty()); }

}  // namespace
}  // namespace cs::match
