// A generation's arrays in memory, between the build that fills them and the files they become.
//   Threads  plain values.
#pragma once

#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "register/layout.h"

namespace cs::registry {

struct DictionaryColumns {
  std::vector<Slot> slot;            // of id 1 first
  std::vector<std::uint8_t> long_text;
  std::vector<std::uint32_t> count;  // `name`: two numbers an id, as surname and as given
  std::vector<std::uint32_t> hash;
  std::uint32_t seed = 0;

  // Appends the text of the next id.
  void add(std::string_view text);
};

// Fills slot, long_text and hash from the texts of ids 1.. (counts are the caller's). kLimit when no seed keeps every probe short.
Result<void> fill_dictionary(DictionaryColumns& dictionary, const std::vector<std::string_view>& texts);

struct Columns {
  std::vector<TileEntry> tile_dir;
  std::vector<BlockEntry> block_dir;
  std::vector<AddressEntry> addr_row;
  std::vector<std::uint64_t> record_word;
  std::vector<std::uint32_t> record_place;
  std::vector<std::uint32_t> extra_base, extra_word;
  std::vector<std::uint32_t> key_col;
  std::vector<KeyCell> key_text;
  std::vector<std::uint32_t> period_col;
  std::vector<PeriodPair> period_pair;
  std::vector<std::uint32_t> street_base, street_post, place_base, place_post;
  std::array<DictionaryColumns, kDictionaryCount> dictionaries;
  std::uint64_t keys = 0;            // different keys

  DictionaryColumns& dictionary(Dictionary which) { return dictionaries[static_cast<std::size_t>(which)]; }
  const DictionaryColumns& dictionary(Dictionary which) const { return dictionaries[static_cast<std::size_t>(which)]; }
  ByteView body(File file) const;
  std::array<ByteView, kFileCount> bodies() const;
};

}  // namespace cs::registry
