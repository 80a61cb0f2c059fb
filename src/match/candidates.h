// Finds and judges the candidates of one line in an opened generation.
//   Shape    P0: the line's ZIP, same kind, same street name, same house; any name, unit, type, direction.
//            P1: the line's ZIP, for streets, records that bear one of the line's names: a near street and the same house; the same
//            street and
//            a near house, or a row without one; a row without a street and the same house. For boxes, one whose number looks the same.
//            P2: the other tiles of its city and state (where nobody knows the place: tiles whose ZIP is one edit off), as P0; where the
//            street stands in none of them, by near streets as P1.
//            A line goes on to the next as long as it is open: no candidate stands without a veto.
//   Threads  one Candidates a thread; the generation is shared.
//   Source   the project's register design, section 8.
//   Holds    G5 the candidates of a line depend on the line and the generation only.
#pragma once

#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/confidential.h"
#include "match/chance.h"
#include "match/judge.h"
#include "match/matcher.h"
#include "match/neighborhood.h"
#include "register/generation.h"

namespace cs::match {

inline constexpr std::size_t kNearStreetTilesMax = 512;  // a place of more tiles is searched by whole streets only

// A reading of a line in the generation's numbers.
struct ResolvedReading {
  std::uint32_t tile = UINT32_MAX;      // UINT32_MAX: no tile has this ZIP, or the line has none
  std::uint32_t street = 0;             // 0: no row has this street, or the reading has none
  std::uint32_t house = 0;
  std::uint32_t place = 0;
  address::Form kind = address::Form::kStreet;
  bool house_known = false;             // some row has this house
  bool street_known = false;            // some row has this street, or the reading has none
  bool possible() const { return house_known && street_known; }
};
ResolvedReading resolve(const registry::Snapshot& register_, const address::Reading& reading);

// What the candidates of one thread are found with.
struct Tools {
  const Model& model;
  const registry::Snapshot& held;
  const StreetLetters& letters;
};

class Candidates {
 public:
  explicit Candidates(const Tools& tools)
      : model_(tools.model), register_(tools.held), neighborhood_(tools.model, tools.held, tools.letters),
          rarities_(tools.model, tools.held), side_(RegisterSideMaker::make()) {}

  // Every candidate judged but those with a veto. Valid until the next call.
  std::vector<Judged>& find(const Query& query, std::span<const ResolvedReading> resolved);
  // Records at an address that the line may mean, whoever lives there: for the protected list.
  const std::vector<std::uint32_t>& records_at_address() const { return neighbors_; }
  Counters take_counters() { return std::exchange(counters_, {}); }  // since the last call

 private:
  // One reading of the line against addresses of one tile.
  struct Visit {
    const address::Reading& line;
    const ResolvedReading& at;
    std::uint32_t tile;
    bool several_zips;
    bool anchored;      // only records that bear one of the line's names
  };

  void visit_street(const Visit& visit, std::uint32_t street, std::uint32_t house);
  void visit_near_streets(const Visit& visit);
  void visit_boxes_by_look(const Visit& visit);
  void visit_near_houses(const Visit& visit);
  void visit_tile_nearby(const Visit& visit);
  void visit_city(const address::Reading& line, const ResolvedReading& at);
  void visit_address(const Visit& visit, std::uint32_t block, std::uint32_t address);
  bool is_other_unit(const Visit& visit, std::uint32_t unit) const;
  Finding judge_place(const Visit& visit, const registry::Spot& at, bool crowded);
  void judge_record(const registry::Spot& at, const Finding& place, bool several_readings, std::uint32_t people);
  Finding best_identity(const names::PersonName& name, registry::NameKind kind) const;
  std::vector<std::uint32_t> tiles_beyond(const address::Reading& line, const ResolvedReading& at) const;
  bool stands_in(std::uint32_t tile, const ResolvedReading& at, std::uint32_t street) const;
  bool stands_near_in(std::uint32_t tile, const address::Reading& line, const ResolvedReading& at);
  bool is_several(const std::vector<std::uint32_t>& tiles, bool at_home) const;
  bool is_anchored(std::uint32_t record);
  void find_anchors();
  void add_ids(const std::string& token, std::vector<std::uint32_t>& ids);
  bool open() const { return judged_.empty(); }

  const Model& model_;
  const registry::Snapshot& register_;
  Neighborhood neighborhood_;
  Rarities rarities_;
  RegisterSide side_;
  const Query* query_ = nullptr;
  std::vector<Judged> judged_;
  std::vector<std::uint32_t> neighbors_;
  names::PersonName room_;                             // of the last record's name, for the next one's
  bool anchors_found_ = false;                         // for query_
  std::vector<std::uint32_t> given_ids_, family_ids_;  // of the line's names and what may stand for them, by find_anchors()
  std::unordered_map<std::string, std::vector<std::uint32_t>> ids_of_word_;  // looked up only, never walked
  Counters counters_;
};

}  // namespace cs::match
