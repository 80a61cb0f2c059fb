#include "register/gathering.h"

#include <algorithm>
#include <tuple>

#include "address/compare.h"
#include "base/limits.h"
#include "register/form_text.h"

namespace cs::registry {
namespace {

constexpr std::uint32_t kNoReadings = UINT32_MAX;

std::uint8_t initial_code(std::string_view token) {
  return token.size() == 1 && token[0] >= 'A' && token[0] <= 'Z' ? static_cast<std::uint8_t>(token[0] - 'A' + 1) : std::uint8_t{0};
}

}  // namespace

// Equal rows, as one: rows_[begin] to rows_[end - 1].
struct Gathering::Same {
  std::size_t begin, end;
};

std::uint32_t Gathering::text(Dictionary which, std::string_view text) {
  return text.empty() ? 0 : texts_[static_cast<std::size_t>(which)].intern(text) + 1;
}

std::uint32_t Gathering::intern_name(const names::PersonName& name) {
  std::vector<std::string> family = name.family;
  std::uint8_t suffix = 0;
  if (const auto code = suffix_code(name.suffix)) suffix = *code;
  else family.push_back(name.suffix);  // kept as a family part: it must not vanish, or a father would look like his son
  std::uint8_t initial = 0;
  if (name.given.size() == 2) initial = initial_code(name.given[1]);
  std::vector<std::uint32_t> numbers = {family.empty() ? 0 : text(Dictionary::kName, family[0]),
                                        name.given.empty() ? 0 : text(Dictionary::kName, name.given[0]),
                                        static_cast<std::uint32_t>(initial << 8 | suffix)};
  const auto extra = [&](ExtraRole role, const std::string& token) {
    numbers.push_back(static_cast<std::uint32_t>(role));
    numbers.push_back(text(Dictionary::kName, token));
  };
  for (std::size_t i = 1; i < name.given.size() && initial == 0; ++i) extra(ExtraRole::kGiven, name.given[i]);
  for (std::size_t i = 1; i < family.size(); ++i) extra(ExtraRole::kFamily, family[i]);
  return names_.intern(text_of(numbers));
}

std::uint32_t Gathering::intern_address(const address::Reading& reading) {
  const std::string street = address::street_key(reading);
  std::vector<std::uint32_t> numbers(8, 0);
  numbers[0] = reading.zip.empty() ? kTileWithoutZip : static_cast<std::uint32_t>(std::stoul(reading.zip));
  numbers[1] = text(Dictionary::kPlace, place_text(reading.city, reading.state));
  numbers[2] = static_cast<std::uint32_t>(reading.form);
  numbers[3] = text(Dictionary::kStreet, street);
  numbers[4] = text(Dictionary::kForm, form_text(reading, street));
  numbers[5] = plain_house(reading.house);
  if (numbers[5] == 0 && !reading.house.empty()) numbers[5] = kHouseIsText | text(Dictionary::kPart, reading.house);
  numbers[6] = text(Dictionary::kPart, reading.unit);
  numbers[7] = reading.care_of ? 1 : 0;
  return addresses_.intern(text_of(numbers));
}

std::uint32_t Gathering::intern_readings(const std::vector<address::Reading>& readings) {
  if (readings.empty()) return kNoReadings;
  std::vector<std::uint32_t> numbers;
  for (const address::Reading& reading : readings) numbers.push_back(intern_address(reading));
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  return readings_.intern(text_of(numbers));
}

GatheredName Gathering::name(std::uint32_t number) const {
  const std::vector<std::uint32_t> numbers = numbers_of(names_.text(number));
  GatheredName out;
  out.surname = numbers[0];
  out.given = numbers[1];
  out.initial = static_cast<std::uint8_t>(numbers[2] >> 8);
  out.suffix = static_cast<std::uint8_t>(numbers[2] & 255);
  for (std::size_t i = 3; i < numbers.size(); i += 2) out.extras.push_back({static_cast<ExtraRole>(numbers[i]), numbers[i + 1]});
  return out;
}

GatheredAddress Gathering::address(std::uint32_t number) const {
  const std::vector<std::uint32_t> n = numbers_of(addresses_.text(number));
  return {n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7]};
}

void Gathering::add(const ReadRow& row, BuildReport& report) {
  ++counts_.read;
  for (const RowRemark& remark : row.remarks) report.add(remark.line, remark.column, remark.reason);
  if (row.rejected) {
    ++counts_.rejected;
    return;
  }
  rows_.push_back({keys_.intern(row.key), intern_name(row.name), intern_readings(row.readings), row.from, row.to, row.kind, row.line});
}

void Gathering::reject_rows(const Same& same, Column column, RowReason reason, BuildReport& report) {
  for (std::size_t i = same.begin; i < same.end; ++i) report.add(rows_[i].line, column, reason);
  counts_.rejected += same.end - same.begin;
}

std::vector<GatheredRecord> Gathering::settle(BuildReport& report) {
  const auto fields = [](const Row& row) { return std::tie(row.key, row.name, row.readings, row.kind, row.from, row.to, row.line); };
  std::sort(rows_.begin(), rows_.end(), [&](const Row& left, const Row& right) { return fields(left) < fields(right); });
  std::vector<GatheredRecord> out;
  out.reserve(rows_.size());
  for (std::size_t begin = 0, end = 0; begin < rows_.size(); begin = end) {
    while (end < rows_.size() && rows_[end].key == rows_[begin].key) ++end;
    settle_key(begin, end, out, report);
  }
  rows_.clear();
  rows_.shrink_to_fit();
  return out;
}

// The rows of one key: equal ones merged, names without an address put at every address of the key.
void Gathering::settle_key(std::size_t begin, std::size_t end, std::vector<GatheredRecord>& out, BuildReport& report) {
  const auto equal = [](const Row& left, const Row& right) {
    return std::tie(left.name, left.readings, left.kind, left.from, left.to) ==
           std::tie(right.name, right.readings, right.kind, right.from, right.to);
  };
  std::vector<Same> placed, wandering;
  for (std::size_t i = begin, next = begin; i < end; i = next) {
    while (next < end && equal(rows_[i], rows_[next])) ++next;
    (rows_[i].readings == kNoReadings ? wandering : placed).push_back({i, next});
  }
  std::vector<GatheredRecord> records;
  std::size_t pairs = placed.size();
  const auto put = [&](const Row& name, const Row& place, std::int32_t from, std::int32_t to) {
    const std::vector<std::uint32_t> readings = numbers_of(readings_.text(place.readings));
    const bool ambiguous = readings.size() > 1;
    for (const std::uint32_t address : readings) records.push_back({name.key, name.name, address, from, to, name.kind, ambiguous});
  };
  for (const Same& same : placed) put(rows_[same.begin], rows_[same.begin], rows_[same.begin].from, rows_[same.begin].to);
  std::vector<Same> homeless;
  for (const Same& same : wandering) {
    const Row& name = rows_[same.begin];
    const std::size_t before = records.size();
    for (const Same& at : placed) {
      const Row& place = rows_[at.begin];
      const std::int32_t from = std::max(name.from, place.from), to = std::min(name.to, place.to);
      if (from <= to && ++pairs <= limits::kRecordsPerPersonMax) put(name, place, from, to);
    }
    if (records.size() == before && pairs <= limits::kRecordsPerPersonMax) homeless.push_back(same);
  }
  if (pairs > limits::kRecordsPerPersonMax) {  // all of them, or which ones are stored would hang on the order of the rows
    for (const auto* list : {&placed, &wandering})
      for (const Same& same : *list) reject_rows(same, Column::kId, RowReason::kTooManyRecords, report);
    return;
  }
  for (const Same& same : homeless) reject_rows(same, Column::kWholeRow, RowReason::kAddressMissing, report);
  std::size_t accepted = 0;
  for (const auto* list : {&placed, &wandering}) {
    for (const Same& same : *list) {
      const bool rejected = std::any_of(homeless.begin(), homeless.end(), [&](const Same& other) { return other.begin == same.begin; });
      if (rejected) continue;
      ++accepted;
      counts_.merged += same.end - same.begin - 1;
      for (std::size_t i = same.begin + 1; i < same.end; ++i) report.add(rows_[i].line, Column::kWholeRow, RowReason::kRowDuplicate);
    }
  }
  counts_.stored += accepted;
  std::sort(records.begin(), records.end());
  records.erase(std::unique(records.begin(), records.end()), records.end());
  out.insert(out.end(), records.begin(), records.end());
}

}  // namespace cs::registry
