#include <algorithm>

#include "http/http.h"

namespace cs::http {

// Nothing has to be unescaped or made shorter, so a target has one spelling.
bool is_target(std::string_view target) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-' || c == '/';
  };
  return !target.empty() && target[0] == '/' && std::all_of(target.begin(), target.end(), allowed) && target.find("//") == std::string_view::npos &&
         target.find("/.") == std::string_view::npos;
}

}  // namespace cs::http
