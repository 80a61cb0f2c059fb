// The published linkage sets, for this room's tests.
#pragma once

#include <string>
#include <vector>

#include "register/build.h"
#include "register/test_world.h"

namespace cs::evaluation::test {

inline Path set_file(const std::string& name) { return Path(CS_SOURCE_DIR) / "tests/data/linkage" / name; }

// A set's register, which may lie in several files of one header.
inline Result<registry::BuildOutcome> build_set(const Path& home, const std::vector<std::string>& register_files, const std::string& set) {
  std::string csv;
  for (const std::string& name : register_files) {
    CS_TRY(part, read_file(set_file(set + "/" + name), 1 << 20));
    csv += csv.empty() ? part : part.substr(part.find('\n') + 1);
  }
  return registry::test::build_csv(home, csv);
}

}  // namespace cs::evaluation::test
