// SQLite behind the door of database.h. Inside this room only.
//   Shape    one connection a SqliteDatabase; its statements end before it does.
//   Errors   every return code but OK, ROW and DONE becomes a fault: kUntrusted for a file that is no database or is damaged, kIo for all
//            others. The text has SQLite's own constant sentence and code, never a value.
//   Threads  one.
//   Source   sqlite.org/rescode.html.
#pragma once

#include "base/file.h"
#include "store/database.h"

struct sqlite3;
struct sqlite3_stmt;

namespace cs::store {

class SqliteStatement final : public Statement {
 public:
  SqliteStatement(sqlite3* database, sqlite3_stmt* statement, std::string place);
  SqliteStatement(const SqliteStatement&) = delete;
  SqliteStatement& operator=(const SqliteStatement&) = delete;
  ~SqliteStatement() override;
  Result<bool> step() override;
  std::string any_text(int column);  // of any type, as SQLite writes it: for pragmas

 private:
  void bind_number(int place, std::int64_t value) override;
  void bind_bytes(int place, ByteView value) override;
  void bind_text(int place, std::string_view value) override;
  void clear() override;
  std::optional<std::int64_t> number_at(int column) override;
  std::optional<ByteView> bytes_at(int column) override;
  std::optional<std::string_view> text_at(int column) override;
  Fault fault(int code) const;
  sqlite3* database_;
  sqlite3_stmt* statement_;
  int bind_code_ = 0;
};

class SqliteDatabase final : public Database {
 public:
  enum class Mode { kRead, kReadStill, kWrite };  // kReadStill: on a disk where nothing can change, without shared memory
  static Result<std::unique_ptr<SqliteDatabase>> open(const Path& file, Mode mode);
  ~SqliteDatabase() override;

  Result<void> run(const char* sql) override;
  Result<std::unique_ptr<Statement>> prepare(const char* sql) override;
  Result<std::unique_ptr<SqliteStatement>> prepare_sqlite(const char* sql);
  Result<void> expect(const char* sql, std::string_view answer);  // the first column of the one row is this; kIo otherwise

 private:
  using Database::Database;
  Result<void> configure(Mode mode);
  sqlite3* handle_ = nullptr;
};

}  // namespace cs::store
