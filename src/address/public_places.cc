#include "address/public_places.h"

#include "address/compare.h"
#include "address/reader.h"
#include "base/embedded.h"
#include "base/rows.h"
#include "base/word_table.h"

CS_EMBEDDED_TABLE(address_institutions)
CS_EMBEDDED_TABLE(address_multi_unit)

namespace cs::address {
namespace {

// The door of a building: its standard form without unit. Street names in the tables are written as people write them.
std::string door(Reading reading) {
  reading.unit.clear();
  return standard_form(reading);
}

WordTable<bool> doors_of(std::string_view table) {
  WordTable<bool> out(256);
  each_row(table, [&](const RowFields& row) {
    AddressFields fields;
    fields.line1 = row[1];
    fields.zip = row[0];
    const Analysis analysis(fields);
    if (!analysis.readings.empty()) out.put(door(analysis.readings.front()), true);
  });
  return out;
}

}  // namespace

bool is_public_institution(const Reading& reading) {
  static const WordTable<bool> doors = doors_of(embedded_address_institutions());
  return doors.find(door(reading)) != nullptr;
}

bool is_multi_unit(const Reading& reading) {
  static const WordTable<bool> doors = doors_of(embedded_address_multi_unit());
  return doors.find(door(reading)) != nullptr;
}

}  // namespace cs::address
