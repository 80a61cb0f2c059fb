#include "codec/json_shapes.h"

#include <simdjson.h>

#include <algorithm>
#include <bit>

#include "base/eight_bytes.h"
#include "base/limits.h"
#include "codec/json_quotes.h"

namespace cs::codec {
namespace {

constexpr std::size_t kShapesMax = 128, kItemsMax = 256;
constexpr std::ptrdiff_t kSureDigits = 18;  // they fit 64 bits with a sign
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Where the number ends; null where it is none that is sure to fit.
const char* number(const char* at, std::int64_t& out) {
  const bool negative = *at == '-';
  const char* const begin = at + (negative ? 1 : 0);
  std::uint64_t value = 0;
  for (at = begin; is_digit(*at); ++at) value = value * 10 + static_cast<std::uint64_t>(*at - '0');
  if (at == begin || at - begin > kSureDigits || (*begin == '0' && (negative || at - begin > 1))) return nullptr;
  out = negative ? -static_cast<std::int64_t>(value) : static_cast<std::int64_t>(value);
  return at;
}

}  // namespace

bool JsonShapes::is_plain(std::string_view padded) {
  const std::size_t bytes = quote_bytes(padded.size());
  if (quotes_.size() < bytes) quotes_.resize(bytes);
  const TextMarks found = find_quotes(padded, quotes_);
  return !found.unusual && (found.ascii || simdjson::validate_utf8(padded.data(), padded.size()));
}

bool JsonShapes::same_piece(const Step& step, const char* at) const {
  const char* piece = pieces_.data() + step.begin;
  std::uint32_t size = step.size;
  for (; size >= 8; size -= 8, at += 8, piece += 8)
    if (eight_bytes(at) != eight_bytes(piece)) return false;
  return size == 0 || (eight_bytes(at) ^ eight_bytes(piece)) << (64 - 8 * size) == 0;
}

// The text whose quote stands at `at`.
const char* JsonShapes::text(const char* begin, const char* at, Scalar& out) const {
  auto end = static_cast<std::size_t>(++at - begin);
  std::uint64_t quotes = eight_bytes(quotes_.data() + end / 8) >> end % 8;
  while (quotes == 0) {  // none in 57 bytes, or more
    end = (end / 8 + 8) * 8;
    quotes = eight_bytes(quotes_.data() + end / 8);
  }
  end += static_cast<std::size_t>(std::countr_zero(quotes));
  out = {{at, static_cast<std::size_t>(begin + end - at)}, 0};
  return begin + end + 1;
}

const JsonItem* JsonShapes::fill(Row& row) const {
  const Scalar* scalar = scalars_.data();
  for (const std::uint32_t place : row.scalars) {
    row.items[place].text = scalar->text;
    row.items[place].number = scalar->number;
    ++scalar;
  }
  return row.items.data();
}

const JsonItem* JsonShapes::read(std::string_view padded) {
  if (rows_.empty() || padded.size() > limits::kLineBytesMax || !is_plain(padded)) return nullptr;
  const char* const begin = padded.data();
  const char* const end = begin + padded.size();
  const char* at = begin;
  Scalar* scalar = scalars_.data();
  for (std::uint32_t next = steps_[0].child; next != 0;) {
    const Step& step = steps_[next];
    next = step.sibling;
    if (step.size > end - at || !same_piece(step, at)) continue;
    const char* const behind = at + step.size;
    if (step.next == Next::kEnd && behind == end) return fill(rows_[step.row - 1]);
    if (step.next == Next::kText && *behind == '"') at = text(begin, behind, *scalar);
    else if (const char* digits = step.next == Next::kNumber ? number(behind, scalar->number) : nullptr) scalar->text = {}, at = digits;
    else continue;
    if (at > end) return nullptr;
    ++scalar;
    next = step.child;
  }
  return nullptr;
}

std::uint32_t JsonShapes::step_for(std::uint32_t before, std::string_view piece, Next next) {
  std::uint32_t* link = &steps_[before].child;
  while (*link != 0) {
    Step& step = steps_[*link];
    if (step.next == next && std::string_view(pieces_).substr(step.begin, step.size) == piece) return *link;
    link = &step.sibling;
  }
  const auto added = static_cast<std::uint32_t>(steps_.size());
  *link = added;
  pieces_.resize(pieces_.size() - (pieces_.empty() ? 0 : 8));
  steps_.push_back({static_cast<std::uint32_t>(pieces_.size()), static_cast<std::uint32_t>(piece.size()), 0, 0, 0, next});
  pieces_.append(piece).append(8, '\0');
  return added;
}

void JsonShapes::keep_row(Step& last, const std::vector<JsonItem>& items) {
  Row& row = rows_.emplace_back();
  last.row = static_cast<std::uint32_t>(rows_.size());
  row.items = items;
  std::size_t key_bytes = 0;
  for (const JsonItem& item : items) key_bytes += item.key.size();
  row.keys.reserve(key_bytes);
  for (JsonItem& item : row.items) {
    row.keys += item.key;
    item.key = std::string_view(row.keys).substr(row.keys.size() - item.key.size());
    if (item.kind != JsonKind::kText && item.kind != JsonKind::kNumber) continue;
    row.scalars.push_back(static_cast<std::uint32_t>(&item - row.items.data()));
  }
  scalars_.resize(std::max(scalars_.size(), row.scalars.size()));
}

void JsonShapes::learn(std::string_view padded, const std::vector<JsonItem>& items) {
  if (rows_.size() == kShapesMax || items.size() > kItemsMax || padded.size() > limits::kLineBytesMax || !is_plain(padded)) return;
  std::uint32_t step = 0;
  std::size_t piece = 0;
  for (std::size_t at = 0; at < padded.size();) {
    if (padded[at] == '"') {
      const std::size_t behind = padded.find('"', at + 1) + 1;
      const std::size_t sign = padded.find_first_not_of(' ', behind);
      if (sign == std::string_view::npos || padded[sign] != ':') {  // else it is a key, and of the shape
        step = step_for(step, padded.substr(piece, at - piece), Next::kText);
        piece = behind;
      }
      at = behind;
    } else if (padded[at] == '-' || is_digit(padded[at])) {
      step = step_for(step, padded.substr(piece, at - piece), Next::kNumber);
      for (++at; at < padded.size() && is_digit(padded[at]);) ++at;
      piece = at;
    } else {
      ++at;
    }
  }
  step = step_for(step, padded.substr(piece), Next::kEnd);
  if (steps_[step].row == 0) keep_row(steps_[step], items);
}

}  // namespace cs::codec
