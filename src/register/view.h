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

namespace cs::registry {

struct DictionaryView {
  std::span<const Slot> slot;
  std::span<const std::uint8_t> long_text;
  std::span<const std::uint32_t> count;  // `name`: two an id
  std::span<const std::uint32_t> hash;
  std::uint32_t seed = 0;

  std::uint32_t size() const { return static_cast<std::uint32_t>(slot.size()); }
  std::string_view text(std::uint32_t id) const;          // id 0: empty
  std::uint32_t find(std::string_view text) const;        // 0: not there
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
  std::span<const AddressEntry> addr_row;
  std::span<const std::uint64_t> record_word;
  std::span<const std::uint32_t> record_place, extra_base, extra_word, key_col, period_col;
  std::span<const KeyCell> key_text;
  std::span<const PeriodPair> period_pair;
  std::span<const std::uint32_t> street_base, street_post, place_base, place_post;
  std::array<DictionaryView, kDictionaryCount> dictionaries;
  std::vector<std::uint32_t> tile_of_zip;                 // tile + 1 by ZIP, 0 where none

  const DictionaryView& dictionary(Dictionary which) const { return dictionaries[static_cast<std::size_t>(which)]; }
  std::string_view key_at(std::uint32_t cell) const;      // the key that starts at this cell of key.text
  std::uint32_t first_extra(std::uint32_t record) const;  // of a record that has extras
};

// Every element of every array once: kUntrusted, naming file and element.
Result<void> check_structure(const GenerationView& view);

}  // namespace cs::registry
