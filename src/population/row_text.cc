#include "population/row_text.h"

#include <algorithm>
#include <array>

namespace cs::population {
namespace {

constexpr std::array<char, 200> two_digits() {
  std::array<char, 200> out{};
  for (std::size_t i = 0; i < 100; ++i) {
    out[2 * i] = static_cast<char>('0' + i / 10);
    out[2 * i + 1] = static_cast<char>('0' + i % 10);
  }
  return out;
}
constexpr std::array<char, 200> kTwoDigits = two_digits();

void write_two(char* out, std::uint32_t number) { std::memcpy(out, &kTwoDigits[std::size_t{2} * number], 2); }

struct Civil {
  std::uint32_t year, month, day;
};

// Neri and Schneider, Euclidean affine functions and their application to calendar algorithms (2022): multiplications for divisions.
Civil civil_of(Date date) {
  CS_DCHECK(date.days > -600'000 && date.days < 10'000'000, "a date of ours has a year of four digits");
  const std::uint32_t days = 4 * static_cast<std::uint32_t>(date.days + 719'468) + 3;
  const std::uint32_t century = days / 146'097;
  const std::uint32_t of_century = days % 146'097 / 4;
  const std::uint64_t scaled = std::uint64_t{2'939'745} * (4 * of_century + 3);
  const std::uint32_t day_of_year = static_cast<std::uint32_t>(scaled) / 2'939'745 / 4;
  const std::uint32_t month = 2'141 * day_of_year + 197'913;
  const bool next_year = day_of_year >= 306;
  return {100 * century + static_cast<std::uint32_t>(scaled >> 32) + (next_year ? 1 : 0), (month >> 16) - (next_year ? 12 : 0), (month & 0xFFFF) / 2'141 + 1};
}

}  // namespace

int year_of(Date date) { return static_cast<int>(civil_of(date).year); }

void RowText::put_decimal(std::uint32_t number) {
  char text[10];
  std::size_t from = sizeof text;
  for (; number >= 100; number /= 100) write_two(text + (from -= 2), number % 100);
  if (number >= 10) write_two(text + (from -= 2), number);
  else text[--from] = static_cast<char>('0' + number);
  put(std::string_view(text + from, sizeof text - from));
}

void RowText::put_quoted(std::string_view field) {
  put('"');
  for (const char c : field) {
    if (c == '"') put('"');
    put(c);
  }
  put('"');
}

void RowText::put_ten_digits(char prefix, std::uint64_t number) {
  CS_DCHECK(number < 10'000'000'000, "an id has ten digits");
  auto high = static_cast<std::uint32_t>(number / 100'000'000), low = static_cast<std::uint32_t>(number % 100'000'000);
  char text[11];
  text[0] = prefix;
  write_two(text + 1, high);
  write_two(text + 3, low / 1'000'000);
  write_two(text + 5, low / 10'000 % 100);
  write_two(text + 7, low / 100 % 100);
  write_two(text + 9, low % 100);
  put(std::string_view(text, sizeof text));
}

void RowText::put_year(Date date) {
  const std::uint32_t year = civil_of(date).year;
  char text[4];
  write_two(text, year / 100);
  write_two(text + 2, year % 100);
  put(std::string_view(text, sizeof text));
}

void RowText::put_date(Date date) {
  const Civil civil = civil_of(date);
  char text[10];
  write_two(text, civil.year / 100);
  write_two(text + 2, civil.year % 100);
  text[4] = text[7] = '-';
  write_two(text + 5, civil.month);
  write_two(text + 8, civil.day);
  put(std::string_view(text, sizeof text));
}

void RowText::grow(std::size_t bytes) {
  capacity_ = std::max(capacity_ * 2, size_ + bytes);
  std::unique_ptr<char[]> larger = std::make_unique_for_overwrite<char[]>(capacity_);
  if (size_ != 0) std::memcpy(larger.get(), bytes_.get(), size_);
  bytes_ = std::move(larger);
}

}  // namespace cs::population
