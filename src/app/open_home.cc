#include "app/open_home.h"

#include "app/command_line.h"
#include "app/keys_of_person.h"
#include "app/witness_wire.h"
#include "crypto/digest.h"

namespace cs::app {
namespace {

constexpr std::size_t kBinaryBytesMax = std::size_t{512} << 20;

}  // namespace

Result<Digest> executable_digest() {
  CS_TRY(bytes, read_file("/proc/self/exe", kBinaryBytesMax));
  return crypto::sha256(as_bytes(bytes));
}

Result<OpenHome> open_home(const std::string& home, const std::string& clock_text, OpenFor purpose) {
  OpenHome opened;
  std::optional<Instant> test_clock;
  if (clock_text.empty()) {
    opened.clock = std::make_unique<SystemClock>();
  } else {
    CS_TRY(start, time_or_now(clock_text));
    test_clock = start;
    auto manual = std::make_unique<ManualClock>(start);
    opened.manual = manual.get();
    opened.clock = std::move(manual);
  }
  opened.random = std::make_unique<crypto::SystemRandom>();
  CS_TRY(executable, executable_digest());
  CS_TRY(gate, gate::Gate::open({.paths = {home}, .clock = *opened.clock, .random = *opened.random, .test_clock = test_clock, .looks_only = purpose == OpenFor::kLook,
                                 .recovers = purpose == OpenFor::kRecovery, .version = std::string(kVersion), .executable = executable, .witnesses = http_transport(), .witnesses_tell_time = clock_text.empty()}));
  opened.gate = std::move(gate);
  return opened;
}

}  // namespace cs::app
