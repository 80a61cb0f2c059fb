#include "names/syllables.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/embedded.h"
#include "base/rows.h"
#include "base/word_table.h"

CS_EMBEDDED_TABLE(names_syllables)

namespace cs::names {
namespace {

// "B P -": a part each, the hyphen for none.
std::vector<std::string> parts_of(std::string_view field) {
  std::vector<std::string> out;
  while (!field.empty()) {
    const std::size_t end = std::min(field.find(' '), field.size());
    out.emplace_back(field.substr(0, end) == "-" ? std::string_view() : field.substr(0, end));
    field.remove_prefix(std::min(field.size(), end + 1));
  }
  return out;
}

struct Syllables {
  WordTable<bool> words{8192};
  std::size_t longest = 0;

  void put(const std::string& word) {
    words.put(word, true);
    longest = std::max(longest, word.size());
  }
};

const Syllables& syllables() {
  static const Syllables built = [] {
    Syllables out;
    each_row(embedded_names_syllables(), [&](const RowFields& row) {
      const std::vector<std::string> ends = parts_of(row[2]);
      for (const std::string& begin : parts_of(row[0]))
        for (const std::string& middle : parts_of(row[1]))
          for (const std::string& end : ends) out.put(begin + middle + end);
    });
    return out;
  }();
  return built;
}

}  // namespace

bool is_syllable(std::string_view word) {
  return word.size() > 1 && word.size() <= syllables().longest && syllables().words.find(word) != nullptr;
}

}  // namespace cs::names
