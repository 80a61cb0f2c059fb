#include "ledger/contradiction.h"

#include "base/limits.h"
#include "ledger/chain.h"
#include "ledger/ledger_held.h"

namespace cs::ledger {

std::optional<std::string> contradicts(std::string_view note, const crypto::NoteVerifier& log_key, const Chain& chain) {
  const auto opened = tlog::open_checkpoint(note, log_key);
  if (!opened || opened->checkpoint.origin != log_key.name()) return std::nullopt;
  const tlog::Checkpoint& head = opened->checkpoint;
  if (head.size > chain.size())
    return "ROLLBACK: our key has signed a head of " + std::to_string(head.size) + " entries, the ledger has " + std::to_string(chain.size());
  if (chain.root_at(head.size) != head.root)
    return "FORK: our key has signed a head of " + std::to_string(head.size) + " entries with another root than the ledger had then";
  return std::nullopt;
}

std::optional<std::string> contradicts(std::string_view note, const Ledger& ledger) { return ledger.contradicted_by(note); }
std::optional<std::string> Ledger::contradicted_by(std::string_view note) const { return contradicts(note, held_->log_key, held_->chain); }

Result<void> keep_contradiction(const Path& directory, std::string_view note) {
  return write_file_durable(directory / kContradictionFile, as_bytes(note));
}

Result<void> check_kept_contradiction(const Path& directory, const crypto::NoteVerifier& log_key, const Chain& chain) {
  const auto note = read_file(directory / kContradictionFile, limits::kNoteBytesMax);
  if (!note) return note.fault().kind == FaultKind::kIo ? note.fault() : Result<void>();
  if (const auto contradicted = contradicts(*note, log_key, chain)) return untrusted((directory / kContradictionFile).string() + ": " + *contradicted);
  return {};
}

}  // namespace cs::ledger
