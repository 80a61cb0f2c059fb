// What is opened for somebody is on record, or is not opened.
#include "gate/accounting.h"
#include "gate/line_proofs.h"
#include "tests/cases/audit_fixture.h"

namespace cs::cases {
namespace {

using ledger::AccessBy;

class Access : public Audit {
 protected:
  gate::Gate& gate() { return WorldAccess(*world_).gate(); }
  gate::LineAsked asked(AccessBy by) {
    const gate::HeldRequest& held = gate().state().requests().front();
    return {held.id, {1}, by, held.client, "P1"};
  }
};

TEST_F(Access, L7_every_proof_of_a_line_comes_after_an_access_that_names_who_and_which) {
  for (const AccessBy by : {AccessBy::kSubject, AccessBy::kAuditor, AccessBy::kRequester}) {
    const EntryIndex before = gate().next();
    const auto proofs = gate::prove_line(gate(), asked(by), "");
    ASSERT_TRUE(proofs) << proofs.fault().text;
    ASSERT_EQ(gate().next().value, before.value + 1);
    const auto entry = gate().ledger().entry(before);
    const auto* access = std::get_if<ledger::AccessEntry>(&entry->entry);
    ASSERT_NE(access, nullptr);
    EXPECT_EQ(access->by, by);
    const auto opening = gate().opening_reader().document(ledger::OpeningKind::kAccess, before);
    ASSERT_TRUE(opening);
    const std::string what = to_string(opening->payload);
    EXPECT_NE(what.find(asked(by).request), std::string::npos) << what;
    EXPECT_NE(what.find("\"line\":1"), std::string::npos) << what;
  }
}

TEST_F(Access, L7_a_line_is_shown_to_nobody_while_there_is_no_room_for_the_access) {
  gate().measure_space_with([] { return Result<std::uint64_t>(0); });
  const EntryIndex before = gate().next();
  for (const AccessBy by : {AccessBy::kSubject, AccessBy::kAuditor, AccessBy::kRequester}) EXPECT_FALSE(gate::prove_line(gate(), asked(by), ""));
  EXPECT_EQ(gate().next(), before);
}

}  // namespace
}  // namespace cs::cases
