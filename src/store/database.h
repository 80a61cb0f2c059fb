// A thin, strict door to SQLite. Inside this room only.
//   Shape    a Database is one connection; a Statement is one prepared text of ours with its bound values.
//   Errors   every return code but OK, ROW and DONE becomes a fault: kUntrusted for a file that is no database or is damaged, kIo for all
//            others. The text has SQLite's own constant sentence and code, never a value. A column of another type than asked for:
//            kUntrusted.
//   Threads  one.
//   Source   sqlite.org/rescode.html.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/file.h"

struct sqlite3;
struct sqlite3_stmt;

namespace cs::store {

class Statement {
 public:
  Statement(sqlite3* database, sqlite3_stmt* statement, std::string place);
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement();

  // Values for ?1, ?2, ...; borrowed until the statement is stepped to its end. A failed bind is the fault of the next step.
  Statement& bind(int place, std::uint64_t value);
  Statement& bind(int place, std::int64_t value);
  Statement& bind(int place, ByteView value);
  Statement& bind(int place, std::string_view value);
  Result<bool> step();  // true: a row; false: done
  Result<void> run();   // for statements without rows
  void reset();

  // Columns of the current row, from 0. The first one that is not as asked for makes row_fault().
  std::uint64_t number(int column);
  std::uint64_t number_below(int column, std::uint64_t limit);
  ByteView bytes(int column);  // borrowed until the next step
  std::string_view text(int column);
  std::string any_text(int column);  // of any type, as SQLite writes it: for pragmas
  Digest digest(int column);
  Result<void> row_fault();  // a fault when a column was not as it must be

 private:
  Fault fault(int code) const;
  sqlite3* database_;
  sqlite3_stmt* statement_;
  std::string place_;
  int bind_code_ = 0;
  bool row_bad_ = false;
};

// A statement borrowed from the connection's cache; reset when it goes.
class Borrowed {
 public:
  explicit Borrowed(Statement& statement) : statement_(&statement) {}
  Borrowed(const Borrowed&) = delete;
  Borrowed& operator=(const Borrowed&) = delete;
  ~Borrowed() { statement_->reset(); }
  Statement* operator->() const { return statement_; }

 private:
  Statement* statement_;
};

class Database {
 public:
  enum class Mode { kRead, kReadStill, kWrite };  // kReadStill: on a disk where nothing can change, without shared memory
  static Result<std::unique_ptr<Database>> open(const Path& file, Mode mode);
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  Result<void> run(const char* sql);                              // one statement without values
  Result<void> expect(const char* sql, std::string_view answer);  // the first column of the one row is this; kIo otherwise
  Result<std::unique_ptr<Statement>> prepare(const char* sql);
  Result<Statement*> cached(const char* sql);  // prepared once; `sql` is a literal
  const std::string& place() const { return place_; }

 private:
  Database() = default;
  Result<void> configure(Mode mode);
  sqlite3* handle_ = nullptr;
  std::string place_;
  std::map<const char*, std::unique_ptr<Statement>> cache_;
};

}  // namespace cs::store
