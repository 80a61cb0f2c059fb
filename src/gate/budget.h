// Budgets, caseloads and patterns: how many addresses may be tried for one order, how many lines one officer may carry.
//   Shape    a fold over the admission openings of the ledger, in their order. Lines reserve in line order; nothing is ever given back.
//   Units    windows in time, by the time of the `admission` entry; counts of lines and addresses.
//   Threads  one at a time.
//   Source   the rules of the gate, section 8.
//   Holds    B1 an order never has more addresses evaluated in a window than the agreement says, whatever day, spelling or official.
//            B2 what a restart folds is what the running gate held: the openings are the only source.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/bytes.h"
#include "base/ids.h"
#include "base/time.h"
#include "base/verdict.h"
#include "crypto/digest.h"

namespace cs::gate {

// The keyed digests of one line; all under the agreement's own key.
struct BudgetKeys {
  Digest order{};    // b1: issuer and order
  Digest subject{};  // b2: issuer and subject
  Digest address{};  // a: standard form with unit
  Digest street{};   // s: ZIP (or city and state) and street
  bool operator==(const BudgetKeys&) const = default;
};

BudgetKeys budget_keys(const crypto::HmacKey& key, std::string_view issuer, ByteView order, ByteView subject,
                       std::string_view standard_form, std::string_view street_form);

// The numbers stand in admission openings and never change meaning.
enum class Spend : std::uint8_t { kRefused = 0, kUnit = 1, kDecidedBefore = 2 };

struct LinePlace {
  EntryIndex admission;
  LineNumber line;
  auto operator<=>(const LinePlace&) const = default;
};

// What an admission opening says of one line.
struct LineAdmission {
  LineNumber line;
  BudgetKeys keys;                    // zeros for a line refused before its keys could be made
  Spend spend = Spend::kRefused;
  Reason reason = Reason::kNone;      // why it was refused; kNone exactly when a unit was spent
  std::optional<LinePlace> earlier;   // for kDecidedBefore: where the first answer stands
  std::vector<std::string> officers;
  bool operator==(const LineAdmission&) const = default;
};

struct BudgetLimits {
  std::int64_t addresses_per_order = 2;
  std::int64_t addresses_per_subject = 2;
  Span window = Span::days(365);
  std::int64_t orders_per_address = 0;       // 0: off
  std::int64_t addresses_per_street_day = 0; // 0: off
  bool caseload = true;
  std::int64_t lines_per_officer = 200;
  Span caseload_window = Span::days(365);
};

class Budget {
 public:
  // Room for so many lines more, made at once.
  void expect(std::size_t lines);
  // Adds what an earlier admission entry did. Called in ledger order.
  void fold(EntryIndex admission, Instant time, const LineAdmission& line);
  // Tests OFF-CASELOAD, BUD-DUPLICATE, BUD-ORACLE, BUD-PATTERN for a line at `now`, in that order, and reserves when none applies.
  // Sets spend, reason and earlier of `line`.
  void reserve(EntryIndex admission, Instant now, const BudgetLimits& limits, LineAdmission& line);

 private:
  struct DigestHash {
    std::size_t operator()(const Digest& digest) const noexcept { return static_cast<std::size_t>(read_u64_be(digest)); }
  };
  template <typename T>
  using ByDigest = std::unordered_map<Digest, T, DigestHash>;
  struct Seen { Instant time; Digest with; };

  static void note(std::vector<Seen>& seen, Instant time, const Digest& with);
  Reason first_failure(Instant now, const BudgetLimits& limits, LineAdmission& line) const;
  void add(EntryIndex admission, Instant time, const LineAdmission& line);

  std::unordered_map<std::string, std::vector<Instant>> officer_lines_;
  struct OrderAddress {
    Digest order;
    Digest address;
    bool operator==(const OrderAddress&) const = default;
  };
  struct OrderAddressHash {
    std::size_t operator()(const OrderAddress& pair) const noexcept {  // both are keyed digests: their first words are random already
      return static_cast<std::size_t>(read_u64_be(pair.order) ^ (read_u64_be(pair.address) << 1));
    }
  };
  std::unordered_map<OrderAddress, LinePlace, OrderAddressHash> decided_;
  ByDigest<std::vector<Instant>> order_units_;
  ByDigest<std::vector<Instant>> subject_units_;
  ByDigest<std::vector<Seen>> address_orders_;
  ByDigest<std::vector<Seen>> street_addresses_;
};

}  // namespace cs::gate
