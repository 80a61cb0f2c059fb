#include "address/type_words.h"

#include "base/embedded.h"
#include "base/rows.h"
#include "base/word_table.h"

CS_EMBEDDED_TABLE(address_directions)
CS_EMBEDDED_TABLE(address_street_types)

namespace cs::address {

std::string_view type_word(std::string_view standard) {
  static const WordTable<std::string_view> words = [] {
    WordTable<std::string_view> out(256);
    each_row(embedded_address_street_types(), [&](const RowFields& row) {
      if (out.find(row[2]) == nullptr) out.put(row[2], row[0]);  // PARKWAY before PARKWAYS
    });
    return out;
  }();
  const std::string_view* found = words.find(standard);
  return found == nullptr ? std::string_view() : *found;
}

std::string_view direction_word(std::string_view standard) {
  static const WordTable<std::string_view> words = [] {
    WordTable<std::string_view> out(16);
    each_row(embedded_address_directions(), [&](const RowFields& row) {
      if (out.find(row[1]) == nullptr) out.put(row[1], row[0]);  // the English word stands first
    });
    return out;
  }();
  const std::string_view* found = words.find(standard);
  return found == nullptr ? std::string_view() : *found;
}

}  // namespace cs::address
