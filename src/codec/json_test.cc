#include "codec/json.h"

#include <gtest/gtest.h>
#include <simdjson.h>

#include <ctime>
#include <map>

#include "base/limits.h"
#include "codec/text.h"
#include "codec/unpacked_for_test.h"

namespace cs::codec {
namespace {

constexpr std::size_t kMax = 1 << 20;
bool reads(std::string_view text) { return read_json(text, kMax).ok(); }

TEST(json, a_document_is_read_whole_and_in_order) {
  const Value value = *read_json(R"({"b":1,"a":[true,null,"x\u00e9\n"],"c":{"d":-9223372036854775808}})", kMax);
  ASSERT_NE(value.record(), nullptr);
  EXPECT_EQ((*value.record())[0].first, "b");
  EXPECT_EQ((*value.record())[1].first, "a");
  const List& list = *value.find("a")->list();
  EXPECT_TRUE(*list[0].boolean());
  EXPECT_TRUE(list[1].is_null());
  EXPECT_EQ(*list[2].text(), "x\u00e9\n");
  EXPECT_EQ(*value.find("c")->find("d")->number(), INT64_MIN);
}

TEST(json, only_one_spelling_of_what_we_know_is_read) {
  for (std::string_view bad : {"",
                               " ",
                               "1.0",
                               "1e3",
                               "-0.0",
                               "9223372036854775808",
                               "-9223372036854775809",
                               "01",
                               "+1",
                               "NaN",
                               "{\"a\":1,\"a\":1}",
                               "{\"b\":{\"a\":1,\"a\":2}}",
                               "[{\"a\":1,\"\\u0061\":2}]",
                               "\xEF\xBB\xBF{}",
                               "{} {}",
                               "{}x",
                               "[1,]",
                               "{\"a\":1,}",
                               "'a'",
                               "{a:1}",
                               "// c\n{}",
                               "\"\x01\"",
                               "\"\xC0\xAF\"",
                               "\"\xED\xA0\x80\"",
                               "[1",
                               "\"a",
                               "tru",
                               "{\"a\"}"})
    EXPECT_FALSE(reads(bad)) << bad;
  EXPECT_FALSE(reads(std::string_view("{}\0", 3)));
  for (std::string_view good :
       {"0", "-1", "\"\"", "[]", "{}", " {} \r\n\t", "9223372036854775807", "\"\\u0000\"", "\"\\ud83d\\ude00\"", "null"})
    EXPECT_TRUE(reads(good)) << good;
}

TEST(json, nesting_ends_at_its_limit) {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_TRUE(reads(nested(limits::kJsonDepthMax)));
  EXPECT_EQ(read_json(nested(limits::kJsonDepthMax + 1), kMax).fault().kind, FaultKind::kLimit);
  EXPECT_EQ(read_json(nested(400000), kMax).fault().kind, FaultKind::kLimit);
  EXPECT_FALSE(reads(std::string(400000, '[')));
}

TEST(json, members_end_at_their_limit) {
  const auto items = [](std::size_t count) {
    std::string text = "[0";
    for (std::size_t i = 1; i < count; ++i) text += ",0";
    return text + "]";
  };
  EXPECT_TRUE(reads(items(limits::kJsonMembersMax)));
  EXPECT_EQ(read_json(items(limits::kJsonMembersMax + 1), kMax).fault().kind, FaultKind::kLimit);
  EXPECT_EQ(read_json("[" + items(limits::kJsonMembersMax) + "]", kMax).fault().kind, FaultKind::kLimit);
}

TEST(json, the_size_is_looked_at_first) {
  EXPECT_TRUE(read_json("[1,2]", 5));
  EXPECT_EQ(read_json("[1,2]", 4).fault().kind, FaultKind::kLimit);
}

TEST(json, a_reader_used_again_keeps_nothing_of_what_it_read) {
  JsonReader reader;
  EXPECT_FALSE(reader.read("{\"a\":1,\"a\":2}", kMax));
  EXPECT_TRUE(reader.read("{\"a\":1}", kMax));
  EXPECT_TRUE(reader.read(R"(["a longer document, so that the buffer grows"])", kMax));
  EXPECT_FALSE(reader.read("[1", kMax)) << "the bytes of the document before lie behind this one";
  EXPECT_EQ(*reader.read("[1]", kMax)->list()->at(0).number(), 1);
}

TEST(json, a_scanned_document_lies_in_a_row_and_each_item_knows_what_it_holds) {
  JsonReader reader;
  const JsonItem* root = *reader.scan(R"({"a":[1,[],{"b":"\u00e9"}],"":null,"c":true})", kMax);
  ASSERT_EQ(root->kind, JsonKind::kRecord);
  EXPECT_EQ(root->number, 3);
  EXPECT_EQ(root->span, 8u);
  const JsonItem* list = root->first();
  EXPECT_EQ(list->key, "a");
  ASSERT_EQ(list->kind, JsonKind::kList);
  EXPECT_EQ(list->number, 3);
  const JsonItem* one = list->first();
  EXPECT_EQ(one->number, 1);
  const JsonItem* empty = one->next();
  EXPECT_EQ(empty->first(), empty->end());
  EXPECT_EQ(empty->next()->first()->key, "b");
  EXPECT_EQ(empty->next()->first()->text, "\u00e9");
  EXPECT_EQ(empty->next()->next(), list->end());
  EXPECT_EQ(list->next()->kind, JsonKind::kNull);
  EXPECT_EQ(list->next()->key, "");
  EXPECT_EQ(list->next()->next()->number, 1);
  EXPECT_EQ(list->next()->next()->next(), root->end());
}

TEST(json, a_scan_refuses_what_a_reading_refuses_in_the_same_words) {
  JsonReader reader;
  for (std::string_view bad : {"", "{\"a\":1,\"a\":1}", "{\"lines\":{\"count\":1.5}}", "[1", "[\"\x01\"]", "{} {}"})
    EXPECT_EQ(reader.scan(bad, kMax).fault().text, read_json(bad, kMax).fault().text) << bad;
  EXPECT_EQ(reader.scan("[1,2]", 4).fault().kind, FaultKind::kLimit);
  EXPECT_EQ((*reader.scan("[1,2]", 5))->span, 3u) << "nothing of the documents before";
}

TEST(json, every_escape_of_a_surrogate_needs_its_other_half) {
  JsonReader reader;
  char text[32];
  for (unsigned point = 0; point < 0x10000; ++point) {
    std::snprintf(text, sizeof text, "\"\\u%04x\"", point);
    const auto value = reader.read(text, kMax);
    EXPECT_EQ(value.ok(), point < 0xD800 || point > 0xDFFF) << text;
    EXPECT_TRUE(!value.ok() || is_utf8(*value->text())) << text;
  }
  for (unsigned first : {0xD7FFu, 0xD800u, 0xDBFFu, 0xDC00u, 0xDFFFu, 0xE000u}) {
    for (unsigned second : {0xD7FFu, 0xD800u, 0xDBFFu, 0xDC00u, 0xDFFFu, 0xE000u}) {
      std::snprintf(text, sizeof text, "{\"\\u%04X\\u%04X\":1}", first, second);
      const auto whole = [](unsigned point) { return point < 0xD800 || point > 0xDFFF; };
      const bool pair = first >= 0xD800 && first < 0xDC00 && second >= 0xDC00 && second <= 0xDFFF;
      EXPECT_EQ(reader.read(text, kMax).ok(), pair || (whole(first) && whole(second))) << text;
    }
  }
}

TEST(json, a_fault_names_the_key_and_never_a_value) {
  EXPECT_EQ(read_json(R"({"lines":{"count":1.5}})", kMax).fault().text,
            "lines: count: a number is not whole, or has a fraction or an exponent");
  EXPECT_EQ(read_json(R"({"a":1,"a":"Maria"})", kMax).fault().text, "a: the key stands there twice");
  for (std::string_view bad :
       {R"({"Maria Garcia":1,"Maria Garcia":2})", R"(["Maria Garcia)", R"(["Maria Garcia",1.5])", "[\"Maria Garcia\x01\"]"})
    EXPECT_EQ(read_json(bad, kMax).fault().text.find("Maria"), std::string::npos) << bad;
}

TEST(json, many_keys_that_look_alike_are_told_apart_in_time) {
  std::string same_bit = "{";  // of one length, equal where the set of keys looks
  for (int i = 0; i < 4000; ++i) same_bit += (i ? ",\"a" : "\"a") + std::to_string(1000 + i) + "m" + std::to_string(1000 + i) + "z\":0";
  const std::clock_t before = std::clock();
  EXPECT_TRUE(reads(same_bit + "}"));
  EXPECT_FALSE(reads(same_bit + ",\"a1000m1000z\":1}"));
  EXPECT_LT(std::clock() - before, CLOCKS_PER_SEC) << "quadratic only in lengths and bytes compared";
}

TEST(json, is_written_compact_with_control_characters_escaped) {
  const Value value = record_of({{"z", Value(std::string("a\"\\\n\x01\x7f\u00e9"))},
                                 {"a", Value(List{Value(true), Value(), Value(std::int64_t{-3})})},
                                 {"e", Value(Record{})},
                                 {"l", Value(List{})}});
  EXPECT_EQ(write_json(value), "{\"z\":\"a\\\"\\\\\\u000a\\u0001\\u007f\u00e9\",\"a\":[true,null,-3],\"e\":{},\"l\":[]}");
  EXPECT_EQ(write_json(*read_json(write_json(value), kMax)), write_json(value));
  EXPECT_EQ(write_json_pretty(record_of({{"a", Value(List{Value(std::int64_t{1}), Value(Record{})})}, {"b", Value(List{})}})),
            "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": []\n}\n");
  EXPECT_EQ(json_quote("a\"b"), "\"a\\\"b\"");
}

TEST(json_hostile, test_suite_y_is_read_or_listed_and_n_is_refused) {
  const Unpacked suite("json-test-suite");
  std::map<std::string, std::string> exceptions;
  for (const auto& [name, reason] : listed("json-exceptions.tsv")) exceptions[name] = reason;
  std::size_t read = 0, refused = 0;
  for (const std::string& name : suite.files("test_parsing", ".json")) {
    const std::string text = suite.read("test_parsing/" + name);
    const auto value = read_json(text, kMax);
    if (name.starts_with("n_")) {
      EXPECT_FALSE(value.ok()) << name;
      ++refused;
    } else if (name.starts_with("y_")) {
      EXPECT_EQ(value.ok(), !exceptions.contains(name)) << name << ": " << (value ? "listed, but read" : value.fault().text);
      ++read;
    } else if (value.ok()) {
      EXPECT_TRUE(is_utf8(write_json(*value))) << name;
    }
    EXPECT_TRUE(!value.ok() || write_json(*read_json(write_json(*value), kMax)) == write_json(*value)) << name;
  }
  EXPECT_EQ(read, 95u);
  EXPECT_EQ(refused, 188u);
}

TEST(json_hostile, invalid_utf8_and_lone_surrogates_of_the_test_suite_are_refused) {
  const Unpacked suite("json-test-suite");
  for (const std::string& name : suite.files("test_parsing", ".json"))
    if (name.starts_with("i_string_") || name == "i_object_key_lone_2nd_surrogate.json") {
      EXPECT_FALSE(read_json(suite.read("test_parsing/" + name), kMax)) << name;
    }
}

// What a reader says of every file of the suite, in the kernel that is active.
std::vector<std::string> verdicts(const Unpacked& suite) {
  std::vector<std::string> said;
  for (const std::string& name : suite.files("test_parsing", ".json")) {
    const auto value = read_json(suite.read("test_parsing/" + name), kMax);  // a new reader knows no shape and asks the kernel
    said.push_back(name + ": " + (value ? write_json(*value) : "out"));
  }
  return said;
}

TEST(json_hostile, every_kernel_that_this_machine_runs_says_the_same) {
  const Unpacked suite("json-test-suite");
  const simdjson::implementation* chosen = simdjson::get_active_implementation();
  const std::vector<std::string> expected = verdicts(suite);
  std::size_t run = 0;
  for (const simdjson::implementation* kernel : simdjson::get_available_implementations()) {
    if (!kernel->supported_by_runtime_system()) continue;
    simdjson::get_active_implementation() = kernel;
    EXPECT_EQ(verdicts(suite), expected) << kernel->name();
    ++run;
  }
  simdjson::get_active_implementation() = chosen;
  EXPECT_GE(run, 2u) << "the plain one and one for this machine";
}

// Every text that anyone could type comes back as it went in.
void expect_same_text(const std::string& text) {
  const auto back = read_json(write_json(Value(text)), kMax);
  ASSERT_TRUE(back.ok()) << text;
  EXPECT_EQ(*back->text(), text);
}

TEST(json_hostile, naughty_strings_come_back_unaltered) {
  const Unpacked naughty("blns");
  const Value list = *read_json(naughty.read("blns.json"), kMax);
  EXPECT_GT(list.list()->size(), 500u);
  for (const Value& text : *list.list()) expect_same_text(*text.text());
}

TEST(json_hostile, hostile_texts_come_back_unaltered) {
  const Unpacked hostile("hostile-text");
  const std::string lines = hostile.read("hostile-text.jsonl");
  JsonReader reader;
  std::size_t count = 0;
  for (std::size_t begin = 0; begin < lines.size(); begin = lines.find('\n', begin) + 1, ++count) {
    const std::string_view line = std::string_view(lines).substr(begin, lines.find('\n', begin) - begin);
    const auto value = reader.read(line, kMax);
    ASSERT_TRUE(value.ok()) << count;
    expect_same_text(*value->find("value")->text());
  }
  EXPECT_EQ(count, 196u);
}

}  // namespace
}  // namespace cs::codec
