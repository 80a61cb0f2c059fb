#include "match/neighborhood.h"

#include <algorithm>
#include <set>

#include "address/compare.h"
#include "address/edits.h"
#include "address/place.h"
#include "register/form_text.h"

namespace cs::match {
namespace {

using address::AddressCode;
using registry::FormParts;

template <typename Code>
constexpr std::uint8_t number_of(Code code) { return static_cast<std::uint8_t>(code); }

FormParts parts_of(const address::ReadingParts& reading) {
  return {reading.predirection, reading.type, reading.postdirection, reading.urbanization, {}};
}

bool fits(std::string_view left, std::string_view right) { return left.empty() || right.empty() || left == right; }

bool fits(const FormParts& left, const FormParts& right) {
  return fits(left.predirection, right.predirection) && fits(left.type, right.type) && fits(left.postdirection, right.postdirection);
}

// HIGHWAY 9 and HIGHWAY 9 SPUR are two roads, wherever only one of them is on file.
bool is_branch(std::string_view street, const FormParts& asked, const FormParts& found) {
  return address::is_numbered_road(street) && (asked.type != found.type || asked.postdirection != found.postdirection);
}

bool equal(const FormParts& left, const FormParts& right) {
  return left.predirection == right.predirection && left.type == right.type && left.postdirection == right.postdirection &&
         left.urbanization == right.urbanization;
}

// The name is the same, and what differs is absent on one side. One street is meant when no other form of the name fits either side, and
// the line's form is not known by itself: 45 OAK may be another street than OAK AVE, where people live.
bool is_one_street(const registry::Snapshot& register_, registry::Run forms, const FormParts& asked, const FormParts& found,
                   std::uint32_t record_block, std::uint32_t known_min) {
  if (asked.urbanization != found.urbanization || !fits(asked, found)) return false;
  std::uint32_t addresses_asked = 0;
  for (std::uint32_t block = forms.begin; block < forms.end; ++block) {
    if (block == record_block) continue;
    const auto form = registry::form_parts(register_.form_text(register_.form_of_block(block)));
    if (!form) return false;
    if (equal(*form, asked)) addresses_asked += register_.addresses_of_block(block).size();
    else if (!equal(*form, found) && (fits(*form, asked) || fits(*form, found))) return false;
  }
  return addresses_asked < known_min;
}

// Addresses in forms of the street that the line may mean and the record is not.
std::uint32_t addresses_as_asked(const registry::Snapshot& register_, registry::Run forms, const FormParts& asked, const FormParts& found) {
  std::uint32_t out = 0;
  for (std::uint32_t block = forms.begin; block < forms.end; ++block) {
    const auto form = registry::form_parts(register_.form_text(register_.form_of_block(block)));
    if (form && fits(*form, asked) && !equal(*form, found)) out += register_.addresses_of_block(block).size();
  }
  return out;
}

// kSlip or kDamaged where the street as it was written is nearer than its name alone, or says of a type or direction that it is not absent.
address::StreetNearness nearness_of_writing(const address::AddressDifferences& found, const address::Reading& line,
    const address::ReadingParts& record) {
  using enum address::StreetNearness;
  if (line.form != address::Form::kStreet || record.form != line.form || found.street() == AddressCode::kStreetEqual) return kOther;
  const bool slip = found.street() == AddressCode::kStreetSlipKnown;
  if (slip && found.kind() != AddressCode::kKindAbsentSeveral) return kOther;
  const auto nearness =
      nearness_as_written({line.predirection, line.street, line.type}, {record.predirection, record.street, record.type});
  return nearness == kSlip || (nearness == kDamaged && found.street() == AddressCode::kStreetOther) ? nearness : kOther;
}

// The street as it was written, type and direction included, is one difference; the rest is compared as if there were none.
address::AddressDifferences differences_but_street(const address::ReadingParts& line, const address::ReadingParts& record,
    address::StreetNearness written) {
  address::ReadingParts meant = line;
  meant.street = record.street;
  if (line.type.empty() != record.type.empty()) meant.type = record.type;
  if (line.predirection.empty() != record.predirection.empty()) meant.predirection = record.predirection;
  address::AddressDifferences out = address::differences(meant, record);
  out.of[static_cast<std::size_t>(address::AddressField::kStreet)] =
      written == address::StreetNearness::kSlip ? AddressCode::kStreetSlipKnown : AddressCode::kStreetDamagedKnown;
  return out;
}

}  // namespace

bool Neighborhood::knows_street(std::uint32_t tile, address::Form kind, std::uint32_t street) const {
  if (street == 0 && kind != address::Form::kPoBox) return false;
  return addresses_in(tile, kind, street) >= known_min();
}

std::uint32_t Neighborhood::addresses_of_street(std::uint32_t tile, address::Form kind, std::uint32_t street) const {
  return street == 0 ? 0 : addresses_in(tile, kind, street);
}

std::uint32_t Neighborhood::addresses_in(std::uint32_t tile, address::Form kind, std::uint32_t street) const {
  std::uint32_t out = 0;
  const registry::Run forms = register_.blocks_of_street(tile, kind, street);
  for (std::uint32_t block = forms.begin; block < forms.end; ++block) out += register_.addresses_of_block(block).size();
  return out;
}

bool Neighborhood::has_house(registry::Run forms, const address::Reading& line) const {
  const auto house = register_.house_value(line.house);
  if (!house) return false;
  for (std::uint32_t block = forms.begin; block < forms.end; ++block)
    if (!register_.addresses_with_house(block, *house).empty()) return true;
  return false;
}

// The line's house stands in a street that the line may mean.
bool Neighborhood::has_house(std::uint32_t tile, const NearStreet& near, const address::Reading& line) const {
  const auto house = register_.house_value(line.house);
  if (!house) return false;
  const registry::Run forms = register_.blocks_of_street(tile, line.form, near.street);
  for (std::uint32_t block = forms.begin; block < forms.end; ++block) {
    const bool meant = near.form == 0 || register_.form_of_block(block) == near.form;
    if (meant && !register_.addresses_with_house(block, *house).empty()) return true;
  }
  return false;
}

std::uint8_t Neighborhood::street_code(AddressCode found, const address::Reading& line, std::uint32_t line_street, const Spot& spot) {
  const bool slip = found == AddressCode::kStreetSlipKnown;
  const address::Form kind = register_.kind_of_block(spot.block);
  const std::uint32_t of_line = addresses_of_street(spot.tile, kind, line_street);
  if (of_line >= known_min()) {
    const bool record_alone = addresses_of_street(spot.tile, kind, register_.street_of_block(spot.block)) < known_min();
    return record_alone ? number_of(RecordCode::kStreetSlipOfRecord) : number_of(found);
  }
  if (of_line > 0) return number_of(slip ? RecordCode::kStreetSlipOneAddress : RecordCode::kStreetDamagedOneAddress);
  if (!slip) return number_of(AddressCode::kStreetDamaged);
  const std::vector<NearStreet>& near = near_.near(spot.tile, line);
  const auto slips = std::count_if(near.begin(), near.end(), [&](const NearStreet& each) {
    return each.slip && has_house(spot.tile, each, line);
  });
  return number_of(slips == 1 ? AddressCode::kStreetSlip : AddressCode::kStreetSlipSeveral);
}

std::uint8_t Neighborhood::kind_code(AddressCode found, const address::Reading& line, const address::ReadingParts& record, registry::Run forms,
                                     std::uint32_t block, bool as_written) const {
  FormParts asked = parts_of(line);
  const FormParts has = parts_of(record);
  if (as_written && asked.type.empty()) asked.type = has.type;
  if (as_written && asked.predirection.empty()) asked.predirection = has.predirection;
  if (found == AddressCode::kKindAbsentSeveral && is_branch(record.street, asked, has)) return number_of(found);
  if (found == AddressCode::kKindAbsentSeveral)
    return number_of(is_one_street(register_, forms, asked, has, block, known_min()) ? AddressCode::kKindAbsentOneStreet : found);
  const std::uint32_t addresses = addresses_as_asked(register_, forms, asked, has);
  if (addresses == 0) return number_of(AddressCode::kKindOtherUnknown);
  return addresses < known_min() ? number_of(RecordCode::kKindOtherOneAddress) : number_of(found);
}

bool Neighborhood::one_urbanization(registry::Run forms, const address::Reading& line) const {
  std::set<std::string_view> known;
  for (std::uint32_t block = forms.begin; block < forms.end; ++block) {
    const auto form = registry::form_parts(register_.form_text(register_.form_of_block(block)));
    if (form && fits(*form, parts_of(line)) && !form->urbanization.empty()) known.insert(form->urbanization);
  }
  return known.size() == 1;
}

namespace {

// A code that is one of several until the streets around are asked.
bool asks_streets(const address::AddressDifferences& found) {
  const AddressCode house = found.house(), street = found.street(), kind = found.kind();
  return house == AddressCode::kHouseHyphen || house == AddressCode::kHouseDigitKnown || street == AddressCode::kStreetSlipKnown ||
         street == AddressCode::kStreetDamagedKnown || kind == AddressCode::kKindAbsentSeveral || kind == AddressCode::kKindOther ||
         found.urbanization() == AddressCode::kUrbanizationAbsentSeveral;
}

bool is_zip_of_another_city(const address::ReadingParts& side) { return address::is_zip_of_another_city(side.zip, side.city, side.state); }

// The line's ZIP cannot lie in the state, and the row's can. A register of invented ZIPs says nothing of the line's.
bool is_zip_of_another_state(const address::ReadingParts& line, const address::ReadingParts& record) {
  if (line.state.empty() || record.zip.empty()) return false;
  return !address::zip_may_lie_in(line.zip, line.state) && address::zip_may_lie_in(record.zip, record.state);
}

Codes locality_settled(Codes codes, const address::AddressDifferences& found, const address::Reading& line, const address::ReadingParts& record,
                       const Spot& spot) {
  if (found.locality() != AddressCode::kLocalityZipSeveral || spot.several_zips) return codes;
  const bool near = address::zip_one_edit(line.zip, record.zip);
  if (!near && (is_zip_of_another_city(line) || is_zip_of_another_city(record) || is_zip_of_another_state(line, record))) return codes;
  codes[kLocality] = number_of(near ? AddressCode::kLocalityZipOneEdit : AddressCode::kLocalityZipOther);
  return codes;
}

}  // namespace

Codes Neighborhood::codes(const address::Reading& line, std::uint32_t line_street, const address::ReadingParts& record, const Spot& spot) {
  address::AddressDifferences found = address::differences(line, record);
  const address::StreetNearness written = nearness_of_writing(found, line, record);
  const bool as_written = written != address::StreetNearness::kOther;
  if (as_written) found = differences_but_street(line, record, written);
  Codes out{};
  for (std::size_t field = 0; field < address::kAddressFieldCount; ++field) out[kHouse + field] = number_of(found.of[field]);
  if (!asks_streets(found)) return locality_settled(out, found, line, record, spot);
  const registry::Run forms = register_.blocks_of_street(spot.tile, register_.kind_of_block(spot.block),
                                                        register_.street_of_block(spot.block));
  if (found.house() == AddressCode::kHouseHyphen && has_house(forms, line)) out[kHouse] = number_of(AddressCode::kHouseHyphenBoth);
  if (found.house() == AddressCode::kHouseDigitKnown && !has_house(forms, line)) out[kHouse] = number_of(AddressCode::kHouseDigitUnknown);
  if (found.street() == AddressCode::kStreetSlipKnown || found.street() == AddressCode::kStreetDamagedKnown)
    out[kStreet] = street_code(found.street(), line, line_street, spot);
  if (found.kind() == AddressCode::kKindAbsentSeveral || found.kind() == AddressCode::kKindOther)
    out[kKind] = kind_code(found.kind(), line, record, forms, spot.block, as_written);
  if (found.urbanization() == AddressCode::kUrbanizationAbsentSeveral && one_urbanization(forms, line))
    out[kUrbanization] = number_of(AddressCode::kUrbanizationAbsentOne);
  return locality_settled(out, found, line, record, spot);
}

}  // namespace cs::match
