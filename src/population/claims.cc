#include "population/claims.h"

#include "base/check.h"

namespace cs::population {
namespace {

template <typename T>
const T& any_of(const std::vector<T>& list, Draws& draws) {
  return list[draws.below(static_cast<std::uint32_t>(list.size()))];
}

}  // namespace

ClaimMaker::ClaimMaker(const Tables& tables, const Prf& prf, const World& world, const World* partner, Date as_of)
    : tables_(tables), world_(world), partner_(partner), prf_(prf), as_of_(as_of), names_(tables),
      true_order_(prf, Stream::kTruePick, world.zip_rank(), std::max<std::size_t>(1, world.registered().size())) {
  CS_CHECK(!world.known_homes().empty(), "lines are asked only of a ZIP with registered people");
}

Claim ClaimMaker::make(Story story, std::uint32_t line, std::uint32_t attempt) {
  line_ = line;
  Draws draws(prf_, Stream::kFresh, entity_of(world_.zip_rank(), line, 0, attempt));
  for (int pick = 0; pick < 8; ++pick)
    if (std::optional<Claim> told = tell(story, draws)) return *told;
  return fresh(Story::kUnknown, LineClass::kUnknownPerson, draws);
}

std::optional<Claim> ClaimMaker::tell(Story story, Draws& draws) {
  switch (story) {
    case Story::kTrue: return true_claim();
    case Story::kPlaceholder:
    case Story::kIncomplete: {
      Claim claim = true_claim();
      claim.story = story;
      claim.line_class = story == Story::kPlaceholder ? LineClass::kPlaceholder : LineClass::kIncomplete;
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
  }
  return std::nullopt;
}

std::uint32_t ClaimMaker::any_home(Draws& draws) const { return any_of(world_.known_homes(), draws); }

Claim ClaimMaker::claim_of(Story story, LineClass line_class, const World& from, std::uint32_t person, std::uint32_t home) const {
  Claim claim{story, line_class, from.people()[person], &from, from.people()[person].registered, std::nullopt, home};
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
  const bool couple = person.role == Role::kHead || person.role == Role::kSpouse;
  return claim_of(Story::kRelative, couple ? LineClass::kSpouseNotOnFile : LineClass::kRelativeNotOnFile, world_, index, person.home);
}

std::optional<Claim> ClaimMaker::former(Draws& draws) const {
  if (world_.former_stays().empty()) return std::nullopt;
  const FormerStay& stay = any_of(world_.former_stays(), draws);
  if (world_.residences()[stay.home].registered == 0) return std::nullopt;
  return claim_of(Story::kFormerOccupant, LineClass::kFormerOccupant, world_, stay.person, stay.home);
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
  const std::string_view middle = names_.given(registered.group, registered.sex, draws);
  if (middle[0] == registered.middle[0]) return std::nullopt;
  Claim claim = claim_of(Story::kOtherMiddle, LineClass::kCommonNameOtherMiddle, world_, index, registered.home);
  claim.on_record = false;
  claim.trap = index;
  claim.person.slot = fresh_slot();
  claim.person.middle = middle;
  return claim;
}

Claim ClaimMaker::fresh(Story story, LineClass line_class, Draws& draws) {
  const Group group = draw_group(world_.zip(), draws);
  const Sex sex = draws.below(2) == 0 ? Sex::kFemale : Sex::kMale;
  const std::uint32_t age = 18 + draws.below(60);
  Claim claim{story, line_class, draw_person(names_, tables_, group, sex, age, as_of_, draws), &world_, false, std::nullopt, any_home(draws)};
  claim.person.middle = claim.person.middle_on_file();
  claim.person.role = Role::kStranger;
  claim.person.slot = fresh_slot();
  return claim;
}

}  // namespace cs::population
