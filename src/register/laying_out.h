// From records in their order to the arrays of a generation, one record after the other.
//   Shape    records in the order (tile, kind, street, form, house, unit, place, care of, name, kind of name, ambiguous, period, key); a
//            record that comes twice is the caller's mistake. What is kept in memory is one group and the postings.
//   Errors   finish: kLimit when a limit of the format is reached; what the sink says.
//   Threads  one thread.
//   Source   docs/formats/register.md.
#pragma once

#include <memory>

#include "register/body_sink.h"
#include "register/packed.h"

namespace cs::registry {

struct LaidRecord {
  std::uint32_t tile_key = 0;
  std::uint32_t street = 0;          // as in BlockEntry: kind and id
  std::uint32_t form = 0;
  AddressEntry address{};
  std::uint32_t place = 0;
  RecordWord word;
  std::array<std::uint32_t, kExtrasMax> extras{};  // name id | role << 24
  std::uint32_t extra_count = 0;
  std::int32_t from = INT32_MIN, to = INT32_MAX;
  std::uint64_t key = 0;             // number, or first cell
};

// What of a generation is known before its records are in order.
struct LayingFrame {
  std::uint32_t names = 0, streets = 0, places = 0;  // ids run from 1 to these
  std::int32_t first_day = 0, last_day = -1;  // of all periods; last before first: none
  int key_bits = 0;
  int name_bits() const { return bits_for(names); }
  int day_bits() const { return bits_for(last_day < first_day ? 0 : static_cast<std::uint64_t>(std::int64_t{last_day} - first_day + 1)); }
};

struct LaidCounts {
  std::uint64_t records = 0, addresses = 0, blocks = 0, tiles = 0;
};

class Laying {
 public:
  Laying(const LayingFrame& frame, BodySink& sink);
  ~Laying();
  void add(const LaidRecord& record);
  Result<LaidCounts> finish();

 private:
  struct Held;
  std::unique_ptr<Held> held_;
};

}  // namespace cs::registry
