#include "register/record_columns.h"

#include <algorithm>

namespace cs::registry {
namespace {

// The place of most of the records, the lower id of two.
std::uint32_t common_place(const std::vector<LaidRecord>& records) {
  const std::uint32_t first = records.front().place;
  if (std::all_of(records.begin(), records.end(), [&](const LaidRecord& record) { return record.place == first; })) return first;
  std::vector<std::uint32_t> places;
  for (const LaidRecord& record : records) places.push_back(record.place);
  std::sort(places.begin(), places.end());
  std::uint32_t best = 0;
  std::size_t best_count = 0;
  for (std::size_t begin = 0, end = 0; begin < places.size(); begin = end) {
    while (end < places.size() && places[end] == places[begin]) ++end;
    if (end - begin > best_count) best = places[begin], best_count = end - begin;
  }
  return best;
}

}  // namespace

RecordColumns::RecordColumns(const LayingFrame& frame, BodySink& sink)
    : frame_(frame), groups_(File::kGroupDir, sink), surname_(File::kSurnameId, sink), given_(File::kGivenId, sink),
      rare_(File::kRareWord, sink), wide_out_(File::kWideId, sink), initial_out_(File::kInitialCol, sink),
      extra_out_(File::kExtraWord, sink), from_out_(File::kDayFrom, sink), to_out_(File::kDayTo, sink), key_out_(File::kKeyCol, sink),
      wide_(frame.name_bits()), initial_(5), extra_(frame.name_bits() + 2), from_(frame.day_bits()), to_(frame.day_bits()),
      key_(frame.key_bits) {
  waiting_.reserve(kGroupRecords);
}

void RecordColumns::add(const LaidRecord& record) {
  waiting_.push_back(record);
  ++size_;
  if (waiting_.size() == kGroupRecords) flush();
}

void RecordColumns::put_names(const LaidRecord& record, std::uint64_t bit, Group& group) {
  const auto put = [&](ColumnOut<std::uint16_t>& column, std::uint32_t id, std::uint64_t& wide) {
    column.push_back(id < kIsWide ? static_cast<std::uint16_t>(id) : kIsWide);
    if (id < kIsWide) return;
    wide |= bit;
    wide_.add(id, wide_out_);
    ++next_.first_wide;
  };
  const bool own = bit == 1 || record.word.surname != (&record)[-1].word.surname;
  if (own) {
    group.surname |= bit;
    ++next_.first_surname;
    put(surname_, record.word.surname, group.wide_surname);
  }
  put(given_, record.word.given, group.wide_given);
  if (record.word.initial != 0) {
    group.initial |= bit;
    initial_.add(record.word.initial, initial_out_);
    ++next_.first_initial;
  }
  if (record.extra_count == 0) return;
  group.extra |= bit;
  next_.first_extra += record.extra_count;
  for (std::uint32_t i = 0; i < record.extra_count; ++i) {
    const std::uint64_t id = record.extras[i] & kIdLimit, family = record.extras[i] >> 24 == static_cast<std::uint32_t>(ExtraRole::kFamily);
    const std::uint64_t last = i + 1 == record.extra_count ? 1 : 0;
    extra_.add(id | family << frame_.name_bits() | last << (frame_.name_bits() + 1), extra_out_);
  }
}

void RecordColumns::put_days(const LaidRecord& record, std::uint64_t bit, Group& group) {
  if (bit == 1 || record.from != (&record)[-1].from) {
    group.from |= bit;
    from_.add(record.from == INT32_MIN ? 0 : day_number(record.from), from_out_);
    ++next_.first_from;
  }
  if (record.to == INT32_MAX) return;
  group.closed |= bit;
  to_.add(day_number(record.to), to_out_);
  ++next_.first_closed;
}

void RecordColumns::put_rare(const LaidRecord& record, std::uint64_t bit, Group& group) {
  const std::uint32_t place = record.place == group.place ? 0 : record.place + 1;
  const std::uint32_t word = RareWord{record.word.suffix, record.word.kind, record.word.ambiguous, record.word.care_of, place}.pack();
  if (word == 0) return;
  group.rare |= bit;
  rare_.push_back(word);
  ++next_.first_rare;
}

void RecordColumns::flush() {
  if (waiting_.empty()) return;
  Group group = next_;
  group.place = common_place(waiting_);
  std::uint64_t bit = 1;
  for (const LaidRecord& record : waiting_) {
    put_names(record, bit, group);
    put_days(record, bit, group);
    put_rare(record, bit, group);
    key_.add(record.key, key_out_);
    bit <<= 1;
  }
  groups_.push_back(group);
  waiting_.clear();
}

void RecordColumns::finish() {
  flush();
  groups_.push_back(next_);
  wide_.end(wide_out_), initial_.end(initial_out_), extra_.end(extra_out_), from_.end(from_out_), to_.end(to_out_), key_.end(key_out_);
  for (auto* column : {&wide_out_, &initial_out_, &extra_out_, &from_out_, &to_out_, &key_out_}) column->flush();
  surname_.flush(), given_.flush(), rare_.flush(), groups_.flush();
}

}  // namespace cs::registry
