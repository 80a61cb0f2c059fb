#include "base/eight_bytes.h"

#include <gtest/gtest.h>

#include <string>

namespace cs {
namespace {

// Byte i of the answer, its highest bit; the others are all nothing.
bool says(std::uint64_t answer, std::size_t i) { return (answer >> 8 * i & 0x80) != 0; }

// Each byte at each place, beside neighbors that could carry or borrow.
TEST(eight_bytes, what_is_said_of_a_byte_hangs_on_no_other) {
  for (const char beside : {'\0', '\x7F', '\x80', '\xFF', '"', 'A', 'z'})
    for (std::size_t at = 0; at < 8; ++at)
      for (int byte = 0; byte < 256; ++byte) {
        std::string text(8, beside);
        text[at] = static_cast<char>(byte);
        const std::uint64_t eight = eight_bytes(text.data());
        ASSERT_EQ(says(bytes_not_zero(eight), at), byte != 0) << byte;
        ASSERT_EQ(says(bytes_that_are('"', eight), at), byte == '"') << byte;
        ASSERT_EQ((bytes_not_zero(eight) | bytes_that_are('"', eight)) & kLowBits, 0u);
      }
}

TEST(eight_bytes, a_few_are_read_and_the_rest_stays) {
  const std::string text = "1234567";
  for (std::size_t count = 0; count < 8; ++count) {
    const std::string expected = text.substr(0, count) + std::string("abcdefgh").substr(count);
    const std::string exact(text.data(), count);  // nothing behind it may be read: the sanitizer sees to that
    EXPECT_EQ(few_bytes(exact.data(), count, eight_bytes("abcdefgh")), eight_bytes(expected.data())) << count;
  }
}

}  // namespace
}  // namespace cs
