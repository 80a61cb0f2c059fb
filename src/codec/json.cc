#include "codec/json.h"

#include <cstring>
#include <utility>

#include "codec/json_parser.h"
#include "codec/json_shapes.h"

namespace cs::codec {
namespace {

void build_tree(const JsonItem& item, Value& out) {
  switch (item.kind) {
    case JsonKind::kNull: return;
    case JsonKind::kBoolean: out = Value(item.number != 0); return;
    case JsonKind::kNumber: out = Value(item.number); return;
    case JsonKind::kText: out = Value(std::string(item.text)); return;
    case JsonKind::kList: {
      List list;
      list.reserve(static_cast<std::size_t>(item.number));
      for (const JsonItem* held = item.first(); held != item.end(); held = held->next()) build_tree(*held, list.emplace_back());
      out = Value(std::move(list));
      return;
    }
    case JsonKind::kRecord: {
      Record record;
      record.reserve(static_cast<std::size_t>(item.number));
      for (const JsonItem* held = item.first(); held != item.end(); held = held->next()) {
        Member& member = record.emplace_back();
        member.first.assign(held->key);
        build_tree(*held, member.second);
      }
      out = Value(std::move(record));
      return;
    }
  }
}

}  // namespace

struct JsonReader::Held {
  JsonParser parser;
  JsonShapes shapes;
  std::vector<char> padded;
  std::vector<JsonItem> items;
  bool used = false;

  std::string_view pad(std::string_view text) {
    if (padded.size() < text.size() + kJsonPadding) padded.resize(text.size() + kJsonPadding);
    if (!text.empty()) std::memcpy(padded.data(), text.data(), text.size());
    std::memset(padded.data() + text.size(), 0, kJsonPadding);
    return {padded.data(), text.size()};
  }
};

JsonReader::JsonReader() : held_(std::make_unique<Held>()) {}
JsonReader::~JsonReader() = default;
JsonReader::JsonReader(JsonReader&&) noexcept = default;
JsonReader& JsonReader::operator=(JsonReader&&) noexcept = default;

Result<const JsonItem*> JsonReader::scan(std::string_view text, std::size_t bytes_max) {
  if (text.size() > bytes_max) return limit_reached("is longer than the " + std::to_string(bytes_max) + " bytes allowed");
  Held& held = *held_;
  const std::string_view padded = held.pad(text);
  if (const JsonItem* known = held.shapes.read(padded)) return known;
  CS_TRY_VOID(held.parser.scan(padded, held.items));
  if (std::exchange(held.used, true)) held.shapes.learn(padded, held.items);  // the only document of a reader has none like it
  return static_cast<const JsonItem*>(held.items.data());
}

Result<Value> JsonReader::read(std::string_view text, std::size_t bytes_max) {
  CS_TRY(root, scan(text, bytes_max));
  Value value;
  build_tree(*root, value);
  return value;
}

Result<Value> read_json(std::string_view text, std::size_t bytes_max) { return JsonReader().read(text, bytes_max); }

}  // namespace cs::codec
