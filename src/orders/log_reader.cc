#include "orders/log_reader.h"

#include <algorithm>

#include "base/limits.h"
#include "tlog/tiles.h"

namespace cs::orders {
namespace {


struct Bundle {
  std::string bytes;
  std::uint64_t width = 0;
};

bool is_there(const Path& path) {
  std::error_code error;
  return std::filesystem::exists(path, error);
}

// The partial bundle of a size that the log has outgrown may be gone: then a wider one, or the full one, stands in its place.
std::uint64_t width_there(const Path& directory, std::uint64_t index, std::uint64_t width) {
  for (std::uint64_t wider = width; wider < tlog::kTileWidth; ++wider)
    if (is_there(directory / tlog::bundle_path(index, wider))) return wider;
  return is_there(directory / tlog::bundle_path(index)) ? tlog::kTileWidth : width;
}

Result<Bundle> read_one(const Path& directory, std::uint64_t index, std::uint64_t width) {
  const std::uint64_t there = width_there(directory, index, width);
  const std::string path = tlog::bundle_path(index, there);
  Result<std::string> bytes = read_file(directory / path, limits::kOrderBundleBytesMax);
  if (!bytes.ok()) return at(path, bytes.fault());
  return Bundle{std::move(bytes).value(), there};
}

}  // namespace

Result<void> read_entries(const Path& directory, std::uint64_t from, std::uint64_t size, const TakeEntry& take) {
  for (std::uint64_t next = from; next < size;) {
    const std::uint64_t index = next / tlog::kTileWidth;
    const std::uint64_t first = index * tlog::kTileWidth;
    const std::uint64_t width = std::min(size - first, tlog::kTileWidth);
    CS_TRY(bundle, read_one(directory, index, width));
    Result<std::vector<ByteView>> entries = tlog::read_bundle(as_bytes(bundle.bytes), bundle.width);
    if (!entries.ok()) return at(tlog::bundle_path(index, bundle.width), entries.fault());
    for (; next < first + width; ++next) CS_TRY_VOID(take(next, (*entries)[next - first]));
  }
  return {};
}

}  // namespace cs::orders
