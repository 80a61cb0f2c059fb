#include "address/building.h"

#include <algorithm>

namespace cs::address {
namespace {

template <std::size_t kCount>
bool is_one_of(std::string_view text, const std::string_view (&list)[kCount]) {
  for (const std::string_view known : list) {
    if (text == known) return true;
  }
  return false;
}

// Types that stand inside a name so seldom that what follows is no part of it.
constexpr std::string_view kPlainTypes[] = {"AVE", "AV",  "BLVD", "RD",  "LN",     "CT",     "CIR",       "PKWY", "PL",
                                            "TER", "WAY", "STREET", "AVENUE", "BOULEVARD", "ROAD", "LANE", "DRIVE"};

// OLD ST AUGUSTINE RD, PORT ST LUCIE BLVD, RUE DE ST GERMAINE: words before a saint.
constexpr std::string_view kBeforeSaint[] = {"OLD",  "NEW",  "PORT", "MOUNT", "MT",    "FORT", "FT",  "LAKE",  "RUE",    "DE", "DU",  "BAYOU", "POINT",
                                             "PT",   "CAPE", "LA",   "LE",    "SAN",   "VIA",  "REV", "UPPER", "LOWER",  "BIG", "THE", "LITTLE", "AND", "OF"};

// A street's own name before the type: a word that is no direction.
bool holds_name(const Span& words, std::size_t end) {
  for (std::size_t at = 0; at < end; ++at) {
    if (!words[at]->is_direction()) return true;
  }
  return false;
}

// Types that end a building's name as well as a street's.
constexpr std::string_view kBuildingTypes[] = {"SQUARE", "SQ", "PLAZA", "PLZ", "CENTER", "CTR", "PARK", "VILLAGE", "ESTATES", "COMMONS", "MANOR", "MALL"};

// WOODRUFF PLACE MIDDLE DR, RIVER RD LIBERTY GROVE RD: one long name, or two streets; what it is not is a building.
bool ends_like_street(const Span& words) {
  const Token& last = *words.back();
  const Token& type = last.is_direction() && words.size() > 1 ? *words[words.size() - 2] : last;
  return type.is_type() && !is_one_of(type.text, kBuildingTypes);
}

bool all_directions(const Span& words) {
  return std::all_of(words.begin(), words.end(), [](const Token* word) { return word->is_direction(); });
}

StreetEnd end_at(const Span& words, std::size_t type_at) {
  const bool saint = words[type_at]->text == "ST" || words[type_at]->text == "DR";
  std::size_t end = type_at + 1;
  StreetEnd out{end, true};
  if (words[end]->is_direction() && end + 1 < words.size()) {
    // AVE S UPTOWN; of WAY NORTH SEATTLE nobody can tell.
    out.words = end + 1;
    out.certain = words[end]->text.size() <= 2;
    ++end;
  }
  const Span rest = words.slice(end, words.size());
  const bool building = rest[0]->text == "THE";
  if (saint && !building) out.certain &= !rest.back()->is_type();  // else it may be a saint's street
  return out;
}

}  // namespace

StreetEnd end_of_street(const Span& words) {
  const StreetEnd none{words.size(), true};
  if (words.size() < 3 || words[0]->is(kRoleSpanish)) return none;
  for (std::size_t at = 1; at + 1 < words.size(); ++at) {
    if (!words[at]->is_type()) continue;
    const bool saint = words[at]->text == "ST" || words[at]->text == "DR";
    if (!saint && !is_one_of(words[at]->text, kPlainTypes)) continue;
    if (!holds_name(words, at) || (saint && is_one_of(words[at - 1]->text, kBeforeSaint))) continue;
    const std::size_t behind = words.size() - at - 1;
    const Token& next = *words[at + 1];
    // One word behind the type is another type (MAIN AVENUE DR), a direction, however damaged (AVE NORHEAST), or a unit.
    if (behind < 2 || ends_like_street(words) || next.text.size() == 1 || next.has_digit || all_directions(words.slice(at + 1, words.size()))) {
      const bool postdirected = behind > 2 && next.is_direction() && !ends_like_street(words) && !words.back()->is_direction();
      if (!postdirected) continue;
    }
    if (next.is(kRoleJoin) || next.text == "OF" || next.text == "TO") continue;
    return end_at(words, at);
  }
  return none;
}

}  // namespace cs::address
