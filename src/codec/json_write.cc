#include "codec/json.h"

namespace cs::codec {
namespace {

void quote(std::string& out, std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20 || byte == 0x7F) {
      out += "\\u00";
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    } else {
      out += c;
    }
  }
  out += '"';
}

// Where the pretty form breaks the line; the compact one never does.
class Writer {
 public:
  explicit Writer(bool pretty) : pretty_(pretty) {}

  void write(const Value& value) {
    if (const Record* record = value.record()) return write_record(*record);
    if (const List* list = value.list()) return write_list(*list);
    if (const std::string* text = value.text()) return quote(out_, *text);
    if (const std::int64_t* number = value.number()) out_ += std::to_string(*number);
    else if (const bool* boolean = value.boolean()) out_ += *boolean ? "true" : "false";
    else out_ += "null";
  }

  std::string take() { return std::move(out_); }

 private:
  void break_line() {
    if (!pretty_) return;
    out_ += '\n';
    out_.append(static_cast<std::size_t>(depth_) * 2, ' ');
  }

  void write_record(const Record& record) {
    out_ += '{';
    ++depth_;
    bool first = true;
    for (const auto& [key, value] : record) {
      if (!first) out_ += ',';
      first = false;
      break_line();
      quote(out_, key);
      out_ += pretty_ ? ": " : ":";
      write(value);
    }
    --depth_;
    if (!record.empty()) break_line();
    out_ += '}';
  }

  void write_list(const List& list) {
    out_ += '[';
    ++depth_;
    bool first = true;
    for (const Value& value : list) {
      if (!first) out_ += ',';
      first = false;
      break_line();
      write(value);
    }
    --depth_;
    if (!list.empty()) break_line();
    out_ += ']';
  }

  bool pretty_;
  int depth_ = 0;
  std::string out_;
};

}  // namespace

std::string write_json(const Value& value) {
  Writer writer(false);
  writer.write(value);
  return writer.take();
}

std::string write_json_pretty(const Value& value) {
  Writer writer(true);
  writer.write(value);
  return writer.take() + "\n";
}

std::string json_quote(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 2);
  quote(out, text);
  return out;
}

Value record_of(std::initializer_list<Member> members) { return Value(Record(members)); }

}  // namespace cs::codec
