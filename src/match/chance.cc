#include "match/chance.h"

#include <algorithm>

#include "names/bearers.h"

namespace cs::match {
namespace {

constexpr int kKnownBits = 15;  // of two words in three that come the place is theirs

std::size_t place_of(std::uint32_t word) { return word * 0x9E3779B1U >> (32 - kKnownBits); }

}  // namespace

// Of the larger share, the census's or the register's own; a word that neither has is as rare as the model says. `id`: 0 where no row has it.
std::int32_t Rarities::counted(std::string_view token, std::uint32_t id, Role role) const {
  const auto bits = [](std::uint64_t bearers, std::uint64_t people) {
    return std::max<std::int32_t>(names::log2_256(people) - names::log2_256(std::min(bearers, people)), 0);
  };
  const std::uint64_t listed = role == Role::kGiven ? names::given_bearers(token).count : names::surname_bearers(token);
  std::int32_t out = listed == 0 ? model_.limit(Limit::kRarityUnlisted) : bits(listed, role == Role::kGiven ? names::kGivenPeople
      : names::kSurnamePeople);
  const std::uint64_t records = register_.manifest().records;
  if (id != 0 && records >= static_cast<std::uint64_t>(model_.limit(Limit::kFrozenCountsMin))) {
    const registry::NameCount counted = register_.name_count(id);
    const std::uint64_t here = role == Role::kGiven ? counted.as_given : counted.as_surname;
    if (here > 0) out = std::min(out, bits(here, records));
  }
  return std::min(out, model_.limit(Limit::kRarityMax));
}

std::int32_t Rarities::remembered(std::uint32_t id, Role role) {
  if (known_.empty()) known_.resize(std::size_t{1} << kKnownBits);
  const std::uint32_t word = id * 2 + (role == Role::kSurname ? 1 : 0);
  Known& known = known_[place_of(word)];
  if (known.word != word) known = {word, counted(register_.name_text(id), id, role)};
  return known.rarity;
}

// `line_id`: 0 where no row has the word.
std::int32_t Rarities::of_both(std::uint32_t record, std::string_view line, std::uint32_t line_id, Role role) {
  const std::int32_t of_record = remembered(record, role);
  if (line_id == record) return of_record;
  return std::min(of_record, line_id != 0 ? remembered(line_id, role) : counted(line, 0, role));
}

std::int32_t Rarities::chance(std::span<const names::SufficientName> line, const LineName& numbers, const registry::NameIds& record,
                              const Finding& identity, std::uint32_t people) {
  const bool exchanged = identity.codes[kFamily] == static_cast<std::uint8_t>(names::NameCode::kExchanged);
  const Role first = exchanged ? Role::kSurname : Role::kGiven, second = exchanged ? Role::kGiven : Role::kSurname;
  std::int32_t given = model_.limit(Limit::kRarityMax), family = given;
  for (const names::SufficientName& asked : line) {
    const names::PersonName& name = asked.name();
    const std::string &to_given = (exchanged ? name.family : name.given).front(), &to_family = (exchanged ? name.given : name.family).front();
    const auto id_of = [&](const std::string& word, bool is_given) {
      return !numbers.numbered ? register_.name_id(word) : is_given ? numbers.given[0] : numbers.family[0];
    };
    if (record.givens > 0) given = std::min(given, of_both(record.given[0], to_given, id_of(to_given, !exchanged), first));
    if (record.families > 0) family = std::min(family, of_both(record.family[0], to_family, id_of(to_family, exchanged), second));
  }
  std::int32_t out = -names::log2_256(std::max<std::uint32_t>(people, 1));
  out += (record.givens > 0 ? given : 0) + (record.families > 0 ? family : 0);
  const auto middle = static_cast<names::NameCode>(identity.codes[kMiddle]);
  const bool both = (identity.carried >> kMiddle & 1) != 0 && (middle == names::NameCode::kMiddleEqual ||
      middle == names::NameCode::kMiddleInitial);
  return both && record.givens + record.initial > 1 ? out + model_.limit(Limit::kRarityInitial) : out;
}

}  // namespace cs::match
