// Addresses: any bytes in every field; reading is bounded and repeatable, and only a sufficient address is there.
#include <string>
#include <string_view>

#include "address/address.h"
#include "address/compare.h"
#include "address/components.h"
#include "base/check.h"
#include "base/limits.h"

namespace {

std::string_view take(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  const std::string_view part = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return part;
}

void judge(const cs::address::AddressFields& fields) {
  using namespace cs::address;
  const Parsed parsed = parse(fields);
  CS_CHECK(parsed.readings.size() <= cs::limits::kAddressReadingsMax, "at most four readings are kept");
  CS_CHECK(components(fields).status == parsed.status, "the parts are of the reading that parse gives");
  for (const Reading& reading : parsed.readings) {
    const AddressDifferences same = differences(reading, reading);
    CS_CHECK(same.kind() == AddressCode::kKindEqual && same.unit() == AddressCode::kUnitEqual, "a reading does not differ from itself");
  }
  const AddressSufficiency judged = AddressSufficiency::of(fields);
  CS_CHECK((judged.reason == cs::Reason::kNone) == judged.address.has_value(), "an address is there exactly when there is no reason against it");
  if (!judged.address) return;
  const Reading& best = judged.address->readings().front();
  CS_CHECK(!best.house.empty(), "a sufficient address has a number");
  CS_CHECK(best.zip.empty() || best.zip.size() == 5, "a ZIP has five digits");
  CS_CHECK(judged.address->standard_form() == AddressSufficiency::of(fields).address->standard_form(), "one line has one form");
  CS_CHECK(differences(best, best).house() == AddressCode::kHouseEqual, "an address is never in conflict with itself");
  CS_CHECK(differences(best, best).unit() == AddressCode::kUnitEqual, "nor is its door");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const std::string_view whole = rest.substr(0, rest.find('\n'));
  judge(cs::address::fields_of_line(whole));
  cs::address::AddressFields fields;
  fields.line1 = take(rest);
  fields.line2 = take(rest);
  fields.city = take(rest);
  fields.state = take(rest);
  fields.zip = take(rest);
  fields.house = take(rest);
  fields.po_box = take(rest);
  fields.urbanization = take(rest);
  fields.country = take(rest);
  judge(fields);
  return 0;
}
