// Homes that are addressed otherwise: streets of Puerto Rico, and military units.
//   Source   Publication 28, sections 29 (Puerto Rico) and 239 (military).
#include <array>

#include "population/output.h"
#include "population/town.h"

namespace cs::population {
namespace {

template <typename List>
std::string_view any_of(const List& list, Draws& draws) { return list[draws.below(static_cast<std::uint32_t>(list.size()))]; }

constexpr std::uint32_t kStreetsOfUrbanization = 6;

// Which kind of unit, times its numbers: CMR 400 to 999, PSC 1 and up, UNIT 20000 and up.
constexpr std::uint32_t kUnitKind = 1'000'000;
struct UnitKind {
  std::string_view word;
  std::uint32_t number_from;
};
constexpr std::array<UnitKind, 3> kUnitKinds = {{{"CMR", 400}, {"PSC", 1}, {"UNIT", 20'000}}};

Street spanish(std::string_view word, std::string_view name) {
  Street street;
  street.base.append(word).append(" ").append(name);
  street.short_form = street.long_form = street.base;
  street.form = StreetForm::kSpanish;
  return street;
}

// What the streets of one urbanization share: they stand side by side, and its name is drawn for all of them.
struct Urbanization {
  std::string name;
  std::uint32_t style = 0;
  bool blocks = false;
};

Urbanization draw_urbanization(const PuertoRico& of, Draws& draws) {
  Urbanization out;
  out.name.append(any_of(of.first_words, draws)).append(" ").append(any_of(of.second_words, draws));
  out.style = draws.below(3);
  out.blocks = draws.below(2) == 0;
  return out;
}

}  // namespace

void append_military_unit(std::string& out, std::uint32_t unit) {
  const UnitKind& kind = kUnitKinds[unit / kUnitKind];
  append_decimal(out.append(kind.word).append(" "), kind.number_from + unit % kUnitKind);
}

// Boxes of one unit, one behind the other. Ships and embassies have units only.
void Town::open_military_unit(Draws& draws) {
  building_.kind = HomeKind::kMilitary;
  const bool army = tables_.zips[zip_rank_].city == "APO";
  const std::uint32_t kind = army ? draws.below(static_cast<std::uint32_t>(kUnitKinds.size())) : static_cast<std::uint32_t>(kUnitKinds.size() - 1);
  last_military_unit_ += 1 + draws.below(3);
  building_.street = kind * kUnitKind + last_military_unit_;
  building_.number = 1 + draws.below(40);
  unit_style_ = draws.below(100);
  units_ = 20 + draws.below(61);
}

// CALLE 3 and CALLE C stand in many an urbanization, CALLE LUNA in some.
Street Town::draw_spanish_street(std::uint32_t index, Draws& draws) const {
  const PuertoRico& of = tables_.puerto_rico;
  Draws shared(prf_, Stream::kStreet, entity_of(zip_rank_, index / kStreetsOfUrbanization, 1));
  if (!shared.percent(tables_.assumed.urbanization_percent))
    return draws.percent(25) ? spanish("AVE", any_of(of.avenues, draws)) : spanish("CALLE", any_of(of.calles, draws));
  const Urbanization urbanization = draw_urbanization(of, shared);
  const std::uint32_t place = index % kStreetsOfUrbanization + draws.below(2) * kStreetsOfUrbanization;
  Street street = urbanization.style == 0   ? spanish("CALLE", std::to_string(1 + place))
                  : urbanization.style == 1 ? spanish("CALLE", std::string(1, static_cast<char>('A' + static_cast<int>(place))))
                                            : spanish("CALLE", any_of(of.calles, draws));
  street.urbanization = urbanization.name;
  street.blocks = urbanization.blocks;
  return street;
}

}  // namespace cs::population
