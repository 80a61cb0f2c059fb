// What the judges say of two names, or of two addresses, whose numbers already tell that they are the same.
//   Shape    of() asks judge_identity() and judge_address() once for each case, with words that stand for any: of equal words they say the same
//            whatever the words are.
//   Threads  immutable after of().
#pragma once

#include <optional>
#include <vector>

#include "match/asked.h"
#include "match/judge.h"
#include "match/parting.h"
#include "register/view.h"

namespace cs::match {

// The first given name and all family names are equal; the names behind the first are:
enum class SameName : std::uint8_t { kNoMiddle, kEqualMiddle, kMiddleOfRecord, kMiddleOfLine };
inline constexpr std::size_t kSameNameCount = 4;

// Nothing where the numbers alone do not tell. `prints` are asked only where one side has a middle name.
std::optional<SameName> same_name(const LineName& line, const registry::NameIds& record, const NamePrints& prints);

struct SamePlace {
  address::Form kind = address::Form::kStreet;
  bool unit = false, parts = false, urbanization = false;  // the reading says one
  RecordFacts facts{};
};

class SameFindings {
 public:
  static SameFindings of(const Model& model);
  const Finding& name(SameName same, std::uint8_t line_suffix, std::uint8_t record_suffix, registry::NameKind kind) const {
    return names_[((static_cast<std::size_t>(same) * registry::kSuffixCount + line_suffix) * registry::kSuffixCount + record_suffix) * kKinds +
                  static_cast<std::size_t>(kind)];
  }
  const Finding& place(const SamePlace& place) const { return places_[place_at(place)]; }

 private:
  static constexpr std::size_t kKinds = 3, kForms = 5;
  static std::size_t place_at(const SamePlace& place);

  std::vector<Finding> names_;
  std::vector<Finding> places_;
};

}  // namespace cs::match
