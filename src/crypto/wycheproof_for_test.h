// Project Wycheproof's vectors as tables (tests/data/SOURCES.md), and the list of those on which we differ, each with its reason.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>

#include "base/file.h"

namespace cs::crypto {

struct WycheproofVector {
  std::string test;                    // its number
  std::vector<Bytes> fields;           // as the table's first line names them
  std::string result;                  // valid, invalid, acceptable
};

class wycheproof : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    place_ = Path(testing::TempDir()) / ("countersign-wycheproof-" + std::to_string(::getpid()));
    std::filesystem::create_directories(place_);
    const std::string archive = std::string(CS_SOURCE_DIR) + "/tests/data/crypto/wycheproof.tar.gz";
    ASSERT_EQ(std::system(("tar -xzf " + archive + " -C " + place_.string()).c_str()), 0);
    for (const auto& row : rows_of(std::string(CS_SOURCE_DIR) + "/tests/data/crypto/wycheproof-differences.tsv"))
      for (const std::string& test : split(row.at(1), ' ')) differences_[row.at(0)].insert(test);
  }
  static void TearDownTestSuite() { std::filesystem::remove_all(place_); }

  static std::vector<WycheproofVector> vectors(const std::string& name) {
    std::vector<WycheproofVector> out;
    for (const auto& row : rows_of(place_ / "wycheproof" / (name + ".tsv"))) {
      WycheproofVector vector{row.front(), {}, row.back()};
      for (std::size_t i = 1; i + 1 < row.size(); ++i) vector.fields.push_back(from_hex(row[i]).value());
      out.push_back(std::move(vector));
    }
    return out;
  }

  // Ours takes what is valid and nothing else, but for those listed, where it does the contrary: a listed one that agrees fails too.
  static void compare(const std::string& name, std::size_t count, const std::function<bool(const WycheproofVector&)>& taken) {
    const auto all = vectors(name);
    EXPECT_EQ(all.size(), count) << name;
    for (const WycheproofVector& vector : all) {
      const bool differs = differences_[name].contains(vector.test);
      EXPECT_EQ(taken(vector), (vector.result == "valid") != differs) << name << " " << vector.test << ", which is " << vector.result;
    }
  }

 private:
  static std::vector<std::string> split(const std::string& text, char at) {
    std::vector<std::string> out(1);
    for (const char c : text)
      if (c == at) out.emplace_back();
      else out.back() += c;
    return out;
  }
  static std::vector<std::vector<std::string>> rows_of(const Path& file) {
    std::vector<std::vector<std::string>> out;
    for (const std::string& line : split(read_file(file, std::size_t{1} << 20).value(), '\n'))
      if (!line.empty()) out.push_back(split(line, '\t'));
    out.erase(out.begin());
    return out;
  }

  static inline Path place_;
  static inline std::map<std::string, std::set<std::string>> differences_;
};

}  // namespace cs::crypto
