// The receipt of an intake: for whoever sent the request, from the moment when it is on record. Every story checks it too (World::check_intake).
#include "ledger/receipt.h"
#include "tests/cases/audit_fixture.h"

namespace cs::cases {
namespace {

class Intake : public Audit {
 protected:
  gate::Gate& gate() { return WorldAccess(*world_).gate(); }
  const Played& sent() { return WorldAccess(*world_).request("R1"); }
  gate::Package package(const std::string& lines) { return {sent().manifest, sent().cms, sent().client, [lines]() -> Result<std::string> { return lines; }}; }
};

TEST_F(Intake, a_request_that_comes_again_is_receipted_again_and_enters_nothing) {
  const EntryIndex before = gate().next();
  std::vector<EntryIndex> received;
  const auto answer = gate::walk(gate(), package(sent().lines), [](Instant) { return false; }, [&](EntryIndex request) -> Result<void> {
    received.push_back(request);
    return {};
  });
  ASSERT_TRUE(answer) << answer.fault().text;
  EXPECT_EQ(received, std::vector<EntryIndex>{answer->request()});
  EXPECT_EQ(gate().next(), before);
}

TEST_F(Intake, the_receipt_is_given_before_the_release_and_before_a_refusal_is_handed_out) {
  for (const bool refused : {false, true}) {
    also("when    2026-09-0" + std::string(refused ? "3" : "2") + R"( 12:00  time passes
)");
    gate::Package fresh = package(sent().lines);
    fresh.client = Digest{};  // a stranger with an official's words: refused whole, on record
    if (!refused) fresh.manifest.replace(fresh.manifest.find("duty desk"), 9, "duty dexk");  // no signature fits it any more
    const EntryIndex before = gate().next();
    std::vector<EntryIndex> received;
    const auto answer = gate::walk(gate(), fresh, [](Instant) { return false; }, [&](EntryIndex request) -> Result<void> {
      EXPECT_GT(gate().next(), request) << "its entry is durable";
      received.push_back(request);
      return {};
    });
    ASSERT_TRUE(answer) << answer.fault().text;
    EXPECT_EQ(received, std::vector<EntryIndex>{before});
    const auto receipt = gate::intake_receipt(gate(), before);
    ASSERT_TRUE(receipt && *receipt);
    const auto read = ledger::read_receipt(**receipt, gate().ledger().log_key());
    ASSERT_TRUE(read) << read.fault().text;
    EXPECT_TRUE(std::holds_alternative<ledger::RequestEntry>(read->entry.entry));
  }
}

TEST_F(Intake, who_cannot_be_told_gets_no_answer_and_the_request_stays_on_record) {
  gate::Package fresh = package(sent().lines);
  fresh.client = Digest{};
  const EntryIndex before = gate().next();
  const auto answer = gate::walk(gate(), fresh, [](Instant) { return false; }, [](EntryIndex) -> Result<void> { return conflict("no place for the receipt"); });
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.fault().text, "no place for the receipt");
  EXPECT_GT(gate().next(), before);
}

TEST_F(Intake, where_no_opening_of_a_request_is_left_there_is_none) {
  ASSERT_TRUE(*gate::intake_receipt(gate(), gate().state().requests().front().request));
  const auto none = gate::intake_receipt(gate(), {0});
  ASSERT_TRUE(none) << none.fault().text;
  EXPECT_FALSE(*none);
}

}  // namespace
}  // namespace cs::cases
