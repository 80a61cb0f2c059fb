// What the tests of this room read: the archives of tests/data/codec, and the examples in docs/formats. Tests only.
//   Shape    Unpacked: a directory of its own with an archive's files, gone when this goes. example: the bytes of the first ```hex block.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/file.h"
#include "base/temporary_directory_for_test.h"

namespace cs::codec {

class Unpacked {
 public:
  explicit Unpacked(const std::string& archive) {
    const std::string command = "tar -xzf '" CS_SOURCE_DIR "/tests/data/codec/" + archive + ".tar.gz' -C '" + path().string() + "'";
    EXPECT_EQ(std::system(command.c_str()), 0) << command;
  }
  const Path& path() const { return place_.path(); }

  // Every file below `folder` whose name ends so, as a path relative to it, sorted.
  std::vector<std::string> files(const std::string& folder, std::string_view ending) const {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path() / folder))
      if (entry.is_regular_file() && entry.path().string().ends_with(ending))
        found.push_back(std::filesystem::relative(entry.path(), path() / folder).string());
    std::sort(found.begin(), found.end());
    return found;
  }

  std::string read(const Path& file) const {
    const auto bytes = read_file(path() / file, std::size_t{8} << 20);
    EXPECT_TRUE(bytes.ok()) << file;
    return bytes ? *bytes : std::string();
  }

 private:
  test::TemporaryDirectory place_;
};

// Lines "name <tab> reason" of a list in tests/data/codec; lines that start with # are skipped.
inline std::vector<std::pair<std::string, std::string>> listed(const std::string& list) {
  const auto text = read_file(CS_SOURCE_DIR "/tests/data/codec/" + list, std::size_t{1} << 20);
  EXPECT_TRUE(text.ok()) << list;
  std::vector<std::pair<std::string, std::string>> rows;
  std::string_view rest = text ? std::string_view(*text) : std::string_view();
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    const std::size_t tab = line.find('\t');
    if (!line.starts_with('#') && tab != std::string_view::npos) rows.emplace_back(line.substr(0, tab), line.substr(tab + 1));
  }
  return rows;
}

inline Bytes example(const std::string& page) {
  const auto text = read_file(CS_SOURCE_DIR "/docs/formats/" + page, std::size_t{1} << 20);
  EXPECT_TRUE(text.ok()) << page;
  if (!text) return {};
  const std::size_t begin = text->find("```hex\n") + 7;
  std::string digits;
  for (const char c : text->substr(begin, text->find("```", begin) - begin))
    if (std::isxdigit(static_cast<unsigned char>(c)) != 0) digits += c;
  const auto bytes = from_hex(digits);
  EXPECT_TRUE(bytes.ok()) << page;
  return bytes ? *bytes : Bytes();
}

}  // namespace cs::codec
