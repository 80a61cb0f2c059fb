// Finds and judges the candidates of one line in an opened generation.
//   Shape    P0: the line's ZIP, same kind, same street name, same house; any name, unit, type, direction. P2, for a line without
//            a candidate after P0: the other tiles of its city and state, the same way.
//   Threads  one Candidates a thread; the generation is shared.
//   Source   the project's register design, section 8; docs/decisions/register-first-version.md says what is not yet retrieved.
//   Holds    G5 the candidates of a line depend on the line and the generation only.
#pragma once

#include <vector>

#include "base/confidential.h"
#include "match/judge.h"
#include "match/matcher.h"
#include "register/generation.h"

namespace cs::match {

// A reading of a line in the generation's numbers.
struct ResolvedReading {
  std::uint32_t tile = UINT32_MAX;      // UINT32_MAX: no tile has this ZIP, or the line has none
  std::uint32_t street = 0;
  std::uint32_t house = 0;
  std::uint32_t place = 0;
  address::Form kind = address::Form::kStreet;
  bool possible = false;                // street and house occur in the generation
};
ResolvedReading resolve(const registry::Snapshot& register_, const address::Reading& reading);

class Candidates {
 public:
  explicit Candidates(const registry::Snapshot& held) : register_(held), side_(RegisterSideMaker::make()) {}

  // Every candidate judged, vetoed ones too. Valid until the next call.
  std::vector<Judged>& find(const Query& query, const std::vector<ResolvedReading>& resolved);
  // Records at an address that the line may mean, whoever lives there: for the protected list.
  const std::vector<std::uint32_t>& records_at_address() const { return neighbors_; }
  const Counters& counters() const { return counters_; }

 private:
  void visit_tile(const address::Reading& line, const ResolvedReading& at, std::uint32_t tile, bool several_zips);
  void visit_address(const address::Reading& line, registry::Run forms, std::uint32_t tile, std::uint32_t block, std::uint32_t address,
                     bool several_zips);
  void judge_record(std::uint32_t record, const AddressFinding& place);
  std::vector<std::uint32_t> tiles_of_city(const ResolvedReading& at) const;
  bool stands_in(std::uint32_t tile, const ResolvedReading& at) const;
  bool open() const;

  const registry::Snapshot& register_;
  RegisterSide side_;
  const Query* query_ = nullptr;
  std::vector<Judged> judged_;
  std::vector<std::uint32_t> neighbors_;
  Counters counters_;
};

}  // namespace cs::match
