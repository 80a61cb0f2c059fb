// What an auditor was given beside the entries: held against them, or named as held by nothing.
#include "audit/report.h"
#include "codec/json.h"
#include "tests/cases/audit_fixture.h"

namespace cs::cases {
namespace {

using audit::What;

class Context : public Audit {
 protected:
  static const audit::ContextInput* input(const audit::Report& report, const std::string& what) {
    for (const audit::ContextInput& one : report.context)
      if (one.what == what) return &one;
    return nullptr;
  }
  static const audit::Finding* finding(const audit::Report& report, What what, const std::string& of) {
    for (const audit::Finding& one : report.findings)
      if (one.what == what && one.of == of) return &one;
    return nullptr;
  }
};

TEST_F(Context, L10_says_what_in_the_ledger_holds_each_file_that_no_entry_asks_for) {
  Forger there = forger();
  const EntryIndex software = there.last<ledger::SoftwareEntry>(), request = there.last<ledger::RequestEntry>();
  const audit::Report report = replayed();
  ASSERT_TRUE(report.agrees()) << findings_of(report);
  for (const char* what : {"home.toml", "keys/subject.key"}) {
    ASSERT_NE(input(report, what), nullptr) << what;
    EXPECT_EQ(input(report, what)->held_by, software) << what;
  }
  EXPECT_EQ(input(report, "home.toml")->digest, there.at<ledger::SoftwareEntry>(software).configuration);
  ASSERT_NE(input(report, "keys/gate.pem"), nullptr);
  EXPECT_FALSE(input(report, "keys/gate.pem")->held_by) << "no entry names it";
  const std::string budget = "keys/budget/" + report.requests.at(0).agreement + ".key";
  ASSERT_NE(input(report, budget), nullptr);
  EXPECT_EQ(input(report, budget)->held_by, request);
  EXPECT_FALSE(input(report, budget)->digest) << "a secret";
  EXPECT_NE(codec::write_json(audit::report_value(report)).find(R"({"what":"keys/subject.key","digest":null,"held_by":)" + std::to_string(software.value) + "}"), std::string::npos);
  EXPECT_NE(audit::report_page(report).find("nothing: UNPINNED"), std::string::npos);
}

TEST_F(Context, L10_names_settings_that_are_not_those_of_the_ledger) {
  const Path settings = given_ / "context" / "home.toml";
  ASSERT_TRUE(write_file(settings, as_bytes(*read_file(settings, 1 << 16) + "# another line\n")));
  const audit::Report report = replayed();
  const audit::Finding* found = finding(report, What::kAltered, "home.toml");
  ASSERT_NE(found, nullptr) << findings_of(report);
  EXPECT_EQ(found->entry, forger().last<ledger::SoftwareEntry>());
  EXPECT_FALSE(input(report, "home.toml")->held_by);
}

// Also where nothing that was recomputed rests on it.
TEST_F(Context, B5_names_another_homes_keys) {
  for (const std::string& key : {std::string("keys/subject.key"), "keys/budget/" + replayed().requests.at(0).agreement + ".key"}) {
    const Path file = given_ / "context" / key;
    const auto sound = read_file(file, 32);
    ASSERT_TRUE(sound) << key;
    ASSERT_TRUE(write_file(file, as_bytes(std::string(32, 'k')), 0600));
    const audit::ReplayOptions options{.source = {given_ / "log", given_ / "openings.db", {}}, .context = given_ / "context", .from = EntryIndex{0}, .to = EntryIndex{1}, .sample = {}, .threads = 1};
    crypto::SeededRandom unused(1);
    const auto report = audit::replay(options, unused);
    ASSERT_TRUE(report) << report.fault().text;
    const audit::Finding* found = finding(*report, What::kAltered, "key");
    ASSERT_NE(found, nullptr) << key << "\n" << findings_of(*report);
    EXPECT_TRUE(found->text.starts_with(key + ": is another key")) << found->text;
    ASSERT_TRUE(write_file(file, as_bytes(*sound), 0600));
  }
}

TEST_F(Context, L10_names_a_record_of_another_time_than_its_entries) {
  Forger forged = forger();
  std::uint64_t moved = 0;
  std::int64_t before = 0;
  forged.last_hand = [&](store::RecordRow& row) {
    if (moved == 0 && row.first > 0 && row.time_ms > before + 1) moved = row.first, --row.time_ms;
    before = row.time_ms;
  };
  ASSERT_TRUE(forged.write(given_));
  ASSERT_GT(moved, 0u);
  const audit::Report report = replayed();
  ASSERT_EQ(report.findings.size(), 1u) << findings_of(report);
  EXPECT_EQ(report.findings[0].what, What::kLog);
  EXPECT_EQ(report.findings[0].entry, EntryIndex{moved});
  EXPECT_TRUE(report.findings[0].text.starts_with("its record is of ")) << report.findings[0].text;
}

TEST_F(Context, L10_names_a_record_whose_checkpoint_the_log_did_not_sign_for_it) {
  for (const bool of_another_head : {false, true}) {
    Forger forged = forger();
    std::string before;
    std::uint64_t wrong = 0;
    forged.last_hand = [&](store::RecordRow& row) {
      const std::string own = row.checkpoint;
      if (wrong == 0 && row.first > 2) {
        wrong = row.first;
        if (of_another_head) row.checkpoint = before;
        else row.checkpoint[row.checkpoint.size() - 8] = row.checkpoint[row.checkpoint.size() - 8] == 'A' ? 'B' : 'A';
      }
      before = own;
    };
    ASSERT_TRUE(forged.write(given_));
    const audit::Report report = replayed();
    ASSERT_EQ(report.findings.size(), 1u) << findings_of(report);
    EXPECT_EQ(report.findings[0].entry, EntryIndex{wrong});
    EXPECT_TRUE(report.findings[0].text.starts_with(of_another_head ? "its record's checkpoint is of another head" : "its record's checkpoint is not the log's")) << report.findings[0].text;
  }
}

TEST_F(Context, L10_asks_for_the_certificate_of_each_signatory_and_says_who_could_sign_first) {
  const audit::Report sound = replayed();
  ASSERT_TRUE(sound.agrees()) << findings_of(sound);
  ASSERT_GE(sound.signatories.size(), 2u);
  EXPECT_TRUE(sound.signatories.front().of_holder);
  for (const audit::FoundingSignatory& one : sound.signatories) EXPECT_TRUE(one.certificate) << one.entry.value;
  const audit::FoundingSignatory& last = sound.signatories.back();
  EXPECT_NE(codec::write_json(audit::report_value(sound)).find(R"("party":"requester","certificate":")" + digest_text(*last.certificate)), std::string::npos);
  Forger forged = forger();
  forged.forget_document(*last.certificate);
  ASSERT_TRUE(forged.write(given_));
  const audit::Report report = replayed();
  const audit::Finding* found = finding(report, What::kMissing, "signatory");
  ASSERT_NE(found, nullptr) << findings_of(report);
  EXPECT_EQ(found->entry, last.entry);
  EXPECT_FALSE(report.signatories.back().certificate);
}

// By somebody with the log's key, who has a person of his own sign for a party.
TEST_F(Context, L10_names_a_signatory_who_was_pinned_by_no_act_after_the_first_record) {
  Forger forged = forger();
  const EntryIndex last = replayed().signatories.back().entry;
  for (std::uint64_t i = 0; i < last.value; ++i) forged.entries[i].time = forged.entries[i].time - Span{1};  // the last one is in a later record
  ASSERT_TRUE(forged.write(given_));
  const audit::Report report = replayed();
  bool named = false;
  for (const audit::Finding& one : report.findings) named = named || (one.what == What::kUnexpected && one.entry == last);
  EXPECT_TRUE(named) << findings_of(report);
}

}  // namespace
}  // namespace cs::cases
