#include "register/ranking.h"

#include <algorithm>

namespace cs::registry {
namespace {

using Counts = std::vector<std::uint32_t>;  // by number plus one

struct Tally {
  std::array<Counts, kDictionaryCount> all;
  Counts as_surname, as_given;

  explicit Tally(const Gathering& rows) {
    for (std::size_t i = 0; i < kDictionaryCount; ++i) all[i].assign(rows.texts(static_cast<Dictionary>(i)).size() + 1, 0);
    as_surname = as_given = all[static_cast<std::size_t>(Dictionary::kName)];
  }
  Counts& of(Dictionary which) { return all[static_cast<std::size_t>(which)]; }
};

void tally_names(const Gathering& rows, const Counts& uses, Tally& tally) {
  for (std::uint32_t i = 0; i < uses.size(); ++i) {
    if (uses[i] == 0) continue;
    const GatheredName name = rows.name(i);
    tally.as_surname[name.surname] += uses[i];
    tally.as_given[name.given] += uses[i];
    for (const auto& extra : name.extras) (extra.role == ExtraRole::kFamily ? tally.as_surname : tally.as_given)[extra.text] += uses[i];
  }
  Counts& both = tally.of(Dictionary::kName);
  for (std::size_t i = 0; i < both.size(); ++i) both[i] = tally.as_surname[i] + tally.as_given[i];
}

void tally_addresses(const Gathering& rows, const Counts& uses, Tally& tally) {
  for (std::uint32_t i = 0; i < uses.size(); ++i) {
    if (uses[i] == 0) continue;
    const GatheredAddress address = rows.address(i);
    tally.of(Dictionary::kPlace)[address.place] += uses[i];
    tally.of(Dictionary::kStreet)[address.street] += uses[i];
    tally.of(Dictionary::kForm)[address.form] += uses[i];
    if ((address.house & kHouseIsText) != 0) tally.of(Dictionary::kPart)[address.house & ~kHouseIsText] += uses[i];
    if (address.unit != 0) tally.of(Dictionary::kPart)[address.unit] += uses[i];
  }
}

// Numbers plus one of the texts that have records, in the order of their ids.
std::vector<std::uint32_t> ranked(const Interner& texts, const Counts& counts) {
  std::vector<std::uint32_t> order;
  for (std::uint32_t i = 1; i < counts.size(); ++i)
    if (counts[i] != 0) order.push_back(i);
  std::sort(order.begin(), order.end(), [&](std::uint32_t left, std::uint32_t right) {
    if (counts[left] != counts[right]) return counts[left] > counts[right];
    return texts.text(left - 1) < texts.text(right - 1);
  });
  return order;
}

}  // namespace

Result<Ranking> rank_texts(const Gathering& rows, const std::vector<GatheredRecord>& records, Columns& columns) {
  Counts name_uses(rows.name_count(), 0), address_uses(rows.address_count(), 0);
  for (const GatheredRecord& record : records) {
    ++name_uses[record.name];
    ++address_uses[record.address];
  }
  Tally tally(rows);
  tally_names(rows, name_uses, tally);
  tally_addresses(rows, address_uses, tally);
  Ranking out;
  for (std::size_t i = 0; i < kDictionaryCount; ++i) {
    const auto which = static_cast<Dictionary>(i);
    const std::vector<std::uint32_t> order = ranked(rows.texts(which), tally.all[i]);
    out.id_of[i].assign(tally.all[i].size(), 0);
    DictionaryColumns& dictionary = columns.dictionary(which);
    std::vector<std::string_view> texts;
    for (const std::uint32_t number : order) {
      texts.push_back(rows.texts(which).text(number - 1));
      out.id_of[i][number] = static_cast<std::uint32_t>(texts.size());
      if (which != Dictionary::kName) dictionary.count.push_back(tally.all[i][number]);
      else dictionary.count.insert(dictionary.count.end(), {tally.as_surname[number], tally.as_given[number]});
    }
    CS_TRY_VOID(fill_dictionary(dictionary, texts));
  }
  return out;
}

}  // namespace cs::registry
