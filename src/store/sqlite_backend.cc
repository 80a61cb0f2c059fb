#include "store/sqlite_backend.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace cs::store {
namespace {

Path beside(const Path& file, const char* suffix) {
  Path out = file;
  out += suffix;
  return out;
}

// Made by us and not by SQLite, so that nobody else can read it for a moment.
Result<void> make_file(const Path& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0 && errno == EEXIST) return conflict(file.string() + ": is there already");
  if (descriptor < 0) return io_fault(file.string() + ": create: " + std::strerror(errno));
  if (::close(descriptor) != 0) return io_fault(file.string() + ": close: " + std::strerror(errno));
  return {};
}

// A request of 700,000 lines brings 960 MB of openings: with pages of 8 KiB they enter and settle in 2.3 CPU s, with SQLite's 4 KiB in 7.1,
// with 16 KiB in 2.0 (figures_test.cc, 2026-11-22, 2 cores); and a small commit writes half as much as with 16 KiB.
constexpr std::uint32_t kPageBytes = 8192;

Result<void> use_journal(SqliteDatabase& database) { return database.expect("PRAGMA journal_mode=WAL", "wal"); }

// On a disk where nothing can be written SQLite has no shared memory to read a WAL with; a settled home has an empty WAL and needs none.
bool is_still(const Path& file) {
  std::error_code error;
  const auto journal = std::filesystem::file_size(beside(file, "-wal"), error);
  const bool empty = error || journal == 0;
  const Path directory = file.has_parent_path() ? file.parent_path() : Path(".");
  return empty && ::access(directory.c_str(), W_OK) != 0;
}

}  // namespace

SqliteBackend::SqliteBackend(Path path, std::unique_ptr<SqliteDatabase> database) : Backend(std::move(database)), path_(std::move(path)) {}

// The connection goes before the lock that lets nobody else have one.
SqliteBackend::~SqliteBackend() { database_.reset(); }

Result<std::unique_ptr<Backend>> SqliteBackend::create(const Path& file, std::optional<std::uint32_t> page_bytes) {
  CS_TRY(lock, FileLock::take(beside(file, ".lock")));
  CS_TRY_VOID(make_file(file));
  CS_TRY(database, SqliteDatabase::open(file, SqliteDatabase::Mode::kWrite));
  SqliteDatabase& opened = *database;
  CS_TRY_VOID(opened.run(("PRAGMA page_size=" + std::to_string(page_bytes.value_or(kPageBytes))).c_str()));
  CS_TRY_VOID(use_journal(opened));
  CS_TRY(watched, WatchedFile::watch(file));
  auto backend = std::unique_ptr<SqliteBackend>(new SqliteBackend(file, std::move(database)));
  backend->lock_.emplace(std::move(lock));
  backend->file_.emplace(std::move(watched));
  CS_TRY_VOID(backend->begin());
  CS_TRY_VOID(make_tables(opened));
  CS_TRY_VOID(sync_directory(file.parent_path()));
  return std::unique_ptr<Backend>(std::move(backend));
}

Result<std::unique_ptr<Backend>> SqliteBackend::open(const Path& file, OpenMode mode) {
  std::error_code error;
  if (!std::filesystem::exists(file, error)) return not_found(file.string() + ": no store is there");
  if (!std::filesystem::is_regular_file(file, error)) return malformed(file.string() + ": is no regular file");
  std::optional<FileLock> lock;
  std::optional<WatchedFile> watched;
  if (mode == OpenMode::kWrite) {
    CS_TRY(taken, FileLock::take(beside(file, ".lock")));
    lock.emplace(std::move(taken));
    CS_TRY(held, WatchedFile::watch(file));
    watched.emplace(std::move(held));
  }
  using Mode = SqliteDatabase::Mode;
  CS_TRY(database, SqliteDatabase::open(file, mode == OpenMode::kWrite ? Mode::kWrite : is_still(file) ? Mode::kReadStill : Mode::kRead));
  if (mode == OpenMode::kRead) CS_TRY_VOID(database->run("BEGIN"));  // one view of everything, whatever a writer does meanwhile
  CS_TRY_VOID(check_tables(*database));
  if (mode == OpenMode::kWrite) CS_TRY_VOID(use_journal(*database));
  auto backend = std::unique_ptr<SqliteBackend>(new SqliteBackend(file, std::move(database)));
  backend->lock_ = std::move(lock);
  backend->file_ = std::move(watched);
  if (mode == OpenMode::kRead) return std::unique_ptr<Backend>(std::move(backend));
  CS_TRY(journal, WatchedFile::watch(beside(file, "-wal")));
  backend->journal_.emplace(std::move(journal));
  return std::unique_ptr<Backend>(std::move(backend));
}

Result<void> SqliteBackend::begin() {
  CS_TRY_VOID(database_->run("BEGIN IMMEDIATE"));
  if (journal_) return {};
  CS_TRY(journal, WatchedFile::watch(beside(path_, "-wal")));  // a new database's first transaction makes it
  journal_.emplace(std::move(journal));
  return {};
}

Result<void> SqliteBackend::commit() { return database_->run("COMMIT"); }

Result<void> SqliteBackend::check_files() const {
  CS_TRY_VOID(file_->check());
  return journal_->check();
}

// Of the WAL alone: closing a descriptor of the database would give SQLite's own locks away.
Result<void> SqliteBackend::sync_journal() {
  const Path file = beside(path_, "-wal");
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (descriptor < 0) return io_fault(file.string() + ": open: " + std::strerror(errno));
  const int synced = ::fdatasync(descriptor);
  const int error = errno;
  ::close(descriptor);
  if (synced != 0) return io_fault(file.string() + ": fdatasync: " + std::strerror(error));
  return {};
}

Result<std::uint64_t> SqliteBackend::wal_bytes() const { return journal_->size(); }

Result<void> SqliteBackend::checkpoint() {
  CS_TRY(statement, database_->prepare("PRAGMA wal_checkpoint(TRUNCATE)"));
  CS_TRY(row, statement->step());
  if (!row) return io_fault(database_->place() + ": the WAL's checkpoint gave no answer");
  return {};  // a reader in the way leaves pages for the next time, which is no fault
}

}  // namespace cs::store
