#include "population/resemblance.h"

#include <algorithm>
#include <array>

namespace cs::population {
namespace {

constexpr std::size_t kLengthMax = 40;

struct Words {
  std::array<std::string_view, 4> word;
  std::size_t count = 0;
  const std::string_view* begin() const { return word.data(); }
  const std::string_view* end() const { return word.data() + count; }
};

Words split(std::string_view text) {
  Words out;
  while (!text.empty() && out.count < out.word.size()) {
    const std::size_t end = std::min(text.find_first_of(" -"), text.size());
    if (end > 0) out.word[out.count++] = text.substr(0, end);
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return out;
}

void add(Words& words, std::string_view text) {
  for (const std::string_view word : split(text))
    if (words.count < words.word.size()) words.word[words.count++] = word;
}

Words families(const Person& person) {
  Words out = split(person.family);
  add(out, person.family2);
  add(out, person.former_family);
  return out;
}

// Names are compared without spaces and hyphens: JI HOON, JI-HOON and JIHOON are one.
struct Squeezed {
  explicit Squeezed(std::string_view text) : view(text) {
    if (text.find_first_of(" -'") == std::string_view::npos) return;
    kept.assign(text);
    std::erase_if(kept, [](char c) { return c == ' ' || c == '-' || c == '\''; });
    view = kept;
  }
  Squeezed(const Squeezed&) = delete;
  Squeezed& operator=(const Squeezed&) = delete;
  std::string kept;
  std::string_view view;
};

// What a narrow field leaves of a name.
bool is_part(std::string_view a, std::string_view b) { return a.substr(0, b.size()) == b || b.substr(0, a.size()) == a; }

bool is_vowel(char c) { return c == 'A' || c == 'E' || c == 'I' || c == 'O' || c == 'U' || c == 'Y' || c == 'W'; }

// LINDA and LYNDA, ERIC and ERIK, RICKY and RICKEY, DEVIN and DEVON: what the ear hardly tells. Coarse on purpose, it only takes lines away.
// Given names only: of two surnames that many bear each is a family of its own, KELLY and KELLEY too.
std::string sound_of(std::string_view name) {
  std::string out;
  for (std::size_t i = 0; i < name.size(); ++i) {
    char c = name[i];
    if (i > 0 && c == 'H') continue;
    if (i > 0 && is_vowel(c) && c != 'W') {
      std::size_t end = i;
      while (end < name.size() && (is_vowel(name[end]) || name[end] == 'H')) ++end;
      const char last = name[end - 1];
      const bool at_end = end == name.size();
      if (at_end && end - i == 1 && last == 'E') break;  // ANNE
      c = !at_end ? 'E' : last == 'A' || last == 'H' ? 'A' : last == 'O' || last == 'U' ? 'O' : 'I';
      i = end - 1;
    }
    if (c == 'P' && i + 1 < name.size() && name[i + 1] == 'H') c = 'F';
    if (c == 'Y') c = 'I';
    if (c == 'W') c = 'U';
    if (c == 'C' || c == 'Q') c = 'K';
    if (c == 'Z') c = 'S';
    if (out.empty() || out.back() != c) out += c;
  }
  return out;
}

bool other_given(const Tables& tables, std::string_view said, std::string_view on_file) {
  if (said == on_file) return false;
  const Squeezed left(said), right(on_file);
  const std::string_view a = left.view, b = right.view;
  if (a.size() < 2 || b.size() < 2 || tables.one_name(a, b)) return false;  // an initial
  if (tables.is_formed_given(a) && tables.is_formed_given(b)) return edits_up_to_3(a, b) >= 2;
  if (sound_of(a) == sound_of(b) || neighbors_exchanged(a, b)) return false;
  if (tables.is_other_given(a) && tables.is_other_given(b)) return true;
  return edits_up_to_3(a, b) >= 3 && !is_part(a, b);
}

// Another initial; of two full names, another name: INDA may be LINDA.
bool other_middle(const Tables& tables, std::string_view a, std::string_view b) {
  if (a.empty() || b.empty() || a[0] == b[0]) return false;
  return a.size() == 1 || b.size() == 1 || other_given(tables, a, b);
}

// Two surnames that many bear are two names, however alike; but for one Arabic or Russian name in two tables' letters.
bool other_surname(const Tables& tables, std::string_view a, std::string_view b) {
  if (a == b || tables.one_surname(a, b)) return false;
  if (tables.is_other_surname(a) && tables.is_other_surname(b)) return true;
  return !tables.one_name(a, b) && !is_part(a, b) && edits_up_to_3(a, b) >= 3;
}

bool other_family(const Tables& tables, const Words& ours, const Words& theirs, std::string_view said, std::string_view on_file) {
  const Squeezed left(said), right(on_file);  // DE LA CRUZ and DELACRUZ; EL KHOURY and AL KHURI
  if (!other_surname(tables, left.view, right.view)) return false;
  const bool initials_only = std::all_of(ours.begin(), ours.end(), [](std::string_view a) { return a.size() == 1; });
  return std::all_of(ours.begin(), ours.end(), [&](std::string_view a) {
    if (a.size() == 1 && !initials_only) return true;  // KELLEY M: the initial says nothing of its own
    return std::all_of(theirs.begin(), theirs.end(), [&](std::string_view b) { return other_surname(tables, a, b); });
  });
}

// Two surnames against two: the first is the same, the second another one.
bool other_second(const Tables& tables, const Words& ours, const Person& person) {
  if (ours.count != 2 || person.family2.empty() || !person.former_family.empty() || ours.word[0] != person.family) return false;
  return other_surname(tables, ours.word[1], person.family2) && other_surname(tables, ours.word[1], person.family);
}

// JR., JUNIOR and Jr are one; so are 3RD and III.
char suffix_mark(std::string_view suffix) {
  if (suffix.empty()) return 0;
  return suffix[0] == '3' || suffix[0] == 'I' ? '3' : suffix[0];
}

}  // namespace

bool neighbors_exchanged(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  const auto at = static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin()).first - a.begin());
  return at + 1 < a.size() && a[at] == b[at + 1] && a[at + 1] == b[at] && a.substr(at + 2) == b.substr(at + 2);
}

std::size_t edits_up_to_3(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() >= 3 || b.size() >= kLengthMax) return 3;
  std::array<std::array<std::size_t, kLengthMax>, 3> rows{};
  for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto& row = rows[i % 3];
    const auto& above = rows[(i + 2) % 3];
    const auto& two_above = rows[(i + 1) % 3];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], two_above[j - 2] + 1);
    }
  }
  return std::min<std::size_t>(3, rows[a.size() % 3][b.size()]);
}

// ROSAMARIA and ROSA MARIA: one name, whatever field its words stand in.
bool is_joined(std::string_view one, std::string_view first, std::string_view second) {
  return second.size() > 1 && one.size() == first.size() + second.size() && one.starts_with(first) && one.ends_with(second);
}

bool set_apart(const Tables& tables, const LineFields& line, const Person& person) {
  const bool exchanged = line.first == person.family && line.last == person.given;
  if (exchanged) return false;
  const bool turned = line.middle.size() > 1 && line.first == person.middle_on_file() && line.middle == person.given;  // JASON JAMES, JAMES JASON
  const bool joined = is_joined(line.first, person.given, person.middle_on_file()) || is_joined(person.given, line.first, line.middle);
  if (!turned && !joined && other_given(tables, line.first, person.given) && (person.alias_given.empty() || other_given(tables, line.first, person.alias_given)))
    return true;
  const Words theirs = families(person);
  const Words ours = split(line.last);
  if (other_family(tables, ours, theirs, line.last, person.surnames())) return true;
  if (other_second(tables, ours, person)) return true;
  if (!turned && !joined && other_middle(tables, line.middle, person.middle_on_file())) return true;
  const char mark = suffix_mark(line.suffix);
  const char theirs_mark = suffix_mark(suffix_text(person.suffix));
  return mark != 0 && theirs_mark != 0 && mark != theirs_mark;
}

Person as_filed(const Person& person, const LineFields& filed) {
  Person out = person;
  out.given = filed.first;
  out.middle = filed.middle;
  out.middle_initial_only = false;
  const std::size_t space = filed.last.find(' ');
  out.family = person.family2.empty() || space == std::string::npos ? std::string_view(filed.last) : std::string_view(filed.last).substr(0, space);
  out.family2 = person.family2.empty() || space == std::string::npos ? std::string_view() : std::string_view(filed.last).substr(space + 1);
  if (filed.suffix.empty()) out.suffix = Suffix::kNone;
  return out;
}

bool fits_as_well(const Tables& tables, const LineFields& line, const Person& meant, const Person& other) {
  const bool exact = line.first == other.given || line.first == other.alias_given;
  if (!exact && (line.first == meant.given || !tables.one_name(line.first, other.given))) return false;
  const Words theirs = families(other);
  const Words ours = split(line.last);
  const auto shared = std::count_if(ours.begin(), ours.end(), [&](std::string_view word) {
    return std::find(theirs.begin(), theirs.end(), word) != theirs.end();
  });
  // The first of two surnames is enough where one side has one; two against two must be the same two.
  const auto needed = static_cast<std::ptrdiff_t>(std::min(ours.count, other.family2.empty() ? 1 : ours.count));
  if (ours.count == 0 || shared < needed) return false;
  if (!line.middle.empty() && (other.middle.empty() || line.middle[0] != other.middle[0])) return false;
  return line.suffix.empty() || suffix_mark(line.suffix) == suffix_mark(suffix_text(other.suffix));
}

}  // namespace cs::population
