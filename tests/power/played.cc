#include "tests/power/played.h"

namespace cs::power {
namespace {

using cases::World;
using cases::WorldAccess;

// A unit is spent on O1 before the recording, the second and last by R2; R3 asks once more.
constexpr std::string_view kBefore = R"(story   power
title   A request before, of another quarter
world   plain
when    2026-09-20 12:00  request R1 signed by "director" arrives
        | line | order | address                         |
        | 1    | O1    | 14 Oak St Apt 4, Salem OH 44460 |
when    2026-09-20 12:01  release time of R1
when    2026-10-02 12:00  time passes
)";
constexpr std::string_view kShredding = R"(story   power
title   A key that is destroyed, and an entry that says so
world   plain
when    2026-10-02 12:00  "holder signatory", "requester signatory" shred the lines of 2026q3
when    2026-10-02 12:01  the gate starts again
)";
constexpr std::string_view kArrives = R"(story   power
title   The request in which the power is cut
world   plain
when    2026-10-02 12:00  request R2 signed by "director" arrives
        | line | order | address                         |
        | 1    | O1    | 12 Oak St Apt 4, Salem OH 44460 |
        | 2    | O2    | 7 Elm Ave, Salem OH 44460       |
        | 3    | O2    | 9 Elm Ave, Salem OH 44460       |
when    2026-10-02 12:00  the gate starts again
)";
constexpr std::string_view kReleased = R"(story   power
title   Its answer, after an orderly end and a start
world   plain
when    2026-10-02 12:01  release time of R2
when    2026-10-02 12:01  the gate starts again
)";
constexpr std::string_view kAfter = R"(story   power
title   One address more for the same order
world   plain
when    2026-10-02 12:02  request R3 signed by "director" arrives
        | line | order | address                         |
        | 1    | O1    | 16 Oak St Apt 4, Salem OH 44460 |
)";

Result<void> play(World& world, std::string_view text) {
  CS_TRY(story, cases::read_story_text("power", text));
  for (const cases::Sentence& sentence : story.sentences) CS_TRY_VOID(world.when(sentence));
  return {};
}

// The same, while the head that is there and every commit that ends are told.
Result<void> play_told(World& world, std::string_view text) {
  ledger::Ledger& ledger = WorldAccess(world).gate().ledger();
  tell(ledger.size(), ledger.checkpoint_note());
  ledger.observe([&](ledger::CommitStep step) { if (step == ledger::CommitStep::kCommitted) tell(ledger.size(), ledger.checkpoint_note()); });
  return play(world, text);
}

}  // namespace

const PlayedOnce& PlayedOnce::of(Recorded recorded) {
  static const PlayedOnce founding(Recorded::kFounding), request(Recorded::kRequest), shred(Recorded::kShred);
  return recorded == Recorded::kFounding ? founding : recorded == Recorded::kRequest ? request : shred;
}

PlayedOnce::PlayedOnce(Recorded recorded) {
  if (auto done = make(recorded); !done) fault = done.fault().text;
}

Result<void> PlayedOnce::make(Recorded recorded) {
  CS_TRY_VOID(make_directories(place()));
  World world(place(), false);
  CS_TRY(givens, cases::read_world(Path(CS_SOURCE_DIR) / "tests/cases/worlds/plain.world"));
  for (const cases::Sentence& sentence : givens) CS_TRY_VOID(world.given(sentence));
  if (recorded == Recorded::kFounding) return founding(world);
  CS_TRY_VOID(world.begin());
  CS_TRY_VOID(play(world, kBefore));
  return recorded == Recorded::kRequest ? request(world) : shred(world);
}

Result<void> PlayedOnce::founding(World& world) {
  start_recording(place(), "home");
  const auto begun = world.begin();
  if (begun) {
    const ledger::Ledger& ledger = WorldAccess(world).gate().ledger();
    tell(ledger.size(), ledger.checkpoint_note());
  }
  recording = stop_recording();
  CS_TRY_VOID(begun);
  return see();
}

Result<void> PlayedOnce::request(World& world) {
  start_recording(place(), "home");
  auto played = play_told(world, kArrives);
  if (played) played = play_told(world, kReleased);
  recording = stop_recording();
  CS_TRY_VOID(played);
  WorldAccess access(world);
  answered = access.request("R2");
  const gate::HeldRequest* held = access.gate().state().admitted_request(answered.id);
  if (held == nullptr || !held->close) return untrusted("the request was not answered");
  closed_at = held->close->value + 1;
  CS_TRY_VOID(see());
  CS_TRY_VOID(play(world, kAfter));
  further = access.request("R3");
  return {};
}

Result<void> PlayedOnce::shred(World& world) {
  start_recording(place(), "home");
  const auto played = play_told(world, kShredding);
  recording = stop_recording();
  CS_TRY_VOID(played);
  return see();
}

Result<void> PlayedOnce::see() {
  std::error_code error;
  std::filesystem::create_directory(seen(), error);
  if (!error) std::filesystem::copy(place() / "home", seen() / "home", std::filesystem::copy_options::recursive, error);
  return error ? Result<void>(io_fault(error.message())) : Result<void>();
}

}  // namespace cs::power
