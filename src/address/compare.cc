#include "address/compare.h"

#include <algorithm>

namespace cs::address {
namespace {

Effect worst(const AddressJudgment& judgment) {
  return std::max(std::max(judgment.house, judgment.street), std::max(judgment.unit, judgment.locality));
}

std::string without_hyphen(const std::string& house) {
  std::string out = house;
  std::erase(out, '-');
  return out;
}

Effect compare_house(const Reading& line, const Reading& record) {
  if (line.form != record.form) return Effect::kVeto;
  if (line.house.empty() || record.house.empty()) return Effect::kGray;
  if (line.house == record.house) return Effect::kFree;
  // 112-10 and 11210 are one number unless the street has both, which only a register knows.
  return line.form == Form::kStreet && without_hyphen(line.house) == without_hyphen(record.house) ? Effect::kGray : Effect::kVeto;
}

// Type or direction: absent on a side is gray here; whether it can be one street only, the register knows.
Effect compare_part(const std::string& line, const std::string& record) {
  if (line == record) return Effect::kFree;
  return line.empty() || record.empty() ? Effect::kGray : Effect::kVeto;
}

// N OAK ST and OAK ST N, NW 5TH and 5TH NW: a direction that moved is another street until the register says that it is not.
Effect compare_directions(const Reading& line, const Reading& record) {
  const Effect before = compare_part(line.predirection, record.predirection);
  const Effect behind = compare_part(line.postdirection, record.postdirection);
  return std::max(before, behind);
}

Effect compare_urbanization(const Reading& line, const Reading& record) { return compare_part(line.urbanization, record.urbanization); }

Effect compare_street(const Reading& line, const Reading& record) {
  if (line.form == Form::kPoBox || line.form == Form::kGeneralDelivery) return Effect::kFree;
  if (line.street.empty() || record.street.empty()) return Effect::kGray;
  if (line.street != record.street) return Effect::kVeto;
  return std::max(std::max(compare_part(line.type, record.type), compare_directions(line, record)), compare_urbanization(line, record));
}

Effect compare_unit(const Reading& line, const Reading& record) {
  const Effect care = line.care_of || record.care_of ? Effect::kGray : Effect::kFree;
  return std::max(care, compare_part(line.unit, record.unit));
}

// One digit replaced, or two neighbors exchanged.
bool one_edit(const std::string& left, const std::string& right) {
  if (left.size() != right.size()) return false;
  std::size_t first = 0;
  while (first < left.size() && left[first] == right[first]) ++first;
  std::size_t differing = 0;
  for (std::size_t at = first; at < left.size(); ++at) differing += left[at] == right[at] ? 0u : 1u;
  if (differing <= 1) return true;
  return differing == 2 && left[first] == right[first + 1] && left[first + 1] == right[first];
}

Effect compare_locality(const Reading& line, const Reading& record) {
  const bool state_other = !line.state.empty() && !record.state.empty() && line.state != record.state;
  const bool city_other = !line.city.empty() && !record.city.empty() && line.city != record.city;
  const bool city_equal = !line.city.empty() && line.city == record.city && !line.state.empty() && line.state == record.state;
  if (!line.zip.empty() && line.zip == record.zip) return state_other || city_other ? Effect::kSoft : Effect::kFree;
  if (state_other || city_other) return Effect::kVeto;
  if (line.zip.empty() && record.zip.empty()) return city_equal ? Effect::kFree : Effect::kGray;
  if (line.zip.empty() || record.zip.empty()) return city_equal ? Effect::kSoft : Effect::kGray;
  if (!one_edit(line.zip, record.zip)) return city_equal ? Effect::kGray : Effect::kVeto;
  return city_equal ? Effect::kSoft : Effect::kGray;
}

}  // namespace

bool AddressJudgment::verifiable() const { return worst(*this) <= Effect::kSoft && soft_count <= 1; }
bool AddressJudgment::vetoed() const { return worst(*this) == Effect::kVeto; }

AddressJudgment compare(const Reading& line, const Reading& record) {
  AddressJudgment judgment;
  judgment.house = compare_house(line, record);
  judgment.street = compare_street(line, record);
  judgment.unit = compare_unit(line, record);
  judgment.locality = compare_locality(line, record);
  for (const Effect effect : {judgment.house, judgment.street, judgment.unit, judgment.locality}) {
    judgment.soft_count += effect == Effect::kSoft ? 1 : 0;
  }
  return judgment;
}

}  // namespace cs::address
