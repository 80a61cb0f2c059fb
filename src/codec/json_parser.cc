#include "codec/json_parser.h"

#include <simdjson.h>

#include "base/limits.h"
#include "codec/shown_key.h"

namespace cs::codec {
namespace {

namespace dom = simdjson::dom;

static_assert(kJsonPadding >= simdjson::SIMDJSON_PADDING);

// The keys of one record so far. Most records have few keys and no two alike, so a set of 64 bits answers nearly every question; only
// where it says "perhaps" are the keys compared. A record whose keys all fall on one bit costs kJsonMembersMax^2 comparisons of lengths
// at most: 17 million, 15 ms.
class KeysSeen {
 public:
  // False when one of the members from `before` to `end`, which are all there are so far, has the key already.
  bool add(std::string_view key, const JsonItem* before, const JsonItem* end) {
    const std::uint64_t bit = std::uint64_t{1} << (mix(key) & 63);
    const bool perhaps = (bits_ & bit) != 0;
    bits_ |= bit;
    if (!perhaps) return true;
    for (; before != end; before = before->next())
      if (before->key == key) return false;
    return true;
  }

 private:
  static std::size_t mix(std::string_view key) {
    if (key.empty()) return 0;
    const auto at = [key](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(key[i])); };
    return key.size() * 7 + at(0) * 31 + at(key.size() / 2) * 13 + at(key.size() - 1);
  }
  std::uint64_t bits_ = 0;
};

// Walks the whole document that the parser has read, since what nobody visits nobody has checked, and lays its values in a row.
class Visitor {
 public:
  explicit Visitor(std::vector<JsonItem>& items) : items_(items) {}

  bool visit(const dom::element& element, int depth, std::string_view key) {
    JsonItem& item = items_.emplace_back();
    item.key = key;
    switch (element.type()) {
      case dom::element_type::STRING:
        item.kind = JsonKind::kText;
        item.text = element.get_string().value_unsafe();
        return true;
      case dom::element_type::INT64:
        item.kind = JsonKind::kNumber;
        item.number = element.get_int64().value_unsafe();
        return true;
      case dom::element_type::OBJECT: return visit_record(element, depth);
      case dom::element_type::ARRAY: return visit_list(element, depth);
      case dom::element_type::BOOL:
        item.kind = JsonKind::kBoolean;
        item.number = element.get_bool().value_unsafe() ? 1 : 0;
        return true;
      case dom::element_type::NULL_VALUE: return true;
      case dom::element_type::UINT64: return fail(malformed("a number does not fit 64 bits with a sign"));
      case dom::element_type::DOUBLE: return fail(malformed("a number is not whole, or has a fraction or an exponent"));
    }
    return fail(malformed("a value of no known type"));
  }

  Fault fault() {
    for (const std::string& key : path_) fault_ = at(key, std::move(fault_));
    return std::move(fault_);
  }

 private:
  bool fail(Fault fault) {
    fault_ = std::move(fault);
    return false;
  }

  bool fail_at(std::string_view key) {
    path_.push_back(shown_key(key));
    return false;
  }

  // The list or record that stands last in the row begins to be read: so deep, so many held.
  bool enter(JsonKind kind, int depth, std::size_t held) {
    if (depth >= limits::kJsonDepthMax) return fail(limit_reached("nests deeper than " + std::to_string(limits::kJsonDepthMax)));
    members_ += held;
    if (members_ > limits::kJsonMembersMax)
      return fail(limit_reached("has more than " + std::to_string(limits::kJsonMembersMax) + " keys and items"));
    items_.back().kind = kind;
    items_.back().number = static_cast<std::int64_t>(held);
    return true;
  }

  // The item at `own` holds everything behind it.
  void leave(std::size_t own) { items_[own].span = static_cast<std::uint32_t>(items_.size() - own); }

  bool visit_list(const dom::element& element, int depth) {
    const dom::array array = element.get_array().value_unsafe();
    const std::size_t own = items_.size() - 1;
    if (!enter(JsonKind::kList, depth, array.size())) return false;
    for (const dom::element item : array)
      if (!visit(item, depth + 1, {})) return false;
    leave(own);
    return true;
  }

  bool visit_record(const dom::element& element, int depth) {
    const dom::object object = element.get_object().value_unsafe();
    const std::size_t own = items_.size() - 1;
    if (!enter(JsonKind::kRecord, depth, object.size())) return false;
    KeysSeen seen;
    for (const dom::key_value_pair field : object) {
      if (!seen.add(field.key, items_.data() + own + 1, items_.data() + items_.size()))
        return fail(malformed("the key stands there twice")) || fail_at(field.key);
      if (!visit(field.value, depth + 1, field.key)) return fail_at(field.key);
    }
    leave(own);
    return true;
  }

  std::vector<JsonItem>& items_;
  std::size_t members_ = 0;
  Fault fault_;
  std::vector<std::string> path_;  // innermost key first, filled on the way out
};

Fault parser_fault(simdjson::error_code error) {
  switch (static_cast<int>(error)) {
    case simdjson::DEPTH_ERROR: return limit_reached("nests deeper than " + std::to_string(limits::kJsonDepthMax));
    case simdjson::UTF8_ERROR: return malformed("not JSON: not UTF-8");
    case simdjson::EMPTY: return malformed("not JSON: empty");
    case simdjson::UNCLOSED_STRING: return malformed("not JSON: a text is not closed");
    case simdjson::UNESCAPED_CHARS: return malformed("not JSON: a control character in a text");
    case simdjson::STRING_ERROR: return malformed("not JSON: an escape that JSON does not have");
    case simdjson::NUMBER_ERROR: return malformed("not JSON: a number that JSON does not have, or too large a one");
    case simdjson::MEMALLOC: return io_fault("no memory for the JSON parser");
    default: return malformed("not JSON: the order of its signs");
  }
}

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

struct JsonParser::Held {
  dom::parser parser;
};

JsonParser::JsonParser() : held_(std::make_unique<Held>()) {}
JsonParser::~JsonParser() = default;

Result<void> JsonParser::scan(std::string_view padded, std::vector<JsonItem>& items) {
  if (padded.starts_with(kByteOrderMark)) return malformed("not JSON: starts with a byte order mark");
  dom::element root;
  const simdjson::error_code error = held_->parser.parse(padded.data(), padded.size(), false).get(root);
  if (error != simdjson::SUCCESS) return parser_fault(error);
  items.clear();
  Visitor visitor(items);
  if (!visitor.visit(root, 0, {})) return visitor.fault();
  return {};
}

}  // namespace cs::codec
