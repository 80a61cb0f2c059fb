#include "tlog/tiles.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/check.h"
#include "base/limits.h"
#include "tlog/node_hashes.h"
#include "tlog/note.h"

namespace cs::tlog {
namespace {

constexpr std::size_t kHashBytes = std::tuple_size_v<Digest>;
constexpr std::size_t kLengthBytes = 2;
constexpr std::size_t kEntryBytesMax = 65535;  // what a length of two bytes can say
constexpr std::size_t kTileBytesMax = kTileWidth * kHashBytes;
constexpr std::size_t kBundleBytesMax = kTileWidth * (kLengthBytes + kEntryBytesMax);

// 1234067 is x001/x234/067.
std::string index_path(std::uint64_t index) {
  const auto three = [](std::uint64_t n) { return std::to_string(1000 + n % 1000).substr(1); };
  std::string path = three(index);
  for (index /= 1000; index != 0; index /= 1000) path = "x" + three(index) + "/" + path;
  return path;
}

std::string width_suffix(std::uint64_t width) {
  CS_CHECK(width >= 1 && width <= kTileWidth, "a tile has 1 to 256 hashes");
  return width == kTileWidth ? std::string() : ".p/" + std::to_string(width);
}

// Of a full tile.
Digest tile_root(ByteView tile) {
  std::array<Digest, kTileWidth> row;
  std::array<Digest, kTileWidth / 2> above;
  std::memcpy(row.data(), tile.data(), sizeof row);
  for (std::size_t width = kTileWidth / 2; width > 0; width /= 2) {
    node_hashes(std::span(row).first(2 * width), std::span(above).first(width));
    std::copy_n(above.begin(), width, row.begin());
  }
  return row[0];
}

// Turns entries, one after the other, into the tiles and bundles of their log. What is done with each finished file is the caller's.
class Tiler {
 public:
  using Finished = std::function<Result<void>(const std::string& path, ByteView bytes)>;
  explicit Tiler(Finished finished) : finished_(std::move(finished)) {}

  Result<void> add(ByteView entry, const Digest& hash) {
    append_bundle_entry(bundle_, entry);
    if (++in_bundle_ == kTileWidth) CS_TRY_VOID(finish_bundle());
    return add_hash(0, hash);
  }

  // The partial tiles and the partial bundle at the right edge.
  Result<void> finish() {
    if (in_bundle_ != 0) CS_TRY_VOID(finish_bundle());
    for (std::size_t level = 0; level < levels_.size(); ++level)
      if (!levels_[level].bytes.empty()) CS_TRY_VOID(finish_tile(level));
    return {};
  }

 private:
  struct Level {
    Bytes bytes;
    std::uint64_t index = 0;
  };

  Result<void> finish_bundle() {
    CS_TRY_VOID(finished_(bundle_path(bundle_index_++, in_bundle_), bundle_));
    bundle_.clear();
    in_bundle_ = 0;
    return {};
  }

  Result<void> finish_tile(std::size_t level) {
    Level& here = levels_[level];
    CS_TRY_VOID(finished_(tile_path(static_cast<int>(level), here.index++, here.bytes.size() / kHashBytes), here.bytes));
    here.bytes.clear();
    return {};
  }

  // A full tile is one hash of the level above; that one may fill its own tile in turn.
  Result<void> add_hash(std::size_t level, Digest hash) {
    while (true) {
      if (level == levels_.size()) levels_.emplace_back();
      Bytes& bytes = levels_[level].bytes;
      append(bytes, ByteView(hash));
      if (bytes.size() < kTileBytesMax) return {};
      hash = tile_root(bytes);
      CS_TRY_VOID(finish_tile(level));
      ++level;
    }
  }

  Finished finished_;
  Bytes bundle_;
  std::uint64_t in_bundle_ = 0;
  std::uint64_t bundle_index_ = 0;
  std::vector<Level> levels_;
};

// One flush for the hundreds of files of an export, before the checkpoint names them.
Result<void> sync_all(const Path& directory) {
  const int fd = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return io_fault(directory.string() + ": open: " + std::strerror(errno));
  const int synced = ::syncfs(fd);
  const int error = errno;
  ::close(fd);
  if (synced != 0) return io_fault(directory.string() + ": syncfs: " + std::strerror(error));
  return {};
}

Result<void> write_under(const Path& directory, const std::string& path, ByteView bytes) {
  const Path whole = directory / path;
  CS_TRY_VOID(make_directories(whole.parent_path()));
  return write_file(whole, bytes);
}

// A tile file must hold exactly these hashes: the entries decide, a tile only repeats, so that a proof from a tile is one from an entry.
Result<void> check_tile(const Path& directory, const std::string& path, std::span<const Digest> hashes) {
  CS_TRY(held, read_file(directory / path, kTileBytesMax));
  if (held.size() != hashes.size_bytes() || std::memcmp(held.data(), hashes.data(), held.size()) != 0)
    return untrusted(path + ": is not what the entries make");
  return {};
}

Result<void> check_tiles(const Path& directory, const HashStack& stack) {
  static_assert(sizeof(Digest) == kHashBytes, "hashes in memory lie as in a tile");
  for (std::size_t level = 0; level < stack.levels().size(); level += 8) {
    std::span<const Digest> rest = stack.levels()[level];
    for (std::uint64_t index = 0; !rest.empty(); ++index) {
      const auto tile = rest.first(std::min<std::size_t>(rest.size(), kTileWidth));
      CS_TRY_VOID(check_tile(directory, tile_path(static_cast<int>(level / 8), index, tile.size()), tile));
      rest = rest.subspan(tile.size());
    }
  }
  return {};
}

Result<void> check_fits(const Checkpoint& checkpoint, std::uint64_t size, const Digest& root) {
  if (checkpoint.size != size) return untrusted("the checkpoint names another size than that of the entries");
  if (checkpoint.root != root) return untrusted("the checkpoint names another root than that of the entries");
  return {};
}

}  // namespace

std::string tile_path(int level, std::uint64_t index, std::uint64_t width) {
  CS_CHECK(level >= 0 && level <= 63, "a tile's level is 0 to 63");
  return "tile/" + std::to_string(level) + "/" + index_path(index) + width_suffix(width);
}

std::string bundle_path(std::uint64_t index, std::uint64_t width) { return "tile/entries/" + index_path(index) + width_suffix(width); }

void append_bundle_entry(Bytes& bundle, ByteView entry) {
  CS_CHECK(entry.size() <= kEntryBytesMax, "an entry of a bundle has at most 65,535 bytes");
  append_u16_be(bundle, static_cast<std::uint16_t>(entry.size()));
  append(bundle, entry);
}

Result<std::vector<ByteView>> read_bundle(ByteView bundle, std::uint64_t width) {
  CS_CHECK(width >= 1 && width <= kTileWidth, "a bundle has 1 to 256 entries");
  std::vector<ByteView> entries;
  entries.reserve(width);
  while (entries.size() < width) {
    if (bundle.size() < kLengthBytes) return malformed("an entry bundle ends before its last entry");
    const std::size_t size = read_u16_be(bundle);
    if (bundle.size() - kLengthBytes < size) return malformed("an entry bundle ends inside an entry");
    entries.push_back(bundle.subspan(kLengthBytes, size));
    bundle = bundle.subspan(kLengthBytes + size);
  }
  if (!bundle.empty()) return malformed("an entry bundle has bytes after its last entry");
  return entries;
}

Result<void> write_static_log(const Path& directory, std::uint64_t size, const std::function<Result<ByteView>(std::uint64_t)>& entry,
                              std::string_view checkpoint_note) {
  Frontier tree;
  Tiler tiler([&directory](const std::string& path, ByteView bytes) { return write_under(directory, path, bytes); });
  CS_TRY_VOID(make_directories(directory));
  for (std::uint64_t index = 0; index < size; ++index) {
    CS_TRY(bytes, entry(index));
    const Digest hash = leaf_hash(bytes);
    tree.append(hash);
    CS_TRY_VOID(tiler.add(bytes, hash));
  }
  CS_TRY_VOID(tiler.finish());
  CS_TRY(note, Note::parse(checkpoint_note));
  CS_TRY(checkpoint, Checkpoint::parse_text(note.text));
  CS_TRY_VOID(check_fits(checkpoint, size, tree.root()));
  CS_TRY_VOID(sync_all(directory));
  return write_file_durable(directory / "checkpoint", as_bytes(checkpoint_note));
}

Result<HashStack> read_static_log(const Path& directory, std::uint64_t size, const Digest& root,
                                  const std::function<Result<void>(std::uint64_t, ByteView)>& take) {
  HashStack stack;
  for (std::uint64_t first = 0; first < size; first += kTileWidth) {
    const std::uint64_t width = std::min(size - first, kTileWidth);
    const std::string path = bundle_path(first / kTileWidth, width);
    CS_TRY(bundle, read_file(directory / path, kBundleBytesMax));
    const auto entries = read_bundle(as_bytes(bundle), width);
    if (!entries) return at(path, entries.fault());
    for (std::uint64_t i = 0; i < width; ++i) {
      stack.append(leaf_hash((*entries)[i]));
      CS_TRY_VOID(take(first + i, (*entries)[i]));
    }
  }
  CS_TRY(own_root, root_at(size, stack.reader()));
  if (own_root != root) return untrusted("the entries do not have the checkpoint's root");
  CS_TRY_VOID(check_tiles(directory, stack));
  return stack;
}

}  // namespace cs::tlog
