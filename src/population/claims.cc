#include "population/claims.h"

#include "base/check.h"

namespace cs::population {
namespace {

template <typename T>
const T& any_of(const std::vector<T>& list, Draws& draws) {
  return list[draws.below(static_cast<std::uint32_t>(list.size()))];
}

bool has_native(const Tables& tables, std::string_view name) {
  const auto row = std::lower_bound(tables.native_names.begin(), tables.native_names.end(), ClosePair{name, {}});
  return row != tables.native_names.end() && row->name == name;
}

// Of lines that name somebody where he is on record, wherever that is.
bool is_of_a_resident(LineClass line_class) { return class_text(line_class)[0] != 'n'; }

}  // namespace

ClaimMaker::ClaimMaker(const Tables& tables, const Prf& prf, const World& world, const World* partner, Date as_of)
    : tables_(tables), world_(world), partner_(partner), prf_(prf), as_of_(as_of), names_(tables),
      true_order_(prf, Stream::kTruePick, world.zip_rank(), std::max<std::size_t>(1, world.registered().size())) {
  CS_CHECK(!world.known_homes().empty(), "lines are asked only of a ZIP with registered people");
  index_people();
}

void ClaimMaker::index_people() {
  for (const std::uint32_t index : world_.registered()) {
    const Person& person = world_.people()[index];
    if (person.culture == Culture::kArabic) arabic_.push_back(index);
    if (person.culture != Culture::kNone) cultured_.push_back(index);
    if (person.died_days_ago != 0) dead_.push_back(index);
    if (person.culture != Culture::kNone && has_native(tables_, person.given)) natives_.push_back(index);
    if (person.given.find(' ') != std::string_view::npos) two_syllables_.push_back(index);
    if (!person.family2.empty()) two_surnames_.push_back(index);
    if (person.suffix != Suffix::kNone) suffixed_.push_back(index);
    if (!person.alias_given.empty()) aliased_.push_back(index);
    if (!person.former_family.empty()) renamed_.push_back(index);
    index_home(index);
  }
  for (const std::uint32_t home : world_.known_homes())
    if (world_.homes()[home].kind == HomeKind::kShelter) shelters_.push_back(home);
  for (const std::uint32_t index : world_.unregistered())
    if (world_.people()[index].twin) twins_.push_back(index);
}

void ClaimMaker::index_home(std::uint32_t person) {
  const Home& home = world_.homes()[world_.people()[person].home];
  if (home.kind == HomeKind::kPoBox) in_boxes_.push_back(person);
  if (home.kind == HomeKind::kPoBox && home.unit_size != 0) in_shared_boxes_.push_back(person);
  if (home.kind == HomeKind::kRural) on_routes_.push_back(person);
  if (home.kind == HomeKind::kMilitary) in_the_military_.push_back(person);
  if (home.unit_size != 0 && is_on_street(home.kind)) in_units_.push_back(person);
  if (is_on_street(home.kind) && !world_.town().streets()[home.street].urbanization.empty()) in_urbanizations_.push_back(person);
}

// Null: anybody.
const std::vector<std::uint32_t>* ClaimMaker::who_can(EditKind edit) const {
  struct Able {
    EditKind kind;
    std::vector<std::uint32_t> ClaimMaker::* people;
  };
  static constexpr Able kAble[] = {
      {EditKind::kFirstRomanized, &ClaimMaker::cultured_},         {EditKind::kLastRomanized, &ClaimMaker::cultured_},
      {EditKind::kNamesExchanged, &ClaimMaker::cultured_},         {EditKind::kFirstJoined, &ClaimMaker::two_syllables_},
      {EditKind::kSurnamesHyphen, &ClaimMaker::two_surnames_},     {EditKind::kSecondSurnameDropped, &ClaimMaker::two_surnames_},
      {EditKind::kFirstSurnameDropped, &ClaimMaker::two_surnames_}, {EditKind::kSurnamesExchanged, &ClaimMaker::two_surnames_},
      {EditKind::kSuffixInMiddle, &ClaimMaker::suffixed_},         {EditKind::kSuffixContradicted, &ClaimMaker::suffixed_},
      {EditKind::kSuffixUnread, &ClaimMaker::suffixed_},           {EditKind::kNative, &ClaimMaker::natives_},
      {EditKind::kSuffixForm, &ClaimMaker::suffixed_},             {EditKind::kSuffixDropped, &ClaimMaker::suffixed_},
      {EditKind::kBoxForm, &ClaimMaker::in_boxes_},                {EditKind::kRouteForm, &ClaimMaker::on_routes_},
      {EditKind::kRouteHouse, &ClaimMaker::on_routes_},
      {EditKind::kDesignator, &ClaimMaker::in_units_},             {EditKind::kUnitDropped, &ClaimMaker::in_units_},
      {EditKind::kUnitTypo, &ClaimMaker::in_units_},               {EditKind::kUnitInStreet, &ClaimMaker::in_units_},
      {EditKind::kUnitTrailing, &ClaimMaker::in_units_},           {EditKind::kMilitaryForm, &ClaimMaker::in_the_military_},
      {EditKind::kUrbanizationFirst, &ClaimMaker::in_urbanizations_}, {EditKind::kUrbanizationDropped, &ClaimMaker::in_urbanizations_},
  };
  for (const Able& row : kAble)
    if (row.kind == edit) return &(this->*row.people);
  return nullptr;
}

Claim ClaimMaker::make_true(EditKind edit, std::uint32_t line, std::uint32_t attempt) {
  const std::vector<std::uint32_t>* able = who_can(edit);
  if (able == nullptr || able->empty() || (edit == EditKind::kNamesExchanged && attempt % 2 == 1)) return make(Story::kTrue, line, attempt);
  line_ = line;
  Draws draws(prf_, Stream::kFresh, entity_of(world_.zip_rank(), line, 0, attempt));
  const std::uint32_t person = any_of(*able, draws);
  return claim_of(Story::kTrue, LineClass::kExact, world_, person, world_.people()[person].home);
}

Claim ClaimMaker::make(Story story, std::uint32_t line, std::uint32_t attempt) {
  line_ = line;
  Draws draws(prf_, Stream::kFresh, entity_of(world_.zip_rank(), line, 0, attempt));
  for (int pick = 0; pick < 8; ++pick)
    if (std::optional<Claim> told = tell(story, draws); told && (is_of_a_resident(told->line_class) || has_address(told->home))) return *told;
  return fresh(Story::kUnknown, LineClass::kUnknownPerson, draws);
}

std::optional<Claim> ClaimMaker::tell(Story story, Draws& draws) {
  switch (story) {
    case Story::kTrue: return true_claim();
    case Story::kPlaceholder:
    case Story::kIncomplete:
    case Story::kTwoPeople:
    case Story::kRange: {
      Claim claim = true_claim();
      claim.story = story;
      claim.line_class = story == Story::kPlaceholder ? LineClass::kPlaceholder
                         : story == Story::kIncomplete ? LineClass::kIncomplete
                         : story == Story::kRange      ? LineClass::kRange
                                                       : LineClass::kTwoPeople;
      return claim;
    }
    case Story::kStale: return stale(draws);
    case Story::kFirstSurname: return first_surname(draws);
    case Story::kParticleLetters: return particle_letters(draws);
    case Story::kGeneration: return generation(draws);
    case Story::kCloseNative: return close_given(tables_.close_native, natives_, draws);
    case Story::kBoxUnit: return box_unit(draws);
    case Story::kAnnounced: {
      if (world_.announced().empty()) return std::nullopt;
      const FormerStay& stay = any_of(world_.announced(), draws);
      return claim_of(story, LineClass::kRowBeginsLater, world_, stay.person, stay.home);
    }
    case Story::kDied: {
      if (world_.departed().empty()) return std::nullopt;
      const Departed& departed = any_of(world_.departed(), draws);
      Claim claim = claim_of(story, LineClass::kDied, world_, departed.person, departed.home);
      claim.on_record = true;
      return claim;
    }
    case Story::kThird: return third(draws);
    case Story::kOtherHouse: return other_house(draws);
    case Story::kNeighborHouse: {
      const std::optional<std::uint32_t> person = plain(world_.registered(), draws);
      if (!person || world_.homes()[world_.people()[*person].home].kind != HomeKind::kHouse) return std::nullopt;
      const std::optional<std::uint32_t> home = neighbor(world_.people()[*person].home);
      if (!home) return std::nullopt;
      return claim_of(story, LineClass::kNextDoor, world_, *person, *home);
    }
    case Story::kOtherUnit: return other_unit(draws);
    case Story::kOtherStreet: return other_street(draws);
    case Story::kOtherBox: return other_box(draws);
    case Story::kNamesakeElsewhere: return namesake(false, draws);
    case Story::kNamesakeInZip: return namesake(true, draws);
    case Story::kOtherCity: return other_city(draws);
    case Story::kSimilarSibling: return close_given(tables_.close_given, world_.registered(), draws);
    case Story::kCloseArabic: return close_given(tables_.close_arabic, arabic_, draws);
    case Story::kSameInitialSibling: return other_given(draws);
    case Story::kOtherSurname:
    case Story::kCloseSurname: return other_surname(story, draws);
    case Story::kSecondSurname: return second_surname(draws);
    case Story::kHeir: return heir(draws);
    case Story::kTwin: {
      if (twins_.empty()) return std::nullopt;
      const std::uint32_t index = any_of(twins_, draws);
      return claim_of(story, LineClass::kTwin, world_, index, world_.people()[index].home);
    }
    case Story::kAlias: return named_as(story, aliased_, draws);
    case Story::kFormerName: return named_as(story, renamed_, draws);
    case Story::kNameChanged: {
      const std::optional<std::uint32_t> person = plain(world_.registered(), draws);
      if (!person) return std::nullopt;
      Claim claim = claim_of(story, LineClass::kLastNameChanged, world_, *person, world_.people()[*person].home);
      claim.person.family = names_.surname({claim.person.group, claim.person.culture}, draws);
      claim.person.family2 = {};
      if (claim.person.family == world_.people()[*person].family || claim.person.family == world_.people()[*person].family2) return std::nullopt;
      return claim;
    }
    case Story::kMoved: return moved(partner_ != nullptr && !partner_->registered().empty() ? partner_ : &world_, draws);
    case Story::kMovedInZip: return moved(&world_, draws);
    case Story::kRelative: return relative(draws);
    case Story::kSuccessor: return fresh(story, LineClass::kSuccessor, draws);
    case Story::kFormerOccupant: return former(draws);
    case Story::kUnknown: return fresh(story, LineClass::kUnknownPerson, draws);
    case Story::kNextDoor: return next_door(draws);
    case Story::kJunior: return junior(draws);
    case Story::kOtherMiddle: return other_middle(draws);
    case Story::kOtherUrbanization: return other_urbanization(draws);
    case Story::kShelterStranger: return shelter_stranger(draws);
    case Story::kSameNameRelative:
    case Story::kSuccessorNamesake: return std::nullopt;  // told by a line that is there already, or not at all
  }
  return std::nullopt;
}

bool ClaimMaker::has_address(std::uint32_t home) const { return world_.homes()[home].kind != HomeKind::kGeneralDelivery; }

std::uint32_t ClaimMaker::any_home(Draws& draws) const {
  std::uint32_t home = any_of(world_.known_homes(), draws);
  for (int attempt = 0; attempt < 8 && !has_address(home); ++attempt) home = any_of(world_.known_homes(), draws);
  return home;
}

Claim ClaimMaker::claim_of(Story story, LineClass line_class, const World& from, std::uint32_t person, std::uint32_t home) const {
  Claim claim{story, line_class, from.people()[person], &from, from.people()[person].registered, std::nullopt, home, std::nullopt, nullptr};
  claim.person.middle = claim.person.middle_on_file();
  return claim;
}

// Every registered person once, then every one again.
Claim ClaimMaker::true_claim() {
  const std::uint32_t person = world_.registered()[true_order_.at(true_lines_++ % true_order_.size())];
  return claim_of(Story::kTrue, LineClass::kExact, world_, person, world_.people()[person].home);
}

std::optional<Claim> ClaimMaker::moved(const World* from, Draws& draws) const {
  const std::uint32_t person = any_of(from->registered(), draws);
  const std::uint32_t home = any_home(draws);
  if (from != &world_) return claim_of(Story::kMoved, LineClass::kMoved, *from, person, home);
  if (world_.people()[person].home == home) return std::nullopt;
  return claim_of(Story::kMovedInZip, LineClass::kMovedSameZip, world_, person, home);
}

std::optional<Claim> ClaimMaker::relative(Draws& draws) const {
  if (world_.unregistered().empty()) return std::nullopt;
  const std::uint32_t index = any_of(world_.unregistered(), draws);
  const Person& person = world_.people()[index];
  if (person.twin) return claim_of(Story::kRelative, LineClass::kTwin, world_, index, person.home);
  const bool couple = person.role == Role::kHead || person.role == Role::kSpouse;
  return claim_of(Story::kRelative, couple ? LineClass::kSpouseNotOnFile : LineClass::kRelativeNotOnFile, world_, index, person.home);
}

std::optional<Claim> ClaimMaker::former(Draws& draws) const {
  if (world_.former_stays().empty()) return std::nullopt;
  const FormerStay& stay = any_of(world_.former_stays(), draws);
  if (world_.residences()[stay.home].registered == 0) return std::nullopt;
  const bool box = world_.homes()[stay.home].kind == HomeKind::kPoBox;
  return claim_of(Story::kFormerOccupant, box ? LineClass::kPoBoxFormerHolder : LineClass::kFormerOccupant, world_, stay.person, stay.home);
}

// The nearest known house of another building on the same street.
std::optional<std::uint32_t> ClaimMaker::neighbor(std::uint32_t home) const {
  const std::vector<Home>& homes = world_.homes();
  const Home& from = homes[home];
  for (std::uint32_t step = 1; step <= 64; ++step) {
    for (const std::int64_t at : {std::int64_t{home} + step, std::int64_t{home} - step}) {
      if (at < 0 || at >= static_cast<std::int64_t>(homes.size())) continue;
      const auto index = static_cast<std::uint32_t>(at);
      const Home& near = homes[index];
      if (near.kind == HomeKind::kHouse && near.street == from.street && near.building != from.building &&
          world_.residences()[index].registered > 0)
        return index;
    }
  }
  return std::nullopt;
}

// Somebody of the same full name is registered next door; this one is not on record.
std::optional<Claim> ClaimMaker::next_door(Draws& draws) {
  const std::uint32_t index = any_of(world_.registered(), draws);
  const Person& registered = world_.people()[index];
  if (world_.homes()[registered.home].kind != HomeKind::kHouse) return std::nullopt;
  const std::optional<std::uint32_t> home = neighbor(registered.home);
  if (!home) return std::nullopt;
  Claim claim = claim_of(Story::kNextDoor, LineClass::kNamesakeNextDoor, world_, index, *home);
  claim.on_record = false;
  claim.trap = index;
  claim.person.slot = fresh_slot();
  return claim;
}

std::optional<Claim> ClaimMaker::junior(Draws& draws) const {
  if (world_.lone_same_names().empty()) return std::nullopt;
  const SameName& pair = any_of(world_.lone_same_names(), draws);
  const bool elder_on_file = world_.people()[pair.elder].registered;
  const std::uint32_t named = elder_on_file ? pair.younger : pair.elder;
  Claim claim = claim_of(Story::kJunior, LineClass::kJuniorForSenior, world_, named, world_.people()[named].home);
  claim.trap = elder_on_file ? pair.elder : pair.younger;
  return claim;
}

// Same first name and surname, same home, another middle name; not on record.
std::optional<Claim> ClaimMaker::other_middle(Draws& draws) {
  const std::uint32_t index = any_of(world_.registered(), draws);
  const Person& registered = world_.people()[index];
  if (registered.middle.empty()) return std::nullopt;
  const std::string_view middle = names_.given({registered.group, registered.culture}, registered.sex, registered.born, draws);
  if (middle[0] == registered.middle[0]) return std::nullopt;
  Claim claim = claim_of(Story::kOtherMiddle, LineClass::kCommonNameOtherMiddle, world_, index, registered.home);
  claim.on_record = false;
  claim.trap = index;
  claim.person.slot = fresh_slot();
  claim.person.middle = middle;
  if (registered.role == Role::kChild && registered.sex == Sex::kMale && registered.suffix == Suffix::kNone) {
    claim.line_class = LineClass::kFatherOtherMiddle;
    claim.person.born.days -= 25 * 365;
  }
  return claim;
}

Claim ClaimMaker::fresh(Story story, LineClass line_class, Draws& draws) {
  const Origin origin = draw_origin(tables_.assumed, world_.zip(), draws);
  const Sex sex = draws.below(2) == 0 ? Sex::kFemale : Sex::kMale;
  const std::uint32_t age = 18 + draws.below(60);
  Claim claim{story, line_class, {}, &world_, false, std::nullopt, any_home(draws), std::nullopt, nullptr};
  draw_person(claim.person, names_, tables_, origin, sex, age, as_of_, draws);
  claim.person.middle = claim.person.middle_on_file();
  claim.person.role = Role::kStranger;
  claim.person.slot = fresh_slot();
  return claim;
}

}  // namespace cs::population
