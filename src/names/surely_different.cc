// Each return below excludes, one after the other, the ways by which differences() comes to a milder code: an initial, another script, words
// that were joined or parted, regrouped or exchanged, and words that stand for no name.
#include "names/surely_different.h"

#include <algorithm>
#include <array>

#include "names/likeness.h"
#include "names/scripts.h"
#include "names/tables.h"

namespace cs::names {
namespace {

using Words = std::span<const std::string_view>;

constexpr std::size_t kJoinedBytesMax = 128;

bool begin_alike(std::string_view one, std::string_view other) { return one.starts_with(other) || other.starts_with(one); }
bool holds(Words words, std::string_view word) { return std::find(words.begin(), words.end(), word) != words.end(); }
bool all_latin(Words words) { return std::all_of(words.begin(), words.end(), is_latin); }
bool holds_initial(Words words) { return std::any_of(words.begin(), words.end(), is_initial); }

// Words without what parts them; empty where they are too many.
class Joined {
 public:
  explicit Joined(Words words) {
    for (const std::string_view word : words) {
      if (size_ + word.size() > text_.size()) {
        size_ = 0;
        return;
      }
      std::copy(word.begin(), word.end(), text_.begin() + static_cast<std::ptrdiff_t>(size_));
      size_ += word.size();
    }
  }
  std::string_view text() const { return {text_.data(), size_}; }

 private:
  std::array<char, kJoinedBytesMax> text_;
  std::size_t size_ = 0;
};

struct Pair {
  const NameView& line;
  const NameView& record;
  const NameLimits& limits;
  std::uint32_t compared = 0;

  bool families_other(std::string_view one, std::string_view other) {
    ++compared;
    return family_likeness(one, other, limits) == Likeness::kOther;
  }
  bool givens_other(std::string_view one, std::string_view other) {
    ++compared;
    return given_likeness(one, other, limits) == Likeness::kOther;
  }

  // One surname against several: it is none of them, nor all of them in one.
  bool one_of_several(std::string_view one, Words several) {
    const Joined joined(several);
    return !holds(several, one) && !joined.text().empty() && families_other(one, several[0]) && families_other(one, joined.text());
  }

  bool another_family() {
    const Words one = line.family, other = record.family;
    if (begin_alike(line.given[0], record.given[0])) return false;  // the same given name under another surname may be a change of name
    if (placeholder_place(one[0]) != PlaceholderPlace::kNone || placeholder_place(other[0]) != PlaceholderPlace::kNone) return false;
    if (begin_alike(one[0], other[0])) return false;
    if (one.size() == other.size()) return !holds(other, one[0]) && families_other(one[0], other[0]);
    if (one.size() == 1) return one_of_several(one[0], other);
    return other.size() == 1 && one_of_several(other[0], one);
  }

  // MIN JUN and MINJOON: one word, and the words of the other side together.
  bool joined_other(std::string_view one, Words several) {
    const Joined joined(several);
    return !joined.text().empty() && givens_other(one, joined.text());
  }

  bool another_given() {
    const Words one = line.given, other = record.given;
    if (begin_alike(one[0], other[0]) || holds(one, other[0]) || holds(other, one[0])) return false;
    if (may_begin_placeholder(one[0]) || may_begin_placeholder(other[0])) return false;
    if (!givens_other(one[0], other[0])) return false;
    if ((one.size() == 1) == (other.size() == 1) || holds_initial(one) || holds_initial(other)) return true;
    return one.size() == 1 ? joined_other(one[0], other) : joined_other(other[0], one);
  }
};

bool is_simple(const NameView& name) {
  return !name.given.empty() && !name.family.empty() && !is_initial(name.given[0]) && all_latin(name.given) && all_latin(name.family);
}

}  // namespace

SurelyDifferent surely_different(const NameView& line, const NameView& record, const NameLimits& limits) {
  if (!is_simple(line) || !is_simple(record)) return {};
  const bool exchanged = begin_alike(line.given[0], record.family[0]) && begin_alike(line.family[0], record.given[0]);
  if (exchanged) return {};
  Pair pair{line, record, limits};
  const bool yes = pair.another_family() || pair.another_given();
  return {yes, pair.compared};
}

}  // namespace cs::names
