#include "ledger/export.h"

#include "base/limits.h"
#include "tlog/tiles.h"

namespace cs::ledger {

namespace {

Result<bool> is_of_whole(const Ledger& ledger, const std::string& note) {
  if (note.empty()) return false;
  CS_TRY(opened, tlog::open_checkpoint(note, ledger.log_key()));
  if (const auto contradicted = ledger.contradicted_by(note)) return untrusted(*contradicted);
  return opened.checkpoint.size == ledger.size();
}

constexpr const char* kLogKeyFile = "log.vkey";

}  // namespace

Result<crypto::NoteVerifier> read_log_key(const Path& file) {
  CS_TRY(text, read_file(file, limits::kPemBytesMax));
  auto key = crypto::NoteVerifier::parse(text.substr(0, text.find('\n')));
  if (!key) return at(file.string(), key.fault());
  return std::move(*key);
}

Result<void> write_log_key(const Path& directory, const crypto::NoteVerifier& log_key) {
  return write_file_durable(directory / kLogKeyFile, as_bytes(log_key.text() + "\n"));
}

Result<void> export_log(const Ledger& ledger, const Path& directory, const std::string& cosigned_note) {
  std::error_code error;
  if (std::filesystem::exists(directory, error) && !std::filesystem::is_empty(directory, error))
    return conflict(directory.string() + ": is not an empty directory");
  CS_TRY_VOID(make_directories(directory));
  CS_TRY_VOID(write_log_key(directory, ledger.log_key()));
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
