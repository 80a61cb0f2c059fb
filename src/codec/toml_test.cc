#include "codec/toml.h"

#include <gtest/gtest.h>
#include <simdjson.h>

#include <map>

#include "base/limits.h"
#include "codec/json.h"
#include "codec/unpacked_for_test.h"

namespace cs::codec {
namespace {

constexpr std::size_t kMax = 64 * 1024;
std::string as_json(std::string_view text) {
  const auto value = read_toml(text, kMax);
  return value ? write_json(*value) : "fault: " + value.fault().text;
}
bool reads(std::string_view text) { return read_toml(text, kMax).ok(); }

TEST(toml, tables_keep_the_order_of_the_file) {
  EXPECT_EQ(as_json("z = 1\na = [1, 'x', {q = true}]\n[t]\nc.b = -2\nc.a = \"\\u00e9\"\n[[l]]\nk = 1\n[[l]]\n[t.s]\nx = 0x1F"),
            "{\"z\":1,\"a\":[1,\"x\",{\"q\":true}],\"t\":{\"c\":{\"b\":-2,\"a\":\"\u00e9\"},\"s\":{\"x\":31}},\"l\":[{\"k\":1},{}]}");
}

TEST(toml, lines_are_counted_from_one) {
  const Value value = *read_toml("a = 1\n\nb = \"\"\"\n\n\"\"\"\n[t]\r\nc = [\n 1,\n 2]\n", kMax);
  EXPECT_EQ(value.find("a")->line, 1);
  EXPECT_EQ(value.find("b")->line, 3);
  EXPECT_EQ(value.find("t")->line, 6);
  EXPECT_EQ(value.find("t")->find("c")->line, 7);
  EXPECT_EQ(value.find("t")->find("c")->list()->at(1).line, 9);
}

TEST(toml, a_fault_names_line_and_key_and_never_a_value) {
  EXPECT_EQ(as_json("[a]\nb = 1\nb = 2"), "fault: b: is defined twice (line 3)");
  EXPECT_EQ(as_json("x = 1.5"), "fault: x: a value that is no text, whole number, true, false, list or table (line 1)");
  EXPECT_EQ(as_json("\n\nx = 2026-01-01"), "fault: x: a value that is no text, whole number, true, false, list or table (line 3)");
  for (std::string_view bad :
       {"x = \"Maria", "x = Maria", "'Maria' = 1\n'Maria' = 2", "x = [\"Maria\" 1]", "[Maria Garcia]", "x = 1 Maria"})
    EXPECT_EQ(as_json(bad).find("Maria"), std::string::npos) << bad;
}

TEST(toml, nothing_is_defined_twice) {
  for (std::string_view bad : {"a=1\na=2", "[a]\n[a]", "[a]\nb=1\n[a.b]", "a={b=1}\na.c=2", "a={b=1}\n[a.c]", "a=[]\n[[a]]", "[[a]]\n[a]",
                               "[a]\n[[a]]", "a.b=1\n[a]", "[a.b]\n[a]\nb.c=1", "a={b.c=1,b.c=2}", "a={b={c=1},b.d=2}", "a.b=1\na=2",
                               "a=1\na.b=2", "[[a.b]]\n[a]\nb.y=2", "a={b.c=1}\n[a.b]", "\"a\"=1\na=2"})
    EXPECT_FALSE(reads(bad)) << bad;
  for (std::string_view good :
       {"[a.b]\n[a]\nc=1", "a.b=1\na.c=2", "[a]\nb.c=1\n[a.b.d]\ne=1", "[[a]]\n[a.b]\n[[a]]\n[a.b]", "[a.b]\n[a]\nd.c=1"})
    EXPECT_TRUE(reads(good)) << good;
}

TEST(toml, numbers_are_whole_and_fit_64_bits) {
  EXPECT_EQ(as_json("a=9223372036854775807\nb=-9223372036854775808\nc=+1_000\nd=0o17\ne=0b11\nf=0xdead_beef\ng=-0"),
            "{\"a\":9223372036854775807,\"b\":-9223372036854775808,\"c\":1000,\"d\":15,\"e\":3,\"f\":3735928559,\"g\":0}");
  for (std::string_view bad : {"9223372036854775808",
                               "-9223372036854775809",
                               "01",
                               "-01",
                               "1_",
                               "_1",
                               "1__0",
                               "0x",
                               "0x_1",
                               "+0x1",
                               "-0b1",
                               "0X1",
                               "1e3",
                               "1.0",
                               "inf",
                               "nan",
                               "0b2",
                               "0o8",
                               "--1",
                               "+",
                               "1970-01-01",
                               "07:32:00",
                               "0x8000000000000000",
                               "0x-1"})
    EXPECT_FALSE(reads("a=" + std::string(bad))) << bad;
}

TEST(toml, limits_are_those_of_json) {
  EXPECT_TRUE(reads("a=[[[[[]]]]]"));
  EXPECT_EQ(read_toml("a=[[[[[[]]]]]]", kMax).fault().kind, FaultKind::kLimit);
  EXPECT_TRUE(reads("a.b.c.d.e.f=1"));
  EXPECT_FALSE(reads("a.b.c.d.e.f.g=1"));
  EXPECT_FALSE(reads("[a.b.c.d.e.f.g]"));
  EXPECT_FALSE(reads("a=" + std::string(60000, '[')));
  EXPECT_FALSE(reads("a=" + std::string(60000, '{')));
  std::string dotted = "a";
  for (int i = 0; i < 30000; ++i) dotted += ".a";
  EXPECT_FALSE(reads(dotted + "=1"));
  std::string list = "a=[";
  for (std::size_t i = 0; i + 1 < limits::kJsonMembersMax; ++i) list += "0,";
  EXPECT_TRUE(reads(list + "]"));
  EXPECT_EQ(read_toml(list + "0]", kMax).fault().kind, FaultKind::kLimit);
  EXPECT_EQ(read_toml("a = 1", 4).fault().kind, FaultKind::kLimit);
}

TEST(toml, only_clean_bytes_are_read) {
  for (std::string_view bad : {"\xEF\xBB\xBF"
                               "a=1",
                               "a=1\r",
                               "a=1\rb=2",
                               "# \x01",
                               "a='\x7f'",
                               "a='\xC0\xAF'",
                               "a=\"\\ud800\"",
                               "a=\"\\U00110000\"",
                               "a='x\n'",
                               "[!]",
                               "[",
                               "[\n",
                               "[.]",
                               "[a",
                               "[[a]",
                               "a",
                               "a=",
                               "=1",
                               "a=1 b=2",
                               "a={b=1,}",
                               "a={\n}",
                               "a=[1 2]",
                               "a=\"\\e\"",
                               "a=\"\\x41\"",
                               "a='''x",
                               "a=truer"})
    EXPECT_FALSE(reads(bad)) << bad;
  EXPECT_FALSE(reads(std::string_view("a=1\0", 4)));
}

// The expected file says {"type": ..., "value": ...} at each leaf.
void expect_equal(const simdjson::dom::element& expected, const Value& value, const std::string& where) {
  if (expected.is_array()) {
    ASSERT_NE(value.list(), nullptr) << where;
    ASSERT_EQ(value.list()->size(), expected.get_array().value().size()) << where;
    std::size_t i = 0;
    for (const auto item : expected.get_array()) expect_equal(item, (*value.list())[i++], where);
    return;
  }
  const simdjson::dom::object object = expected.get_object();
  std::string_view type, text;
  if (object.size() == 2 && object["type"].get(type) == simdjson::SUCCESS && object["value"].get(text) == simdjson::SUCCESS) {
    if (type == "string") {
      ASSERT_NE(value.text(), nullptr) << where;
      EXPECT_EQ(*value.text(), text) << where;
    } else if (type == "integer") {
      ASSERT_NE(value.number(), nullptr) << where;
      EXPECT_EQ(std::to_string(*value.number()), text) << where;
    } else {
      ASSERT_EQ(type, "bool") << where;
      ASSERT_NE(value.boolean(), nullptr) << where;
      EXPECT_EQ(*value.boolean() ? "true" : "false", text) << where;
    }
    return;
  }
  ASSERT_NE(value.record(), nullptr) << where;
  EXPECT_EQ(value.record()->size(), object.size()) << where;
  for (const auto field : object) {
    const Value* found = value.find(field.key);
    ASSERT_NE(found, nullptr) << where << ": " << field.key;
    expect_equal(field.value, *found, where);
  }
}

TEST(toml_hostile, test_suite_valid_is_equal_or_listed) {
  const Unpacked suite("toml-test");
  std::map<std::string, std::string> exceptions;
  for (const auto& [name, reason] : listed("toml-exceptions.tsv")) exceptions[name] = reason;
  simdjson::dom::parser parser;
  std::size_t equal = 0;
  for (const std::string& name : suite.files("tests/valid", ".toml")) {
    const auto value = read_toml(suite.read("tests/valid/" + name), kMax);
    EXPECT_EQ(value.ok(), !exceptions.contains(name)) << name << ": " << (value ? "listed, but read" : value.fault().text);
    const std::string json = "tests/valid/" + name.substr(0, name.size() - 5) + ".json";
    if (!value || !std::filesystem::exists(suite.path() / json)) continue;  // the expected file of a few is held out
    const std::string expected = suite.read(json);
    simdjson::dom::element root;
    ASSERT_EQ(parser.parse(expected).get(root), simdjson::SUCCESS) << name;
    expect_equal(root, *value, name);
    ++equal;
  }
  EXPECT_GT(equal, 100u);
}

TEST(toml_hostile, test_suite_invalid_is_refused) {
  const Unpacked suite("toml-test");
  std::size_t refused = 0;
  for (const std::string& name : suite.files("tests/invalid", ".toml")) {
    EXPECT_FALSE(reads(suite.read("tests/invalid/" + name))) << name;
    ++refused;
  }
  EXPECT_GT(refused, 300u);
}

}  // namespace
}  // namespace cs::codec
