// The claims that are made to mislead: somebody registered is near, and one fact tells that it is not he.
#include <algorithm>
#include <utility>

#include "population/claims.h"

namespace cs::population {
namespace {

bool one_digit_apart(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  std::size_t differ = 0;
  for (std::size_t i = 0; i < a.size(); ++i) differ += a[i] != b[i] ? 1U : 0U;
  return differ == 1;
}

bool digits_exchanged(std::string a, std::string b) {
  if (a == b || a.size() != b.size()) return false;
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  return a == b;
}

std::uint32_t count_of(const std::vector<std::uint32_t>& list) { return static_cast<std::uint32_t>(list.size()); }

LineClass class_of_streets(const Street& mine, const Street& other) {
  if (mine.form == StreetForm::kHighway) return LineClass::kCountyForStateRoad;
  if (mine.base != other.base) return LineClass::kOrdinalDigit;
  return mine.type != other.type ? LineClass::kOtherStreetType : LineClass::kOtherDirection;
}

// FIRST is no ordinal here: 5TH and 15TH are, and 100TH and 10TH.
bool close_ordinals(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty() || a[0] < '0' || a[0] > '9' || b[0] < '0' || b[0] > '9') return false;
  const std::string_view x = a.substr(0, a.find_first_not_of("0123456789")), y = b.substr(0, b.find_first_not_of("0123456789"));
  if (one_digit_apart(x, y)) return true;
  const std::string_view shorter = x.size() < y.size() ? x : y, longer = x.size() < y.size() ? y : x;
  return longer.size() == shorter.size() + 1 && (longer.substr(1) == shorter || longer.substr(0, shorter.size()) == shorter);
}

}  // namespace

// Somebody whose row says what is true.
std::optional<std::uint32_t> ClaimMaker::plain(const std::vector<std::uint32_t>& from, Draws& draws) const {
  if (from.empty()) return std::nullopt;
  const std::uint32_t index = from[draws.below(count_of(from))];
  if (world_.misfiled(index) != nullptr) return std::nullopt;
  return index;
}

// Somebody like a registered person, at the same home, who is not on record.
Claim ClaimMaker::like(Story story, LineClass line_class, std::uint32_t registered, Draws& draws) {
  Claim claim = claim_of(story, line_class, world_, registered, world_.people()[registered].home);
  const Person& near = world_.people()[registered];
  Claim stranger = fresh(story, line_class, draws);
  claim.person = stranger.person;
  claim.person.given = near.given;
  claim.person.family = near.family;
  claim.person.family2 = near.family2;
  claim.person.culture = near.culture;
  claim.person.group = near.group;
  claim.person.role = Role::kStranger;
  claim.on_record = false;
  claim.trap = registered;
  return claim;
}

std::optional<Claim> ClaimMaker::other_house(Draws& draws) const {
  const std::optional<std::uint32_t> person = plain(world_.registered(), draws);
  if (!person) return std::nullopt;
  const Home& mine = world_.homes()[world_.people()[*person].home];
  if (mine.kind != HomeKind::kHouse || mine.house_form != HouseForm::kPlain) return std::nullopt;
  const std::string number = std::to_string(mine.number);
  const auto [from, to] = world_.homes_of_street(mine.street);
  const std::uint32_t start = draws.below(to - from);
  for (std::uint32_t step = 0; step < to - from; ++step) {
    const std::uint32_t at = from + (start + step) % (to - from);
    const Home& other = world_.homes()[at];
    if (other.kind != HomeKind::kHouse || other.street != mine.street || other.house_form != HouseForm::kPlain || world_.residences()[at].registered == 0) continue;
    const std::string theirs = std::to_string(other.number);
    const bool exchanged = digits_exchanged(number, theirs);
    if (!exchanged && !one_digit_apart(number, theirs)) continue;
    return claim_of(Story::kOtherHouse, exchanged ? LineClass::kHouseSwappedOtherExists : LineClass::kHouseOneDigit, world_, *person, at);
  }
  return std::nullopt;
}

std::optional<Claim> ClaimMaker::other_unit(Draws& draws) const {
  const std::optional<std::uint32_t> person = plain(in_units_, draws);
  if (!person) return std::nullopt;
  const std::uint32_t home = world_.people()[*person].home;
  const auto [from, to] = world_.homes_of_building(home);
  const std::uint32_t at = from + draws.below(to - from);
  if (at == home || world_.residences()[at].registered == 0) return std::nullopt;
  const std::string_view mine = world_.homes()[home].unit(), theirs = world_.homes()[at].unit();
  const bool letter = mine.back() >= 'A' && theirs.back() >= 'A' && mine.substr(0, mine.size() - 1) == theirs.substr(0, theirs.size() - 1);
  return claim_of(Story::kOtherUnit, letter ? LineClass::kUnitLetter : LineClass::kSameNameOtherUnit, world_, *person, at);
}

std::optional<Claim> ClaimMaker::other_street(Draws& draws) const {
  const std::optional<std::uint32_t> person = plain(world_.registered(), draws);
  if (!person) return std::nullopt;
  const std::uint32_t home = world_.people()[*person].home;
  const Home& mine = world_.homes()[home];
  if (!is_on_street(mine.kind)) return std::nullopt;
  const std::vector<Street>& streets = world_.town().streets();
  const Street& street = streets[mine.street];
  const auto count = static_cast<std::uint32_t>(streets.size());
  for (std::uint32_t step = 1; step < count; ++step) {
    const std::uint32_t at = (mine.street + step) % count;
    const Street& other = streets[at];
    if (other.form != street.form || street.form == StreetForm::kGrid) continue;
    const bool same_base = other.base == street.base;
    const bool ordinal = !same_base && other.type == street.type && other.before == street.before && other.after == street.after &&
                         close_ordinals(street.base, other.base);
    // One difference: a type that is not said, or a direction that is not, is a guess of its own.
    const bool both_said = !street.type.empty() && !other.type.empty();
    const bool type_only = other.type != street.type && other.before == street.before && other.after == street.after;
    const bool direction_only = other.type == street.type && !(street.before + street.after).empty() && !(other.before + other.after).empty();
    if (!ordinal && !(same_base && both_said && (type_only || direction_only))) continue;
    Claim claim = claim_of(Story::kOtherStreet, class_of_streets(street, other), world_, *person, home);
    claim.street = at;
    return claim;
  }
  return std::nullopt;
}

// The same house of a street of the same name, in another urbanization.
std::optional<Claim> ClaimMaker::other_urbanization(Draws& draws) const {
  const std::optional<std::uint32_t> person = plain(in_urbanizations_, draws);
  if (!person) return std::nullopt;
  const std::uint32_t home = world_.people()[*person].home;
  const std::vector<Street>& streets = world_.town().streets();
  const std::uint32_t mine = world_.homes()[home].street;
  const auto count = static_cast<std::uint32_t>(streets.size());
  for (std::uint32_t step = 1; step < count; ++step) {
    const std::uint32_t at = (mine + step) % count;
    if (streets[at].base != streets[mine].base || streets[at].urbanization.empty()) continue;
    Claim claim = claim_of(Story::kOtherUrbanization, LineClass::kUrbanizationOther, world_, *person, home);
    claim.street = at;
    return claim;
  }
  return std::nullopt;
}

// Where many sleep and few are on record, anybody can say that he does.
std::optional<Claim> ClaimMaker::shelter_stranger(Draws& draws) {
  if (shelters_.empty()) return std::nullopt;
  Claim claim = fresh(Story::kShelterStranger, LineClass::kShelterStranger, draws);
  claim.home = shelters_[draws.below(count_of(shelters_))];
  return claim;
}

std::optional<Claim> ClaimMaker::other_military_box(Draws& draws) const {
  const std::optional<std::uint32_t> person = plain(in_the_military_, draws);
  if (!person) return std::nullopt;
  const std::uint32_t home = world_.people()[*person].home;
  const auto [from, to] = world_.homes_of_building(home);
  const std::uint32_t at = from + draws.below(to - from);
  if (at == home || world_.residences()[at].registered == 0) return std::nullopt;
  return claim_of(Story::kOtherBox, LineClass::kMilitaryOtherBox, world_, *person, at);
}

std::optional<Claim> ClaimMaker::other_box(Draws& draws) const {
  if (!in_the_military_.empty()) return other_military_box(draws);
  const bool route = draws.below(3) == 0;
  const std::vector<std::uint32_t>& from = route ? on_routes_ : in_boxes_;
  const std::optional<std::uint32_t> person = plain(from, draws);
  if (!person) return std::nullopt;
  const Home& mine = world_.homes()[world_.people()[*person].home];
  const std::uint32_t at = world_.people()[from[draws.below(count_of(from))]].home;
  const Home& other = world_.homes()[at];
  if (at == world_.people()[*person].home || (route && other.street != mine.street)) return std::nullopt;
  const bool digit = one_digit_apart(std::to_string(mine.number), std::to_string(other.number));
  return claim_of(Story::kOtherBox, route ? LineClass::kRouteOtherBox : mine.number == other.number ? LineClass::kBoxUnitOther : digit ? LineClass::kBoxDigit : LineClass::kOtherPoBox, world_, *person, at);
}

// The same house, street and unit, in a city where that street is not.
std::optional<Claim> ClaimMaker::other_city(Draws& draws) const {
  const std::optional<std::uint32_t> person = plain(world_.registered(), draws);
  if (!person || partner_ == nullptr || partner_->zip().city == world_.zip().city || partner_->zip().region != world_.zip().region) return std::nullopt;
  const std::uint32_t home = world_.people()[*person].home;
  const Home& mine = world_.homes()[home];
  if (!is_on_street(mine.kind)) return std::nullopt;
  if (partner_->town().has_street(world_.town().streets()[mine.street].short_form)) return std::nullopt;
  Claim claim = claim_of(Story::kOtherCity, LineClass::kSameStreetOtherCity, world_, *person, home);
  claim.city = partner_;
  return claim;
}

// Another person of a registered person's full name, at another home.
std::optional<Claim> ClaimMaker::namesake(bool in_zip, Draws& draws) {
  const std::optional<std::uint32_t> person = plain(world_.registered(), draws);
  if (!person) return std::nullopt;
  const LineClass line_class = in_zip ? LineClass::kNamesakeInZip : LineClass::kSameNameElsewhere;
  Claim claim = like(in_zip ? Story::kNamesakeInZip : Story::kNamesakeElsewhere, line_class, *person, draws);
  claim.person.middle = world_.people()[*person].middle_on_file();
  claim.home = any_home(draws);
  if (claim.home == world_.people()[*person].home) return std::nullopt;
  return claim;
}

std::optional<Claim> ClaimMaker::close_given(const std::vector<ClosePair>& pairs, const std::vector<std::uint32_t>& from, Draws& draws) {
  const std::optional<std::uint32_t> person = plain(from, draws);
  if (!person) return std::nullopt;
  const Person& near = world_.people()[*person];
  const auto [first, last] = std::equal_range(pairs.begin(), pairs.end(), ClosePair{near.given, {}},
                                              [](const ClosePair& x, const ClosePair& y) { return x.name < y.name; });
  if (first == last) return std::nullopt;
  const bool arabic = &pairs == &tables_.close_arabic, native = &pairs == &tables_.close_native;
  Claim claim = like(native ? Story::kCloseNative : arabic ? Story::kCloseArabic : Story::kSimilarSibling,
                     native ? LineClass::kCloseNative : arabic ? LineClass::kCloseArabic : LineClass::kSimilarSibling, *person, draws);
  claim.person.given = first[static_cast<std::ptrdiff_t>(draws.below(static_cast<std::uint32_t>(last - first)))].other;
  const std::size_t shorter = std::min(claim.person.given.size(), near.given.size());
  const bool sexes = claim.person.given.substr(0, shorter) == near.given.substr(0, shorter);  // DANIEL, DANIELA
  if (!arabic && !native && sexes) claim.line_class = LineClass::kGivenBothSexes;
  return claim;
}

std::optional<Claim> ClaimMaker::other_given(Draws& draws) {
  const std::optional<std::uint32_t> person = plain(world_.registered(), draws);
  if (!person) return std::nullopt;
  Claim claim = like(Story::kSameInitialSibling, LineClass::kSameInitialSibling, *person, draws);
  const std::string_view theirs = claim.person.given;
  for (int attempt = 0; attempt < 24; ++attempt) {
    const std::string_view given = names_.given({claim.person.group, claim.person.culture}, claim.person.sex, claim.person.born, draws);
    if (given[0] != theirs[0] || given == theirs) continue;
    claim.person.given = given;
    return claim;
  }
  return std::nullopt;
}

std::optional<Claim> ClaimMaker::other_surname(Story story, Draws& draws) {
  const std::optional<std::uint32_t> person = plain(world_.registered(), draws);
  if (!person || !world_.people()[*person].family2.empty()) return std::nullopt;
  const bool close = story == Story::kCloseSurname;
  Claim claim = like(story, close ? LineClass::kCloseSurname : LineClass::kOtherLastSameInitial, *person, draws);
  claim.person.middle = {};
  const std::string_view theirs = claim.person.family;
  if (close) {
    const auto [first, last] = std::equal_range(tables_.close_surnames.begin(), tables_.close_surnames.end(), ClosePair{theirs, {}},
                                                [](const ClosePair& x, const ClosePair& y) { return x.name < y.name; });
    if (first == last) return std::nullopt;
    claim.person.family = first[static_cast<std::ptrdiff_t>(draws.below(static_cast<std::uint32_t>(last - first)))].other;
    return claim;
  }
  for (int attempt = 0; attempt < 24; ++attempt) {
    const std::string_view family = names_.surname({claim.person.group, claim.person.culture}, draws);
    if (family[0] != theirs[0] || family == theirs) continue;
    claim.person.family = family;
    return claim;
  }
  return std::nullopt;
}

std::optional<Claim> ClaimMaker::third(Draws& draws) {
  const std::optional<std::uint32_t> person = plain(suffixed_, draws);
  if (!person || world_.people()[*person].suffix == Suffix::kThird) return std::nullopt;
  Claim claim = like(Story::kThird, LineClass::kThirdForJunior, *person, draws);
  claim.person.middle = world_.people()[*person].middle_on_file();
  claim.person.suffix = Suffix::kThird;
  return claim;
}

std::optional<Claim> ClaimMaker::second_surname(Draws& draws) {
  const std::optional<std::uint32_t> person = plain(two_surnames_, draws);
  if (!person) return std::nullopt;
  Claim claim = like(Story::kSecondSurname, LineClass::kSecondSurnameDiffers, *person, draws);
  claim.person.middle = {};
  claim.person.family2 = names_.surname({claim.person.group, claim.person.culture}, draws);
  return claim;
}

// Who lives there now and bears the surname of one who is on record there.
std::optional<Claim> ClaimMaker::heir(Draws& draws) {
  const std::optional<std::uint32_t> person = plain(world_.registered(), draws);
  if (!person) return std::nullopt;
  Claim claim = like(Story::kHeir, LineClass::kSuccessorSameSurname, *person, draws);
  claim.person.given = names_.given({claim.person.group, claim.person.culture}, claim.person.sex, claim.person.born, draws);
  return claim;
}

// KELLEY M, where KELLY MARTIN is on record: the initial stands for the second surname, and the first is another's.
std::optional<Claim> ClaimMaker::first_surname(Draws& draws) {
  const std::optional<std::uint32_t> person = plain(two_surnames_, draws);
  if (!person) return std::nullopt;
  Claim claim = like(Story::kFirstSurname, LineClass::kFirstSurnameDiffers, *person, draws);
  const auto [first, last] = std::equal_range(tables_.close_surnames.begin(), tables_.close_surnames.end(), ClosePair{claim.person.family, {}},
                                              [](const ClosePair& x, const ClosePair& y) { return x.name < y.name; });
  if (first == last) return std::nullopt;
  claim.person.middle = {};
  claim.person.family = first[static_cast<std::ptrdiff_t>(draws.below(static_cast<std::uint32_t>(last - first)))].other;
  claim.person.family2 = claim.person.family2.substr(0, 1);
  return claim;
}

const std::vector<std::uint32_t>& ClaimMaker::particle_like() {
  if (!std::exchange(has_particle_like_, true))
    for (const std::uint32_t index : world_.registered())
      if (tables_.particle_like.has(world_.people()[index].family) && world_.people()[index].family2.empty()) particle_like_.push_back(index);
  return particle_like_;
}

// FORD where ALFORD is on record, or the other way around.
std::optional<Claim> ClaimMaker::particle_letters(Draws& draws) {
  const std::optional<std::uint32_t> person = plain(particle_like(), draws);
  if (!person) return std::nullopt;
  Claim claim = like(Story::kParticleLetters, LineClass::kParticleLetters, *person, draws);
  const auto [first, last] = std::equal_range(tables_.close_particles.begin(), tables_.close_particles.end(), ClosePair{claim.person.family, {}},
                                              [](const ClosePair& x, const ClosePair& y) { return x.name < y.name; });
  claim.person.middle = {};
  claim.person.family = first[static_cast<std::ptrdiff_t>(draws.below(static_cast<std::uint32_t>(last - first)))].other;
  return claim;
}

// Another generation than the one on record, said in the middle field.
std::optional<Claim> ClaimMaker::generation(Draws& draws) {
  const std::optional<std::uint32_t> person = plain(suffixed_, draws);
  if (!person) return std::nullopt;
  Claim claim = like(Story::kGeneration, LineClass::kGenerationInMiddle, *person, draws);
  claim.person.middle = {};
  claim.person.suffix = world_.people()[*person].suffix == Suffix::kJunior ? Suffix::kSenior : Suffix::kJunior;
  return claim;
}

// The same box, another unit of it.
std::optional<Claim> ClaimMaker::box_unit(Draws& draws) const {
  const std::optional<std::uint32_t> person = plain(in_shared_boxes_, draws);
  if (!person) return std::nullopt;
  const std::uint32_t home = world_.people()[*person].home;
  const auto [from, to] = world_.homes_of_building(home);
  const std::uint32_t at = from + draws.below(to - from);
  if (at == home || world_.residences()[at].registered == 0) return std::nullopt;
  return claim_of(Story::kBoxUnit, LineClass::kBoxUnitOther, world_, *person, at);
}

// Somebody who is gone, while his row still stands: he moved, or he died.
std::optional<Claim> ClaimMaker::stale(Draws& draws) {
  const std::optional<std::uint32_t> dead = draws.below(2) == 0 ? plain(dead_, draws) : std::nullopt;
  Claim claim = dead ? claim_of(Story::kStale, LineClass::kExact, world_, *dead, world_.people()[*dead].home) : true_claim();
  claim.story = Story::kStale;
  claim.line_class = LineClass::kStaleRegister;
  return claim;
}

// By the name of an alias row, or of a former one.
std::optional<Claim> ClaimMaker::named_as(Story story, const std::vector<std::uint32_t>& from, Draws& draws) const {
  const std::optional<std::uint32_t> index = plain(from, draws);
  if (!index) return std::nullopt;
  const bool alias = story == Story::kAlias;
  Claim claim = claim_of(story, alias ? LineClass::kAliasRow : LineClass::kFormerNameRow, world_, *index, world_.people()[*index].home);
  if (alias) claim.person.given = claim.person.alias_given;
  else claim.person.family = claim.person.former_family;
  return claim;
}

}  // namespace cs::population
