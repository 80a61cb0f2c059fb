#include "register/laying_out.h"

#include <algorithm>

#include "register/record_columns.h"

namespace cs::registry {
namespace {

// Tiles of each id, gathered tile by tile.
class Postings {
 public:
  void meet(std::uint32_t id, std::uint32_t tile) {
    if (id == 0) return;
    if (tile != tile_) enter(tile);
    const auto at = std::lower_bound(here_.begin(), here_.end(), id);
    if (at != here_.end() && *at == id) return;
    here_.insert(at, id);
    pairs_.push_back(std::uint64_t{id} << 32 | tile);
  }

  // Base of id i at [i], its tiles from there to the next base.
  void write(File base_file, File post_file, std::uint32_t ids, BodySink& sink) {
    std::sort(pairs_.begin(), pairs_.end());
    std::vector<std::uint32_t> base(std::size_t{ids} + 2, 0);
    ColumnOut<std::uint32_t> bases(base_file, sink), posts(post_file, sink);
    for (const std::uint64_t pair : pairs_) {
      ++base[(pair >> 32) + 1];
      posts.push_back(static_cast<std::uint32_t>(pair & UINT32_MAX));
    }
    std::uint32_t sum = 0;
    for (const std::uint32_t count : base) bases.push_back(sum += count);
    bases.flush(), posts.flush();
  }

 private:
  void enter(std::uint32_t tile) {
    tile_ = tile;
    here_.clear();
  }
  std::uint32_t tile_ = UINT32_MAX;
  std::vector<std::uint32_t> here_;  // ids met in tile_, ascending
  std::vector<std::uint64_t> pairs_;
};

}  // namespace

struct Laying::Held {
  LayingFrame frame;
  BodySink& sink;
  ColumnOut<TileEntry> tiles{File::kTileDir, sink};
  ColumnOut<BlockEntry> blocks{File::kBlockDir, sink};
  ColumnOut<std::uint32_t> address_words{File::kAddrWord, sink}, address_bases{File::kAddrBase, sink};
  ColumnOut<AddressMore> address_more{File::kAddrMore, sink};
  RecordColumns records;
  Postings street_postings, place_postings;
  LaidRecord last;                  // valid once a record was added
  std::uint32_t people = 0;         // of the address that is open

  Held(const LayingFrame& f, BodySink& s) : frame(f), sink(s), records(f, s) {}

  void open_address() {
    if (address_words.size() % kAddressesPerBase == 0) address_bases.push_back(static_cast<std::uint32_t>(records.size()));
    people = 0;
  }

  void close_address() {
    const auto number = static_cast<std::uint32_t>(address_words.size());
    std::uint32_t house = last.address.house, unit = last.address.unit, more = people - 1;
    const auto escape = [&](std::uint32_t& value, std::uint32_t mark, AddressEscape what) {
      if (value < mark) return;
      address_more.push_back({number, static_cast<std::uint32_t>(what), value});
      value = mark;
    };
    escape(house, kWordHouseMore, AddressEscape::kHouse);
    escape(unit, kWordUnitMore, AddressEscape::kUnit);
    escape(more, kWordRecordsMore, AddressEscape::kRecords);
    address_words.push_back(more | unit << 4 | house << 15);
  }

  void open(const LaidRecord& record) {
    const bool first = records.size() == 0;
    const bool new_tile = first || last.tile_key != record.tile_key;
    const bool new_block = new_tile || last.street != record.street || last.form != record.form;
    const bool new_address = new_block || last.address.house != record.address.house || last.address.unit != record.address.unit;
    if (!new_address) return;
    if (!first) close_address();
    const auto address = static_cast<std::uint32_t>(address_words.size());
    if (new_tile) tiles.push_back({record.tile_key, static_cast<std::uint32_t>(blocks.size()), address, static_cast<std::uint32_t>(records.size())});
    if (new_block) {
      blocks.push_back({record.street, record.form, address});
      street_postings.meet(record.street & kIdLimit, static_cast<std::uint32_t>(tiles.size() - 1));
    }
    open_address();
  }

  LaidCounts close() {
    if (records.size() != 0) close_address();
    const LaidCounts out{records.size(), address_words.size(), blocks.size(), tiles.size()};
    const auto address = static_cast<std::uint32_t>(out.addresses), record = static_cast<std::uint32_t>(out.records);
    tiles.push_back({kTileEnd, static_cast<std::uint32_t>(out.blocks), address, record});
    blocks.push_back({0, 0, address});
    address_bases.push_back(record);
    records.finish();
    tiles.flush(), blocks.flush(), address_words.flush(), address_bases.flush(), address_more.flush();
    street_postings.write(File::kStreetBase, File::kStreetPost, frame.streets, sink);
    place_postings.write(File::kPlaceBase, File::kPlacePost, frame.places, sink);
    return out;
  }
};

Laying::Laying(const LayingFrame& frame, BodySink& sink) : held_(std::make_unique<Held>(frame, sink)) {}
Laying::~Laying() = default;

void Laying::add(const LaidRecord& record) {
  held_->open(record);
  held_->place_postings.meet(record.place, static_cast<std::uint32_t>(held_->tiles.size() - 1));
  held_->records.add(record);
  held_->last = record;
  ++held_->people;
}

Result<LaidCounts> Laying::finish() {
  if (held_->records.size() >= kCountLimit) return limit_reached("the register: 2^32 - 2 records or more");
  if (held_->tiles.size() >= kTileLimit) return limit_reached("the register: 2^20 tiles or more");
  const LaidCounts out = held_->close();
  CS_TRY_VOID(held_->sink.state());
  return out;
}

}  // namespace cs::registry
