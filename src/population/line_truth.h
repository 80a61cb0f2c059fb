// What is true of a typed line: its class, and whether anybody could know it.
//   Shape    made for one TypedLine, which may be typed anew; judge_true writes its claim.
//   Source   docs/formats/population.md, sections "Classes" and "Decidable".
#pragma once

#include "population/resemblance.h"
#include "population/typed_line.h"

namespace cs::population {

class LineTruth {
 public:
  LineTruth(const Tables& tables, const World& world, TypedLine& line) : tables_(tables), world_(world), line_(line), claim_(line.claim) {}

  // Nobody registered where the line can be read to point can be taken for its person.
  bool decidable();
  // The class of a line that names its person truly: what happened to the line, and to the row that it should meet.
  void judge_true();
  // Another resident of the claimed home bears this given name.
  bool is_anothers_name(std::string_view given) const;

 private:
  template <typename Test>
  bool any_at(std::uint32_t home, Test test) const {
    const Residence& residence = world_.residences()[home];
    for (std::uint32_t i = residence.first; i < residence.first + residence.size; ++i) {
      if (!world_.people()[i].registered) continue;
      if (test(world_.people()[i])) return true;
      const Misfiled* row = world_.misfiled(i);
      if (row != nullptr && test(as_filed(world_.people()[i], row->fields))) return true;
    }
    return false;
  }

  bool said(EditKind kind) const { return edited(line_.kinds, kind); }
  void find_claimed_homes();
  void add_building();
  std::uint32_t typed_number() const;
  bool slipped_into_a_name(const LineFields& fields, EditKinds by) const;
  bool slipped_into_a_surname(std::string_view last) const;
  LineClass by_culture() const;
  LineClass form_of_place() const;
  void judge_place(const Misfiled* row);
  void point_to(std::uint32_t home, LineClass line_class);
  void judge_rivals();

  const Tables& tables_;
  const World& world_;
  TypedLine& line_;
  Claim& claim_;
  std::vector<std::uint32_t> claimed_homes_;  // of the line at work
  LineFields as_written_;                     // where given and family name stand in each other's fields
};

}  // namespace cs::population
