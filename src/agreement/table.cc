#include "agreement/table.h"

#include <algorithm>

#include "base/ids.h"
#include "codec/text.h"

namespace cs::agreement {
namespace {

const codec::Value kEmptyRecord{codec::Record{}};

std::string shown(std::string_view key) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  };
  if (key.empty() || key.size() > 40 || !std::all_of(key.begin(), key.end(), plain)) return "(a key that no file of ours has)";
  return std::string(key);
}

}  // namespace

Table::Table(const codec::Value& value, std::string where, Trouble& trouble)
    : value_(&value), where_(std::move(where)), trouble_(&trouble) {
  if (value.record() == nullptr) {
    trouble.note(malformed((where_.empty() ? "the document" : where_) + ": not a table of keys and values"));
    value_ = &kEmptyRecord;
  }
}

void Table::wrong(std::string_view key, std::string_view what) {
  std::string text = where_;
  if (!text.empty() && !key.empty()) text += '.';
  text += key;
  text += ": ";
  text += what;
  const codec::Value* found = value_->find(key);
  const int line = found != nullptr && found->line != 0 ? found->line : value_->line;
  if (line != 0) text += " (line " + std::to_string(line) + ")";
  trouble_->note(malformed(std::move(text)));
}

const codec::Value* Table::take(std::string_view key, Give give) {
  asked_.emplace_back(key);
  const codec::Value* found = value_->find(key);
  if (found == nullptr && give == Give::kMust) wrong(key, "is not there and must be");
  return found;
}

std::vector<const codec::Member*> Table::rest() const {
  std::vector<const codec::Member*> left;
  for (const codec::Member& member : *value_->record())
    if (std::find(asked_.begin(), asked_.end(), member.first) == asked_.end()) left.push_back(&member);
  return left;
}

void Table::close() {
  for (const codec::Member* member : rest()) {
    std::string text = where_.empty() ? shown(member->first) : where_ + "." + shown(member->first);
    text += ": is not a key of this table";
    if (member->second.line != 0) text += " (line " + std::to_string(member->second.line) + ")";
    trouble_->note(malformed(std::move(text)));
  }
}

Table Table::table(std::string_view key, Give give) {
  const codec::Value* found = take(key, give);
  const std::string inner = where_.empty() ? std::string(key) : where_ + "." + std::string(key);
  return Table(found != nullptr ? *found : kEmptyRecord, inner, *trouble_);
}

std::vector<Table> Table::tables(std::string_view key, std::size_t count_min, std::size_t count_max, Give give) {
  std::vector<Table> out;
  const codec::Value* found = take(key, give);
  if (found == nullptr) return out;
  if (found->list() == nullptr) return wrong(key, "not a list of tables"), out;
  if (found->list()->size() < count_min || found->list()->size() > count_max) return wrong(key, "too few or too many items"), out;
  const std::string inner = where_.empty() ? std::string(key) : where_ + "." + std::string(key);
  for (const codec::Value& item : *found->list())
    out.emplace_back(item, inner + "[" + std::to_string(out.size() + 1) + "]", *trouble_);
  return out;
}

void Table::text(std::string_view key, std::string& out, std::size_t code_points_max, Give give) {
  const codec::Value* found = take(key, give);
  if (found == nullptr) return;
  if (found->text() == nullptr) return wrong(key, "not a text");
  if (!codec::is_text(*found->text(), code_points_max))
    return wrong(key, "not a text of 1 to " + std::to_string(code_points_max) + " printable characters in normal form");
  out = *found->text();
}

void Table::maybe_text(std::string_view key, std::string& out, std::size_t code_points_max, Give give) {
  const codec::Value* found = value_->find(key);
  if (found != nullptr && (found->is_null() || (found->text() != nullptr && found->text()->empty()))) {
    asked_.emplace_back(key);
    out.clear();
    return;
  }
  text(key, out, code_points_max, give);
}

void Table::page(std::string_view key, std::string& out, std::size_t bytes_max, Give give) {
  const codec::Value* found = take(key, give);
  if (found == nullptr) return;
  if (found->text() == nullptr) return wrong(key, "not a text");
  const std::string& page = *found->text();
  if (page.empty() || page.size() > bytes_max) return wrong(key, "not from 1 to " + std::to_string(bytes_max) + " bytes long");
  std::string flat = page;
  std::replace(flat.begin(), flat.end(), '\n', ' ');
  if (codec::has_forbidden_character(flat)) return wrong(key, "has a character that is not allowed");
  out = page;
}

void Table::slug(std::string_view key, std::string& out, Give give) {
  const codec::Value* found = take(key, give);
  if (found == nullptr) return;
  if (found->text() == nullptr || !is_slug(*found->text())) return wrong(key, "not a slug (3 to 40 of a-z, 0-9, -)");
  out = *found->text();
}

void Table::texts(std::string_view key, std::vector<std::string>& out, std::size_t count_max, std::size_t code_points_max, Give give) {
  const codec::Value* found = take(key, give);
  if (found == nullptr) return;
  if (found->list() == nullptr) return wrong(key, "not a list");
  if (found->list()->size() > count_max) return wrong(key, "has more than " + std::to_string(count_max) + " items");
  std::vector<std::string> read;
  for (const codec::Value& item : *found->list()) {
    if (item.text() == nullptr || !codec::is_text(*item.text(), code_points_max))
      return wrong(key, "item " + std::to_string(read.size() + 1) + " is not a text of 1 to " + std::to_string(code_points_max) +
                   " characters");
    if (std::find(read.begin(), read.end(), *item.text()) != read.end()) return wrong(key, "the same item stands there twice");
    read.push_back(*item.text());
  }
  out = std::move(read);
}

void Table::slugs(std::string_view key, std::vector<std::string>& out, std::size_t count_min, std::size_t count_max, Give give) {
  std::vector<std::string> read;
  const codec::Value* found = value_->find(key);
  texts(key, read, count_max, 40, give);
  if (found == nullptr) return;
  if (read.size() < count_min) return wrong(key, "has fewer than " + std::to_string(count_min) + " items");
  if (!std::all_of(read.begin(), read.end(), [](const std::string& text) { return is_slug(text); }))
    return wrong(key, "an item is not a slug (3 to 40 of a-z, 0-9, -)");
  out = std::move(read);
}

void Table::number(std::string_view key, std::int64_t& out, std::int64_t min, std::int64_t max, Give give) {
  const codec::Value* found = take(key, give);
  if (found == nullptr) return;
  if (found->number() == nullptr) return wrong(key, "not a whole number");
  if (*found->number() < min || *found->number() > max)
    return wrong(key, "not from " + std::to_string(min) + " to " + std::to_string(max));
  out = *found->number();
}

void Table::boolean(std::string_view key, bool& out, Give give) {
  const codec::Value* found = take(key, give);
  if (found == nullptr) return;
  if (found->boolean() == nullptr) return wrong(key, "neither true nor false");
  out = *found->boolean();
}

void Table::span(std::string_view key, Span& out, Span min, Span max, Give give) {
  const codec::Value* found = take(key, give);
  if (found == nullptr) return;
  if (found->text() == nullptr) return wrong(key, "not a span (\"90s\", \"15m\", \"24h\", \"30d\")");
  const Result<Span> read = Span::parse(*found->text());
  if (!read.ok()) return wrong(key, "not a span (\"90s\", \"15m\", \"24h\", \"30d\")");
  if (*read < min || *read > max) return wrong(key, "too short or too long a span");
  out = *read;
}

void Table::digest(std::string_view key, Digest& out, Give give) {
  const codec::Value* found = take(key, give);
  if (found == nullptr) return;
  if (found->text() == nullptr) return wrong(key, "not a digest");
  const Result<Digest> read = parse_digest(*found->text());
  if (!read.ok()) return wrong(key, "not a digest (\"sha256:\" and 64 lower-case hex digits)");
  out = *read;
}

void Table::maybe_digest(std::string_view key, std::optional<Digest>& out, Give give) {
  const codec::Value* found = value_->find(key);
  if (found != nullptr && found->is_null()) {
    asked_.emplace_back(key);
    out.reset();
    return;
  }
  Digest read{};
  digest(key, read, give);
  if (found != nullptr) out = read;
}

void Table::digests(std::string_view key, std::vector<Digest>& out, std::size_t count_min, std::size_t count_max, Give give) {
  const codec::Value* found = take(key, give);
  if (found == nullptr) return;
  if (found->list() == nullptr) return wrong(key, "not a list");
  if (found->list()->size() < count_min || found->list()->size() > count_max) return wrong(key, "too few or too many items");
  std::vector<Digest> read;
  for (const codec::Value& item : *found->list()) {
    const Result<Digest> one = item.text() != nullptr ? parse_digest(*item.text()) : Result<Digest>(malformed("not a text"));
    if (!one.ok()) return wrong(key, "item " + std::to_string(read.size() + 1) + " is not a digest (\"sha256:\" and 64 hex digits)");
    read.push_back(*one);
  }
  out = std::move(read);
}

void Table::instant(std::string_view key, Instant& out, Give give) {
  const codec::Value* found = take(key, give);
  if (found == nullptr) return;
  const Result<Instant> read = found->text() != nullptr ? Instant::parse(*found->text()) : Result<Instant>(malformed("not a text"));
  if (!read.ok()) return wrong(key, "not a time (\"2026-09-01T09:00:00Z\")");
  out = *read;
}

void Table::maybe_instant(std::string_view key, std::optional<Instant>& out, Give give) {
  const codec::Value* found = value_->find(key);
  if (found != nullptr && found->is_null()) {
    asked_.emplace_back(key);
    out.reset();
    return;
  }
  Instant read;
  instant(key, read, give);
  if (found != nullptr) out = read;
}

void Table::date(std::string_view key, Date& out, Give give) {
  const codec::Value* found = take(key, give);
  if (found == nullptr) return;
  const Result<Date> read = found->text() != nullptr ? Date::parse(*found->text()) : Result<Date>(malformed("not a text"));
  if (!read.ok()) return wrong(key, "not a date (\"2026-09-01\")");
  out = *read;
}

void Table::maybe_date(std::string_view key, std::optional<Date>& out, Give give) {
  const codec::Value* found = value_->find(key);
  if (found != nullptr && found->is_null()) {
    asked_.emplace_back(key);
    out.reset();
    return;
  }
  Date read;
  date(key, read, give);
  if (found != nullptr) out = read;
}

void Table::instant_or_date(std::string_view key, Instant& out, Give give) {
  const codec::Value* found = value_->find(key);
  if (found != nullptr && found->text() != nullptr && found->text()->size() == 10) {
    Date read;
    date(key, read, give);
    out = read.midnight();
    return;
  }
  instant(key, out, give);
}

void Table::choice(std::string_view key, std::size_t& out, std::initializer_list<std::string_view> choices, Give give) {
  const codec::Value* found = take(key, give);
  if (found == nullptr) return;
  if (found->text() == nullptr) return wrong(key, "not a text");
  const auto at = std::find(choices.begin(), choices.end(), *found->text());
  if (at == choices.end()) return wrong(key, "not one of the words that may stand there");
  out = static_cast<std::size_t>(at - choices.begin());
}

bool is_oid(std::string_view text) {
  if (text.empty() || text.size() > 100 || text.front() == '.' || text.back() == '.') return false;
  if (text.find("..") != std::string_view::npos || text.find('.') == std::string_view::npos) return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
}

}  // namespace cs::agreement
