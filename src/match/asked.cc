#include "match/asked.h"

#include <algorithm>

#include "address/compare.h"
#include "base/check.h"
#include "base/limits.h"
#include "match/zips.h"
#include "names/likeness.h"
#include "names/scripts.h"
#include "names/syllables.h"
#include "register/form_text.h"

namespace cs::match {
namespace {

constexpr std::size_t kLinesAtOnce = 16;
constexpr std::size_t kTextsEach = 2;  // of a reading: its form and its place
constexpr std::size_t kReadingsAtOnce = kLinesAtOnce * limits::kAddressReadingsMax;

bool all_latin(const std::vector<std::string>& words) {
  return std::all_of(words.begin(), words.end(), [](const std::string& word) { return names::is_latin(word); });
}

// As a record's is kept: the second given name where it is one letter and the last.
std::uint8_t initial_of(const names::PersonName& name) {
  if (name.given.size() != 2 || name.given[1].size() != 1) return 0;
  const char letter = name.given[1][0];
  return letter >= 'A' && letter <= 'Z' ? static_cast<std::uint8_t>(letter - 'A' + 1) : 0;
}

bool fits(const names::PersonName& name) {
  return !name.given.empty() && !name.family.empty() && !names::is_initial(name.given[0]) && name.given.size() <= LineName::kGivenMax &&
         name.family.size() <= LineName::kFamilyMax && registry::suffix_code(name.suffix).has_value();
}

}  // namespace

Resolver::Resolver(const registry::Snapshot& held) : register_(held), lookups_(held.view()), texts_(kReadingsAtOnce * kTextsEach) {
  waiting_.reserve(kReadingsAtOnce);
}

std::string& Resolver::next_text() {
  CS_CHECK(texts_used_ < texts_.size(), "a reading has two texts");
  return texts_[texts_used_++];
}

void Resolver::add(const address::Reading& reading, ResolvedReading& out) {
  using registry::Dictionary;
  waiting_.push_back({&reading, &out, 0});
  out = {};
  out.kind = reading.form;
  if (const auto zip = zip_number(reading.zip)) out.tile = register_.tile_of(*zip).value_or(UINT32_MAX);
  out.house = registry::plain_house(reading.house);
  if (out.house == 0) lookups_.add(Dictionary::kPart, reading.house, waiting_.back().house_part);
  const std::string& street = address::street_key(reading);
  lookups_.add(Dictionary::kStreet, street, out.street);
  lookups_.add(Dictionary::kPlace, registry::place_text(reading.city, reading.state, next_text()), out.place);
  lookups_.add(Dictionary::kForm, registry::form_text(reading, street, next_text()), out.form);
  lookups_.add(Dictionary::kPart, reading.unit, out.unit);
}

void Resolver::add(const names::PersonName& name, LineName& out) {
  out = {};
  out.numbered = fits(name);
  if (!out.numbered) return;
  out.latin = all_latin(name.given) && all_latin(name.family);
  out.initial = initial_of(name);
  out.second_syllable = name.given.size() > 1 && names::is_syllable(name.given[1]);
  out.suffix = registry::suffix_code(name.suffix).value_or(0);
  for (const std::string& word : name.given)
    if (out.givens == 0 || out.initial == 0) lookups_.add(registry::Dictionary::kName, word, out.given[out.givens++]);
  for (const std::string& word : name.family) lookups_.add(registry::Dictionary::kName, word, out.family[out.families++]);
}

void Resolver::add(const Query& query, std::span<ResolvedReading> readings, LineName& name) {
  for (std::size_t i = 0; i < readings.size(); ++i) add(query.address.readings()[i], readings[i]);
  if (query.names.size() == 1) add(query.names.front().name(), name);
  else name = {};
}

void Resolver::settle() {
  lookups_.run();
  for (const Waiting& each : waiting_) {
    const address::Reading& reading = *each.reading;
    ResolvedReading& out = *each.out;
    out.has_house = !reading.house.empty();
    if (each.house_part != 0) out.house = registry::kHouseIsText | each.house_part;
    out.house_known = out.house != 0 || !out.has_house;
    out.street_known = out.street != 0 || address::street_key(reading).empty();
    out.has_unit = !reading.unit.empty();
    if (out.has_unit) out.unit_print = address::unit_print(reading.unit);
    out.unit_known = out.unit != 0 || !out.has_unit;
    out.has_parts = !reading.type.empty() || !reading.predirection.empty() || !reading.postdirection.empty();
    out.has_urbanization = !reading.urbanization.empty();
    out.form_known = out.form != 0 || (!out.has_parts && !out.has_urbanization);
    out.care_of = reading.care_of;
  }
  waiting_.clear();
  texts_used_ = 0;
}

void Resolver::resolve(std::span<const Query> queries, std::span<ResolvedReading> readings, std::span<LineName> names) {
  std::size_t first = 0;
  for (std::size_t i = 0; i < queries.size(); ++i) {
    const std::size_t count = queries[i].address.readings().size();
    if (waiting_.size() + count > kReadingsAtOnce || i % kLinesAtOnce == 0) settle();
    add(queries[i], readings.subspan(first, count), names[i]);
    first += count;
  }
  settle();
}

void Resolver::resolve(const address::Reading& reading, ResolvedReading& out) {
  add(reading, out);
  settle();
}

ResolvedReading resolve(const registry::Snapshot& register_, const address::Reading& reading) {
  ResolvedReading out;
  Resolver(register_).resolve(reading, out);
  return out;
}

}  // namespace cs::match
