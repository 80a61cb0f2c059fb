#include "register/known_parts.h"

#include "base/limits.h"
#include "register/form_text.h"

namespace cs::registry {
namespace {

// Parts of a reading that is never too long for the register, whatever stands beside them: 9 digits, 50, 20 and 40 bytes, a ZIP.
constexpr std::size_t kStreetBytesMax = 50, kUnitBytesMax = 20, kPlaceBytesMax = 40;
static_assert(9 + kStreetBytesMax + kUnitBytesMax + kPlaceBytesMax + 5 <= 2 * limits::kTokenBytesMax);

std::uint32_t short_hash(std::string_view text) { return static_cast<std::uint32_t>(hash_text(text, 0) >> 32); }

}  // namespace

KnownStreet KnownParts::read_street(std::string_view text) {
  const auto read = address::plain_street(text);
  KnownStreet out;
  if (!read || read->predirection.size() + read->street.size() + read->type.size() + read->postdirection.size() > kStreetBytesMax) return out;
  address::Reading reading;
  reading.predirection = read->predirection, reading.street = read->street;
  reading.type = read->type, reading.postdirection = read->postdirection;
  out.plain = true;
  out.care_of = read->care_of;
  out.state_at_end = short_hash(read->state_at_end);
  out.city_at_end = short_hash(read->city_at_end);
  const std::lock_guard lock(shared_.lock);
  out.street = shared_.tokens.street(reading);
  out.form = shared_.tokens.form(reading);
  return out;
}

KnownUnit KnownParts::read_unit(std::string_view text) {
  const auto read = address::plain_unit(text);
  if (!read || read->size() > kUnitBytesMax) return {};
  const std::lock_guard lock(shared_.lock);
  return {shared_.tokens.text(Dictionary::kPart, *read), true};
}

KnownPlace KnownParts::read_place(std::string_view city, std::string_view state) {
  const auto read = address::plain_place(city, state);
  if (!read || read->city.size() + read->state.size() > kPlaceBytesMax) return {};
  for (const std::string* text : {&read->city, &read->state})
    for (const char c : *text)
      if (static_cast<unsigned char>(c) < ' ') return {};
  const std::lock_guard lock(shared_.lock);
  return {shared_.tokens.text(Dictionary::kPlace, place_text(read->city, read->state)), short_hash(read->state), short_hash(read->city_end), true};
}

const KnownPlace& KnownParts::place_of(const KnownKey& place, const RowHashes& hashes) {
  return places_.of(place, hashes.place, [&](const KnownKey& key) { return read_place(key.first, key.second); });
}

bool KnownParts::find_place(const KnownKey& place, const RowHashes& hashes, CodedAddress& out) {
  const KnownPlace& known = place_of(place, hashes);
  out.place = known.place;
  return known.plain;
}

bool KnownParts::find(const KnownKey& street, std::string_view unit, const KnownKey& place, const RowHashes& hashes, CodedAddress& out) {
  const KnownStreet& known = streets_.of(street, hashes.street, [&](const KnownKey& key) { return read_street(key.first); });
  if (!known.plain) return false;
  const KnownPlace& where = place_of(place, hashes);
  if (!where.plain || known.state_at_end == where.state || known.city_at_end == where.city_end) return false;
  if (!unit.empty()) {
    const KnownKey key{unit, {}};
    const KnownUnit& known_unit = units_.of(key, key.hash(), [&](const KnownKey& text) { return read_unit(text.first); });
    if (!known_unit.plain) return false;
    out.unit = known_unit.unit;
  }
  out.street = known.street, out.form = known.form, out.care_of = known.care_of;
  out.place = where.place;
  return true;
}

}  // namespace cs::registry
