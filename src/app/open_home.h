// A home, opened for a verb: clock, random source and gate live together.
#pragma once

#include <memory>
#include <string>

#include "gate/gate.h"

namespace cs::app {

struct OpenHome {
  std::unique_ptr<Clock> clock;
  std::unique_ptr<crypto::Random> random;
  std::unique_ptr<gate::Gate> gate;
  ManualClock* manual = nullptr;   // where --clock was given
};

// `clock`: "" for the system's, else the time at which this home under test.invalid stands.
Result<OpenHome> open_home(const std::string& home, const std::string& clock);

}  // namespace cs::app
