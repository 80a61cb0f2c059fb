#include "register/layout.h"

#include <algorithm>
#include <cstring>

#include "base/check.h"

namespace cs::registry {
namespace {

constexpr std::array<FileShape, kFileCount> kFiles = {{
    {"addr.row", "ADRR", 12},   {"block.dir", "BLKD", 16},   {"extra.base", "EXTB", 4},   {"extra.word", "EXTW", 4},
    {"form.count", "FRMC", 4},  {"form.hash", "FRMH", 4},    {"form.long", "FRML", 1},    {"form.slot", "FRMS", 16},
    {"key.col", "KEYC", 4},     {"key.text", "KEYT", 16},    {"name.count", "NAMC", 8},   {"name.hash", "NAMH", 4},
    {"name.long", "NAML", 1},   {"name.slot", "NAMS", 16},   {"part.count", "PRTC", 4},   {"part.hash", "PRTH", 4},
    {"part.long", "PRTL", 1},   {"part.slot", "PRTS", 16},   {"period.col", "PERC", 4},   {"period.pair", "PERP", 8},
    {"place.base", "PLCB", 4},  {"place.count", "PLCC", 4},  {"place.hash", "PLCH", 4},   {"place.long", "PLCL", 1},
    {"place.post", "PLCP", 4},  {"place.slot", "PLCS", 16},  {"record.place", "RECP", 4}, {"record.word", "RECW", 8},
    {"street.base", "STRB", 4}, {"street.count", "STRC", 4}, {"street.hash", "STRH", 4},  {"street.long", "STRL", 1},
    {"street.post", "STRP", 4}, {"street.slot", "STRS", 16}, {"tile.dir", "TILD", 16},
}};

// The numbers are on disk and never change meaning.
constexpr std::array<std::string_view, kSuffixCount> kSuffixes = {"", "JR", "SR", "I", "II", "III", "IV", "V"};

}  // namespace

const FileShape& file_shape(File file) { return kFiles[static_cast<std::size_t>(file)]; }

std::uint64_t RecordWord::pack() const {
  return std::uint64_t{surname} | std::uint64_t{given} << 24 | std::uint64_t{initial} << 48 | std::uint64_t{suffix} << 53 |
         static_cast<std::uint64_t>(kind) << 57 | std::uint64_t{has_extras} << 59 | std::uint64_t{ambiguous} << 60 |
         std::uint64_t{care_of} << 61;
}

std::optional<RecordWord> RecordWord::unpack(std::uint64_t word) {
  RecordWord out;
  out.surname = static_cast<std::uint32_t>(word & 0xFFFFFF);
  out.given = static_cast<std::uint32_t>(word >> 24 & 0xFFFFFF);
  out.initial = static_cast<std::uint8_t>(word >> 48 & 31);
  out.suffix = static_cast<std::uint8_t>(word >> 53 & 15);
  const auto kind = static_cast<std::uint8_t>(word >> 57 & 3);
  out.kind = static_cast<NameKind>(kind);
  out.has_extras = (word >> 59 & 1) != 0;
  out.ambiguous = (word >> 60 & 1) != 0;
  out.care_of = (word >> 61 & 1) != 0;
  if (word >> 62 != 0 || kind > 2 || out.initial > 26 || out.suffix >= kSuffixCount) return std::nullopt;
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
    case Dictionary::kName: return {File::kNameSlot, File::kNameLong, File::kNameCount, File::kNameHash};
    case Dictionary::kStreet: return {File::kStreetSlot, File::kStreetLong, File::kStreetCount, File::kStreetHash};
    case Dictionary::kPart: return {File::kPartSlot, File::kPartLong, File::kPartCount, File::kPartHash};
    case Dictionary::kPlace: return {File::kPlaceSlot, File::kPlaceLong, File::kPlaceCount, File::kPlaceHash};
    case Dictionary::kForm: return {File::kFormSlot, File::kFormLong, File::kFormCount, File::kFormHash};
  }
  return {};
}

// Multiplicative, eight bytes at a time; the length goes in first, so that a zero-padded tail is no other text's.
std::uint64_t hash_text(std::string_view text, std::uint32_t seed) {
  constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15ULL;  // 2^64 / golden ratio, Knuth 6.4
  std::uint64_t hash = (text.size() + 1 + (std::uint64_t{seed} << 32)) * kOdd;
  for (std::size_t at = 0; at < text.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, std::min<std::size_t>(8, text.size() - at));
    hash = (hash ^ word) * kOdd;
    hash ^= hash >> 29;
  }
  return hash * kOdd;
}

}  // namespace cs::registry
