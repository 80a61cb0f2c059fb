#include <algorithm>
#include <map>
#include <memory>

#include "tlog/tiles.h"

namespace cs::tlog {
namespace {

constexpr std::uint64_t kHashBytes = 32;

class TileReader {
 public:
  TileReader(Path directory, std::uint64_t size) : directory_(std::move(directory)), size_(size) {}

  // A tile has the hashes of each eighth level; those between are made of them.
  Result<Digest> hash(int level, std::uint64_t index) {
    const int tile_level = level / 8, above = level % 8;
    const std::uint64_t first = index << above, count = std::uint64_t{1} << above;
    CS_TRY(tile, this->tile(tile_level, first / kTileWidth));
    const std::uint64_t begin = first % kTileWidth;
    if ((begin + count) * kHashBytes > tile->size()) return not_found("the tiles have no subtree " + std::to_string(index) + " of level " + std::to_string(level));
    std::vector<Digest> hashes(count);
    for (std::uint64_t i = 0; i < count; ++i) std::copy_n(tile->begin() + static_cast<std::ptrdiff_t>((begin + i) * kHashBytes), kHashBytes, hashes[i].begin());
    return root_of(hashes);
  }

 private:
  Result<const std::string*> tile(int level, std::uint64_t number) {
    const auto known = tiles_.find({level, number});
    if (known != tiles_.end()) return &known->second;
    const std::uint64_t hashes = size_ >> (8 * level);
    if (number * kTileWidth >= hashes) return not_found("the tiles have no tile " + std::to_string(number) + " of level " + std::to_string(level));
    CS_TRY(bytes, read_file(directory_ / tile_path(level, number, std::min(kTileWidth, hashes - number * kTileWidth)), kTileWidth * kHashBytes));
    return &tiles_.emplace(std::pair(level, number), std::move(bytes)).first->second;
  }

  Path directory_;
  std::uint64_t size_;
  std::map<std::pair<int, std::uint64_t>, std::string> tiles_;
};

}  // namespace

HashReader tile_reader(const Path& directory, std::uint64_t size) {
  return [reader = std::make_shared<TileReader>(directory, size)](int level, std::uint64_t index) { return reader->hash(level, index); };
}

}  // namespace cs::tlog
