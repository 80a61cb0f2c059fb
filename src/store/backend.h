// Backend: what differs between the databases under a Store. Inside this room only.
//   Shape    a connection, and what makes its transactions whole: files that are watched, or a lease that another may take.
//   Errors   as store.h says.
#pragma once

#include "store/database.h"
#include "store/store.h"

namespace cs::store {

class Backend {
 public:
  explicit Backend(std::unique_ptr<Database> database) : database_(std::move(database)) {}
  Backend(const Backend&) = delete;
  Backend& operator=(const Backend&) = delete;
  virtual ~Backend() = default;

  Database& database() const { return *database_; }
  virtual Result<void> begin() = 0;  // the head's row is this transaction's alone until its end
  virtual Result<void> commit() = 0;
  virtual bool is_shared() const { return false; }
  virtual std::uint64_t token() const { return 0; }
  virtual bool took_over() const { return false; }
  virtual Result<void> check_files() const { return {}; }
  virtual Result<void> checkpoint() { return {}; }
  virtual Result<std::uint64_t> wal_bytes() const { return 0; }
  virtual Result<void> sync_journal() { return {}; }

 protected:
  std::unique_ptr<Database> database_;  // a backend that holds locks on files lets it go first
};

struct Store::Held {
  std::unique_ptr<Backend> backend;
  std::optional<HeadRow> head;  // as this writer last read or wrote it
  std::optional<HeadRow> next;  // in the open transaction

  Database& database() const { return backend->database(); }
  Result<Statement*> cached(const char* sql) const { return database().cached(sql); }
};

}  // namespace cs::store
