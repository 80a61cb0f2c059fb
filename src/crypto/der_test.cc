#include "crypto/der.h"

#include <gtest/gtest.h>

#include "base/limits.h"

namespace cs::crypto {
namespace {

bool is_der(std::string_view hex) { return check_der(*from_hex(hex), limits::kCmsBytesMax).ok(); }

Bytes nested(std::size_t depth) {
  Bytes out{0x05, 0x00};
  for (std::size_t i = 0; i < depth; ++i) {
    Bytes around{0x30, static_cast<std::uint8_t>(out.size())};
    append(around, out);
    out = around;
  }
  return out;
}

TEST(der, takes_each_element_in_its_one_form) {
  for (const std::string_view hex : {"0500", "0101ff", "010100", "020100", "02020080", "0202ff7f", "030100", "03020780", "0403000000",
                                     "0603550403", "0c02c3a9", "1e020041", "170d3439313233313233353935395a",
                                     "180f32303530303130313030303030305a", "3000", "3106020101020102", "a0020500", "80020102"})
    EXPECT_TRUE(is_der(hex)) << hex;
}

TEST(der, refuses_each_other_form) {
  for (const std::string_view hex :
       {"", "05", "3080020100" "0000", "0481030000" "00", "048200030000" "00", "3003020101" "00", "1f0100", "30030201",
        "010101", "01020000", "0200", "02020001", "0202ffff", "0300", "030108", "030101", "03020781", "050100",
        "0600", "06025580", "06028055", "0c02c0af", "0c03eda080", "1e0141", "170b343931323331323335395a",
        "170d3439313333313233353935395a", "17113439313233313233353935392b30313030", "180f32303530303233303030303030305a",
        "181132303530303130313030303030302e305a", "180f32303530303130313030303036305a", "180f30303030303130313030303030305a" "00",
        "240404020000", "1000", "1100", "3106020102020101", "8481", "8505000000000000", "0000"})
    EXPECT_FALSE(is_der(hex)) << hex;
}

// The outermost element is inside none, so one more than the limit can stand in each other.
TEST(der, nests_as_deep_as_the_limit_and_no_deeper) {
  EXPECT_TRUE(check_der(nested(limits::kDerDepthMax + 1), 1000).ok());
  const auto deeper = check_der(nested(limits::kDerDepthMax + 2), 1000);
  ASSERT_FALSE(deeper.ok());
  EXPECT_EQ(deeper.fault().kind, FaultKind::kLimit);
}

TEST(der, is_as_long_as_the_limit_and_no_longer) {
  Bytes octets{0x04, 0x7e};
  octets.resize(128);
  EXPECT_TRUE(check_der(octets, 128).ok());
  EXPECT_EQ(check_der(octets, 127).fault().kind, FaultKind::kLimit);
}

TEST(der, reads_times_at_the_edges_of_their_century) {
  EXPECT_EQ(read_der_time(der::kUtcTime, as_bytes("500101000000Z"))->text(), "1950-01-01T00:00:00Z");
  EXPECT_EQ(read_der_time(der::kUtcTime, as_bytes("491231235959Z"))->text(), "2049-12-31T23:59:59Z");
  EXPECT_EQ(read_der_time(der::kGeneralizedTime, as_bytes("99991231235959Z"))->text(), "9999-12-31T23:59:59Z");
  EXPECT_FALSE(read_der_time(der::kUtcTime, as_bytes("20490101000000Z")).ok());
  EXPECT_FALSE(read_der_time(der::kGeneralizedTime, as_bytes("490101000000Z")).ok());
}

TEST(der, writes_object_identifiers) {
  EXPECT_EQ(to_hex(*oid_body("2.16.840.1.101.3.2.1.3.13")), "60864801650302010" "30d");
  EXPECT_EQ(to_hex(*oid_body("1.2.840.113549")), "2a864886f70d");
  for (const std::string_view text : {"", "1", "1.", ".1", "3.1", "1.40", "1.2.", "1..2", "1.2.x", "1.2.03", "1.2.-3", "1.2.99999999999"})
    EXPECT_FALSE(oid_body(text).ok()) << text;
}

}  // namespace
}  // namespace cs::crypto
