// The compiled-in tables of names, as sets: which names one may stand for another, and which words are no name at all.
//   Shape    built once, at first use; tokens are folded (names/fold.h).
//   Holds    a nickname set has one formal name in its middle and is never closed: two short forms of one name are kSharedFormal only, and two
//            formal names kNone. A spelling or romanization set stands for one name; a word may be in several, which joins nothing.
//   Threads  immutable after the first call.
//   Source   data/names with data/SOURCES.md.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cs::names {

// How two words are related, the nearest kinship first.
enum class Kin : std::uint8_t {
  kSpelling,
  kRomanization,
  kSyllables,  // romanizations of one Chinese or Korean surname: several surnames share each of them
  kNickname,
  kSharedFormal,
  kApart,      // a list has them as one, across the sexes or between two formal names
  kNone,
};

Kin kin_of(std::string_view one, std::string_view other);
// The same in two steps, for words that are compared with many: 0 is no word of the tables, and nobody's kin.
std::uint32_t word_id(std::string_view token);
Kin kin_of_ids(std::uint32_t one, std::uint32_t other);
// Both stand in romanization sets, and in none together: two names of one language.
bool romanized_apart(std::string_view one, std::string_view other);
bool is_romanized(std::string_view token);  // stands in a romanization set
// Every word related to this one by a nickname, spelling or romanization set, in table order, without it.
std::vector<std::string> related(std::string_view token);

// kRole and kStandIn are names as well (SON, LADY; DOE), so they never make a name insufficient.
enum class PlaceholderPlace : unsigned char { kNone, kAnyPart, kGivenOnly, kWholeName, kRole, kStandIn };
PlaceholderPlace placeholder_place(std::string_view joined);
// False: no such word or phrase is this word, or begins with it.
bool may_begin_placeholder(std::string_view word);
// The first words of a given name together name nobody: MOTHER, MAN OF THE (HOUSE).
bool names_nobody(std::span<const std::string> given);

bool is_particle(std::string_view token);        // belongs to the surname word after it
bool is_particle_text(std::string_view text);    // particles one after the other, nothing else; those that may be absent: not MC, O, ST
bool is_given_particle(std::string_view token);  // belongs to the given word after it
bool is_half_alone(std::string_view token);      // ABDUL, THI: a given name only with the word behind it
bool is_vietnamese_surname(std::string_view token);
bool is_title(std::string_view token);
bool is_degree(std::string_view token);          // stands behind a name and is no surname: MD, ESQ
// "JR", "2ND", "JUNIOR" to JR SR II III IV V; empty when it is none. `letters_alone`: also read a lone V as a generation.
std::string_view generation(std::string_view token, bool letters_alone);
// The same of a word at the end of a part, "?" where it is a generation that has no code (VII, 6TH; VI in a family name only: it is a given name).
enum class NamePart : std::uint8_t { kGiven, kMiddle, kFamily };
std::string_view generation_in(NamePart part, std::string_view token);
bool says_no_generation(std::string_view word);  // a degree (MD), a title, a word for none (NA), THE

}  // namespace cs::names
