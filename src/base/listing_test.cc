#include "base/listing.h"

#include <dirent.h>
#include <dlfcn.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <filesystem>

#include "base/temporary_directory_for_test.h"

namespace {

int entries_before_a_damaged_disk = -1;  // -1: the disk is sound

}  // namespace

// In the place of the C library's, which std::filesystem calls.
extern "C" dirent* readdir(DIR* directory) {
  static const auto real = reinterpret_cast<dirent* (*)(DIR*)>(::dlsym(RTLD_NEXT, "readdir"));
  if (entries_before_a_damaged_disk == 0) return errno = EIO, nullptr;
  if (entries_before_a_damaged_disk > 0) --entries_before_a_damaged_disk;
  return real(directory);
}

namespace cs {
namespace {

using test::TemporaryDirectory;

TEST(listing, lists_the_files_of_a_directory_and_below_in_order) {
  const TemporaryDirectory place;
  ASSERT_TRUE(make_directories(place.path() / "b" / "c"));
  for (const char* name : {"z", "a", "b/y", "b/c/x"}) ASSERT_TRUE(write_file(place.path() / name, as_bytes("")));
  const auto files = files_below(place.path());
  ASSERT_TRUE(files);
  EXPECT_EQ(*files, (std::vector<Path>{place.path() / "a", place.path() / "b/c/x", place.path() / "b/y", place.path() / "z"}));
  EXPECT_EQ(files_below(place.path() / "nowhere").fault().kind, FaultKind::kNotFound);
  EXPECT_EQ(files_below(place.path() / "a").fault().kind, FaultKind::kIo);
}

TEST(listing, a_directory_that_cannot_be_read_to_its_end_is_a_fault) {
  const TemporaryDirectory place;
  for (const char* name : {"a", "b", "c"}) ASSERT_TRUE(write_file(place.path() / name, as_bytes("")));
  for (int sound = 0; sound < 5; ++sound) {
    entries_before_a_damaged_disk = sound;
    const auto files = files_below(place.path());
    entries_before_a_damaged_disk = -1;
    ASSERT_FALSE(files) << sound;
    EXPECT_EQ(files.fault().kind, FaultKind::kIo);
  }
  EXPECT_EQ(files_below(place.path())->size(), 3U);
}

}  // namespace
}  // namespace cs
