// Tiles and entry bundles: a log as a directory of files.
//   Shape    tile/<L>/<N>[.p/<W>]: W or 256 hashes of level 8L; tile/entries/<N>[.p/<W>]: W or 256 entries, each a 2-byte big-endian
//            length and its bytes. N as x001/x234/067. `checkpoint` beside them.
//   Units    a width counts hashes or entries, 1..256; an entry has at most 65,535 bytes.
//   Errors   kMalformed; kNotFound where a tile or bundle is missing; kUntrusted where the entries do not have the checkpoint's size or
//            root, or a tile is not what the entries make; kIo. A fault names the file.
//   Source   C2SP tlog-tiles; docs/formats/tiles.md has the same example byte for byte as the tests.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/file.h"
#include "tlog/merkle.h"

namespace cs::tlog {

inline constexpr std::uint64_t kTileWidth = 256;

std::string tile_path(int level, std::uint64_t index, std::uint64_t width = kTileWidth);  // "tile/0/x001/067" or ".../067.p/5"
std::string bundle_path(std::uint64_t index, std::uint64_t width = kTileWidth);

void append_bundle_entry(Bytes& bundle, ByteView entry);
Result<std::vector<ByteView>> read_bundle(ByteView bundle, std::uint64_t width);

// Writes the whole static directory for entries 0..size-1, and `checkpoint` last, after everything else is on the disk. `entry(i)` gives
// entry i; called in order. kUntrusted, and no checkpoint written, where the note names another size or root than the entries have.
Result<void> write_static_log(const Path& directory, std::uint64_t size, const std::function<Result<ByteView>(std::uint64_t)>& entry,
                              std::string_view checkpoint_note);

// The tree's hashes as the tiles of a static directory of this size have them. They are believed as they stand: a proof made of them is checked
// against the root by whoever reads it. Keeps what it has read; one thread.
HashReader tile_reader(const Path& directory, std::uint64_t size);

// Reads entries 0..size-1 of a static directory in order, recomputes the root and compares it with `root`, then every hash tile with what
// the entries make. `take` is called per entry before the comparison: what it built is trusted only when this returns ok.
Result<HashStack> read_static_log(const Path& directory, std::uint64_t size, const Digest& root,
                                  const std::function<Result<void>(std::uint64_t, ByteView)>& take);

}  // namespace cs::tlog
