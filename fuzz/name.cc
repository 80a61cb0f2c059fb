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
  const IdentityJudgment there = compare(one, other), back = compare(other, one);
  CS_CHECK(there.verifiable() == back.verifiable() && there.vetoed() == back.vetoed(), "comparing is the same both ways round");
  CS_CHECK(!judged.name || !compare(one, one).vetoed(), "a sufficient name is never in conflict with itself");
  const int alike = similarity(line.given, record.given);
  CS_CHECK(alike >= 0 && alike <= 1000, "likeness lies between 0 and 1000");
  return 0;
}
