// What is opened for somebody is on record, or is not opened.
#include "codec/json.h"
#include "gate/accounting.h"
#include "gate/line_proofs.h"
#include "gate/opened_entry.h"
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

TEST_F(Access, L7_an_entry_is_opened_after_an_access_that_names_it) {
  const gate::HeldRequest& held = gate().state().requests().front();
  ASSERT_TRUE(held.close);
  const auto close = gate().ledger().entry(*held.close);
  const EntryIndex line = *std::get<ledger::CloseEntry>(close->entry).first_line;
  for (const EntryIndex index : {line, held.request, *held.admission, *held.close}) {
    const EntryIndex before = gate().next();
    const auto view = gate::opened_entry(gate(), index);
    ASSERT_TRUE(view) << view.fault().text;
    ASSERT_EQ(gate().next().value, before.value + 1);
    const auto entered = gate().ledger().entry(before);
    ASSERT_TRUE(std::holds_alternative<ledger::AccessEntry>(entered->entry));
    const auto opening = gate().opening_reader().document(ledger::OpeningKind::kAccess, before);
    EXPECT_EQ(to_string(opening->payload), R"({"format":"countersign-access/1","to":"auditor","entry":)" + std::to_string(index.value) + "}");
    const codec::List* opened = view->find("opened")->list();
    ASSERT_NE(opened, nullptr);
    EXPECT_EQ(opened->size(), index == line ? 3u : 1u);
    for (const codec::Value& one : *opened) EXPECT_FALSE(one.find("payload")->is_null());
  }
  const std::string text = codec::write_json(*gate::opened_entry(gate(), line));
  EXPECT_NE(text.find(R"({"commitment":"answer","payload":{"verdict":"verified","reason":"-"}})"), std::string::npos) << text;
  const std::string closed = codec::write_json(*gate::opened_entry(gate(), *held.close));
  EXPECT_NE(closed.find(R"("counts":[{"verdict":"verified","reason":"-","count":2},{"verdict":"not_verified","reason":"-","count":2}])"), std::string::npos) << closed;
  EXPECT_NE(text.find(R"("commitment":"in","payload":{)"), std::string::npos) << text;
  EXPECT_NE(text.find(R"("protected":false)"), std::string::npos) << text;
}

TEST_F(Access, L7_an_entry_is_not_opened_while_there_is_no_room_for_the_access) {
  gate().measure_space_with([] { return Result<std::uint64_t>(0); });
  const EntryIndex before = gate().next();
  EXPECT_FALSE(gate::opened_entry(gate(), *gate().state().requests().front().close));
  EXPECT_EQ(gate().next(), before);
}

TEST_F(Access, an_entry_without_commitments_is_shown_and_nothing_is_entered) {
  const EntryIndex before = gate().next();
  const auto view = gate::opened_entry(gate(), {0});
  ASSERT_TRUE(view);
  EXPECT_TRUE(view->find("opened")->list()->empty());
  EXPECT_EQ(gate().next(), before);
  EXPECT_EQ(gate::opened_entry(gate(), before).fault().kind, FaultKind::kNotFound);
}

}  // namespace
}  // namespace cs::cases
