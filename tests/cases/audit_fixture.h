// A world in which one request was answered, what an auditor was given of it, and a forger of that.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include "audit/replay.h"
#include "tests/cases/forger.h"
#include "tests/cases/world_access.h"

namespace cs::cases {

// Three orders, the third final on the day of the request; four lines, one for somebody else's address.
inline constexpr std::string_view kAuditedStory = R"(story   audited
title   A request that an auditor gets
world   plain
given   setting order_types.min_age_days is 0
given   setting retention.accounting_years is 1
given   order O3 for P1 type removal entered 2026-01-10 final 2026-08-31
when    2026-08-31 12:00  request R1 signed by "director" at 2026-08-30 22:00 arrives
        | line | order | address                         |
        | 1    | O1    | 12 Oak St Apt 4, Salem OH 44460 |
        | 2    | O2    | 7 Elm Ave, Salem OH 44460       |
        | 3    | O2    | 9 Elm Ave, Salem OH 44460       |
        | 4    | O3    | 12 Oak St Apt 5, Salem OH 44460 |
then    R1 is admitted
when    2026-08-31 12:01  release time of R1
then    R1 is released
and     lines 1 to 2 are verified
and     lines 3 to 4 are not_verified
)";

class Audit : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::remove_all(root_);
    ASSERT_TRUE(make_directories(root_ / "played"));
    world_ = std::make_unique<World>(root_ / "played", false);
    play_whole(*world_, story());
    const auto given = WorldAccess(*world_).give();
    ASSERT_TRUE(given) << given.fault().text;
    given_ = *given;
  }
  void TearDown() override {
    world_.reset();
    std::filesystem::remove_all(root_);
  }
  virtual std::string_view story() const { return kAuditedStory; }
  // `empty`: the verdicts are told of a full register, so they are not claimed.
  static void play_whole(World& world, std::string_view text, bool empty = false) {
    const auto story = read_story_text("audited", text);
    ASSERT_TRUE(story) << story.fault().text;
    const auto givens = read_world(Path(CS_SOURCE_DIR) / "tests/cases/worlds/plain.world");
    ASSERT_TRUE(givens);
    for (const Sentence& sentence : *givens) ASSERT_TRUE(world.given(sentence));
    bool begun = false;
    for (const Sentence& sentence : story->sentences) {
      if (sentence.part != Part::kGiven && !begun) {
        ASSERT_TRUE(world.begin());
      }
      begun = begun || sentence.part != Part::kGiven;
      if (empty && sentence.part == Part::kThen) continue;
      const auto done = sentence.part == Part::kGiven ? world.given(sentence) : sentence.part == Part::kWhen ? world.when(sentence) : world.then(sentence);
      ASSERT_TRUE(done) << done.fault().text;
    }
  }

  // Plays on, and gives the auditor what there is then.
  void also(const std::string& sentences) {
    const auto story = read_story_text("audited", "story   audited\ntitle   It goes on\nworld   plain\n" + sentences);
    ASSERT_TRUE(story) << story.fault().text;
    for (const Sentence& sentence : story->sentences) {
      const auto done = sentence.part == Part::kWhen ? world_->when(sentence) : world_->then(sentence);
      ASSERT_TRUE(done) << done.fault().text;
    }
    const auto given = WorldAccess(*world_).give();
    ASSERT_TRUE(given) << given.fault().text;
    given_ = *given;
  }

  Forger forger() {
    auto opened = Forger::open(given_, WorldAccess(*world_).home());
    EXPECT_TRUE(opened) << opened.fault().text;
    return std::move(*opened);
  }
  audit::Report replayed(int threads = 1) {
    auto report = WorldAccess::replay(given_, threads);
    EXPECT_TRUE(report) << report.fault().text;
    return report ? std::move(*report) : audit::Report();
  }
  // By an auditor who knows something of the log from elsewhere.
  Result<audit::Report> replayed_knowing(audit::KnownElsewhere known) {
    const audit::ReplayOptions options{.source = {given_ / "log", given_ / "openings.db", {}, std::move(known)}, .context = given_ / "context", .from = {}, .to = {}, .sample = {}, .threads = 1};
    crypto::SeededRandom unused(1);
    return audit::replay(options, unused);
  }
  static std::string findings_of(const audit::Report& report) {
    std::string out;
    for (const audit::Finding& f : report.findings)
      out += std::string(what_text(f.what)) + " " + (f.entry ? std::to_string(f.entry->value) : "-") + " line " + (f.line ? std::to_string(*f.line) : "-") + " " + f.of + " [" +
             f.recorded + "] [" + f.recomputed + "] " + f.text + "\n";
    return out;
  }
  static bool names(const audit::Report& report, audit::What what, std::optional<std::uint32_t> line, const std::string& recorded, const std::string& recomputed) {
    for (const audit::Finding& f : report.findings)
      if (f.what == what && f.line == line && f.recorded == recorded && f.recomputed == recomputed) return true;
    return false;
  }

  Path root_ = std::filesystem::temp_directory_path() / ("countersign-audit-" + std::to_string(::getpid()));
  std::unique_ptr<World> world_;
  Path given_;
};

}  // namespace cs::cases
