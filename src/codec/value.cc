#include "codec/value.h"

#include <algorithm>

#include "codec/shown_key.h"

namespace cs::codec {
namespace {

std::string path_of(std::string_view where, std::string_view key) {
  if (where.empty()) return std::string(key);
  return std::string(where) + "." + std::string(key);
}

Fault wrong(const Value& value, std::string_view where, std::string_view key, std::string_view what) {
  std::string text = path_of(where, key) + ": " + std::string(what);
  if (value.line != 0) text += " (line " + std::to_string(value.line) + ")";
  return malformed(std::move(text));
}

}  // namespace

std::string shown_key(std::string_view key) {
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-'; };
  if (key.empty() || key.size() > 40 || !std::all_of(key.begin(), key.end(), plain)) return "(a key that no file of ours has)";
  return std::string(key);
}

const Value* Value::find(std::string_view key) const {
  const Record* members = record();
  if (members == nullptr) return nullptr;
  for (const Member& member : *members)
    if (member.first == key) return &member.second;
  return nullptr;
}

Result<const Value*> need(const Value& record, std::string_view key, std::string_view where) {
  const Value* found = record.find(key);
  if (found == nullptr) return wrong(record, where, key, "is not there and must be");
  return found;
}

Result<std::string> need_text(const Value& record, std::string_view key, std::string_view where) {
  CS_TRY(found, need(record, key, where));
  if (found->text() == nullptr) return wrong(*found, where, key, "not a text");
  return *found->text();
}

Result<std::int64_t> need_number(const Value& record, std::string_view key, std::int64_t min, std::int64_t max, std::string_view where) {
  CS_TRY(found, need(record, key, where));
  if (found->number() == nullptr) return wrong(*found, where, key, "not a whole number");
  if (*found->number() < min || *found->number() > max)
    return wrong(*found, where, key, "not from " + std::to_string(min) + " to " + std::to_string(max));
  return *found->number();
}

Result<bool> need_boolean(const Value& record, std::string_view key, std::string_view where) {
  CS_TRY(found, need(record, key, where));
  if (found->boolean() == nullptr) return wrong(*found, where, key, "neither true nor false");
  return *found->boolean();
}

Result<std::vector<std::string>> need_texts(const Value& record, std::string_view key, std::string_view where) {
  CS_TRY(found, need(record, key, where));
  if (found->list() == nullptr) return wrong(*found, where, key, "not a list");
  std::vector<std::string> texts;
  texts.reserve(found->list()->size());
  for (const Value& item : *found->list()) {
    if (item.text() == nullptr) return wrong(*found, where, key, "item " + std::to_string(texts.size() + 1) + " is not a text");
    texts.push_back(*item.text());
  }
  return texts;
}

Result<void> only_keys(const Value& record, std::initializer_list<std::string_view> allowed, std::string_view where) {
  const Record* members = record.record();
  if (members == nullptr) return malformed(std::string(where.empty() ? "the document" : where) + ": not a record of keys and values");
  for (const auto& [key, value] : *members)
    if (std::find(allowed.begin(), allowed.end(), key) == allowed.end())
      return wrong(value, where, shown_key(key), "is not a key of this record");
  return {};
}

}  // namespace cs::codec
