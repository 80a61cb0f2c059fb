// The short way may be silent, and never wrong.
#include "names/surely_different.h"

#include <gtest/gtest.h>

#include <random>

#include "names/tables.h"

namespace cs::names {
namespace {

struct Viewed {
  std::vector<std::string_view> given, family;
  explicit Viewed(const PersonName& name) : given(name.given.begin(), name.given.end()), family(name.family.begin(), name.family.end()) {}
  NameView view() const { return {given, family}; }
};

bool surely(const PersonName& line, const PersonName& record) {
  return surely_different(Viewed(line).view(), Viewed(record).view()).yes;
}

bool other_person(const NameDifferences& found) {
  return found.given() == NameCode::kGivenOther || found.family() == NameCode::kFamilyOther;
}

PersonName name(std::string given, std::string family, std::string middle = "") {
  return standardize({std::move(given), std::move(middle), std::move(family), ""});
}

TEST(surely_different, tells_people_of_one_home_apart) {
  EXPECT_TRUE(surely(name("Maria", "Garcia"), name("Robert", "Garcia")));
  EXPECT_TRUE(surely(name("Maria", "Garcia"), name("Robert", "Garcia", "J")));
  EXPECT_TRUE(surely(name("Maria", "Garcia", "Elena"), name("Robert", "Jones", "James")));
  EXPECT_TRUE(surely(name("Maria", "Garcia Lopez"), name("Susan", "Garcia")));
}

TEST(surely_different, is_silent_where_a_rule_may_find_them_one) {
  EXPECT_FALSE(surely(name("Maria", "Garcia"), name("Garcia", "Maria"))) << "exchanged";
  EXPECT_FALSE(surely(name("Lee", "Garcia"), name("Robert", "Garcia", "Lee"))) << "called by the middle name";
  EXPECT_FALSE(surely(name("Mary", "Garcia", "Ann"), name("Maryann", "Garcia"))) << "joined";
  EXPECT_FALSE(surely(name("Son", "Garcia"), name("Robert", "Garcia"))) << "a word for somebody";
  EXPECT_FALSE(surely(name("Maria", "Doe"), name("Robert", "Garcia")) && !other_person(differences(name("Maria", "Doe"), name("Robert", "Garcia"))));
  EXPECT_FALSE(surely(name("Maria", "Garcia"), name("Maria", "Jones"))) << "a change of name";
  EXPECT_FALSE(surely(name("J", "Garcia"), name("Robert", "Garcia"))) << "an initial";
}

// Words that the rules know: kin of one another, particles, words for nobody, initials, other scripts, pieces and joined words, mistyped.
class Words {
 public:
  explicit Words(std::uint32_t seed) : dice_(seed) {
    for (const char* start : {"ROBERT", "ELIZABETH", "MOHAMMED", "LI", "KIM", "IVANOV", "JOSEPH", "SARA", "MINJOON", "MARIA"}) {
      words_.emplace_back(start);
      for (const std::string& other : related(start)) words_.push_back(other);
    }
    for (const char* other : {"SON", "MAN", "LADY", "DOE", "MOTHER", "OCCUPANT", "A", "E", "J", "LEE", "ANN", "MARY", "MARYANN", "JOHNSON", "JOHNSO",
                              "DELACRUZ", "CRUZ", "GARCIA", "GARCIAS", "美", "김", "MIN", "JUN", "MICHAEL", "MICHAELA", "AL", "SMITH", "SMYTHE"})
      words_.emplace_back(other);
  }
  std::uint32_t below(std::size_t bound) { return static_cast<std::uint32_t>(dice_() % bound); }
  std::string word() {
    std::string out = words_[below(words_.size())];
    if (below(6) == 0) out += words_[below(words_.size())];
    if (below(5) == 0 && out.size() > 2) std::swap(out[1], out[2]);
    if (below(7) == 0 && static_cast<unsigned char>(out[0]) < 0x80) out[below(out.size())] = static_cast<char>('A' + below(26));
    return out;
  }
  std::vector<std::string> list(std::size_t most) {
    std::vector<std::string> out;
    for (std::size_t count = 1 + below(most); out.size() < count;) out.push_back(word());
    return out;
  }
  PersonName name() { return {list(3), list(2), ""}; }
  // Like `of`, but for a word or two.
  PersonName near(PersonName of) {
    const auto change = [&](std::vector<std::string>& words) {
      const std::uint32_t which = below(4);
      if (which == 0) words[below(words.size())] = word();
      if (which == 1) words.push_back(word());
      if (which == 2 && words.size() > 1) words.erase(words.begin());
    };
    if (below(5) == 0) std::swap(of.given, of.family);
    change(of.given);
    change(of.family);
    return of;
  }

 private:
  std::mt19937 dice_;
  std::vector<std::string> words_;
};

TEST(surely_different, never_says_so_of_two_names_that_the_table_does_not_part) {
  Words words(7);
  std::size_t sure = 0, parted = 0;
  for (int i = 0; i < 60'000; ++i) {
    const PersonName line = words.name(), record = i % 2 == 0 ? words.near(line) : words.name();
    const bool other = other_person(differences(line, record));
    parted += other;
    if (!surely(line, record)) continue;
    ++sure;
    ASSERT_TRUE(other) << ::testing::PrintToString(line.given) << ::testing::PrintToString(line.family) << " and "
                       << ::testing::PrintToString(record.given) << ::testing::PrintToString(record.family);
  }
  EXPECT_GT(sure, 10'000U);
  EXPECT_GT(sure * 2, parted) << "it is worth asking";
}

}  // namespace
}  // namespace cs::names
