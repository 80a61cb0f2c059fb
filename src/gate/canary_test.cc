#include "gate/canary.h"

#include <gtest/gtest.h>

#include "base/file.h"
#include "base/limits.h"
#include "crypto/digest.h"
#include "gate/payloads.h"

namespace cs::gate {
namespace {

const std::string kOrder = "order court-a 000102030405060708090a0b0c0d0e0f";
const std::string kSubject = "subject court-a 101112131415161718191a1b1c1d1e1f";
const std::string kAddress = "address 500 Nowhere Blvd Apt 9, Salem OH 44460";

OrderNumber order(const char* hex) { return *OrderNumber::parse(hex); }
address::SufficientAddress place(const char* line) { return *address::AddressSufficiency::of(address::fields_of_line(line)).address; }

TEST(canary, a_line_hits_by_order_and_issuer_by_subject_and_by_address_however_spelled) {
  const auto list = Canaries::read({kOrder, kSubject, kAddress});
  ASSERT_TRUE(list) << list.fault().text;
  EXPECT_TRUE(list->has_order("court-a", order("000102030405060708090a0b0c0d0e0f")));
  EXPECT_FALSE(list->has_order("court-b", order("000102030405060708090a0b0c0d0e0f")));
  EXPECT_FALSE(list->has_order("court-a", order("101112131415161718191a1b1c1d1e1f"))) << "a subject's number is no order's";
  EXPECT_TRUE(list->has_subject("court-a", {order("101112131415161718191a1b1c1d1e1f").bytes}));
  EXPECT_FALSE(list->has_subject("court-a", {order("000102030405060708090a0b0c0d0e0f").bytes}));
  EXPECT_TRUE(list->has_address(place("500 NOWHERE BOULEVARD # 9, SALEM OHIO 44460")));
  EXPECT_FALSE(list->has_address(place("500 Nowhere Blvd Apt 8, Salem OH 44460")));
}

TEST(canary, a_list_with_a_line_that_names_nothing_is_none) {
  for (const char* bad : {"", "order", "order court-a", "order court-a 0001", "order Court-A 000102030405060708090a0b0c0d0e0f", "orders court-a 000102030405060708090a0b0c0d0e0f",
                          "order  000102030405060708090a0b0c0d0e0f", "address", "address Failed to Provide", "address 500 Nowhere Blvd"})
    EXPECT_EQ(Canaries::read({kOrder, bad}).fault().kind, FaultKind::kMalformed) << bad;
  EXPECT_EQ(Canaries::read({}).fault().kind, FaultKind::kMalformed);
  EXPECT_TRUE(Canaries::read(std::vector<std::string>(limits::kCanariesMax, kOrder)));
  EXPECT_EQ(Canaries::read(std::vector<std::string>(limits::kCanariesMax + 1, kOrder)).fault().kind, FaultKind::kLimit);
  EXPECT_EQ(Canaries::read({kOrder, "address " + std::string(limits::kCanaryListBytesMax, 'x')}).fault().kind, FaultKind::kLimit);
}

TEST(canary, a_list_that_was_read_before_starts_without_an_address_that_is_read_no_more) {
  const Canaries list = Canaries::of({"address Failed to Provide", kOrder});
  EXPECT_TRUE(list.has_order("court-a", order("000102030405060708090a0b0c0d0e0f")));
}

TEST(canary, the_list_of_the_format_page_has_its_digest) {
  const std::string page = *read_file(Path(CS_SOURCE_DIR) / "docs/formats/canary.md", 1 << 16);
  const std::string list = join_records({kOrder, kSubject, kAddress});
  EXPECT_NE(page.find(std::to_string(list.size()) + " bytes, SHA-256 `" + to_hex(crypto::sha256(as_bytes(list))) + "`"), std::string::npos);
  EXPECT_EQ(split_records(list), (std::vector<std::string>{kOrder, kSubject, kAddress}));
}

}  // namespace
}  // namespace cs::gate
