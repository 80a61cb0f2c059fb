// Stories: `.case` files, read strictly. docs/formats/case.md has the grammar.
//   Shape    sentences in order, each with its table; nothing is skipped.
//   Errors   every fault names file and line; an unknown sentence names the nearest known one.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "base/time.h"

namespace cs::cases {

struct Row {
  std::map<std::string, std::string> cells;  // by column
};

enum class Part { kGiven, kWhen, kThen };

struct Sentence {
  Part part = Part::kGiven;
  Instant time;            // of `when`
  std::string text;
  std::vector<Row> table;
  std::string where;       // "file:line"
};

struct Story {
  std::string slug, title, why, world;
  std::vector<Sentence> sentences;
};

Result<Story> read_story(const Path& file);
Result<Story> read_story_text(const std::string& name, std::string_view text);  // one that a test wrote; of any size
Result<std::vector<Sentence>> read_world(const Path& file);  // `given` only

// "2026-09-01 12:01", "2026-09-01 12:01:30" or "2026-09-01" (00:00).
Result<Instant> read_time(std::string_view text);

}  // namespace cs::cases
