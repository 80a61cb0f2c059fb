#include "names/compare.h"

#include "names/scripts.h"
#include "names/tables.h"

namespace cs::names {

std::vector<std::string> equivalents(std::string_view token) {
  std::vector<std::string> out{std::string(token)};
  if (!is_latin(token)) out.push_back(romanized(token));
  for (std::string& other : related(out.back())) out.push_back(std::move(other));
  return out;
}

}  // namespace cs::names
