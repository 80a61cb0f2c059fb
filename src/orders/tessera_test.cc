// A register that Tessera's POSIX driver wrote and Tessera's witnesses signed (tests/data/orders/tessera, tests/interop/tessera): no code of ours
// made its tiles, its bundles or its heads.
#include <gtest/gtest.h>

#include <fstream>
#include <map>

#include "orders/log_reader.h"
#include "orders/log_test.h"

namespace cs::orders {
namespace {

using namespace published;

const Path kLog = Path(CS_SOURCE_DIR) / "tests/data/orders/tessera";
constexpr const char* kOrigin = "court-a.test.invalid/orders";
constexpr std::uint64_t kFirst = 300, kSize = 618, kFork = 610;

std::string text(const char* name) { return read_file(kLog / name, 65536).value(); }

// The policy file's first line names the log's key.
std::string vkey() {
  const std::string policy = text("policy");
  return policy.substr(4, policy.find('\n') - 4);
}

IssuerIdentity issuer(const std::string& policy = text("policy")) { return IssuerIdentity::make("court-a", kOrigin, vkey(), policy).value(); }

std::vector<Bytes> entries() {
  std::vector<Bytes> out;
  const Result<void> read = read_entries(kLog, 0, kSize, [&](std::uint64_t, ByteView entry) {
    out.emplace_back(entry.begin(), entry.end());
    return Result<void>();
  });
  EXPECT_TRUE(read.ok());
  return out;
}

// A copy whose head is another of Tessera's.
void publish(const Path& folder, const std::string& note) {
  std::filesystem::copy(kLog, folder, std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing);
  std::ofstream(folder / "checkpoint", std::ios::binary) << note;
}

// The same events in a log that our own code wrote.
Mirror ours(const Path& folder) {
  Log log;
  log.entries = entries();
  log.publish(folder);
  Mirror mirror(log.identity());
  EXPECT_TRUE(mirror.refresh(folder).ok());
  return mirror;
}

TEST(tessera, a_log_that_it_wrote_is_taken_and_every_order_reads_as_in_a_log_of_ours) {
  Mirror mirror(issuer());
  const Result<Refreshed> taken = mirror.refresh(kLog);
  ASSERT_TRUE(taken.ok()) << taken.fault().text;
  ASSERT_EQ(taken->taken, Taken::kMoved);
  EXPECT_TRUE(taken->anomalies.empty());
  EXPECT_EQ(mirror.head()->size, kSize);
  EXPECT_EQ(mirror.head()->note, text("checkpoint"));
  EXPECT_EQ(mirror.head()->cosigned_at, ts("2026-11-23T12:31:45Z")) << "the newest of the two cosigners that the policy asks for";

  const Folder folder;
  const Mirror twin = ours(folder.path());
  EXPECT_EQ(mirror.head()->root, twin.head()->root);
  EXPECT_EQ(mirror.order_count(), twin.order_count());
  std::map<Status, int> met;
  for (const Bytes& entry : entries()) {
    const Leaf leaf = read_leaf(entry).value();
    const Order order = mirror.order(leaf.order, ts("2026-09-01T00:00:00Z")), same = twin.order(leaf.order, ts("2026-09-01T00:00:00Z"));
    EXPECT_EQ(order.status, same.status);
    EXPECT_EQ(order.subject, same.subject);
    EXPECT_EQ(order.final_on, same.final_on);
    EXPECT_EQ(mirror.is_latest_commitment(leaf.order, leaf.commitment), twin.is_latest_commitment(leaf.order, leaf.commitment));
    if (leaf.kind == Kind::kEntered) ++met[order.status];
  }
  EXPECT_GT(met[Status::kFinal], 200);
  EXPECT_GT(met[Status::kBarred], 0);
  EXPECT_GT(met[Status::kNotFinal], 0);
}

TEST(tessera, a_head_that_grew_is_followed_and_its_tiles_are_what_its_entries_make) {
  const Folder folder;
  publish(folder.path(), text("checkpoint-300"));
  Mirror mirror(issuer());
  const Result<Refreshed> first = mirror.refresh(folder.path());
  ASSERT_TRUE(first.ok()) << first.fault().text;
  EXPECT_EQ(mirror.head()->size, kFirst);
  publish(folder.path(), text("checkpoint"));
  EXPECT_EQ(mirror.refresh(folder.path())->taken, Taken::kMoved);
  EXPECT_EQ(mirror.head()->size, kSize);
  EXPECT_EQ(verify_published(kLog, kOrigin, crypto::NoteVerifier::parse(vkey()).value()).value(), kSize);
  const auto whole = tlog::read_static_log(kLog, kSize, mirror.head()->root, [](std::uint64_t, ByteView) { return Result<void>(); });
  EXPECT_TRUE(whole.ok()) << whole.fault().text;
}

TEST(tessera, a_second_history_that_it_signed_is_no_head_without_the_witness_and_a_fork_without_the_policy) {
  std::vector<Bytes> other = entries();
  other.erase(other.begin());
  other.resize(kFork);
  const Folder folder;
  const Result<void> written = tlog::write_static_log(
      folder.path(), kFork, [&](std::uint64_t index) -> Result<ByteView> { return ByteView(other[index]); }, text("checkpoint-of-a-fork"));
  ASSERT_TRUE(written.ok()) << written.fault().text;

  Mirror strict(issuer());
  const Result<Refreshed> refused = strict.refresh(folder.path());
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.fault().kind, FaultKind::kUntrusted) << "its witness has not signed this one";

  const std::string policy = text("policy");
  Mirror lax(issuer(policy.substr(0, policy.find("group ")) + "quorum issuer\n"));
  const Folder honest;
  publish(honest.path(), text("checkpoint-300"));
  ASSERT_EQ(lax.refresh(honest.path())->taken, Taken::kMoved);
  const Result<Refreshed> forked = lax.refresh(folder.path());
  ASSERT_TRUE(forked.ok());
  ASSERT_EQ(forked->taken, Taken::kQuarantined);
  EXPECT_EQ(forked->quarantine->cause, "forked");
  EXPECT_EQ(lax.head()->size, kFirst);
}

TEST(tessera, a_changed_byte_in_any_of_its_files_is_noticed) {
  for (const char* name : {"tile/entries/000", "tile/entries/001", "tile/entries/002.p/106", "checkpoint"}) {
    const Folder folder;
    publish(folder.path(), text("checkpoint"));
    std::string bytes = read_file(folder.path() / name, 65536).value();
    bytes[bytes.size() / 2] ^= 1;
    std::ofstream(folder.path() / name, std::ios::binary) << bytes;
    Mirror mirror(issuer());
    const Result<Refreshed> refreshed = mirror.refresh(folder.path());
    EXPECT_TRUE(!refreshed.ok() || refreshed->taken == Taken::kQuarantined) << name;
    EXPECT_FALSE(mirror.head().has_value()) << name;
  }
}

}  // namespace
}  // namespace cs::orders
