// The accounting that a subject is handed: for each quarter since the ledger began, what was disclosed and the proof that this is all.
//   Shape    one JSON document, docs/formats/accounting.md; at most limits::kAccountingBytesMax.
//   Units    quarters are year * 4 + quarter (0..3), UTC.
//   Errors   read_accounting: kMalformed, kLimit; kUntrusted where a proof, a commitment, a quarter's place or a record's date does not hold.
//   Threads  plain values.
//   Holds    L11 for every closed quarter from the founding on, unless the ledger says that openings of it are destroyed: the records shown are those that the ledger committed to under the key shown, or there
//            are none. That the key is this person's only who holds the map keys can tell: the auditor.
#pragma once

#include "codec/value.h"
#include "ledger/map.h"

namespace cs::ledger {

inline constexpr std::string_view kNoRecords = "[]";

std::string quarter_text(std::uint32_t quarter);  // "2026q3"
Result<std::uint32_t> parse_quarter(std::string_view text);

// Writes one.
class AccountingText {
 public:
  AccountingText(std::string origin, std::string founding_receipt) : origin_(std::move(origin)), founding_(std::move(founding_receipt)) {}
  void add_absent(std::uint32_t quarter, const std::string& proof);
  void add_present(std::uint32_t quarter, const std::string& proof, const Digest& r, const std::string& records);
  // A quarter whose map cannot be made again: the receipts of its map's entry and of the shreds, and the records that other agreements keep.
  void add_destroyed(std::uint32_t quarter, const std::string& map, const std::vector<std::string>& shreds, const std::string& records);
  // `open`: records of the quarters that have no map yet, which nothing proves to be all.
  std::string finish(const std::string& open);

 private:
  std::string origin_, founding_;
  codec::List quarters_;
};

struct AccountedQuarter {
  std::uint32_t quarter = 0;
  EntryIndex entry;       // its map
  Digest key{};           // under which its proof looks; whose it is, who has the map keys can tell: gate::quarter_of_another
  std::size_t records = 0;  // 0: shown to be absent
  std::string text;       // the records, JSON; empty where there are none
  std::vector<EntryIndex> destroyed;  // the shreds since which nothing of this quarter is proven: `records` may be not all, and there is no key
};
struct Accounting {
  std::string origin;
  Instant founded;
  std::vector<AccountedQuarter> quarters;  // closed ones, all since the founding
  std::size_t open_records = 0;            // not closed yet
};
// Up to which instant the quarters reach, it not included; none where no quarter is there.
std::optional<Instant> proven_until(const Accounting& accounting);
// The first quarter since the founding that has ended at `now` and is not in it: of an older day than `now`, or cut. Its maker leaves none out,
// but a proof says nothing of what follows it: whoever reads it must ask.
std::optional<std::uint32_t> first_unaccounted(const Accounting& accounting, Instant now);
Result<Accounting> read_accounting(std::string_view json, const tlog::LogKeys& log_keys);

}  // namespace cs::ledger
