// A directory of a test's own, gone with it.
//   Shape    on the disk, as what is tested may ask for its space and its syncs; or in memory, where the machine has room there: a test of bytes
//            alone has no use for a disk.
#pragma once

#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "base/check.h"
#include "base/file.h"

namespace cs::test {

enum class Where { kDisk, kMemory };

class TemporaryDirectory {
 public:
  explicit TemporaryDirectory(Where where = Where::kDisk) {
    const Path memory = "/dev/shm";
    std::error_code ignored;
    const bool there = where == Where::kMemory && std::filesystem::is_directory(memory, ignored) && ::access(memory.c_str(), W_OK) == 0;
    std::string name = ((there ? memory : std::filesystem::temp_directory_path()) / "cs-test-XXXXXX").string();
    CS_CHECK(::mkdtemp(name.data()) != nullptr, "a test's directory can be made");
    path_ = name;
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory() {  // also of what a register's generation, or a test, made read-only
    std::error_code ignored;
    const std::filesystem::recursive_directory_iterator end;
    for (std::filesystem::recursive_directory_iterator entry(path_, ignored); !ignored && entry != end; entry.increment(ignored))
      if (entry->is_directory(ignored) && !entry->is_symlink(ignored)) std::filesystem::permissions(entry->path(), std::filesystem::perms::owner_all, ignored);
    std::filesystem::remove_all(path_, ignored);
  }
  const Path& path() const { return path_; }

 private:
  Path path_;
};

}  // namespace cs::test
