#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "base/large_pages.h"
#include "base/bytes.h"
#include "base/crc32c.h"
#include "base/file.h"
#include "base/ids.h"
#include "base/time.h"
#include "base/verdict.h"

namespace cs {
namespace {

TEST(bytes, hex_is_read_strictly) {
  EXPECT_EQ(to_hex(*from_hex("00ff10")), "00ff10");
  for (std::string_view bad : {"0", "0G", "FF", " 0", "0x"}) EXPECT_FALSE(from_hex(bad)) << bad;
  for (int c = 0; c < 256; ++c) {
    const bool digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    EXPECT_EQ(from_hex(std::string{'0', static_cast<char>(c)}).ok(), digit) << c;
    EXPECT_EQ(from_hex(std::string{static_cast<char>(c), '0'}).ok(), digit) << c;
    EXPECT_EQ(digest_from_hex(std::string(63, 'a') + static_cast<char>(c)).ok(), digit) << c;
  }
}

TEST(bytes, base64_has_one_spelling) {  // RFC 4648 section 10
  const std::pair<std::string_view, std::string_view> vectors[] = {{"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"},
                                                                   {"foob", "Zm9vYg=="}, {"fooba", "Zm9vYmE="}, {"foobar", "Zm9vYmFy"}};
  for (auto [plain, coded] : vectors) {
    EXPECT_EQ(to_base64(as_bytes(plain)), coded);
    EXPECT_EQ(as_text(*from_base64(coded)), plain);
  }
  for (std::string_view bad : {"Zg", "Zg=", "Zh==", "Zm9=", "Z===", "====", "Zm9v\n", "Zg==Zg=="}) EXPECT_FALSE(from_base64(bad)) << bad;
}

TEST(bytes, digest_needs_its_prefix_and_64_lower_case_digits) {
  const std::string good = "sha256:" + std::string(64, 'a');
  EXPECT_EQ(digest_text(*parse_digest(good)), good);
  EXPECT_FALSE(parse_digest(std::string(64, 'a')));
  EXPECT_FALSE(parse_digest("sha256:" + std::string(63, 'a')));
  EXPECT_FALSE(parse_digest("sha256:" + std::string(64, 'A')));
}

TEST(large_pages, give_memory_that_is_aligned_and_grow_with_what_was_put_in) {
  for (const std::size_t bytes : {std::size_t{1}, kLargeBytes - 1, kLargeBytes, kLargeBytes + 1, 3 * kLargeBytes}) {
    auto* const start = static_cast<char*>(take_large(bytes));
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(start) % (bytes < kLargeBytes ? 64 : 2 << 20), 0U) << bytes;
    start[0] = start[bytes - 1] = 'x';
    give_back_large(start, bytes);
  }
  LargeVector<std::uint32_t> numbers;
  for (std::uint32_t i = 0; i < 3'000'000; ++i) numbers.push_back(i);
  bool same = true;
  for (std::uint32_t i = 0; i < numbers.size(); ++i) same = same && numbers[i] == i;
  EXPECT_TRUE(same);
  LargeBytes all;
  std::string expected;
  for (int i = 0; i < 300'000; ++i) {
    const std::string piece = std::to_string(i) + " and so on";
    std::copy(piece.begin(), piece.end(), all.room(piece.size()));
    all.grown(piece.size());
    expected += piece;
  }
  LargeBytes moved = std::move(all);
  EXPECT_EQ(std::string_view(moved.data(), moved.size()), expected);
  moved.clear();
  EXPECT_EQ(moved.size(), 0U);
}

TEST(crc32c, agrees_with_rfc_3720) {
  EXPECT_EQ(crc32c(Bytes(32, 0)), 0x8A9136AAu);
  EXPECT_EQ(crc32c(Bytes(32, 0xFF)), 0x62A8AB43u);
  EXPECT_EQ(crc32c(as_bytes("123456789")), 0xE3069283u);
}

TEST(time, a_date_reads_and_prints_as_itself_and_no_other_form_is_read) {
  for (std::string_view day : {"0001-01-01", "1970-01-01", "2000-02-29", "2026-09-01", "9999-12-31"}) EXPECT_EQ(Date::parse(day)->text(), day);
  for (std::string_view bad : {"2026-02-29", "2026-13-01", "2026-00-10", "2026-1-01", "2026-09-31", "20260901", "2026-09-01 "})
    EXPECT_FALSE(Date::parse(bad)) << bad;
}

TEST(time, an_instant_is_whole_seconds_in_z) {
  EXPECT_EQ(Instant::parse("2026-09-01T11:59:00Z")->text(), "2026-09-01T11:59:00Z");
  for (std::string_view bad : {"2026-09-01T11:59:00", "2026-09-01T11:59:00+00:00", "2026-09-01T24:00:00Z", "2026-09-01T11:59:60Z",
                               "2026-09-01t11:59:00Z", "2026-09-01T11:59:00.0Z"})
    EXPECT_FALSE(Instant::parse(bad)) << bad;
}

TEST(time, age_counts_whole_days_since_midnight) {
  const Date day = *Date::parse("2026-06-03");
  EXPECT_EQ(age_days(day, *Instant::parse("2026-09-01T23:59:59Z")), 90);
  EXPECT_EQ(age_days(day, *Instant::parse("2026-09-02T00:00:00Z")), 91);
  EXPECT_EQ(age_days(day, *Instant::parse("2026-06-02T23:59:59Z")), -1);
}

TEST(time, spans_have_one_unit_each) {
  EXPECT_EQ(Span::parse("24h")->ms, 86'400'000);
  EXPECT_EQ(Span::parse("0s")->ms, 0);
  EXPECT_EQ(Span::parse("365d")->ms, Span::days(365).ms);
  for (std::string_view bad : {"24", "h", "-1h", "1w", "1h30m", ""}) EXPECT_FALSE(Span::parse(bad)) << bad;
}

TEST(verdict, the_table_is_ordered_and_every_code_reads_back) {
  std::set<std::string_view> codes;
  int last = 0;
  for (const ReasonRow& row : reason_table()) {
    EXPECT_GT(static_cast<int>(row.reason), last) << row.code;
    last = static_cast<int>(row.reason);
    EXPECT_EQ(*parse_reason(row.code), row.reason);
    EXPECT_TRUE(row.scope == Scope::kWholeRequest || row.code.size() <= 16u) << "an answer record gives a line's code 16 bytes";
    codes.insert(row.code);
  }
  EXPECT_EQ(codes.size(), reason_table().size());
  EXPECT_EQ(codes.size(), 73u);
}

TEST(ids, only_their_own_forms_are_read) {
  EXPECT_TRUE(AgreementId::parse("address-orders"));
  for (std::string_view bad : {"ab", "Address", "address_orders", ""}) EXPECT_FALSE(AgreementId::parse(bad)) << bad;
  EXPECT_TRUE(RequestId::parse("01KABCDEFGHJKMNPQRSTVWXYZ0"));
  for (std::string_view bad : {"01KABCDEFGHJKMNPQRSTVWXYZ", "01KABCDEFGHJKMNPQRSTVWXYZI", "81KABCDEFGHJKMNPQRSTVWXYZ0"})
    EXPECT_FALSE(RequestId::parse(bad)) << bad;
}

TEST(file, a_file_over_its_limit_is_not_read) {
  const Path path = std::filesystem::temp_directory_path() / "countersign_base_test_file";
  ASSERT_TRUE(write_file_durable(path, as_bytes("12345")));
  EXPECT_EQ(*read_file(path, 5), "12345");
  EXPECT_EQ(read_file(path, 4).fault().kind, FaultKind::kLimit);
  std::filesystem::remove(path);
  EXPECT_EQ(read_file(path, 5).fault().kind, FaultKind::kNotFound);
  EXPECT_FALSE(read_file(std::filesystem::temp_directory_path(), 5));
}

}  // namespace
}  // namespace cs
