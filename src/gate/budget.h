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
#include "gate/digest_table.h"

namespace cs::gate {

// The keyed digests of one line; all under the agreement's own key.
struct BudgetKeys {
  Digest order{};    // b1: issuer and order
  Digest subject{};  // b2: issuer and subject
  Digest address{};  // a: standard form with unit
  Digest street{};   // s: ZIP (or city and state) and street
  bool operator==(const BudgetKeys&) const = default;
};

Digest order_key(const crypto::HmacKey& key, std::string_view issuer, ByteView order);  // the first of them
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
  static constexpr std::uint32_t kNone = kNoNumber;

  // When units were spent on each of many orders, or subjects. Times rise along the ledger: the newest stands first.
  class Spent {
   public:
    void expect(std::size_t more);
    void add(const Digest& key, Instant time);
    bool as_many_since(const Digest& key, Instant from, std::int64_t count) const;  // that count or more after `from`
    std::uint32_t number(const Digest& key) const { return keys_.find(key); }

   private:
    struct Unit {
      Instant time;
      std::uint32_t before = kNone;
    };
    DigestNumbers keys_;
    std::vector<std::uint32_t> newest_;  // by number of the key
    std::vector<Unit> units_;
  };

  // Of each address the orders, of each street the addresses that were seen with it: each once, with the last time.
  class SeenWith {
   public:
    void expect(std::size_t more);
    std::uint32_t find(const Digest& key, const Digest& with, std::uint32_t with_number) const;
    void note(const Digest& key, const Digest& with, std::uint32_t with_number, Instant time);
    bool as_many_since(const Digest& key, std::uint32_t but, Instant since, std::int64_t count) const;  // others than `but`
    std::uint32_t number(const Digest& key) const { return keys_.find(key); }
    std::size_t size() const { return seen_.size(); }  // pairs

   private:
    struct Seen {
      Instant time;
      std::uint32_t with = kNone;
      std::uint32_t before = kNone;
    };
    struct Chain {
      std::uint32_t newest = kNone;
      std::uint32_t length = 0;
    };
    DigestNumbers keys_;
    std::vector<Chain> chains_;          // by number of the key
    std::vector<Seen> seen_;
    PairTable pairs_;                    // key and with: where in seen_
  };

  Reason first_failure(Instant now, const BudgetLimits& limits, LineAdmission& line) const;
  void add(EntryIndex admission, Instant time, const LineAdmission& line);

  std::unordered_map<std::string, std::vector<Instant>> officer_lines_;
  Spent order_units_;
  Spent subject_units_;
  SeenWith address_orders_;
  SeenWith street_addresses_;
  std::vector<LinePlace> decided_;  // by place in address_orders_: where the first answer of that order and address stands
};

}  // namespace cs::gate
