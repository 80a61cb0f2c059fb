#include "register/layout.h"

#include <algorithm>
#include <cstring>

#include "base/check.h"

namespace cs::registry {
namespace {

constexpr std::array<FileShape, kFileCount> kFiles = {{
    {"addr.base", "ADRB", 4}, {"addr.more", "ADRM", 12}, {"addr.word", "ADRW", 4}, {"block.dir", "BLKD", 12},
    {"day.from", "DAYF", 8}, {"day.to", "DAYT", 8}, {"extra.word", "EXTW", 8}, {"form.at", "FRMA", 4},
    {"form.count", "FRMC", 4}, {"form.few", "FRMF", 1}, {"form.hash", "FRMH", 4}, {"form.text", "FRMT", 1},
    {"given.id", "GIVN", 2}, {"group.dir", "GRPD", 96}, {"initial.col", "INIT", 8}, {"key.col", "KEYC", 8},
    {"key.text", "KEYT", 16}, {"name.at", "NAMA", 4}, {"name.count", "NAMC", 8}, {"name.few", "NAMF", 2},
    {"name.hash", "NAMH", 4}, {"name.text", "NAMT", 1}, {"part.at", "PRTA", 4}, {"part.count", "PRTC", 4},
    {"part.few", "PRTF", 1}, {"part.hash", "PRTH", 4}, {"part.text", "PRTT", 1}, {"place.at", "PLCA", 4},
    {"place.base", "PLCB", 4}, {"place.count", "PLCC", 4}, {"place.few", "PLCF", 1}, {"place.hash", "PLCH", 4},
    {"place.post", "PLCP", 4}, {"place.text", "PLCT", 1}, {"rare.word", "RARE", 4}, {"street.at", "STRA", 4},
    {"street.base", "STRB", 4}, {"street.count", "STRC", 4}, {"street.few", "STRF", 1}, {"street.hash", "STRH", 4},
    {"street.post", "STRP", 4}, {"street.text", "STRT", 1}, {"surname.id", "SURN", 2}, {"tile.dir", "TILD", 16},
    {"wide.id", "WIDE", 8},
}};

// The numbers are on disk and never change meaning.
constexpr std::array<std::string_view, kSuffixCount> kSuffixes = {"", "JR", "SR", "I", "II", "III", "IV", "V", "?"};

}  // namespace

const FileShape& file_shape(File file) { return kFiles[static_cast<std::size_t>(file)]; }

std::uint32_t RareWord::pack() const {
  return std::uint32_t{suffix} | static_cast<std::uint32_t>(kind) << 4 | std::uint32_t{ambiguous} << 6 | std::uint32_t{care_of} << 7 |
         place_plus_one << 8;
}

std::optional<RareWord> RareWord::unpack(std::uint32_t word) {
  RareWord out;
  out.suffix = static_cast<std::uint8_t>(word & 15);
  const auto kind = static_cast<std::uint8_t>(word >> 4 & 3);
  out.kind = static_cast<NameKind>(kind);
  out.ambiguous = (word >> 6 & 1) != 0;
  out.care_of = (word >> 7 & 1) != 0;
  out.place_plus_one = word >> 8;
  if (word == 0 || kind > 2 || out.suffix >= kSuffixCount) return std::nullopt;
  return out;
}

std::uint32_t plain_house(std::string_view text) {
  if (text.empty() || text.size() > 10 || text[0] == '0') return 0;
  std::uint64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return 0;
    value = value * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return value < kHouseIsText ? static_cast<std::uint32_t>(value) : 0;
}

std::string_view suffix_text(std::uint8_t code) {
  CS_CHECK(code < kSuffixCount, "a suffix code is of the list");
  return kSuffixes[code];
}

std::optional<std::uint8_t> suffix_code(std::string_view text) {
  for (std::uint8_t code = 0; code < kSuffixCount; ++code)
    if (kSuffixes[code] == text) return code;
  return std::nullopt;
}

std::string_view dictionary_name(Dictionary dictionary) {
  constexpr std::array<std::string_view, kDictionaryCount> kNames = {"name", "street", "part", "place", "form"};
  return kNames[static_cast<std::size_t>(dictionary)];
}

DictionaryFiles dictionary_files(Dictionary dictionary) {
  switch (dictionary) {
    case Dictionary::kName: return {File::kNameText, File::kNameAt, File::kNameCount, File::kNameFew, File::kNameHash};
    case Dictionary::kStreet: return {File::kStreetText, File::kStreetAt, File::kStreetCount, File::kStreetFew, File::kStreetHash};
    case Dictionary::kPart: return {File::kPartText, File::kPartAt, File::kPartCount, File::kPartFew, File::kPartHash};
    case Dictionary::kPlace: return {File::kPlaceText, File::kPlaceAt, File::kPlaceCount, File::kPlaceFew, File::kPlaceHash};
    case Dictionary::kForm: return {File::kFormText, File::kFormAt, File::kFormCount, File::kFormFew, File::kFormHash};
  }
  return {};
}

namespace {

// The last 1 to 7 bytes of a text as a number, zeros behind them.
std::uint64_t tail_of(std::string_view text, std::size_t at) {
  const std::size_t left = text.size() - at;
  std::uint64_t word = 0;
  if (text.size() >= 8) {
    std::memcpy(&word, text.data() + text.size() - 8, 8);
    return word >> (8 * (8 - left));
  }
  for (std::size_t i = 0; i < left; ++i) word |= std::uint64_t{static_cast<unsigned char>(text[at + i])} << (8 * i);
  return word;
}

}  // namespace

// Multiplicative, eight bytes at a time; the length goes in first, so that a zero-padded tail is no other text's.
std::uint64_t hash_text(std::string_view text, std::uint32_t seed) {
  constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15ULL;  // 2^64 / golden ratio, Knuth 6.4
  std::uint64_t hash = (text.size() + 1 + (std::uint64_t{seed} << 32)) * kOdd;
  const auto mix = [&hash](std::uint64_t word) {
    hash = (hash ^ word) * kOdd;
    hash ^= hash >> 29;
  };
  std::size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, 8);
    mix(word);
  }
  if (at < text.size()) mix(tail_of(text, at));
  return hash * kOdd;
}

}  // namespace cs::registry
