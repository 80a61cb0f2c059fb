// Rows that hold nothing unusual, which are most, brought to this build's numbers without reading each part anew.
//   Shape    what read() gives is what read_row() and Tokens::code() say of the same row; what it does not give they must be asked for. A row
//            that it gives is accepted, and an address is, without a remark.
//   Threads  one thread.
//   Source   measured 2026-11-23, docs/decisions/register-build-cost.md.
#pragma once

#include "register/known_parts.h"
#include "register/row_batch.h"

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
  // Row i of the batch: how much of `out` is set. The batch outlives `out`; forget() ends the life of words in lower case, which are kept here.
  Plain read(const RowBatch& batch, std::size_t i, const RowHashes& hashes, PlainRow& out);
  RowHashes hashes(const RowBatch& batch, std::size_t i) const;
  void forget() { raised_.clear(); }
  void prefetch(const RowHashes& hashes) const { parts_.prefetch(hashes); }

 private:
  KnownKey place_of(const RowText& row) const { return {row.field(columns_.place(Column::kCity)), row.field(columns_.place(Column::kState))}; }
  bool read_address(const RowText& row, const RowHashes& hashes, CodedAddress& out);
  bool read_names(const RowText& row, PlainRow& out);
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
