// What a test of the auditor takes from a world that has been played: its files, and what was given of them.
#pragma once

#include "tests/cases/world.h"

namespace cs::cases {

class WorldAccess {
 public:
  explicit WorldAccess(World& world) : world_(world) {}
  gate::Gate& gate() { return *world_.gate_; }
  const Played& request(const std::string& name) { return world_.requests_.at(name); }
  Path home() const { return world_.directory_ / "home"; }
  Result<Path> give() { return world_.give_to_auditor(); }
  static Result<audit::Report> replay(const Path& given, int threads = 1) { return World::replay(given, threads); }

 private:
  World& world_;
};

}  // namespace cs::cases
