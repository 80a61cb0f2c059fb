#include "match/chance.h"

#include <algorithm>

#include "names/bearers.h"

namespace cs::match {
namespace {

enum class Role : std::uint8_t { kGiven, kSurname };

// Of the larger share, the census's or the register's own; a word that neither has is as rare as the model says.
std::int32_t rarity(const Model& model, const registry::Snapshot& held, const std::string& token, Role role) {
  const auto bits = [](std::uint64_t bearers, std::uint64_t people) {
    return std::max<std::int32_t>(names::log2_256(people) - names::log2_256(std::min(bearers, people)), 0);
  };
  const std::uint64_t listed = role == Role::kGiven ? names::given_bearers(token).count : names::surname_bearers(token);
  std::int32_t out = listed == 0 ? model.limit(Limit::kRarityUnlisted) : bits(listed, role == Role::kGiven ? names::kGivenPeople
      : names::kSurnamePeople);
  const std::uint64_t records = held.manifest().records;
  if (records >= static_cast<std::uint64_t>(model.limit(Limit::kFrozenCountsMin))) {
    const registry::NameCount counted = held.name_count(token);
    const std::uint64_t here = role == Role::kGiven ? counted.as_given : counted.as_surname;
    if (here > 0) out = std::min(out, bits(here, records));
  }
  return std::min(out, model.limit(Limit::kRarityMax));
}

}  // namespace

std::int32_t chance_bits(const Model& model, const registry::Snapshot& held, const names::PersonName& record, const Finding& identity,
                         std::uint32_t people) {
  std::int32_t out = -names::log2_256(std::max<std::uint32_t>(people, 1));
  const bool exchanged = identity.codes[kFamily] == static_cast<std::uint8_t>(names::NameCode::kExchanged);
  if (!record.given.empty()) out += rarity(model, held, record.given.front(), exchanged ? Role::kSurname : Role::kGiven);
  if (!record.family.empty()) out += rarity(model, held, record.family.front(), exchanged ? Role::kGiven : Role::kSurname);
  const auto middle = static_cast<names::NameCode>(identity.codes[kMiddle]);
  const bool both = (identity.carried >> kMiddle & 1) != 0 && (middle == names::NameCode::kMiddleEqual ||
      middle == names::NameCode::kMiddleInitial);
  return both && record.given.size() > 1 ? out + model.limit(Limit::kRarityInitial) : out;
}

}  // namespace cs::match
