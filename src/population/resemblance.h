// Whether a line's name can be told from a registered person's: what makes a line's truth decidable.
//   Shape    names in upper case. This is the generator's own rule; it must be stricter than any matcher it is used on.
//   Source   docs/formats/population.md, section "Decidable".
#pragma once

#include "population/line_fields.h"
#include "population/people.h"

namespace cs::population {

// Facts of the name alone set the line apart from this person: another given name, another surname, another middle initial or another suffix,
// where another name is one that many bear, or one at least three edits away, and not a form of the same name that anybody has published.
bool set_apart(const Tables& tables, const LineFields& line, const Person& person);

// A person as the register has him. The texts live as long as `filed`.
Person as_filed(const Person& person, const LineFields& filed);

// Everything that the line says fits `other` as well as it fits `meant`, whom it names: the given name (a nickname only where it is one of
// `meant` too), the surnames, and, if said, middle initial and suffix.
bool fits_as_well(const Tables& tables, const LineFields& line, const Person& meant, const Person& other);

// ASHELY is how ASHLEY is mistyped, however many are called so: the error model exchanges neighbors too.
bool neighbors_exchanged(std::string_view a, std::string_view b);

// Insertions, deletions, exchanges and transpositions of neighbors, counted up to 3.
std::size_t edits_up_to_3(std::string_view a, std::string_view b);

}  // namespace cs::population
