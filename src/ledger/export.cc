#include "ledger/export.h"

#include "tlog/tiles.h"

namespace cs::ledger {

Result<void> export_log(const Ledger& ledger, const Path& directory) {
  std::error_code error;
  if (std::filesystem::exists(directory, error) && !std::filesystem::is_empty(directory, error))
    return conflict(directory.string() + ": is not an empty directory");
  CS_TRY_VOID(make_directories(directory));
  CS_TRY_VOID(write_file_durable(directory / "log.vkey", as_bytes(ledger.log_key().text() + "\n")));
  Bytes held;
  return tlog::write_static_log(
      directory, ledger.size(),
      [&](std::uint64_t index) -> Result<ByteView> {
        CS_TRY(bytes, ledger.entry_bytes({index}));
        held = std::move(bytes);
        return ByteView(held);
      },
      ledger.checkpoint_note());
}

}  // namespace cs::ledger
