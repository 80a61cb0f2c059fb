// Who a line names and where it says that person lives: the clean facts, before anybody mistypes them.
//   Shape    a Claim's home is one of the world's known homes. A fresh person is in no household and gets the line's slot behind the
//            world's people.
//   Threads  one maker, one thread.
#pragma once

#include <cstdint>
#include <optional>

#include "population/line_class.h"
#include "population/world.h"

namespace cs::population {

struct Claim {
  Story story = Story::kUnknown;
  LineClass line_class = LineClass::kUnknownPerson;
  Person person;                          // as the line names him: `middle` is what is said
  const World* person_world = nullptr;    // whose slot it is
  bool on_record = false;                 // the person has a row somewhere
  std::optional<std::uint32_t> trap;      // slot, in this world, of a registered person whom the line resembles
  std::uint32_t home = 0;
  std::optional<std::uint32_t> street;    // said instead of the home's, with the home's number
  const World* city = nullptr;            // whose city, state and ZIP are said instead
};

class ClaimMaker {
 public:
  // `partner`: another ZIP's world, for people who live elsewhere; may be null. Both outlive the maker.
  ClaimMaker(const Tables& tables, const Prf& prf, const World& world, const World* partner, Date as_of);
  // The claim of line k; a story that the world cannot tell becomes n_unknown_person. Call in the order of lines and attempts.
  Claim make(Story story, std::uint32_t line, std::uint32_t attempt);
  // A true claim of somebody to whom the edit can happen, where the ZIP has one.
  Claim make_true(EditKind edit, std::uint32_t line, std::uint32_t attempt);

 private:
  std::optional<Claim> tell(Story story, Draws& draws);
  Claim true_claim();
  std::optional<Claim> moved(const World* from, Draws& draws) const;
  std::optional<Claim> relative(Draws& draws) const;
  std::optional<Claim> former(Draws& draws) const;
  std::optional<Claim> next_door(Draws& draws);
  std::optional<Claim> junior(Draws& draws) const;
  std::optional<Claim> other_middle(Draws& draws);
  std::optional<Claim> other_house(Draws& draws) const;
  std::optional<Claim> other_unit(Draws& draws) const;
  std::optional<Claim> other_street(Draws& draws) const;
  std::optional<Claim> other_box(Draws& draws) const;
  std::optional<Claim> other_military_box(Draws& draws) const;
  std::optional<Claim> other_city(Draws& draws) const;
  std::optional<Claim> other_urbanization(Draws& draws) const;
  std::optional<Claim> shelter_stranger(Draws& draws);
  std::optional<Claim> namesake(bool in_zip, Draws& draws);
  std::optional<Claim> close_given(const std::vector<ClosePair>& pairs, const std::vector<std::uint32_t>& from, Draws& draws);
  std::optional<Claim> other_given(Draws& draws);
  std::optional<Claim> other_surname(Story story, Draws& draws);
  std::optional<Claim> third(Draws& draws);
  std::optional<Claim> second_surname(Draws& draws);
  std::optional<Claim> heir(Draws& draws);
  std::optional<Claim> first_surname(Draws& draws);
  std::optional<Claim> particle_letters(Draws& draws);
  std::optional<Claim> generation(Draws& draws);
  std::optional<Claim> box_unit(Draws& draws) const;
  std::optional<Claim> stale(Draws& draws);
  std::optional<Claim> named_as(Story story, const std::vector<std::uint32_t>& from, Draws& draws) const;
  std::optional<std::uint32_t> plain(const std::vector<std::uint32_t>& from, Draws& draws) const;
  Claim like(Story story, LineClass line_class, std::uint32_t registered, Draws& draws);
  const std::vector<std::uint32_t>* who_can(EditKind edit) const;
  void index_people();
  void index_home(std::uint32_t person);
  Claim fresh(Story story, LineClass line_class, Draws& draws);
  bool has_address(std::uint32_t home) const;
  std::uint32_t any_home(Draws& draws) const;  // with an address, unless there is none
  std::optional<std::uint32_t> neighbor(std::uint32_t home) const;
  Claim claim_of(Story story, LineClass line_class, const World& from, std::uint32_t person, std::uint32_t home) const;
  std::uint32_t fresh_slot() const { return static_cast<std::uint32_t>(world_.people().size()) + line_; }

  const Tables& tables_;
  const World& world_;
  const World* partner_;
  Prf prf_;
  Date as_of_;
  NameSource names_;
  const std::vector<std::uint32_t>& particle_like();
  std::vector<std::uint32_t> dead_, natives_, in_shared_boxes_, particle_like_;
  bool has_particle_like_ = false;  // looked for when first asked for
  std::vector<std::uint32_t> arabic_, cultured_, two_syllables_, two_surnames_, suffixed_, aliased_, renamed_, twins_,
      in_boxes_, on_routes_, in_units_, in_the_military_, in_urbanizations_;
  std::vector<std::uint32_t> shelters_;  // homes
  Permutation true_order_;
  std::uint64_t true_lines_ = 0;
  std::uint32_t line_ = 0;
};

}  // namespace cs::population
