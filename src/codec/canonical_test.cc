#include "codec/canonical.h"

#include <gtest/gtest.h>

#include "codec/copy_for_test.h"
#include "codec/unpacked_for_test.h"

namespace cs::codec {
namespace {

std::string hex(CborWriter& writer) { return to_hex(writer.take()); }
bool is_canonical(std::string_view hex_text) { return require_canonical(*from_hex(hex_text)).ok(); }

// RFC 8949 appendix A: the rows that have neither float nor tag nor indefinite length.
TEST(canonical, whole_numbers_are_written_as_rfc_8949_has_them) {
  const std::pair<std::uint64_t, std::string_view> positive[] = {
      {0, "00"}, {1, "01"}, {10, "0a"}, {23, "17"}, {24, "1818"}, {25, "1819"}, {100, "1864"}, {1000, "1903e8"}, {1000000, "1a000f4240"},
      {1000000000000, "1b000000e8d4a51000"}, {UINT64_MAX, "1bffffffffffffffff"}};
  for (const auto& [value, bytes] : positive) {
    CborWriter writer;
    EXPECT_EQ(hex(writer.unsigned_number(value)), bytes);
    EXPECT_EQ(*CborReader(*from_hex(bytes)).unsigned_number(), value);
  }
  const std::pair<std::int64_t, std::string_view> negative[] = {{-1, "20"},
                                                                {-10, "29"},
                                                                {-100, "3863"},
                                                                {-1000, "3903e7"},
                                                                {INT64_MIN, "3b7fffffffffffffff"},
                                                                {5, "05"},
                                                                {INT64_MAX, "1b7fffffffffffffff"}};
  for (const auto& [value, bytes] : negative) {
    CborWriter writer;
    EXPECT_EQ(hex(writer.number(value)), bytes);
    EXPECT_EQ(*CborReader(*from_hex(bytes)).number(), value);
  }
}

TEST(canonical, numbers_beyond_64_bits_with_a_sign_are_no_numbers) {
  EXPECT_FALSE(CborReader(*from_hex("1b8000000000000000")).number());
  EXPECT_FALSE(CborReader(*from_hex("3b8000000000000000")).number());
  EXPECT_FALSE(CborReader(*from_hex("1864")).unsigned_number(99));
  EXPECT_TRUE(CborReader(*from_hex("1864")).unsigned_number(100));
}

TEST(canonical, texts_and_bytes_are_written_as_rfc_8949_has_them) {
  const std::pair<std::string_view, std::string_view> texts[] = {
      {"", "60"},           {"a", "6161"},          {"IETF", "6449455446"},      {"\"\\", "62225c"},
      {"\u00fc", "62c3bc"}, {"\u6c34", "63e6b0b4"}, {"\U00010151", "64f0908591"}};
  for (const auto& [text, bytes] : texts) {
    CborWriter writer;
    EXPECT_EQ(hex(writer.text(text)), bytes);
    EXPECT_EQ(*CborReader(*from_hex(bytes)).text(), text);
  }
  CborWriter writer;
  EXPECT_EQ(hex(writer.bytes({})), "40");
  EXPECT_EQ(hex(writer.bytes(*from_hex("01020304"))), "4401020304");
  EXPECT_EQ(hex(writer.boolean(false).boolean(true).null()), "f4f5f6");
}

TEST(canonical, lists_and_maps_are_written_as_rfc_8949_has_them) {
  CborWriter writer;
  EXPECT_EQ(hex(writer.list(0)), "80");
  EXPECT_EQ(hex(writer.list(3).number(1).number(2).number(3)), "83010203");
  EXPECT_EQ(hex(writer.list(3).number(1).list(2).number(2).number(3).list(2).number(4).number(5)), "8301820203820405");
  EXPECT_EQ(hex(writer.map(0)), "a0");
  EXPECT_EQ(hex(writer.map(2).key(1).number(2).key(3).number(4)), "a201020304");
  EXPECT_EQ(hex(writer.map(2).text("a").number(1).text("b").list(2).number(2).number(3)), "a26161016162820203");
  EXPECT_EQ(hex(writer.list(2).text("a").map(1).text("b").text("c")), "826161a161626163");
  writer.list(25);
  for (int i = 1; i <= 25; ++i) writer.number(i);
  EXPECT_EQ(hex(writer), "98190102030405060708090a0b0c0d0e0f101112131415161718181819");
}

TEST(canonical, what_the_writer_writes_is_canonical) {
  for (std::string_view good : {"00", "1818", "3863", "40", "6161", "80", "8301820203820405", "a201020304", "a26161016162820203", "f4",
                                "f5", "f6", "826161a161626163", "a20142ffff20f6", "a3010218640320f6"})
    EXPECT_TRUE(is_canonical(good)) << good;
}

TEST(canonical, what_it_does_not_write_is_refused) {
  const std::pair<std::string_view, std::string_view> bad[] = {{"", "nothing"},
                                                               {"0000", "two items"},
                                                               {"1817", "23 in two bytes"},
                                                               {"1900ff", "255 in three"},
                                                               {"1a0000ffff", "65535 in five"},
                                                               {"1b00000000ffffffff", "in nine"},
                                                               {"18", "cut in its head"},
                                                               {"19e8", "cut in its head"},
                                                               {"4201", "cut in its bytes"},
                                                               {"62c328", "not UTF-8"},
                                                               {"6261", "cut in its text"},
                                                               {"5801ff", "a length of 1 in two bytes"},
                                                               {"8301", "a list too short"},
                                                               {"a101", "a map without the value"},
                                                               {"a203010102", "keys fall"},
                                                               {"a201010102", "a key twice"},
                                                               {"a26161010101", "a text before a number"},
                                                               {"a18000", "a list as a key"},
                                                               {"a1a000", "a map as a key"},
                                                               {"9f01ff", "indefinite list"},
                                                               {"bf0102ff", "indefinite map"},
                                                               {"5f4101ff", "indefinite bytes"},
                                                               {"7f6161ff", "indefinite text"},
                                                               {"f90000", "half float"},
                                                               {"fa00000000", "float"},
                                                               {"fb0000000000000000", "double"},
                                                               {"f7", "undefined"},
                                                               {"f0", "simple value"},
                                                               {"f8ff", "simple value in two bytes"},
                                                               {"c074", "a tag"},
                                                               {"c11a514b67b0", "a tag"},
                                                               {"d74401020304", "a tag"},
                                                               {"1c", "a reserved head"},
                                                               {"ff", "a stop"},
                                                               {"3bffffffffffffffff", "below 64 bits"},
                                                               {"9bffffffffffffffff", "more items than bytes"},
                                                               {"bbffffffffffffffff", "more pairs than bytes"},
                                                               {"5bffffffffffffffff", "more bytes than there are"}};
  for (const auto& [text, why] : bad) {
    const auto bytes = from_hex(text);
    ASSERT_TRUE(bytes.ok()) << why;
    EXPECT_FALSE(require_canonical(*bytes)) << why;
  }
}

TEST(canonical, nesting_ends_at_its_limit) {
  const auto nested = [](int depth) {
    Bytes bytes(static_cast<std::size_t>(depth), 0x81);
    bytes.push_back(0x00);
    return bytes;
  };
  EXPECT_TRUE(require_canonical(nested(kCborDepthMax)));
  EXPECT_FALSE(require_canonical(nested(kCborDepthMax + 1)));
  EXPECT_FALSE(require_canonical(nested(100000)));
}

TEST(canonical, a_reader_takes_what_it_is_asked_for_and_nothing_else) {
  const Bytes bytes = *from_hex("a4006161014201020203f503f6");
  EXPECT_FALSE(CborReader(bytes).list(9));
  EXPECT_FALSE(CborReader(bytes).map(3)) << "more pairs than allowed";
  CborReader reader(bytes);
  EXPECT_EQ(*reader.map(4), 4u);
  EXPECT_TRUE(reader.key(0));
  EXPECT_FALSE(CborReader(reader).text(0)) << "longer than allowed";
  EXPECT_FALSE(CborReader(reader).bytes());
  EXPECT_EQ(*reader.text(1), "a");
  EXPECT_FALSE(CborReader(reader).key(2)) << "another key";
  EXPECT_TRUE(reader.key(1));
  EXPECT_FALSE(CborReader(reader).bytes_exact(3));
  EXPECT_FALSE(CborReader(reader).digest());
  EXPECT_EQ(to_hex(*reader.bytes_exact(2)), "0102");
  EXPECT_TRUE(reader.key(2));
  EXPECT_FALSE(reader.at_null());
  EXPECT_FALSE(CborReader(reader).boolean());
  EXPECT_EQ(*reader.number(), 3);
  EXPECT_FALSE(reader.end()) << "bytes are left";
}

TEST(canonical_death, a_map_whose_keys_fall_is_never_written) {
  EXPECT_DEATH(CborWriter().map(2).key(3).null().key(2), "keys of a canonical map ascend");
  EXPECT_DEATH(CborWriter().map(2).key(3).null().key(3), "keys of a canonical map ascend");
  EXPECT_DEATH(CborWriter().map(2).text("b").null().text("a"), "keys of a canonical map ascend");
  EXPECT_DEATH(CborWriter().key(1), "a key stands in a map");
  EXPECT_DEATH(CborWriter().map(1).key(1).key(1), "a key stands in a map");
}

TEST(canonical_death, half_a_list_is_never_taken) {
  EXPECT_DEATH({ CborWriter().list(2).null().take(); }, "every list and map is whole");
  EXPECT_DEATH({ CborWriter().map(1).key(0).take(); }, "every list and map is whole");
}

TEST(canonical, the_example_in_the_docs_is_these_bytes) {
  CborWriter writer;
  writer.map(8).key(0).number(1).key(1).number(15).key(2).number(1788256740000).key(3).text("caf\u00e9");
  writer.key(4).bytes(*from_hex("00ff10")).key(5).null().key(6).list(3).number(-1).number(24).boolean(true);
  writer.key(7).map(2).key(1).list(0).key(2).number(65536);
  const Bytes bytes = writer.take();
  EXPECT_EQ(to_hex(bytes), to_hex(example("canonical.md")));
  EXPECT_TRUE(require_canonical(bytes));
}

TEST(canonical, whatever_is_canonical_is_written_again_as_the_same_bytes) {
  const Bytes bytes = example("canonical.md");
  std::size_t canonical = 0;
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    Bytes flipped = bytes;
    flipped[bit / 8] = static_cast<std::uint8_t>(flipped[bit / 8] ^ 1u << bit % 8);
    if (!require_canonical(flipped)) continue;
    ++canonical;
    CborReader reader(flipped);
    CborWriter writer;
    copy_item(reader, writer);
    EXPECT_EQ(writer.take(), flipped) << bit;
  }
  EXPECT_GT(canonical, 0u);
  EXPECT_LT(canonical, bytes.size() * 8) << "flips in heads are found without any digest";
}

TEST(canonical, a_cut_item_is_no_item) {
  const Bytes bytes = example("canonical.md");
  for (std::size_t size = 0; size < bytes.size(); ++size) EXPECT_FALSE(require_canonical(ByteView(bytes).first(size))) << size;
}

}  // namespace
}  // namespace cs::codec
