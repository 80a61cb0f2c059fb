#include "ledger/accounting.h"

#include "base/limits.h"
#include "codec/json.h"
#include "crypto/digest.h"

namespace cs::ledger {
namespace {

using codec::Value;

constexpr const char* kFormat = "countersign-accounting/1";
constexpr std::string_view kWhere = "accounting";

// How many records, each of which says when it was made: within the quarters from..to.
Result<std::size_t> count_records(std::string_view text, std::uint32_t from, std::uint32_t to) {
  CS_TRY(records, codec::read_json(text, limits::kAccountingBytesMax));
  const codec::List* list = records.list();
  if (list == nullptr) return malformed("accounting: the records of a quarter are a list");
  for (const Value& record : *list) {
    CS_TRY(at, codec::need_text(record, "at", "accounting record"));
    CS_TRY(time, Instant::parse(at));
    if (quarter_of(time) < from || quarter_of(time) > to) return untrusted("accounting: a record of another quarter");
  }
  return list->size();
}

Result<AccountedQuarter> read_present(const Value& given, const MapProof& proof, AccountedQuarter out) {
  CS_TRY(records, codec::need_text(given, "records", kWhere));
  CS_TRY(r_text, codec::need_text(given, "r", kWhere));
  CS_TRY(r, parse_digest(r_text));
  if (crypto::commit("map", r, as_bytes(records)) != *proof.commitment) return untrusted("accounting: the records of " + quarter_text(out.quarter) + " are not those that the map holds");
  CS_TRY(count, count_records(records, out.quarter, out.quarter));
  if (count == 0) return untrusted("accounting: somebody who stands in the map of " + quarter_text(out.quarter) + " has a record");
  out.records = count;
  out.text = std::move(records);
  return out;
}

Result<Receipt> receipt_of(const Value& given, const tlog::LogKeys& log_keys) {
  if (given.text() == nullptr) return malformed("accounting: a receipt is a text");
  return read_receipt(*given.text(), log_keys);
}

// What a shred took from a map: no leaf of it can be opened. Its reader learns which entries say so, and what is told of it without proof.
Result<AccountedQuarter> read_destroyed(const Value& given, std::uint32_t quarter, const tlog::LogKeys& log_keys) {
  CS_TRY_VOID(codec::only_keys(given, {"quarter", "map", "destroyed", "records"}, kWhere));
  CS_TRY(map_text, codec::need(given, "map", kWhere));
  CS_TRY(map, receipt_of(*map_text, log_keys));
  const auto* entry = std::get_if<MapEntry>(&map.entry.entry);
  if (entry == nullptr || entry->quarter != quarter) return untrusted("accounting: the map of " + quarter_text(quarter) + " is another entry");
  AccountedQuarter out;
  out.quarter = quarter;
  out.entry = map.index;
  CS_TRY(shreds, codec::need(given, "destroyed", kWhere));
  if (shreds->list() == nullptr || shreds->list()->empty()) return malformed("accounting: destroyed is a list of receipts");
  for (const Value& one : *shreds->list()) {
    CS_TRY(receipt, receipt_of(one, log_keys));
    const auto* shred = std::get_if<ShredEntry>(&receipt.entry.entry);
    const bool fits = shred != nullptr && shred->opening_class == OpeningClass::kOutcome && shred->quarter <= quarter && receipt.index > map.index;
    if (!fits) return untrusted("accounting: no shred of outcomes destroys what the map of " + quarter_text(quarter) + " was made of");
    if (!out.destroyed.empty() && receipt.index <= out.destroyed.back()) return untrusted("accounting: a shred of " + quarter_text(quarter) + " stands twice, or out of order");
    out.destroyed.push_back(receipt.index);
  }
  CS_TRY(records, codec::need_text(given, "records", kWhere));
  CS_TRY(count, count_records(records, quarter, quarter));
  out.records = count;
  if (count > 0) out.text = std::move(records);
  return out;
}

Result<AccountedQuarter> read_quarter(const Value& given, std::uint32_t expected, const tlog::LogKeys& log_keys) {
  CS_TRY(text, codec::need_text(given, "quarter", kWhere));
  CS_TRY(quarter, parse_quarter(text));
  if (quarter != expected) return untrusted("accounting: " + text + " stands where " + quarter_text(expected) + " should: a quarter is left out, or stands twice");
  if (given.find("destroyed") != nullptr) return read_destroyed(given, quarter, log_keys);
  CS_TRY_VOID(codec::only_keys(given, {"quarter", "proof", "r", "records"}, kWhere));
  CS_TRY(proof_text, codec::need_text(given, "proof", kWhere));
  CS_TRY(proof, read_map_proof(proof_text, log_keys));
  if (proof.quarter != quarter) return untrusted("accounting: the proof for " + text + " is of another quarter's map");
  if (quarter_of(proof.time) <= quarter) return untrusted("accounting: the map of " + text + " was entered before its quarter had ended");
  AccountedQuarter out{quarter, proof.entry, proof.key, 0, {}, {}};
  if (proof.present) return read_present(given, proof, std::move(out));
  CS_TRY(records, codec::need(given, "records", kWhere));
  CS_TRY(r, codec::need(given, "r", kWhere));
  if (!records->is_null() || !r->is_null()) return untrusted("accounting: records of " + text + " for somebody who is not in its map");
  return out;
}

Result<Instant> read_founding(const Value& given, const tlog::LogKeys& log_keys) {
  CS_TRY(text, codec::need_text(given, "founding", kWhere));
  CS_TRY(receipt, read_receipt(text, log_keys));
  if (receipt.index.value != 0 || !std::holds_alternative<GenesisEntry>(receipt.entry.entry)) return untrusted("accounting: it does not begin with the ledger's first entry");
  return receipt.entry.time;
}

}  // namespace

std::string quarter_text(std::uint32_t quarter) { return std::to_string(quarter / 4) + "q" + std::to_string(quarter % 4 + 1); }

Result<std::uint32_t> parse_quarter(std::string_view text) {
  const bool shaped = text.size() == 6 && text[4] == 'q' && text[5] >= '1' && text[5] <= '4' && text.substr(0, 4).find_first_not_of("0123456789") == std::string_view::npos;
  if (!shaped) return malformed("a quarter is written 2026q3");
  std::uint32_t year = 0;
  for (const char digit : text.substr(0, 4)) year = 10 * year + static_cast<std::uint32_t>(digit - '0');
  return year * 4 + static_cast<std::uint32_t>(text[5] - '1');
}

void AccountingText::add_absent(std::uint32_t quarter, const std::string& proof) {
  quarters_.push_back(codec::record_of({{"quarter", Value(quarter_text(quarter))}, {"proof", Value(proof)}, {"r", Value()}, {"records", Value()}}));
}

void AccountingText::add_present(std::uint32_t quarter, const std::string& proof, const Digest& r, const std::string& records) {
  quarters_.push_back(codec::record_of({{"quarter", Value(quarter_text(quarter))}, {"proof", Value(proof)}, {"r", Value(digest_text(r))}, {"records", Value(records)}}));
}

void AccountingText::add_destroyed(std::uint32_t quarter, const std::string& map, const std::vector<std::string>& shreds, const std::string& records) {
  codec::List list;
  for (const std::string& shred : shreds) list.emplace_back(shred);
  quarters_.push_back(codec::record_of({{"quarter", Value(quarter_text(quarter))}, {"map", Value(map)}, {"destroyed", Value(std::move(list))}, {"records", Value(records)}}));
}

std::string AccountingText::finish(const std::string& open) {
  return codec::write_json_pretty(codec::record_of(
      {{"format", Value(std::string(kFormat))}, {"origin", Value(origin_)}, {"founding", Value(founding_)}, {"quarters", Value(std::move(quarters_))}, {"open", Value(open)}}));
}

Result<Accounting> read_accounting(std::string_view json, const tlog::LogKeys& log_keys) {
  CS_TRY(given, codec::read_json(json, limits::kAccountingBytesMax));
  CS_TRY_VOID(codec::only_keys(given, {"format", "origin", "founding", "quarters", "open"}, kWhere));
  CS_TRY(format, codec::need_text(given, "format", kWhere));
  if (format != kFormat) return malformed("accounting: another format");
  Accounting out;
  CS_TRY(origin, codec::need_text(given, "origin", kWhere));
  if (origin != log_keys.origin()) return untrusted("accounting: of another ledger");
  out.origin = std::move(origin);
  CS_TRY(founded, read_founding(given, log_keys));
  out.founded = founded;
  CS_TRY(quarters, codec::need(given, "quarters", kWhere));
  if (quarters->list() == nullptr) return malformed("accounting: quarters is a list");
  std::uint32_t expected = quarter_of(founded);
  for (const Value& one : *quarters->list()) {
    CS_TRY(read, read_quarter(one, expected++, log_keys));
    out.quarters.push_back(std::move(read));
  }
  CS_TRY(open, codec::need_text(given, "open", kWhere));
  CS_TRY(open_records, count_records(open, expected, UINT32_MAX));
  out.open_records = open_records;
  return out;
}

std::optional<std::uint32_t> first_unaccounted(const Accounting& accounting, Instant now) {
  const std::uint32_t next = accounting.quarters.empty() ? quarter_of(accounting.founded) : accounting.quarters.back().quarter + 1;
  return quarter_of(now) > next ? std::optional(next) : std::nullopt;
}

std::optional<Instant> proven_until(const Accounting& accounting) {
  return accounting.quarters.empty() ? std::nullopt : std::optional(quarter_begin(accounting.quarters.back().quarter + 1));
}

}  // namespace cs::ledger
