#include "register/tokens.h"

#include <algorithm>
#include <cstring>

#include "base/limits.h"
#include "register/form_text.h"
#include "register/plain_row.h"

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

std::uint32_t Tokens::form(const address::Reading& reading) { return text(Dictionary::kForm, form_text(reading, address::street_key(reading))); }

CodedAddress Tokens::address(const address::Reading& reading) {
  CodedAddress out;
  out.zip = zip_number(reading.zip);
  out.kind = static_cast<std::uint32_t>(reading.form);
  out.care_of = reading.care_of;
  out.place = text(Dictionary::kPlace, place_text(reading.city, reading.state));
  out.street = street(reading);
  out.form = form(reading);
  out.house = plain_house(reading.house);
  if (out.house == 0 && !reading.house.empty()) out.house = kHouseIsText | text(Dictionary::kPart, reading.house);
  out.unit = text(Dictionary::kPart, reading.unit);
  return out;
}

void Tokens::put_readings(const ReadRow& row) {
  if (row.known) return put_address(out_, *row.known);
  if (row.readings.size() == 1) return put_address(out_, address(row.readings.front()));
  readings_.clear();
  for (const address::Reading& reading : row.readings) {
    reading_.clear();
    put_address(reading_, address(reading));
    readings_.emplace_back(reading_.view());
  }
  std::sort(readings_.begin(), readings_.end());
  readings_.erase(std::unique(readings_.begin(), readings_.end()), readings_.end());
  for (const std::string& each : readings_) out_.append(each);
}

std::string_view Tokens::code(const ReadRow& row) {
  begin(row.key, row.readings.empty() && !row.known, row.kind, {row.from, row.to});
  put_name(out_, name(row.name));
  put_readings(row);
  put_u48(out_, row.line);
  return out_.view();
}

void Tokens::begin(std::string_view key, bool homeless, NameKind kind, const CodedPeriod& period) {
  out_.clear();
  out_.append(key);
  out_.le<3>((homeless ? 1U : 0U) << 8 | static_cast<std::uint32_t>(kind) << 16);
  put_period(out_, period);
}

std::uint32_t Tokens::word(std::string_view word, std::uint64_t hash) {
  const std::uint32_t number = texts_[static_cast<std::size_t>(Dictionary::kName)].intern(word, hash) + 1;
  full_ = full_ || number > kIdLimit;
  return number;
}

void Tokens::prefetch(const PlainRow& row) const {
  const Interner& names = texts(Dictionary::kName);
  names.prefetch(row.given_hash);
  names.prefetch(row.surname_hash);
  if (row.middle.size() > 1) names.prefetch(row.middle_hash);
  if (!row.second.empty()) names.prefetch(row.second_hash);
}

std::string_view Tokens::code(const PlainRow& row) {
  CodedName name;
  name.given = word(row.given, row.given_hash);
  name.surname = word(row.surname, row.surname_hash);
  if (!row.middle.empty()) name.initial = initial_code(row.middle);
  if (row.middle.size() > 1)
    name.extras[name.extra_count++] = word(row.middle, row.middle_hash) | static_cast<std::uint32_t>(ExtraRole::kGiven) << 24;
  if (!row.second.empty())
    name.extras[name.extra_count++] = word(row.second, row.second_hash) | static_cast<std::uint32_t>(ExtraRole::kFamily) << 24;
  begin(row.key, false, row.kind, row.period);
  put_name(out_, name);
  put_address(out_, row.address);
  put_u48(out_, row.line);
  return out_.view();
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
