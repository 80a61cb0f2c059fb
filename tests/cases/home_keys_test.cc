// The keys of the log in a home: what is read, what waits, and what is refused.
#include "gate/home.h"

#include <gtest/gtest.h>

#include "base/temporary_directory_for_test.h"
#include "crypto/digest.h"
#include "ledger/ledger.h"

namespace cs::cases {
namespace {

using namespace gate;
const Instant kNow{1788253200000};
const Bytes kPolicy = to_bytes("quorum none\n");

class log_keys_of_a_home : public ::testing::Test {
 protected:
  log_keys_of_a_home() {
    const HomePlan plan{.origin = "holder.test.invalid/countersign/main", .register_name = "register", .log_seed = {},
                        .gate_certificate_pem = "", .gate_key_pem = ""};
    EXPECT_TRUE(make_home(paths_, plan, kNow, random_));
    const auto signers = read_log_signers(paths_);
    EXPECT_TRUE(signers && signers->size() == 1);
    const auto& key = signers->front().verifier();
    const ledger::GenesisEntry genesis{key.name(), {key.text()}, crypto::sha256({}), {}};
    EXPECT_TRUE(ledger::Ledger::create(paths_.ledger(), signers->front(), {kNow, {genesis}, {}, std::nullopt, {}}));
  }
  Result<ledger::Ledger> opened() const {
    CS_TRY(signers, read_log_signers(paths_));
    return ledger::Ledger::open(paths_.ledger(), signers);
  }

  const test::TemporaryDirectory directory_;
  const HomePaths paths_{directory_.path() / "home"};
  crypto::SeededRandom random_{1};
};

TEST_F(log_keys_of_a_home, a_process_killed_between_the_key_file_and_its_entry_leaves_a_home_that_starts) {
  std::string waiting;
  {
    auto ledger = opened();
    ASSERT_TRUE(ledger) << ledger.fault().text;
    const auto next = next_log_key(paths_, ledger->log_keys(), random_);
    ASSERT_TRUE(next) << next.fault().text;
    waiting = next->verifier().text();
  }
  auto ledger = opened();
  ASSERT_TRUE(ledger) << ledger.fault().text;
  EXPECT_EQ(tlog::Note::parse(ledger->checkpoint_note())->signatures.size(), 1u);
  EXPECT_EQ(next_log_key(paths_, ledger->log_keys(), random_)->verifier().text(), waiting) << "the one that waits, not a third";
  const ledger::KeyEntry entry{{waiting}, crypto::sha256(kPolicy), {}, {crypto::sha256(kPolicy)}};
  ASSERT_TRUE(ledger->commit({kNow, {entry}, {}, std::nullopt, {kPolicy}}));
  EXPECT_EQ(ledger->log_key().text(), waiting);
  EXPECT_NE(next_log_key(paths_, ledger->log_keys(), random_)->verifier().text(), waiting) << "that one is the log's now";
}

TEST_F(log_keys_of_a_home, the_first_stands_first_and_what_a_cut_off_write_left_is_not_looked_at) {
  const auto first = read_log_signers(paths_)->front().verifier();
  const auto next = next_log_key(paths_, tlog::LogKeys(first), random_);
  ASSERT_TRUE(next);
  for (const char* name : {"log-00000000.key.tmp", "log-0.key", ".log-00000000.key"})
    ASSERT_TRUE(write_file_durable(paths_.keys() / name, as_bytes("half a k")));
  const auto signers = read_log_signers(paths_);
  ASSERT_TRUE(signers) << signers.fault().text;
  ASSERT_EQ(signers->size(), 2u);
  EXPECT_EQ(signers->front().verifier().text(), first.text());
  EXPECT_EQ(signers->back().verifier().text(), next->verifier().text());
}

TEST_F(log_keys_of_a_home, a_later_key_that_others_may_read_is_not_used) {
  const auto next = next_log_key(paths_, tlog::LogKeys(read_log_signers(paths_)->front().verifier()), random_);
  ASSERT_TRUE(next);
  const Path file = paths_.log_key(next->verifier().key_id());
  std::filesystem::permissions(file, std::filesystem::perms::group_read, std::filesystem::perm_options::add);
  EXPECT_EQ(read_log_signers(paths_).fault().kind, FaultKind::kUntrusted);
  std::filesystem::permissions(file, std::filesystem::perms::group_read, std::filesystem::perm_options::remove);
  EXPECT_TRUE(read_log_signers(paths_));
}

TEST_F(log_keys_of_a_home, a_key_under_another_keys_name_is_refused_and_no_key_is_made_for_one_that_is_gone) {
  const auto next = next_log_key(paths_, tlog::LogKeys(read_log_signers(paths_)->front().verifier()), random_);
  ASSERT_TRUE(next);
  std::filesystem::rename(paths_.log_key(next->verifier().key_id()), paths_.log_key(std::uint32_t{7}));
  EXPECT_EQ(read_log_signers(paths_).fault().kind, FaultKind::kUntrusted);
  std::filesystem::remove(paths_.log_key(std::uint32_t{7}));
  std::filesystem::remove(paths_.log_key());
  EXPECT_EQ(read_log_signers(paths_).fault().kind, FaultKind::kNotFound);
  EXPECT_FALSE(opened());
}

}  // namespace
}  // namespace cs::cases
