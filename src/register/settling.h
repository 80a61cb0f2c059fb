// Rows joined by key: equal ones merged, names without an address put at every address of their key.
//   Shape    add() takes coded rows in the order of their bytes, end() follows the last. Of each key that has records, `Settled` is handed
//            the key, then each of its records once, in an order of this build's own; and the texts that records carry are counted.
//   Units    memory is that of one key: its records, at most limits::kRecordsPerPersonMax times kAddressReadingsMax, and its rows' lines.
//   Threads  one thread.
//   Source   the project's register design, sections 2 and 4.
//   Holds    G1 the records are the same set for any order of rows. G3 every row added ends as stored, merged or rejected.
#pragma once

#include <functional>
#include <vector>

#include "base/large_pages.h"
#include "register/build_report.h"
#include "register/coded_rows.h"
#include "register/row_counts.h"
#include "register/tokens.h"

namespace cs::registry {

// A record of some key: what put_settled() wrote.
struct SettledRecord {
  CodedAddress address;
  CodedName name;
  NameKind kind = NameKind::kCurrent;
  bool ambiguous = false;
  CodedPeriod period;
  static SettledRecord of(std::string_view bytes);
};

// Values on their way: each comes out when kAhead more have gone in, so that the memory it needs can be asked for in between.
template <typename Value>
class Ahead {
 public:
  // The value that comes out, or nothing; valid until the next call.
  const Value* push(const Value& value) {
    Value& place = values_[in_++ % kAhead];
    const bool full = in_ > kAhead;
    if (full) out_ = place;
    place = value;
    return full ? &out_ : nullptr;
  }
  // The rest, in their order; once.
  template <typename Each>
  void end(Each each) {
    for (std::size_t i = in_ > kAhead ? in_ - kAhead : 0; i < in_; ++i) each(values_[i % kAhead]);
    in_ = 0;
  }

 private:
  static constexpr std::size_t kAhead = 16;
  std::array<Value, kAhead> values_{};
  Value out_{};
  std::size_t in_ = 0;
};

// Records that carry each text, by its number plus one; complete after end().
struct Tally {
  using Counts = LargeVector<std::uint32_t>;
  std::array<Counts, kDictionaryCount> all;  // of kName: as a surname
  Counts as_given;
  std::uint64_t records = 0, keys = 0;
  std::int32_t first_day = INT32_MAX, last_day = INT32_MIN;

  explicit Tally(const Tokens& tokens);
  void add(const SettledRecord& record);
  void end() { waiting_.end([this](const SettledRecord& each) { count(each); }); }

 private:
  void count(const SettledRecord& record);
  Ahead<SettledRecord> waiting_;
};

struct Settled {
  std::function<void(std::string_view key)> key;
  std::function<void(std::string_view record)> record;
};

class Settling {
 public:
  Settling(Settled out, BuildReport& report, RowCounts& rows) : out_(std::move(out)), report_(report), rows_(rows) {}
  void add(std::string_view coded_row);
  void end() { end_key(); }

 private:
  // Strings that keep their memory from key to key.
  struct Strings {
    std::vector<std::string> all;
    std::size_t used = 0;
    void add(std::string_view text) {
      if (used == all.size()) all.emplace_back();
      all[used++].assign(text);
    }
  };
  enum class Fate : std::uint8_t { kStored, kMerged, kHomeless };
  struct Line {
    std::uint64_t line;
    Fate fate;
  };
  void end_key();
  Fate place(const CodedRow& row);
  Fate cross(const CodedRow& row);
  void hand_on();
  void put(const CodedRow& name, std::string_view readings, const CodedPeriod& period);

  Settled out_;
  BuildReport& report_;
  RowCounts& rows_;
  std::string key_, body_;             // of the last row
  Strings placed_;                     // bodies of the key's rows with an address
  std::vector<Line> lines_;
  Strings records_;
  std::size_t pairs_ = 0;              // rows with an address, and names without one times addresses
  CodedOut record_;
};

}  // namespace cs::registry
