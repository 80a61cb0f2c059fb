// Where the lines of a run would stand, looked for together: what one search waits for comes from memory while the next ones go on.
//   Shape    look() takes the lines' first readings; home() has then the blocks of each one's street, those of P0, and the doors of its house in the
//            first of them. All else that it does are hints to the machine: the people in the house.
//   Threads  one Homes a thread.
//   Source   the project's register design, section 9.
#pragma once

#include <span>
#include <vector>

#include "match/asked.h"
#include "register/view.h"

namespace cs::match {

struct Home {
  registry::Run forms;              // empty where P0 does not go
  registry::Run doors;              // in the first of them
  std::uint32_t record = UINT32_MAX;  // the first at the door
};

class Homes {
 public:
  explicit Homes(const registry::Snapshot& held) : register_(held), view_(held.view()) {}
  void look(std::span<const ResolvedReading* const> readings);
  const Home& home(std::size_t at) const { return homes_[at]; }  // valid until the next look()

 private:
  void find_street(const ResolvedReading& at, Home& home) const;
  void find_house(const ResolvedReading& at, Home& home) const;
  void find_people(Home& home) const;
  void fetch_names(const Home& home) const;

  const registry::Snapshot& register_;
  const registry::GenerationView& view_;
  std::vector<Home> homes_;
};

}  // namespace cs::match
