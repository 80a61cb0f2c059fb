// receipt accounting: the reader of what a subject is handed; and the files of it.
#include "app/accounting_files.h"

#include "app/keys_of_person.h"
#include "app/witness_wire.h"
#include "base/limits.h"
#include "codec/json.h"
#include "gate/home.h"
#include "ledger/export.h"

namespace cs::app {
namespace {

struct CheckWords {
  std::string file, key, context, subject, clock;
  bool json = false;
};

// For an auditor: whose package it is. What the maps hold of everybody, `audit --replay` makes again.
Result<void> check_subject(const CheckWords& words, const ledger::Accounting& accounting) {
  CS_TRY(keys, gate::read_keys_to_check({words.context}));
  if (const auto quarter = gate::quarter_of_another(accounting, keys.subject, words.subject))
    return untrusted(words.file + ": the proof of " + ledger::quarter_text(*quarter) + " is of another subject than that record's");
  return {};
}

Result<int> check(const CheckWords& words) {
  if (words.context.empty() != words.subject.empty()) return usage_fault("receipt accounting: --context and --subject go together");
  CS_TRY(text, read_file(words.file, limits::kAccountingBytesMax));
  CS_TRY(key, ledger::read_log_keys(words.key));
  const auto read = ledger::read_accounting(text, key);
  if (!read) return at(words.file, read.fault());
  CS_TRY(now, time_or_now(words.clock));
  if (const auto absent = ledger::first_unaccounted(*read, now))
    return untrusted(words.file + ": " + ledger::quarter_text(*absent) + " has ended and is not accounted for: the file was cut, or made before that quarter's end (then --clock says when)");
  if (!words.subject.empty()) CS_TRY_VOID(check_subject(words, *read));
  if (words.json) {
    print_json(accounting_value(*read));
    return kExitDone;
  }
  for (const ledger::AccountedQuarter& quarter : read->quarters) {
    if (!quarter.destroyed.empty()) {
      print_line(ledger::quarter_text(quarter.quarter) + "    " + destroyed_text(quarter));
      if (quarter.records > 0) print_line("          " + quarter.text);
      continue;
    }
    print_line(ledger::quarter_text(quarter.quarter) + "    " + (quarter.records == 0 ? std::string("nothing was disclosed") : std::to_string(quarter.records) + " disclosures, and these are all") +
               " (map at entry " + std::to_string(quarter.entry.value) + ")");
    if (quarter.records > 0) print_line("          " + quarter.text);
  }
  print_line("since     " + std::to_string(read->open_records) + " disclosures are told of; nothing proves yet that they are all");
  if (!words.subject.empty()) print_line("subject   each proof is of the record that --subject names, under the key of that quarter's map");
  if (const auto until = ledger::proven_until(*read))
    print_line("holds     every quarter of " + read->origin + " from its founding, " + read->founded.text() + ", up to " + until->text());
  else
    print_line("holds     nothing yet: no quarter of " + read->origin + " has ended since its founding, " + read->founded.text());
  return kExitDone;
}

}  // namespace

std::string destroyed_text(const ledger::AccountedQuarter& quarter) {
  return "records were destroyed by entry " + std::to_string(quarter.destroyed.front().value) + (quarter.destroyed.size() > 1 ? " and others" : "") +
         ": what was disclosed is not proven any more; " + std::to_string(quarter.records) + " disclosures are still told of";
}

codec::Value accounting_value(const ledger::Accounting& accounting) {
  using codec::Value;
  const auto number = [](std::uint64_t n) { return Value(static_cast<std::int64_t>(n)); };
  codec::List quarters;
  for (const ledger::AccountedQuarter& quarter : accounting.quarters) {
    codec::List destroyed;
    for (const EntryIndex entry : quarter.destroyed) destroyed.push_back(number(entry.value));
    const auto records = codec::read_json(quarter.text, limits::kAccountingBytesMax);
    quarters.push_back(codec::record_of({{"quarter", Value(ledger::quarter_text(quarter.quarter))}, {"disclosures", number(quarter.records)},
                                         {"map", destroyed.empty() ? number(quarter.entry.value) : Value()}, {"destroyed", Value(std::move(destroyed))},
                                         {"records", records ? *records : Value(codec::List())}}));
  }
  const auto until = ledger::proven_until(accounting);
  return codec::record_of({{"origin", Value(accounting.origin)}, {"founded", Value(accounting.founded.text())}, {"until", until ? Value(until->text()) : Value()}, {"quarters", Value(std::move(quarters))},
                           {"since", number(accounting.open_records)}});
}

Result<void> write_line_proofs(const Path& directory, const std::string& request, LineNumber line, const std::vector<gate::LineProof>& proofs,
                               const tlog::LogKeys& log_keys) {
  CS_TRY_VOID(make_directories(directory, 0700));
  for (const gate::LineProof& proof : proofs)
    CS_TRY_VOID(write_file_durable(directory / (request + "-" + std::to_string(line.value) + "." + proof.tag + ".tlog-proof"), as_bytes(proof.receipt), 0600));
  return ledger::write_log_keys(directory, log_keys);
}

Result<void> write_accounting(gate::Gate& gate, const gate::SubjectAccount& account, const Path& directory) {
  CS_TRY_VOID(make_directories(directory, 0700));
  CS_TRY_VOID(write_file_durable(directory / "accounting.json", as_bytes(account.text), 0600));
  CS_TRY_VOID(ledger::write_log_keys(directory, gate.ledger().log_keys()));
  CS_TRY(cosigned, cosigned_note(gate.ledger(), gate.paths().ledger(), gate.now()));
  for (const auto& [request, line] : account.lines) {
    CS_TRY(proofs, gate::proofs_of_line(gate, request, line, ledger::AccessBy::kSubject, cosigned));
    CS_TRY_VOID(write_line_proofs(directory / "lines", gate.state().request_at(request)->id, line, proofs, gate.ledger().log_keys()));
  }
  return {};
}

void add_accounting_check(CommandLine& line, CLI::App* receipts) {
  auto words = std::make_shared<CheckWords>();
  CLI::App* checked = line.verb(receipts, "accounting", "checks offline what a subject was handed: for each quarter what was disclosed of him, or that nothing was",
                                "receipt accounting accounting.json --log-key log.vkey");
  checked->add_option("accounting", words->file, "accounting.json")->required();
  checked->add_option("--log-key", words->key, "the ledger's verifier key")->required();
  checked->add_option("--context", words->context, "for an auditor: the directory that `ledger export --context` wrote; with --subject");
  checked->add_option("--subject", words->subject, "the record's own key in the register, as the holder names it: is this package of that subject?");
  checked->add_option("--clock", words->clock, "the time it is (default: now): every quarter that has ended by then must be there");
  checked->add_flag("--json", words->json, "as JSON: each quarter with its records, and how many stand in no map yet");
  line.runs(checked, [words] { return check(*words); });
}

}  // namespace cs::app
