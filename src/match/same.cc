#include "match/same.h"

#include <algorithm>

#include "address/compare.h"

namespace cs::match {
namespace {

template <typename Ids>
bool equal_ids(const Ids& left, std::size_t left_count, const auto& right, std::size_t right_count) {
  return left_count == right_count && std::equal(left.begin(), left.begin() + static_cast<std::ptrdiff_t>(left_count), right.begin());
}

names::PersonName name_of(bool middle, std::uint8_t suffix) {
  names::PersonName out{{"MARIA"}, {"GARCIA"}, std::string(registry::suffix_text(suffix))};
  if (middle) out.given.emplace_back("ELENA");
  return out;
}

address::Reading reading_of(const SamePlace& place) {
  address::Reading out{place.kind, "12", "", "OAK", "", "", "", "", "SALEM", "OH", "44460", false};
  if (place.unit) out.unit = "4";
  if (place.parts) out.type = "ST";
  if (place.urbanization) out.urbanization = "BELLA VISTA";
  return out;
}

Finding place_finding(const Model& model, const SamePlace& place) {
  const address::Reading reading = reading_of(place);
  const address::AddressDifferences equal = address::differences(reading, reading);
  Codes codes{};
  for (std::size_t field = 0; field < address::kAddressFieldCount; ++field) codes[kHouse + field] = static_cast<std::uint8_t>(equal.of[field]);
  return judge_address(model, reading, codes, place.facts);
}

}  // namespace

std::optional<SameName> same_name(const LineName& line, const registry::NameIds& record, const NamePrints& prints) {
  if (record.givens == 0 || line.given[0] != record.given[0]) return std::nullopt;
  if (!equal_ids(line.family, line.families, record.family, record.families)) return std::nullopt;
  const bool of_line = line.givens + line.initial > 1, of_record = record.givens + record.initial > 1;
  if (!of_line && !of_record) return SameName::kNoMiddle;
  if (of_line && of_record) {
    const bool equal = line.initial == record.initial && equal_ids(line.given, line.givens, record.given, record.givens);
    return equal ? std::optional(SameName::kEqualMiddle) : std::nullopt;
  }
  names::NamePrint room;
  if (prints.of_name(record.given[0], room).half_alone) return std::nullopt;
  if (!line.latin) return std::nullopt;  // a side in one script and a side in two: compared in Latin letters
  if (of_line) return line.second_syllable ? std::nullopt : std::optional(SameName::kMiddleOfLine);
  for (std::size_t at = 1; at < record.givens; ++at)
    if (!prints.is_latin(record.given[at])) return std::nullopt;
  if (record.givens > 1 && prints.of_name(record.given[1], room).syllable) return std::nullopt;  // half of a given name
  return SameName::kMiddleOfRecord;
}

std::size_t SameFindings::place_at(const SamePlace& place) {
  std::size_t at = static_cast<std::size_t>(place.kind);
  for (const bool bit : {place.unit, place.parts, place.urbanization, place.facts.crowded, place.facts.care_of}) at = at * 2 + (bit ? 1 : 0);
  return at;
}

SameFindings SameFindings::of(const Model& model) {
  SameFindings out;
  for (std::size_t same = 0; same < kSameNameCount; ++same) {
    const auto what = static_cast<SameName>(same);
    const bool both = what == SameName::kEqualMiddle;
    for (std::uint8_t line = 0; line < registry::kSuffixCount; ++line)
      for (std::uint8_t record = 0; record < registry::kSuffixCount; ++record)
        for (std::size_t kind = 0; kind < kKinds; ++kind)
          out.names_.push_back(judge_identity(model, name_of(both || what == SameName::kMiddleOfLine, line),
                                              name_of(both || what == SameName::kMiddleOfRecord, record),
                                              static_cast<registry::NameKind>(kind)));
  }
  for (std::size_t kind = 0; kind < kForms; ++kind)
    for (unsigned bits = 0; bits < 32; ++bits)
      out.places_.push_back(place_finding(model, {static_cast<address::Form>(kind), (bits & 16) != 0, (bits & 8) != 0, (bits & 4) != 0,
                                                  {(bits & 2) != 0, (bits & 1) != 0}}));
  return out;
}

}  // namespace cs::match
