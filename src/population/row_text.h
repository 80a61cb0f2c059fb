// Rows of text written fast: room is asked for once a row, then bytes are put without looking.
//   Shape    what was put, in one piece.
//   Errors   broken invariant: more put than room was asked for.
//   Threads  one writer, one thread.
#pragma once

#include <cstring>
#include <memory>
#include <string_view>

#include "base/check.h"
#include "base/time.h"

namespace cs::population {

class RowText {
 public:
  // At least `bytes` more can be put.
  void room(std::size_t bytes) {
    if (capacity_ - size_ < bytes) grow(bytes);
  }
  void put(char c) { bytes_[size_++] = c; }
  void put(std::string_view text) {
    CS_DCHECK(text.size() <= capacity_ - size_, "there is room for what is put");
    std::memcpy(&bytes_[size_], text.data(), text.size());
    size_ += text.size();
  }
  // By sixteens: the text may be read, and there is room, up to the next multiple of sixteen.
  void put_padded(std::string_view text) {
    CS_DCHECK(text.size() + 16 <= capacity_ - size_, "there is room for what is put");
    std::memcpy(&bytes_[size_], text.data(), 16);
    for (std::size_t at = 16; at < text.size(); at += 16) std::memcpy(&bytes_[size_ + at], text.data() + at, 16);
    size_ += text.size();
  }
  // "Maria Lopez" for MARIA LOPEZ.
  void put_title(std::string_view text) {
    bool inside = false;
    for (const char c : text) {
      const bool upper = c >= 'A' && c <= 'Z';
      bytes_[size_++] = static_cast<char>(c | (upper && inside ? 0x20 : 0));
      inside = upper || (c >= '0' && c <= '9');
    }
  }
  // One CSV field, quoted only where RFC 4180 needs it, without the comma after it; there is room for twice its bytes and two.
  void put_csv(std::string_view field) {
    for (const char c : field)
      if (c == ',' || c == '"' || c == '\n' || c == '\r') return put_quoted(field);
    put(field);
  }
  void put_decimal(std::uint32_t number);
  void put_ten_digits(char prefix, std::uint64_t number);
  void put_date(Date date);  // of a year of four digits
  void put_year(Date date);  // the same
  void clear() { size_ = 0; }
  std::size_t size() const { return size_; }
  char& back() { return bytes_[size_ - 1]; }
  std::string_view view() const { return {bytes_.get(), size_}; }

 private:
  void grow(std::size_t bytes);
  void put_quoted(std::string_view field);

  std::unique_ptr<char[]> bytes_;
  std::size_t size_ = 0, capacity_ = 0;
};

int year_of(Date date);

}  // namespace cs::population
