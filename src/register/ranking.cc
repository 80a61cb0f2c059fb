#include "register/ranking.h"

#include <algorithm>
#include <cstring>

namespace cs::registry {
namespace {

struct Carried {
  std::uint64_t records;
  std::uint64_t front;  // of the text, so that most are told apart without looking for it
  std::uint32_t number_plus_one;
};

// The first eight bytes as a number that runs as they do; zeros behind the end, which are in no text's front but where texts hold them.
std::uint64_t front_of(std::string_view text) {
  std::uint64_t out = 0;
  std::memcpy(&out, text.data(), std::min<std::size_t>(text.size(), 8));
  return __builtin_bswap64(out);
}

// The texts that some record carries, in the order of their ids.
std::vector<Carried> in_order(const Tokens& tokens, const Tally& tally, Dictionary which) {
  const Tally::Counts& counts = tally.all[static_cast<std::size_t>(which)];
  const Interner& texts = tokens.texts(which);
  std::vector<Carried> out;
  for (std::uint32_t i = 1; i < counts.size(); ++i) {
    const std::uint64_t records = std::uint64_t{counts[i]} + (which == Dictionary::kName ? tally.as_given[i] : 0);
    if (records != 0) out.push_back({records, front_of(texts.text(i - 1)), i});
  }
  std::sort(out.begin(), out.end(), [&](const Carried& left, const Carried& right) {
    if (left.records != right.records) return left.records > right.records;
    if (left.front != right.front) return left.front < right.front;
    return texts.text(left.number_plus_one - 1) < texts.text(right.number_plus_one - 1);
  });
  return out;
}

}  // namespace

Result<Ranking> rank_texts(const Tokens& tokens, const Tally& tally) {
  Ranking out;
  for (std::size_t i = 0; i < kDictionaryCount; ++i) {
    const auto which = static_cast<Dictionary>(i);
    out.id_of[i].assign(tally.all[i].size(), 0);
    std::vector<RankedText> ranked;
    for (const Carried& each : in_order(tokens, tally, which)) {
      const NameCount records{tally.all[i][each.number_plus_one], which == Dictionary::kName ? tally.as_given[each.number_plus_one] : 0};
      ranked.push_back({tokens.texts(which).text(each.number_plus_one - 1), records});
      out.id_of[i][each.number_plus_one] = static_cast<std::uint32_t>(ranked.size());
    }
    CS_TRY(dictionary, fill_dictionary(which, ranked));
    out.dictionaries[i] = std::move(dictionary);
  }
  return out;
}

LaidRecord Ranking::laid(const SettledRecord& record, std::uint64_t key) const {
  LaidRecord out;
  const CodedAddress& at = record.address;
  out.place = id(Dictionary::kPlace, at.place);
  out.tile_key = at.zip == kTileWithoutZip ? kTileWithoutZip + out.place : at.zip;
  out.street = at.kind << 24 | id(Dictionary::kStreet, at.street);
  out.form = id(Dictionary::kForm, at.form);
  const bool text = (at.house & kHouseIsText) != 0;
  out.address.house = text ? kHouseIsText | id(Dictionary::kPart, at.house & ~kHouseIsText) : at.house;
  out.address.unit = id(Dictionary::kPart, at.unit);
  out.word = {id(Dictionary::kName, record.name.surname), id(Dictionary::kName, record.name.given), record.name.initial, record.name.suffix,
              record.kind, record.name.extra_count != 0, record.ambiguous, at.care_of};
  out.extra_count = record.name.extra_count;
  for (std::size_t i = 0; i < out.extra_count; ++i)
    out.extras[i] = id(Dictionary::kName, record.name.extras[i] & kIdLimit) | (record.name.extras[i] & ~kIdLimit);
  out.from = record.period.from, out.to = record.period.to;
  out.key = key;
  return out;
}

}  // namespace cs::registry
