// G4: the directory is read here by docs/formats/register.md alone, and holds no other array.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <map>
#include <set>

#include "crypto/digest.h"
#include "register/build.h"
#include "register/publishing.h"
#include "register/test_world.h"

namespace cs::registry {
namespace {

using test::build_rows;
using test::crowded_rows;
using test::register_of;
using test::TemporaryDirectory;

std::string page() { return *read_file(Path(CS_SOURCE_DIR) / "docs/formats/register.md", 1 << 20); }

struct Documented {
  std::string letters;
  std::size_t element = 0;
};

// The rows "| `addr.word` | ADRW | 4 | ..." of the page.
std::map<std::string, Documented> documented_files() {
  std::map<std::string, Documented> out;
  std::istringstream lines(page());
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("| `", 0) != 0) continue;
    const std::size_t name_end = line.find('`', 3);
    std::istringstream rest(line.substr(name_end + 1));
    std::string bar, letters, bar2;
    Documented row;
    if (rest >> bar >> letters >> bar2 >> row.element && letters.size() == 4) {
      row.letters = letters;
      out[line.substr(3, name_end - 3)] = row;
    }
  }
  return out;
}

class Column {
 public:
  Column() = default;
  Column(std::string bytes, const Documented& row) : bytes_(std::move(bytes)), element_(row.element) {
    EXPECT_EQ(bytes_.substr(0, 4), "CSRG");
    EXPECT_EQ(bytes_.substr(4, 4), row.letters);
    EXPECT_EQ(at<std::uint32_t>(8), 2U);
    EXPECT_EQ(at<std::uint32_t>(12), row.element);
    EXPECT_EQ(at<std::uint64_t>(24), count() * row.element);
    EXPECT_EQ(at<std::uint32_t>(48), 16U);
    const std::size_t end = (64 + count() * element_ + 64 + 63) / 64 * 64;
    EXPECT_EQ(bytes_.size(), end + 4 * ((count() * element_ + 65535) / 65536));
  }
  std::size_t count() const { return at<std::uint64_t>(16); }
  std::uint32_t u32(std::size_t element, std::size_t field = 0) const { return at<std::uint32_t>(64 + element * element_ + 4 * field); }
  std::uint64_t u64(std::size_t element) const { return at<std::uint64_t>(64 + element * element_); }
  std::uint32_t u16(std::size_t element) const { return at<std::uint16_t>(64 + element * element_); }
  // Number i of `bits` each: bit by bit, as the page says.
  std::uint64_t packed(std::size_t i, int bits) const {
    std::uint64_t out = 0;
    for (int bit = 0; bit < bits; ++bit) {
      const std::size_t place = i * static_cast<std::size_t>(bits) + static_cast<std::size_t>(bit);
      out |= (u64(place / 64) >> place % 64 & 1) << bit;
    }
    return out;
  }
  std::string body(std::size_t from, std::size_t size) const { return bytes_.substr(64 + from, size); }

 private:
  template <typename T>
  T at(std::size_t offset) const {
    T out{};
    EXPECT_LE(offset + sizeof(T), bytes_.size());
    std::memcpy(&out, bytes_.data() + offset, sizeof(T));
    return out;
  }
  std::string bytes_;
  std::size_t element_ = 0;
};

struct Directory {
  std::map<std::string, Column> columns;

  explicit Directory(const Path& generation) {
    const auto rows = documented_files();
    std::set<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(generation)) found.insert(entry.path().filename().string());
    std::set<std::string> expected = {"manifest"};
    for (const auto& [name, row] : rows) {
      expected.insert(name);
      columns[name] = Column(*read_file(generation / name, 1 << 24), row);
    }
    EXPECT_EQ(found, expected) << "the directory holds what the page lists and nothing else";
  }
  const Column& operator[](const std::string& name) const { return columns.at(name); }

  // Texts stand one after the other, each behind its length.
  std::vector<std::string> texts(const std::string& dictionary) const {
    const Column& column = (*this)[dictionary + ".text"];
    std::vector<std::string> out;
    for (std::size_t at = 0; at < column.count();) {
      const auto length = static_cast<unsigned char>(column.body(at, 1)[0]);
      if (out.size() % 4 == 0) {
        EXPECT_EQ((*this)[dictionary + ".at"].u32(out.size() / 4), at);
      }
      out.push_back(column.body(at + 1, length));
      at += 1 + length;
    }
    return out;
  }
  std::string text(const std::string& dictionary, std::uint64_t id) const {
    return id == 0 ? std::string() : texts(dictionary).at(id - 1);
  }
};

TEST(register_format, the_page_says_what_each_reason_of_a_builds_report_means) {
  std::string rows;
  std::istringstream lines(page());
  for (std::string line; std::getline(lines, line);)
    if (line.starts_with("| `")) rows += line + "\n";
  for (std::size_t i = 1; i < kRowReasonCount; ++i) {
    const auto reason = static_cast<RowReason>(i);
    const std::size_t at = rows.find("`" + std::string(row_reason_text(reason)) + "`");
    ASSERT_NE(at, std::string::npos) << row_reason_text(reason);
    const std::string line = rows.substr(at, rows.find('\n', at) - at);
    EXPECT_NE(line.find(is_rejection(reason) ? "| rejected |" : "| note |"), std::string::npos) << row_reason_text(reason);
  }
}

TEST(register_format, G4_the_page_names_every_file_with_its_letters_and_element) {
  const auto rows = documented_files();
  ASSERT_EQ(rows.size(), kFileCount);
  for (std::size_t i = 0; i < kFileCount; ++i) {
    const FileShape& shape = file_shape(file_at(i));
    ASSERT_TRUE(rows.contains(std::string(shape.name))) << shape.name;
    EXPECT_EQ(rows.at(std::string(shape.name)).letters, shape.letters);
    EXPECT_EQ(rows.at(std::string(shape.name)).element, shape.element_bytes);
  }
}

TEST(register_format, G4_a_generation_read_by_the_page_alone_gives_its_rows_back) {
  const TemporaryDirectory home;
  const auto outcome = build_rows(home.path(), {"k7,MARIA,A,LOPEZ RUIZ,JR,112-10,N OAK ST,APT 4,,SALEM,OH,44460,2020-01-01,,former"});
  ASSERT_TRUE(outcome) << outcome.fault().text;
  const Directory all(register_of(home.path()) / generation_name(outcome->digest));
  EXPECT_EQ(all["tile.dir"].count(), 2U);
  EXPECT_EQ(all["tile.dir"].u32(0), 44460U);
  EXPECT_EQ(all["tile.dir"].u32(1), UINT32_MAX);
  EXPECT_EQ(all["tile.dir"].u32(1, 3), 1U);
  EXPECT_EQ(all.text("street", all["block.dir"].u32(0) & 0xFFFFFF), "OAK");
  EXPECT_EQ(all["block.dir"].u32(0) >> 24, 0U);
  EXPECT_EQ(all.text("form", all["block.dir"].u32(0, 1)), "N\x1FST\x1F\x1F\x1F");
  EXPECT_EQ(all["addr.word"].u32(0) & 15, 0U);                 // one record
  EXPECT_EQ(all["addr.word"].u32(0) >> 15, 131'070U);          // the house is a text
  EXPECT_EQ(all["addr.more"].u32(0), 0U);
  EXPECT_EQ(all["addr.more"].u32(0, 1), 1U);
  EXPECT_EQ(all.text("part", all["addr.more"].u32(0, 2) & 0x7FFFFFFF), "112-10");
  EXPECT_EQ(all["addr.more"].u32(0, 2) >> 31, 1U);
  EXPECT_EQ(all.text("part", all["addr.word"].u32(0) >> 4 & 2047), "4");
  EXPECT_EQ(all["addr.base"].u32(1), 1U);
  EXPECT_EQ(all.text("name", all["surname.id"].u16(0)), "LOPEZ");
  EXPECT_EQ(all.text("name", all["given.id"].u16(0)), "MARIA");
  const auto bits = [&](std::size_t word) { return all["group.dir"].u32(0, 2 * word); };
  for (const std::size_t word : {0U, 3U, 4U, 5U, 7U}) EXPECT_EQ(bits(word), 1U) << word;  // surname, initial, extra, from, rare
  for (const std::size_t word : {1U, 2U, 6U}) EXPECT_EQ(bits(word), 0U) << word;          // no wide names, not closed
  EXPECT_EQ(all["initial.col"].packed(0, 5), 1U);              // A
  EXPECT_EQ(all["rare.word"].u32(0), 1U | 1U << 4);            // JR, former
  EXPECT_EQ(all.text("place", all["group.dir"].u32(0, 23)), "SALEM\x1FOH");
  EXPECT_EQ(all.text("name", all["extra.word"].packed(0, 4) & 3), "RUIZ");  // three names: two bits
  EXPECT_EQ(all["extra.word"].packed(0, 4) >> 2, 3U);          // a family name, the last
  EXPECT_EQ(all["day.from"].packed(0, 1), 1U);                 // the first day of all, 2020-01-01
  EXPECT_EQ(all["key.text"].count(), 0U);                      // the only key has number 0, and numbers of no bits
  EXPECT_EQ(all["key.col"].count(), 0U);
  EXPECT_THAT(outcome->manifest.write(), testing::HasSubstr("key.shortest 2\nkey.letters k 7\nfirst_day 2020-01-01\nlast_day 2020-01-01\n"));
  EXPECT_EQ(all["street.post"].u32(0), 0U);
  EXPECT_EQ(all["place.post"].u32(0), 0U);
}

TEST(register_format, G4_postings_start_from_streets_and_cities_only) {
  const TemporaryDirectory home;
  BuildOptions options;
  options.rejected_max_ppm = 1'000'000;
  const auto outcome = build_rows(home.path(), crowded_rows(9, 400), options);
  ASSERT_TRUE(outcome);
  const Directory all(register_of(home.path()) / generation_name(outcome->digest));
  std::vector<std::string> postings;
  for (const auto& [name, column] : all.columns)
    if (name.ends_with(".post") || name.ends_with(".base")) postings.push_back(name);
  EXPECT_THAT(postings, testing::UnorderedElementsAre("addr.base", "place.base", "place.post", "street.base", "street.post"));
  EXPECT_EQ(all["given.id"].count(), outcome->manifest.records);
}

TEST(register_format, G4_text_is_found_by_the_hash_that_the_page_describes) {
  const TemporaryDirectory home;
  BuildOptions options;
  options.rejected_max_ppm = 1'000'000;
  const auto outcome = build_rows(home.path(), crowded_rows(9, 400), options);
  ASSERT_TRUE(outcome);
  const Directory all(register_of(home.path()) / generation_name(outcome->digest));
  for (std::size_t i = 0; i < kDictionaryCount; ++i) {
    const std::string dictionary(dictionary_name(static_cast<Dictionary>(i)));
    const Column& table = all[dictionary + ".hash"];
    const std::vector<std::string> texts = all.texts(dictionary);
    const std::uint64_t places = texts.size() + texts.size() / 4 + 2;
    for (std::uint32_t id = 1; id <= texts.size(); ++id) {
      const std::string& text = texts[id - 1];
      constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15ULL;
      std::uint64_t hash = (text.size() + 1 + (std::uint64_t{outcome->manifest.seeds[i]} << 32)) * kOdd;
      for (std::size_t at = 0; at < text.size(); at += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + at, std::min<std::size_t>(8, text.size() - at));
        hash = (hash ^ word) * kOdd;
        hash ^= hash >> 29;
      }
      hash *= kOdd;
      std::uint64_t place = (hash >> 32) * places >> 32;
      const std::uint32_t wanted = id | static_cast<std::uint32_t>(hash >> 24 & 255) << 24;
      while (table.u32(place) != wanted) {
        ASSERT_NE(table.u32(place), 0U) << dictionary << " " << id;
        ++place;
      }
    }
  }
}

TEST(register_format, the_example_of_the_page_is_what_is_built) {
  const std::string text = page();
  const std::size_t begin = text.find("```manifest\n"), end = text.find("```", begin + 4);
  ASSERT_NE(begin, std::string::npos);
  const TemporaryDirectory home;
  BuildOptions options;
  options.as_of = Date::civil(2026, 9, 1);
  options.software = "countersign 0.1.0";
  const auto outcome = build_rows(home.path(), {"k7,MARIA,A,LOPEZ,JR,12,N OAK ST,APT 4,,SALEM,OH,44460,,,"}, options);
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->manifest.write(), text.substr(begin + 12, end - begin - 12));
  EXPECT_THAT(text, testing::HasSubstr(generation_name(outcome->digest)));
  const std::string file = *read_file(register_of(home.path()) / generation_name(outcome->digest) / "addr.word", 4096);
  std::string dump;
  for (std::size_t at = 0; at < file.size(); at += 16) {
    dump += "    ";
    for (std::size_t i = at; i < std::min(at + 16, file.size()); ++i) dump += to_hex(as_bytes(file).subspan(i, 1)) + " ";
    dump.back() = '\n';
  }
  EXPECT_THAT(text, testing::HasSubstr(dump));
}

}  // namespace
}  // namespace cs::registry
