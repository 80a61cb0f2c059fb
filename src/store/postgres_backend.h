// One ledger in a PostgreSQL database, in the schema `countersign`. Inside this room only.
//   Shape    a writer holds the session's advisory lock and the row of ledger_lease with his fencing token. A writer whose session has ended is
//            followed at once; one that is connected and silent, when his lease has run out: his session is ended then. Either way the token goes
//            up by one, and whoever held the one before finds that out inside his next transaction.
//   Units    the lease's times are the database server's own clock, in milliseconds; no gate's clock counts.
//   Source   docs/decisions/postgresql.md.
#pragma once

#include "store/backend.h"
#include "store/postgres.h"

namespace cs::store {

Result<void> make_tables(PostgresDatabase& database);
Result<void> check_tables(PostgresDatabase& database);
// Nothing that was acknowledged may be lost: kUntrusted for a server that is set otherwise.
Result<void> check_server(PostgresDatabase& database);

class PostgresBackend final : public Backend {
 public:
  static Result<std::unique_ptr<Backend>> create(const std::string& url);  // in an open transaction
  static Result<std::unique_ptr<Backend>> open(const std::string& url, OpenMode mode);
  ~PostgresBackend() override;

  Result<void> begin() override;
  Result<void> commit() override;
  bool is_shared() const override { return true; }
  std::uint64_t token() const override { return token_; }
  bool took_over() const override { return took_over_; }
  Result<void> check_files() const override;

 private:
  explicit PostgresBackend(std::unique_ptr<PostgresDatabase> database);
  Result<void> take_lease();
  Result<bool> try_lock();
  Result<void> end_silent_writer();
  Result<void> write_lease();
  PostgresDatabase& postgres_;
  std::uint64_t token_ = 0;  // 0: a reader
  bool took_over_ = false;
  bool is_open_ = false;  // a transaction
};

}  // namespace cs::store
