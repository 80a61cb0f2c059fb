#include "population/name_source.h"

#include <algorithm>

namespace cs::population {
namespace {

std::size_t cell_of(Origin origin, Sex sex, Date born) {
  return GivenNames::cell(static_cast<std::size_t>(origin.group), static_cast<std::size_t>(sex), cohort_of(born));
}

}  // namespace

NameSource::NameSource(const Tables& tables, const Prf& prf, std::uint32_t zip_rank) : tables_(tables), prf_(prf), zip_rank_(zip_rank), stores_(kStores), given_(GivenNames::kCells) {
  const Zip& zip = tables.zips[zip_rank];
  for (std::size_t g = 0; g < kGroups; ++g) stored_[g] = zip.share[g] * 10 > zip.shares;
}

std::string_view NameSource::keep(std::string_view name) {
  if (kept_.empty() || kept_left_ < name.size() + NameRows::kRow) {
    kept_.push_back(std::make_unique_for_overwrite<char[]>(kKeptBlock));
    kept_left_ = kKeptBlock;
  }
  char* at = kept_.back().get() + (kKeptBlock - kept_left_);
  std::copy(name.begin(), name.end(), at);
  kept_left_ -= name.size();
  return {at, name.size()};
}

void NameSource::fill(std::size_t store) {
  Store& s = stores_[store];
  Draws draws(prf_, Stream::kNames, entity_of(zip_rank_, s.batch++, static_cast<std::uint32_t>(store)));
  s.at = 0;
  if (store >= kInventedStores) return fill_invented(s, store == kInventedStores ? tables_.invented_surname : tables_.invented_given, draws);
  std::array<std::uint32_t, kBatch> picked{};
  tables_.surname_of[store].pick_all(draws, picked);
  for (std::size_t i = 0; i < kBatch; ++i)
    if (picked[i] != 0) s.names[i] = tables_.surnames.at(picked[i] - 1);
  for (std::size_t i = 0; i < kBatch; ++i)
    if (picked[i] == 0) s.names[i] = next_of(kInventedStores);
  s.size = kBatch;
}

void NameSource::fill_given(std::size_t cell) {
  GivenStore& s = given_[cell];
  Draws draws(prf_, Stream::kNames, entity_of(zip_rank_, s.batch++, static_cast<std::uint32_t>(kStores + cell)));
  std::array<std::uint32_t, kGivenBatch> picked{};
  tables_.given.pick_all(cell, draws, picked);
  for (const std::uint32_t pick : picked) {
    if (pick != 0) tables_.given_names.prefetch(pick - 1);
    s.picked[s.left++] = static_cast<std::uint16_t>(pick);
  }
}

void NameSource::fill_invented(Store& store, const Invented& invented, Draws& draws) {
  std::array<InventedName, kBatch> names{};
  store.size = 0;
  while (store.size == 0) {
    invented.draw_all(draws, names);
    for (const InventedName& name : names)
      if (name.size != 0) store.names[store.size++] = keep({name.letters.data(), name.size});
  }
}

std::string_view NameSource::form_of(Culture culture, FormPart part, Draws& draws) const {
  const auto& sets = tables_.sets_of[static_cast<std::size_t>(culture)][static_cast<std::size_t>(part)];
  return tables_.form_sets[sets[draws.below(static_cast<std::uint32_t>(sets.size()))]][0];
}

std::string_view NameSource::surname(Origin origin, Draws& draws) {
  if (origin.culture != Culture::kNone) return form_of(origin.culture, FormPart::kFamily, draws);
  const auto group = static_cast<std::size_t>(origin.group);
  if (!stores_.empty()) return next_of(group);
  const std::uint32_t name = tables_.surname_of[group].pick(draws);
  if (name != 0) return tables_.surnames.at(name - 1);
  const InventedName invented = tables_.invented_surname.draw(draws);
  return keep({invented.letters.data(), invented.size});
}

std::string_view NameSource::given(Origin origin, Sex sex, Date born, Draws& draws) {
  if (origin.culture != Culture::kNone) return form_of(origin.culture, sex == Sex::kMale ? FormPart::kMale : FormPart::kFemale, draws);
  const std::size_t cell = cell_of(origin, sex, born);
  const std::uint32_t name = given_.empty() || !stored_[static_cast<std::size_t>(origin.group)] ? tables_.given.pick(cell, draws) : next_given(cell);
  if (name != 0) return tables_.given_names.at(name - 1);
  if (!stores_.empty()) return next_of(kInventedStores + 1);
  const InventedName invented = tables_.invented_given.draw(draws);
  return keep({invented.letters.data(), invented.size});
}

std::string_view NameSource::initial(Origin origin, Sex sex, Date born, Draws& draws) {
  static constexpr char kLetters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ................";  // a row behind each
  if (origin.culture != Culture::kNone) return given(origin, sex, born, draws).substr(0, 1);
  return {kLetters + tables_.given.initial(cell_of(origin, sex, born), draws), 1};
}

}  // namespace cs::population
