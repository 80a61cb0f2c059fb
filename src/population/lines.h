// The lines of one ZIP, with their truth, packed.
//   Shape    line k of a ZIP is the same line whatever the number of lines asked for, as long as the ZIP's world is.
//   Threads  made by one thread, then immutable.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "population/claims.h"
#include "population/line_fields.h"
#include "population/line_rates.h"
#include "population/typed_line.h"

namespace cs::population {

inline constexpr std::uint64_t kNobody = UINT64_MAX;
inline constexpr std::uint32_t kNoTwin = UINT32_MAX;

struct LineHead {
  std::uint64_t person = kNobody;     // id number of who is meant
  std::uint64_t record = kNobody;     // id number of the registered person that the line names or resembles
  std::uint32_t text_from = 0;
  std::uint32_t edits_from = 0;
  Date born{};
  std::array<std::uint8_t, 11> sizes{};  // of the fields, in the order of LineFields
  std::uint8_t edits = 0;
  std::uint32_t twin = kNoTwin;       // the line of this block that has the same bytes and another truth
  LineClass line_class = LineClass::kExact;
  Group group = Group::kWhite;
};

struct LineBlock {
  std::uint32_t zip_rank = 0;
  std::vector<LineHead> heads;
  std::string text;
  std::vector<Edit> edits;
};

// The fields of one packed line, as views.
struct LineView {
  std::string_view first, middle, last, suffix, house, street, unit, po_box, city, state, zip;
};
void pack(LineBlock& block, const PersonIds& ids, const TypedLine& made);
// The same bytes as line `twin` of the block, said by somebody else of that name: nobody can tell the two.
void pack_twin(LineBlock& block, std::uint32_t twin, LineClass line_class, std::uint64_t person, Date born);
LineView view_of(const LineBlock& block, const LineHead& head);

struct LineRules {
  AliasTable stories;
  LineRates rates;
};

LineBlock make_lines(const Tables& tables, const Prf& prf, const PersonIds& ids, const LineRules& rules, const World& world,
                     const World* partner, std::uint32_t count, Date as_of);

}  // namespace cs::population
