// Whether a name names one person: not two (JOHN AND MARY, JOHN AKA BOB), nor somebody by another (WIFE OF), nor a body (LLC, ESTATE); and whether
// plainly that one: a word of kinship or condition behind a name (SMITH DECEASED, JOHN SON) or a husband's name (MRS JOHN) says that it may not be.
//   Shape    reads the fields as they were written: & / ; + and a comma between two words say as much as AND does.
//   Holds    a word is a name wherever it may be one: OR is a Hebrew given name and joins two people between other words only.
//   Threads  pure functions over a compiled-in table.
//   Source   data/names/several.csv with data/SOURCES.md.
#pragma once

#include <string_view>

#include "names/name.h"

namespace cs::names {

enum class Party : std::uint8_t { kOne, kMarked, kSeveral, kBody };  // kMarked: of one, whom a clerk may know

Party party_of(const NameFields& fields);
// Some phrase of the table begins with this word, in whatever case it is written.
bool may_say_several(std::string_view word);
// The word is such a phrase by itself, in whatever case: where it is not, it says nothing as the last word of its part.
bool says_several_alone(std::string_view word);

}  // namespace cs::names
