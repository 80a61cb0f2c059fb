#include "codec/value.h"

#include <gtest/gtest.h>

#include "codec/json.h"

namespace cs::codec {
namespace {

Value read(std::string_view text) { return *read_json(text, 4096); }

TEST(value, a_getter_gives_what_is_there) {
  const Value value = read(R"({"t":"x","n":-5,"b":true,"l":["a","b"],"z":null})");
  EXPECT_EQ(*need_text(value, "t", "w"), "x");
  EXPECT_EQ(*need_number(value, "n", -5, 5, "w"), -5);
  EXPECT_EQ(*need_boolean(value, "b", "w"), true);
  EXPECT_EQ(*need_texts(value, "l", "w"), (std::vector<std::string>{"a", "b"}));
  EXPECT_TRUE((*need(value, "z", "w"))->is_null());
  EXPECT_EQ(value.find("q"), nullptr);
  EXPECT_EQ(read("[1]").find("t"), nullptr);
}

TEST(value, a_fault_names_the_path_of_the_key) {
  const Value value = read(R"({"count":"x","list":["a",1]})");
  EXPECT_EQ(need_number(value, "count", 0, 9, "lines").fault().text, "lines.count: not a whole number");
  EXPECT_EQ(need_text(value, "digest", "lines").fault().text, "lines.digest: is not there and must be");
  EXPECT_EQ(need_texts(value, "list", "").fault().text, "list: item 2 is not a text");
  EXPECT_EQ(need_boolean(value, "count", "").fault().text, "count: neither true nor false");
  EXPECT_EQ(need_texts(value, "count", "").fault().text, "count: not a list");
  EXPECT_EQ(need_text(read("[]"), "count", "").fault().text, "count: is not there and must be");
}

TEST(value, a_number_is_held_to_its_bounds) {
  const Value value = read(R"({"n":10})");
  EXPECT_TRUE(need_number(value, "n", 10, 10, ""));
  EXPECT_FALSE(need_number(value, "n", 11, 20, ""));
  EXPECT_FALSE(need_number(value, "n", 0, 9, ""));
}

TEST(value, an_unknown_key_is_refused_and_a_strange_one_is_not_repeated) {
  const Value value = read(R"({"a":1,"b-2":2})");
  EXPECT_TRUE(only_keys(value, {"a", "b-2"}, ""));
  EXPECT_EQ(only_keys(value, {"a"}, "terms").fault().text, "terms.b-2: is not a key of this record");
  const std::string text = only_keys(read(R"({"Maria Garcia":1})"), {"a"}, "").fault().text;
  EXPECT_EQ(text.find("Maria"), std::string::npos) << text;
  EXPECT_FALSE(only_keys(read("[]"), {"a"}, "terms"));
}

}  // namespace
}  // namespace cs::codec
