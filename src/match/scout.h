// Walks ahead of the lines to the address that each of them asks for first, so that its columns are in the cache when it is judged. A line is
// met several times, each time one step further: what a step reads was asked for a step before.
//   Shape    reach(line) for the line at each distance; hints to the machine, and nothing else: no answer depends on them.
//   Threads  one Scout a thread.
#pragma once

#include <array>
#include <cstddef>

#include "match/asked.h"
#include "match/parting.h"
#include "register/view.h"

namespace cs::match {

class Scout {
 public:
  // How many lines before its turn a line takes each step.
  static constexpr std::size_t kToBlock = 10, kToAddress = 8, kToRecord = 6, kToColumns = 4, kToNames = 2;

  Scout(const registry::Snapshot& held, const NamePrints& names) : register_(held), view_(held.view()), names_(names) {}
  // `at`: the line's place in the order in which lines are judged.
  void to_block(std::size_t at, const ResolvedReading& reading);
  void to_address(std::size_t at);
  void to_record(std::size_t at);
  void to_columns(std::size_t at);
  void to_names(std::size_t at);

 private:
  static constexpr std::size_t kAhead = 16;
  static constexpr std::uint32_t kRecordsMax = 4;  // of an address: more are seldom
  struct Met {
    std::size_t at = SIZE_MAX;
    bool possible = false;
    std::uint32_t block = 0, house = 0, address = 0;
    registry::Run records;
  };
  // Nothing where the line took no step before this one.
  Met* met(std::size_t at) { return met_[at % kAhead].at == at && met_[at % kAhead].possible ? &met_[at % kAhead] : nullptr; }

  const registry::Snapshot& register_;
  const registry::GenerationView& view_;
  const NamePrints& names_;
  std::array<Met, kAhead> met_{};
};

}  // namespace cs::match
