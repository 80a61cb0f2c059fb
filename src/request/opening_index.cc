#include "request/opening_index.h"

#include <algorithm>

#include "base/ids.h"
#include "base/limits.h"
#include "base/time.h"
#include "codec/text.h"
#include "request/lf_lines.h"

namespace cs::request {
namespace {

using codec::List;
using codec::Value;

std::string key_of(std::string_view issuer, std::string_view docket) {
  std::string key(issuer);
  key += '\0';
  key += docket;
  return key;
}

Result<std::string_view> need_text(const Value& document, std::string_view key, std::size_t code_points_max) {
  const Value* found = document.find(key);
  if (found == nullptr || found->text() == nullptr || !codec::is_text(*found->text(), code_points_max))
    return malformed(std::string(key) + ": not a text of 1 to " + std::to_string(code_points_max) + " characters");
  return std::string_view(*found->text());
}

Result<std::string_view> need_date(const Value& document, std::string_view key, bool may_be_null) {
  const Value* found = document.find(key);
  if (found != nullptr && found->is_null() && may_be_null) return std::string_view();
  if (found == nullptr || found->text() == nullptr || !Date::parse(*found->text()).ok())
    return malformed(std::string(key) + ": not a date");
  return std::string_view(*found->text());
}

void append_field(std::string& out, std::string_view name, std::string_view text) {
  if (out.back() != '{') out += ',';
  out += '"';
  out += name;
  out += "\":";
  append_json_text(out, text);
}

void append_date(std::string& out, std::string_view name, std::string_view date) {
  if (!date.empty()) return append_field(out, name, date);
  out += ",\"";
  out += name;
  out += "\":null";
}

Result<void> append_parts(std::string& out, const Value& name, std::string_view key) {
  const Value* found = name.find(key);
  const List* parts = found != nullptr ? found->list() : nullptr;
  if (parts == nullptr || parts->size() > limits::kNamePartsMax)
    return malformed("names." + std::string(key) + ": not a list of at most 4 parts");
  out += '"';
  out += key;
  out += "\":[";
  for (const Value& part : *parts) {
    if (part.text() == nullptr || !codec::is_text(*part.text(), limits::kNamePartTextMax))
      return malformed("names." + std::string(key) + ": a part is no text");
    if (out.back() != '[') out += ',';
    append_json_text(out, *part.text());
  }
  out += "],";
  return {};
}

Result<void> append_names(std::string& out, const Value& document) {
  const Value* found = document.find("names");
  const List* names = found != nullptr ? found->list() : nullptr;
  if (names == nullptr || names->empty() || names->size() > limits::kNamesPerSubjectMax) return malformed("names: not a list of 1 to 4");
  out += "\"names\":[";
  for (const Value& name : *names) {
    CS_TRY_VOID(codec::only_keys(name, {"family", "given", "suffix"}, "names"));
    out += out.back() == '[' ? "{" : ",{";
    CS_TRY_VOID(append_parts(out, name, "family"));
    CS_TRY_VOID(append_parts(out, name, "given"));
    const Value* suffix = name.find("suffix");
    if (suffix == nullptr || suffix->text() == nullptr) return malformed("names.suffix: not a text");
    if (!suffix->text()->empty() && !codec::is_text(*suffix->text(), limits::kNamePartTextMax))
      return malformed("names.suffix: not a text");
    out += "\"suffix\":";
    append_json_text(out, *suffix->text());
    out += '}';
  }
  out += ']';
  return {};
}

Result<void> append_order(std::string& out, const Value& document) {
  CS_TRY(order, need_text(document, "order", 32));
  if (!OrderNumber::parse(order).ok()) return malformed("order: not 32 hex digits");
  CS_TRY(issuer, need_text(document, "issuer", 40));
  CS_TRY(docket, need_text(document, "docket", 32));
  CS_TRY(type, need_text(document, "type", 40));
  CS_TRY(entered_on, need_date(document, "entered_on", false));
  CS_TRY(final_on, need_date(document, "final_on", true));
  CS_TRY(salt, need_text(document, "salt", 64));
  if (!digest_from_hex(salt).ok()) return malformed("salt: not 64 hex digits");
  out += "\"order\":{";
  append_field(out, "id", order);
  append_field(out, "issuer", issuer);
  append_field(out, "docket", docket);
  append_field(out, "type", type);
  append_field(out, "entered_on", entered_on);
  append_date(out, "final_on", final_on);
  append_field(out, "salt", salt);
  out += '}';
  return {};
}

}  // namespace

void append_json_text(std::string& out, std::string_view text) {
  const auto plain = [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F && c != '"' && c != '\\'; };
  if (!std::all_of(text.begin(), text.end(), plain)) {
    out += codec::json_quote(text);
    return;
  }
  out += '"';
  out += text;
  out += '"';
}

Result<void> OpeningIndex::add(std::string_view line) {
  CS_TRY(document, json_.read(line, limits::kOpeningBytesMax));
  CS_TRY_VOID(codec::only_keys(document, {"order", "issuer", "docket", "type", "entered_on", "final_on", "salt", "names", "born"}, ""));
  const std::size_t begin = arena_.size();
  CS_TRY_VOID(append_order(arena_, document));
  CS_TRY(born, need_date(document, "born", true));
  arena_ += ",\"subject\":{";
  CS_TRY_VOID(append_names(arena_, document));
  append_date(arena_, "born", born);
  arena_ += '}';
  fragments_.insert_or_assign(key_of(*document.find("issuer")->text(), *document.find("docket")->text()),
                              Fragment{begin, arena_.size() - begin});
  return {};
}

Result<void> OpeningIndex::add_file(const Path& path) {
  LfLines lines(path, limits::kOpeningBytesMax);
  if (!lines.is_open()) return not_found(path.string() + ": cannot be opened");
  std::string_view line;
  for (std::uint64_t number = 1; lines.next(line); ++number) {
    Result<void> added = add(line);
    if (!added.ok()) return at(path.string() + " line " + std::to_string(number), added.fault());
  }
  if (lines.failed()) return io_fault(path.string() + ": cannot be read to its end");
  return {};
}

std::string_view OpeningIndex::find(std::string_view issuer, std::string_view docket) const {
  const auto found = fragments_.find(key_of(issuer, docket));
  if (found == fragments_.end()) return {};
  return std::string_view(arena_).substr(found->second.begin, found->second.size);
}

}  // namespace cs::request
