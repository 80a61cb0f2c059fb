// One SQLite file with its WAL and its lock file. Inside this room only.
#pragma once

#include "store/backend.h"
#include "store/files.h"
#include "store/sqlite.h"

namespace cs::store {

Result<void> make_tables(SqliteDatabase& database);
// kNotFound where there are no tables yet; kUntrusted for another schema or version.
Result<void> check_tables(SqliteDatabase& database);

class SqliteBackend final : public Backend {
 public:
  static Result<std::unique_ptr<Backend>> create(const Path& file, std::optional<std::uint32_t> page_bytes);  // in an open transaction
  static Result<std::unique_ptr<Backend>> open(const Path& file, OpenMode mode);
  ~SqliteBackend() override;

  Result<void> begin() override;
  Result<void> commit() override;
  Result<void> check_files() const override;
  Result<void> checkpoint() override;
  Result<std::uint64_t> wal_bytes() const override;
  Result<void> sync_journal() override;

 private:
  SqliteBackend(Path path, std::unique_ptr<SqliteDatabase> database);
  Path path_;
  std::optional<FileLock> lock_;
  std::optional<WatchedFile> file_;     // for writing only
  std::optional<WatchedFile> journal_;  // the WAL
};

}  // namespace cs::store
