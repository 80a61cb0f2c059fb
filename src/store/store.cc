#include "store/store.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "store/schema.h"
#include "store/store_held.h"

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
constexpr const char* kPageSize = "PRAGMA page_size=8192";

Result<void> use_journal(Database& database) { return database.expect("PRAGMA journal_mode=WAL", "wal"); }

// On a disk where nothing can be written SQLite has no shared memory to read a WAL with; a settled home has an empty WAL and needs none.
bool is_still(const Path& file) {
  std::error_code error;
  const auto journal = std::filesystem::file_size(beside(file, "-wal"), error);
  const bool empty = error || journal == 0;
  const Path directory = file.has_parent_path() ? file.parent_path() : Path(".");
  return empty && ::access(directory.c_str(), W_OK) != 0;
}

}  // namespace

Store::Store(std::unique_ptr<Held> held) : held_(std::move(held)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Result<Store> Store::create(const Path& file) {
  auto held = std::make_unique<Held>();
  held->path = file;
  CS_TRY(lock, FileLock::take(beside(file, ".lock")));
  held->lock.emplace(std::move(lock));
  CS_TRY_VOID(make_file(file));
  CS_TRY(database, Database::open(file, Database::Mode::kWrite));
  held->database = std::move(database);
  CS_TRY_VOID(held->database->run(kPageSize));
  CS_TRY_VOID(use_journal(*held->database));
  CS_TRY(watched, WatchedFile::watch(file));
  held->file.emplace(std::move(watched));
  Store store(std::move(held));
  CS_TRY_VOID(store.begin());
  CS_TRY_VOID(make_tables(*store.held_->database));
  CS_TRY_VOID(sync_directory(file.parent_path()));
  return store;
}

Result<Store> Store::open(const Path& file, OpenMode mode) {
  auto held = std::make_unique<Held>();
  held->path = file;
  std::error_code error;
  if (!std::filesystem::exists(file, error)) return not_found(file.string() + ": no store is there");
  if (mode == OpenMode::kWrite) {
    CS_TRY(lock, FileLock::take(beside(file, ".lock")));
    held->lock.emplace(std::move(lock));
    CS_TRY(watched, WatchedFile::watch(file));
    held->file.emplace(std::move(watched));
  }
  const auto how = mode == OpenMode::kWrite ? Database::Mode::kWrite : is_still(file) ? Database::Mode::kReadStill : Database::Mode::kRead;
  CS_TRY(database, Database::open(file, how));
  held->database = std::move(database);
  CS_TRY_VOID(check_tables(*held->database));
  if (mode == OpenMode::kWrite) {
    CS_TRY_VOID(use_journal(*held->database));
    CS_TRY(journal, WatchedFile::watch(beside(file, "-wal")));
    held->journal.emplace(std::move(journal));
  }
  return Store(std::move(held));
}

Result<void> Store::begin() {
  CS_TRY_VOID(held_->database->run("BEGIN IMMEDIATE"));
  if (held_->journal) return {};
  CS_TRY(journal, WatchedFile::watch(beside(held_->path, "-wal")));  // a new database's first transaction makes it
  held_->journal.emplace(std::move(journal));
  return {};
}

Result<void> Store::commit() { return held_->database->run("COMMIT"); }

Result<void> Store::check_files() const {
  CS_TRY_VOID(held_->file->check());
  return held_->journal->check();
}

// Of the WAL alone: closing a descriptor of the database would give SQLite's own locks away.
Result<void> Store::sync_journal() {
  const Path file = beside(held_->path, "-wal");
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (descriptor < 0) return io_fault(file.string() + ": open: " + std::strerror(errno));
  const int synced = ::fdatasync(descriptor);
  const int error = errno;
  ::close(descriptor);
  if (synced != 0) return io_fault(file.string() + ": fdatasync: " + std::strerror(error));
  return {};
}

Result<std::uint64_t> Store::wal_bytes() const { return held_->journal->size(); }

Result<void> Store::checkpoint() {
  CS_TRY(statement, held_->database->prepare("PRAGMA wal_checkpoint(TRUNCATE)"));
  CS_TRY(row, statement->step());
  if (!row) return io_fault(held_->database->place() + ": the WAL's checkpoint gave no answer");
  return {};  // a reader in the way leaves pages for the next time, which is no fault
}

}  // namespace cs::store
