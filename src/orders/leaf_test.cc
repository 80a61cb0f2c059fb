#include "orders/leaf.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "codec/canonical.h"
#include "crypto/digest.h"
#include "orders/log_test.h"

namespace cs::orders {
namespace {

using namespace published;

Leaf sample(Kind kind) {
  Leaf leaf;
  leaf.kind = kind;
  leaf.recorded_at = ts("2026-02-10T09:00:00Z");
  leaf.order = order(1);
  if (kind == Kind::kEntered) leaf.subject = subject(2);
  if (kind != Kind::kCorrected) leaf.effective_at = ts("2026-02-10T00:00:00Z");
  if (kind == Kind::kEntered || kind == Kind::kCorrected) leaf.commitment = digest(3);
  if (kind == Kind::kBarred || kind == Kind::kLifted || kind == Kind::kEnded) leaf.cause = digest(4);
  if (kind == Kind::kLifted) leaf.bar = 300;
  return leaf;
}

const Kind kKinds[] = {Kind::kEntered, Kind::kFinal, Kind::kBarred, Kind::kLifted, Kind::kEnded, Kind::kCorrected};

TEST(order_event, has_the_bytes_of_its_page) {
  Leaf leaf = sample(Kind::kFinal);
  leaf.order = OrderNumber::parse("000102030405060708090a0b0c0d0e0f").value();
  EXPECT_EQ(to_hex(write_leaf(leaf)),
            "a5"                                        // 5 pairs
            "0001"                                      // version 1
            "0102"                                      // kind 2, final
            "021b0000019c46c76a80"                      // recorded_at
            "0350000102030405060708090a0b0c0d0e0f"      // order
            "051b0000019c44d90800");                    // effective_at
  EXPECT_EQ(leaf.recorded_at.ms, 0x19c46c76a80);
}

TEST(order_event, reads_back_what_it_writes_for_every_kind) {
  for (const Kind kind : kKinds) {
    const Leaf leaf = sample(kind);
    const Result<Leaf> read = read_leaf(write_leaf(leaf));
    ASSERT_TRUE(read.ok()) << read.fault().text;
    EXPECT_EQ(*read, leaf);
  }
}

TEST(order_event, cut_short_or_longer_by_a_byte_is_none) {
  for (const Kind kind : kKinds) {
    const Bytes bytes = write_leaf(sample(kind));
    for (std::size_t size = 0; size < bytes.size(); ++size) EXPECT_FALSE(read_leaf(ByteView(bytes).first(size)).ok()) << size;
    Bytes longer = bytes;
    longer.push_back(0);
    EXPECT_FALSE(read_leaf(longer).ok());
  }
}

TEST(order_event, changed_in_any_byte_is_another_event_or_none) {
  for (const Kind kind : kKinds) {
    const Bytes bytes = write_leaf(sample(kind));
    for (std::size_t at = 0; at < bytes.size(); ++at) {
      for (int bit = 0; bit < 8; ++bit) {
        Bytes changed = bytes;
        changed[at] = static_cast<std::uint8_t>(changed[at] ^ 1u << bit);
        const Result<Leaf> read = read_leaf(changed);
        if (!read.ok()) continue;
        EXPECT_NE(*read, sample(kind));
        EXPECT_EQ(write_leaf(*read), changed) << "one spelling of each event";
      }
    }
  }
}

TEST(order_event, with_the_keys_of_another_kind_is_none) {
  for (const Kind kind : kKinds) {
    Bytes bytes = write_leaf(sample(kind));
    for (std::uint8_t other = 0; other < 9; ++other) {
      bytes[4] = other;  // the value of key 1
      const bool same_keys = (kind == Kind::kBarred && other == 5) || (kind == Kind::kEnded && other == 3);
      EXPECT_EQ(read_leaf(bytes).ok(), other == static_cast<std::uint8_t>(kind) || same_keys) << static_cast<int>(other);
    }
  }
}

TEST(final_event, is_at_midnight_and_at_most_a_day_ahead) {
  Leaf leaf = sample(Kind::kFinal);
  leaf.effective_at = ts("2026-02-10T00:00:01Z");
  EXPECT_FALSE(read_leaf(write_leaf(leaf)).ok());
  leaf.effective_at = ts("2026-02-11T00:00:00Z");
  leaf.recorded_at = ts("2026-02-10T00:00:00Z");
  EXPECT_TRUE(read_leaf(write_leaf(leaf)).ok());
  leaf.recorded_at = leaf.recorded_at - Span{1};
  EXPECT_FALSE(read_leaf(write_leaf(leaf)).ok());
}

TEST(order_event, over_512_bytes_or_with_a_time_after_the_year_9999_is_none) {
  EXPECT_FALSE(read_leaf(Bytes(limits::kOrderLeafBytesMax + 1, 0)).ok());
  Leaf leaf = sample(Kind::kBarred);
  leaf.effective_at = kInstantMax;
  EXPECT_TRUE(read_leaf(write_leaf(leaf)).ok());
  leaf.effective_at = kInstantMax + Span{1};
  EXPECT_FALSE(read_leaf(write_leaf(leaf)).ok());
}

TEST(cause, is_committed_with_its_salt) {
  const std::string preimage = "countersign/v1/cause" + std::string(1, '\0') + std::string(32, '\x20') + "appeal";
  EXPECT_EQ(cause_commitment(digest(0x20), "appeal"), crypto::sha256(as_bytes(preimage)));
}

}  // namespace
}  // namespace cs::orders
