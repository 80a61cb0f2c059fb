#include "tlog/tiles.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <set>

#include "base/temporary_directory_for_test.h"
#include "tlog/example_for_test.h"
#include "tlog/log_for_test.h"

namespace cs::tlog {
namespace {

// In memory where the machine has such a place: the writer flushes the whole file system, and what is tested here is the bytes.
class Directory {
 public:
  const Path& path() const { return place_.path(); }

  std::set<std::string> files() const {
    std::set<std::string> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path()))
      if (entry.is_regular_file()) found.insert(std::filesystem::relative(entry.path(), path()).string());
    return found;
  }
  std::string read(const std::string& file) const { return *read_file(path() / file, std::size_t{32} << 20); }
  void write(const std::string& file, std::string_view bytes) const { EXPECT_TRUE(write_file(path() / file, as_bytes(bytes))) << file; }

 private:
  test::TemporaryDirectory place_{test::Where::kMemory};
};

Result<void> write_log(const Path& directory, const HashStack& stack) {
  std::string held;
  const auto entry = [&held](std::uint64_t index) -> Result<ByteView> {
    held = entry_of(index);
    return as_bytes(held);
  };
  return write_static_log(directory, stack.size(), entry, signed_note_of(checkpoint_of(stack)).bytes());
}

Result<HashStack> read_log(const Path& directory, std::uint64_t size, const Digest& root) {
  return read_static_log(directory, size, root, [](std::uint64_t, ByteView) { return Result<void>(); });
}

TEST(tiles, paths_are_those_of_c2sp) {
  EXPECT_EQ(tile_path(0, 0), "tile/0/000");
  EXPECT_EQ(tile_path(0, 1234067), "tile/0/x001/x234/067");
  EXPECT_EQ(tile_path(2, 999, 5), "tile/2/999.p/5");
  EXPECT_EQ(tile_path(63, 1000), "tile/63/x001/000");
  EXPECT_EQ(bundle_path(67), "tile/entries/067");
  EXPECT_EQ(bundle_path(273, 112), "tile/entries/273.p/112");
}

// C2SP tlog-tiles: floor(s / 256^l) hashes at level l; whole tiles, and the rest as a partial one.
std::set<std::string> files_of(std::uint64_t size) {
  std::set<std::string> files = {"checkpoint"};
  for (std::uint64_t i = 0; i < size; i += 256) files.insert(bundle_path(i / 256, std::min<std::uint64_t>(256, size - i)));
  for (int level = 0; size != 0; ++level, size /= 256)
    for (std::uint64_t i = 0; i < size; i += 256) files.insert(tile_path(level, i / 256, std::min<std::uint64_t>(256, size - i)));
  return files;
}

class sizes : public testing::TestWithParam<std::uint64_t> {};

TEST_P(sizes, a_log_is_written_and_read_back_whole) {
  const std::uint64_t size = GetParam();
  const HashStack stack = stack_of(size);
  const Digest root = *root_at(size, stack.reader());
  const Directory directory;
  ASSERT_TRUE(write_log(directory.path(), stack));
  EXPECT_EQ(directory.files(), files_of(size));
  std::uint64_t taken = 0;
  const auto read = read_static_log(directory.path(), size, root, [&taken](std::uint64_t index, ByteView entry) -> Result<void> {
    if (index != taken || as_text(entry) != entry_of(index)) return malformed("another entry");
    ++taken;
    return {};
  });
  ASSERT_TRUE(read.ok()) << read.fault().text;
  EXPECT_EQ(taken, size);
  EXPECT_EQ(read->levels(), stack.levels());
  EXPECT_FALSE(read_log(directory.path(), size + 1, root)) << "a size too large";
  EXPECT_TRUE(size == 0 || !read_log(directory.path(), size - 1, root).ok()) << "a size too small";
}

INSTANTIATE_TEST_SUITE_P(tiles, sizes, testing::Values(0, 1, 2, 255, 256, 257, 511, 65535, 65536, 65537));

TEST(tiles, every_tampering_is_found) {
  constexpr std::uint64_t kSize = 66000;  // three levels of tiles, the last with one hash
  const HashStack stack = stack_of(kSize);
  const Digest root = *root_at(kSize, stack.reader());
  const Directory directory;
  ASSERT_TRUE(write_log(directory.path(), stack));
  ASSERT_TRUE(read_log(directory.path(), kSize, root));

  const auto flipped = [](std::string bytes, std::size_t at) { return bytes[at] = static_cast<char>(bytes[at] ^ 0x10), bytes; };
  const std::string last_bundle = bundle_path(257, 208), last_tile = tile_path(0, 257, 208);
  struct Change {
    const char* what;
    std::string file;
    std::function<std::string(const std::string&)> to;
  };
  const Change changes[] = {
      {"a bit of an entry", bundle_path(100), [&](const std::string& b) { return flipped(b, 1000); }},
      {"a bit of an entry's length", bundle_path(100), [&](const std::string& b) { return flipped(b, 1); }},
      {"a bit of the last entry", last_bundle, [&](const std::string& b) { return flipped(b, b.size() - 1); }},
      {"a bit of a level 0 tile", tile_path(0, 3), [&](const std::string& b) { return flipped(b, 8191); }},
      {"a bit of the partial level 0 tile", last_tile, [&](const std::string& b) { return flipped(b, 0); }},
      {"a bit of a level 1 tile", tile_path(1, 0), [&](const std::string& b) { return flipped(b, 4096); }},
      {"a bit of the level 2 tile", tile_path(2, 0, 1), [&](const std::string& b) { return flipped(b, 31); }},
      {"another bundle in its place", bundle_path(5), [&](const std::string&) { return directory.read(bundle_path(6)); }},
      {"another tile in its place", tile_path(0, 5), [&](const std::string&) { return directory.read(tile_path(0, 6)); }},
      {"a bundle cut", bundle_path(9), [](const std::string& b) { return b.substr(0, b.size() - 1); }},
      {"half a tile", tile_path(0, 9), [](const std::string& b) { return b.substr(0, 4096); }},
      {"an empty tile", tile_path(1, 0), [](const std::string&) { return std::string(); }},
      {"a byte after a bundle", bundle_path(9), [](const std::string& b) { return b + '\0'; }},
      {"a hash after a tile", last_tile, [](const std::string& b) { return b + b.substr(0, 32); }},
      {"two entries swapped", last_bundle, [](const std::string& b) {  // the first two have one length
         const std::size_t size = 2 + static_cast<std::size_t>(b[1]);
         return b.substr(size, size) + b.substr(0, size) + b.substr(2 * size);
       }},
      {"an entry split in two", last_bundle, [](const std::string& b) {
         std::string out = b;
         out[1] = 3;
         return out;
       }},
  };
  for (const Change& change : changes) {
    const std::string before = directory.read(change.file);
    const std::string after = change.to(before);
    ASSERT_NE(after, before) << change.what;
    directory.write(change.file, after);
    EXPECT_FALSE(read_log(directory.path(), kSize, root)) << change.what;
    directory.write(change.file, before);
  }
  for (const std::string& file : {bundle_path(7), last_bundle, tile_path(0, 7), last_tile, tile_path(1, 1, 1), tile_path(2, 0, 1)}) {
    const std::string before = directory.read(file);
    std::filesystem::remove(directory.path() / file);
    EXPECT_EQ(read_log(directory.path(), kSize, root).fault().kind, FaultKind::kNotFound) << file;
    directory.write(file, before);
  }
  Digest other = root;
  other[0] ^= 1;
  EXPECT_EQ(read_log(directory.path(), kSize, other).fault().kind, FaultKind::kUntrusted) << "another root";
  EXPECT_TRUE(read_log(directory.path(), kSize, root)) << "every change was put back";
}

TEST(tiles, a_fault_names_the_file) {
  const HashStack stack = stack_of(300);
  const Directory directory;
  ASSERT_TRUE(write_log(directory.path(), stack));
  directory.write(tile_path(0, 1, 44), "x");
  EXPECT_NE(read_log(directory.path(), 300, *root_at(300, stack.reader())).fault().text.find("tile/0/001.p/44"), std::string::npos);
}

TEST(tiles, no_checkpoint_is_written_that_the_entries_do_not_have) {
  const HashStack stack = stack_of(5);
  const std::string held = "entry";
  const auto entry = [&held](std::uint64_t) -> Result<ByteView> { return as_bytes(held); };
  const Directory directory;
  EXPECT_EQ(write_static_log(directory.path(), 5, entry, signed_note_of(checkpoint_of(stack)).bytes()).fault().kind, FaultKind::kUntrusted);
  EXPECT_EQ(write_static_log(directory.path(), 4, entry, signed_note_of(checkpoint_of(stack)).bytes()).fault().kind, FaultKind::kUntrusted);
  EXPECT_FALSE(std::filesystem::exists(directory.path() / "checkpoint"));
  const auto broken = [](std::uint64_t) -> Result<ByteView> { return io_fault("disk"); };
  EXPECT_EQ(write_static_log(directory.path(), 5, broken, signed_note_of(checkpoint_of(stack)).bytes()).fault().kind, FaultKind::kIo);
}

TEST(tiles, a_reader_stops_where_its_taker_stops) {
  const HashStack stack = stack_of(300);
  const Directory directory;
  ASSERT_TRUE(write_log(directory.path(), stack));
  std::uint64_t taken = 0;
  const auto take = [&taken](std::uint64_t, ByteView) -> Result<void> {
    if (++taken == 10) return malformed("no order event");
    return {};
  };
  EXPECT_FALSE(read_static_log(directory.path(), 300, *root_at(300, stack.reader()), take));
  EXPECT_EQ(taken, 10u);
}

TEST(tiles, proofs_made_from_tiles_are_those_of_the_tree_also_when_tiles_are_forgotten_and_read_again) {
  constexpr std::uint64_t kSize = 1030 * kTileWidth + 77;  // more tiles of leaves than a reader keeps
  const HashStack stack = stack_of(kSize);
  const Directory directory;
  ASSERT_TRUE(write_log(directory.path(), stack));
  const HashReader reader = tile_reader(directory.path(), kSize);
  for (int round = 0; round < 2; ++round) {
    for (std::uint64_t index = 0; index < kSize; index += kTileWidth - 1) {
      const auto proof = prove_inclusion(index, kSize, reader);
      ASSERT_TRUE(proof.ok()) << proof.fault().text;
      ASSERT_EQ(*proof, *prove_inclusion(index, kSize, stack.reader())) << index;
    }
  }
  EXPECT_EQ(*root_at(kSize, reader), *root_at(kSize, stack.reader()));
  EXPECT_FALSE(reader(0, kSize)) << "beyond the end";
  EXPECT_FALSE(reader(7, kSize >> 7)) << "a subtree that is not full";
  EXPECT_FALSE(reader(24, 0));
}

TEST(tiles, a_proof_needs_whole_tiles) {
  const Directory directory;
  ASSERT_TRUE(write_log(directory.path(), stack_of(300)));
  const std::string tile = directory.read(tile_path(0, 1, 44));
  for (const std::string& other : {tile.substr(0, tile.size() - 32), tile.substr(0, tile.size() - 1), tile + tile}) {
    directory.write(tile_path(0, 1, 44), other);
    EXPECT_FALSE(tile_reader(directory.path(), 300)(0, 256)) << other.size();
  }
}

TEST(bundle, entries_come_back_as_they_went_in) {
  Bytes bundle;
  const std::string longest(65535, 'x');
  for (const std::string& entry : {std::string(), std::string("a"), longest}) append_bundle_entry(bundle, as_bytes(entry));
  const auto entries = read_bundle(bundle, 3);
  ASSERT_TRUE(entries.ok());
  EXPECT_TRUE((*entries)[0].empty());
  EXPECT_EQ(as_text((*entries)[1]), "a");
  EXPECT_EQ(as_text((*entries)[2]), longest);
  EXPECT_FALSE(read_bundle(bundle, 2)) << "bytes left over";
  EXPECT_FALSE(read_bundle(bundle, 4)) << "an entry missing";
  for (std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{4}, bundle.size() - 1})
    EXPECT_FALSE(read_bundle(ByteView(bundle).first(size), 3)) << size;
}

TEST(tiles, the_example_in_the_docs_is_these_bytes) {
  const Directory directory;
  ASSERT_TRUE(write_log(directory.path(), stack_of(3)));
  std::string files;
  for (const std::string& file : directory.files()) files += file + "\n";
  EXPECT_EQ(files, example("tiles.md", "```files\n"));
  const auto hex = [](const std::string& text) {
    std::string digits;
    for (const char c : text)
      if (std::isxdigit(static_cast<unsigned char>(c)) != 0) digits += c;
    return digits;
  };
  EXPECT_EQ(to_hex(as_bytes(directory.read("tile/entries/000.p/3"))), hex(example("tiles.md", "```bundle\n")));
  EXPECT_EQ(to_hex(as_bytes(directory.read("tile/0/000.p/3"))), hex(example("tiles.md", "```tile\n")));
  EXPECT_EQ(directory.read("checkpoint"), signed_note_of(checkpoint_of(stack_of(3))).bytes());
}

}  // namespace
}  // namespace cs::tlog
