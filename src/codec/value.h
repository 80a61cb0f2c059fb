// Value: what a JSON or TOML document says, read whole, strictly and within limits.
//   Shape    a tree: null, boolean, whole number, text, list, record. A record keeps its keys in the order of the file, each once.
//   Units    numbers are 64-bit integers; there is no fraction in any document of ours.
//   Errors   the typed getters are kMalformed and name the key's path ("lines.count: not a whole number").
//   Threads  a plain value.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"

namespace cs::codec {

class Value;
using List = std::vector<Value>;
using Member = std::pair<std::string, Value>;
using Record = std::vector<Member>;

class Value {
 public:
  Value() = default;
  explicit Value(bool value) : held_(value) {}
  explicit Value(std::int64_t value) : held_(value) {}
  explicit Value(std::string value) : held_(std::move(value)) {}
  explicit Value(List value) : held_(std::move(value)) {}
  explicit Value(Record value) : held_(std::move(value)) {}

  bool is_null() const { return std::holds_alternative<std::monostate>(held_); }
  const bool* boolean() const { return std::get_if<bool>(&held_); }
  const std::int64_t* number() const { return std::get_if<std::int64_t>(&held_); }
  const std::string* text() const { return std::get_if<std::string>(&held_); }
  const List* list() const { return std::get_if<List>(&held_); }
  const Record* record() const { return std::get_if<Record>(&held_); }

  // The member of a record; nullptr where there is none, or where this is no record.
  const Value* find(std::string_view key) const;

  int line = 0;  // 1-based line of the file where known, else 0

 private:
  std::variant<std::monostate, bool, std::int64_t, std::string, List, Record> held_;
};

// Getters for a record with a closed list of keys; every fault names `where` and the key.
Result<const Value*> need(const Value& record, std::string_view key, std::string_view where);
Result<std::string> need_text(const Value& record, std::string_view key, std::string_view where);
Result<std::int64_t> need_number(const Value& record, std::string_view key, std::int64_t min, std::int64_t max, std::string_view where);
Result<bool> need_boolean(const Value& record, std::string_view key, std::string_view where);
Result<std::vector<std::string>> need_texts(const Value& record, std::string_view key, std::string_view where);
// kMalformed when the value is no record or has a key outside `allowed`.
Result<void> only_keys(const Value& record, std::initializer_list<std::string_view> allowed, std::string_view where);

}  // namespace cs::codec
