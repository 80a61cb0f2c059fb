// Rows that hold nothing unusual, which are most, brought to this build's numbers without reading each part anew.
//   Shape    what read() gives is what read_row() and Tokens::code() say of the same row; what it does not give they must be asked for. A row
//            that it gives is accepted, and an address is, without a remark.
//   Threads  one thread.
//   Source   measured 2026-11-23, docs/decisions/register-build-cost.md.
#pragma once

#include "register/known_parts.h"

namespace cs::registry {

struct PlainRow {
  std::uint64_t line = 0;
  std::string_view key, given, middle, surname, second;  // upper case; of the row, or of the reader
  std::uint64_t given_hash = 0, middle_hash = 0, surname_hash = 0, second_hash = 0;
  NameKind kind = NameKind::kCurrent;
  CodedPeriod period;
  CodedAddress address;
};

enum class Plain : std::uint8_t { kNothing, kAddress, kRow };

class PlainRows {
 public:
  PlainRows(SharedTokens& shared, const ColumnMap& columns) : parts_(shared), columns_(columns) {}
  // How much of `out` is set. `street_hash`: hash_text() of the row's street with seed 0. The row's fields outlive `out`; forget() ends that of words in lower case, which are kept here.
  Plain read(const codec::CsvRow& row, std::uint64_t street_hash, PlainRow& out);
  void forget() { raised_.clear(); }
  void prefetch(std::uint64_t street_hash) const { parts_.prefetch(street_hash); }

 private:
  bool read_address(const codec::CsvRow& row, std::uint64_t street_hash, CodedAddress& out);
  bool read_names(const codec::CsvRow& row, PlainRow& out);
  bool read_day(std::string_view text, std::int32_t& days);
  std::string_view upper(std::string_view word);
  static constexpr int kDayBits = 14;
  struct KnownDay {
    std::array<char, 10> text{};
    std::int32_t days = 0;
  };
  std::vector<KnownDay> days_{std::size_t{1} << kDayBits};
  KnownParts parts_;
  const ColumnMap& columns_;
  std::vector<std::unique_ptr<std::string>> raised_;
};

}  // namespace cs::registry
