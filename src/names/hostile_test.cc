// Hostile text in every part of a name: bounded time, no crash, one folded text however Unicode spells it.
#include <gtest/gtest.h>

#include <cstdio>
#include <ctime>

#include "base/limits.h"
#include "names/compare.h"
#include "names/fold.h"

namespace cs::names {
namespace {

std::vector<std::string> lines_of_packed(const std::string& name) {
  const std::string command = "tar -xzOf '" CS_SOURCE_DIR "/tests/data/" + name + "'";
  std::vector<std::string> lines(1);
  FILE* pipe = popen(command.c_str(), "r");
  for (int c = pipe == nullptr ? EOF : std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) {
    if (c == '\n') lines.emplace_back();
    else lines.back().push_back(static_cast<char>(c));
  }
  if (pipe != nullptr) pclose(pipe);
  return lines;
}

void append_utf8(std::string& out, std::uint32_t point) {
  if (point < 0x80) return out.push_back(static_cast<char>(point));
  if (point < 0x800) out.push_back(static_cast<char>(0xC0 | point >> 6));
  if (point >= 0x800 && point < 0x10000) out.push_back(static_cast<char>(0xE0 | point >> 12));
  if (point >= 0x10000) out += {static_cast<char>(0xF0 | point >> 18), static_cast<char>(0x80 | (point >> 12 & 63))};
  if (point >= 0x800) out.push_back(static_cast<char>(0x80 | (point >> 6 & 63)));
  out.push_back(static_cast<char>(0x80 | (point & 63)));
}

// The "value" of one JSON line, with \u escapes read.
std::string value_of(const std::string& json) {
  std::string out;
  const std::size_t begin = json.find("\"value\": \"");
  const auto unit = [&](std::size_t at) { return static_cast<std::uint32_t>(std::stoul(json.substr(at, 4), nullptr, 16)); };
  for (std::size_t at = begin == std::string::npos ? json.size() : begin + 10; at < json.size() && json[at] != '"'; ++at) {
    if (json[at] != '\\') {
      out.push_back(json[at]);
    } else if (json[++at] != 'u') {
      out.push_back(json[at] == 'n' ? '\n' : json[at] == 't' ? '\t' : json[at]);
    } else {
      std::uint32_t point = unit(at + 1);
      at += 4;
      const bool pair = point >= 0xD800 && point < 0xDC00 && json.compare(at + 1, 2, "\\u") == 0;
      if (pair) point = 0x10000 + ((point - 0xD800) << 10) + (unit(at + 3) - 0xDC00);
      at += pair ? 6 : 0;
      append_utf8(out, point);
    }
  }
  return out;
}

double cpu_ms() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

TEST(hostile_name, every_hostile_text_is_judged_in_any_part_within_10_ms) {
  NameSufficiency::of({"Ana", "", "Reed", ""});  // tables are built once
  int tried = 0;
  for (const std::string& line : lines_of_packed("codec/hostile-text.tar.gz")) {
    if (line.empty()) continue;
    const std::string value = value_of(line);
    const double before = cpu_ms();
    for (const NameFields& fields : {NameFields{value, "", "Reed", ""}, {"Ana", "", value, ""}, {value, value, value, value}}) {
      const NameSufficiency judged = NameSufficiency::of(fields);
      EXPECT_EQ(judged.reason == Reason::kNone, judged.name.has_value());
      EXPECT_LE(standardize(fields).given.size(), limits::kNamePartsMax);
      differences(standardize(fields), standardize({"Ana", "", "Reed", ""}));
    }
    similarity(value, "Ana Reed");
    EXPECT_LE(cpu_ms() - before, 3 * 10.0) << "line " << tried;
    ++tried;
  }
  EXPECT_EQ(tried, 196);
}

TEST(hostile_name, very_long_names_are_bounded) {
  for (const char* piece : {"A ", "A", "DE ", "-", "'", "JR ", "\xCC\x81", "\xEF\xB7\xBA"}) {
    std::string text;
    while (text.size() < 200'000) text += piece;
    const PersonName name = standardize({text, text, text, text});
    EXPECT_LE(name.given.size(), limits::kNamePartsMax);
    EXPECT_LE(name.family.size(), limits::kNamePartsMax);
    similarity(text, text);
  }
}

TEST(hostile_name, unicodes_composed_and_decomposed_spellings_are_one_text) {
  int tried = 0;
  for (const std::string& line : lines_of_packed("codec/normalization.tar.gz")) {
    const std::size_t semicolon = line.find(';');
    if (line.empty() || line[0] == '#' || semicolon == std::string::npos) continue;
    const auto text = [](const std::string& codes) {
      std::string out;
      for (std::size_t at = 0; at < codes.size();) {
        const std::size_t end = std::min(codes.find(' ', at), codes.size());
        append_utf8(out, static_cast<std::uint32_t>(std::stoul(codes.substr(at, end - at), nullptr, 16)));
        at = end + 1;
      }
      return out;
    };
    EXPECT_EQ(fold(text(line.substr(0, semicolon))), fold(text(line.substr(semicolon + 1)))) << line;
    ++tried;
  }
  EXPECT_GT(tried, 10'000);
}

TEST(hostile_name, invisible_characters_do_not_make_another_name) {
  const PersonName plain = standardize({"Maria", "", "Garcia", ""});
  for (const char* given : {"Ma\u200bria", "M\u200da\u200dria", "Mari\u00ada", "\ufeffMaria", "Ｍａｒｉａ", "Mar\u00eda", "Mari\u0301a", "MARIA", "𝐌𝐚𝐫𝐢𝐚"}) {
    EXPECT_EQ(standardize({given, "", "Garcia", ""}).given, plain.given) << given;
  }
}

}  // namespace
}  // namespace cs::names
