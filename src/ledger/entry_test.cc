#include "ledger/entry.h"

#include <gtest/gtest.h>

#include "base/file.h"
#include "base/limits.h"
#include "codec/canonical.h"
#include "codec/json.h"
#include "ledger/entry_examples.h"

namespace cs::ledger {
namespace {

Bytes with(Bytes bytes, std::size_t at, std::uint8_t value) {
  bytes[at] = value;
  return bytes;
}

TEST(entry, every_kind_reads_back_what_it_wrote) {
  const auto examples = entry_examples();
  ASSERT_EQ(examples.size(), std::variant_size_v<Entry>);
  for (std::size_t i = 0; i < examples.size(); ++i) {
    ASSERT_EQ(kind_of(examples[i]), i + 1);
    ASSERT_TRUE(is_valid(examples[i], kExampleTime)) << kind_word(examples[i]);
    const Bytes bytes = encode(examples[i], kExampleTime);
    const auto read = decode(bytes);
    ASSERT_TRUE(read) << kind_word(examples[i]) << ": " << read.fault().text;
    EXPECT_EQ(*read, (TimedEntry{kExampleTime, examples[i]})) << kind_word(examples[i]);
    EXPECT_EQ(encode(read->entry, read->time), bytes);
  }
}

// docs/formats/entry.md: "| <number> | <word> | `<hex>` |" a kind.
TEST(entry, the_format_page_shows_every_kind_byte_for_byte) {
  const auto page = read_file(Path(CS_SOURCE_DIR) / "docs/formats/entry.md", 256 * 1024);
  ASSERT_TRUE(page) << page.fault().text;
  for (const Entry& entry : entry_examples()) {
    const std::string row = "| " + std::to_string(kind_of(entry)) + " | " + std::string(kind_word(entry)) + " | `" +
                            to_hex(encode(entry, kExampleTime)) + "` |";
    EXPECT_NE(page->find(row), std::string::npos) << "docs/formats/entry.md lacks: " << row;
  }
}

TEST(entry, a_truncated_or_longer_entry_is_malformed) {
  for (const Entry& entry : entry_examples()) {
    const Bytes bytes = encode(entry, kExampleTime);
    for (std::size_t size = 0; size < bytes.size(); ++size) EXPECT_FALSE(decode(ByteView(bytes).first(size)));
    Bytes longer = bytes;
    longer.push_back(0);
    const auto read = decode(longer);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.fault().kind, FaultKind::kMalformed);
  }
}

TEST(entry, no_two_byte_strings_read_as_the_same_entry) {
  for (const Entry& entry : entry_examples()) {
    const Bytes bytes = encode(entry, kExampleTime);
    for (std::size_t at = 0; at < bytes.size(); ++at) {
      for (const int flip : {0x01, 0x20, 0x80}) {
        const Bytes other = with(bytes, at, static_cast<std::uint8_t>(bytes[at] ^ flip));
        const auto read = decode(other);
        if (!read) continue;
        EXPECT_EQ(encode(read->entry, read->time), other) << kind_word(entry) << " byte " << at;
      }
    }
  }
}

TEST(entry, refuses_another_version_an_unknown_kind_and_a_float) {
  const Bytes bytes = encode(ClearEntry{{35}, filled(1)}, kExampleTime);
  ASSERT_EQ(to_hex(ByteView(bytes).first(6)), "a50001011825");  // map of 5, 0: 1, 1: 37
  EXPECT_FALSE(decode(with(bytes, 2, 0x02)));
  EXPECT_FALSE(decode(with(bytes, 5, 39)));  // kind 39
  EXPECT_FALSE(decode(with(bytes, 5, 255)));
  EXPECT_FALSE(decode(*from_hex("a3000101000200")));      // kind 0
  EXPECT_FALSE(decode(*from_hex("a30001012602f93c00")));  // a half float where a time must stand
  EXPECT_FALSE(decode(*from_hex("bf00010125ff")));        // indefinite length
}

TEST(entry, a_line_takes_at_most_138_bytes_of_its_record) {
  const LineEntry largest{{limits::kEntryIndexMax}, {UINT32_MAX}, filled(1), filled(2), filled(3)};
  EXPECT_LE(encode(largest, kInstantMax).size() + 2, 138u);
  EXPECT_EQ(encode(LineEntry{{70000}, {256}, filled(1), filled(2), filled(3)}, kExampleTime).size(), 130u);
}

TEST(entry, the_time_and_every_index_stop_at_their_largest_value) {
  const RecallEntry good{{limits::kEntryIndexMax}, filled(1), kInstantMax, filled(2)};
  EXPECT_TRUE(is_valid(good, kInstantMax));
  EXPECT_TRUE(decode(encode(good, kInstantMax)));
  EXPECT_FALSE(is_valid(RecallEntry{{limits::kEntryIndexMax + 1}, filled(1), kInstantMax, filled(2)}, kInstantMax));
  EXPECT_FALSE(is_valid(RecallEntry{{1}, filled(1), {kInstantMax.ms + 1}, filled(2)}, kInstantMax));
  EXPECT_FALSE(is_valid(good, {kInstantMax.ms + 1}));
  EXPECT_FALSE(is_valid(good, {-1}));
  EXPECT_FALSE(decode(encode(RecallEntry{{limits::kEntryIndexMax + 1}, filled(1), kInstantMax, filled(2)}, kInstantMax)));
  EXPECT_FALSE(decode(encode(RecallEntry{{1}, filled(1), {kInstantMax.ms + 1}, filled(2)}, kInstantMax)));
  EXPECT_FALSE(decode(encode(good, {kInstantMax.ms + 1})));
}

TEST(entry, ids_lists_and_words_outside_their_form_are_neither_written_nor_read) {
  const auto refused = [](const Entry& entry) { return !is_valid(entry, kExampleTime) && !decode(encode(entry, kExampleTime)); };
  EXPECT_TRUE(refused(RegisterEntry{{""}, 1, filled(1), kExampleTime}));
  EXPECT_TRUE(refused(RegisterEntry{{std::string(64, 'a')}, 1, filled(1), kExampleTime}));
  EXPECT_FALSE(refused(RegisterEntry{{std::string(63, 'a')}, 1, filled(1), kExampleTime}));
  EXPECT_TRUE(refused(RegisterEntry{{"Register"}, 1, filled(1), kExampleTime}));
  EXPECT_TRUE(refused(ResumeEntry{{5}, {}, {filled(1)}, {}}));  // one act where two must stand
  EXPECT_TRUE(refused(GenesisEntry{"o", {}, filled(1), WitnessMode::kNone}));
  EXPECT_TRUE(refused(ExpungeEntry{{}, OpeningClass::kInput, filled(1)}));
  EXPECT_TRUE(refused(AccessEntry{static_cast<AccessBy>(0), filled(1)}));
  EXPECT_TRUE(refused(AccessEntry{static_cast<AccessBy>(5), filled(1)}));
  EXPECT_TRUE(refused(
      DesignationEntry{{5}, {"a"}, DesignationAct::kEnded, filled(1), filled(1), {}, {}, filled(1), static_cast<DesignationEnd>(7), {}}));
}

TEST(entry, an_entry_of_4096_bytes_is_read_and_one_of_4097_is_not) {
  OrdersEntry orders{"", 1, filled(1), filled(2), kExampleTime, std::nullopt};
  const std::size_t rest = encode(orders, kExampleTime).size() + 2;  // a text of 256 bytes and more has a head of 3
  orders.origin = std::string(limits::kEntryBytesMax - rest, 'o');
  EXPECT_EQ(encode(orders, kExampleTime).size(), limits::kEntryBytesMax);
  EXPECT_TRUE(is_valid(orders, kExampleTime));
  EXPECT_TRUE(decode(encode(orders, kExampleTime)));
  orders.origin += 'o';
  EXPECT_FALSE(is_valid(orders, kExampleTime));
  EXPECT_FALSE(decode(encode(orders, kExampleTime)));
}

TEST(entry, the_view_names_index_time_kind_and_every_field) {
  const std::string text =
      codec::write_json(entry_view({14}, {{kExampleTime.ms + 7}, LineEntry{{12}, {1}, filled(0xAA), filled(0xBB), filled(0xCC)}}));
  EXPECT_EQ(text, R"({"index":14,"time":"2026-09-01T09:00:00.007Z","kind":"line","request":12,"line":1,"in":")" + to_hex(filled(0xAA)) +
                      R"(","answer":")" + to_hex(filled(0xBB)) + R"(","basis":")" + to_hex(filled(0xCC)) + R"("})");
  const std::string stop =
      codec::write_json(entry_view({7}, {kExampleTime, StopEntry{std::nullopt, StopBy::kGate, StopCause::kCanaryHit, filled(1), {}, {}}}));
  EXPECT_NE(stop.find(R"("agreement":null,"by":"gate","cause":"canary hit")"), std::string::npos) << stop;
}

TEST(entry, commitments_carry_the_tags_under_which_they_were_made) {
  std::vector<std::string> tags;
  for (const Entry& entry : entry_examples()) {
    for (const TaggedCommitment& held : commitments_of(entry)) tags.emplace_back(held.tag);
  }
  EXPECT_EQ(tags, (std::vector<std::string>{"ground", "restraint", "request", "admission", "in", "answer", "basis", "tally", "desk",
                                            "recall", "correction", "follow-up", "access", "hold", "incident", "canary", "officer",
                                            "countersign", "attempts"}));
}

TEST(entry, quarters_change_at_midnight_of_their_first_day) {
  const auto quarter = [](const char* text) { return quarter_of(*Instant::parse(text)); };
  EXPECT_EQ(quarter("2026-03-31T23:59:59Z"), 2026u * 4);
  EXPECT_EQ(quarter("2026-04-01T00:00:00Z"), 2026u * 4 + 1);
  EXPECT_EQ(quarter("2026-12-31T23:59:59Z"), 2026u * 4 + 3);
  EXPECT_EQ(quarter("2027-01-01T00:00:00Z"), 2027u * 4);
}

}  // namespace
}  // namespace cs::ledger
