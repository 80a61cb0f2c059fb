// A home, opened for a verb: clock, random source and gate live together.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "gate/gate.h"

namespace cs::app {

struct OpenHome {
  std::unique_ptr<Clock> clock;
  std::unique_ptr<crypto::Random> random;
  std::unique_ptr<gate::Gate> gate;
  ManualClock* manual = nullptr;   // where --clock was given
  std::optional<Instant> release_at;  // of the request that `run` walks, once it is admitted
};

// The digest of the running program: what a `software` entry names.
Result<Digest> executable_digest();

// `clock`: "" for the system's, else the time at which this home under test.invalid stands.
// kLook: for a verb that only asks; nothing is entered, not even which software it is. kRecovery: of a ledger that does not start (gate/recover.h).
enum class OpenFor { kWork, kLook, kRecovery };
Result<OpenHome> open_home(const std::string& home, const std::string& clock, OpenFor purpose = OpenFor::kWork);

}  // namespace cs::app
