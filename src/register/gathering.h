// The rows of a build in memory: every text once, every name and address once, rows as numbers.
//   Shape    add() takes rows in any order; settle() joins them by key and gives the records, the same set for any order of the rows.
//   Units    numbers here are of this build only and depend on the order of rows; ranking.h makes them ids that do not.
//   Threads  one thread.
//   Source   the project's register design, sections 2 and 4.
//   Holds    G3 every row added ends as stored, merged or rejected.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "register/build_report.h"
#include "register/interner.h"
#include "register/layout.h"
#include "register/row_counts.h"
#include "register/row_reader.h"

namespace cs::registry {

// One record: numbers of the interners below. Two equal ones are one.
struct GatheredRecord {
  std::uint32_t key = 0, name = 0, address = 0;
  std::int32_t from = INT32_MIN, to = INT32_MAX;
  NameKind kind = NameKind::kCurrent;
  bool ambiguous = false;
  auto operator<=>(const GatheredRecord&) const = default;
};

// A name as numbers of texts, each plus one, 0 where absent.
struct GatheredName {
  std::uint32_t surname = 0, given = 0;
  std::uint8_t initial = 0, suffix = 0;
  struct Extra { ExtraRole role; std::uint32_t text; };
  std::vector<Extra> extras;
};

struct GatheredAddress {
  std::uint32_t zip = kTileWithoutZip;  // kTileWithoutZip: none
  std::uint32_t place = 0;              // texts plus one, as above
  std::uint32_t kind = 0;
  std::uint32_t street = 0, form = 0;
  std::uint32_t house = 0;              // as in AddressEntry, with a text's number plus one
  std::uint32_t unit = 0;
  std::uint32_t care_of = 0;
};

class Gathering {
 public:
  void add(const ReadRow& row, BuildReport& report);
  std::vector<GatheredRecord> settle(BuildReport& report);  // once, after the last row
  const RowCounts& rows() const { return counts_; }

  const Interner& texts(Dictionary which) const { return texts_[static_cast<std::size_t>(which)]; }
  const Interner& keys() const { return keys_; }
  std::uint32_t name_count() const { return names_.size(); }
  std::uint32_t address_count() const { return addresses_.size(); }
  GatheredName name(std::uint32_t number) const;
  GatheredAddress address(std::uint32_t number) const;

 private:
  struct Row {
    std::uint32_t key, name, readings;
    std::int32_t from, to;
    NameKind kind;
    std::uint64_t line;
  };
  struct Same;
  std::uint32_t text(Dictionary which, std::string_view text);
  std::uint32_t intern_name(const names::PersonName& name);
  std::uint32_t intern_address(const address::Reading& reading);
  std::uint32_t intern_readings(const std::vector<address::Reading>& readings);
  void settle_key(std::size_t begin, std::size_t end, std::vector<GatheredRecord>& out, BuildReport& report);
  void reject_rows(const Same& same, Column column, RowReason reason, BuildReport& report);

  std::array<Interner, kDictionaryCount> texts_;
  Interner keys_, names_, addresses_, readings_;
  std::vector<Row> rows_;
  RowCounts counts_;
};

}  // namespace cs::registry
