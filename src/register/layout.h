// The arrays of a generation as they lie on disk.
//   Shape    one file, one array of one fixed-size element, little-endian, behind a header of 64 bytes; docs/formats/register.md says every
//            bit.
//   Units    ids of dictionaries run from 1 (0: absent); dates are days since 1970-01-01, INT32_MIN and INT32_MAX where open.
//   Source   the project's register design, section 3; docs/decisions/register-dense-layout.md says why these columns.
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

inline constexpr std::uint32_t kFormatVersion = 2;
inline constexpr std::size_t kHeaderBytes = 64;
inline constexpr std::uint32_t kPageBits = 16;                           // one CRC-32C for each 64 KiB of a body
inline constexpr std::size_t kManifestBytesLimit = 16 * 1024;            // some 60 lines of about 110 bytes
inline constexpr std::uint32_t kIdLimit = (1U << 24) - 1;                // ids of dictionaries are 24 bits of a word
inline constexpr std::uint32_t kCountLimit = UINT32_MAX - 1;             // records, addresses
inline constexpr std::uint32_t kTileLimit = 1U << 20;
inline constexpr std::uint32_t kTileWithoutZip = 100'000;                // plus the place id: rows without a ZIP
inline constexpr std::uint32_t kTileEnd = UINT32_MAX;                    // tile key of the sentinel
inline constexpr std::uint32_t kHouseIsText = 1U << 31;                  // then bits 0-30 are a `part` id
inline constexpr std::uint32_t kProbeLimit = 256;
inline constexpr std::uint32_t kSeedCount = 8;
inline constexpr std::size_t kKeyBytesMax = 32;
inline constexpr std::size_t kExtrasMax = 8;                             // further name parts of one record
inline constexpr std::uint32_t kGroupRecords = 64;                       // records of one Group: a bit each in a word of 64
inline constexpr std::uint32_t kAddressesPerBase = 16;                   // addresses of one `addr.base`
inline constexpr std::uint32_t kIdsPerStart = 4;                         // texts of one `.at`
inline constexpr std::uint32_t kFewLimit = 255;                          // a count from here on is no byte of `.few`
inline constexpr std::uint16_t kIsWide = 0xFFFF;                         // a name id that takes its 24 bits from `wide.id`

struct TileEntry {
  std::uint32_t tile_key;  // ZIP, or kTileWithoutZip + place id
  std::uint32_t first_block, first_address, first_record;
};
struct BlockEntry {
  std::uint32_t street;    // bits 0-23 street id (0: none), 24-31 kind (address::Form)
  std::uint32_t form;      // `form` id: directions, type, urbanization
  std::uint32_t first_address;
};
struct AddressMore {       // what does not fit addr.word; ascending by (address, what)
  std::uint32_t address;
  std::uint32_t what;      // AddressEscape
  std::uint32_t value;
  auto operator<=>(const AddressMore&) const = default;
};
enum class AddressEscape : std::uint32_t { kHouse = 1, kUnit = 2, kRecords = 3 };

// 64 records: one bit a record in each word, the lowest the first record's, and where their values start in the columns.
struct Group {
  std::uint64_t surname;   // has a surname of its own; the others have the one of the record before
  std::uint64_t wide_surname, wide_given;  // the own surname, the given name is in wide.id
  std::uint64_t initial;
  std::uint64_t extra;
  std::uint64_t from;      // has a first day of its own; the others have the one of the record before
  std::uint64_t closed;    // has a last day
  std::uint64_t rare;
  std::uint32_t first_surname, first_wide, first_initial, first_extra, first_from, first_closed, first_rare;
  std::uint32_t place;     // of every record whose rare.word names no other
};
struct Slot {              // key.text: u8 length, bytes, zeros up to a whole number of cells
  std::array<std::uint8_t, 16> bytes;
};
using KeyCell = Slot;
struct NameCount {
  std::uint32_t as_surname, as_given;
};
static_assert(sizeof(TileEntry) == 16 && sizeof(BlockEntry) == 12 && sizeof(AddressMore) == 12 && sizeof(Group) == 96);
static_assert(sizeof(KeyCell) == 16 && sizeof(NameCount) == 8);

// addr.word: bits 0-3 records - 1, 4-14 unit, 15-31 house.
inline constexpr std::uint32_t kWordRecordsMore = 15, kWordUnitMore = 2047, kWordHouseMore = 131'070;
inline constexpr int kWordUnitShift = 4, kWordHouseShift = 15;

enum class NameKind : std::uint8_t { kCurrent = 0, kFormer = 1, kAlias = 2 };

// Cells of key.text that a key of this many bytes fills.
constexpr std::uint32_t key_cells(std::size_t key_bytes) { return static_cast<std::uint32_t>((1 + key_bytes + 15) / 16); }

// A house's plain decimal without leading zeros below 2^31; 0 for any other text.
std::uint32_t plain_house(std::string_view text);

// An address as it is read: put together from addr.word and addr.more.
struct AddressEntry {
  std::uint32_t house;     // 0 none, a plain decimal, or kHouseIsText | part id
  std::uint32_t unit;      // 0 none, or part id
};

// A record as it is read: put together from its group's bits and the columns that they lead to.
struct RecordWord {
  std::uint32_t surname = 0;  // first family token
  std::uint32_t given = 0;    // first given token
  std::uint8_t initial = 0;   // the second given token where it is one letter A-Z (1-26) and the last
  std::uint8_t suffix = 0;    // index into suffix_texts()
  NameKind kind = NameKind::kCurrent;
  bool has_extras = false;
  bool ambiguous = false;     // one of several readings of the row's address
  bool care_of = false;
};

// rare.word: bits 0-3 suffix, 4-5 kind of name, 6 ambiguous, 7 care of, 8-31 the record's place plus one, 0 the group's.
struct RareWord {
  std::uint8_t suffix = 0;
  NameKind kind = NameKind::kCurrent;
  bool ambiguous = false, care_of = false;
  std::uint32_t place_plus_one = 0;
  std::uint32_t pack() const;
  static std::optional<RareWord> unpack(std::uint32_t word);  // nothing when a code is none
};

// extra.word, as many bits as a `name` id has and two: id | family << bits | last of its record << (bits + 1).
enum class ExtraRole : std::uint8_t { kGiven = 1, kFamily = 2 };
struct ExtraWord {
  std::uint32_t id = 0;
  ExtraRole role = ExtraRole::kGiven;
  bool last = false;
};

std::string_view suffix_text(std::uint8_t code);                    // empty for 0; code < kSuffixCount
std::optional<std::uint8_t> suffix_code(std::string_view text);
inline constexpr std::uint8_t kSuffixCount = 9;

// The files, in byte order of their names: the order of the manifest.
enum class File : std::uint8_t {
  kAddrBase, kAddrMore, kAddrWord, kBlockDir, kDayFrom, kDayTo, kExtraWord, kFormAt, kFormCount, kFormFew, kFormHash, kFormText, kGivenId,
  kGroupDir, kInitialCol, kKeyCol, kKeyText, kNameAt, kNameCount, kNameFew, kNameHash, kNameText, kPartAt, kPartCount, kPartFew, kPartHash,
  kPartText, kPlaceAt, kPlaceBase, kPlaceCount, kPlaceFew, kPlaceHash, kPlacePost, kPlaceText, kRareWord, kStreetAt, kStreetBase,
  kStreetCount, kStreetFew, kStreetHash, kStreetPost, kStreetText, kSurnameId, kTileDir, kWideId,
};
inline constexpr std::size_t kFileCount = 45;

struct FileShape {
  std::string_view name;     // "addr.word"
  std::string_view letters;  // four letters of the magic
  std::uint32_t element_bytes;
};
const FileShape& file_shape(File file);
inline File file_at(std::size_t index) { return static_cast<File>(index); }

enum class Dictionary : std::uint8_t { kName, kStreet, kPart, kPlace, kForm };
inline constexpr std::size_t kDictionaryCount = 5;
std::string_view dictionary_name(Dictionary dictionary);
struct DictionaryFiles { File text, at, count, few, hash; };
DictionaryFiles dictionary_files(Dictionary dictionary);

std::uint64_t hash_text(std::string_view text, std::uint32_t seed);
// `.hash`: bits 0-23 id, 24-31 a print of the hash. Texts lie in the order of (start, id), each at the first place that is neither before
// its start nor taken.
constexpr std::uint64_t hash_places(std::uint64_t texts) { return texts + texts / 4 + 2; }
constexpr std::uint64_t hash_start(std::uint64_t hash, std::uint64_t places) {
  return (hash >> 32) * places >> 32;  // places are fewer than 2^25
}
constexpr std::uint32_t hash_print(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 24 & 255) << 24; }

// Bits that hold each of 0..largest.
constexpr int bits_for(std::uint64_t largest) { return static_cast<int>(std::bit_width(largest)); }

}  // namespace cs::registry
