// By how much a name is too rare for a namesake to live at an address by chance.
//   Shape    a Rarities remembers the rarity of the words that it was asked last; what it answers does not hang on that.
//   Units    1/256 bit.
//   Threads  one Rarities a thread.
//   Source   the project's matching design, sections 7 and 8.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "match/asked.h"
#include "match/judge.h"
#include "names/name.h"
#include "register/generation.h"
#include "register/view.h"

namespace cs::match {

class Rarities {
 public:
  Rarities(const Model& model, const registry::Snapshot& held) : model_(model), register_(held) {}

  // Rarity of given and family name, and of a middle initial that both have, less log2 of the people at the address. Of two spellings the
  // commoner counts: JOHM, a register's slip, is no rarer than the JOHN that the line says.
  // `numbers`: of the line's words, where it is numbered.
  std::int32_t chance(std::span<const names::SufficientName> line, const LineName& numbers, const registry::NameIds& record, const Finding& identity,
                      std::uint32_t people);

 private:
  enum class Role : std::uint8_t { kGiven, kSurname };
  struct Known {
    std::uint32_t word = 0;     // twice the id of a name, and one for a surname; 0: nothing yet
    std::int32_t rarity = 0;
  };
  std::int32_t counted(std::string_view token, std::uint32_t id, Role role) const;
  std::int32_t of_both(std::uint32_t record, std::string_view line, std::uint32_t line_id, Role role);
  std::int32_t remembered(std::uint32_t id, Role role);

  const Model& model_;
  const registry::Snapshot& register_;
  std::vector<Known> known_;    // each word has one place; the last one that came there has it
};

}  // namespace cs::match
