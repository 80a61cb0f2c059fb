#include "register/joining.h"

#include <algorithm>

#include "register/settling.h"

namespace cs::registry {
namespace {

// Every few thousand of what passes.
class Teller {
 public:
  Teller(const Tell& tell, BuildPhase phase, std::uint64_t total) : tell_(tell), phase_(phase), total_(total) { tell_(phase_, 0, total_); }
  void one() {
    if (++done_ % 65'536 == 0) tell_(phase_, done_, total_);
  }

 private:
  const Tell& tell_;
  BuildPhase phase_;
  std::uint64_t total_, done_ = 0;
};

// A queue's strings are a key's, then those of its records; the first byte says which.
constexpr char kKeyMark = 'k', kRecordMark = 'r';

// Keys in ascending order: numbers by the pattern, or places in key.text.
class KeyColumn {
 public:
  KeyColumn(const KeyPattern& pattern, BodySink& sink) : pattern_(pattern), as_numbers_(pattern.fits()), cells_(File::kKeyText, sink) {
    if (as_numbers_) numbers_.emplace(pattern);
  }

  std::uint64_t enter(std::string_view key) {
    if (as_numbers_) return numbers_->of(key);
    const std::uint64_t first = cells_.size();
    std::array<std::uint8_t, 3 * sizeof(KeyCell)> bytes{};
    bytes[0] = static_cast<std::uint8_t>(key.size());
    std::copy(key.begin(), key.end(), bytes.begin() + 1);
    for (std::size_t cell = 0; cell < key_cells(key.size()); ++cell) {
      KeyCell out{};
      std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(cell * sizeof(KeyCell)), sizeof(KeyCell), out.bytes.begin());
      cells_.push_back(out);
    }
    return first;
  }
  // Numbers below this.
  std::uint64_t end() {
    cells_.flush();
    return as_numbers_ ? pattern_.numbers() : cells_.size();
  }

 private:
  const KeyPattern& pattern_;
  bool as_numbers_;
  std::optional<KeyNumbers> numbers_;
  ColumnOut<KeyCell> cells_;
};

Result<std::uint64_t> sort_records(Joined& joined, BodySink& sink, ByteSorter& out, const Tell& tell) {
  KeyColumn keys(joined.pattern, sink);
  Teller teller(tell, BuildPhase::kSorting, joined.records);
  struct Keyed {
    SettledRecord record;
    std::uint64_t key = 0;
  };
  Ahead<Keyed> waiting;
  CodedOut bytes;
  const auto lay = [&](const Keyed& each) {
    bytes.clear();
    put_laid(bytes, joined.ranking.laid(each.record, each.key));
    out.add(bytes.view());
  };
  std::uint64_t key = 0;
  for (std::string_view marked;;) {
    CS_TRY(more, joined.queue.next(marked));
    if (!more) break;
    const std::string_view body = marked.substr(1);
    if (marked[0] == kKeyMark) {
      key = keys.enter(body);
      continue;
    }
    const SettledRecord record = SettledRecord::of(body);
    joined.ranking.prefetch(record);
    if (const Keyed* ready = waiting.push({record, key})) lay(*ready);
    teller.one();
  }
  waiting.end(lay);
  CS_TRY_VOID(out.finish());
  return keys.end();
}

Result<LaidCounts> lay_records(const Joined& joined, std::uint64_t keys_end, ByteSorter& records, BodySink& sink, const Tell& tell) {
  const auto size = [&](Dictionary which) { return joined.ranking.dictionary(which).size; };
  LayingFrame frame{size(Dictionary::kName), size(Dictionary::kStreet), size(Dictionary::kPlace)};
  if (joined.first_day) frame.first_day = joined.first_day->days, frame.last_day = joined.last_day->days;
  frame.key_bits = bits_for(keys_end == 0 ? 0 : keys_end - 1);
  Laying laying(frame, sink);
  Teller teller(tell, BuildPhase::kWriting, joined.records);
  for (std::string_view bytes;; teller.one()) {
    CS_TRY(more, records.next(bytes));
    if (!more) break;
    laying.add(laid_of(bytes));
  }
  return laying.finish();
}

}  // namespace

// Rows by key become records, counted and queued: the ids of their texts are known when the last is there.
Result<void> join_rows(TakenIn& taken, BuildReport& report, RowCounts& counts, Joined& out, const Tell& tell) {
  CS_TRY_VOID(taken.rows.finish());
  Tally tally(taken.shared.tokens);
  std::string marked;
  const auto queue = [&](char mark, std::string_view bytes) {
    marked.assign(1, mark);
    marked += bytes;
    out.queue.add(marked);
  };
  Settling settling({.key = [&](std::string_view key) { queue(kKeyMark, key), out.pattern.meet(key), ++tally.keys; },
                     .record = [&](std::string_view record) { queue(kRecordMark, record), tally.add(SettledRecord::of(record)); }},
                    report, counts);
  Teller teller(tell, BuildPhase::kJoining, taken.rows.size());
  for (std::string_view row;; teller.one()) {
    CS_TRY(more, taken.rows.next(row));
    if (!more) break;
    settling.add(row);
  }
  settling.end();
  tally.end();
  CS_TRY_VOID(out.queue.finish());
  out.records = tally.records, out.keys = tally.keys;
  out.bytes_spilled = taken.rows.bytes_spilled();
  if (tally.first_day <= tally.last_day) out.first_day = Date{tally.first_day}, out.last_day = Date{tally.last_day};
  CS_TRY(ranking, rank_texts(taken.shared.tokens, tally));
  out.ranking = std::move(ranking);
  return {};
}

Result<void> lay_out(Joined& joined, const Path& spill_directory, std::size_t memory_bytes, BodySink& sink, Manifest& manifest, const Tell& tell) {
  ByteSorter records(spill_directory, memory_bytes / 2);
  CS_TRY(keys_end, sort_records(joined, sink, records, tell));
  CS_TRY(counts, lay_records(joined, keys_end, records, sink, tell));
  CS_CHECK(counts.records == joined.records, "every record that was counted is laid out");
  joined.bytes_spilled += records.bytes_spilled() + joined.queue.bytes_spilled();
  manifest.records = counts.records, manifest.addresses = counts.addresses, manifest.blocks = counts.blocks, manifest.tiles = counts.tiles;
  manifest.keys = joined.keys;
  if (joined.pattern.fits()) manifest.keys_as = joined.pattern;
  manifest.first_day = joined.first_day, manifest.last_day = joined.last_day;
  for (std::size_t i = 0; i < kDictionaryCount; ++i) {
    joined.ranking.dictionaries[i].write(static_cast<Dictionary>(i), sink);
    manifest.seeds[i] = joined.ranking.dictionaries[i].seed;
  }
  return sink.state();
}

}  // namespace cs::registry
