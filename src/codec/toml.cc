#include "codec/toml.h"

// The packaged library is built with exceptions; we neither throw nor catch, so its code is compiled here, once.
#undef TOML_SHARED_LIB
#undef TOML_HEADER_ONLY
#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#define TOML_ENABLE_UNRELEASED_FEATURES 0
#include <toml++/toml.h>

#include <algorithm>

#include "base/limits.h"
#include "codec/shown_key.h"

namespace cs::codec {
namespace {

std::string line_of(const toml::source_region& source) { return " (line " + std::to_string(source.begin.line) + ")"; }

// The parser's words up to the first colon are its own; what follows may repeat the document.
Fault parser_fault(const toml::parse_error& error) {
  const std::string_view words = error.description();
  const std::string_view own = words.starts_with("Error while parsing ") ? words.substr(0, words.find(':')) : "Error";
  return malformed("not TOML 1.0: " + std::string(own) + line_of(error.source()));
}

// Walks the whole tree, as the reader of JSON does, and copies it into our own.
class Visitor {
 public:
  Result<Value> visit(const toml::node& node, int depth) {
    CS_TRY(value, visit_by_type(node, depth));
    value.line = static_cast<int>(node.source().begin.line);
    return value;
  }

 private:
  Result<Value> visit_by_type(const toml::node& node, int depth) {
    switch (node.type()) {
      case toml::node_type::table: return visit_table(*node.as_table(), depth);
      case toml::node_type::array: return visit_array(*node.as_array(), depth);
      case toml::node_type::string: return Value(node.as_string()->get());
      case toml::node_type::integer: return Value(std::int64_t{node.as_integer()->get()});
      case toml::node_type::boolean: return Value(bool{node.as_boolean()->get()});
      case toml::node_type::floating_point: return malformed("a number that is not whole" + line_of(node.source()));
      case toml::node_type::date:
      case toml::node_type::time:
      case toml::node_type::date_time: return malformed("a date or time that is no text" + line_of(node.source()));
      case toml::node_type::none: break;
    }
    return malformed("a value of no known type" + line_of(node.source()));
  }

  Result<void> enter(std::size_t members, int depth) {
    if (depth == limits::kJsonDepthMax) return limit_reached("nests deeper than " + std::to_string(limits::kJsonDepthMax));
    members_ += members;
    if (members_ > limits::kJsonMembersMax) return limit_reached("has more than " + std::to_string(limits::kJsonMembersMax) + " keys and items");
    return {};
  }

  Result<Value> visit_array(const toml::array& array, int depth) {
    CS_TRY_VOID(enter(array.size(), depth));
    List list;
    list.reserve(array.size());
    for (const toml::node& item : array) {
      CS_TRY(value, visit(item, depth + 1));
      list.push_back(std::move(value));
    }
    return Value(std::move(list));
  }

  Result<Value> visit_table(const toml::table& table, int depth) {
    CS_TRY_VOID(enter(table.size(), depth));
    using Entry = std::pair<const toml::key*, const toml::node*>;
    std::vector<Entry> entries;  // the parser's own table is sorted by key
    for (const auto& [key, node] : table) entries.emplace_back(&key, &node);
    const auto place = [](const Entry& entry) { return std::pair(entry.first->source().begin.line, entry.first->source().begin.column); };
    std::stable_sort(entries.begin(), entries.end(), [&](const Entry& left, const Entry& right) { return place(left) < place(right); });
    Record record;
    record.reserve(entries.size());
    for (const auto& [key, node] : entries) {
      const auto value = visit(*node, depth + 1);
      if (!value) return at(shown_key(key->str()), value.fault());
      record.emplace_back(std::string(key->str()), *value);
    }
    return Value(std::move(record));
  }

  std::size_t members_ = 0;
};

}  // namespace

Result<Value> read_toml(std::string_view text, std::size_t bytes_max) {
  if (text.size() > bytes_max) return limit_reached("is longer than the " + std::to_string(bytes_max) + " bytes allowed");
  if (text.starts_with("\xEF\xBB\xBF")) return malformed("not TOML: starts with a byte order mark");
  const toml::parse_result parsed = toml::parse(text);
  if (!parsed) return parser_fault(parsed.error());
  return Visitor().visit(parsed.table(), 0);
}

}  // namespace cs::codec
