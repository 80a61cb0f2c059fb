// The structure's checks, which look at many elements before they decide, against a plain walk over each record: what either says of a
// generation one bit of which was flipped.
#include <gtest/gtest.h>

#include <functional>

#include "base/crc32c.h"
#include "register/build.h"
#include "register/fast_crc32c.h"
#include "register/generation.h"
#include "register/generations.h"
#include "register/publishing.h"
#include "register/test_world.h"
#include "register/view.h"

namespace cs::registry {
namespace {

using test::build_rows;
using test::crowded_rows;
using test::register_of;
using test::TemporaryDirectory;
using test::tolerant;

// A generation in memory that a test may change after it was opened.
struct Held {
  TemporaryDirectory home;
  std::array<std::vector<std::uint64_t>, kFileCount> words;  // aligned as a mapping is
  std::array<ByteView, kFileCount> files;
  std::optional<Snapshot> snapshot;

  explicit Held(const std::vector<std::string>& rows) {
    const auto built = build_rows(home.path(), rows, tolerant());
    CS_CHECK(built.ok() && built->end == BuildEnd::kPublished, "a test's register can be built");
    const Path place = register_of(home.path()) / generation_name(built->digest);
    for (std::size_t i = 0; i < kFileCount; ++i) {
      const std::string bytes = *read_file(place / file_shape(file_at(i)).name, 1 << 24);
      words[i].resize(bytes.size() / 8 + 8);
      std::memcpy(words[i].data(), bytes.data(), bytes.size());
      files[i] = {reinterpret_cast<const std::uint8_t*>(words[i].data()), bytes.size()};
    }
    auto opened = Snapshot::over(*read_file(place / "manifest", kManifestBytesLimit), files);
    CS_CHECK(opened.ok(), "a register that was just built opens");
    snapshot = *std::move(opened);
  }
  const GenerationView& view() const { return snapshot->view(); }
  std::size_t body_bytes(File file) const { return view().bodies[static_cast<std::size_t>(file)].size(); }
  void flip(File file, std::size_t byte, int bit) {
    reinterpret_cast<std::uint8_t*>(words[static_cast<std::size_t>(file)].data())[64 + byte] ^= static_cast<std::uint8_t>(1 << bit);
  }
};

bool plain_extras(const GenerationView& view) {
  const std::uint32_t end = view.group_dir.back().first_extra, names = view.dictionary(Dictionary::kName).size();
  std::uint32_t at = 0;
  for (std::size_t i = 0; i + 1 < view.group_dir.size(); ++i) {
    if (view.group_dir[i].first_extra != at) return false;
    for (std::uint32_t left = set_bits(view.group_dir[i].extra); left > 0; --left)
      for (std::size_t count = 1;; ++count) {
        if (at >= end || count > kExtrasMax) return false;
        const ExtraWord extra = view.extra(at++);
        if (extra.id == 0 || extra.id > names) return false;
        if (extra.last) break;
      }
  }
  return at == end;
}

bool plain_name(const GenerationView& view, std::uint16_t id, bool wide, std::uint32_t& at) {
  const std::uint32_t names = view.dictionary(Dictionary::kName).size();
  if ((id == kIsWide) != wide || id > names) return false;
  if (!wide) return true;
  const std::uint64_t whole = view.wide_id[at++];
  return whole >= kIsWide && whole <= names;
}

bool plain_record(const GenerationView& view, std::uint32_t record, std::uint32_t& own, std::uint32_t& wide, std::uint32_t& initial) {
  const Group& group = view.group_dir[record / kGroupRecords];
  const bool first = record % kGroupRecords == 0;
  if (has_bit(group.surname, record)) {
    if (!plain_name(view, view.surname_id[own++], has_bit(group.wide_surname, record), wide)) return false;
    if (!first && view.surname(record) == view.surname(record - 1)) return false;
  }
  if (!plain_name(view, view.given_id[record], has_bit(group.wide_given, record), wide)) return false;
  if (has_bit(group.initial, record)) {
    const std::uint64_t letter = view.initial_col[initial++];
    if (letter == 0 || letter > 26) return false;
  }
  if (has_bit(group.from, record) && !first && view.from(record) == view.from(record - 1)) return false;
  return !has_bit(group.closed, record) || view.from(record) <= view.to(record);
}

bool plain_days(const GenerationView& view) {
  const Manifest& manifest = view.manifest;
  const std::uint64_t days = manifest.first_day ? static_cast<std::uint64_t>(std::int64_t{manifest.last_day->days} - manifest.first_day->days + 1) : 0;
  for (std::uint32_t i = 0; i < view.group_dir.back().first_from; ++i)
    if (view.day_from[i] > days) return false;
  for (std::uint32_t i = 0; i < view.group_dir.back().first_closed; ++i)
    if (view.day_to[i] == 0 || view.day_to[i] > days) return false;
  return true;
}

// As long as the groups say, and zeros behind the last number.
bool plain_ends(const GenerationView& view) {
  const Group& end = view.group_dir.back();
  return view.wide_id.holds(end.first_wide) && view.initial_col.holds(end.first_initial) && view.extra_word.holds(end.first_extra) &&
         view.day_from.holds(end.first_from) && view.day_to.holds(end.first_closed) && view.key_col.holds(view.records());
}

bool plain_people(const GenerationView& view) {
  if (!plain_ends(view) || !plain_extras(view) || !plain_days(view)) return false;
  std::uint32_t own = 0, wide = 0, initial = 0;
  const KeyPattern& pattern = view.manifest.keys_as;
  for (std::uint32_t record = 0; record < view.records(); ++record) {
    if (!plain_record(view, record, own, wide, initial)) return false;
    const std::uint64_t number = view.key_col[record];
    if (number >= pattern.numbers() || pattern.number(pattern.text(number)) != number) return false;
  }
  return true;
}

// Each tile has a posting of the place of each of its records, and there are no others.
bool plain_places(const GenerationView& view) {
  std::vector<std::vector<std::uint32_t>> tiles(view.place_base.size() - 1);
  for (std::uint32_t tile = 0; tile + 1 < view.tile_dir.size(); ++tile)
    for (std::uint32_t record = view.tile_dir[tile].first_record; record < view.tile_dir[tile + 1].first_record; ++record) {
      auto& here = tiles[view.place(record)];
      if (view.place(record) != 0 && (here.empty() || here.back() != tile)) here.push_back(tile);
    }
  std::vector<std::uint32_t> all;
  for (const auto& each : tiles) all.insert(all.end(), each.begin(), each.end());
  return std::equal(all.begin(), all.end(), view.place_post.begin(), view.place_post.end());
}

bool plain_addresses(const GenerationView& view) {
  for (std::uint32_t block = 0; block + 1 < view.block_dir.size(); ++block)
    for (std::uint32_t i = view.block_dir[block].first_address; i < view.block_dir[block + 1].first_address; ++i) {
      const AddressEntry here = view.address(i);
      if (here.unit > view.dictionary(Dictionary::kPart).size()) return false;
      if (i == view.block_dir[block].first_address) continue;
      const AddressEntry before = view.address(i - 1);
      if (std::pair(before.house, before.unit) >= std::pair(here.house, here.unit)) return false;
    }
  return true;
}

bool plain_finds(const GenerationView& view) {
  for (const DictionaryView& dictionary : view.dictionaries)
    for (std::uint32_t id = 1; id <= dictionary.ids; ++id)
      if (dictionary.find(dictionary.text(id)) != id) return false;
  return true;
}

bool plain(const GenerationView& view) {
  return plain_people(view) && plain_places(view) && plain_addresses(view) && plain_finds(view);
}

// Flips one bit of each `step`-th byte. `whole`: nothing else is looked up through this file, so that the plain walk may go over a bad one
// too, and must say the same.
void flip_all(Held& held, File file, std::size_t step, bool whole, const std::function<bool(const GenerationView&)>& twin, int& good, int& bad) {
  for (std::size_t byte = 0; byte < held.body_bytes(file); byte += step) {
    const int bit = static_cast<int>((byte * 7 + byte / 8) % 8);
    held.flip(file, byte, bit);
    const bool found = check_structure(held.view()).ok();
    (found ? good : bad) += 1;
    if (whole || found) {
      EXPECT_EQ(twin(held.view()), found) << file_shape(file).name << " byte " << byte << " bit " << bit;
    }
    held.flip(file, byte, bit);
  }
}

TEST(structure_twin, says_of_every_column_of_people_what_a_plain_walk_says) {
  Held held(crowded_rows(5, 400));
  ASSERT_TRUE(plain(held.view()));
  int good = 0, bad = 0;
  for (const File file : {File::kSurnameId, File::kGivenId, File::kInitialCol, File::kExtraWord, File::kDayFrom, File::kDayTo, File::kKeyCol})
    flip_all(held, file, 1, true, plain_people, good, bad);
  EXPECT_GT(good, 500) << "another name, day or key of the same people is no damage to the structure";
  EXPECT_GT(bad, 500);
}

TEST(structure_twin, lets_through_no_other_column_that_a_plain_walk_refuses) {
  Held held(crowded_rows(6, 300));
  int good = 0, bad = 0;
  for (const File file : {File::kGroupDir, File::kRareWord, File::kPlacePost, File::kPlaceBase, File::kAddrWord, File::kNameHash, File::kStreetHash,
                          File::kPartHash, File::kTileDir, File::kBlockDir})
    flip_all(held, file, 1, false, plain, good, bad);
  EXPECT_GT(good, 100);
  EXPECT_GT(bad, 1000);
}

TEST(structure_twin, says_of_ids_beyond_sixteen_bits_what_a_plain_walk_says) {
  std::vector<std::string> rows;
  const auto letters = [](std::uint32_t number) {
    std::string out = "Q";
    for (int i = 0; i < 4; ++i, number /= 20) out += static_cast<char>('A' + number % 20);
    return out;
  };
  for (std::uint32_t i = 0; i < 66'000; ++i)
    rows.push_back("k" + std::to_string(100'000 + i) + "," + letters(65'999 - i) + ",,"  + letters(i) + ",,12,OAK ST,,,SALEM,OH," + std::to_string(44'000 + i / 1000) + ",,,");
  Held held(rows);
  int good = 0, bad = 0;
  const File columns[] = {File::kWideId, File::kSurnameId, File::kGivenId};
  ASSERT_GT(held.body_bytes(File::kWideId), 200U);
  for (const File file : columns) flip_all(held, file, held.body_bytes(file) / 12 + 1, true, plain_people, good, bad);
  EXPECT_GT(good, 0);
  EXPECT_GT(bad, 0);
}

TEST(fast_crc32c, says_what_the_plain_one_says) {
  Bytes bytes(5 * 256 + 13);
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i * i * 31 + i / 7);
  for (std::size_t size = 0; size < bytes.size(); size += size < 70 ? 1 : 61) {
    const ByteView view = ByteView(bytes).first(size);
    EXPECT_EQ(fast_crc32c(view), crc32c(view)) << size;
    EXPECT_EQ(fast_crc32c(view.subspan(size / 3), fast_crc32c(view.first(size / 3))), crc32c(view)) << size;
    std::vector<std::uint32_t> sums((size + 255) / 256);
    crc32c_pages(view, 256, sums);
    for (std::size_t page = 0; page < sums.size(); ++page)
      EXPECT_EQ(sums[page], crc32c(view.subspan(page * 256, std::min<std::size_t>(256, size - page * 256)))) << size << " page " << page;
  }
}

}  // namespace
}  // namespace cs::registry
