// What of two generations is the same, ZIP by ZIP: both have their tiles in the order of ZIPs.
#include <algorithm>

#include "crypto/digest.h"
#include "register/generation.h"
#include "register/generations.h"
#include "register/view.h"

namespace cs::registry {
namespace {

// A record's stored fields as one digest, cut to 128 bits: ids differ between generations, texts do not.
using RecordPrint = std::array<std::uint64_t, 2>;

void add_number(std::string& out, std::uint64_t value) { out += std::to_string(value) + "\x1E"; }
void add_text(std::string& out, std::string_view value) { out.append(value), out += "\x1E"; }

void add_person(const GenerationView& view, std::uint32_t record, std::string& out) {
  const DictionaryView& names = view.dictionary(Dictionary::kName);
  const RecordWord word = view.record(record);
  add_text(out, names.text(word.surname));
  add_text(out, names.text(word.given));
  for (const std::uint64_t number : {std::uint64_t{word.initial}, std::uint64_t{word.suffix}, static_cast<std::uint64_t>(word.kind),
                                     std::uint64_t{word.ambiguous}, std::uint64_t{word.care_of}})
    add_number(out, number);
  for (std::uint32_t at = word.has_extras ? view.first_extra(record) : 0; word.has_extras; ++at) {
    const ExtraWord extra = view.extra(at);
    add_number(out, static_cast<std::uint64_t>(extra.role));
    add_text(out, names.text(extra.id));
    if (extra.last) break;
  }
  add_text(out, std::to_string(view.from(record)) + "/" + std::to_string(view.to(record)));
  add_text(out, view.key(record));
}

void add_place(const GenerationView& view, const TileEntry& tile, const BlockEntry& block, const AddressEntry& address, std::string& out) {
  const DictionaryView& parts = view.dictionary(Dictionary::kPart);
  add_number(out, std::min(tile.tile_key, kTileWithoutZip));  // without a ZIP the key is an id; the place says where
  add_number(out, block.street >> 24);
  add_text(out, view.dictionary(Dictionary::kStreet).text(block.street & kIdLimit));
  add_text(out, view.dictionary(Dictionary::kForm).text(block.form));
  const bool text = (address.house & kHouseIsText) != 0;
  add_text(out, text ? parts.text(address.house & ~kHouseIsText) : std::to_string(address.house));
  add_text(out, parts.text(address.unit));
}

// Tiles of one ZIP, or all without one: their keys are ids, which differ between generations.
struct Tiles {
  std::size_t begin = 0, end = 0;
};

std::uint32_t zip_at(const GenerationView& view, std::size_t tile) {
  const std::uint32_t key = view.tile_dir[tile].tile_key;
  return key == kTileEnd ? key : std::min(key, kTileWithoutZip);
}

// The tiles from `begin` on that are of this ZIP; none where it is another's.
Tiles tiles_of(const GenerationView& view, std::size_t begin, std::uint32_t zip) {
  Tiles out{begin, begin};
  while (zip_at(view, out.end) == zip) ++out.end;
  return out;
}

std::uint64_t records_of(const GenerationView& view, Tiles tiles) { return view.tile_dir[tiles.end].first_record - view.tile_dir[tiles.begin].first_record; }

// Prints of a ZIP's records whose first word leaves `slice` when divided by `slices`, ascending.
void prints_of(const GenerationView& view, Tiles tiles, std::uint64_t slice, std::uint64_t slices, std::vector<RecordPrint>& out) {
  out.clear();
  std::string text;
  for (std::size_t tile = tiles.begin; tile < tiles.end; ++tile) {
    std::uint32_t record = view.tile_dir[tile].first_record;
    std::size_t block = view.tile_dir[tile].first_block;
    for (std::uint32_t address = view.tile_dir[tile].first_address; address < view.tile_dir[tile + 1].first_address; ++address) {
      while (view.block_dir[block + 1].first_address <= address) ++block;
      const AddressEntry at = view.address(address);
      for (const std::uint32_t end = record + view.more_records(address) + 1; record < end; ++record) {
        text.clear();
        add_place(view, view.tile_dir[tile], view.block_dir[block], at, text);
        add_text(text, view.dictionary(Dictionary::kPlace).text(view.place(record)));
        add_person(view, record, text);
        const Digest digest = crypto::sha256(as_bytes(text));
        const RecordPrint print{read_u64_be(digest), read_u64_be(ByteView(digest).subspan(8))};
        if (print[0] % slices == slice) out.push_back(print);
      }
    }
  }
  std::sort(out.begin(), out.end());
}

void count(const std::vector<RecordPrint>& before, const std::vector<RecordPrint>& after, DiffCounts& out) {
  for (std::size_t i = 0, j = 0; i < before.size() || j < after.size();) {
    if (j == after.size() || (i < before.size() && before[i] < after[j])) ++out.dropped, ++i;
    else if (i == before.size() || after[j] < before[i]) ++out.added, ++j;
    else ++out.equal, ++i, ++j;
  }
}

}  // namespace

DiffCounts diff_views(const GenerationView& before, const GenerationView& after, std::uint64_t prints_max) {
  DiffCounts out;
  std::vector<RecordPrint> old_prints, new_prints;
  for (std::size_t i = 0, j = 0; zip_at(before, i) != kTileEnd || zip_at(after, j) != kTileEnd;) {
    const std::uint32_t zip = std::min(zip_at(before, i), zip_at(after, j));
    const Tiles old_tiles = tiles_of(before, i, zip), new_tiles = tiles_of(after, j, zip);
    const std::uint64_t slices = (records_of(before, old_tiles) + records_of(after, new_tiles)) / prints_max + 1;
    for (std::uint64_t slice = 0; slice < slices; ++slice) {
      prints_of(before, old_tiles, slice, slices, old_prints);
      prints_of(after, new_tiles, slice, slices, new_prints);
      count(old_prints, new_prints, out);
    }
    i = old_tiles.end, j = new_tiles.end;
  }
  return out;
}

Result<DiffCounts> diff(const Path& register_directory, const Digest& before, const Digest& after) {
  constexpr std::uint64_t kPrintsMax = std::uint64_t{1} << 25;  // 512 MiB
  CS_TRY(old_one, Snapshot::open(register_directory, before, Check::kStructure));
  CS_TRY(new_one, Snapshot::open(register_directory, after, Check::kStructure));
  DiffCounts out = diff_views(old_one.view(), new_one.view(), kPrintsMax);
  out.keys_before = old_one.manifest().keys;
  out.keys_after = new_one.manifest().keys;
  return out;
}

}  // namespace cs::registry
