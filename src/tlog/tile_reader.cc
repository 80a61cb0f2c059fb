#include <algorithm>
#include <cstring>
#include <map>
#include <memory>

#include "tlog/tiles.h"

namespace cs::tlog {
namespace {

constexpr std::size_t kHashBytes = std::tuple_size_v<Digest>;
constexpr std::size_t kLevelsPerTile = 8;
constexpr std::size_t kLeafTilesKept = 1024;  // with what is made of them 16 KiB each

// One tile and the subtrees that lie in it: levels[0] as the file has it, each further one made of the one below. All of them at once, for a
// proof asks for a subtree of every size: 255 hashes of a full tile, instead of 247 for each proof.
using Levels = std::array<std::vector<Digest>, kLevelsPerTile>;

Levels levels_of(std::string_view tile) {
  Levels levels;
  levels[0].resize(tile.size() / kHashBytes);
  for (std::size_t i = 0; i < levels[0].size(); ++i) std::memcpy(levels[0][i].data(), tile.data() + i * kHashBytes, kHashBytes);
  for (std::size_t level = 1; level < kLevelsPerTile; ++level) {
    const std::vector<Digest>& below = levels[level - 1];
    levels[level].reserve(below.size() / 2);
    for (std::size_t i = 0; i + 1 < below.size(); i += 2) levels[level].push_back(node_hash(below[i], below[i + 1]));
  }
  return levels;
}

class TileReader {
 public:
  TileReader(Path directory, std::uint64_t size) : directory_(std::move(directory)), size_(size) {}

  // A tile has the hashes of each eighth level; those between are made of them.
  Result<Digest> hash(int level, std::uint64_t index) {
    const int above = level % static_cast<int>(kLevelsPerTile);
    CS_TRY(tile, this->tile(level / static_cast<int>(kLevelsPerTile), (index << above) / kTileWidth));
    const std::vector<Digest>& hashes = (*tile)[static_cast<std::size_t>(above)];
    const std::uint64_t at = index % (kTileWidth >> above);
    if (at >= hashes.size()) return not_found("the tiles have no subtree " + std::to_string(index) + " of level " + std::to_string(level));
    return hashes[at];
  }

 private:
  Result<const Levels*> tile(int level, std::uint64_t number) {
    const auto known = tiles_.find({level, number});
    if (known != tiles_.end()) return &known->second;
    const std::uint64_t hashes = size_ >> (8 * level);
    if (number * kTileWidth >= hashes) return not_found("the tiles have no tile " + std::to_string(number) + " of level " + std::to_string(level));
    const std::uint64_t width = std::min(kTileWidth, hashes - number * kTileWidth);
    const Path file = directory_ / tile_path(level, number, width);
    CS_TRY(bytes, read_file(file, kTileWidth * kHashBytes));
    if (bytes.size() != width * kHashBytes) return not_found(file.string() + ": has not the " + std::to_string(width) + " hashes of its width");
    if (level == 0) make_room();
    return &tiles_.emplace(std::pair(level, number), levels_of(bytes)).first->second;
  }

  // Tiles of the levels above are few (one for 65,536 entries) and on the way of every proof: they stay.
  void make_room() {
    if (++leaf_tiles_ <= kLeafTilesKept) return;
    tiles_.erase(tiles_.begin(), tiles_.lower_bound({1, 0}));
    leaf_tiles_ = 1;
  }

  Path directory_;
  std::uint64_t size_;
  std::map<std::pair<int, std::uint64_t>, Levels> tiles_;
  std::size_t leaf_tiles_ = 0;
};

}  // namespace

HashReader tile_reader(const Path& directory, std::uint64_t size) {
  return [reader = std::make_shared<TileReader>(directory, size)](int level, std::uint64_t index) { return reader->hash(level, index); };
}

}  // namespace cs::tlog
