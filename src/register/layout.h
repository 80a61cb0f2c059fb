// The arrays of a generation as they lie on disk.
//   Shape    one file, one array of one fixed-size element, little-endian, behind a header of 64 bytes; docs/formats/register.md says every
//            bit.
//   Units    ids of dictionaries run from 1 (0: absent); dates are days since 1970-01-01, INT32_MIN and INT32_MAX where open.
//   Source   the project's register design, section 3; docs/decisions/register-first-version.md says where this version is simpler.
//   Holds    a number on disk never changes meaning: a new meaning is a new format version.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace cs::registry {

static_assert(std::endian::native == std::endian::little, "a generation is mapped as it is, so the machine must be little-endian");

inline constexpr std::uint32_t kFormatVersion = 1;
inline constexpr std::size_t kHeaderBytes = 64;
inline constexpr std::uint32_t kPageBits = 16;                           // one CRC-32C for each 64 KiB of a body
inline constexpr std::size_t kManifestBytesLimit = 16 * 1024;            // some 40 lines of about 110 bytes
inline constexpr std::uint32_t kIdLimit = (1U << 24) - 1;                // ids of `name` and `street` are 24 bits of a word
inline constexpr std::uint32_t kCountLimit = UINT32_MAX - 1;             // records, addresses
inline constexpr std::uint32_t kTileLimit = 1U << 20;
inline constexpr std::uint32_t kTileWithoutZip = 100'000;                // plus the place id: rows without a ZIP
inline constexpr std::uint32_t kTileEnd = UINT32_MAX;                    // tile key of the sentinel
inline constexpr std::uint32_t kHouseIsText = 1U << 31;                  // then bits 0-30 are a `part` id
inline constexpr std::uint32_t kProbeLimit = 256;
inline constexpr std::uint32_t kSeedCount = 8;
inline constexpr std::size_t kKeyBytesMax = 32;
inline constexpr std::size_t kExtrasMax = 8;                             // further name parts of one record

struct TileEntry {
  std::uint32_t tile_key;  // ZIP, or kTileWithoutZip + place id
  std::uint32_t first_block, first_address, first_record;
};
struct BlockEntry {
  std::uint32_t street;    // bits 0-23 street id (0: none), 24-31 kind (address::Form)
  std::uint32_t form;      // `form` id: directions, type, urbanization
  std::uint32_t first_address, first_record;
};
struct AddressEntry {
  std::uint32_t house;     // 0 none, a plain decimal, or kHouseIsText | part id
  std::uint32_t unit;      // 0 none, or part id
  std::uint32_t first_record;
};
struct PeriodPair {
  std::int32_t from, to;
  auto operator<=>(const PeriodPair&) const = default;
};
struct Slot {              // a text of at most 15 bytes, or the place of a longer one
  std::array<std::uint8_t, 16> bytes;
};
struct KeyCell {           // key.text: u8 length, bytes, zeros up to a whole number of cells
  std::array<std::uint8_t, 16> bytes;
};
struct NameCount {
  std::uint32_t as_surname, as_given;
};
static_assert(sizeof(TileEntry) == 16 && sizeof(BlockEntry) == 16 && sizeof(AddressEntry) == 12 && sizeof(PeriodPair) == 8);
static_assert(sizeof(Slot) == 16 && sizeof(KeyCell) == 16 && sizeof(NameCount) == 8);

enum class NameKind : std::uint8_t { kCurrent = 0, kFormer = 1, kAlias = 2 };

// Cells of key.text that a key of this many bytes fills.
constexpr std::uint32_t key_cells(std::size_t key_bytes) { return static_cast<std::uint32_t>((1 + key_bytes + 15) / 16); }

// A house's plain decimal without leading zeros below 2^31; 0 for any other text.
std::uint32_t plain_house(std::string_view text);

// record.word
struct RecordWord {
  std::uint32_t surname = 0;  // bits 0-23: first family token
  std::uint32_t given = 0;    // bits 24-47: first given token
  std::uint8_t initial = 0;   // bits 48-52: the second given token where it is one letter A-Z (1-26) and the last
  std::uint8_t suffix = 0;    // bits 53-56: index into suffix_texts()
  NameKind kind = NameKind::kCurrent;  // bits 57-58
  bool has_extras = false;    // bit 59
  bool ambiguous = false;     // bit 60: one of several readings of the row's address
  bool care_of = false;       // bit 61
  std::uint64_t pack() const;
  static std::optional<RecordWord> unpack(std::uint64_t word);  // nothing when a reserved bit or code is set
};

// extra.word: bits 0-23 name id, 24-27 role, 31 last of this record.
enum class ExtraRole : std::uint8_t { kGiven = 1, kFamily = 2 };
inline constexpr std::uint32_t kExtraLast = 1U << 31;

std::string_view suffix_text(std::uint8_t code);                    // empty for 0; code < kSuffixCount
std::optional<std::uint8_t> suffix_code(std::string_view text);
inline constexpr std::uint8_t kSuffixCount = 8;

// The files, in byte order of their names: the order of the manifest.
enum class File : std::uint8_t {
  kAddrRow, kBlockDir, kExtraBase, kExtraWord, kFormCount, kFormHash, kFormLong, kFormSlot, kKeyCol, kKeyText, kNameCount, kNameHash,
  kNameLong, kNameSlot, kPartCount, kPartHash, kPartLong, kPartSlot, kPeriodCol, kPeriodPair, kPlaceBase, kPlaceCount, kPlaceHash,
  kPlaceLong, kPlacePost, kPlaceSlot, kRecordPlace, kRecordWord, kStreetBase,
  kStreetCount, kStreetHash, kStreetLong, kStreetPost, kStreetSlot, kTileDir,
};
inline constexpr std::size_t kFileCount = 35;

struct FileShape {
  std::string_view name;     // "addr.row"
  std::string_view letters;  // four letters of the magic
  std::uint32_t element_bytes;
};
const FileShape& file_shape(File file);
inline File file_at(std::size_t index) { return static_cast<File>(index); }

enum class Dictionary : std::uint8_t { kName, kStreet, kPart, kPlace, kForm };
inline constexpr std::size_t kDictionaryCount = 5;
std::string_view dictionary_name(Dictionary dictionary);
struct DictionaryFiles { File slot, long_text, count, hash; };
DictionaryFiles dictionary_files(Dictionary dictionary);

// Where a text's probing starts: hash_text(text, seed) >> (64 - bits) of a table of 2^bits places.
std::uint64_t hash_text(std::string_view text, std::uint32_t seed);

}  // namespace cs::registry
