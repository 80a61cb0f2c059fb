#include "register/settling.h"

#include <algorithm>

#include "base/limits.h"

namespace cs::registry {
namespace {

constexpr std::uint8_t kAmbiguousBit = 4;

// A body alone as a row: key and line are not asked of it.
CodedRow row_of_body(std::string_view body) {
  CodedRow out;
  CodedReader in(body);
  static_cast<void>(in.byte());
  static_cast<void>(in.byte());
  out.period = in.period();
  static_cast<void>(in.name());
  out.readings = in.rest();
  return out;
}

}  // namespace

SettledRecord SettledRecord::of(std::string_view bytes) {
  CodedReader in(bytes);
  SettledRecord out;
  out.address = in.address();
  const std::uint8_t kind = in.byte();
  out.kind = static_cast<NameKind>(kind & 3);
  out.ambiguous = (kind & kAmbiguousBit) != 0;
  out.period = in.period();
  out.name = in.name();
  return out;
}

Tally::Tally(const Tokens& tokens) {
  for (std::size_t i = 0; i < kDictionaryCount; ++i) all[i].assign(std::size_t{tokens.texts(static_cast<Dictionary>(i)).size()} + 1, 0);
  as_given = all[static_cast<std::size_t>(Dictionary::kName)];
}

void Tally::add(const SettledRecord& record) {
  const Counts& names = all[static_cast<std::size_t>(Dictionary::kName)];
  __builtin_prefetch(&names[record.name.surname], 1);
  __builtin_prefetch(&as_given[record.name.given], 1);
  if (const SettledRecord* ready = waiting_.push(record)) count(*ready);
}

void Tally::count(const SettledRecord& record) {
  const auto of = [&](Dictionary which) -> Counts& { return all[static_cast<std::size_t>(which)]; };
  ++records;
  ++of(Dictionary::kName)[record.name.surname];
  ++as_given[record.name.given];
  for (std::size_t i = 0; i < record.name.extra_count; ++i) {
    const std::uint32_t extra = record.name.extras[i];
    const bool family = extra >> 24 == static_cast<std::uint32_t>(ExtraRole::kFamily);
    ++(family ? of(Dictionary::kName) : as_given)[extra & kIdLimit];
  }
  ++of(Dictionary::kPlace)[record.address.place];
  ++of(Dictionary::kStreet)[record.address.street];
  ++of(Dictionary::kForm)[record.address.form];
  if ((record.address.house & kHouseIsText) != 0) ++of(Dictionary::kPart)[record.address.house & ~kHouseIsText];
  ++of(Dictionary::kPart)[record.address.unit];
  for (const std::int32_t day : {record.period.from, record.period.to}) {
    if (day == INT32_MIN || day == INT32_MAX) continue;
    first_day = std::min(first_day, day);
    last_day = std::max(last_day, day);
  }
}

void Settling::add(std::string_view coded_row) {
  const CodedRow row = CodedRow::of(coded_row);
  const bool same_key = row.key == key_ && !key_.empty();
  if (!same_key) {
    end_key();
    key_ = row.key;
  }
  if (same_key && row.body == body_) {
    lines_.push_back({row.line, lines_.back().fate == Fate::kHomeless ? Fate::kHomeless : Fate::kMerged});
    return;
  }
  body_ = row.body;
  lines_.push_back({row.line, row.placed ? place(row) : cross(row)});
}

void Settling::put(const CodedRow& name, std::string_view readings, const CodedPeriod& period) {
  const bool ambiguous = readings.size() > kCodedAddressBytes;
  for (; !readings.empty(); readings.remove_prefix(kCodedAddressBytes)) {
    record_.clear();
    record_.append(readings.substr(0, kCodedAddressBytes));
    record_.le<1>(static_cast<std::uint64_t>(name.kind) | (ambiguous ? kAmbiguousBit : 0));
    put_period(record_, period);
    record_.append(name.name);
    records_.add(record_.view());
  }
}

Settling::Fate Settling::place(const CodedRow& row) {
  if (++pairs_ > limits::kRecordsPerPersonMax) return Fate::kStored;
  placed_.add(body_);
  put(row, row.readings, row.period);
  return Fate::kStored;
}

// A name without an address, at every address of its key at the same time.
Settling::Fate Settling::cross(const CodedRow& row) {
  bool anywhere = false;
  if (pairs_ > limits::kRecordsPerPersonMax) return Fate::kStored;
  for (std::size_t i = 0; i < placed_.used; ++i) {
    const CodedRow at = row_of_body(placed_.all[i]);
    const CodedPeriod both{std::max(row.period.from, at.period.from), std::min(row.period.to, at.period.to)};
    if (both.from > both.to) continue;
    anywhere = true;
    if (++pairs_ <= limits::kRecordsPerPersonMax) put(row, at.readings, both);
  }
  return anywhere ? Fate::kStored : Fate::kHomeless;
}

void Settling::hand_on() {
  out_.key(key_);
  const auto begin = records_.all.begin(), end = begin + static_cast<std::ptrdiff_t>(records_.used);
  std::sort(begin, end);
  for (auto each = begin; each != end; ++each)
    if (each == begin || *each != each[-1]) out_.record(*each);
}

void Settling::end_key() {
  const bool too_many = pairs_ > limits::kRecordsPerPersonMax;  // all of them, or which are stored would hang on the order of the rows
  for (const Line& each : lines_) {
    if (too_many) report_.add(each.line, Column::kId, RowReason::kTooManyRecords), ++rows_.rejected;
    else if (each.fate == Fate::kHomeless) report_.add(each.line, Column::kWholeRow, RowReason::kAddressMissing), ++rows_.rejected;
    else if (each.fate == Fate::kMerged) report_.add(each.line, Column::kWholeRow, RowReason::kRowDuplicate), ++rows_.merged;
    else ++rows_.stored;
  }
  if (!too_many && records_.used != 0) hand_on();
  lines_.clear();
  placed_.used = records_.used = 0;
  pairs_ = 0;
}

}  // namespace cs::registry
