#include "store/postgres_backend.h"

#include <chrono>
#include <thread>

namespace cs::store {
namespace {

constexpr int kLockTries = 50;
constexpr std::chrono::milliseconds kLockPause{100};

// The advisory lock of a database's one ledger.
#define CS_LEDGER_LOCK "1129534028, 1"
#define CS_NOW_MS "(extract(epoch FROM clock_timestamp()) * 1000)::bigint"
// A lease that reaches further than any could was written before the server's clock was set back.
#define CS_RAN_OUT "(until_ms < " CS_NOW_MS " OR until_ms > " CS_NOW_MS " + lease_ms)"

Result<std::unique_ptr<PostgresDatabase>> connected(const std::string& url) {
  CS_TRY(database, PostgresDatabase::connect(url));
  CS_TRY_VOID(database->run("SET search_path TO countersign, pg_temp"));
  CS_TRY_VOID(check_server(*database));
  return database;
}

}  // namespace

PostgresBackend::PostgresBackend(std::unique_ptr<PostgresDatabase> database)
    : Backend(std::move(database)), postgres_(static_cast<PostgresDatabase&>(*database_)) {}

// An orderly exit lets go; after a failure the lock goes with the session, and the next writer sees that it was none.
PostgresBackend::~PostgresBackend() {
  if (token_ == 0 || is_open_) return;
  Values values;
  values.set(1, static_cast<std::int64_t>(token_));
  const auto released = postgres_.execute("UPDATE ledger_lease SET until_ms = 0 WHERE id = 1 AND token = $1", values);
  (void)released;
}

Result<std::unique_ptr<Backend>> PostgresBackend::create(const std::string& url) {
  CS_TRY(database, connected(url));
  auto backend = std::unique_ptr<PostgresBackend>(new PostgresBackend(std::move(database)));
  PostgresDatabase& postgres = backend->postgres_;
  CS_TRY(there, postgres.ask_number("SELECT count(*) FROM pg_namespace WHERE nspname = 'countersign'"));
  if (there != 0) return conflict(postgres.place() + ": a ledger is there already");
  CS_TRY(locked, backend->try_lock());
  if (!locked) return conflict(postgres.place() + ": another process makes a ledger there");
  CS_TRY_VOID(postgres.run("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"));
  backend->is_open_ = true;
  postgres.set_in_transaction(true);
  CS_TRY_VOID(make_tables(postgres));
  CS_TRY_VOID(postgres.run("INSERT INTO ledger_lease(id, token, until_ms, lease_ms) VALUES(1, 1, " CS_NOW_MS " + 120000, 120000)"));
  backend->token_ = 1;
  return std::unique_ptr<Backend>(std::move(backend));
}

Result<std::unique_ptr<Backend>> PostgresBackend::open(const std::string& url, OpenMode mode) {
  CS_TRY(database, connected(url));
  auto backend = std::unique_ptr<PostgresBackend>(new PostgresBackend(std::move(database)));
  PostgresDatabase& postgres = backend->postgres_;
  if (mode == OpenMode::kRead) {  // one view of everything, whatever a writer does meanwhile
    CS_TRY_VOID(postgres.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"));
    postgres.set_in_transaction(true);
  }
  CS_TRY_VOID(check_tables(postgres));
  if (mode == OpenMode::kWrite) CS_TRY_VOID(backend->take_lease());
  return std::unique_ptr<Backend>(std::move(backend));
}

Result<bool> PostgresBackend::try_lock() {
  CS_TRY(got, postgres_.ask_number("SELECT pg_try_advisory_lock(" CS_LEDGER_LOCK ")::int::bigint"));
  return got == 1;
}

// Somebody else's short work is waited for, as with a file's lock.
Result<void> PostgresBackend::take_lease() {
  for (int tries = 0; tries < kLockTries; ++tries) {
    CS_TRY(locked, try_lock());
    if (locked) return write_lease();
    CS_TRY_VOID(end_silent_writer());
    if (tries + 1 < kLockTries) std::this_thread::sleep_for(kLockPause);
  }
  return conflict(postgres_.place() + ": another gate has this ledger open for writing");
}

// One that lives and works renews his lease with each commit. Whether the server ends the session or not is seen by the next try.
Result<void> PostgresBackend::end_silent_writer() {
  CS_TRY(reply, postgres_.execute("SELECT pg_terminate_backend(pid) FROM pg_locks, ledger_lease WHERE locktype = 'advisory' AND granted "
                                  "AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) "
                                  "AND (classid, objid, objsubid) = (" CS_LEDGER_LOCK ", 2) AND " CS_RAN_OUT));
  (void)reply;
  return {};
}

Result<void> PostgresBackend::write_lease() {
  CS_TRY_VOID(postgres_.run("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"));
  CS_TRY(was, postgres_.ask_number("SELECT until_ms FROM ledger_lease WHERE id = 1 FOR UPDATE"));
  CS_TRY(token, postgres_.ask_number("UPDATE ledger_lease SET token = token + 1, until_ms = " CS_NOW_MS " + lease_ms WHERE id = 1 RETURNING token"));
  CS_TRY_VOID(postgres_.commit());
  if (token <= 0) return untrusted(postgres_.place() + ": the lease has an impossible token");
  took_over_ = was != 0;
  token_ = static_cast<std::uint64_t>(token);
  return {};
}

Result<void> PostgresBackend::begin() {
  CS_TRY_VOID(postgres_.run("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"));
  is_open_ = true;
  postgres_.set_in_transaction(true);
  Values values;
  values.set(1, static_cast<std::int64_t>(token_));
  // The row stays locked until the transaction ends: nobody takes over in between.
  CS_TRY(mine, postgres_.execute("UPDATE ledger_lease SET until_ms = " CS_NOW_MS " + lease_ms WHERE id = 1 AND token = $1 RETURNING token", values));
  if (mine.rows() != 1) return io_fault(postgres_.place() + ": another gate has taken this ledger over");
  return postgres_.run("SELECT size FROM ledger_head WHERE id = 1 FOR UPDATE");
}

// A connection that is lost here leaves open what happened: the next start reads the head.
Result<void> PostgresBackend::commit() {
  CS_TRY_VOID(postgres_.commit());
  is_open_ = false;
  return {};
}

Result<void> PostgresBackend::check_files() const {
  if (!postgres_.is_connected()) return io_fault(postgres_.place() + ": the connection was lost");
  return {};
}

}  // namespace cs::store
