// Two units: as texts, and by what is remembered of their texts.
#include "address/compare.h"
#include "address/edits.h"
#include "address/text.h"
#include "address/unit_print.h"

namespace cs::address {
namespace {

// Where digits end and letters begin, or the other way round, for the first time; 0: nowhere.
std::size_t turning_point(std::string_view unit) {
  std::size_t cut = 1;
  while (cut < unit.size() && is_digit(unit[cut]) == is_digit(unit[0])) ++cut;
  return cut < unit.size() ? cut : 0;
}

// 4B and B4: digits and letters have changed places.
bool is_turned(std::string_view left, std::string_view right) {
  if (left.size() != right.size() || left.size() < 2) return false;
  const std::size_t cut = turning_point(left);
  return cut != 0 && left.substr(cut) == right.substr(0, left.size() - cut) && left.substr(0, cut) == right.substr(left.size() - cut);
}

// "4 12": what stands behind the building, 12; empty where none is named. A word (FL 6, PMB 234) makes another kind of unit.
std::string_view below_level(std::string_view unit) {
  const std::size_t space = unit.find(' ');
  if (space == std::string_view::npos) return {};
  const std::string_view level = unit.substr(0, space);
  return level.size() == 1 || level.find_first_of("0123456789") != std::string_view::npos ? unit.substr(space + 1) : std::string_view();
}

// The building is named on one side only.
bool lacks_level(std::string_view shorter, std::string_view longer) { return !shorter.empty() && below_level(longer) == shorter; }

// FNV-1a, never 0; hyphens do not count.
std::uint32_t number_of(std::string_view front, std::string_view back = {}) {
  std::uint32_t out = 0x811C9DC5U;
  for (const std::string_view part : {front, back})
    for (const char c : part)
      if (c != '-') out = (out ^ static_cast<unsigned char>(c)) * 0x01000193U;
  return out == 0 ? 1 : out;
}

}  // namespace

AddressCode unit_difference(std::string_view line, std::string_view record) {
  if (line == record) return AddressCode::kUnitEqual;
  if (line.empty() || record.empty()) return AddressCode::kUnitOneSide;
  if (lacks_level(line, record) || lacks_level(record, line)) return AddressCode::kUnitOneSide;
  return is_turned(line, record) || equal_without(line, record, '-') ? AddressCode::kUnitTurned : AddressCode::kUnitOther;
}

UnitPrint unit_print(std::string_view unit) {
  if (unit.empty()) return {};
  UnitPrint out{number_of(unit)};
  if (const std::string_view below = below_level(unit); !below.empty()) out.below_level = number_of(below);
  if (const std::size_t cut = turning_point(unit); cut != 0) out.turned = number_of(unit.substr(cut), unit.substr(0, cut));
  return out;
}

}  // namespace cs::address
