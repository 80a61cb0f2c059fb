#include "ledger/export.h"

#include "base/limits.h"
#include "tlog/tiles.h"

namespace cs::ledger {

namespace {

Result<bool> is_of_whole(const Ledger& ledger, const std::string& note) {
  if (note.empty()) return false;
  CS_TRY(opened, tlog::open_checkpoint(note, ledger.log_keys()));
  if (const auto contradicted = ledger.contradicted_by(note)) return untrusted(*contradicted);
  return opened.checkpoint.size == ledger.size();
}

constexpr const char* kLogKeyFile = "log.vkey";

}  // namespace

Result<tlog::LogKeys> read_log_keys(const Path& file) {
  CS_TRY(text, read_file(file, limits::kNoteBytesMax));
  auto keys = tlog::LogKeys::parse(text);
  if (!keys) return at(file.string(), keys.fault());
  return keys;
}

Result<void> write_log_keys(const Path& directory, const tlog::LogKeys& log_keys) {
  return write_file_durable(directory / kLogKeyFile, as_bytes(log_keys.text()));
}

Result<void> export_log(const Ledger& ledger, const Path& directory, const std::string& cosigned_note) {
  std::error_code error;
  if (std::filesystem::exists(directory, error) && !std::filesystem::is_empty(directory, error))
    return conflict(directory.string() + ": is not an empty directory");
  CS_TRY_VOID(make_directories(directory));
  CS_TRY_VOID(write_log_keys(directory, ledger.log_keys()));
  for (const Ledger::Handover& handover : ledger.handovers())
    CS_TRY_VOID(write_file_durable(directory / (kHandoverPrefix + std::to_string(handover.entry.value)), as_bytes(handover.checkpoint)));
  CS_TRY(whole, is_of_whole(ledger, cosigned_note));
  if (!whole && !cosigned_note.empty()) CS_TRY_VOID(write_file_durable(directory / "checkpoint.cosigned", as_bytes(cosigned_note)));
  Bytes held;
  return tlog::write_static_log(
      directory, ledger.size(),
      [&](std::uint64_t index) -> Result<ByteView> {
        CS_TRY(bytes, ledger.entry_bytes({index}));
        held = std::move(bytes);
        return ByteView(held);
      },
      whole ? cosigned_note : ledger.checkpoint_note());
}

}  // namespace cs::ledger
