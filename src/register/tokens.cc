#include "register/tokens.h"

#include <algorithm>
#include <cstring>

#include "address/compare.h"
#include "base/limits.h"
#include "register/form_text.h"

namespace cs::registry {
namespace {

constexpr std::size_t kLineBytes = 6;

std::uint8_t initial_code(std::string_view token) {
  return token.size() == 1 && token[0] >= 'A' && token[0] <= 'Z' ? static_cast<std::uint8_t>(token[0] - 'A' + 1) : std::uint8_t{0};
}

std::uint32_t zip_number(std::string_view zip) {
  std::uint32_t out = 0;
  for (const char c : zip) out = out * 10 + static_cast<std::uint32_t>(c - '0');
  return zip.empty() ? kTileWithoutZip : out;
}

}  // namespace

std::uint32_t Tokens::text(Dictionary which, std::string_view text) {
  if (text.empty()) return 0;
  const std::uint32_t number = texts_[static_cast<std::size_t>(which)].intern(text) + 1;
  full_ = full_ || number > kIdLimit;
  return number;
}

Result<void> Tokens::state() const {
  if (full_) return limit_reached("a dictionary of the register: more than 2^24 - 2 texts");
  return {};
}

CodedName Tokens::name(const names::PersonName& name) {
  CodedName out;
  const auto suffix = suffix_code(name.suffix);
  out.suffix = suffix.value_or(0);
  if (name.given.size() == 2) out.initial = initial_code(name.given[1]);
  const auto extra = [&](ExtraRole role, std::string_view token) {
    out.extras[out.extra_count++] = text(Dictionary::kName, token) | static_cast<std::uint32_t>(role) << 24;
  };
  const auto family = [&](std::string_view token, bool first) {
    if (first) out.surname = text(Dictionary::kName, token);
    else extra(ExtraRole::kFamily, token);
  };
  if (!name.given.empty()) out.given = text(Dictionary::kName, name.given[0]);
  for (std::size_t i = 1; i < name.given.size() && out.initial == 0; ++i) extra(ExtraRole::kGiven, name.given[i]);
  for (std::size_t i = 0; i < name.family.size(); ++i) family(name.family[i], i == 0);
  if (!suffix) family(name.suffix, name.family.empty());  // kept as a family part: it must not vanish, or a father would look like his son
  return out;
}

CodedAddress Tokens::address(const address::Reading& reading) {
  const std::string street = address::street_key(reading);
  CodedAddress out;
  out.zip = zip_number(reading.zip);
  out.kind = static_cast<std::uint32_t>(reading.form);
  out.care_of = reading.care_of;
  out.place = text(Dictionary::kPlace, place_text(reading.city, reading.state));
  out.street = text(Dictionary::kStreet, street);
  out.form = text(Dictionary::kForm, form_text(reading, street));
  out.house = plain_house(reading.house);
  if (out.house == 0 && !reading.house.empty()) out.house = kHouseIsText | text(Dictionary::kPart, reading.house);
  out.unit = text(Dictionary::kPart, reading.unit);
  return out;
}

void Tokens::put_readings(const ReadRow& row) {
  if (row.readings.size() == 1) return put_address(out_, address(row.readings.front()));
  readings_.clear();
  for (const address::Reading& reading : row.readings) put_address(readings_.emplace_back(), address(reading));
  std::sort(readings_.begin(), readings_.end());
  readings_.erase(std::unique(readings_.begin(), readings_.end()), readings_.end());
  for (const std::string& each : readings_) out_ += each;
}

std::string_view Tokens::code(const ReadRow& row) {
  out_.assign(row.key);
  out_.push_back('\0');
  out_.push_back(row.readings.empty() ? '\1' : '\0');
  out_.push_back(static_cast<char>(row.kind));
  put_period(out_, {row.from, row.to});
  put_name(out_, name(row.name));
  put_readings(row);
  put_u48(out_, row.line);
  return out_;
}

CodedRow CodedRow::of(std::string_view bytes) {
  CodedRow out;
  out.key = bytes.substr(0, bytes.find('\0'));
  out.body = bytes.substr(out.key.size() + 1, bytes.size() - out.key.size() - 1 - kLineBytes);
  out.line = CodedReader(bytes.substr(bytes.size() - kLineBytes)).u48();
  CodedReader in(out.body);
  out.placed = in.byte() == 0;
  out.kind = static_cast<NameKind>(in.byte());
  out.period = in.period();
  const std::string_view before = in.rest();
  static_cast<void>(in.name());
  out.name = before.substr(0, before.size() - in.rest().size());
  out.readings = in.rest();
  return out;
}

}  // namespace cs::registry
