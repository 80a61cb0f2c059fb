#include "codec/json_shapes.h"

#include <gtest/gtest.h>

namespace cs::codec {
namespace {

constexpr std::string_view kLine =
    R"({"line":17,"order":{"id":"e62e","final_on":null,"whole":true},"subject":{"names":[{"family":["LATHAN"],"given":["MALACHI","J"],"suffix":""}]},)"
    R"("periods":["2025"],"none":[],"minus":-4, "reason" : "Notice of the order came back undelivered; the file holds this address."})";

// A text with the zeros that stand behind it.
class Padded {
 public:
  explicit Padded(std::string_view text) : bytes_(std::string(text) + std::string(kJsonPadding, '\0')), size_(text.size()) {}
  std::string_view text() const { return std::string_view(bytes_).substr(0, size_); }

 private:
  std::string bytes_;
  std::size_t size_;
};

bool same(const JsonItem& one, const JsonItem& other) {
  return one.key == other.key && one.text == other.text && one.number == other.number && one.span == other.span && one.kind == other.kind;
}

// What is read by the shapes that `learned` left, or null; and that the parser says the same of it.
const JsonItem* read_as_parsed(JsonShapes& shapes, JsonParser& parser, std::string_view text) {
  static Padded held("");
  held = Padded(text);
  std::vector<JsonItem> items;
  const bool json = parser.scan(held.text(), items).ok();
  const JsonItem* row = shapes.read(held.text());
  if (row == nullptr) return nullptr;
  EXPECT_TRUE(json) << text;
  for (std::size_t at = 0; json && at < items.size(); ++at) EXPECT_TRUE(same(row[at], items[at])) << text << " item " << at;
  return row;
}

void learn(JsonShapes& shapes, std::string_view text) {
  JsonParser parser;
  const Padded held(text);
  std::vector<JsonItem> items;
  ASSERT_TRUE(parser.scan(held.text(), items)) << text;
  shapes.learn(held.text(), items);
}

TEST(json_shapes, a_line_is_read_by_the_shape_of_the_one_before) {
  JsonShapes shapes;
  JsonParser parser;
  EXPECT_EQ(read_as_parsed(shapes, parser, kLine), nullptr) << "nothing is known";
  learn(shapes, kLine);
  EXPECT_NE(read_as_parsed(shapes, parser, kLine), nullptr);
  std::string other(kLine);
  other.replace(other.find("LATHAN"), 6, "GARC\u00cdA, born \u738b");
  other.replace(other.find("17"), 2, "0");
  const JsonItem* row = read_as_parsed(shapes, parser, other);
  ASSERT_NE(row, nullptr);
  EXPECT_EQ(row->first()->number, 0);
  EXPECT_EQ(row->number, 7) << "members of the line";
}

// A shape of a line is no other line's: whatever one byte is put in, left out or changed, what is read is what the parser reads.
TEST(json_shapes, a_line_that_is_not_quite_of_the_shape_is_read_as_the_parser_reads_it_or_not_at_all) {
  JsonShapes shapes;
  JsonParser parser;
  learn(shapes, kLine);
  std::size_t read = 0, unread = 0;
  for (std::size_t at = 0; at <= kLine.size(); ++at) {
    for (const char c : std::string_view("\"\\:,{}[] 0-1.eEnatx\x01\t\n\x7f\x80\xc3\xff\0", 27)) {
      std::string inserted(kLine), changed(kLine);
      inserted.insert(at, 1, c);
      if (at < kLine.size()) changed[at] = c;
      for (const std::string& text : {inserted, changed}) ++(read_as_parsed(shapes, parser, text) != nullptr ? read : unread);
    }
    std::string shorter(kLine);
    if (at < kLine.size()) shorter.erase(at, 1);
    read_as_parsed(shapes, parser, shorter);
    read_as_parsed(shapes, parser, kLine.substr(0, at));
  }
  EXPECT_GT(read, 2000u) << "letters within texts";
  EXPECT_GT(unread, 8000u);
}

TEST(json_shapes, a_text_of_any_length_ends_at_its_quote) {
  JsonShapes shapes;
  JsonParser parser;
  learn(shapes, R"(["",1,"x"])");
  for (std::size_t before = 0; before < 9; ++before)
    for (std::size_t size = 0; size < 300; ++size) {
      const std::string text = "[\"" + std::string(before, 'a') + "\",1,\"" + std::string(size, 'b') + "\"]";
      const JsonItem* row = read_as_parsed(shapes, parser, text);
      ASSERT_NE(row, nullptr) << before << " " << size;
      EXPECT_EQ(row[3].text.size(), size);
    }
}

TEST(json_shapes, numbers_of_19_digits_and_texts_with_escapes_are_the_parsers) {
  JsonShapes shapes;
  JsonParser parser;
  learn(shapes, R"({"a":1,"b":"x"})");
  for (std::string_view known : {R"({"a":999999999999999999,"b":""})", R"({"a":-999999999999999999,"b":""})", R"({"a":0,"b":"\u007f"})"}) {
    std::string text(known);
    if (const std::size_t escape = text.find("\\u007f"); escape != std::string::npos) text.replace(escape, 6, "\x7f");
    EXPECT_NE(read_as_parsed(shapes, parser, text), nullptr) << text;
  }
  for (std::string_view asked : {R"({"a":1000000000000000000,"b":""})", R"({"a":-0,"b":""})", R"({"a":01,"b":""})", R"({"a":1.0,"b":""})", R"({"a":,"b":""})",
                                 R"({"a":-,"b":""})", R"({"a":1,"b":"\n"})", R"({"a":1,"b":""} )", R"({"a":1,"b":""}{})", R"({"a":1,"b":"})", R"({"a":1,"b":)",
                                 R"({"a":1,"b":"": ""})", R"({"a":1, "b":""})", R"({"a":1,"c":""})", R"({"a":1,"a":""})", "{\"a\":1,\"b\":\"\xED\xA0\x80\"}"})
    EXPECT_EQ(read_as_parsed(shapes, parser, asked), nullptr) << asked;
}

TEST(json_shapes, shapes_that_begin_alike_are_told_apart) {
  JsonShapes shapes;
  JsonParser parser;
  const std::vector<std::string> lines = {R"({"on":"a","n":["b"]})", R"({"on":null,"n":["b","c"]})", R"({"on":"a","n":["b","c"]})", R"({"on":7,"n":[]})",
                                          R"({"on":"a"})",           R"({"on":"a","n":"b"})",         R"({"on":null})",              "\"a\"", "7", "null"};
  for (const std::string& line : lines) learn(shapes, line);
  for (const std::string& line : lines) EXPECT_NE(read_as_parsed(shapes, parser, line), nullptr) << line;
}

// Somebody whose every line has a shape of its own gets them all read, and no more room than so many.
TEST(json_shapes, lines_of_more_shapes_than_are_kept_are_read_all_the_same) {
  JsonReader reader;
  for (int round = 0; round < 2; ++round)
    for (int i = 0; i < 1000; ++i) {
      const std::string text = "{\"k" + std::to_string(i) + "\":\"v\"}";
      const auto root = reader.scan(text, text.size());
      ASSERT_TRUE(root.ok());
      EXPECT_EQ((*root)->first()->key, "k" + std::to_string(i));
    }
  EXPECT_FALSE(reader.scan(R"({"k1":"v"})", 9)) << "the size is looked at first";
}

}  // namespace
}  // namespace cs::codec
