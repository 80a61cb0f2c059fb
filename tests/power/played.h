// A story that was played once while the power may be cut: what was written meanwhile, and what came of it.
#pragma once

#include "base/temporary_directory_for_test.h"
#include "tests/cases/world_access.h"
#include "tests/power/recorder.h"

namespace cs::power {

enum class Recorded { kFounding, kRequest, kShred };

class PlayedOnce {
 public:
  static const PlayedOnce& of(Recorded recorded);

  std::optional<std::string> fault;
  Recording recording;
  Path seen() const { return root_.path() / "seen"; }  // the home as it was when the recording ended
  cases::Played answered, further;                       // a request of the recording, and one that comes after it
  std::uint64_t closed_at = 0;                            // the log's size from which on `answered` is; 0: there is no request

 private:
  explicit PlayedOnce(Recorded recorded);
  Result<void> make(Recorded recorded);
  Result<void> founding(cases::World& world);
  Result<void> request(cases::World& world);
  Result<void> shred(cases::World& world);
  Result<void> see();
  Path place() const { return root_.path() / "world"; }

  test::TemporaryDirectory root_{test::Where::kMemory};
};

}  // namespace cs::power
