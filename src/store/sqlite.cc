#include "store/sqlite.h"

#include <sqlite3.h>

namespace cs::store {
namespace {

Fault sqlite_fault(const std::string& place, const char* tried, int code) {
  std::string text = place + ": " + tried + ": " + sqlite3_errstr(code) + " (SQLite code " + std::to_string(code) + ")";
  const int primary = code & 0xFF;
  if (primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB) return untrusted(std::move(text));
  return io_fault(std::move(text));
}

// A path as an SQLite URI: everything that a URI could read otherwise is written in hex.
std::string uri_of(const Path& file) {
  static constexpr char digits[] = "0123456789ABCDEF";
  std::string uri = "file:";
  for (const char c : file.string()) {
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' || c == '.' || c == '-' || c == '_';
    if (plain) {
      uri += c;
    } else {
      uri += '%';
      uri += digits[static_cast<std::uint8_t>(c) >> 4];
      uri += digits[static_cast<std::uint8_t>(c) & 15];
    }
  }
  return uri;
}

}  // namespace

SqliteStatement::SqliteStatement(sqlite3* database, sqlite3_stmt* statement, std::string place)
    : Statement(std::move(place)), database_(database), statement_(statement) {}

SqliteStatement::~SqliteStatement() { sqlite3_finalize(statement_); }

Fault SqliteStatement::fault(int code) const {
  const int extended = sqlite3_extended_errcode(database_);
  return sqlite_fault(place(), "statement", (extended & 0xFF) == (code & 0xFF) ? extended : code);
}

void SqliteStatement::bind_number(int place, std::int64_t value) {
  const int code = sqlite3_bind_int64(statement_, place, value);
  if (bind_code_ == SQLITE_OK) bind_code_ = code;
}

void SqliteStatement::bind_bytes(int place, ByteView value) {
  // A null pointer would bind NULL; an empty blob needs any other.
  const void* from = value.empty() ? static_cast<const void*>("") : value.data();
  const int code = sqlite3_bind_blob64(statement_, place, from, value.size(), SQLITE_STATIC);
  if (bind_code_ == SQLITE_OK) bind_code_ = code;
}

void SqliteStatement::bind_text(int place, std::string_view value) {
  const char* from = value.empty() ? "" : value.data();
  const int code = sqlite3_bind_text64(statement_, place, from, value.size(), SQLITE_STATIC, SQLITE_UTF8);
  if (bind_code_ == SQLITE_OK) bind_code_ = code;
}

Result<bool> SqliteStatement::step() {
  if (bind_code_ != SQLITE_OK) return fault(bind_code_);
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return fault(code);
}

void SqliteStatement::clear() {
  sqlite3_reset(statement_);  // repeats the code of the last step, which was looked at there
  sqlite3_clear_bindings(statement_);
  bind_code_ = SQLITE_OK;
}

std::optional<std::int64_t> SqliteStatement::number_at(int column) {
  if (sqlite3_column_type(statement_, column) != SQLITE_INTEGER) return std::nullopt;
  return sqlite3_column_int64(statement_, column);
}

std::optional<ByteView> SqliteStatement::bytes_at(int column) {
  if (sqlite3_column_type(statement_, column) != SQLITE_BLOB) return std::nullopt;
  const auto* from = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column));
  const int size = sqlite3_column_bytes(statement_, column);
  if (size < 0) return std::nullopt;
  return from == nullptr ? ByteView() : ByteView(from, static_cast<std::size_t>(size));
}

std::optional<std::string_view> SqliteStatement::text_at(int column) {
  if (sqlite3_column_type(statement_, column) != SQLITE_TEXT) return std::nullopt;
  const unsigned char* from = sqlite3_column_text(statement_, column);
  const int size = sqlite3_column_bytes(statement_, column);
  if (from == nullptr || size < 0) return std::nullopt;
  return std::string_view(reinterpret_cast<const char*>(from), static_cast<std::size_t>(size));
}

std::string SqliteStatement::any_text(int column) {
  const unsigned char* from = sqlite3_column_text(statement_, column);
  return from == nullptr ? std::string() : std::string(reinterpret_cast<const char*>(from));
}

SqliteDatabase::~SqliteDatabase() {
  forget_cached();
  sqlite3_close(handle_);  // no statement is left, so it cannot be busy
}

Result<std::unique_ptr<SqliteDatabase>> SqliteDatabase::open(const Path& file, Mode mode) {
  auto database = std::unique_ptr<SqliteDatabase>(new SqliteDatabase(file.string()));
  const int flags = (mode == Mode::kWrite ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY) | SQLITE_OPEN_URI | SQLITE_OPEN_EXRESCODE;
  const std::string uri = uri_of(file) + (mode == Mode::kReadStill ? "?immutable=1" : "");
  const int code = sqlite3_open_v2(uri.c_str(), &database->handle_, flags, nullptr);
  if (code != SQLITE_OK) return sqlite_fault(database->place(), "open", code);
  CS_TRY_VOID(database->configure(mode));
  return database;
}

// Nothing that a stranger's file could bring is run: no triggers, no views, no loaded functions; and no page is checkpointed but by us.
Result<void> SqliteDatabase::configure(Mode mode) {
  const std::pair<int, int> settings[] = {{SQLITE_DBCONFIG_DEFENSIVE, 1},       {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
                                          {SQLITE_DBCONFIG_ENABLE_VIEW, 0},     {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
                                          {SQLITE_DBCONFIG_DQS_DML, 0},         {SQLITE_DBCONFIG_DQS_DDL, 0},
                                          {SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1}};
  for (const auto& [setting, value] : settings) {
    const int code = sqlite3_db_config(handle_, setting, value, nullptr);
    if (code != SQLITE_OK) return sqlite_fault(place(), "configure", code);
  }
  int persist = 1;
  const int code = sqlite3_file_control(handle_, "main", SQLITE_FCNTL_PERSIST_WAL, &persist);
  if (code != SQLITE_OK) return sqlite_fault(place(), "keep the WAL", code);
  CS_TRY_VOID(run("PRAGMA wal_autocheckpoint=0"));
  CS_TRY_VOID(run("PRAGMA cell_size_check=ON"));
  CS_TRY_VOID(run("PRAGMA mmap_size=0"));
  CS_TRY_VOID(run("PRAGMA temp_store=MEMORY"));
  if (mode != Mode::kWrite) return run("PRAGMA query_only=ON");
  CS_TRY_VOID(run("PRAGMA secure_delete=ON"));
  CS_TRY_VOID(run("PRAGMA synchronous=FULL"));
  return expect("PRAGMA synchronous", "2");
}

Result<void> SqliteDatabase::run(const char* sql) {
  const int code = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return sqlite_fault(place(), sql, code);
  return {};
}

Result<void> SqliteDatabase::expect(const char* sql, std::string_view answer) {
  CS_TRY(statement, prepare_sqlite(sql));
  CS_TRY(row, statement->step());
  if (!row || statement->any_text(0) != answer) return io_fault(place() + ": " + sql + ": another answer than " + std::string(answer));
  return {};
}

Result<std::unique_ptr<SqliteStatement>> SqliteDatabase::prepare_sqlite(const char* sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(handle_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) return sqlite_fault(place(), "prepare", code);
  return std::make_unique<SqliteStatement>(handle_, statement, place());
}

Result<std::unique_ptr<Statement>> SqliteDatabase::prepare(const char* sql) {
  CS_TRY(statement, prepare_sqlite(sql));
  return std::unique_ptr<Statement>(std::move(statement));
}

}  // namespace cs::store
