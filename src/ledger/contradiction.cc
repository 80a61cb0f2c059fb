#include "ledger/contradiction.h"

#include "base/limits.h"
#include "ledger/chain.h"
#include "ledger/ledger_held.h"

namespace cs::ledger {

namespace {

// One signature is proof enough that the log said this: while two keys sign, a witness may know only one of them. One of a key that signs no heads of
// that size is nobody's word any more.
Result<tlog::OpenedCheckpoint> signed_by_the_log(std::string_view note, const tlog::LogKeys& keys) {
  CS_TRY(parsed, tlog::Note::parse(note));
  CS_TRY(head, tlog::Checkpoint::parse_text(parsed.text));
  if (head.origin != keys.origin()) return untrusted("a head of another log");
  return tlog::open_by_any(note, keys.at_size(head.size));
}

}  // namespace

std::optional<std::string> contradicts(std::string_view note, const Chain& chain) {
  const auto opened = signed_by_the_log(note, chain.keys());
  if (!opened) return std::nullopt;
  const tlog::Checkpoint& head = opened->checkpoint;
  if (head.size > chain.size())
    return "ROLLBACK: our key has signed a head of " + std::to_string(head.size) + " entries, the ledger has " + std::to_string(chain.size());
  if (chain.root_at(head.size) != head.root)
    return "FORK: our key has signed a head of " + std::to_string(head.size) + " entries with another root than the ledger had then";
  return std::nullopt;
}

const GivenUp* gave_up(std::string_view note, const Chain& chain) {
  const auto opened = signed_by_the_log(note, chain.keys());
  return opened ? chain.gave_up(opened->checkpoint.size) : nullptr;
}

std::optional<EntryIndex> Ledger::gave_up(std::string_view note) const {
  const GivenUp* given = ledger::gave_up(note, held_->chain);
  return given == nullptr ? std::nullopt : std::optional(given->recovery);
}

std::optional<std::string> contradicts(std::string_view note, const Ledger& ledger) { return ledger.contradicted_by(note); }
Result<void> Ledger::uncontradicted() const { return check_kept_contradiction(held_->directory, held_->chain); }
std::optional<std::string> Ledger::contradicted_by(std::string_view note) const { return contradicts(note, held_->chain); }

Result<void> keep_contradiction(const Path& directory, std::string_view note) {
  return write_file_durable(directory / kContradictionFile, as_bytes(note));
}

namespace {

KeptContradiction damaged(const Path& file, const Fault& cause) {
  const std::string where = cause.text.starts_with(file.string()) ? cause.text : at(file.string(), cause).text;
  return {where + ": is damaged, or no head that the log has signed. It counts as one that the ledger does not hold: put it back as it was, from a copy of the home; where there is none, "
                  "both parties' act puts it aside", std::nullopt};
}

}  // namespace

Result<std::optional<KeptContradiction>> kept_contradiction(const Path& directory, const Chain& chain) {
  using Kept = std::optional<KeptContradiction>;
  const Path file = directory / kContradictionFile;
  const auto note = read_file(file, limits::kNoteBytesMax);
  if (!note && note.fault().kind == FaultKind::kIo) return note.fault();
  if (!note) return note.fault().kind == FaultKind::kNotFound ? Kept() : Kept(damaged(file, note.fault()));
  const auto opened = signed_by_the_log(*note, chain.keys());
  if (!opened) return Kept(damaged(file, opened.fault()));
  const auto contradicted = contradicts(*note, chain);
  if (!contradicted || gave_up(*note, chain) != nullptr) return Kept();
  return Kept(KeptContradiction{file.string() + ": " + *contradicted, Head{opened->checkpoint.size, opened->checkpoint.root}});
}

Result<void> check_kept_contradiction(const Path& directory, const Chain& chain) {
  CS_TRY(kept, kept_contradiction(directory, chain));
  return kept ? Result<void>(untrusted(kept->why)) : Result<void>();
}

Result<void> settle_contradiction(const Path& directory, EntryIndex recovery) {
  std::error_code error;
  const Path note = directory / kContradictionFile;
  if (!std::filesystem::exists(note, error)) return {};
  std::filesystem::rename(note, directory / (std::string(kContradictionFile) + "." + std::to_string(recovery.value)), error);
  if (error) return io_fault(note.string() + ": cannot be put aside: " + error.message());
  return sync_directory(directory);
}

}  // namespace cs::ledger
