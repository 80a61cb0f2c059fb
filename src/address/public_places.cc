#include "address/public_places.h"

#include <bitset>

#include "address/compare.h"
#include "address/reader.h"
#include "base/embedded.h"
#include "base/rows.h"
#include "base/word_table.h"

CS_EMBEDDED_TABLE(address_institutions)
CS_EMBEDDED_TABLE(address_multi_unit)

namespace cs::address {
namespace {

// Doors by the number on them and where they stand; most lines are turned away by that alone.
class Doors {
 public:
  explicit Doors(std::string_view table) {
    each_row(table, [&](const RowFields& row) {
      AddressFields fields;
      fields.line1 = row[1];
      fields.zip = row[0];
      const Analysis analysis(fields);
      if (!analysis.readings.empty()) add(analysis.readings.front());
    });
  }

  bool hold(const Reading& reading) const { return likely_[place(reading.house)] && numbers_.find(reading.house) != nullptr && forms_.find(form(reading)) != nullptr; }

 private:
  // The standard form without unit. Street names in the tables are written as people write them.
  static std::string form(Reading reading) {
    reading.unit.clear();
    return standard_form(reading);
  }

  // By the first and last character and the length: most numbers are on no door of the table.
  static std::size_t place(const std::string& house) {
    if (house.empty()) return 0;
    return (static_cast<std::size_t>(house.front() & 15) << 8 | static_cast<std::size_t>(house.back() & 15) << 4 | (house.size() & 15));
  }

  void add(const Reading& reading) {
    likely_.set(place(reading.house));
    numbers_.put(reading.house, true);
    forms_.put(form(reading), true);
  }

  std::bitset<4096> likely_;
  WordTable<bool> numbers_{256};
  WordTable<bool> forms_{256};
};

}  // namespace

bool is_public_institution(const Reading& reading) {
  static const Doors doors(embedded_address_institutions());
  return doors.hold(reading);
}

bool is_multi_unit(const Reading& reading) {
  static const Doors doors(embedded_address_multi_unit());
  return doors.hold(reading);
}

}  // namespace cs::address
