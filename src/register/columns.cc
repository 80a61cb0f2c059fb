#include "register/columns.h"

#include <cstring>

#include "base/check.h"

namespace cs::registry {
namespace {

template <typename T>
ByteView bytes_of(const std::vector<T>& elements) {
  return {reinterpret_cast<const std::uint8_t*>(elements.data()), elements.size() * sizeof(T)};
}

// A table of 2^bits places at a load of at most 0.7.
int table_bits(std::size_t count) {
  int bits = 4;
  while ((std::size_t{1} << bits) * 7 < count * 10) ++bits;
  return bits;
}

bool try_seed(std::vector<std::uint32_t>& table, const std::vector<std::string_view>& texts, std::uint32_t seed, int bits) {
  const std::size_t mask = table.size() - 1;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    std::size_t at = hash_text(texts[i], seed) >> (64 - bits);
    std::uint32_t probes = 1;
    for (; table[at] != 0; at = (at + 1) & mask)
      if (++probes > kProbeLimit) return false;
    table[at] = static_cast<std::uint32_t>(i + 1);
  }
  return true;
}

}  // namespace

void DictionaryColumns::add(std::string_view text) {
  Slot out{};
  if (text.size() <= 15) {
    std::memcpy(out.bytes.data(), text.data(), text.size());
    out.bytes[15] = static_cast<std::uint8_t>(text.size());
  } else {
    const auto offset = static_cast<std::uint32_t>(long_text.size());
    std::memcpy(out.bytes.data(), text.data(), 10);
    std::memcpy(out.bytes.data() + 10, &offset, 4);
    out.bytes[14] = static_cast<std::uint8_t>(text.size());
    out.bytes[15] = 255;
    long_text.insert(long_text.end(), text.begin(), text.end());
  }
  slot.push_back(out);
}

Result<void> fill_dictionary(DictionaryColumns& dictionary, const std::vector<std::string_view>& texts) {
  if (texts.size() >= kIdLimit) return limit_reached("a dictionary of the register: more than 2^24 - 2 texts");
  for (const std::string_view text : texts) dictionary.add(text);
  const int bits = table_bits(texts.size());
  for (std::uint32_t seed = 0; seed < kSeedCount; ++seed) {
    dictionary.hash.assign(std::size_t{1} << bits, 0);
    dictionary.seed = seed;
    if (try_seed(dictionary.hash, texts, seed, bits)) return {};
  }
  return limit_reached("a dictionary of the register: no seed keeps every probe within 256 places");
}

ByteView Columns::body(File file) const {
  for (std::size_t i = 0; i < kDictionaryCount; ++i) {
    const DictionaryFiles files = dictionary_files(static_cast<Dictionary>(i));
    const DictionaryColumns& held = dictionaries[i];
    if (file == files.slot) return bytes_of(held.slot);
    if (file == files.long_text) return bytes_of(held.long_text);
    if (file == files.count) return bytes_of(held.count);
    if (file == files.hash) return bytes_of(held.hash);
  }
  switch (file) {
    case File::kTileDir: return bytes_of(tile_dir);
    case File::kBlockDir: return bytes_of(block_dir);
    case File::kAddrRow: return bytes_of(addr_row);
    case File::kRecordWord: return bytes_of(record_word);
    case File::kRecordPlace: return bytes_of(record_place);
    case File::kExtraBase: return bytes_of(extra_base);
    case File::kExtraWord: return bytes_of(extra_word);
    case File::kKeyCol: return bytes_of(key_col);
    case File::kKeyText: return bytes_of(key_text);
    case File::kPeriodCol: return bytes_of(period_col);
    case File::kPeriodPair: return bytes_of(period_pair);
    case File::kStreetBase: return bytes_of(street_base);
    case File::kStreetPost: return bytes_of(street_post);
    case File::kPlaceBase: return bytes_of(place_base);
    case File::kPlacePost: return bytes_of(place_post);
    case File::kFormCount: case File::kFormHash: case File::kFormLong: case File::kFormSlot: case File::kNameCount: case File::kNameHash:
    case File::kNameLong: case File::kNameSlot: case File::kPartCount: case File::kPartHash: case File::kPartLong: case File::kPartSlot:
    case File::kPlaceCount: case File::kPlaceHash: case File::kPlaceLong: case File::kPlaceSlot: case File::kStreetCount:
    case File::kStreetHash: case File::kStreetLong: case File::kStreetSlot: break;
  }
  CS_CHECK(false, "every file of a generation has its column");
}

std::array<ByteView, kFileCount> Columns::bodies() const {
  std::array<ByteView, kFileCount> out;
  for (std::size_t i = 0; i < kFileCount; ++i) out[i] = body(file_at(i));
  return out;
}

}  // namespace cs::registry
