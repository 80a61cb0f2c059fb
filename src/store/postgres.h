// PostgreSQL behind the door of database.h, by libpq. Inside this room only.
//   Shape    one connection a PostgresDatabase; its statements end before it does. Values travel in binary, never as text.
//   Errors   kUsage a URL that is none, or with a password; kUntrusted SQLSTATE XX001 and XX002 (damage); kIo everything else, a lost
//            connection and a missing database too. A fault's text has the SQLSTATE, never the server's sentence, which may hold values.
//   Threads  one.
//   Source   postgresql.org/docs/15: libpq, appendix A (SQLSTATE).
#pragma once

#include <array>
#include <utility>
#include <vector>

#include "store/database.h"
#include "store/libpq.h"

namespace cs::store {

class PostgresDatabase;

// An answer of the server, freed when it goes.
class Reply {
 public:
  Reply(const Libpq& libpq, PGresult* result) : libpq_(&libpq), result_(result) {}
  Reply(Reply&& other) noexcept : libpq_(other.libpq_), result_(std::exchange(other.result_, nullptr)) {}
  Reply& operator=(Reply&& other) noexcept;
  ~Reply() { libpq_->clear(result_); }
  bool succeeded() const;
  std::string state() const;    // SQLSTATE; empty where the connection was lost
  std::string command() const;  // what was done, in the server's words
  int rows() const { return libpq_->row_count(result_); }
  // The field, where it has this type and is not null.
  std::optional<ByteView> field(int row, int column, unsigned type) const;
  std::optional<std::int64_t> number(int row, int column) const;
  std::optional<std::string_view> text(int row, int column) const;

 private:
  const Libpq* libpq_;
  PGresult* result_;
};

// Values of one execution, in the wire's form.
class Values {
 public:
  void set(int place, std::int64_t value);
  void set(int place, ByteView value);
  void clear();
  int count() const { return static_cast<int>(pointers_.size()); }
  const char* const* pointers() const { return pointers_.data(); }
  const int* lengths() const { return lengths_.data(); }
  const int* formats() const { return formats_.data(); }
  bool too_long() const { return too_long_; }

 private:
  void put(int place, const char* from, std::size_t size);
  static constexpr int kPlacesMax = 16;
  std::array<std::array<char, 8>, kPlacesMax> numbers_{};
  std::vector<const char*> pointers_;
  std::vector<int> lengths_, formats_;
  bool too_long_ = false;
};

class PostgresDatabase final : public Database {
 public:
  static Result<std::unique_ptr<PostgresDatabase>> connect(const std::string& url);
  ~PostgresDatabase() override;

  Result<void> run(const char* sql) override;
  Result<std::unique_ptr<Statement>> prepare(const char* sql) override;
  Result<std::unique_ptr<Statement>> prepare_rows(const char* sql) override;  // a cursor, in a transaction of its own where none is open
  Result<Reply> execute(const char* sql, const Values& values = {});
  // The first column of the one row: kUntrusted where there is none.
  Result<std::int64_t> ask_number(const char* sql);
  Result<std::string> ask_text(const char* sql);
  Result<void> commit();  // only the server's word COMMIT is one: a transaction that had failed says ROLLBACK, and no error
  // Sends it and waits for no answer: many of them are one round trip. Whoever uses the connection next hears of the first that failed, and then no
  // other was done. In a transaction alone; without a pipeline it is execute_prepared.
  Result<void> send_prepared(const std::string& name, const Values& values);
  Result<Reply> execute_prepared(const std::string& name, const Values& values);
  std::uint64_t round_trips() const { return round_trips_; }  // since it was connected; for tests and measurements
  void pipeline_at_most(std::size_t statements) { pipeline_max_ = statements; }  // for tests; 0: none
  bool is_connected() const { return libpq_.status(connection_) == CONNECTION_OK; }
  int version() const { return libpq_.server_version(connection_); }
  void set_in_transaction(bool value) { in_transaction_ = value; }

 private:
  friend class PostgresStatement;
  friend class CursorStatement;
  PostgresDatabase(std::string place, const Libpq& libpq, PGconn* connection) : Database(std::move(place)), libpq_(libpq), connection_(connection) {}
  Result<Reply> checked(PGresult* result, const char* tried);
  Result<void> drain();  // hears of all that was sent
  Result<void> hear(std::size_t sent);
  Result<void> enter();  // for a cursor
  void leave();
  const Libpq& libpq_;
  PGconn* connection_;
  std::uint64_t names_ = 0;  // of statements and cursors
  int cursors_ = 0;
  std::size_t sent_ = 0;  // and not yet heard of
  // The server answers each with some twenty bytes, which must find room while we are sending: 128 of them do in the smallest buffer of a socket.
  std::size_t pipeline_max_ = 128;
  std::uint64_t round_trips_ = 0;
  bool in_transaction_ = false;  // one that was begun by the store
};

}  // namespace cs::store
