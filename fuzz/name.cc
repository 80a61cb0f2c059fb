// Person names: any bytes in every part; standard form, sufficiency and comparison hold their promises.
#include <string>
#include <string_view>

#include "base/check.h"
#include "base/limits.h"
#include "names/compare.h"
#include "names/name.h"

namespace {

std::string_view take(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  const std::string_view part = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return part;
}

cs::names::NameFields fields_from(std::string_view& rest) {
  cs::names::NameFields fields;
  fields.given = take(rest);
  fields.middle = take(rest);
  fields.family = take(rest);
  fields.suffix = take(rest);
  return fields;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cs::names;
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const NameFields line = fields_from(rest), record = fields_from(rest);
  const NameSufficiency judged = NameSufficiency::of(line);
  CS_CHECK((judged.reason == cs::Reason::kNone) == judged.name.has_value(), "a name is there exactly when there is no reason against it");
  const PersonName one = standardize(line), other = standardize(record);
  CS_CHECK(one.given.size() <= cs::limits::kNamePartsMax && one.family.size() <= cs::limits::kNamePartsMax, "names have at most four parts");
  const NameDifferences there = differences(one, other), back = differences(other, one), self = differences(one, one);
  CS_CHECK(there == back, "names differ by the same codes both ways round");
  for (std::size_t field = 0; field < kNameFieldCount; ++field) {
    CS_CHECK(field_of(there.of[field]) == static_cast<NameField>(field), "each field has a code of its own");
    CS_CHECK(!judged.name || table_effect(self.of[field]) != Effect::kVeto, "a sufficient name is never in conflict with itself");
  }
  const int alike = similarity(line.given, record.given);
  CS_CHECK(alike >= 0 && alike <= 1000, "likeness lies between 0 and 1000");
  return 0;
}
