#include "register/generation.h"
#include "register/structure.h"

#include <algorithm>

namespace cs::registry {
namespace {

Result<void> check_counts(const GenerationView& view) {
  const Manifest& manifest = view.manifest;
  const std::size_t records = view.given_id.size(), addresses = view.addr_word.size();
  if (records >= kCountLimit || records != manifest.records) return broken_count(File::kGivenId);
  if (view.group_dir.size() != (records + kGroupRecords - 1) / kGroupRecords + 1) return broken_count(File::kGroupDir);
  if (view.tile_dir.empty() || view.tile_dir.size() - 1 != manifest.tiles || view.tile_dir.size() > kTileLimit) return broken_count(File::kTileDir);
  if (view.block_dir.empty() || view.block_dir.size() - 1 != manifest.blocks) return broken_count(File::kBlockDir);
  if (addresses != manifest.addresses || addresses > records) return broken_count(File::kAddrWord);
  if (view.addr_base.size() != (addresses + kAddressesPerBase - 1) / kAddressesPerBase + 1) return broken_count(File::kAddrBase);
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
  if (end.tile_key != kTileEnd || end.first_block != view.block_dir.size() - 1 || end.first_address != view.addresses() ||
      end.first_record != view.records())
    return broken(File::kTileDir, tiles.size() - 1);
  for (std::size_t i = 0; i + 1 < tiles.size(); ++i) {
    const TileEntry &tile = tiles[i], &next = tiles[i + 1];
    if (tile.tile_key == kTileWithoutZip || tile.tile_key > kTileWithoutZip + places) return broken(File::kTileDir, i);
    if (tile.tile_key >= next.tile_key || tile.first_block >= next.first_block) return broken(File::kTileDir, i);
    if (next.first_block >= view.block_dir.size()) return broken(File::kTileDir, i);
    if (view.block_dir[tile.first_block].first_address != tile.first_address) return broken(File::kTileDir, i);
  }
  return {};
}

Result<void> check_blocks(const GenerationView& view) {
  const std::uint32_t streets = view.dictionary(Dictionary::kStreet).size(), forms = view.dictionary(Dictionary::kForm).size();
  const auto& blocks = view.block_dir;
  const BlockEntry& end = blocks.back();
  if (end.street != 0 || end.form != 0 || end.first_address != view.addresses()) return broken(File::kBlockDir, blocks.size() - 1);
  for (std::size_t tile = 0; tile + 1 < view.tile_dir.size(); ++tile) {
    for (std::uint32_t i = view.tile_dir[tile].first_block; i < view.tile_dir[tile + 1].first_block; ++i) {
      const BlockEntry &block = blocks[i], &next = blocks[i + 1];
      if (block.street >> 24 > 4 || (block.street & kIdLimit) > streets || block.form > forms) return broken(File::kBlockDir, i);
      if (block.first_address >= next.first_address || next.first_address > view.addresses()) return broken(File::kBlockDir, i);
      const bool last_of_tile = i + 1 == view.tile_dir[tile + 1].first_block;
      if (!last_of_tile && std::pair(block.street, block.form) >= std::pair(next.street, next.form)) return broken(File::kBlockDir, i);
    }
  }
  return {};
}

// Addresses one after the other, with what addr.more says of them.
class AddressWalk {
 public:
  explicit AddressWalk(const GenerationView& view) : view_(view), parts_(view.dictionary(Dictionary::kPart).size()), records_(view.records()) {}
  std::uint64_t first_record() const { return first_record_; }
  bool at_end() const { return more_ == view_.addr_more.size() && first_record_ == view_.records(); }

  // The next one; nothing where a word is none.
  std::optional<AddressEntry> step(std::uint32_t address) {
    const std::uint32_t word = view_.addr_word[address];
    AddressEntry out{word >> kWordHouseShift, word >> kWordUnitShift & kWordUnitMore};
    std::uint32_t more = word & kWordRecordsMore;
    if ((out.house < kWordHouseMore) & (out.unit < kWordUnitMore) & (more < kWordRecordsMore)) {  // most: the word says it all
      first_record_ += more + 1;
      return out.unit <= parts_ && first_record_ <= records_ ? std::optional(out) : std::nullopt;
    }
    const bool whole = out.house <= kWordHouseMore && value(address, out.house, kWordHouseMore, AddressEscape::kHouse) &&
                       value(address, out.unit, kWordUnitMore, AddressEscape::kUnit) &&
                       value(address, more, kWordRecordsMore, AddressEscape::kRecords);
    const std::uint32_t house_part = (out.house & kHouseIsText) != 0 ? out.house & ~kHouseIsText : 0;
    first_record_ += std::uint64_t{more} + 1;
    if (!whole || out.unit > parts_ || house_part > parts_ || out.house == kHouseIsText || first_record_ > records_) return std::nullopt;
    return out;
  }

 private:
  bool value(std::uint32_t address, std::uint32_t& field, std::uint32_t mark, AddressEscape what) {
    if (field != mark) return true;
    if (more_ == view_.addr_more.size()) return false;
    const AddressMore& more = view_.addr_more[more_++];
    field = more.value;
    return more.address == address && more.what == static_cast<std::uint32_t>(what) && more.value >= mark;
  }
  const GenerationView& view_;
  const std::uint32_t parts_, records_;
  std::size_t more_ = 0;
  std::uint64_t first_record_ = 0;
};

Result<void> check_addresses(const GenerationView& view) {
  AddressWalk walk(view);
  std::uint32_t block = 0, tile = 0;
  std::uint64_t before = 0;  // house and unit
  for (std::uint32_t i = 0; i < view.addresses(); ++i) {
    const bool new_block = view.block_dir[block].first_address == i;
    if (new_block && view.tile_dir[tile].first_block == block && view.tile_dir[tile++].first_record != walk.first_record())
      return broken(File::kTileDir, tile - 1);
    if (new_block) ++block;
    if (i % kAddressesPerBase == 0 && view.addr_base[i / kAddressesPerBase] != walk.first_record()) return broken(File::kAddrBase, i / kAddressesPerBase);
    const auto found = walk.step(i);
    if (!found) return broken(File::kAddrWord, i);
    const std::uint64_t here = std::uint64_t{found->house} << 32 | found->unit;
    if (!new_block && before >= here) return broken(File::kAddrWord, i);
    before = here;
  }
  if (!walk.at_end()) return broken_count(File::kAddrMore);
  return view.addr_base.back() == view.records() ? Result<void>() : Result<void>(broken(File::kAddrBase, view.addr_base.size() - 1));
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

// The places of a tile's records: of most, their group's.
bool meet_places(const GenerationView& view, Run records, std::uint32_t tile, PostingWalk& places) {
  for (std::uint32_t begin = records.begin, end = 0; begin < records.end; begin = end) {
    const Group& group = view.group_dir[begin / kGroupRecords];
    const std::uint32_t first = begin / kGroupRecords * kGroupRecords;
    end = std::min(records.end, first + kGroupRecords);
    const std::uint64_t here = UINT64_MAX >> (kGroupRecords - (end - begin)) << (begin - first);
    if ((here & ~group.rare) != 0 && !places.meet(group.place, tile)) return false;
    for (std::uint64_t left = here & group.rare; left != 0; left &= left - 1)
      if (!places.meet(view.place(first + static_cast<std::uint32_t>(std::countr_zero(left))), tile)) return false;
  }
  return true;
}

}  // namespace

Result<void> check_places(const GenerationView& view) {
  CS_TRY_VOID(check_counts(view));
  CS_TRY_VOID(check_tiles(view));
  CS_TRY_VOID(check_blocks(view));
  return check_addresses(view);
}

Result<void> check_postings(const GenerationView& view) {
  PostingWalk streets(view.street_base, view.street_post), places(view.place_base, view.place_post);
  if (!streets.begin(view.dictionary(Dictionary::kStreet).size())) return broken_count(File::kStreetBase);
  if (!places.begin(view.dictionary(Dictionary::kPlace).size())) return broken_count(File::kPlaceBase);
  for (std::uint32_t tile = 0; tile + 1 < view.tile_dir.size(); ++tile) {
    const TileEntry &entry = view.tile_dir[tile], &next = view.tile_dir[tile + 1];
    for (std::uint32_t block = entry.first_block; block < next.first_block; ++block)
      if (!streets.meet(view.block_dir[block].street & kIdLimit, tile)) return broken(File::kStreetPost, tile);
    if (!meet_places(view, {entry.first_record, next.first_record}, tile, places)) return broken(File::kPlacePost, tile);
  }
  if (!streets.end()) return broken_count(File::kStreetPost);
  return places.end() ? Result<void>() : Result<void>(broken_count(File::kPlacePost));
}

Result<void> check_structure(const GenerationView& view) {
  CS_TRY_VOID(check_dictionaries(view));
  CS_TRY_VOID(check_places(view));
  CS_TRY_VOID(check_people(view));
  return check_postings(view);
}

}  // namespace cs::registry
