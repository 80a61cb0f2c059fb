#include "codec/csv.h"

namespace cs::codec {
namespace {

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

}  // namespace

std::string csv_field_for_people(std::string_view text) {
  // What a spreadsheet takes for the start of a formula (OWASP, "CSV Injection").
  if (!text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos) return in_quotes("'" + std::string(text));
  return csv_field(text);
}

std::string csv_field(std::string_view text) {
  return text.find_first_of(",\"\r\n") == std::string_view::npos ? std::string(text) : in_quotes(text);
}

}  // namespace cs::codec
