#include "names/name.h"

#include <algorithm>

#include "base/limits.h"
#include "names/fold.h"
#include "names/likeness.h"
#include "names/plain.h"
#include "names/several.h"
#include "names/tables.h"

namespace cs::names {
namespace {

constexpr std::size_t kShortGenerationBytes = 3;  // JR, III: before a surname JUNIOR is one

// JR and SR of one name cannot both be.
void put_generation(std::string_view found, std::string& suffix) {
  suffix = suffix.empty() || suffix == found ? found : kUnreadSuffix;
}

// Takes `count` words from `begin` on as a generation, and THE before it; where the words behind it then stand.
std::size_t take_at(std::vector<std::string>& tokens, std::size_t begin, std::size_t count, std::string_view found, std::string& suffix) {
  put_generation(found, suffix);
  if (begin > 0 && tokens[begin - 1] == "THE") --begin, ++count;  // JOHN THE SECOND
  tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(begin), tokens.begin() + static_cast<std::ptrdiff_t>(begin + count));
  return begin;
}

// "J R", "I I I" behind `kept` words: how many words it takes, and what they say together.
std::size_t spelled_generation(const std::vector<std::string>& tokens, std::size_t kept, std::string_view& found) {
  std::string joined;
  std::size_t best = 0;
  for (std::size_t at = tokens.size(); at > kept && is_initial(tokens[at - 1]); --at) {
    joined.insert(0, tokens[at - 1]);
    const std::string_view said = generation_in(NamePart::kFamily, joined);
    if (!said.empty()) best = joined.size(), found = said;
  }
  return best;
}

// A generation among the words behind the first `kept` ("SMITH JR", "JR ALAN" as middle names). JUNIOR alone is a given name. Two initials that
// say one together may be two initials: where that is so, nobody knows.
void take_generation(std::vector<std::string>& tokens, NamePart part, std::size_t kept, std::string& suffix) {
  std::string_view found;
  if (const std::size_t taken = spelled_generation(tokens, kept, found); taken > 0)
    take_at(tokens, tokens.size() - taken, taken, part == NamePart::kFamily ? found : kUnreadSuffix, suffix);
  for (std::size_t at = kept; at < tokens.size();) {
    found = generation_in(part, tokens[at]);
    at = found.empty() ? at + 1 : take_at(tokens, at, 1, found, suffix);
  }
}

bool may_be_numeral(const std::string& token) { return token == "I" || token == "V" || token == "X"; }

// ROSAS-ESQ is half of a surname, cut off, and no attorney.
bool ends_behind_hyphen(std::string_view written) {
  const std::size_t hyphen = written.rfind('-');
  return hyphen != std::string_view::npos && written.find_first_of(" ,", hyphen) == std::string_view::npos;
}

// Behind a surname a degree says nothing (SMITH MD), unless a hyphen joins it; a digit is a generation, and I, V or X one or the initial of another surname.
void take_behind_surname(std::vector<std::string>& tokens, bool hyphened, std::string& suffix) {
  while (!hyphened && tokens.size() > 1 && is_degree(tokens.back())) tokens.pop_back();
  const bool stands_before = tokens.size() > 1 && tokens[0].size() <= kShortGenerationBytes && !generation(tokens[0], false).empty();
  if (stands_before) take_at(tokens, 0, 1, generation(tokens[0], false), suffix);
  take_generation(tokens, NamePart::kFamily, 1, suffix);
  if (tokens.size() < 2 || !is_initial(tokens.back())) return;
  const char last = tokens.back()[0];
  if (last >= '0' && last <= '9') {
    const std::string_view read = generation(tokens.back(), true);
    take_at(tokens, tokens.size() - 1, 1, read.empty() ? kUnreadSuffix : read, suffix);
  } else if (may_be_numeral(tokens.back())) {
    take_at(tokens, tokens.size() - 1, 1, kUnreadSuffix, suffix);
  }
}

void drop_titles(std::vector<std::string>& tokens) {
  while (tokens.size() > 1 && is_title(tokens.front())) tokens.erase(tokens.begin());
}

// "DE LA CRUZ" -> "DELACRUZ": a particle is one word with the word after it; at the end it stands alone.
// `particles`: bit i where a particle stood before the word i.
std::vector<std::string> join_particles(std::vector<std::string> tokens, bool (*is_joined)(std::string_view), std::uint8_t* particles = nullptr) {
  std::vector<std::string> out;
  std::string before;
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    if (tokens[at] == "SAINT") tokens[at] = "ST";
    before += tokens[at];
    if (at + 1 < tokens.size() && is_joined(tokens[at])) continue;
    const bool joined = before.size() > tokens[at].size();
    if (joined && particles != nullptr && out.size() < limits::kNamePartsMax) *particles |= static_cast<std::uint8_t>(1U << out.size());
    out.push_back(std::move(before));
    before.clear();
  }
  return out;
}

// Words beyond the limit are one word with the last: nothing is dropped, so that two long names never become one short one.
void limit_parts(std::vector<std::string>& tokens) {
  while (tokens.size() > limits::kNamePartsMax) {
    std::string last = std::move(tokens.back());
    tokens.pop_back();
    tokens.back() += last;
  }
}

// A lone digit is no initial: whatever letter it was meant for, it says nothing.
bool is_no_middle_name(const std::string& token) {
  return token == "NMN" || token == "NMI" || (token.size() == 1 && token[0] >= '0' && token[0] <= '9');
}

// One word of plain letters, as most parts are: nothing to split, join or drop. Empty when it is anything else.
std::string single_word(std::string_view text) {
  if (text.size() > kFoldBytesMax) return {};
  std::string word(text.size(), ' ');
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char upper = static_cast<char>(text[at] & ~0x20);
    if (upper < 'A' || upper > 'Z') return {};
    word[at] = upper;
  }
  return word == "SAINT" ? std::string() : word;
}

std::vector<std::string> given_tokens(std::string_view text) {
  if (text.empty()) return {};
  if (std::string word = single_word(text); !word.empty()) return {std::move(word)};
  std::vector<std::string> tokens = words(fold(text), false);
  drop_titles(tokens);
  return join_particles(std::move(tokens), is_given_particle);
}

std::vector<std::string> family_tokens(std::string_view text) {
  std::vector<std::string> tokens = words(fold(text), true);
  drop_titles(tokens);
  // "GARCIA Y LOPEZ": the Y joins two surnames and is none.
  for (std::size_t at = 1; at + 1 < tokens.size(); ++at) {
    if (tokens[at] == "Y") tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(at));
  }
  return tokens;
}

// A generation, or nothing where a degree or a word for none stands. What else stands there may be a generation as well.
std::string suffix_of(std::string_view text) {
  if (text.empty()) return {};
  const std::vector<std::string> tokens = words(fold(text), false);
  std::string joined;
  for (const std::string& word : tokens) joined += word;
  if (const std::string_view found = generation(joined, true); !found.empty()) return std::string(found);
  if (says_no_generation(joined)) return {};
  std::string suffix;
  for (const std::string& word : tokens) {
    const std::string_view found = generation(word, true);
    if (!found.empty()) put_generation(found, suffix);
    else if (!says_no_generation(word)) return std::string(kUnreadSuffix);
  }
  return suffix;
}

// The tokens in one word; in `room` where they are several.
std::string_view joined(const std::vector<std::string>& tokens, std::string& room) {
  if (tokens.size() == 1) return tokens.front();
  room.clear();
  for (const std::string& token : tokens) room += token;
  return room;
}

// Letters as people count them: one ideograph or syllable sign of another script is as good as two letters.
bool has_two_letters(const std::string& token) { return token.size() >= 2; }
bool has_letter(const std::string& token) {
  return std::any_of(token.begin(), token.end(), [](char c) { return c < '0' || c > '9'; });
}

// One character over and over, in any part: "XXXX", "AAA".
bool is_repeated(std::string_view joined) {
  return joined.size() >= 3 && joined.find_first_not_of(joined[0]) == std::string::npos;
}

// 0 1 3 5 read as the letters they stand for: "UNKN0WN".
void read_digits_as_letters(std::vector<std::string>& tokens) {
  for (std::string& token : tokens)
    for (char& c : token) c = c == '0' ? 'O' : c == '1' ? 'I' : c == '3' ? 'E' : c == '5' ? 'S' : c;
}

bool has_digit(const std::vector<std::string>& tokens) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return std::any_of(tokens.begin(), tokens.end(), [&](const std::string& token) { return std::any_of(token.begin(), token.end(), is_digit); });
}

bool is_placeholder_part(std::string_view joined, bool given) {
  if (is_repeated(joined)) return true;
  const PlaceholderPlace place = placeholder_place(joined);
  return place == PlaceholderPlace::kAnyPart || (given && place == PlaceholderPlace::kGivenOnly);
}

// The same word in both parts, or two placeholders that are names when alone: "TEST TEST", "NA NA".
bool is_placeholder_whole(std::string_view given, std::string_view family) {
  const auto stands = [](std::string_view joined) {
    const PlaceholderPlace place = placeholder_place(joined);
    return joined.empty() || (place != PlaceholderPlace::kNone && place != PlaceholderPlace::kRole && place != PlaceholderPlace::kStandIn);
  };
  const bool given_stands = stands(given), family_stands = stands(family);
  if (given_stands && family_stands) return true;
  if (!given.empty() && !may_begin_placeholder(given)) return false;
  return placeholder_place(std::string(given) + std::string(family)) == PlaceholderPlace::kAnyPart;
}

bool is_placeholder_of_letters(const std::vector<std::string>& given_words, const std::vector<std::string>& family_words) {
  std::string given_room, family_room;
  const std::string_view given = joined(given_words, given_room), family = joined(family_words, family_room);
  const std::string_view first = given_words.empty() ? std::string_view() : given_words[0];
  const bool alone = given_words.size() < 2 || std::all_of(given_words.begin() + 1, given_words.end(), is_initial);  // JANE ANN DOE is somebody
  if ((first == "JOHN" || first == "JANE") && family == "DOE" && alone) return true;
  return is_placeholder_part(given, true) || is_repeated(first) || names_nobody(given_words) || is_placeholder_part(family, false) ||
         is_placeholder_whole(given, family);
}

bool is_placeholder(const PersonName& name, bool letters_alone) {
  if (letters_alone) return is_placeholder_of_letters(name.given, name.family);
  if (!has_digit(name.given) && !has_digit(name.family)) return is_placeholder_of_letters(name.given, name.family);
  std::vector<std::string> given = name.given, family = name.family;
  read_digits_as_letters(given);
  read_digits_as_letters(family);
  return is_placeholder_of_letters(given, family);
}

Reason reason_against(const PersonName& name, Party party, bool letters_alone) {
  if (name.family.empty() || name.given.empty()) return Reason::kNamMissing;
  if (is_placeholder(name, letters_alone) || party == Party::kBody) return Reason::kNamPlaceholder;
  const bool family_whole = std::any_of(name.family.begin(), name.family.end(),
                                        [](const std::string& token) { return has_two_letters(token) && has_letter(token); });
  const bool given_letters = std::any_of(name.given.begin(), name.given.end(), has_letter);
  const bool initials_only = std::all_of(name.given.begin(), name.given.end(), is_initial) && !family_whole;
  return !family_whole || !given_letters || initials_only || party == Party::kSeveral ? Reason::kNamInsufficient : Reason::kNone;
}

// Behind a surname it is no second one.
bool may_stand_behind(const std::string& word) {
  return is_degree(word) || may_be_numeral(word) || !generation_in(NamePart::kFamily, word).empty();
}

// NONE, UNKNOWN, N/A: the form's word for no middle name.
bool says_no_middle(const std::vector<std::string>& middle, std::string_view written) {
  std::string room;
  const std::string_view text = joined(middle, room);
  if (text == "NULL" || text == "NONE" || text == "UNKNOWN" || text == "UNK") return true;
  return text == "NA" && written.find('/') != std::string_view::npos;
}

PersonName standard_words(const NameFields& fields) {
  PersonName name;
  name.suffix = suffix_of(fields.suffix);
  if (std::string word = single_word(fields.family); !word.empty()) {
    name.family.push_back(std::move(word));
  } else {
    std::vector<std::string> family = family_tokens(fields.family);
    take_behind_surname(family, ends_behind_hyphen(fields.family), name.suffix);
    name.family = join_particles(std::move(family), is_particle, &name.particles);
  }
  name.given = given_tokens(fields.given);
  take_generation(name.given, NamePart::kGiven, 1, name.suffix);
  std::vector<std::string> middle = given_tokens(fields.middle);
  if (says_no_middle(middle, fields.middle)) middle.clear();
  if (!name.given.empty()) {
    take_generation(middle, NamePart::kMiddle, 0, name.suffix);
  }
  name.given.insert(name.given.end(), middle.begin(), middle.end());
  if (name.given.size() > 1) name.given.erase(std::remove_if(name.given.begin() + 1, name.given.end(), is_no_middle_name), name.given.end());
  limit_parts(name.given);
  limit_parts(name.family);
  return name;
}

}  // namespace

PersonName standardize(const NameFields& fields) {
  PersonName name = standard_words(fields);
  if (party_of(fields) != Party::kOne) name.suffix = kUnreadSuffix;
  return name;
}

bool is_plain_word(std::string_view text) {
  constexpr std::size_t kLongest = 64;
  if (text.empty() || text.size() > kLongest) return false;
  for (const char c : text) {
    const char upper = static_cast<char>(c & ~0x20);
    if (upper < 'A' || upper > 'Z') return false;
  }
  if (may_say_several(text)) return false;
  const char first = static_cast<char>(text.front() & ~0x20), last = static_cast<char>(text.back() & ~0x20);
  const bool may_be_generation = std::string_view("JSIVTF").find(first) != std::string_view::npos && std::string_view("RIVDHX").find(last) != std::string_view::npos;
  if (text.size() != 3 && text.size() != 5 && !may_be_generation) return true;
  const std::string word = single_word(text);
  return !word.empty() && word != "NMN" && word != "NMI" && generation_in(NamePart::kMiddle, word).empty();
}

std::optional<PlainSurnames> plain_surnames(std::string_view text) {
  const std::size_t between = text.find_first_of(" -");
  if (between == std::string_view::npos) return std::nullopt;
  const PlainSurnames out{text.substr(0, between), text.substr(between + 1)};
  if (!is_plain_word(out.first) || !is_plain_word(out.second)) return std::nullopt;
  const std::string first = single_word(out.first), second = single_word(out.second);
  const bool means_itself = !is_title(first) && !is_particle(first) && !may_stand_behind(second);
  return means_itself ? std::optional(out) : std::nullopt;
}

namespace {

// A K A begins with an initial, but an initial behind the given name is nothing's beginning.
bool is_plain_middle(std::string_view text) {
  if (text.empty() || is_plain_word(text)) return true;
  return text.size() == 1 && !single_word(text).empty() && !says_several_alone(text);
}

// Most names: words that mean themselves, of one person, and two surnames that are such words (names/plain.h).
bool read_plain(const NameFields& fields, PersonName& out) {
  if (!fields.suffix.empty() || !is_plain_word(fields.given) || !is_plain_middle(fields.middle)) return false;
  PlainSurnames surnames{fields.family, {}};
  if (!is_plain_word(fields.family)) {
    const std::optional<PlainSurnames> two = plain_surnames(fields.family);
    if (!two) return false;
    surnames = *two;
  }
  out.given.reserve(fields.middle.empty() ? 1 : 2);
  for (const std::string* field : {&fields.given, &fields.middle})
    if (!field->empty()) out.given.push_back(single_word(*field));
  out.family.reserve(surnames.second.empty() ? 1 : 2);
  for (const std::string_view surname : {surnames.first, surnames.second})
    if (!surname.empty()) out.family.push_back(single_word(surname));
  return true;
}

}  // namespace

NameSufficiency NameSufficiency::of(const NameFields& fields) {
  PersonName name;
  Party party = Party::kOne;
  const bool plain = read_plain(fields, name);
  if (!plain) {
    name = standard_words(fields);
    party = party_of(fields);
  }
  const Reason reason = reason_against(name, party, plain);
  if (party == Party::kMarked) name.suffix = kUnreadSuffix;
  if (reason != Reason::kNone) return {reason, std::nullopt};
  return {Reason::kNone, SufficientName(std::move(name))};
}

}  // namespace cs::names
