// What a subject, or whoever else is shown a line, is handed: files that verify by themselves.
#pragma once

#include "app/command_line.h"
#include "gate/line_proofs.h"
#include "ledger/accounting.h"

namespace cs::app {

// DIRECTORY/<request>-<line>.<tag>.tlog-proof for each, and log.vkey.
Result<void> write_line_proofs(const Path& directory, const std::string& request, LineNumber line, const std::vector<gate::LineProof>& proofs,
                               const tlog::LogKeys& log_keys);
// accounting.json, log.vkey, and the proofs of its lines in lines/.
Result<void> write_accounting(gate::Gate& gate, const gate::SubjectAccount& account, const Path& directory);

codec::Value accounting_value(const ledger::Accounting& accounting);
std::string destroyed_text(const ledger::AccountedQuarter& quarter);  // of one that is proven no more

void add_accounting_check(CommandLine& line, CLI::App* receipts);  // receipt accounting

}  // namespace cs::app
