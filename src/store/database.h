// A thin, strict door to a database: the same statements over SQLite and PostgreSQL. Inside this room only.
//   Shape    a Database is one connection; a Statement is one prepared text of ours with its bound values. Values stand as $1, $2, ... and each
//            is first named in that order, as both databases then number them alike.
//   Errors   whatever is not success is a fault: kUntrusted for a damaged or foreign database, kIo for everything else. No text has a value.
//            A column of another type or size than asked for: kUntrusted.
//   Threads  one.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace cs::store {

class Statement {
 public:
  explicit Statement(std::string place) : place_(std::move(place)) {}
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  virtual ~Statement() = default;

  // Values for $1, $2, ...; borrowed until the statement is stepped to its end. A failed bind is the fault of the next step.
  Statement& bind(int place, std::uint64_t value);
  Statement& bind(int place, std::int64_t value);
  Statement& bind(int place, ByteView value);
  Statement& bind(int place, std::string_view value);
  virtual Result<bool> step() = 0;  // true: a row; false: done
  Result<void> run();               // for statements without rows
  // The same, where the database may put it off: whether it was done is known by whatever is asked of the connection next, its COMMIT at the latest.
  // The values are taken at once.
  virtual Result<void> run_later() { return run(); }
  void reset();

  // Columns of the current row, from 0. The first one that is not as asked for makes row_fault().
  std::uint64_t number(int column);
  std::uint64_t number_below(int column, std::uint64_t limit);
  ByteView bytes(int column);  // borrowed until the next step
  std::string_view text(int column);
  Digest digest(int column);
  Result<void> row_fault();  // a fault when a column was not as it must be

 protected:
  const std::string& place() const { return place_; }

 private:
  virtual void bind_number(int place, std::int64_t value) = 0;
  virtual void bind_bytes(int place, ByteView value) = 0;
  virtual void bind_text(int place, std::string_view value) = 0;
  virtual void clear() = 0;  // no row, no value
  // The column, where it has this type.
  virtual std::optional<std::int64_t> number_at(int column) = 0;
  virtual std::optional<ByteView> bytes_at(int column) = 0;
  virtual std::optional<std::string_view> text_at(int column) = 0;
  std::string place_;
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
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  virtual ~Database() = default;

  virtual Result<void> run(const char* sql) = 0;  // one statement without values
  // For one row or none, or to write: may be stepped while others are.
  virtual Result<std::unique_ptr<Statement>> prepare(const char* sql) = 0;
  // For many rows, without values: read a few at a time.
  virtual Result<std::unique_ptr<Statement>> prepare_rows(const char* sql) { return prepare(sql); }
  Result<Statement*> cached(const char* sql);  // prepared once; `sql` is a literal
  const std::string& place() const { return place_; }

 protected:
  explicit Database(std::string place) : place_(std::move(place)) {}
  void forget_cached() { cache_.clear(); }

 private:
  std::string place_;
  std::map<const char*, std::unique_ptr<Statement>> cache_;
};

}  // namespace cs::store
