// Hostile text in every field: bounded time, no crash, one reading for one text however Unicode spells it.
#include <gtest/gtest.h>

#include <ctime>

#include "address/address.h"
#include "address/line.h"
#include "address/lines_for_test.h"
#include "base/limits.h"

namespace cs::address {
namespace {

// The "value" of one JSON line, \u escapes read; surrogates that stand alone become U+FFFD.
std::string value_of(const std::string& json) {
  std::string out;
  std::size_t at = json.find("\"value\": \"");
  if (at == std::string::npos) return out;
  const auto unit = [&](std::size_t place) { return static_cast<std::uint32_t>(std::stoul(json.substr(place, 4), nullptr, 16)); };
  for (at += 10; at < json.size() && json[at] != '"'; ++at) {
    if (json[at] != '\\') {
      out.push_back(json[at]);
    } else if (json[++at] != 'u') {
      out.push_back(json[at] == 'n' ? '\n' : json[at] == 't' ? '\t' : json[at] == 'r' ? '\r' : json[at]);
    } else {
      std::uint32_t point = unit(at + 1);
      at += 4;
      if (point >= 0xD800 && point < 0xDC00 && json.compare(at + 1, 2, "\\u") == 0) {
        point = 0x10000 + ((point - 0xD800) << 10) + (unit(at + 3) - 0xDC00);
        at += 6;
      }
      if (point < 0x80) out.push_back(static_cast<char>(point));
      if (point >= 0x80 && point < 0x800) out.push_back(static_cast<char>(0xC0 | point >> 6));
      if (point >= 0x800 && point < 0x10000) out.push_back(static_cast<char>(0xE0 | point >> 12));
      if (point >= 0x10000) out += {static_cast<char>(0xF0 | point >> 18), static_cast<char>(0x80 | (point >> 12 & 63))};
      if (point >= 0x800) out.push_back(static_cast<char>(0x80 | (point >> 6 & 63)));
      if (point >= 0x80) out.push_back(static_cast<char>(0x80 | (point & 63)));
    }
  }
  return out;
}

double cpu_ms() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

void judge_everywhere(const std::string& text) {
  const AddressFields places[] = {{"", text, "", "", "Salem", "OH", "44460", "", ""}, {"12", text, text, "", "Salem", "OH", "44460", "", ""},
                                  {text, "12 Oak St", "", text, text, text, text, text, text}, {"", text, "", "", "", "", "", "", ""}};
  for (const AddressFields& fields : places) {
    const AddressSufficiency judged = AddressSufficiency::of(fields);
    EXPECT_EQ(judged.reason == Reason::kNone, judged.address.has_value());
    EXPECT_LE(parse(fields).readings.size(), limits::kAddressReadingsMax);
    AddressSufficiency::of(fields, Gazetteer::kOpaque);
  }
}

TEST(hostile_address, every_hostile_text_is_judged_in_any_field_within_10_ms) {
  AddressSufficiency::of({"", "12 Oak St", "", "", "Salem", "OH", "44460", "", ""});  // tables are built once
  int tried = 0;
  for (const std::string& line : lines_of_packed("codec/hostile-text.tar.gz")) {
    const std::string value = value_of(line);
    if (line.empty()) continue;
    const double before = cpu_ms();
    judge_everywhere(value);
    EXPECT_LE(cpu_ms() - before, 4 * 3 * 10.0) << "line " << tried;
    ++tried;
  }
  EXPECT_EQ(tried, 196);
}

TEST(hostile_address, a_field_longer_than_any_address_is_refused) {
  for (const char* piece : {"1 ", "A", "Oak St ", "#", "-", "12-", "/", ",", "PO BOX ", "APT 1 ", "N "}) {
    std::string text;
    while (text.size() < 100'000) text += piece;
    judge_everywhere(text);
    EXPECT_NE(AddressSufficiency::of({"12", text, "", "", "Salem", "OH", "44460", "", ""}).reason, Reason::kNone) << piece;
  }
}

TEST(hostile_address, unicodes_composed_and_decomposed_spellings_are_one_text) {
  int tried = 0;
  for (const std::string& line : lines_of_packed("codec/normalization.tar.gz")) {
    const std::size_t semicolon = line.find(';');
    if (line.empty() || line[0] == '#' || semicolon == std::string::npos) continue;
    const auto text = [](std::string codes) {
      std::string json = "\"value\": \"";
      for (std::size_t at = 0; at < codes.size();) {
        const std::size_t end = std::min(codes.find(' ', at), codes.size());
        unsigned long point = std::stoul(codes.substr(at, end - at), nullptr, 16);
        char buffer[32];
        if (point >= 0x10000) {
          point -= 0x10000;
          std::snprintf(buffer, sizeof buffer, "\\u%04lx\\u%04lx", 0xD800 + (point >> 10), 0xDC00 + (point & 0x3FF));
        } else {
          std::snprintf(buffer, sizeof buffer, "\\u%04lx", point);
        }
        json += buffer;
        at = end + 1;
      }
      return value_of(json + "\"");
    };
    EXPECT_EQ(fold(text(line.substr(0, semicolon))), fold(text(line.substr(semicolon + 1)))) << line;
    ++tried;
  }
  EXPECT_GT(tried, 10'000);
}

TEST(hostile_address, look_alike_spellings_give_the_text_of_the_original_or_are_refused) {
  const AddressFields original{"", "12 Oak St", "", "", "Salem", "OH", "44460", "", ""};
  const std::string form = AddressSufficiency::of(original).address->standard_form();
  for (const char* line : {"１２ Ｏａｋ Ｓｔ", "12 O\u200bak S\u200dt", "12\u00a0Oak\u3000St", "12 O\u0301ak St", "12 \u202eOak\u202c St", "12 Oak\u00ad St",
                           "12 𝐎𝐚𝐤 𝐒𝐭", "\ufeff12 Oak St", "12 Oak\tSt", "12\tOak\nSt"}) {
    const AddressSufficiency judged = AddressSufficiency::of({"", line, "", "", "Salem", "OH", "44460", "", ""});
    EXPECT_TRUE(!judged.address || judged.address->standard_form() == form) << line;
  }
}

}  // namespace
}  // namespace cs::address
