// The structure of a generation, once over every element. After it no access is checked.
#include <algorithm>
#include <cstring>

#include "base/limits.h"
#include "register/form_text.h"
#include "register/view.h"

namespace cs::registry {
namespace {

Fault broken(File file, std::uint64_t element) {
  return untrusted(std::string(file_shape(file).name) + ": element " + std::to_string(element));
}
Fault broken_count(File file) { return untrusted(std::string(file_shape(file).name) + ": count"); }

constexpr std::size_t kJoinedTextMax = 4 * limits::kTokenBytesMax;

bool slot_holds(const DictionaryView& dictionary, std::size_t index, std::size_t& long_used) {
  const auto& bytes = dictionary.slot[index].bytes;
  if (bytes[15] != 255) {
    if (bytes[15] == 0 || bytes[15] > 15) return false;
    return std::all_of(bytes.begin() + bytes[15], bytes.begin() + 15, [](std::uint8_t byte) { return byte == 0; });
  }
  std::uint32_t offset = 0;
  std::memcpy(&offset, bytes.data() + 10, 4);
  const std::size_t length = bytes[14];
  if (length <= 15 || length > kJoinedTextMax || offset != long_used || length > dictionary.long_text.size() - long_used) return false;
  long_used += length;
  return std::equal(bytes.begin(), bytes.begin() + 10, dictionary.long_text.begin() + offset);
}

std::uint64_t count_of(const DictionaryView& dictionary, Dictionary which, std::size_t index) {
  if (which != Dictionary::kName) return dictionary.count[index];
  return std::uint64_t{dictionary.count[2 * index]} + dictionary.count[2 * index + 1];
}

Result<void> check_texts(const DictionaryView& dictionary, Dictionary which) {
  const DictionaryFiles files = dictionary_files(which);
  if (dictionary.slot.size() >= kIdLimit) return broken_count(files.slot);
  if (dictionary.count.size() != dictionary.slot.size() * (which == Dictionary::kName ? 2 : 1)) return broken_count(files.count);
  std::size_t long_used = 0;
  for (std::size_t i = 0; i < dictionary.slot.size(); ++i) {
    if (!slot_holds(dictionary, i, long_used)) return broken(files.slot, i);
    const std::uint64_t count = count_of(dictionary, which, i);
    if (count == 0) return broken(files.count, i);
    if (i == 0) continue;
    const std::uint64_t before = count_of(dictionary, which, i - 1);
    const auto id = static_cast<std::uint32_t>(i + 1);
    if (count > before || (count == before && dictionary.text(id - 1) >= dictionary.text(id))) return broken(files.count, i);
  }
  return long_used == dictionary.long_text.size() ? Result<void>() : Result<void>(broken_count(files.long_text));
}

// Each id stands in the table once, where its text's probing finds it.
Result<void> check_hash(const DictionaryView& dictionary, Dictionary which) {
  const File file = dictionary_files(which).hash;
  const std::size_t places = dictionary.hash.size();
  if (!std::has_single_bit(places) || places < 2 || places * 7 < dictionary.slot.size() * 10) return broken_count(file);
  std::size_t filled = 0;
  for (std::size_t i = 0; i < places; ++i) {
    if (dictionary.hash[i] > dictionary.slot.size()) return broken(file, i);
    if (dictionary.hash[i] != 0) ++filled;
  }
  if (filled != dictionary.slot.size()) return broken_count(file);
  for (std::uint32_t id = 1; id <= dictionary.size(); ++id)
    if (dictionary.find(dictionary.text(id)) != id) return broken(file, id);
  return {};
}

Result<void> check_joined_texts(const GenerationView& view) {
  const DictionaryView& forms = view.dictionary(Dictionary::kForm);
  for (std::uint32_t id = 1; id <= forms.size(); ++id)
    if (!form_parts(forms.text(id))) return broken(File::kFormSlot, id - 1);
  const DictionaryView& places = view.dictionary(Dictionary::kPlace);
  for (std::uint32_t id = 1; id <= places.size(); ++id)
    if (!place_parts(places.text(id))) return broken(File::kPlaceSlot, id - 1);
  return {};
}

Result<void> check_counts(const GenerationView& view) {
  const Manifest& manifest = view.manifest;
  const std::size_t records = view.record_word.size();
  for (const auto& [empty, file] : {std::pair(view.tile_dir.empty(), File::kTileDir), std::pair(view.block_dir.empty(), File::kBlockDir),
                                    std::pair(view.addr_row.empty(), File::kAddrRow)})
    if (empty) return broken_count(file);  // the sentinel at least
  if (records >= kCountLimit || records != manifest.records) return broken_count(File::kRecordWord);
  if (view.record_place.size() != records) return broken_count(File::kRecordPlace);
  if (view.key_col.size() != records) return broken_count(File::kKeyCol);
  if (view.period_col.size() != records) return broken_count(File::kPeriodCol);
  if (view.extra_base.size() != (records + 63) / 64 + 1) return broken_count(File::kExtraBase);
  if (view.tile_dir.size() != manifest.tiles + 1 || view.tile_dir.size() > kTileLimit) return broken_count(File::kTileDir);
  if (view.block_dir.size() != manifest.blocks + 1) return broken_count(File::kBlockDir);
  if (view.addr_row.size() != manifest.addresses + 1) return broken_count(File::kAddrRow);
  const RowCounts& rows = manifest.rows;
  const bool parts_fit = rows.stored <= rows.read && rows.merged <= rows.read && rows.rejected <= rows.read;
  if (!parts_fit || rows.read != rows.stored + rows.merged + rows.rejected)
    return untrusted("manifest: G3 rows read are not those stored, merged and rejected");
  return {};
}

Result<void> check_tiles(const GenerationView& view) {
  const std::uint32_t places = view.dictionary(Dictionary::kPlace).size();
  const auto& tiles = view.tile_dir;
  const TileEntry& end = tiles.back();
  if (tiles[0].first_block != 0 || tiles[0].first_address != 0 || tiles[0].first_record != 0) return broken(File::kTileDir, 0);
  if (end.tile_key != kTileEnd || end.first_block != view.block_dir.size() - 1 || end.first_address != view.addr_row.size() - 1 ||
      end.first_record != view.record_word.size())
    return broken(File::kTileDir, tiles.size() - 1);
  for (std::size_t i = 0; i + 1 < tiles.size(); ++i) {
    const TileEntry &tile = tiles[i], &next = tiles[i + 1];
    if (tile.tile_key == kTileWithoutZip || tile.tile_key > kTileWithoutZip + places) return broken(File::kTileDir, i);
    if (tile.tile_key >= next.tile_key || tile.first_block >= next.first_block) return broken(File::kTileDir, i);
    if (next.first_block >= view.block_dir.size()) return broken(File::kTileDir, i);
    const BlockEntry& block = view.block_dir[tile.first_block];
    if (block.first_address != tile.first_address || block.first_record != tile.first_record) return broken(File::kTileDir, i);
  }
  return {};
}

Result<void> check_blocks(const GenerationView& view) {
  const std::uint32_t streets = view.dictionary(Dictionary::kStreet).size(), forms = view.dictionary(Dictionary::kForm).size();
  const auto& blocks = view.block_dir;
  const BlockEntry& end = blocks.back();
  const std::size_t last = blocks.size() - 1;
  if (end.street != 0 || end.form != 0 || end.first_address != view.addr_row.size() - 1 || end.first_record != view.record_word.size())
    return broken(File::kBlockDir, last);
  for (std::size_t tile = 0; tile + 1 < view.tile_dir.size(); ++tile) {
    for (std::uint32_t i = view.tile_dir[tile].first_block; i < view.tile_dir[tile + 1].first_block; ++i) {
      const BlockEntry &block = blocks[i], &next = blocks[i + 1];
      if (block.street >> 24 > 4 || (block.street & kIdLimit) > streets || block.form > forms) return broken(File::kBlockDir, i);
      if (block.first_address >= next.first_address || next.first_address >= view.addr_row.size()) return broken(File::kBlockDir, i);
      if (view.addr_row[block.first_address].first_record != block.first_record) return broken(File::kBlockDir, i);
      const bool last_of_tile = i + 1 == view.tile_dir[tile + 1].first_block;
      if (!last_of_tile && std::pair(block.street, block.form) >= std::pair(next.street, next.form)) return broken(File::kBlockDir, i);
    }
  }
  return {};
}

Result<void> check_addresses(const GenerationView& view) {
  const std::uint32_t parts = view.dictionary(Dictionary::kPart).size();
  const auto& rows = view.addr_row;
  const AddressEntry& end = rows.back();
  if (end.house != 0 || end.unit != 0 || end.first_record != view.record_word.size()) return broken(File::kAddrRow, rows.size() - 1);
  for (std::size_t block = 0; block + 1 < view.block_dir.size(); ++block) {
    for (std::uint32_t i = view.block_dir[block].first_address; i < view.block_dir[block + 1].first_address; ++i) {
      const AddressEntry &row = rows[i], &next = rows[i + 1];
      const std::uint32_t house_part = (row.house & kHouseIsText) != 0 ? row.house & ~kHouseIsText : 0;
      if (row.unit > parts || house_part > parts || row.house == kHouseIsText) return broken(File::kAddrRow, i);
      if (row.first_record >= next.first_record || next.first_record > view.record_word.size()) return broken(File::kAddrRow, i);
      const bool last_of_block = i + 1 == view.block_dir[block + 1].first_address;
      if (!last_of_block && std::pair(row.house, row.unit) >= std::pair(next.house, next.unit)) return broken(File::kAddrRow, i);
    }
  }
  return {};
}

// key.text walked from its start; true where a key begins.
Result<std::vector<bool>> key_starts(const GenerationView& view) {
  std::vector<bool> starts(view.key_text.size(), false);
  std::uint64_t keys = 0;
  std::string_view before;
  for (std::size_t cell = 0; cell < view.key_text.size(); ++keys) {
    const std::size_t length = view.key_text[cell].bytes[0];
    const std::size_t cells = key_cells(length);
    if (length == 0 || length > kKeyBytesMax || cell + cells > view.key_text.size()) return broken(File::kKeyText, cell);
    const std::string_view key = view.key_at(static_cast<std::uint32_t>(cell));
    if (std::any_of(key.begin(), key.end(), [](char c) { return c <= ' ' || c > '~'; })) return broken(File::kKeyText, cell);
    for (std::size_t at = 1 + length; at < cells * sizeof(KeyCell); ++at)
      if (view.key_text[cell + at / sizeof(KeyCell)].bytes[at % sizeof(KeyCell)] != 0) return broken(File::kKeyText, cell);
    if (keys != 0 && key <= before) return broken(File::kKeyText, cell);
    starts[cell] = true;
    before = key;
    cell += cells;
  }
  if (keys != view.manifest.keys) return broken_count(File::kKeyText);
  return starts;
}

Result<void> check_periods(const GenerationView& view) {
  for (std::size_t i = 0; i < view.period_pair.size(); ++i) {
    const PeriodPair& pair = view.period_pair[i];
    if (pair.from > pair.to || (pair.from == INT32_MIN && pair.to == INT32_MAX)) return broken(File::kPeriodPair, i);
    if (i != 0 && view.period_pair[i - 1] >= pair) return broken(File::kPeriodPair, i);
  }
  return {};
}

Result<void> check_records(const GenerationView& view) {
  CS_TRY(starts, key_starts(view));
  CS_TRY_VOID(check_periods(view));
  const std::uint32_t names = view.dictionary(Dictionary::kName).size(), places = view.dictionary(Dictionary::kPlace).size();
  for (std::size_t i = 0; i < view.record_word.size(); ++i) {
    const auto word = RecordWord::unpack(view.record_word[i]);
    if (!word || word->surname > names || word->given > names) return broken(File::kRecordWord, i);
    if (view.record_place[i] > places) return broken(File::kRecordPlace, i);
    if (view.key_col[i] >= starts.size() || !starts[view.key_col[i]]) return broken(File::kKeyCol, i);
    if (view.period_col[i] > view.period_pair.size()) return broken(File::kPeriodCol, i);
  }
  return {};
}

// The words of one record with extras; `at` moves behind them.
bool extras_hold(const GenerationView& view, std::size_t& at) {
  const std::uint32_t names = view.dictionary(Dictionary::kName).size();
  for (std::size_t count = 1; at < view.extra_word.size() && count <= kExtrasMax; ++count) {
    const std::uint32_t word = view.extra_word[at++];
    const std::uint32_t role = word >> 24 & 15, id = word & kIdLimit;
    if (id == 0 || id > names || role < 1 || role > 2 || (word & 0x70000000U) != 0) return false;
    if ((word & kExtraLast) != 0) return true;
  }
  return false;
}

Result<void> check_extras(const GenerationView& view) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < view.record_word.size(); ++i) {
    if (i % 64 == 0 && view.extra_base[i / 64] != at) return broken(File::kExtraBase, i / 64);
    if ((view.record_word[i] >> 59 & 1) != 0 && !extras_hold(view, at)) return broken(File::kExtraWord, at);
  }
  if (view.extra_base.back() != at) return broken(File::kExtraBase, view.extra_base.size() - 1);
  return at == view.extra_word.size() ? Result<void>() : Result<void>(broken_count(File::kExtraWord));
}

// Walks along a list of postings as the tiles are walked: what the tiles hold and what is posted must be the same.
class PostingWalk {
 public:
  PostingWalk(std::span<const std::uint32_t> base, std::span<const std::uint32_t> post) : base_(base), post_(post) {}

  bool begin(std::uint32_t ids) {
    if (base_.size() != std::size_t{ids} + 2 || base_[0] != 0 || base_[1] != 0 || base_.back() != post_.size()) return false;
    for (std::size_t i = 1; i < base_.size(); ++i)
      if (base_[i - 1] > base_[i]) return false;
    next_.assign(base_.begin(), base_.end() - 1);
    return true;
  }
  bool meet(std::uint32_t id, std::uint32_t tile) {
    if (id == 0) return true;
    std::uint32_t& next = next_[id];
    if (next > base_[id] && post_[next - 1] == tile) return true;
    if (next == base_[id + 1] || post_[next] != tile) return false;
    ++next;
    return true;
  }
  bool end() const {
    for (std::size_t id = 0; id < next_.size(); ++id)
      if (next_[id] != base_[id + 1]) return false;
    return true;
  }

 private:
  std::span<const std::uint32_t> base_, post_;
  std::vector<std::uint32_t> next_;
};

Result<void> check_postings(const GenerationView& view) {
  PostingWalk streets(view.street_base, view.street_post), places(view.place_base, view.place_post);
  if (!streets.begin(view.dictionary(Dictionary::kStreet).size())) return broken_count(File::kStreetBase);
  if (!places.begin(view.dictionary(Dictionary::kPlace).size())) return broken_count(File::kPlaceBase);
  for (std::uint32_t tile = 0; tile + 1 < view.tile_dir.size(); ++tile) {
    const TileEntry &entry = view.tile_dir[tile], &next = view.tile_dir[tile + 1];
    for (std::uint32_t block = entry.first_block; block < next.first_block; ++block)
      if (!streets.meet(view.block_dir[block].street & kIdLimit, tile)) return broken(File::kStreetPost, tile);
    for (std::uint32_t record = entry.first_record; record < next.first_record; ++record)
      if (!places.meet(view.record_place[record], tile)) return broken(File::kPlacePost, tile);
  }
  if (!streets.end()) return broken_count(File::kStreetPost);
  return places.end() ? Result<void>() : Result<void>(broken_count(File::kPlacePost));
}

}  // namespace

Result<void> check_structure(const GenerationView& view) {
  for (std::size_t i = 0; i < kDictionaryCount; ++i) {
    CS_TRY_VOID(check_texts(view.dictionaries[i], static_cast<Dictionary>(i)));
    CS_TRY_VOID(check_hash(view.dictionaries[i], static_cast<Dictionary>(i)));
  }
  CS_TRY_VOID(check_joined_texts(view));
  CS_TRY_VOID(check_counts(view));
  CS_TRY_VOID(check_tiles(view));
  CS_TRY_VOID(check_blocks(view));
  CS_TRY_VOID(check_addresses(view));
  CS_TRY_VOID(check_records(view));
  CS_TRY_VOID(check_extras(view));
  return check_postings(view);
}

}  // namespace cs::registry
