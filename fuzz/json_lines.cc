// Lines of NDJSON by one reader: it says of each line what a new reader says, whatever it read before, and what the parser alone says. Scanned,
// a line says what its tree says.
#include "base/check.h"
#include "base/limits.h"
#include "codec/json.h"
#include "codec/json_parser.h"

namespace {

using namespace cs::codec;

bool same(const JsonItem& item, const Value& value);

bool same_list(const JsonItem& item, const List& list) {
  const JsonItem* held = item.first();
  for (const Value& value : list) {
    if (held == item.end() || !same(*held, value)) return false;
    held = held->next();
  }
  return held == item.end();
}

bool same_record(const JsonItem& item, const Record& record) {
  const JsonItem* held = item.first();
  for (const auto& [key, value] : record) {
    if (held == item.end() || held->key != key || !same(*held, value)) return false;
    held = held->next();
  }
  return held == item.end();
}

bool same(const JsonItem& item, const Value& value) {
  switch (item.kind) {
    case JsonKind::kNull: return value.is_null();
    case JsonKind::kBoolean: return value.boolean() != nullptr && *value.boolean() == (item.number != 0);
    case JsonKind::kNumber: return value.number() != nullptr && *value.number() == item.number;
    case JsonKind::kText: return value.text() != nullptr && *value.text() == item.text;
    case JsonKind::kList: return value.list() != nullptr && same_list(item, *value.list());
    case JsonKind::kRecord: return value.record() != nullptr && same_record(item, *value.record());
  }
  return false;
}

bool same_rows(const JsonItem* row, const std::vector<JsonItem>& items) {
  for (const JsonItem& item : items) {
    if (row->key != item.key || row->text != item.text || row->number != item.number || row->span != item.span || row->kind != item.kind) return false;
    ++row;
  }
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cs;
  codec::JsonReader reader;
  codec::JsonParser parser;
  std::vector<codec::JsonItem> items;
  std::string_view rest = as_text({data, size});
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    const auto value = reader.read(line, limits::kLineBytesMax);
    const auto fresh = codec::read_json(line, limits::kLineBytesMax);
    CS_CHECK(value.ok() == fresh.ok(), "a reader keeps nothing of the line before");
    CS_CHECK(!value.ok() || codec::write_json(*value) == codec::write_json(*fresh), "a reader keeps nothing of the line before");
    const auto scanned = reader.scan(line, limits::kLineBytesMax);
    CS_CHECK(scanned.ok() == value.ok(), "a line that is scanned is read");
    const std::string padded = std::string(line) + std::string(codec::kJsonPadding, '\0');
    const bool parsed = line.size() <= limits::kLineBytesMax && parser.scan(std::string_view(padded).substr(0, line.size()), items).ok();
    CS_CHECK(parsed == scanned.ok() && (!parsed || same_rows(*scanned, items)), "a known shape is read as the parser reads it");
    CS_CHECK(!value.ok() || same(**scanned, *value), "a scanned line says what its tree says");
    CS_CHECK(value.ok() || value.fault().text == fresh.fault().text, "a reader keeps nothing of the line before");
  }
  return 0;
}
