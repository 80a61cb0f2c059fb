// Finds and judges the candidates of one line in an opened generation.
//   Shape    P0: the line's ZIP, same kind, same street name, same house; any name, unit, type, direction.
//            P1: the line's ZIP, for streets, records that bear one of the line's names: a near street and the same house; the same
//            street and
//            a near house, or a row without one; a row without a street and the same house. For boxes, one whose number looks the same.
//            P2: the other tiles of its city and state (where nobody knows the place: tiles whose ZIP is one edit off), as P0; where the
//            street stands in none of them, by near streets as P1.
//            A line goes on to the next as long as it is open: no candidate stands without a veto. Where P1 has one that could be verified, the
//            whole streets of P2 are asked as well: 12 OAK ST in the next ZIP is as near to the line as 12 OAKS ST in its own.
//   Threads  one Candidates a thread; the generation is shared.
//   Source   the project's register design, section 8.
//   Holds    G5 the candidates of a line depend on the line and the generation only.
#pragma once

#include <span>
#include <utility>
#include <vector>

#include "base/confidential.h"
#include "match/anchors.h"
#include "match/asked.h"
#include "match/chance.h"
#include "match/homes.h"
#include "match/judge.h"
#include "match/matcher.h"
#include "match/neighborhood.h"
#include "match/parting.h"
#include "match/same.h"
#include "match/unit_prints.h"
#include "register/view.h"

namespace cs::match {

inline constexpr std::size_t kNearStreetTilesMax = 512;  // a place of more tiles is searched by whole streets only

// What the candidates of one thread are found with.
struct Tools {
  const Model& model;
  const registry::Snapshot& held;
  const StreetPrints& streets;
  const NamePrints& names;
  const UnitPrints& units;
  const SameFindings& same;
};

// A line and its numbers.
struct AskedLine {
  const Query& query;
  const LineName& name;
  std::span<const ResolvedReading> readings;
};

class Candidates {
 public:
  // `neighbors`: also keep records_at_address(). `many`: of lines to come.
  Candidates(const Tools& tools, bool neighbors, bool many)
      : model_(tools.model), register_(tools.held), view_(tools.held.view()), units_(tools.units), streets_(tools.streets), names_(tools.names),
        same_(tools.same), neighborhood_(tools.model, tools.held, tools.streets), rarities_(tools.model, tools.held),
        anchors_(tools.held, tools.names), homes_(tools.held), parting_(tools.names, name_limits(tools.model), many),
        keeps_neighbors_(neighbors), as_of_days_(tools.held.manifest().as_of ? tools.held.manifest().as_of->days : INT32_MAX),
        other_unit_parts_(unit_parts(tools.model)), words_part_(names_part(tools.model)), side_(RegisterSideMaker::make()) {}

  // Every candidate judged but those with a veto. Valid until the next call.
  std::vector<Judged>& find(const AskedLine& line);
  // The same path by path, so that many lines can be asked for each, one after the other: a line for which one finds nothing goes on to the next.
  std::vector<Judged>& find_at_home(const AskedLine& line, const Home& home);  // P0; its first reading's (match/homes.h)
  std::vector<Judged>& find_nearby(const AskedLine& line);   // P1, and P2 where it must be asked beside it
  std::vector<Judged>& find_in_city(const AskedLine& line);  // P2
  // Records at an address that the line may mean, whoever lives there, as the last path has met them: for the protected list.
  const std::vector<std::uint32_t>& records_at_address() const { return neighbors_; }
  Counters take_counters();  // since the last call

 private:
  // One reading of the line against addresses of one tile.
  struct Visit {
    const Query& query;
    std::size_t reading;
    const ResolvedReading& at;
    std::uint32_t tile;
    bool several_zips;
    bool anchored;      // only records that bear one of the line's names
    const address::Reading& line() const { return query.address.readings()[reading]; }  // as text, wherever that lies in memory
  };
  // What is the same for some records of an address that stand together: its judgment.
  struct Door {
    registry::Spot at;
    const registry::AddressEntry& entry;
    std::uint32_t people;
    bool crowded;
    bool judged = false;
    std::uint32_t place = 0;
    bool care_of = false;
    Finding finding{};
  };

  void ask(const AskedLine& line);
  void visit_all_cities();
  static bool names_part(const Model& model);
  static bool unit_parts(const Model& model);
  void visit_street(const Visit& visit, std::uint32_t street, std::uint32_t house);
  void visit_forms(const Visit& visit, registry::Run forms, std::uint32_t house);
  void visit_doors(const Visit& visit, std::uint32_t block, registry::Run doors);
  void visit_near_streets(const Visit& visit);
  void visit_boxes_by_look(const Visit& visit);
  void visit_near_houses(const Visit& visit);
  void visit_tile_nearby(const Visit& visit);
  void visit_city(std::size_t reading, const ResolvedReading& at);
  void visit_address(const Visit& visit, std::uint32_t block, std::uint32_t address);
  void visit_record(const Visit& visit, Door& door, const registry::NameIds& ids);
  bool is_other_unit(const Visit& visit, std::uint32_t unit) const;
  bool is_same_place(const Visit& visit, const Door& door) const;
  void judge_place(const Visit& visit, Door& door);
  Finding identity_of(std::uint32_t record, const registry::NameIds& ids, registry::NameKind kind);
  bool surely_another(const registry::NameIds& ids);
  Finding identity_by_text(std::uint32_t record, registry::NameKind kind);
  std::vector<std::uint32_t> tiles_beyond(const address::Reading& line, const ResolvedReading& at) const;
  bool may_have(std::uint32_t block, std::uint32_t house);
  bool stands_in(std::uint32_t tile, const ResolvedReading& at, std::uint32_t street);
  bool stands_near_in(std::uint32_t tile, const address::Reading& line, const ResolvedReading& at);
  bool is_several(const std::vector<std::uint32_t>& tiles, bool at_home) const;
  bool open() const { return judged_.empty(); }

  const Model& model_;
  const registry::Snapshot& register_;
  const registry::GenerationView& view_;
  const UnitPrints& units_;
  const StreetPrints& streets_;
  const NamePrints& names_;
  const SameFindings& same_;
  Neighborhood neighborhood_;
  Rarities rarities_;
  Anchors anchors_;
  Homes homes_;                                        // of a line that is asked alone
  Parting parting_;
  const bool keeps_neighbors_;
  const std::int32_t as_of_days_;                      // INT32_MAX where the generation does not say
  const bool other_unit_parts_;                        // another unit is a veto of the model
  const bool words_part_;                              // another given name, and another family, are vetoes of the model
  RegisterSide side_;
  const AskedLine* line_ = nullptr;
  bool elsewhere_ = false;                             // P2 is asked beside what P1 has found
  std::vector<Judged> judged_;
  std::vector<std::uint32_t> neighbors_;
  std::vector<std::string_view> given_words_, family_words_;  // of the line, once it was compared as text
  names::PersonName room_;                             // of the last record's name, for the next one's
  Counters counters_;
};

}  // namespace cs::match
