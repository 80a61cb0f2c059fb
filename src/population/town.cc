#include "population/town.h"

#include <algorithm>

#include "base/check.h"
#include "population/output.h"

namespace cs::population {
namespace {

// 12 x exp(z), the quantiles of a log-normal with median 12 and sigma 1, from 2 units up.
constexpr std::array<std::uint16_t, 200> kUnitsOfBuilding = {
    2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5,
    6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 8, 8, 8, 8, 8, 8, 8, 8, 8, 9, 9, 9, 9, 9, 9, 9, 9, 9, 10, 10, 10, 10, 10,
    10, 10, 11, 11, 11, 11, 11, 11, 11, 11, 12, 12, 12, 12, 12, 12, 13, 13, 13, 13, 13, 13, 14, 14, 14, 14, 14, 14, 15, 15, 15, 15, 15,
    16, 16, 16, 16, 16, 17, 17, 17, 17, 18, 18, 18, 18, 19, 19, 19, 19, 20, 20, 20, 20, 21, 21, 21, 22, 22, 22, 23, 23, 23, 24, 24, 25,
    25, 25, 26, 26, 27, 27, 28, 28, 29, 29, 30, 30, 31, 31, 32, 33, 33, 34, 35, 36, 37, 37, 38, 39, 40, 41, 43, 44, 45, 47, 48, 50, 52,
    53, 56, 58, 61, 64, 67, 71, 76, 82, 89, 99, 113, 137, 199};
constexpr std::array<std::string_view, 4> kDirections = {"N", "S", "E", "W"};
constexpr std::array<std::string_view, 4> kCorners = {"NE", "NW", "SE", "SW"};

constexpr std::array<std::string_view, 8> kSaints = {"PAUL", "JOHN", "JAMES", "MARY", "CLAIR", "GEORGE", "LOUIS", "ANDREWS"};

bool is_direction(std::string_view name) { return name == "NORTH" || name == "SOUTH" || name == "EAST" || name == "WEST"; }

std::string ordinal(std::uint32_t number) {
  const std::uint32_t tens = number % 100;
  const std::uint32_t ones = number % 10;
  const char* ending = tens >= 11 && tens <= 13 ? "TH" : ones == 1 ? "ST" : ones == 2 ? "ND" : ones == 3 ? "RD" : "TH";
  return std::to_string(number) + ending;
}

Street compose(std::string_view before, std::string base, const StreetType* type, std::string_view after) {
  Street street;
  for (std::string* form : {&street.short_form, &street.long_form}) {
    form->assign(before).append(before.empty() ? "" : " ").append(base);
    if (type != nullptr) form->append(" ").append(form == &street.short_form ? type->short_form : type->long_form);
    form->append(after.empty() ? "" : " ").append(after);
  }
  street.base = std::move(base);
  street.type = type != nullptr ? type->short_form : std::string_view();
  street.before = before;
  street.after = after;
  return street;
}

void set_unit(Home& home, std::string_view text) {
  CS_CHECK(text.size() <= home.unit_text.size(), "a unit has at most six characters");
  std::copy(text.begin(), text.end(), home.unit_text.begin());
  home.unit_size = static_cast<std::uint8_t>(text.size());
}

// Small buildings have letters or numbers; larger ones number by floor, or put a letter behind the floor (2B).
std::string unit_name(std::uint32_t unit, std::uint32_t units, std::uint32_t style) {
  if (units <= 8 && style < 30) return std::string(1, static_cast<char>('A' + static_cast<int>(unit)));
  if (units <= 8) return std::to_string(unit + 1);
  if (style < 20) return std::to_string(unit / 4 + 1) + static_cast<char>('A' + static_cast<int>(unit % 4));
  if (style < 60) return std::to_string((unit / 6 + 1) * 100 + unit % 6 + 1);
  return std::to_string(unit + 1);
}

}  // namespace

void append_house(std::string& out, const Home& home) {
  if (home.house_form == HouseForm::kWisconsin) {  // rows of the county's grid, and the place in the row
    append_decimal(out += home.street % 3 == 0 ? 'S' : 'N', 1 + home.street * 7 % 89);
    append_decimal(out += 'W', 10'000 + home.number);
    return;
  }
  if (home.house_form == HouseForm::kBlock) out += home.block;
  append_decimal(out, home.number);
  if (home.house_form == HouseForm::kHalf) out += " 1/2";
  if (home.house_form == HouseForm::kHyphen) out.insert(out.size() - 2, "-");
}

std::string house_text(const Home& home) {
  std::string out;
  append_house(out, home);
  return out;
}

bool Town::has_street(std::string_view form) const { return forms_.count(std::string(form)) != 0; }

bool Town::take(const Street& street) {
  if (!street.urbanization.empty() && !forms_.insert(street.short_form + "|" + street.urbanization).second) return false;
  if (street.urbanization.empty() && (forms_.count(street.short_form) != 0 || forms_.count(street.long_form) != 0)) return false;
  forms_.insert(street.short_form);
  forms_.insert(street.long_form);
  streets_.push_back(street);
  return true;
}

std::string Town::draw_street_name(Draws& draws) const {
  if (draws.percent(tables_.assumed.street_head_percent)) return std::string(tables_.street_names[tables_.street_name_of.pick(draws)]);
  const std::uint32_t kind = draws.below(100);
  if (kind < 35) {
    const std::uint32_t name = tables_.surname_of[0].pick(draws);
    if (name != 0) return std::string(tables_.surnames.at(name - 1));
  } else if (kind < 45) {
    const std::uint32_t name = tables_.given.pick(draws.below(2 * kCohorts), draws);  // of the first group, whoever bears it
    if (name != 0) return std::string(tables_.given_names.at(name - 1));
  } else if (kind < 46) {
    return "SAINT " + std::string(kSaints[draws.below(kSaints.size())]);
  } else if (kind < 50) {
    const std::string_view city = tables_.zips[tables_.city_of.pick(draws)].city;
    if (city.find('-') == std::string_view::npos) return std::string(city);
  }
  const std::string_view first = tables_.first_words[draws.below(static_cast<std::uint32_t>(tables_.first_words.size()))];
  const std::string_view second = tables_.second_words[draws.below(static_cast<std::uint32_t>(tables_.second_words.size()))];
  return std::string(first).append(draws.percent(60) ? " " : "").append(second);
}

constexpr std::array<std::string_view, 3> kHighwayShort = {"STATE HWY", "COUNTY RD", "US HWY"};
constexpr std::array<std::string_view, 3> kHighwayLong = {"STATE HIGHWAY", "COUNTY ROAD", "US HIGHWAY"};

Street highway(std::size_t which, std::string number) {
  Street street;
  street.short_form.append(kHighwayShort[which]).append(" ").append(number);
  street.long_form.append(kHighwayLong[which]).append(" ").append(number);
  street.base = std::move(number);
  street.type = kHighwayShort[which];
  street.form = StreetForm::kHighway;
  return street;
}

// As towns do: OAK AVE beside OAK ST, S OAK ST beside N OAK ST.
Street Town::draw_twin(const Street& of, Draws& draws) const {
  const StreetType* mine = nullptr;
  for (const StreetType& type : tables_.street_types)
    if (type.short_form == of.type) mine = &type;
  const StreetType* other = &tables_.street_types[tables_.street_type_of.pick(draws)];
  const std::string_view direction = kDirections[draws.below(4)];
  if (mine == nullptr || draws.below(2) == 0 || of.after.size() + of.before.size() == 0) return compose(of.before, of.base, other, of.after);
  return of.before.empty() ? compose("", of.base, mine, direction) : compose(direction, of.base, mine, of.after);
}

Street Town::draw_highway(Draws& draws) const { return highway(draws.below(3), std::to_string(1 + draws.below(400))); }

Street Town::draw_street(Draws& draws) const {
  const bool twin = !streets_.empty() && draws.in_thousand(tables_.assumed.street_twin_permille);
  const bool road = draws.in_thousand(tables_.assumed.street_highway_permille);
  if (twin && streets_.back().form == StreetForm::kHighway) return highway(draws.below(3), streets_.back().base);
  if (road && !twin) return draw_highway(draws);
  if (tables_.zips[zip_rank_].state == "UT" && !twin && draws.percent(tables_.assumed.street_grid_percent)) {
    const std::uint32_t which = draws.below(4);
    Street grid = compose(kDirections[(which + 2) % 4], std::to_string((1 + draws.below(99)) * 100), nullptr, kDirections[which]);
    grid.form = StreetForm::kGrid;
    return grid;
  }
  if (twin && streets_.back().form == StreetForm::kGrid) return draw_highway(draws);
  if (twin) return draw_twin(streets_.back(), draws);
  std::string base = draw_street_name(draws);
  const StreetType* type = &tables_.street_types[tables_.street_type_of.pick(draws)];
  if (base[0] >= '0' && base[0] <= '9') type = &tables_.street_types[draws.below(2)];  // numbered: streets and avenues
  if (base == "BROADWAY") type = nullptr;
  std::string_view before, after;
  if (draws.percent(tables_.assumed.direction_percent) && !is_direction(base)) {
    const std::uint32_t which = draws.below(100);
    const std::uint32_t corner = draws.below(4);
    if (which < 80) before = kDirections[corner];
    else if (which < 85) before = kCorners[corner];
    else after = which < 95 ? kDirections[corner] : kCorners[corner];
  }
  return compose(before, std::move(base), type, after);
}

void Town::open_street() {
  const auto index = static_cast<std::uint32_t>(streets_.size());
  Draws draws(prf_, Stream::kStreet, entity_of(zip_rank_, index));
  street_homes_left_ = 15 + draws.below(31);
  const std::uint32_t size = draws.below(10);  // how many digits the numbers have
  last_house_ = size < 2 ? draws.below(100) : size < 7 ? 100 + draws.below(900) : 1000 + draws.below(9000);
  const bool spanish = tables_.zips[zip_rank_].region == Region::kPuertoRico;
  for (int attempt = 0; attempt < 8; ++attempt) {
    if (!take(spanish ? draw_spanish_street(index, draws) : draw_street(draws))) continue;
    if (streets_.back().blocks) last_house_ = 0;
    return;
  }
  CS_CHECK(take(compose("", ordinal(200 + index), &tables_.street_types[0], "")), "a numbered street of its own is free");
}

// Queens writes 112-10, the counties around Milwaukee N64W10123; elsewhere a second small house is a half.
HouseForm Town::draw_house_form(Draws& draws) const {
  const std::string_view zip = tables_.zips[zip_rank_].zip;
  const std::string_view area = zip.substr(0, 3);
  const bool waukesha = tables_.zips[zip_rank_].state == "WI" && (area == "530" || area == "531");
  if (waukesha && draws.percent(tables_.assumed.house_wisconsin_percent)) return HouseForm::kWisconsin;
  const bool queens = area == "111" || area == "113" || area == "114" || area == "116";
  if (queens && building_.number >= 1000) return draws.percent(70) ? HouseForm::kHyphen : HouseForm::kPlain;
  return draws.in_thousand(tables_.assumed.house_half_permille) ? HouseForm::kHalf : HouseForm::kPlain;
}

void Town::open_building() {
  Draws draws(prf_, Stream::kBuilding, entity_of(zip_rank_, buildings_));
  building_ = Home{};
  building_.building = buildings_++;
  units_ = 1;
  next_unit_ = 0;
  if (tables_.zips[zip_rank_].region == Region::kMilitary) return open_military_unit(draws);
  const Assumed& a = tables_.assumed;
  const std::uint32_t boxes = a.kind_po_box + a.kind_rural + a.kind_general_delivery;
  const std::uint32_t kind = draws.below(boxes + a.kind_house + a.kind_apartment + a.kind_lot + a.kind_private_box + a.kind_shelter);
  if (kind < boxes) open_box(draws, kind);
  else open_on_street(draws, kind - boxes);
}

void Town::open_box(Draws& draws, std::uint32_t kind) {
  const Assumed& a = tables_.assumed;
  if (kind < a.kind_po_box) {
    building_.kind = HomeKind::kPoBox;
    building_.number = last_box_ += 1 + draws.below(9);
    if (draws.percent(a.box_shared_percent)) units_ = 2 + draws.below(3);
  } else if (kind < a.kind_po_box + a.kind_rural) {
    building_.kind = HomeKind::kRural;
    building_.street = 1 + draws.below(6) + (draws.percent(20) ? kHighwayContract : 0);
    building_.number = last_rural_box_ += 1 + draws.below(9);
  } else {
    building_.kind = HomeKind::kGeneralDelivery;
  }
}

void Town::open_on_street(Draws& draws, std::uint32_t kind) {
  if (street_homes_left_ == 0) open_street();
  const Street& street = streets_.back();
  building_.street = static_cast<std::uint32_t>(streets_.size() - 1);
  building_.number = last_house_ += 1 + draws.below(11);
  building_.house_form = street.blocks ? HouseForm::kBlock : draw_house_form(draws);
  if (street.blocks) building_.block = static_cast<char>('A' + static_cast<int>(building_.street % 20));
  const Assumed& a = tables_.assumed;
  std::uint32_t next = a.kind_apartment;
  if (kind < next && street.urbanization.empty()) {
    building_.kind = HomeKind::kApartment;
    unit_style_ = draws.below(100);
    units_ = kUnitsOfBuilding[draws.below(kUnitsOfBuilding.size())];
  } else if (kind >= next && kind < (next += a.kind_lot) && street.form != StreetForm::kSpanish) {
    building_.kind = HomeKind::kLot;
    units_ = 12 + draws.below(17);
  } else if (kind >= next && kind < (next += a.kind_private_box) && street.form != StreetForm::kSpanish) {
    building_.kind = HomeKind::kPrivateBox;
    building_.house_form = HouseForm::kPlain;
    units_ = 20 + draws.below(41);
  } else if (kind >= next && kind < next + a.kind_shelter) {
    building_.kind = HomeKind::kShelter;
  }
  street_homes_left_ -= std::min(street_homes_left_, units_);
}

Home Town::next_home() {
  if (next_unit_ == units_) open_building();
  Home home = building_;
  if (home.kind == HomeKind::kApartment) set_unit(home, unit_name(next_unit_, units_, unit_style_));
  if (home.kind == HomeKind::kLot || (home.kind == HomeKind::kPoBox && units_ > 1)) set_unit(home, std::to_string(next_unit_ + 1));
  if (home.kind == HomeKind::kPrivateBox) set_unit(home, std::to_string(101 + next_unit_));
  if (home.kind == HomeKind::kMilitary) home.number += next_unit_ * (1 + unit_style_ % 7);
  ++next_unit_;
  return home;
}

}  // namespace cs::population
