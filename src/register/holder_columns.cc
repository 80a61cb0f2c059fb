#include "register/holder_columns.h"

#include <algorithm>

#include "base/limits.h"
#include "codec/toml.h"

namespace cs::registry {
namespace {

constexpr std::array<std::string_view, 3> kDateColumns = {"from", "to", "dob"};
constexpr std::string_view kNotADate = "?";

bool is_among(std::span<const std::string_view> names, std::string_view name) { return std::find(names.begin(), names.end(), name) != names.end(); }

bool is_field(std::string_view text) {
  return !text.empty() && text.size() <= limits::kCsvFieldBytesMax && std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= ' ' && c != 0x7F; });
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// YYYY, MM and DD once each; between them anything that is neither a letter nor a digit.
bool is_date_form(std::string_view form) {
  std::string rest(form);
  for (const std::string_view part : {"YYYY", "MM", "DD"}) {
    const std::size_t at = rest.find(part);
    if (at == std::string::npos) return false;
    rest.replace(at, part.size(), part.size(), ' ');
  }
  const auto is_plain = [](char c) { return c >= ' ' && c < 0x7F && !is_digit(c) && !((c | 32) >= 'a' && (c | 32) <= 'z'); };
  return rest.size() <= 16 && std::all_of(rest.begin(), rest.end(), is_plain);
}

// Copies the digits of one part of `text`; false where there are none.
bool take_part(std::string_view form, std::string_view text, std::string_view part, char* out) {
  const std::size_t at = form.find(part);
  for (std::size_t i = 0; i < part.size(); ++i) {
    if (!is_digit(text[at + i])) return false;
    out[i] = text[at + i];
  }
  return true;
}

bool read_date(std::string_view form, std::string_view text, std::array<char, 10>& out) {
  if (text.size() != form.size()) return false;
  for (std::size_t i = 0; i < form.size(); ++i)
    if (form[i] != 'Y' && form[i] != 'M' && form[i] != 'D' && form[i] != text[i]) return false;
  out[4] = out[7] = '-';
  return take_part(form, text, "YYYY", out.data()) && take_part(form, text, "MM", out.data() + 5) && take_part(form, text, "DD", out.data() + 8);
}

}  // namespace

Fault HolderColumns::wrong(int line, std::string_view key, std::string_view why) const {
  return malformed(file_ + (line > 0 ? ", line " + std::to_string(line) : "") + ": " + std::string(key) + ": " + std::string(why));
}

Result<void> HolderColumns::take_columns(const codec::Value& section, std::span<const std::string_view> ours) {
  if (section.record() == nullptr) return wrong(section.line, "columns", "not a table");
  for (const auto& [name, value] : *section.record()) {
    if (!is_among(ours, name)) return wrong(value.line, "columns", "a key that is no column of ours");
    if (value.text() == nullptr || !is_field(*value.text())) return wrong(value.line, "columns." + name, "not the name of a column");
    columns_.push_back({name, *value.text(), value.line});
  }
  return {};
}

Result<void> HolderColumns::take_constants(const codec::Value& section, std::span<const std::string_view> ours) {
  if (section.record() == nullptr) return wrong(section.line, "constants", "not a table");
  for (const auto& [name, value] : *section.record()) {
    if (!is_among(ours, name) || name == "id") return wrong(value.line, "constants", "a key that is no column of ours, or the id");
    const bool is_text = value.text() != nullptr && (value.text()->empty() || is_field(*value.text()));
    if (!is_text) return wrong(value.line, "constants." + name, "not a text that a field may hold");
    const bool mapped = std::any_of(columns_.begin(), columns_.end(), [&](const Named& column) { return column.ours == name; });
    if (mapped) return wrong(value.line, "constants." + name, "the column stands in [columns] already");
    constants_.push_back({name, *value.text(), value.line});
  }
  return {};
}

Result<void> HolderColumns::take_ignored(const codec::Value& section) {
  if (section.record() == nullptr) return wrong(section.line, "ignore", "not a table");
  for (const auto& [name, value] : *section.record()) {
    if (name != "columns" || value.list() == nullptr) return wrong(value.line, "ignore", "columns = [...] and nothing else");
    for (const codec::Value& theirs : *value.list()) {
      if (theirs.text() == nullptr || !is_field(*theirs.text())) return wrong(theirs.line, "ignore.columns", "not the name of a column");
      ignored_.push_back({"", *theirs.text(), theirs.line});
    }
  }
  return {};
}

Result<void> HolderColumns::take_dates(const codec::Value& section) {
  if (section.record() == nullptr) return wrong(section.line, "dates", "not a table");
  for (const auto& [name, value] : *section.record()) {
    if (name == "form") {
      if (value.text() == nullptr || !is_date_form(*value.text())) return wrong(value.line, "dates.form", "not YYYY, MM and DD once each with signs between them");
      date_form_ = *value.text();
    } else if (name == "none") {
      if (value.list() == nullptr) return wrong(value.line, "dates.none", "not a list of texts");
      for (const codec::Value& text : *value.list()) {
        if (text.text() == nullptr || !is_field(*text.text())) return wrong(text.line, "dates.none", "not a text that a field may hold");
        no_dates_.push_back(*text.text());
      }
    } else {
      return wrong(value.line, "dates", "a key other than form and none");
    }
  }
  return {};
}

Result<void> HolderColumns::check_theirs() const {
  std::vector<const Named*> all;
  for (const Named& named : columns_) all.push_back(&named);
  for (const Named& named : ignored_) all.push_back(&named);
  std::stable_sort(all.begin(), all.end(), [](const Named* left, const Named* right) { return left->theirs < right->theirs; });
  const auto twice = std::adjacent_find(all.begin(), all.end(), [](const Named* left, const Named* right) { return left->theirs == right->theirs; });
  if (twice == all.end()) return {};
  const Named& second = **(twice + 1);
  return wrong(second.line, second.ours.empty() ? "ignore.columns" : "columns." + second.ours, "a column of the file that the map names already");
}

Result<HolderColumns> HolderColumns::read(std::string_view toml, const std::string& file, std::span<const std::string_view> ours) {
  auto document = codec::read_toml(toml, kHolderColumnsBytesMax);
  if (!document) return at(file, document.fault());
  HolderColumns out;
  out.file_ = file;
  for (const auto& [name, section] : *document->record())
    if (name != "columns" && name != "constants" && name != "ignore" && name != "dates") return out.wrong(section.line, "map", "a key other than columns, constants, ignore and dates");
  const codec::Value* columns = document->find("columns");
  if (columns == nullptr) return out.wrong(0, "columns", "missing");
  CS_TRY_VOID(out.take_columns(*columns, ours));
  if (const codec::Value* constants = document->find("constants")) CS_TRY_VOID(out.take_constants(*constants, ours));
  if (const codec::Value* ignored = document->find("ignore")) CS_TRY_VOID(out.take_ignored(*ignored));
  if (const codec::Value* dates = document->find("dates")) CS_TRY_VOID(out.take_dates(*dates));
  CS_TRY_VOID(out.check_theirs());
  return out;
}

Result<HolderColumns> HolderColumns::open(const Path& path, std::span<const std::string_view> ours) {
  CS_TRY(text, read_file(path, kHolderColumnsBytesMax));
  return read(text, path.filename().string(), ours);
}

Result<HolderRows> HolderRows::open(const Path& csv, const HolderColumns* map) {
  CS_TRY(reader, codec::CsvReader::open(csv));
  return mapped(std::move(reader), map);
}

Result<HolderRows> HolderRows::over(std::string_view csv, const HolderColumns* map) {
  CS_TRY(reader, codec::CsvReader::over(csv));
  return mapped(std::move(reader), map);
}

Result<HolderRows> HolderRows::mapped(codec::CsvReader reader, const HolderColumns* map) {
  HolderRows out(std::move(reader));
  if (map == nullptr) {
    out.header_ = out.reader_.header();
    return out;
  }
  CS_TRY_VOID(out.apply(*map));
  return out;
}

Result<void> HolderRows::apply(const HolderColumns& map) {
  is_mapped_ = true;
  const auto names = [](const std::vector<HolderColumns::Named>& all, const std::string& theirs) {
    return std::any_of(all.begin(), all.end(), [&](const HolderColumns::Named& named) { return named.theirs == theirs; });
  };
  const std::vector<std::string>& theirs = reader_.header();
  for (std::size_t i = 0; i < theirs.size(); ++i)
    if (!names(map.columns_, theirs[i]) && !names(map.ignored_, theirs[i]))
      return usage_fault("header, column " + std::to_string(i + 1) + ": " + map.file_ + " names it neither in [columns] nor in [ignore]");
  for (const HolderColumns::Named& ignored : map.ignored_)
    if (!reader_.column(ignored.theirs)) return map.wrong(ignored.line, "ignore.columns", "the file has no such column");
  for (const HolderColumns::Named& column : map.columns_) {
    const auto place = reader_.column(column.theirs);
    if (!place) return map.wrong(column.line, "columns." + column.ours, "the file has no such column");
    header_.push_back(column.ours);
    places_.push_back(*place);
    is_date_.push_back(is_among(kDateColumns, column.ours));
  }
  for (const HolderColumns::Named& constant : map.constants_) {
    header_.push_back(constant.ours);
    constants_.push_back(constant.theirs);
  }
  date_form_ = map.date_form_;
  no_dates_ = map.no_dates_;
  dates_.resize(places_.size());
  return {};
}

std::string_view HolderRows::dated(std::string_view text, std::size_t which) {
  if (text.empty() || std::find(no_dates_.begin(), no_dates_.end(), text) != no_dates_.end()) return {};
  if (date_form_.empty()) return text;
  if (!read_date(date_form_, text, dates_[which])) return kNotADate;
  return {dates_[which].data(), dates_[which].size()};
}

Result<bool> HolderRows::next(codec::CsvRow& row) {
  if (!is_mapped_) return reader_.next(row);
  CS_TRY(more, reader_.next(raw_));
  if (!more) return false;
  row.line = raw_.line;
  row.problem = raw_.problem;
  row.fields.clear();
  if (raw_.problem != codec::CsvProblem::kNone) return true;
  for (std::size_t i = 0; i < places_.size(); ++i) row.fields.push_back(is_date_[i] ? dated(raw_.fields[places_[i]], i) : raw_.fields[places_[i]]);
  for (const std::string& constant : constants_) row.fields.emplace_back(constant);
  return true;
}

}  // namespace cs::registry
