#include "population/population.h"

#include <algorithm>
#include <set>

#include "codec/json.h"
#include "crypto/digest.h"
#include "population/made_for_test.h"
#include "population/output.h"

namespace cs::population {
namespace {

// Every file below a directory with its digest, in order.
std::map<std::string, std::string> digests_of(const Path& root) {
  std::map<std::string, std::string> out;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file()) continue;
    const Result<std::string> bytes = read_file(entry.path(), std::size_t{1} << 30);
    EXPECT_TRUE(bytes.ok());
    out[entry.path().lexically_relative(root).string()] = to_hex(crypto::sha256(as_bytes(*bytes)));
  }
  return out;
}

std::map<std::string, std::string> made_digests(const Options& options) {
  const Result<Manifest> made = make_population(options);
  EXPECT_TRUE(made.ok()) << (made.ok() ? "" : made.fault().text);
  std::map<std::string, std::string> out = digests_of(options.out);
  std::filesystem::remove_all(options.out);
  return out;
}

std::string first_16(const std::map<std::string, std::string>& digests, const std::string& file) { return digests.at(file).substr(0, 16); }

TEST(population, is_the_same_bytes_for_any_number_of_threads) {
  Options options = test_options(3'000, 6'000, 11, fresh_place("threads"));
  options.threads = 1;
  const auto one = made_digests(options);
  ASSERT_FALSE(one.empty());
  for (const int threads : {2, 7}) {
    options.threads = threads;
    EXPECT_EQ(made_digests(options), one) << threads;
  }
  options.seed = 12;
  options.kit = false;
  EXPECT_NE(made_digests(options).at("people.csv"), one.at("people.csv"));
}

// A change here is a change of what every seed means: raise kGeneratorVersion, then pin anew.
TEST(population, of_1000_people_1000_lines_and_seed_1_is_pinned) {
  EXPECT_EQ(kGeneratorVersion, 21U);
  const auto digests = made_digests(test_options(1'000, 1'000, 1, fresh_place("pinned")));
  EXPECT_EQ(first_16(digests, "people.csv"), "60a0fe23b1846132");
  EXPECT_EQ(first_16(digests, "lines.csv"), "be43fff92ae7d635");
  EXPECT_EQ(first_16(digests, "truth.csv"), "e2758ac288a401e0");
  EXPECT_EQ(first_16(digests, "requests.csv"), "49a0c946f84766fc");
  EXPECT_EQ(first_16(digests, "orders/openings.ndjson"), "5251dca15100cb0c");
  EXPECT_EQ(first_16(digests, "orders/checkpoint"), "2cdaffe6938c1ed8");
}

TEST(population, without_kit_has_the_same_people_lines_and_truth) {
  Options options = test_options(1'000, 500, 5, fresh_place("kitless"));
  const auto with = made_digests(options);
  options.kit = false;
  const auto without = made_digests(options);
  EXPECT_EQ(without.size(), 5U);  // people, their truth, lines, truth, manifest
  for (const char* file : {"people.csv", "lines.csv", "truth.csv"}) EXPECT_EQ(without.at(file), with.at(file)) << file;
}

TEST(population, gives_exactly_the_people_or_rows_asked_for) {
  Options options = test_options(1'237, 0, 2, fresh_place("exact"));
  options.kit = false;
  Result<Manifest> made = make_population(options);
  ASSERT_TRUE(made.ok());
  std::set<std::string> ids;
  for (const Row& row : read_rows(options.out / "people.csv"))
    if (row.at("to").empty()) ids.insert(row.at("id"));  // the dead of the last year have closed rows only
  EXPECT_EQ(ids.size(), 1'237U);
  EXPECT_EQ(made->people, 1'237U);
  std::filesystem::remove_all(options.out);

  options.people.reset();
  options.rows = 1'501;
  made = make_population(options);
  ASSERT_TRUE(made.ok());
  EXPECT_EQ(read_rows(options.out / "people.csv").size(), 1'501U);
  EXPECT_EQ(made->rows, 1'501U);
  std::filesystem::remove_all(options.out);
}

TEST(population, manifest_tells_every_file_as_it_is) {
  const MadeWorld& world = MadeWorld::get();
  const auto there = digests_of(world.root);
  for (const FileFacts& file : world.manifest.files) EXPECT_EQ(there.at(file.path), to_hex(file.digest)) << file.path;
  const Result<std::string> text = read_file(world.root / "manifest.json", 1 << 20);
  ASSERT_TRUE(text.ok());
  EXPECT_EQ(*text, world.manifest.json());
  EXPECT_TRUE(codec::read_json(*text, 1 << 20).ok());
  EXPECT_EQ(text->find(world.root.string()), std::string::npos);
  for (const FileFacts& file : world.manifest.files) {
    if (file.path == "people.csv") {
      EXPECT_EQ(file.rows, world.people.size());
    }
    if (file.path == "lines.csv" || file.path == "truth.csv" || file.path == "requests.csv") {
      EXPECT_EQ(file.rows, 8'000U) << file.path;
    }
  }
}

TEST(population, refuses_numbers_out_of_range_and_leaves_nothing) {
  const Path out = fresh_place("range");
  const auto fault_of = [&](auto change) {
    Options options = test_options(1'000, 100, 1, out);
    change(options);
    const Result<Manifest> made = make_population(options);
    EXPECT_FALSE(std::filesystem::exists(out));
    return made.ok() ? FaultKind::kMalformed : made.fault().kind;
  };
  EXPECT_EQ(fault_of([](Options& o) { o.people = 999; }), FaultKind::kUsage);
  EXPECT_EQ(fault_of([](Options& o) { o.people = 160'000'001; }), FaultKind::kUsage);
  EXPECT_EQ(fault_of([](Options& o) { o.rows = 1'000; }), FaultKind::kUsage);
  EXPECT_EQ(fault_of([](Options& o) { o.people.reset(); }), FaultKind::kUsage);
  EXPECT_EQ(fault_of([](Options& o) { o.lines = 20'001; }), FaultKind::kUsage);
  EXPECT_EQ(fault_of([](Options& o) { o.people = 160'000'000, o.lines = 10'000'001; }), FaultKind::kUsage);
  EXPECT_EQ(fault_of([](Options& o) { o.zips = 51; }), FaultKind::kUsage);
  EXPECT_EQ(fault_of([](Options& o) { o.zips = 40'000; }), FaultKind::kUsage);
  EXPECT_EQ(fault_of([](Options& o) { o.people = 1'000'000, o.zips = 4; }), FaultKind::kUsage);
  EXPECT_EQ(fault_of([](Options& o) { o.people = 100'000, o.lines = 2'000'000, o.zips = 4; }), FaultKind::kUsage);
  EXPECT_EQ(fault_of([](Options& o) { o.error_percent = 99; }), FaultKind::kUsage);
}

TEST(population, does_not_touch_what_exists) {
  const Path out = fresh_place("exists");
  std::filesystem::create_directories(out);
  const Result<Manifest> made = make_population(test_options(1'000, 10, 1, out));
  ASSERT_FALSE(made.ok());
  EXPECT_EQ(made.fault().kind, FaultKind::kConflict);
  EXPECT_TRUE(std::filesystem::is_empty(out));
  std::filesystem::remove_all(out);
}

TEST(population, that_cannot_be_renamed_into_place_leaves_nothing_beside_it) {
  const Path parent = fresh_place("parent");
  const Path out = parent / "world";
  const Result<Manifest> made = make_population(test_options(1'000, 10, 1, out), [&](const std::string&, std::uint64_t, std::uint64_t) {
    std::filesystem::create_directories(out);  // somebody else was quicker
  });
  ASSERT_FALSE(made.ok());
  EXPECT_EQ(made.fault().kind, FaultKind::kConflict);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(parent), std::filesystem::directory_iterator()), 1);
  std::filesystem::remove_all(parent);
}

TEST(population, whose_parent_is_a_file_is_an_io_fault) {
  const Path file = fresh_place("file");
  ASSERT_TRUE(write_file(file, as_bytes("x")).ok());
  const Result<Manifest> made = make_population(test_options(1'000, 10, 1, file / "world"));
  ASSERT_FALSE(made.ok());
  std::filesystem::remove(file);
}

TEST(ordered_parallel, takes_in_order_and_stops_at_the_first_fault) {
  for (const int threads : {1, 2, 5}) {
    std::vector<std::size_t> taken;
    const Result<void> whole = ordered_parallel<std::size_t>(
        100, threads, [](std::size_t i) { return i * 3; },
        [&](std::size_t i, std::size_t made) -> Result<void> {
          EXPECT_EQ(made, i * 3);
          taken.push_back(i);
          return {};
        });
    EXPECT_TRUE(whole.ok());
    EXPECT_EQ(taken.size(), 100U);
    EXPECT_TRUE(std::is_sorted(taken.begin(), taken.end()));
    const Result<void> cut = ordered_parallel<std::size_t>(
        100, threads, [](std::size_t i) { return i; },
        [&](std::size_t i, std::size_t) -> Result<void> { return i == 7 ? Result<void>(io_fault("disk")) : Result<void>(); });
    EXPECT_FALSE(cut.ok());
  }
}

}  // namespace
}  // namespace cs::population
