// Every entry of a home at work is committed at one place, and folded right there.
#include "tests/cases/audit_fixture.h"

namespace cs::cases {
namespace {

class OneDoor : public Audit {};

// What the gate knows, as far as requests, acts and heads show it.
std::string known(gate::Gate& gate) {
  gate::State& state = gate.state();
  std::string out;
  for (const gate::HeldRequest& held : state.requests())
    out += held.id + " " + std::string(gate::stage_text(held.stage)) + " " + std::to_string(held.close ? held.close->value : 0) + " " + std::to_string(held.recalled) + "\n";
  for (const auto& [id, timeline] : state.timelines()) out += id + " " + std::to_string(timeline.events().size()) + " " + std::to_string(state.agreement_entry(id)->value) + "\n";
  for (const gate::MapHead& map : state.maps()) out += "map " + std::to_string(map.entry.value) + "\n";
  for (const gate::Delivered& delivered : state.deliveries()) out += "delivery " + std::to_string(delivered.delivery.value) + "\n";
  for (const std::string& event : state.desk_events()) out += event + "\n";
  out += "desk " + std::to_string(state.desk()->value) + ", register " + std::to_string(state.register_head()->entry.value) + ", software " +
         std::to_string(state.software()->entry.value) + ", trust " + std::to_string(state.trust()->entry.value);
  return out + ", shreds " + std::to_string(state.shredded().size()) + (state.expunged() ? ", expunged" : "");
}

TEST_F(OneDoor, S2_a_gate_that_starts_again_knows_what_the_running_gate_knew) {
  also(R"(when    2026-09-01 12:00  "director" stops
when    2026-09-02 12:00  "counsel", "disclosure-officer", "director" resume
when    2026-09-03 12:00  request R2 signed by "director" arrives
        | line | order | address                   | matter   |
        | 1    | O2    | 7 Elm Ave, Salem OH 44460 | a second |
when    2026-09-03 12:01  release time of R2
when    2026-09-05 12:00  "holder signatory", "requester signatory" expunge lines 2 to 2 of R1
when    2026-10-02 12:00  "holder signatory", "requester signatory" shred the lines of 2026q3
)");
  const std::string running = known(WorldAccess(*world_).gate());
  EXPECT_NE(running.find(", shreds 1, expunged"), std::string::npos) << running;
  const std::uint64_t size = WorldAccess(*world_).gate().ledger().size();
  also("when    2026-10-02 12:00  the gate starts again\n");
  EXPECT_EQ(known(WorldAccess(*world_).gate()), running);
  EXPECT_EQ(WorldAccess(*world_).gate().ledger().size(), size);
}

// The rooms from the gate upwards, but for the figures of `bench`, which have a ledger of their own.
TEST(OneDoor_source, S2_only_the_gates_own_door_commits) {
  std::set<std::string> doors;
  for (const char* room : {"gate", "audit", "evaluation", "app"})
    for (const auto& file : std::filesystem::recursive_directory_iterator(Path(CS_SOURCE_DIR) / "src" / room)) {
      if (!file.is_regular_file() || file.path().filename() == "verbs_ledger_time.cc") continue;
      const std::string text = *read_file(file.path(), std::size_t{1} << 24);
      for (const char* call : {"ledger.commit(", "ledger().commit(", "ledger_.commit(", "ledger->commit("})
        if (text.find(call) != std::string::npos) doors.insert(file.path().filename().string());
    }
  EXPECT_EQ(doors, std::set<std::string>{"gate.cc"});
}

}  // namespace
}  // namespace cs::cases
