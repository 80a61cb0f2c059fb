// Disclosure maps: who is in is shown by one leaf, who is not by two neighbors, and nothing else is believed.
#include "ledger/map.h"

#include "ledger/ledger_test_home.h"

namespace cs::ledger {
namespace {

constexpr std::uint32_t kQuarter = 2026 * 4 + 2;

MapLeaf leaf(std::uint8_t byte) { return {filled(byte), filled(static_cast<std::uint8_t>(byte + 1))}; }

// A ledger whose newest entry is the map of these subjects.
struct Mapped {
  TemporaryDirectory home;
  DisclosureMap map;
  std::string receipt;
  explicit Mapped(std::vector<MapLeaf> leaves) : map(DisclosureMap::of(std::move(leaves)).value()) {
    auto ledger = example_ledger(home.path());
    const EntryIndex index = ledger->next();
    EXPECT_TRUE(ledger->commit({ledger->last_time(), {map.entry(kQuarter)}, {}, std::nullopt, {}}));
    receipt = *make_receipt(*ledger, index);
  }
  Result<MapProof> read(const Digest& key) const {
    CS_TRY(text, map.prove(key, receipt));
    return read_map_proof(text, test_signer().verifier());
  }
};

TEST(map, the_page_shows_the_proof_of_an_absent_key) {
  const Mapped mapped({leaf(0x30), leaf(0x10)});
  const std::string page = *read_file(CS_SOURCE_DIR "/docs/formats/map.md", 1 << 20);
  const std::size_t begin = page.find("```\ncountersign/map-proof") + 4;
  EXPECT_EQ(page.substr(begin, page.find("```", begin) - begin), *mapped.map.prove(filled(0x20), mapped.receipt));
}

TEST(map, every_subject_is_present_and_every_other_key_is_absent) {
  for (const int subjects : {0, 1, 2, 3, 7, 8}) {
    std::vector<MapLeaf> leaves;
    for (int i = 0; i < subjects; ++i) leaves.push_back(leaf(static_cast<std::uint8_t>(0x20 + 0x10 * ((i * 5) % subjects))));
    const Mapped mapped(leaves);
    EXPECT_EQ(mapped.map.entry(kQuarter).leaves, static_cast<std::uint32_t>(subjects) + 2);
    for (std::uint8_t byte = 1; byte < 0xFE; byte = static_cast<std::uint8_t>(byte + 1)) {
      const auto read = mapped.read(filled(byte));
      ASSERT_TRUE(read) << read.fault().text;
      const bool is_in = std::find(leaves.begin(), leaves.end(), leaf(byte)) != leaves.end();
      ASSERT_EQ(read->present, is_in) << int{byte};
      EXPECT_EQ(read->commitment.has_value(), is_in);
      EXPECT_EQ(read->quarter, kQuarter);
    }
  }
}

TEST(map, keys_close_to_the_sentinels_are_shown_too) {
  const Mapped mapped({leaf(0x30)});
  Digest low{}, high = filled(0xFF);
  low[31] = 1;
  high[31] = 0xFE;
  EXPECT_FALSE(mapped.read(low)->present);
  EXPECT_FALSE(mapped.read(high)->present);
  EXPECT_FALSE(mapped.read(Digest{}));
  EXPECT_FALSE(mapped.read(filled(0xFF)));
}

TEST(map, a_subject_twice_or_with_a_sentinels_key_makes_no_map) {
  EXPECT_FALSE(DisclosureMap::of({leaf(1), leaf(1)}));
  EXPECT_FALSE(DisclosureMap::of({leaf(1), {filled(1), filled(9)}}));
  EXPECT_FALSE(DisclosureMap::of({{Digest{}, filled(9)}}));
  EXPECT_FALSE(DisclosureMap::of({{filled(0xFF), filled(9)}}));
}

TEST(map, who_is_in_cannot_be_shown_to_be_absent) {
  const Mapped mapped({leaf(0x10), leaf(0x20), leaf(0x30)});
  // The neighbors of 0x20 are leaves 1 and 3: not adjacent.
  const Mapped without({leaf(0x10), leaf(0x30)});
  const std::string forged = *without.map.prove(filled(0x20), mapped.receipt);
  EXPECT_EQ(read_map_proof(forged, test_signer().verifier()).fault().kind, FaultKind::kUntrusted);
  std::string skipped = *mapped.map.prove(filled(0x18), mapped.receipt);  // leaves 1 and 2, for another key
  const std::size_t at = skipped.find("key ") + 4;
  skipped.replace(at, 44, to_base64(filled(0x20)));
  EXPECT_EQ(read_map_proof(skipped, test_signer().verifier()).fault().kind, FaultKind::kUntrusted);
}

TEST(map, two_leaves_that_are_not_neighbors_show_nothing) {
  const Mapped mapped({leaf(0x10), leaf(0x20), leaf(0x30)});
  const std::string first = *mapped.map.prove(filled(0x10), mapped.receipt), third = *mapped.map.prove(filled(0x30), mapped.receipt);
  const auto section = [](const std::string& text) { return text.substr(text.find("leaf "), text.find("\n\n") + 1 - text.find("leaf ")); };
  const std::string forged = "countersign/map-proof@v1\nkey " + to_base64(filled(0x20)) + "\n" + section(first) + section(third) + "\n" + mapped.receipt;
  EXPECT_NE(read_map_proof(forged, test_signer().verifier()).fault().text.find("not neighbors"), std::string::npos);
}

TEST(map, any_changed_character_but_the_keys_own_spelling_is_refused) {
  const Mapped mapped({leaf(0x10), leaf(0x30)});
  const std::string whole = *mapped.map.prove(filled(0x20), mapped.receipt);
  for (std::size_t i = 0; i < whole.size(); ++i) {
    std::string changed = whole;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    const auto read = read_map_proof(changed, test_signer().verifier());
    // Another key that stands between the same two neighbors is as absent.
    EXPECT_TRUE(!read || (read->key != filled(0x20) && !read->present)) << i;
    EXPECT_FALSE(read_map_proof(whole.substr(0, i), test_signer().verifier())) << i;
  }
}

TEST(map, the_receipt_of_another_entry_is_not_enough) {
  const Mapped mapped({leaf(0x10)});
  const auto ledger = Ledger::open_to_read(mapped.home.path(), test_signer().verifier());
  const std::string other = *mapped.map.prove(filled(0x10), *make_receipt(*ledger, {0}));
  EXPECT_EQ(read_map_proof(other, test_signer().verifier()).fault().kind, FaultKind::kUntrusted);
}

}  // namespace
}  // namespace cs::ledger
