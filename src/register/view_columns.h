// The arrays of an opened generation.
//   Shape    spans over mapped bytes; valid after check_structure() and as long as the view lives.
//   Threads  immutable after opening.
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "register/layout.h"
#include "register/manifest.h"
#include "register/packed.h"

namespace cs::registry {

struct DictionaryView {
  ByteView texts;
  std::span<const std::uint32_t> at;
  std::span<const std::uint32_t> count;  // of the texts of many records; `name`: two an id
  ByteView few;                          // of the others
  std::span<const std::uint32_t> hash;
  std::uint32_t ids = 0;
  std::uint32_t seed = 0;
  bool two_counts = false;               // `name`

  std::uint32_t size() const { return ids; }
  std::string_view text(std::uint32_t id) const;          // id 0: empty
  void fetch(std::uint32_t id) const { __builtin_prefetch(&texts[at[(id - 1) / kIdsPerStart]]); }  // of its text; id from 1
  void fetch_start(std::uint32_t id) const { __builtin_prefetch(&at[(id - 1) / kIdsPerStart]); }   // of its text's start
  std::uint32_t find(std::string_view text) const;        // 0: not there
  // The same from a place of the hash on that is not behind the text's.
  std::uint32_t find_from(std::string_view text, std::uint64_t place, std::uint32_t print) const;
  NameCount records(std::uint32_t id) const;              // id from 1; one count: as_surname
};

// A record's name as numbers; texts stand in the dictionary `name`.
struct NameIds {
  std::array<std::uint32_t, kExtrasMax + 1> given, family;  // the first `givens`, `families` of them
  std::uint8_t givens = 0, families = 0;
  std::uint8_t initial = 0;                                 // 1-26: a second given token, behind the only id of given
  std::uint8_t suffix = 0;
};

// A file mapped read-only.
class Mapping {
 public:
  Mapping() = default;
  Mapping(const void* start, std::size_t size) : start_(start), size_(size) {}
  Mapping(Mapping&& other) noexcept : start_(std::exchange(other.start_, nullptr)), size_(std::exchange(other.size_, 0)) {}
  Mapping& operator=(Mapping&&) = delete;
  ~Mapping();
  ByteView bytes() const { return {static_cast<const std::uint8_t*>(start_), size_}; }

 private:
  const void* start_ = nullptr;
  std::size_t size_ = 0;
};

struct GenerationView {
  Digest digest{};
  Manifest manifest;
  std::vector<Mapping> mappings;
  std::array<ByteView, kFileCount> bodies;

  std::span<const TileEntry> tile_dir;
  std::span<const BlockEntry> block_dir;
  std::span<const std::uint32_t> addr_word, addr_base;
  std::span<const AddressMore> addr_more;
  std::span<const Group> group_dir;
  std::span<const std::uint16_t> surname_id, given_id;
  std::span<const std::uint32_t> rare_word;
  PackedView wide_id, initial_col, extra_word, day_from, day_to, key_col;
  std::span<const KeyCell> key_text;
  std::span<const std::uint32_t> street_base, street_post, place_base, place_post;
  std::array<DictionaryView, kDictionaryCount> dictionaries;
  std::vector<std::uint32_t> tile_of_zip;                 // tile + 1 by ZIP, 0 where none

  const DictionaryView& dictionary(Dictionary which) const { return dictionaries[static_cast<std::size_t>(which)]; }
  std::uint32_t records() const { return static_cast<std::uint32_t>(given_id.size()); }
  std::uint32_t addresses() const { return static_cast<std::uint32_t>(addr_word.size()); }
  std::uint32_t house(std::uint32_t address) const;  // of its AddressEntry
  AddressEntry address(std::uint32_t address) const;
  std::uint32_t first_record(std::uint32_t address) const;    // up to and including addresses()
  std::uint32_t more_records(std::uint32_t address) const;    // its records less one
  RecordWord record(std::uint32_t record) const;
  std::uint32_t given(std::uint32_t record) const;
  std::uint32_t surname(std::uint32_t record) const;
  std::uint32_t place(std::uint32_t record) const;
  RareWord rare(std::uint32_t record) const;                  // of a record that has none: the commonest of everything
  NameIds name_ids(std::uint32_t record) const;
  std::int32_t from(std::uint32_t record) const;
  std::int32_t to(std::uint32_t record) const;
  std::uint32_t first_extra(std::uint32_t record) const;      // of a record that has extras
  ExtraWord extra(std::uint32_t at) const;
  std::string key(std::uint32_t record) const;
  std::string_view key_at(std::uint64_t cell) const;          // the key that starts at this cell of key.text
  int name_bits() const { return bits_for(dictionary(Dictionary::kName).size()); }

 private:
  std::uint32_t escaped(std::uint32_t address, AddressEscape what) const;
};

// Every element of every array once: kUntrusted, naming file and element.
Result<void> check_structure(const GenerationView& view);

}  // namespace cs::registry
