#include "codec/toml.h"

#include <memory>

#include "base/limits.h"
#include "codec/shown_key.h"
#include "codec/toml_scan.h"

namespace cs::codec {
namespace {

// How a table came to be, which decides what may still be added to it (TOML 1.0.0, "Table", "Dotted keys", "Inline table").
enum class Origin {
  kPassed,  // only passed through by the path of a header: a header of its own may still come
  kHeader,  // has had its header
  kDotted,  // made by dotted keys: further dotted keys and headers below it may come, no header of its own
  kClosed,  // written in braces: nothing may be added
};

struct Node;
using NodePtr = std::unique_ptr<Node>;

// A value, a table or a list of tables under way. Ours, because a Value does not remember how it was written.
struct Node {
  enum class Kind { kValue, kTable, kTables };
  Kind kind = Kind::kTable;
  Origin origin = Origin::kPassed;
  int line = 0;
  Value value;                                       // kValue
  std::vector<std::pair<std::string, NodePtr>> members;  // kTable, in the order of the file
  std::vector<NodePtr> tables;                       // kTables

  Node* find(std::string_view key) const {
    for (const auto& [name, node] : members)
      if (name == key) return node.get();
    return nullptr;
  }
};

NodePtr table_of(Origin origin, int line) {
  auto node = std::make_unique<Node>();
  node->origin = origin;
  node->line = line;
  return node;
}

Value value_of(Node& node) {
  Value value;
  if (node.kind == Node::Kind::kValue) {
    value = std::move(node.value);
  } else if (node.kind == Node::Kind::kTables) {
    List list;
    for (const NodePtr& table : node.tables) list.push_back(value_of(*table));
    value = Value(std::move(list));
  } else {
    Record record;
    for (auto& [name, member] : node.members) record.emplace_back(std::move(name), value_of(*member));
    value = Value(std::move(record));
  }
  value.line = node.line;
  return value;
}

class Parser {
 public:
  explicit Parser(std::string_view text) : scan_(text) {}

  Result<Value> parse() {
    root_.origin = Origin::kHeader;
    root_.line = 1;
    Node* section = &root_;
    int section_depth = 1;
    for (scan_.skip_between(); !scan_.at_end(); scan_.skip_between()) {
      if (scan_.peek() == '[') {
        CS_TRY(opened, header(section_depth));
        section = opened;
      } else {
        CS_TRY_VOID(assignment(*section, section_depth));
      }
      CS_TRY_VOID(scan_.end_line());
    }
    return value_of(root_);
  }

 private:
  Fault fault(const std::string& key, std::string_view what) const { return at(shown_key(key), scan_.fault(what)); }

  // A table or list that holds others stands at this depth; the document itself is at 1.
  Result<void> enter(int depth) const {
    if (depth > limits::kJsonDepthMax) return limit_reached("nests deeper than " + std::to_string(limits::kJsonDepthMax));
    return {};
  }

  Result<void> count_one() {
    if (++members_ > limits::kJsonMembersMax)
      return limit_reached("has more than " + std::to_string(limits::kJsonMembersMax) + " keys and items");
    return {};
  }

  Result<Node*> add(Node& table, const std::string& key, NodePtr node) {
    CS_TRY_VOID(count_one());
    table.members.emplace_back(key, std::move(node));
    return table.members.back().second.get();
  }

  // [a.b] or [[a.b]]: the table that the lines below it fill.
  Result<Node*> header(int& depth) {
    const bool listed = scan_.take("[[");
    if (!listed) scan_.take("[");
    CS_TRY(path, scan_.key());
    if (!scan_.take(listed ? "]]" : "]")) return scan_.fault("a table's header is not closed");
    Node* table = &root_;
    depth = 1;
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
      CS_TRY(below, pass(*table, path[i], depth));
      table = below;
    }
    CS_TRY_VOID(enter(++depth));
    return listed ? append_table(*table, path.back(), depth) : define_table(*table, path.back());
  }

  Result<Node*> pass(Node& table, const std::string& key, int& depth) {
    CS_TRY_VOID(enter(++depth));
    Node* found = table.find(key);
    if (found == nullptr) return add(table, key, table_of(Origin::kPassed, scan_.line()));
    if (found->kind == Node::Kind::kTables) {
      CS_TRY_VOID(enter(++depth));
      return found->tables.back().get();
    }
    if (found->kind == Node::Kind::kValue || found->origin == Origin::kClosed) return fault(key, "is no table that can be added to");
    return found;
  }

  Result<Node*> define_table(Node& table, const std::string& key) {
    Node* found = table.find(key);
    if (found == nullptr) return add(table, key, table_of(Origin::kHeader, scan_.line()));
    if (found->kind != Node::Kind::kTable || found->origin != Origin::kPassed) return fault(key, "is defined twice");
    found->origin = Origin::kHeader;
    found->line = scan_.line();
    return found;
  }

  Result<Node*> append_table(Node& table, const std::string& key, int& depth) {
    CS_TRY_VOID(enter(++depth));
    Node* found = table.find(key);
    if (found == nullptr) {
      auto list = std::make_unique<Node>();
      list->kind = Node::Kind::kTables;
      list->line = scan_.line();
      CS_TRY(added, add(table, key, std::move(list)));
      found = added;
    }
    if (found->kind != Node::Kind::kTables) return fault(key, "is defined twice");
    CS_TRY_VOID(count_one());
    found->tables.push_back(table_of(Origin::kHeader, scan_.line()));
    return found->tables.back().get();
  }

  // key = value, into this table or, with a dotted key, into one below it.
  Result<void> assignment(Node& into, int depth) {
    CS_TRY(path, scan_.key());
    if (!scan_.take("=")) return scan_.fault("no = after a key");
    scan_.skip_blanks();
    Node* table = &into;
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
      CS_TRY_VOID(enter(++depth));
      CS_TRY(below, dotted(*table, path[i]));
      table = below;
    }
    if (table->find(path.back()) != nullptr) return fault(path.back(), "is defined twice");
    auto node = value(depth);
    if (!node) return at(shown_key(path.back()), node.fault());
    return without_node(add(*table, path.back(), std::move(node).value()));
  }

  static Result<void> without_node(const Result<Node*>& added) {
    if (!added) return added.fault();
    return {};
  }

  Result<Node*> dotted(Node& table, const std::string& key) {
    Node* found = table.find(key);
    if (found == nullptr) return add(table, key, table_of(Origin::kDotted, scan_.line()));
    const bool open = found->origin == Origin::kDotted || found->origin == Origin::kPassed;
    if (found->kind != Node::Kind::kTable || !open) return fault(key, "is no table that a dotted key can add to");
    found->origin = Origin::kDotted;
    return found;
  }

  Result<NodePtr> value(int depth) {
    if (scan_.peek() == '{') return braces(depth + 1);
    auto node = std::make_unique<Node>();
    node->kind = Node::Kind::kValue;
    node->line = scan_.line();
    CS_TRY(plain, plain_value(depth));
    node->value = std::move(plain);
    node->value.line = node->line;
    return node;
  }

  Result<Value> plain_value(int depth) {
    if (scan_.peek() == '[') return list(depth + 1);
    if (scan_.peek() == '"' || scan_.peek() == '\'') {
      CS_TRY(text, scan_.text());
      return Value(std::move(text));
    }
    if (scan_.take("true")) return Value(true);
    if (scan_.take("false")) return Value(false);
    CS_TRY(number, scan_.number());
    return Value(number);
  }

  Result<Value> list(int depth) {
    CS_TRY_VOID(enter(depth));
    List items;
    scan_.take("[");
    for (scan_.skip_between(); !scan_.take("]"); scan_.skip_between()) {
      CS_TRY_VOID(count_one());
      CS_TRY(item, value(depth));
      items.push_back(value_of(*item));
      scan_.skip_between();
      if (!scan_.take(",") && scan_.peek() != ']') return scan_.fault("a list has neither a comma nor its end after an item");
    }
    return Value(std::move(items));
  }

  Result<NodePtr> braces(int depth) {
    CS_TRY_VOID(enter(depth));
    NodePtr table = table_of(Origin::kDotted, scan_.line());
    scan_.take("{");
    scan_.skip_blanks();
    while (!scan_.take("}")) {
      CS_TRY_VOID(assignment(*table, depth));
      scan_.skip_blanks();
      if (scan_.take("}")) break;
      if (!scan_.take(",")) return scan_.fault("a table in braces has neither a comma nor its end after a value");
      scan_.skip_blanks();
      if (scan_.peek() == '}') return scan_.fault("a table in braces ends with a comma");
    }
    close(*table);
    return table;
  }

  static void close(Node& table) {
    table.origin = Origin::kClosed;
    for (auto& [name, member] : table.members)
      if (member->kind == Node::Kind::kTable) close(*member);
  }

  TomlScan scan_;
  Node root_;
  std::size_t members_ = 0;
};

}  // namespace

Result<Value> read_toml(std::string_view text, std::size_t bytes_max) {
  if (text.size() > bytes_max) return limit_reached("is longer than the " + std::to_string(bytes_max) + " bytes allowed");
  if (text.starts_with("\xEF\xBB\xBF")) return malformed("not TOML: starts with a byte order mark");
  CS_TRY_VOID(is_clean_toml(text));
  return Parser(text).parse();
}

}  // namespace cs::codec
