#include "orders/mirror.h"

#include <gtest/gtest.h>

#include <fstream>

#include "orders/log_test.h"

namespace cs::orders {
namespace {

using namespace published;

Log three_orders() {
  Log log;
  for (std::uint64_t n = 1; n <= 3; ++n) log.add(Kind::kEntered, order(n), "2025-11-20T00:00:00Z");
  log.add(Kind::kFinal, order(1), "2026-02-10T00:00:00Z");
  log.add(Kind::kBarred, order(2), "2026-03-01T12:00:00Z");
  return log;
}

Instant t(const char* text = "2026-09-01T00:00:00Z") { return ts(text); }

TEST(mirror, moves_to_a_signed_and_cosigned_head_and_knows_its_orders) {
  const Folder folder;
  const Log log = three_orders();
  log.publish(folder.path());
  Mirror mirror(log.identity());
  EXPECT_FALSE(mirror.head().has_value());
  EXPECT_EQ(mirror.order(order(1), t()).status, Status::kUnknown);
  const Result<Refreshed> refreshed = mirror.refresh(folder.path());
  ASSERT_TRUE(refreshed.ok()) << refreshed.fault().text;
  EXPECT_EQ(refreshed->taken, Taken::kMoved);
  EXPECT_EQ(mirror.head()->size, 5u);
  EXPECT_EQ(mirror.head()->root, log.root());
  EXPECT_EQ(mirror.head()->cosigned_at, ts("2026-09-01T00:00:00Z"));
  EXPECT_EQ(mirror.head()->note, log.note());
  const Order one = mirror.order(order(1), t());
  EXPECT_EQ(one.status, Status::kFinal);
  EXPECT_EQ(one.final_on, Date::parse("2026-02-10").value());
  EXPECT_EQ(one.subject, subject(7));
  EXPECT_EQ(mirror.order(order(1), t("2026-02-09T23:59:59Z")).status, Status::kNotFinal);
  EXPECT_EQ(mirror.order(order(2), t()).status, Status::kBarred);
  EXPECT_EQ(mirror.order(order(2), t("2026-03-01T11:59:59Z")).status, Status::kNotFinal);
  EXPECT_EQ(mirror.order(order(3), t()).status, Status::kNotFinal);
  EXPECT_EQ(mirror.order(order(4), t()).status, Status::kUnknown);
  EXPECT_EQ(mirror.order_count(), 3u);
}

TEST(mirror, grows_with_the_log_and_keeps_the_latest_commitment) {
  const Folder folder;
  Log log = three_orders();
  log.publish(folder.path());
  Mirror mirror(log.identity());
  ASSERT_TRUE(mirror.refresh(folder.path()).ok());
  EXPECT_TRUE(mirror.is_latest_commitment(order(1), digest(5)));
  EXPECT_FALSE(mirror.is_latest_commitment(order(1), digest(8)));
  EXPECT_FALSE(mirror.is_latest_commitment(order(9), digest(5)));
  Leaf corrected;
  corrected.kind = Kind::kCorrected;
  corrected.recorded_at = ts("2026-09-01T00:00:00Z");
  corrected.order = order(1);
  corrected.commitment = digest(8);
  log.add(corrected);
  log.add(Kind::kLifted, order(2), "2026-03-02T00:00:00Z", 4);
  for (std::uint64_t n = 10; n < 400; ++n) log.add(Kind::kEntered, order(n), "2025-11-20T00:00:00Z");
  log.publish(folder.path());
  ASSERT_EQ(mirror.refresh(folder.path())->taken, Taken::kMoved);
  EXPECT_EQ(mirror.head()->size, log.entries.size());
  EXPECT_FALSE(mirror.is_latest_commitment(order(1), digest(5)));
  EXPECT_TRUE(mirror.is_latest_commitment(order(1), digest(8)));
  EXPECT_EQ(mirror.order(order(1), t()).status, Status::kFinal) << "a correction changes no status";
  EXPECT_EQ(mirror.order(order(2), t()).status, Status::kNotFinal) << "its one bar is lifted";
  EXPECT_EQ(mirror.order(order(399), t()).status, Status::kNotFinal);
}

TEST(mirror, takes_newer_cosignatures_of_the_same_head_and_forgets_none) {
  const Folder folder;
  Log log = three_orders();
  log.publish(folder.path());
  Mirror mirror(log.identity());
  ASSERT_TRUE(mirror.refresh(folder.path()).ok());
  log.cosigned_at = "2026-09-01T12:00:00Z";
  log.publish(folder.path());
  EXPECT_EQ(mirror.refresh(folder.path())->taken, Taken::kSame);
  EXPECT_EQ(mirror.head()->cosigned_at, ts("2026-09-01T12:00:00Z"));
  log.cosigned_at = "2026-08-01T00:00:00Z";
  log.publish(folder.path());
  EXPECT_EQ(mirror.refresh(folder.path())->taken, Taken::kSame);
  EXPECT_EQ(mirror.head()->cosigned_at, ts("2026-09-01T12:00:00Z")) << "an old note brings no old time back";
}

// The head, the orders and the note stay what they were.
void expect_unmoved(const Mirror& mirror, const Log& before) {
  EXPECT_EQ(mirror.head()->size, before.entries.size());
  EXPECT_EQ(mirror.head()->root, before.root());
  EXPECT_EQ(mirror.head()->note, before.note());
  EXPECT_EQ(mirror.order(order(1), t()).status, Status::kFinal);
  EXPECT_EQ(mirror.order(order(50), t()).status, Status::kUnknown);
}

struct Offer {
  const char* cause;
  Log log;
};

TEST(mirror, keeps_its_head_and_both_notes_when_the_issuer_contradicts_itself) {
  const Log kept = three_orders();
  std::vector<Offer> offers;
  Log smaller = kept;
  smaller.entries.pop_back();
  offers.push_back({"smaller", smaller});
  Log same_size = kept;
  same_size.entries.back() = same_size.entries[3];
  offers.push_back({"forked", same_size});
  Log larger_fork = kept;
  std::swap(larger_fork.entries[0], larger_fork.entries[1]);
  for (std::uint64_t n = 50; n < 400; ++n) larger_fork.add(Kind::kEntered, order(n), "2025-11-20T00:00:00Z");
  offers.push_back({"forked", larger_fork});
  Log other_key(2);
  other_key.entries = kept.entries;
  other_key.add(Kind::kEntered, order(50), "2025-11-20T00:00:00Z");
  offers.push_back({"signature", other_key});
  Log unsigned_by_issuer = kept;
  unsigned_by_issuer.sign = false;
  unsigned_by_issuer.add(Kind::kEntered, order(50), "2025-11-20T00:00:00Z");
  offers.push_back({"signature", unsigned_by_issuer});
  Log other_origin = kept;
  other_origin.origin = "court-b.test.invalid/orders";
  other_origin.add(Kind::kEntered, order(50), "2025-11-20T00:00:00Z");
  offers.push_back({"origin", other_origin});
  for (const Offer& offer : offers) {
    const Folder folder;
    kept.publish(folder.path());
    Mirror mirror(kept.identity());
    ASSERT_TRUE(mirror.refresh(folder.path()).ok());
    std::filesystem::remove_all(folder.path());
    std::filesystem::create_directories(folder.path());
    offer.log.publish(folder.path());
    const Result<Refreshed> refreshed = mirror.refresh(folder.path());
    ASSERT_TRUE(refreshed.ok()) << offer.cause << ": " << refreshed.fault().text;
    ASSERT_EQ(refreshed->taken, Taken::kQuarantined) << offer.cause;
    EXPECT_EQ(refreshed->quarantine->cause, offer.cause);
    EXPECT_EQ(refreshed->quarantine->kept_note, kept.note());
    EXPECT_EQ(refreshed->quarantine->offered_note, offer.log.note());
    expect_unmoved(mirror, kept);
  }
}

TEST(mirror, that_starts_again_holds_the_issuer_to_the_head_of_the_ledger) {
  const Log kept = three_orders();
  Log fork = kept;
  std::swap(fork.entries[0], fork.entries[1]);
  fork.add(Kind::kEntered, order(50), "2025-11-20T00:00:00Z");
  Log grown = kept;
  grown.add(Kind::kEntered, order(50), "2025-11-20T00:00:00Z");
  for (const Log* log : std::initializer_list<const Log*>{&fork, &grown, &kept}) {
    const Folder folder;
    log->publish(folder.path());
    Mirror mirror(kept.identity());
    mirror.expect(kept.entries.size(), kept.root(), kept.note());
    const Result<Refreshed> refreshed = mirror.refresh(folder.path());
    ASSERT_TRUE(refreshed.ok()) << refreshed.fault().text;
    EXPECT_EQ(refreshed->taken, log == &fork ? Taken::kQuarantined : Taken::kMoved);
    EXPECT_EQ(mirror.head().has_value(), log != &fork);
    if (log == &fork) {
      EXPECT_EQ(refreshed->quarantine->kept_note, kept.note());
    }
  }
  const Folder folder;
  Log smaller = kept;
  smaller.entries.pop_back();
  smaller.publish(folder.path());
  Mirror mirror(kept.identity());
  mirror.expect(kept.entries.size(), kept.root(), kept.note());
  EXPECT_EQ(mirror.refresh(folder.path())->quarantine->cause, "smaller");
}

TEST(mirror, without_the_cosigners_that_the_policy_asks_for_does_not_move) {
  const Folder folder;
  Log log = three_orders();
  log.cosign = false;
  log.publish(folder.path());
  Mirror mirror(log.identity());
  const Result<Refreshed> refreshed = mirror.refresh(folder.path());
  ASSERT_FALSE(refreshed.ok());
  EXPECT_EQ(refreshed.fault().kind, FaultKind::kUntrusted);
  EXPECT_FALSE(mirror.head().has_value());
}

TEST(mirror, of_an_issuer_whose_policy_asks_for_no_cosignature_is_not_made) {
  const std::string vkey = three_orders().identity().vkey.text();
  const Result<IssuerIdentity> identity = IssuerIdentity::make("court-a", "court.test.invalid/orders", vkey, "quorum none\n");
  ASSERT_FALSE(identity.ok());
  EXPECT_NE(identity.fault().text.find("quorum of none"), std::string::npos) << identity.fault().text;
}

TEST(mirror, rejects_a_cosignature_over_a_minute_in_the_future) {
  const Folder folder;
  const Log log = three_orders();  // cosigned on 2026-09-01 00:00:00
  log.publish(folder.path());
  Mirror mirror(log.identity());
  EXPECT_FALSE(mirror.refresh(folder.path(), ts("2026-08-31T23:58:59Z")).ok());
  EXPECT_TRUE(mirror.refresh(folder.path(), ts("2026-08-31T23:59:00Z")).ok());
}

TEST(mirror, stops_before_a_leaf_that_does_not_decode_and_changes_nothing) {
  const Log kept = three_orders();
  Log bad = kept;
  bad.add(Kind::kEntered, order(50), "2025-11-20T00:00:00Z");
  bad.entries.push_back(to_bytes("no event"));
  Log backwards = kept;
  Leaf earlier;
  earlier.order = order(50);
  earlier.recorded_at = ts("2026-08-31T23:59:59Z");
  backwards.add(earlier);
  for (const Log* log : std::initializer_list<const Log*>{&bad, &backwards}) {
    const Folder folder;
    kept.publish(folder.path());
    Mirror mirror(kept.identity());
    ASSERT_TRUE(mirror.refresh(folder.path()).ok());
    log->publish(folder.path());
    const Result<Refreshed> refreshed = mirror.refresh(folder.path());
    ASSERT_FALSE(refreshed.ok());
    EXPECT_EQ(refreshed.fault().kind, FaultKind::kMalformed);
    EXPECT_NE(refreshed.fault().text.find(log == &bad ? "leaf 6" : "leaf 5"), std::string::npos) << refreshed.fault().text;
    expect_unmoved(mirror, kept);
  }
}

void spoil(const Path& path, std::size_t at) {
  std::string bytes = read_file(path, 1 << 20).value();
  bytes[at] = static_cast<char>(bytes[at] ^ 1);
  std::ofstream(path, std::ios::binary) << bytes;
}

TEST(mirror, notices_one_changed_bit_of_an_entry) {
  const Log log = three_orders();
  const Folder clean;
  log.publish(clean.path());
  const std::size_t size = read_file(clean.path() / tlog::bundle_path(0, 5), 1 << 20)->size();
  for (std::size_t at = 0; at < size; at += 7) {
    const Folder folder;
    log.publish(folder.path());
    spoil(folder.path() / tlog::bundle_path(0, 5), at);
    Mirror mirror(log.identity());
    const Result<Refreshed> refreshed = mirror.refresh(folder.path());
    if (refreshed.ok()) {
      EXPECT_EQ(refreshed->quarantine->cause, "root") << at;
    }
    EXPECT_FALSE(mirror.head().has_value()) << at;
  }
}

TEST(mirror, with_a_missing_file_keeps_its_head_and_says_which) {
  const Log kept = three_orders();
  const Folder folder;
  kept.publish(folder.path());
  Mirror mirror(kept.identity());
  ASSERT_TRUE(mirror.refresh(folder.path()).ok());
  Log grown = kept;
  for (std::uint64_t n = 50; n < 700; ++n) grown.add(Kind::kEntered, order(n), "2025-11-20T00:00:00Z");
  grown.publish(folder.path());
  std::filesystem::remove(folder.path() / tlog::bundle_path(1));
  const Result<Refreshed> refreshed = mirror.refresh(folder.path());
  ASSERT_FALSE(refreshed.ok());
  EXPECT_EQ(refreshed.fault().kind, FaultKind::kNotFound);
  EXPECT_NE(refreshed.fault().text.find(tlog::bundle_path(1)), std::string::npos);
  expect_unmoved(mirror, kept);
  std::filesystem::remove(folder.path() / "checkpoint");
  EXPECT_EQ(mirror.refresh(folder.path()).fault().kind, FaultKind::kNotFound);
}

TEST(mirror, reads_the_full_bundle_where_a_partial_one_is_gone) {
  const Folder folder;
  Log log = three_orders();
  for (std::uint64_t n = 50; n < 300; ++n) log.add(Kind::kEntered, order(n), "2025-11-20T00:00:00Z");
  Log shorter = log;
  shorter.entries.resize(100);
  log.publish(folder.path());
  std::ofstream(folder.path() / "checkpoint", std::ios::binary) << shorter.note();
  Mirror mirror(log.identity());
  const Result<Refreshed> refreshed = mirror.refresh(folder.path());
  ASSERT_TRUE(refreshed.ok()) << refreshed.fault().text;
  EXPECT_EQ(mirror.head()->size, 100u);
}

TEST(mirror, takes_an_empty_log) {
  const Folder folder;
  Log log;
  log.publish(folder.path());
  Mirror mirror(log.identity());
  ASSERT_EQ(mirror.refresh(folder.path())->taken, Taken::kMoved);
  EXPECT_EQ(mirror.head()->size, 0u);
  log.add(Kind::kEntered, order(1), "2025-11-20T00:00:00Z");
  log.publish(folder.path());
  ASSERT_EQ(mirror.refresh(folder.path())->taken, Taken::kMoved);
  EXPECT_EQ(mirror.order_count(), 1u);
}

TEST(mirror, alarms_about_orders_that_contradict_themselves) {
  const Folder folder;
  Log log = three_orders();
  log.add(Kind::kFinal, order(1), "2026-02-11T00:00:00Z");
  log.add(Kind::kLifted, order(3), "2026-03-01T00:00:00Z", 4);  // order 2's bar
  log.publish(folder.path());
  Mirror mirror(log.identity());
  const Result<Refreshed> refreshed = mirror.refresh(folder.path());
  ASSERT_TRUE(refreshed.ok());
  EXPECT_EQ(refreshed->anomalies.size(), 2u);
  EXPECT_EQ(mirror.order(order(1), t()).status, Status::kBarred);
  EXPECT_TRUE(mirror.order(order(1), t()).anomaly);
  EXPECT_EQ(mirror.order(order(3), t()).status, Status::kBarred);
}

TEST(mirror, loads_the_log_as_it_stood_for_a_replay) {
  const Folder folder;
  Log log = three_orders();
  const Digest then = log.root();
  for (std::uint64_t n = 50; n < 300; ++n) log.add(Kind::kEntered, order(n), "2025-11-20T00:00:00Z");
  log.publish(folder.path());
  Mirror mirror(log.identity());
  ASSERT_TRUE(mirror.load_at(folder.path(), 5, then, "note", t()).ok());
  EXPECT_EQ(mirror.head()->size, 5u);
  EXPECT_EQ(mirror.order(order(50), t()).status, Status::kUnknown);
  EXPECT_FALSE(mirror.load_at(folder.path(), 5, digest(1), "note", t()).ok());
  EXPECT_FALSE(mirror.load_at(folder.path(), 6, then, "note", t()).ok());
  EXPECT_EQ(mirror.head()->size, 5u);
}

TEST(mirror, keeps_an_order_in_64_bytes) {
  const Folder folder;
  Log log;
  for (std::uint64_t n = 1; n <= 20'000; ++n) {
    log.add(Kind::kEntered, order(n), "2025-11-20T00:00:00Z");
    log.add(Kind::kFinal, order(n), "2026-02-10T00:00:00Z");
  }
  log.publish(folder.path());
  Mirror mirror(log.identity());
  ASSERT_TRUE(mirror.refresh(folder.path()).ok());
  EXPECT_EQ(mirror.order_count(), 20'000u);
  EXPECT_LE(mirror.memory_bytes(), 20'000u * 65) << "64 bytes a row, and at most one for its part of the index";
}

}  // namespace
}  // namespace cs::orders
