// What a line asks, in the generation's numbers: its texts are read once, in the order in which they lie, and then seldom again.
//   Shape    a ResolvedReading for each reading of the line's address, a LineName for its name. 0: no row has the text, or the line has none.
//   Threads  one Resolver a thread.
//   Source   the project's register design, section 7.
#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "address/unit_print.h"
#include "match/matcher.h"
#include "register/generation.h"
#include "register/lookups.h"

namespace cs::match {

// A reading of a line in the generation's numbers.
struct ResolvedReading {
  std::uint32_t tile = UINT32_MAX;      // UINT32_MAX: no tile has this ZIP, or the line has none
  std::uint32_t street = 0;             // 0: no row has this street, or the reading has none
  std::uint32_t house = 0;
  std::uint32_t place = 0;
  std::uint32_t form = 0;               // type, directions, urbanization
  std::uint32_t unit = 0;
  address::UnitPrint unit_print{};      // of its text
  address::Form kind = address::Form::kStreet;
  bool house_known = false;             // some row has this house
  bool street_known = false;            // some row has this street, or the reading has none
  bool form_known = false, unit_known = false;  // the same
  bool has_house = false, has_unit = false;     // the reading says one
  bool has_parts = false;               // type or direction
  bool has_urbanization = false;
  bool care_of = false;
  bool possible() const { return house_known && street_known; }
};

struct LineName {
  static constexpr std::size_t kGivenMax = 4, kFamilyMax = 3;
  std::array<std::uint32_t, kGivenMax> given{};   // the first `givens`
  std::array<std::uint32_t, kFamilyMax> family{};
  std::uint8_t givens = 0, families = 0;
  std::uint8_t initial = 0;                       // as registry::NameIds has it
  std::uint8_t suffix = 0;
  bool numbered = false;   // one name, and its numbers say all of it; else it is compared as text
  bool latin = false;      // and no word is of another script
  bool second_syllable = false;  // the second given name can be a syllable, and half of a name with the first
};

class Resolver {
 public:
  explicit Resolver(const registry::Snapshot& held);
  // `readings`: those of all the queries, one after the other.
  void resolve(std::span<const Query> queries, std::span<ResolvedReading> readings, std::span<LineName> names);
  void resolve(const address::Reading& reading, ResolvedReading& out);
  std::uint64_t take_probes() { return lookups_.take_probes(); }

 private:
  struct Waiting {
    const address::Reading* reading;
    ResolvedReading* out;
    std::uint32_t house_part;   // the text's id where the house is no plain number
  };
  void add(const Query& query, std::span<ResolvedReading> readings, LineName& name);
  void add(const address::Reading& reading, ResolvedReading& out);
  void add(const names::PersonName& name, LineName& out);
  void settle();
  std::string& next_text();

  const registry::Snapshot& register_;
  registry::Lookups lookups_;
  std::vector<Waiting> waiting_;      // never longer than when it was made
  std::vector<std::string> texts_;    // the same
  std::size_t texts_used_ = 0;
};

// One reading alone.
ResolvedReading resolve(const registry::Snapshot& register_, const address::Reading& reading);

}  // namespace cs::match
