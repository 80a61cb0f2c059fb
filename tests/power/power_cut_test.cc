// The power is cut at every step of what a gate does: of what was not synced some is lost, torn or out of order. Whatever is left on the disk, the
// home starts, holds all that it had told, and has spent what it had spent. And each sync that is needed is shown to be: forgotten, it is found.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <set>

#include "tests/power/disk.h"
#include "tests/power/found.h"
#include "tests/power/played.h"

namespace cs::power {
namespace {

using test::TemporaryDirectory;

struct Cuts {
  std::size_t places = 0, states = 0, told = 0;
  std::map<std::string, std::size_t> wrong;  // what, how often
};

// Cuts the power after every event; so many states are drawn besides the two extremes. A disk and what was told by then are looked at once.
Cuts cut_everywhere(const PlayedOnce& story, const Disk::LeftOut& left_out, std::uint64_t seed, int draws) {
  Disk disk(story.recording, left_out);
  std::mt19937_64 draw(seed);
  std::set<std::pair<std::size_t, std::size_t>> seen;
  const TemporaryDirectory work(test::Where::kMemory);
  Cuts cuts;
  do {
    ++cuts.places;
    if (left_out && disk.told().empty()) continue;  // nothing to lose yet
    for (int i = 0; i < draws + 2; ++i) {
      const State state = disk.cut(i == 0 ? Loss::kNothing : i == 1 ? Loss::kUnsynced : Loss::kDrawn, draw);
      if (!seen.emplace(state.print(), disk.told().size()).second) continue;
      const Path laid = work.path() / std::to_string(cuts.states++);
      const auto done = state.lay(laid);
      const std::string wrong = done ? wrong_in(laid / "home", story, disk.told()) : done.fault().text;
      std::error_code ignored;
      std::filesystem::remove_all(laid, ignored);
      if (!wrong.empty()) ++cuts.wrong[wrong];
      if (!wrong.empty() && left_out) return cuts;
    }
  } while (disk.step());
  cuts.told = disk.told().size();
  return cuts;
}

class PowerCut : public testing::TestWithParam<Recorded> {
 protected:
  void SetUp() override {
    ASSERT_FALSE(story_.fault) << *story_.fault;
    ASSERT_FALSE(story_.recording.fault) << *story_.recording.fault;
  }
  const PlayedOnce& story_ = PlayedOnce::of(GetParam());
};

TEST_P(PowerCut, records_every_change_of_the_home) {
  Disk disk(story_.recording);
  while (disk.step()) {}
  std::mt19937_64 draw(1);
  const State state = disk.cut(Loss::kNothing, draw);
  const auto counts = [](const std::string& path) { return !path.ends_with("-shm"); };
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(story_.seen())) {
    const std::string path = entry.path().lexically_relative(story_.seen()).string();
    if (!entry.is_regular_file() || !counts(path)) continue;
    ++files;
    const auto there = read_file(entry.path(), std::size_t{1} << 30);
    ASSERT_TRUE(there) << path;
    ASSERT_TRUE(state.files.contains(path)) << path;
    EXPECT_TRUE(std::ranges::equal(as_bytes(*there), state.files.at(path).second)) << path;
  }
  EXPECT_EQ(files, static_cast<std::size_t>(std::count_if(state.files.begin(), state.files.end(), [&](const auto& file) { return counts(file.first); })));
}

int number_from(const char* name, int otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::atoi(text);
}

TEST_P(PowerCut, L1_L9_leaves_a_home_that_starts_and_holds_what_it_had_told) {
  const int draws = number_from("CS_POWER_DRAWS", 1), seed = number_from("CS_POWER_SEED", 1);
  const Cuts cuts = cut_everywhere(story_, {}, static_cast<std::uint64_t>(seed), draws);
  for (const auto& [what, times] : cuts.wrong) ADD_FAILURE() << times << " times: " << what;
  EXPECT_GT(cuts.told, 0u);
  std::cout << cuts.places << " places, " << cuts.states << " states of the disk from seed " << seed << ", " << cuts.told << " commits told: " << cuts.wrong.size() << " wrong\n";
}

std::string word(Recorded recorded) { return recorded == Recorded::kFounding ? "founding" : recorded == Recorded::kRequest ? "request" : "shred"; }

INSTANTIATE_TEST_SUITE_P(power, PowerCut, testing::Values(Recorded::kFounding, Recorded::kRequest, Recorded::kShred),
                         [](const auto& recorded) { return word(recorded.param); });

// The off switch of each sync: the same run, one file or directory never synced. Then a cut must find something.
struct Forgotten {
  const char* name;
  Recorded story;
  const char* path;
};

class ForgottenSync : public testing::TestWithParam<Forgotten> {};

TEST_P(ForgottenSync, is_found) {
  const PlayedOnce& story = PlayedOnce::of(GetParam().story);
  ASSERT_FALSE(story.fault) << *story.fault;
  std::size_t left_out = 0;
  const auto forgets = [&](const std::string& path) { return path == GetParam().path && ++left_out > 0; };
  const Cuts cuts = cut_everywhere(story, forgets, 1, 4);
  EXPECT_GT(left_out, 0u) << "nothing of that name is synced";
  ASSERT_FALSE(cuts.wrong.empty()) << cuts.states << " states of the disk, and none is wrong";
  std::cout << GetParam().path << ": " << cuts.wrong.begin()->first << "\n";
}

constexpr auto kFounding = Recorded::kFounding, kRequest = Recorded::kRequest, kShred = Recorded::kShred;
INSTANTIATE_TEST_SUITE_P(power, ForgottenSync,
                         testing::Values(Forgotten{"name_of_the_home", kFounding, "."}, Forgotten{"names_in_the_home", kFounding, "home"},
                                         Forgotten{"names_of_the_keys", kFounding, "home/keys"}, Forgotten{"log_key", kFounding, "home/keys/log.key.writing"},
                                         Forgotten{"budget_key", kFounding, "home/keys/budget/removal-orders.key.writing"},
                                         Forgotten{"name_of_the_budget_key", kFounding, "home/keys/budget"},
                                         Forgotten{"names_in_the_ledger", kFounding, "home/ledger"},
                                         Forgotten{"commit", kRequest, "home/ledger/store.db-wal"}, Forgotten{"checkpoint_of_the_journal", kRequest, "home/ledger/store.db"},
                                         Forgotten{"guard", kRequest, "home/guard"},
                                         Forgotten{"period_key", kRequest, "home/keys/period/removal-orders.outcome.2026q4.key.writing"},
                                         Forgotten{"name_of_a_period_key", kRequest, "home/keys/period"},
                                         Forgotten{"commit_of_a_shred", kShred, "home/ledger/store.db-wal"}),
                         [](const auto& forgotten) { return std::string(forgotten.param.name); });

}  // namespace
}  // namespace cs::power
