// The issuer's log: every order's events as leaves of a C2SP log, in the order of their recording.
//   Shape    leaves as the rules' section 4 has them; kinds 1 to 6. The checkpoint is signed with the issuer's key and cosigned with the
//            witness's at `as_of`; checkpoint-1 and -2 are those of a third and two thirds of the leaves, cosigned when the last of them was
//            recorded; add-checkpoint proves that the last head continues the second (C2SP tlog-witness).
//   Errors   kIo, naming the file.
//   Threads  add from one thread; then write.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <vector>

#include "base/file.h"
#include "codec/canonical.h"
#include "population/kit_keys.h"
#include "population/order.h"
#include "population/output.h"

namespace cs::population {

struct OrderRecord {
  std::uint64_t line_entity = 0;
  std::uint32_t which = 0;
  Digest commitment{};
  Digest first_commitment{};  // of a corrected order: to the wrong docket
};

struct LogFacts {
  std::uint64_t size = 0;
  Digest root{};
  std::vector<FileFacts> files;  // what the root does not fix
};

class IssuerLog {
 public:
  IssuerLog(const OrderBook& book, Instant as_of) : book_(book), as_of_(as_of) {}
  void add(OrderRecord order) { orders_.push_back(order); }
  // Writes root/relative/tile/..., checkpoint, checkpoint-1, checkpoint-2, add-checkpoint, log.vkey, causes.ndjson. `relative` exists.
  Result<LogFacts> write(const Path& root, const std::string& relative, const KitKeys& keys, const Progress& progress);

 private:
  struct Event {
    std::int64_t recorded_ms = 0;
    std::uint32_t order = 0;  // index in orders_
    std::uint8_t kind = 0;
    std::uint32_t bar = 0;    // leaf index of the bar that is lifted
    bool operator<(const Event& other) const {
      return recorded_ms != other.recorded_ms ? recorded_ms < other.recorded_ms : order != other.order ? order < other.order : kind < other.kind;
    }
  };
  void collect();
  void link_bars();
  ByteView leaf(const Event& event);
  OrderFacts facts_of(const OrderRecord& order) const;
  Date day_of(const Event& event, const OrderFacts& facts) const;
  const std::string& cause_text(const Event& event) const;
  std::string causes();
  struct Head {
    std::uint64_t size = 0;
    Digest root{};
    Instant at{};
  };
  std::array<Head, 3> heads();  // the last is the whole log's

  const OrderBook& book_;
  Instant as_of_;
  std::vector<OrderRecord> orders_;
  std::vector<Event> events_;
  codec::CborWriter cbor_;
};

}  // namespace cs::population
