#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <map>
#include <memory>

#include "tlog/node_hashes.h"
#include "tlog/tiles.h"

namespace cs::tlog {
namespace {

constexpr std::size_t kHashBytes = std::tuple_size_v<Digest>;
constexpr int kLevelsPerTile = 8;
constexpr std::size_t kLeafTilesKept = 1024;  // with what is made of them 16 KiB each

// One tile and the subtrees that lie in it: first the hashes that the file has, then each level made of the one below. All of them at once,
// for a proof asks for a subtree of every size: 255 hashes of a full tile, instead of 247 for each proof.
class Tile {
 public:
  explicit Tile(std::uint64_t width) : width_(width), hashes_(std::make_unique_for_overwrite<Digest[]>(2 * width)) {}

  std::uint64_t width() const { return width_; }
  Result<void> read(const std::string& file);
  void hash_up() {
    std::span<const Digest> below(hashes_.get(), width_);
    for (Digest* at = hashes_.get() + width_; below.size() >= 2; at += below.size()) {
      const std::span<Digest> above(at, below.size() / 2);
      node_hashes(below, above);
      below = above;
    }
  }
  // Null beyond the last full subtree.
  const Digest* at(int level, std::uint64_t index) const {
    if (index >= width_ >> level) return nullptr;
    std::uint64_t before = 0;
    for (int below = 0; below < level; ++below) before += width_ >> below;
    return &hashes_[before + index];
  }

 private:
  std::uint64_t width_;
  std::unique_ptr<Digest[]> hashes_;
};

Fault tile_fault(const std::string& file, const char* call, int error) {
  const std::string text = file + ": " + call + ": " + std::strerror(error);
  return error == ENOENT ? not_found(text) : io_fault(text);
}

// Reads `wanted` bytes, and one more if there is one: `out` has room for it. Fewer only where the file ends; negative where a read fails.
ssize_t read_wanted(int fd, char* out, std::size_t wanted) {
  std::size_t done = 0;
  while (done < wanted) {
    const ssize_t got = ::read(fd, out + done, wanted + 1 - done);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return got;
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  return static_cast<ssize_t>(done);
}

// In as few calls of the system as can be: a proof reads up to six tiles. The one byte by which a longer file is noticed goes where the levels
// above will be.
Result<void> Tile::read(const std::string& file) {
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return tile_fault(file, "open", errno);
  const std::size_t wanted = width_ * kHashBytes;
  const ssize_t got = read_wanted(fd, reinterpret_cast<char*>(hashes_.get()), wanted);
  const int error = errno;
  ::close(fd);
  if (got < 0) return tile_fault(file, "read", error);
  if (static_cast<std::size_t>(got) != wanted) return not_found(file + ": has not the " + std::to_string(width_) + " hashes of its width");
  return {};
}

class TileReader {
 public:
  TileReader(const Path& directory, std::uint64_t size) : directory_(directory.string() + "/"), size_(size) {}

  // A tile has the hashes of each eighth level; those between are made of them.
  Result<Digest> hash(int level, std::uint64_t index) {
    const int above = level % kLevelsPerTile;
    CS_TRY(tile, this->tile(level / kLevelsPerTile, (index << above) / kTileWidth));
    if (const Digest* found = tile->at(above, index % (kTileWidth >> above))) return *found;
    return not_found("the tiles have no subtree " + std::to_string(index) + " of level " + std::to_string(level));
  }

 private:
  Result<const Tile*> tile(int level, std::uint64_t number) {
    const auto known = tiles_.find({level, number});
    if (known != tiles_.end()) return &known->second;
    const std::uint64_t hashes = size_ >> (8 * level);
    if (number * kTileWidth >= hashes) return not_found("the tiles have no tile " + std::to_string(number) + " of level " + std::to_string(level));
    Tile tile(std::min(kTileWidth, hashes - number * kTileWidth));
    CS_TRY_VOID(tile.read(directory_ + tile_path(level, number, tile.width())));
    tile.hash_up();
    if (level == 0) make_room();
    return &tiles_.emplace(std::pair(level, number), std::move(tile)).first->second;
  }

  // Tiles of the levels above are few (one for 65,536 entries) and on the way of every proof: they stay.
  void make_room() {
    if (++leaf_tiles_ <= kLeafTilesKept) return;
    tiles_.erase(tiles_.begin(), tiles_.lower_bound({1, 0}));
    leaf_tiles_ = 1;
  }

  std::string directory_;
  std::uint64_t size_;
  std::map<std::pair<int, std::uint64_t>, Tile> tiles_;
  std::size_t leaf_tiles_ = 0;
};

}  // namespace

HashReader tile_reader(const Path& directory, std::uint64_t size) {
  return [reader = std::make_shared<TileReader>(directory, size)](int level, std::uint64_t index) { return reader->hash(level, index); };
}

}  // namespace cs::tlog
