// The accounting that a subject is handed: what the holder cannot leave out, add, exchange or date otherwise.
#include "ledger/accounting.h"

#include <tuple>

#include "codec/json.h"
#include "ledger/ledger_test_home.h"

namespace cs::ledger {
namespace {

constexpr std::uint32_t kFirst = 2026 * 4 + 2;  // of the founding
constexpr const char* kRecords = R"([{"at":"2026-11-03T09:00:00Z","answer":"verified"}])";
const Digest kKey = filled(0x20), kR = filled(0x77);

Instant quarter_end(std::uint32_t quarter) { return Date::civil(static_cast<int>((quarter + 1) / 4), static_cast<int>((quarter + 1) % 4) * 3 + 1, 1).midnight(); }

// Three quarters; the subject stands in the second one's map.
struct Handed {
  TemporaryDirectory home;
  std::vector<std::string> proofs;  // of the key, by quarter
  std::string founding;
  Handed() {
    auto ledger = example_ledger(home.path());
    founding = *make_receipt(*ledger, {0});
    for (std::uint32_t i = 0; i < 3; ++i) {
      std::vector<MapLeaf> leaves{{filled(0x10), filled(1)}, {filled(0x30), filled(2)}};
      if (i == 1) leaves.push_back({kKey, crypto::commit("map", kR, as_bytes(kRecords))});
      const auto map = DisclosureMap::of(leaves);
      const EntryIndex index = ledger->next();
      EXPECT_TRUE(ledger->commit({quarter_end(kFirst + i), {map->entry(kFirst + i)}, {}, std::nullopt, {}}));
      proofs.push_back(*map->prove(kKey, *make_receipt(*ledger, index)));
    }
  }
  AccountingText text() const { return {test_signer().verifier().name(), founding}; }
  std::string honest() const {
    AccountingText out = text();
    out.add_absent(kFirst, proofs[0]);
    out.add_present(kFirst + 1, proofs[1], kR, kRecords);
    out.add_absent(kFirst + 2, proofs[2]);
    return out.finish(R"([{"at":"2027-04-02T00:00:00Z"}])");
  }
};

// The same ledger with three shreds behind its maps: of lines, and of outcomes of the second quarter and of the third.
struct ShreddedBehind {
  Handed handed;
  std::vector<std::string> maps, shreds;  // receipts, by quarter; in the order of their entries
  ShreddedBehind() {
    auto ledger = Ledger::open(handed.home.path(), test_signer());
    EXPECT_TRUE(ledger);
    const auto receipt = [&](std::uint64_t entry) { return *make_receipt(*ledger, {entry}); };
    const std::uint64_t first_map = ledger->size() - 3, first_shred = ledger->size();
    const auto shred = [&](OpeningClass opening_class, std::uint32_t quarter) { return ShredEntry{{0}, opening_class, quarter, {}}; };
    const Append shreds_of{quarter_end(kFirst + 40), {shred(OpeningClass::kInput, kFirst + 1), shred(OpeningClass::kOutcome, kFirst + 1), shred(OpeningClass::kOutcome, kFirst + 2)}, {}, std::nullopt, {}};
    EXPECT_TRUE(ledger->commit(shreds_of));
    for (std::uint64_t i = 0; i < 3; ++i) maps.push_back(receipt(first_map + i)), shreds.push_back(receipt(first_shred + i));
  }
  std::string text(const std::string& map, const std::vector<std::string>& by, const std::string& records) const {
    AccountingText out = handed.text();
    out.add_absent(kFirst, handed.proofs[0]);
    out.add_destroyed(kFirst + 1, map, by, records);
    out.add_absent(kFirst + 2, handed.proofs[2]);
    return out.finish("[]");
  }
};

Result<Accounting> read(const std::string& text) { return read_accounting(text, test_signer().verifier()); }

void expect_refused(const std::string& text, const std::string& why) {
  const auto given = read(text);
  ASSERT_FALSE(given) << why;
  EXPECT_NE(given.fault().text.find(why), std::string::npos) << given.fault().text;
}

TEST(accounting, L11_every_quarter_since_the_founding_is_shown_with_what_was_disclosed_in_it) {
  const Handed handed;
  const auto given = read(handed.honest());
  ASSERT_TRUE(given) << given.fault().text;
  ASSERT_EQ(given->quarters.size(), 3u);
  EXPECT_EQ(given->quarters[0].records, 0u);
  EXPECT_EQ(given->quarters[1].records, 1u);
  EXPECT_EQ(given->quarters[1].text, kRecords);
  EXPECT_EQ(given->open_records, 1u);
  EXPECT_EQ(given->founded, kExampleTime);
}

TEST(accounting, L11_a_quarter_that_is_left_out_or_stands_elsewhere_is_found) {
  const Handed handed;
  AccountingText without = handed.text(), late = handed.text(), exchanged = handed.text(), twice = handed.text();
  without.add_absent(kFirst, handed.proofs[0]);
  without.add_absent(kFirst + 2, handed.proofs[2]);
  expect_refused(without.finish("[]"), "2027q1 stands where 2026q4 should");
  late.add_present(kFirst + 1, handed.proofs[1], kR, kRecords);
  expect_refused(late.finish("[]"), "2026q4 stands where 2026q3 should");
  exchanged.add_absent(kFirst, handed.proofs[2]);
  expect_refused(exchanged.finish("[]"), "of another quarter's map");
  twice.add_absent(kFirst, handed.proofs[0]);
  twice.add_absent(kFirst, handed.proofs[0]);
  expect_refused(twice.finish("[]"), "stands where");
}

TEST(accounting, L11_what_is_cut_from_its_end_is_told_by_the_quarters_that_have_ended) {
  Handed handed;
  for (std::size_t kept = 0; kept <= 3; ++kept) {
    AccountingText out = handed.text();
    if (kept > 0) out.add_absent(kFirst, handed.proofs[0]);
    if (kept > 1) out.add_present(kFirst + 1, handed.proofs[1], kR, kRecords);
    if (kept > 2) out.add_absent(kFirst + 2, handed.proofs[2]);
    const auto cut = read(out.finish("[]"));
    ASSERT_TRUE(cut) << cut.fault().text;
    const Instant ends = quarter_end(kFirst + static_cast<std::uint32_t>(kept));  // of the first that is not there
    EXPECT_FALSE(first_unaccounted(*cut, ends - Span{1})) << kept;
    EXPECT_EQ(first_unaccounted(*cut, ends), kFirst + kept);
    EXPECT_EQ(first_unaccounted(*cut, ends + Span::days(400)), kFirst + kept) << "the first of them";
    EXPECT_EQ(proven_until(*cut), kept == 0 ? std::nullopt : std::optional(quarter_end(kFirst + static_cast<std::uint32_t>(kept) - 1)));
  }
}

TEST(accounting, L11_who_is_in_the_map_cannot_be_told_that_nothing_was_disclosed) {
  const Handed handed;
  AccountingText silent = handed.text(), empty = handed.text(), other = handed.text(), salted = handed.text(), added = handed.text();
  for (AccountingText* text : {&silent, &empty, &other, &salted}) text->add_absent(kFirst, handed.proofs[0]);
  silent.add_absent(kFirst + 1, handed.proofs[1]);
  EXPECT_FALSE(read(silent.finish("[]")));
  empty.add_present(kFirst + 1, handed.proofs[1], kR, std::string(kNoRecords));
  expect_refused(empty.finish("[]"), "not those that the map holds");
  other.add_present(kFirst + 1, handed.proofs[1], kR, R"([{"at":"2026-11-03T09:00:00Z","answer":"not_verified"}])");
  expect_refused(other.finish("[]"), "not those that the map holds");
  salted.add_present(kFirst + 1, handed.proofs[1], filled(0x78), kRecords);
  expect_refused(salted.finish("[]"), "not those that the map holds");
  added.add_present(kFirst, handed.proofs[0], kR, kRecords);
  expect_refused(added.finish("[]"), "for somebody who is not in its map");
}

// A map that says so itself is no better: made before its quarter ended, it may miss what came after; and a record belongs to its own quarter.
TEST(accounting, L11_a_map_made_too_early_and_a_record_of_another_quarter_are_found) {
  const TemporaryDirectory home;
  auto ledger = example_ledger(home.path());
  const std::string founding = *make_receipt(*ledger, {0});
  const auto map = DisclosureMap::of({{kKey, crypto::commit("map", kR, as_bytes(kRecords))}});
  const EntryIndex early = ledger->next(), in_time{early.value + 1};
  ASSERT_TRUE(ledger->commit({Instant{quarter_end(kFirst).ms - 1}, {map->entry(kFirst)}, {}, std::nullopt, {}}));
  ASSERT_TRUE(ledger->commit({quarter_end(kFirst), {map->entry(kFirst)}, {}, std::nullopt, {}}));
  for (const EntryIndex index : {early, in_time}) {
    AccountingText text(test_signer().verifier().name(), founding);
    text.add_present(kFirst, *map->prove(kKey, *make_receipt(*ledger, index)), kR, kRecords);
    expect_refused(text.finish("[]"), index == early ? "before its quarter had ended" : "a record of another quarter");
  }
}

TEST(accounting, L11_it_begins_with_the_founding_of_the_ledger_that_signed_it) {
  const Handed handed;
  auto ledger = reopened(handed.home.path());
  AccountingText later(test_signer().verifier().name(), *make_receipt(*ledger, {1})), stranger("other.test.invalid/countersign/main", handed.founding);
  expect_refused(later.finish("[]"), "first entry");
  expect_refused(stranger.finish("[]"), "another ledger");
  AccountingText hidden = handed.text();  // what nothing proves to be all is not to be dated where a map should be
  hidden.add_absent(kFirst, handed.proofs[0]);
  expect_refused(hidden.finish(R"([{"at":"2026-09-01T00:00:00Z"}])"), "another quarter");
}

TEST(accounting, any_changed_character_is_refused_or_changes_nothing_that_is_shown) {
  const Handed handed;
  const std::string whole = handed.honest();
  const auto honest = read(whole);
  ASSERT_TRUE(honest);
  for (std::size_t i = 0; i < whole.size(); i += 3) {
    std::string changed = whole;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    const auto given = read(changed);
    if (!given) continue;
    for (std::size_t q = 0; q < 3; ++q) EXPECT_EQ(given->quarters.at(q).text, honest->quarters[q].text) << i;
    EXPECT_EQ(given->quarters.size(), 3u);
  }
}

TEST(accounting, the_page_shows_these_bytes) {
  const Handed handed;
  AccountingText text = handed.text();
  text.add_absent(kFirst, handed.proofs[0]);
  text.add_present(kFirst + 1, handed.proofs[1], kR, kRecords);
  const std::string page = *read_file(CS_SOURCE_DIR "/docs/formats/accounting.md", 1 << 20);
  const std::size_t begin = page.find("```json\n") + 8;
  EXPECT_EQ(page.substr(begin, page.find("```", begin) - begin), text.finish(std::string(kNoRecords)));
}

TEST(accounting, quarters_have_one_spelling) {
  EXPECT_EQ(quarter_text(*parse_quarter("2026q3")), "2026q3");
  for (const char* text : {"2026q0", "2026q5", "2026Q3", "26q3", "2026q33", "", "20a6q3"}) EXPECT_FALSE(parse_quarter(text)) << text;
}

TEST(accounting, L13_of_a_quarter_that_was_shredded_its_reader_learns_by_which_entry_and_nothing_is_proven) {
  const ShreddedBehind shredded;
  const auto given = read(shredded.text(shredded.maps[1], {shredded.shreds[1]}, kRecords));
  ASSERT_TRUE(given) << given.fault().text;
  ASSERT_EQ(given->quarters.size(), 3u);
  EXPECT_EQ(given->quarters[1].destroyed.size(), 1u);
  EXPECT_EQ(given->quarters[1].records, 1u);
  EXPECT_TRUE(given->quarters[0].destroyed.empty());
}

TEST(accounting, L13_nothing_but_a_shred_of_outcomes_behind_the_map_excuses_a_proof) {
  const ShreddedBehind shredded;
  const auto& [maps, shreds] = std::tie(shredded.maps, shredded.shreds);
  expect_refused(shredded.text(maps[1], {shreds[0]}, "[]"), "no shred of outcomes destroys");
  expect_refused(shredded.text(maps[1], {shreds[2]}, "[]"), "no shred of outcomes destroys");  // of a later quarter: its answers left later
  expect_refused(shredded.text(maps[1], {maps[2]}, "[]"), "no shred of outcomes destroys");
  expect_refused(shredded.text(maps[0], {shreds[1]}, "[]"), "the map of 2026q4 is another entry");
  expect_refused(shredded.text(maps[1], {}, "[]"), "destroyed is a list of receipts");
  expect_refused(shredded.text(maps[1], {shreds[1], shreds[1]}, "[]"), "stands twice");
  expect_refused(shredded.text(maps[1], {shreds[1]}, R"([{"at":"2026-09-30T23:59:59Z"}])"), "a record of another quarter");
  std::string forged = shreds[1];
  forged[forged.size() - 3] = forged[forged.size() - 3] == 'A' ? 'B' : 'A';  // in its signature
  EXPECT_FALSE(read(shredded.text(maps[1], {forged}, "[]")));
}

}  // namespace
}  // namespace cs::ledger
