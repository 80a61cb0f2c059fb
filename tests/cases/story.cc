#include "tests/cases/story.h"

#include "base/limits.h"

namespace cs::cases {
namespace {

std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

// A comment begins at the start of a line or after two spaces.
std::string_view without_comment(std::string_view line) {
  if (line.starts_with('#')) return {};
  return line.substr(0, std::min(line.find("  #"), line.size()));
}

std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> cells;
  for (std::size_t from = 1; from < line.size();) {
    std::size_t end = from;
    while (end < line.size() && line[end] != '|') end += line[end] == '\\' && end + 1 < line.size() ? 2 : 1;  // \| stands for |
    std::string cell(trim(line.substr(from, end - from)));
    for (std::size_t at; (at = cell.find("\\|")) != std::string::npos;) cell.erase(at, 1);
    if (end < line.size()) cells.push_back(std::move(cell));
    from = end + 1;
  }
  return cells;
}

class StoryReader {
 public:
  StoryReader(const Path& file, bool world) : file_(file.filename().string()), world_(world) {}

  Result<Story> read(std::string_view text) {
    for (std::size_t from = 0; from < text.size();) {
      const std::size_t end = std::min(text.find('\n', from), text.size());
      ++number_;
      CS_TRY_VOID(line(without_comment(text.substr(from, end - from))));
      from = end + 1;
    }
    return std::move(story_);
  }

 private:
  std::string where() const { return file_ + ":" + std::to_string(number_); }
  Fault wrong(const std::string& what) const { return malformed(where() + ": " + what); }

  Result<void> line(std::string_view text) {
    const std::string_view content = trim(text);
    if (content.empty()) return {};
    if (content.starts_with('|')) return row(content);
    const std::size_t gap = text.find("  ");
    if (gap == std::string_view::npos || gap == 0) return wrong("a keyword, two spaces or more, then a sentence");
    std::string keyword(text.substr(0, gap));
    if (keyword == "and") keyword = last_;
    last_ = keyword;
    return sentence(keyword, trim(text.substr(gap)));
  }

  Result<void> sentence(const std::string& keyword, std::string_view content) {
    columns_.clear();
    if (keyword == "story") return story_.slug = content, Result<void>();
    if (keyword == "title") return story_.title = content, Result<void>();
    if (keyword == "why") return story_.why = content, Result<void>();
    if (keyword == "world") return story_.world = content, Result<void>();
    Sentence made;
    made.where = where();
    made.text = content;
    if (keyword == "given") {
      made.part = Part::kGiven;
    } else if (keyword == "when" && !world_) {
      made.part = Part::kWhen;
      const std::size_t gap = content.find("  ");
      if (gap == std::string_view::npos) return wrong("when TIME, two spaces, then what happens");
      CS_TRY(time, read_time(trim(content.substr(0, gap))));
      made.time = time;
      made.text = trim(content.substr(gap));
    } else if (keyword == "then" && !world_) {
      made.part = Part::kThen;
    } else {
      return wrong("unknown keyword \"" + keyword + "\"");
    }
    story_.sentences.push_back(std::move(made));
    return {};
  }

  Result<void> row(std::string_view content) {
    if (story_.sentences.empty()) return wrong("a row without a sentence above it");
    std::vector<std::string> cells = cells_of(content);
    if (columns_.empty()) {
      columns_ = std::move(cells);
      return {};
    }
    if (cells.size() != columns_.size()) return wrong("a row with " + std::to_string(cells.size()) + " cells under " + std::to_string(columns_.size()) + " columns");
    Row made;
    for (std::size_t i = 0; i < cells.size(); ++i) made.cells[columns_[i]] = std::move(cells[i]);
    story_.sentences.back().table.push_back(std::move(made));
    return {};
  }

  std::string file_;
  bool world_;
  int number_ = 0;
  std::string last_;
  std::vector<std::string> columns_;
  Story story_;
};

Result<Story> read(const Path& file, bool world) {
  CS_TRY(text, read_file(file, limits::kCaseBytesMax));
  return StoryReader(file, world).read(text);
}

}  // namespace

Result<Story> read_story(const Path& file) {
  CS_TRY(story, read(file, false));
  if (story.slug.empty() || story.title.empty() || story.world.empty()) return malformed(file.filename().string() + ": needs story, title and world");
  return story;
}

Result<Story> read_story_text(const std::string& name, std::string_view text) { return StoryReader(name, false).read(text); }

Result<std::vector<Sentence>> read_world(const Path& file) {
  CS_TRY(story, read(file, true));
  return std::move(story.sentences);
}

Result<Instant> read_time(std::string_view text) {
  if (text.size() < 10) return malformed("time: not YYYY-MM-DD [hh:mm[:ss]]");
  CS_TRY(date, Date::parse(text.substr(0, 10)));
  if (text.size() == 10) return date.midnight();
  const std::string clock(text.substr(11));
  if (text[10] != ' ' || (clock.size() != 5 && clock.size() != 8)) return malformed("time: not YYYY-MM-DD [hh:mm[:ss]]");
  return Instant::parse(date.text() + "T" + clock + (clock.size() == 5 ? ":00Z" : "Z"));
}

}  // namespace cs::cases
