// receipt accounting: the reader of what a subject is handed; and the files of it.
#include "app/accounting_files.h"

#include "app/keys_of_person.h"
#include "app/witness_wire.h"
#include "base/limits.h"

namespace cs::app {
namespace {

Result<int> check(const std::string& file, const std::string& key_file) {
  CS_TRY(text, read_file(file, limits::kAccountingBytesMax));
  CS_TRY(key_text, read_file(key_file, limits::kPemBytesMax));
  const auto key = crypto::NoteVerifier::parse(key_text.substr(0, key_text.find('\n')));
  if (!key) return at(key_file, key.fault());
  const auto read = ledger::read_accounting(text, *key);
  if (!read) return at(file, read.fault());
  for (const ledger::AccountedQuarter& quarter : read->quarters) {
    print_line(ledger::quarter_text(quarter.quarter) + "    " + (quarter.records == 0 ? std::string("nothing was disclosed") : std::to_string(quarter.records) + " disclosures, and these are all") +
               " (map at entry " + std::to_string(quarter.entry.value) + ")");
    if (quarter.records > 0) print_line("          " + quarter.text);
  }
  print_line("since     " + std::to_string(read->open_records) + " disclosures are told of; nothing proves yet that they are all");
  print_line("holds     every quarter of " + read->origin + " from its founding, " + read->founded.text() + ", on");
  return kExitDone;
}

}  // namespace

Result<void> write_line_proofs(const Path& directory, const std::string& request, LineNumber line, const std::vector<gate::LineProof>& proofs,
                               const crypto::NoteVerifier& log_key) {
  CS_TRY_VOID(make_directories(directory, 0700));
  for (const gate::LineProof& proof : proofs)
    CS_TRY_VOID(write_file_durable(directory / (request + "-" + std::to_string(line.value) + "." + proof.tag + ".tlog-proof"), as_bytes(proof.receipt), 0600));
  return write_file_durable(directory / "log.vkey", as_bytes(log_key.text() + "\n"));
}

Result<void> write_accounting(gate::Gate& gate, const gate::SubjectAccount& account, const Path& directory) {
  CS_TRY_VOID(make_directories(directory, 0700));
  CS_TRY_VOID(write_file_durable(directory / "accounting.json", as_bytes(account.text), 0600));
  CS_TRY_VOID(write_file_durable(directory / "log.vkey", as_bytes(gate.ledger().log_key().text() + "\n")));
  CS_TRY(cosigned, cosigned_note(gate.ledger(), gate.paths().ledger(), gate.now()));
  for (const auto& [request, line] : account.lines) {
    CS_TRY(proofs, gate::proofs_of_line(gate, request, line, ledger::AccessBy::kSubject, cosigned));
    CS_TRY_VOID(write_line_proofs(directory / "lines", gate.state().request_at(request)->id, line, proofs, gate.ledger().log_key()));
  }
  return {};
}

void add_accounting_check(CommandLine& line, CLI::App* receipts) {
  struct Words { std::string file, key; };
  auto words = std::make_shared<Words>();
  CLI::App* checked = line.verb(receipts, "accounting", "checks offline what a subject was handed: for each quarter what was disclosed of him, or that nothing was",
                                "receipt accounting accounting.json --log-key log.vkey");
  checked->add_option("accounting", words->file, "accounting.json")->required();
  checked->add_option("--log-key", words->key, "the ledger's verifier key")->required();
  line.runs(checked, [words] { return check(words->file, words->key); });
}

}  // namespace cs::app
