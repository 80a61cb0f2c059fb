#include "names/scripts.h"

#include <algorithm>

namespace cs::names {

bool is_latin(std::string_view token) {
  return std::none_of(token.begin(), token.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

std::string romanized(std::string_view token) { return std::string(token); }

}  // namespace cs::names
