// The maps that close the quarters, and what a subject is shown of them.
#include "base/limits.h"
#include "codec/json.h"
#include "gate/accounting.h"
#include "ledger/accounting.h"

namespace cs::gate {

using codec::Value;
using ledger::OpeningKind;

namespace {

// Of the openings: kept, so that who is shown a leaf can open it, and so that it goes when they go.
Result<Digest> salt_seed_at(Gate& gate, EntryIndex entry) {
  CS_TRY(opening, gate.opening_reader().document(OpeningKind::kMap, entry));
  Digest seed{};
  if (opening.payload.size() != seed.size()) return untrusted("ledger: entry " + std::to_string(entry.value) + ": its opening is no map's");
  std::copy(opening.payload.begin(), opening.payload.end(), seed.begin());
  return seed;
}

}  // namespace

std::vector<std::uint32_t> maps_due(Gate& gate, Instant now) {
  const std::vector<MapHead>& maps = gate.state().maps();
  const std::uint32_t first = maps.empty() ? ledger::quarter_of(gate.state().founded()) : maps.back().map.quarter + 1;
  std::vector<std::uint32_t> due;
  for (std::uint32_t quarter = first; quarter < ledger::quarter_of(now); ++quarter) due.push_back(quarter);
  return due;
}

Result<void> enter_maps(Gate& gate) {
  const Instant now = gate.now();
  const std::vector<std::uint32_t> due = maps_due(gate, now);
  if (due.empty()) return {};
  ledger::Append append{.time = now, .entries = {}, .openings = {}, .answer = std::nullopt, .documents = {}};
  ledger::OpeningWriter writer = gate.opening_writer();
  for (const std::uint32_t quarter : due) {
    // A replay makes no map of what is destroyed: it stands as it is.
    if (gate.is_replay() && !gate.state().map_destroyed_by(quarter).empty()) break;
    const EntryIndex index{gate.next().value + append.entries.size()};
    CS_TRY(account, QuarterAccount::fold(gate, quarter));
    CS_TRY(seed, gate.is_replay() ? salt_seed_at(gate, index) : Result<Digest>(gate.random().digest()));
    CS_TRY(map, account.map(seed));
    CS_TRY(opening, writer.document(OpeningKind::kMap, index, now, ledger::kNoAgreement, seed));
    append.entries.push_back(map.entry(quarter));
    append.openings.push_back(opening.row);
  }
  if (append.entries.empty()) return {};
  const auto entered = gate.enter(append);
  if (!entered && !is_no_room(entered.fault())) return entered.fault();
  return {};
}

Result<RebuiltMap> rebuild_map(Gate& gate, const MapHead& head) {
  CS_TRY(account, QuarterAccount::fold(gate, head.map.quarter));
  CS_TRY(seed, salt_seed_at(gate, head.entry));
  CS_TRY(map, account.map(seed));
  if (map.entry(head.map.quarter) != head.map)
    return untrusted("the disclosure map of entry " + std::to_string(head.entry.value) + " is not what follows from the openings");
  return RebuiltMap{std::move(account), std::move(map), seed};
}

Result<void> check_map(Gate& gate, const MapHead& head) {
  if (!gate.state().map_destroyed_by(head.map.quarter).empty()) return {};  // as the ledger says
  CS_TRY(rebuilt, rebuild_map(gate, head));
  (void)rebuilt;
  return {};
}

namespace {

// A quarter whose map cannot be made again: the entries that say so, each with its receipt, and what other agreements still keep of it.
Result<void> add_destroyed(Gate& gate, const MapHead& head, const std::vector<EntryIndex>& by, const std::string& records, ledger::AccountingText& text) {
  CS_TRY(map, ledger::make_receipt(gate.ledger(), head.entry));
  std::vector<std::string> shreds;
  for (const EntryIndex shred : by) {
    CS_TRY(receipt, ledger::make_receipt(gate.ledger(), shred));
    shreds.push_back(std::move(receipt));
  }
  text.add_destroyed(head.map.quarter, map, shreds, records);
  return {};
}

}  // namespace

Result<SubjectAccount> subject_account(Gate& gate, std::string_view holder_key) {
  const Digest subject = subject_of(gate, holder_key);
  SubjectAccount out;
  CS_TRY(founding, ledger::make_receipt(gate.ledger(), {0}));
  ledger::AccountingText text(gate.ledger().origin(), founding);
  const auto count = [&](const QuarterAccount& account) {
    for (const QuarterAccount::Line& line : account.lines_of(subject)) out.lines.push_back(line);
  };
  for (const MapHead& head : gate.state().maps()) {
    if (const auto by = gate.state().map_destroyed_by(head.map.quarter); !by.empty()) {
      CS_TRY(account, QuarterAccount::fold(gate, head.map.quarter));
      CS_TRY_VOID(add_destroyed(gate, head, by, account.records(subject), text));
      count(account);
      continue;
    }
    CS_TRY(rebuilt, rebuild_map(gate, head));
    CS_TRY(receipt, ledger::make_receipt(gate.ledger(), head.entry));
    const Digest key = rebuilt.account.map_key(subject);
    CS_TRY(proof, rebuilt.map.prove(key, receipt));
    const std::string records = rebuilt.account.records(subject);
    if (records == ledger::kNoRecords) text.add_absent(head.map.quarter, proof);
    else text.add_present(head.map.quarter, proof, QuarterAccount::map_salt(rebuilt.salt_seed, key), records);
    count(rebuilt.account);
  }
  const std::uint32_t running = gate.state().maps().empty() ? ledger::quarter_of(gate.state().founded()) : gate.state().maps().back().map.quarter + 1;
  std::string open = std::string(ledger::kNoRecords);
  for (std::uint32_t quarter = running; quarter <= ledger::quarter_of(gate.last_time()); ++quarter) {
    CS_TRY(account, QuarterAccount::fold(gate, quarter));
    const std::string records = account.records(subject);
    if (records != ledger::kNoRecords) open = open == ledger::kNoRecords ? records : open.substr(0, open.size() - 1) + "," + records.substr(1);
    count(account);
  }
  out.text = text.finish(open);
  out.records = out.lines.size();
  return out;
}

Result<void> enter_access(Gate& gate, ledger::AccessBy by, const codec::Value& what) {
  const Instant now = gate.now();
  ledger::OpeningWriter writer = gate.opening_writer();
  CS_TRY(opening, writer.document(OpeningKind::kAccess, gate.next(), now, ledger::kNoAgreement, as_bytes(codec::write_json(what))));
  CS_TRY(durable, gate.enter({.time = now, .entries = {ledger::AccessEntry{by, opening.commitment}}, .openings = {opening.row}, .answer = std::nullopt,
                              .documents = {}}));
  (void)durable;
  return {};
}

}  // namespace cs::gate
