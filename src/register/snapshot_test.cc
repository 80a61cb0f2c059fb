// G2: an altered generation is not opened.
#include <gtest/gtest.h>
#include <unistd.h>

#include "crypto/digest.h"
#include "register/build.h"
#include "register/generation.h"
#include "register/generations.h"
#include "register/publishing.h"
#include "register/test_world.h"

namespace cs::registry {
namespace {

using test::build_rows;
using test::crowded_rows;
using test::register_of;
using test::TemporaryDirectory;

struct Small {
  TemporaryDirectory home;
  Digest digest{};
  Path generation;

  explicit Small(std::uint64_t seed = 4, std::size_t rows = 40) {
    BuildOptions options;
    options.rejected_max_ppm = 1'000'000;
    const auto outcome = build_rows(home.path(), crowded_rows(seed, rows), options);
    CS_CHECK(outcome.ok() && outcome->end == BuildEnd::kPublished, "a test's register can be built");
    digest = outcome->digest;
    generation = register_of(home.path()) / generation_name(digest);
    std::filesystem::permissions(generation, std::filesystem::perms::owner_all);
  }
  Path file(std::string_view name) const { return generation / name; }
  std::string read(std::string_view name) const { return *read_file(file(name), 1 << 24); }
  void replace(std::string_view name, std::string_view bytes) const {
    std::filesystem::remove(file(name));
    CS_CHECK(write_file(file(name), as_bytes(bytes), 0400).ok(), "a test can write");
  }
  Result<Snapshot> open(Check check = Check::kStructure) const { return Snapshot::open(register_of(home.path()), std::nullopt, check); }
};

void expect_untrusted(const Result<Snapshot>& opened, std::string_view what) {
  ASSERT_FALSE(opened) << what;
  EXPECT_EQ(opened.fault().kind, FaultKind::kUntrusted) << what << ": " << opened.fault().text;
}

std::vector<std::string> all_names() {
  std::vector<std::string> out = {"manifest"};
  for (std::size_t i = 0; i < kFileCount; ++i) out.emplace_back(file_shape(file_at(i)).name);
  return out;
}

TEST(register_snapshot, opens_what_was_built) {
  const Small built;
  const auto opened = built.open(Check::kDigests);
  ASSERT_TRUE(opened) << opened.fault().text;
  EXPECT_EQ(opened->digest(), built.digest);
  EXPECT_TRUE(Snapshot::open(register_of(built.home.path()), built.digest, Check::kStructure));
  EXPECT_EQ(Snapshot::open(register_of(built.home.path()), Digest{1}, Check::kStructure).fault().kind, FaultKind::kNotFound);
}

TEST(register_snapshot, G2_a_flipped_byte_anywhere_is_found_without_the_digests_too) {
  const Small built;
  std::size_t turn = 0;
  for (const std::string& name : all_names()) {
    const std::string good = built.read(name);
    // Every byte of a header, then a sample that starts elsewhere in each file.
    for (std::size_t at = 0; at < good.size(); at += at < 64 ? 3 : 29 + turn++ % 7) {
      std::string bad = good;
      bad[at] = static_cast<char>(bad[at] ^ (1 << at % 8));
      built.replace(name, bad);
      expect_untrusted(built.open(), name + " at " + std::to_string(at));
    }
    built.replace(name, good);
  }
  EXPECT_TRUE(built.open(Check::kDigests));
}

TEST(register_snapshot, G2_a_file_cut_or_extended_is_found) {
  const Small built;
  for (const std::string& name : all_names()) {
    const std::string good = built.read(name);
    for (const std::size_t cut : {std::size_t{1}, std::size_t{4}, good.size() / 2, good.size() - 1}) {
      built.replace(name, good.substr(0, good.size() - cut));
      expect_untrusted(built.open(), name + " cut by " + std::to_string(cut));
    }
    built.replace(name, "");
    expect_untrusted(built.open(), name + " empty");
    built.replace(name, good + std::string(64, '\0'));
    expect_untrusted(built.open(), name + " extended");
    built.replace(name, good);
  }
  EXPECT_TRUE(built.open());
}

TEST(register_snapshot, G2_a_missing_foreign_or_linked_file_is_found) {
  const Small built;
  const std::string good = built.read("key.col");
  std::filesystem::remove(built.file("key.col"));
  EXPECT_FALSE(built.open());
  ASSERT_TRUE(write_file(built.home.path() / "elsewhere", as_bytes(good)));
  std::filesystem::create_symlink(built.home.path() / "elsewhere", built.file("key.col"));
  expect_untrusted(built.open(), "symbolic link");
  std::filesystem::remove(built.file("key.col"));
  std::filesystem::create_hard_link(built.home.path() / "elsewhere", built.file("key.col"));
  expect_untrusted(built.open(), "hard link");
  built.replace("key.col", good);
  EXPECT_TRUE(built.open());
  built.replace("name.index", "an array that nobody checks");
  expect_untrusted(built.open(), "a file that the format does not know");
  std::filesystem::remove(built.file("name.index"));
  const Path moved = built.home.path() / "moved";
  std::filesystem::rename(built.generation, moved);
  std::filesystem::create_directory_symlink(moved, built.generation);
  EXPECT_FALSE(built.open());
}

TEST(register_snapshot, G2_files_of_two_builds_never_mix) {
  const Small one(4, 40), other(5, 40);
  for (std::size_t i = 0; i < kFileCount; ++i) {
    const std::string name(file_shape(file_at(i)).name), good = one.read(name), foreign = other.read(name);
    ASSERT_NE(good, foreign) << name;
    one.replace(name, foreign);
    expect_untrusted(one.open(), name);
    one.replace(name, good);
  }
  one.replace("manifest", other.read("manifest"));
  expect_untrusted(one.open(), "manifest");
}

TEST(register_snapshot, a_file_of_another_build_is_found_by_its_tag_even_under_a_manifest_that_lists_it) {
  const Small one(4, 40), other(4, 41);
  for (std::size_t i = 0; i < kFileCount; ++i) {
    std::array<std::string, kFileCount> held;
    std::array<ByteView, kFileCount> files;
    auto manifest = *Manifest::parse(one.read("manifest"));
    for (std::size_t j = 0; j < kFileCount; ++j) {
      held[j] = (i == j ? other : one).read(file_shape(file_at(j)).name);
      files[j] = as_bytes(held[j]);
    }
    manifest.files[i] = Manifest::parse(other.read("manifest"))->files[i];
    const auto opened = Snapshot::over(manifest.write(), files);
    ASSERT_FALSE(opened) << file_shape(file_at(i)).name;
  }
}

TEST(register_snapshot, current_that_is_no_digest_is_not_followed) {
  const Small built;
  for (const std::string& text : {std::string("../../etc\n"), std::string(64, 'g') + "\n", to_hex(built.digest), std::string()}) {
    ASSERT_TRUE(write_file(register_of(built.home.path()) / "current", as_bytes(text)));
    EXPECT_FALSE(built.open()) << text;
  }
}

TEST(register_snapshot, outlives_the_files_it_was_opened_from) {
  auto built = std::make_unique<Small>();
  const auto opened = built->open();
  ASSERT_TRUE(opened);
  const Snapshot pinned = *opened;
  built.reset();
  EXPECT_GT(pinned.tile_count(), 0U);
  EXPECT_LT(pinned.record(static_cast<std::uint32_t>(pinned.manifest().records - 1)).suffix, kSuffixCount);
}

TEST(register_snapshot, verify_finds_counts_that_are_not_those_of_the_records) {
  const Small built;
  EXPECT_TRUE(verify(register_of(built.home.path())));
  EXPECT_FALSE(verify(register_of(built.home.path()), Digest{3}));
}

}  // namespace
}  // namespace cs::registry
