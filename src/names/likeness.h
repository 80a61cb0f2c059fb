// How two single words of a name are related: by what the tables list, else by how little was mistyped.
//   Shape    the first that applies, in the order of the enumerators but for the two initials and kOther. Symmetric.
//   Units    NameLimits count bearers (names/bearers.h).
//   Threads  pure.
//   Source   the project's matching design, section 5 (slip or another name) and section 6 (identity).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "names/compare.h"

namespace cs::names {

enum class Likeness : std::uint8_t {
  kEqual,
  kSpelling,
  kRomanization,
  kNickname,      // given names only
  kSlip,
  kParticle,      // surnames only: DELACRUZ and CRUZ
  kCut,
  kSharedFormal,  // given names only
  kListedKin,     // a set says that they may be one name, the Census that each is a name of many; or a slip's letters, but perhaps no slip
  kInitial,       // a single letter, and the other word begins with it
  kDamaged,
  kOther,
};

Likeness given_likeness(std::string_view one, std::string_view other, const NameLimits& limits);
Likeness family_likeness(std::string_view one, std::string_view other, const NameLimits& limits);

// One letter of any script.
bool is_initial(std::string_view token);
// AL, EL or UL before a word of the romanization tables: ALHARBI.
bool has_article(std::string_view token);

// Words of more edits between them are kOther, unless a table says other or one begins with the other.
inline constexpr int kLikenessEditsMax = 3;

// Which letters a word of ASCII holds, a bit each; all bits for another. Two of them and their lengths may tell that more lies between the
// words than any likeness allows, unless one begins with the other.
std::uint32_t alphabet(std::string_view text);
bool letters_surely_far(std::uint32_t one, std::size_t one_bytes, std::uint32_t other, std::size_t other_bytes);

}  // namespace cs::names
