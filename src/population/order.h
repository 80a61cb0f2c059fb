// The order behind a line: its dates, its number, its opening and what the issuer's log says of it.
//   Shape    everything is a function of seed, ZIP and line; `which` 1 is the subject's second order, where there is one. Formats are written
//            here from docs/formats and the rules' section 4 alone, so that their reader meets a second writer.
//   Units    dates are civil; times of the log are UTC milliseconds and never after `as_of`.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/time.h"
#include "codec/canonical.h"
#include "population/draw.h"
#include "population/lines.h"

namespace cs::population {

enum class OrderStatus : std::uint8_t { kFinal, kNotFinal, kBarred, kEnded, kUnknown };
inline constexpr std::size_t kOrderStatuses = 5;
std::string_view order_status_text(OrderStatus status);  // "final", "not_final", "barred", "ended", "unknown"

struct OrderFacts {
  OrderStatus status = OrderStatus::kFinal;
  bool has_final = true;
  bool lifted = false;       // a bar was there and is lifted
  bool corrected = false;    // the first commitment was to a wrong docket
  bool second = false;       // the subject has another order, without a line
  Date entered_on{}, final_on{}, barred_on{}, lifted_on{}, ended_on{}, corrected_on{};
};

class OrderBook {
 public:
  OrderBook(const Prf& prf, const Assumed& assumed, Instant as_of);
  OrderStatus status(std::uint64_t line_entity) const;       // that of facts, alone
  OrderFacts facts(std::uint64_t line_entity) const;         // entity_of(zip, line)
  OrderFacts second_facts(std::uint64_t line_entity) const;  // of the order without a line
  std::array<std::uint8_t, 16> number(std::uint64_t line_entity, std::uint32_t which) const;
  std::array<std::uint8_t, 16> subject(std::uint64_t line_entity) const;
  Digest salt(std::uint64_t line_entity, std::uint32_t which) const;
  Digest cause_salt(std::uint64_t line_entity, std::uint32_t kind) const;
  // The office's hours of that day.
  Instant recorded_at(std::uint64_t line_entity, std::uint32_t which, std::uint32_t kind, Date day) const;

 private:
  OrderStatus draw_status(Draws& draws) const;
  Digest digest_of(Stream stream, std::uint64_t entity, std::uint64_t from) const;
  Prf prf_;
  const Assumed& assumed_;
  Date today_;
};

// The name of a line in the parts that the opening has.
struct NameParts {
  std::array<std::string_view, 4> family;
  std::size_t families = 0;
  std::array<std::string_view, 2> given;
  std::size_t givens = 0;
  std::string_view suffix;
};
NameParts parts_of(const LineView& line);

// Writes openings and their commitments; keeps its buffers.
class OpeningWriter {
 public:
  OpeningWriter();
  // SHA-256("countersign/v1/order" 00 || salt || dCBOR[issuer, docket, type, entered_on, names, born]).
  Digest commitment(const Digest& salt, std::string_view docket, Date entered_on, const NameParts& name, Date born);
  // One line of openings.ndjson, with its LF.
  void append(std::string& out, const std::array<std::uint8_t, 16>& number, const Digest& salt, std::string_view docket, const OrderFacts& facts,
              const NameParts& name, Date born) const;

 private:
  std::string issuer_, type_;
  codec::CborWriter cbor_;
};

void append_date(std::string& out, Date date);

}  // namespace cs::population
