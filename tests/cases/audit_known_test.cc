// An auditor who knows something of the log from elsewhere: its key, and whose cosignatures he believes.
#include "audit/report.h"
#include "codec/json.h"
#include "tests/cases/audit_fixture.h"
#include "tlog/witness.h"

namespace cs::cases {
namespace {

using audit::KeysFrom;
using audit::KnownElsewhere;

Digest seed(std::uint8_t byte) {
  Digest out;
  out.fill(byte);
  return out;
}

class Known : public Audit {
 protected:
  crypto::NoteVerifier own_key() { return WorldAccess(*world_).gate().ledger().log_key(); }
  crypto::NoteSigner other_signer() { return crypto::NoteSigner::from_seed(own_key().name(), seed(0x77)).value(); }
  // The export's checkpoint, cosigned at that time.
  std::string cosignature(tlog::Witness& witness, Instant at) {
    const std::string note = *read_file(given_ / "log" / "checkpoint", 1 << 16);
    const auto answer = witness.add_checkpoint(tlog::AddCheckpoint{0, {}, note}.body(), at);
    EXPECT_EQ(answer.status, 200) << answer.body;
    return note + answer.body;
  }
  tlog::Witness witness_of(const std::string& name, std::uint8_t byte) {
    const auto logs = tlog::Policy::parse("log " + own_key().text() + "\nquorum none\n");
    return tlog::Witness::open(root_ / name, *logs, name + ".test.invalid", seed(byte)).value();
  }
  static KnownElsewhere asking(const tlog::Witness& witness, Instant now = kInstantMax) {
    const std::string text = "witness w " + witness.key().text() + "\nquorum w\n";
    KnownElsewhere known;
    known.policy = tlog::Policy::parse(text).value();
    known.policy_digest = crypto::sha256(as_bytes(text));
    known.now = now;
    return known;
  }
};

TEST_F(Known, L10_a_log_made_anew_under_another_key_agrees_with_itself_and_not_with_the_key_from_elsewhere) {
  Forger forged = forger();
  forged.take_key(other_signer());
  ASSERT_TRUE(forged.write(given_));
  const auto trusting = replayed_knowing({});
  ASSERT_TRUE(trusting) << trusting.fault().text;
  EXPECT_TRUE(trusting->agrees()) << findings_of(*trusting);
  EXPECT_EQ(trusting->judged.keys_from, KeysFrom::kExport);
  EXPECT_EQ(trusting->judged.keys, std::vector<std::string>{other_signer().verifier().text()});
  const auto knowing = replayed_knowing({.log_keys = tlog::LogKeys(own_key())});
  ASSERT_FALSE(knowing);
  EXPECT_NE(knowing.fault().text.find("the log names other keys than the one that is known"), std::string::npos) << knowing.fault().text;
}

TEST_F(Known, L10_an_export_under_another_key_than_its_openings_is_named) {
  Forger forged = forger();
  const Path other = root_ / "other";
  std::filesystem::copy(given_, other, std::filesystem::copy_options::recursive);
  forged.take_key(other_signer());
  ASSERT_TRUE(forged.write(other));
  std::filesystem::remove_all(given_ / "log");
  std::filesystem::copy(other / "log", given_ / "log", std::filesystem::copy_options::recursive);
  const auto report = replayed_knowing({.log_keys = tlog::LogKeys(own_key())});
  ASSERT_TRUE(report) << report.fault().text;
  EXPECT_NE(findings_of(*report).find("log - line -  [] [] the export does not hold: the log names other keys"), std::string::npos) << findings_of(*report);
}

TEST_F(Known, L10_the_report_says_which_key_was_known_and_whether_it_was_given) {
  const auto text_of = [](const audit::Report& report) { return codec::write_json(audit::report_value(report)); };
  const std::string key = own_key().text();
  const auto given = replayed_knowing({.log_keys = tlog::LogKeys(own_key())});
  ASSERT_TRUE(given && given->agrees());
  EXPECT_NE(text_of(*given).find(R"("log_key":{"from":"given","known":[")" + key + R"("],"newest":")" + key + R"("},"witnesses":null)"), std::string::npos) << text_of(*given);
  EXPECT_NE(audit::report_page(*given).find("The key was given by the auditor"), std::string::npos);
  const auto taken = replayed_knowing({});
  ASSERT_TRUE(taken);
  EXPECT_NE(text_of(*taken).find(R"("log_key":{"from":"export")"), std::string::npos);
  EXPECT_NE(audit::report_page(*taken).find("TAKEN FROM THE EXPORT"), std::string::npos);
  EXPECT_NE(audit::report_page(*taken).find("No witness policy was given"), std::string::npos);
}

TEST_F(Known, L10_a_policy_from_elsewhere_asks_for_its_quorum) {
  tlog::Witness mine = witness_of("mine", 5), another = witness_of("another", 6);
  const auto nobody = replayed_knowing(asking(mine));
  ASSERT_TRUE(nobody) << nobody.fault().text;
  EXPECT_NE(findings_of(*nobody).find("no quorum of the policy has cosigned the checkpoint"), std::string::npos) << findings_of(*nobody);
  const Instant at = Date::civil(2026, 9, 2).midnight();
  ASSERT_TRUE(write_file(given_ / "log" / "checkpoint.cosigned", as_bytes(cosignature(mine, at))));
  const auto cosigned = replayed_knowing(asking(mine));
  ASSERT_TRUE(cosigned && cosigned->agrees()) << findings_of(*cosigned);
  EXPECT_EQ(cosigned->judged.cosigned, cosigned->entries);
  const std::string json = codec::write_json(audit::report_value(*cosigned));
  EXPECT_NE(json.find(R"("witnesses":{"policy":")" + digest_text(*asking(mine).policy_digest) + R"(","cosigned":)" + std::to_string(cosigned->entries) + R"(,"count":1})"), std::string::npos) << json;
  const auto other_policy = replayed_knowing(asking(another));
  ASSERT_TRUE(other_policy);
  EXPECT_FALSE(other_policy->agrees());
  const auto ahead = replayed_knowing(asking(mine, at - Span::hours(1)));
  ASSERT_TRUE(ahead);
  EXPECT_FALSE(ahead->agrees()) << "a cosignature of a time that has not come";
}

}  // namespace
}  // namespace cs::cases
