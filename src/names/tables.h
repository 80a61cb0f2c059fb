// The compiled-in tables of names, as sets: which names one may stand for another, and which words are no name at all.
//   Shape    built once, at first use; tokens are folded (names/fold.h).
//   Holds    a nickname set has one formal name in its middle and is never closed: two short forms of one name are related by `share_formal`
//            only, and two formal names by nothing.
//   Threads  immutable after the first call.
//   Source   data/names with data/SOURCES.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cs::names {

// One is the formal name of the other, in either direction.
bool is_nickname_of_formal(std::string_view one, std::string_view other);
// Both are short forms of one formal name.
bool share_formal(std::string_view one, std::string_view other);
// Two spellings of one name, by a table of romanization.
bool share_romanization(std::string_view one, std::string_view other);
// Every word related to this one by a nickname or romanization set, in table order, without it.
std::vector<std::string> related(std::string_view token);

enum class PlaceholderPlace : unsigned char { kNone, kAnyPart, kGivenOnly, kWholeName };
PlaceholderPlace placeholder_place(std::string_view joined);

bool is_particle(std::string_view token);        // belongs to the surname word after it
bool is_given_particle(std::string_view token);  // belongs to the given word after it
bool is_title(std::string_view token);
// "JR", "2ND", "JUNIOR" to JR SR II III IV V; empty when it is none. `letters_alone`: also read a lone V as a generation.
std::string_view generation(std::string_view token, bool letters_alone);

}  // namespace cs::names
