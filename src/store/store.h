// Store: the tables of one ledger, in one SQLite database or one PostgreSQL database.
//   Shape    ledger_head, ledger_record, ledger_part, opening, answer, document, format. SQLite: all STRICT, WAL, synchronous=FULL, the WAL
//            file is kept (PERSIST_WAL), no automatic checkpoint. PostgreSQL: the same tables in the schema `countersign`, and ledger_lease.
//   Units    sizes in bytes, times in milliseconds.
//   Errors   kUsage a URL that is none; kNotFound no database there; kConflict one is there already, or another writer has it; kUntrusted not a
//            database, damaged, another schema or version, or a PostgreSQL that may lose a commit; kIo everything else. Nothing is retried.
//   Threads  one thread at a time.
//   Holds    one writer a database. SQLite: an flock on <database>.lock, held until the Store goes. PostgreSQL: a lease with a fencing token; who
//            lost it, however long he slept, finds another token inside his next transaction and writes nothing.
//            A reader sees the database as it was when he opened it.
//   Source   sqlite.org/wal.html; docs/decisions/one-commit.md, postgresql.md.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "base/file.h"
#include "store/rows.h"

namespace cs::store {

inline constexpr int kFormatVersion = 1;

enum class OpenMode { kRead, kWrite };

// Where a store is: a file of SQLite, or the URL of a PostgreSQL database.
class Place {
 public:
  Place(Path file) : file_(std::move(file)) {}  // implicit: a path is a place
  static Result<Place> parse_url(std::string_view url);  // kUsage: not postgresql://, or with a password in it
  bool is_shared() const { return !url_.empty(); }
  // Of a new file: other pages than those that the backend measured to be best, for a home that is to be small.
  Place with_pages(std::uint32_t bytes) const;
  std::optional<std::uint32_t> page_bytes() const { return page_bytes_; }
  const Path& file() const { return file_; }
  const std::string& url() const { return url_; }

 private:
  Path file_;
  std::string url_;
  std::optional<std::uint32_t> page_bytes_;
};

class Store {
 public:
  // A new database at `file`, with its tables and nothing in them; leaves an open transaction, so that the first commit makes the tables
  // and the first record durable together.
  static Result<Store> create(const Place& place);
  static Result<Store> open(const Place& place, OpenMode mode);
  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

  bool is_shared() const;        // several processes, on several machines, may write it in turn
  std::uint64_t token() const;   // fencing token of this writer; 0 where it is not shared
  bool took_over() const;        // from a writer that had not let go: it was killed, or stood still for longer than its lease

  Result<HeadRow> head() const;  // kNotFound in a database whose creation was cut off
  // All rows in order of their first index, until `take` fails; so with the next three.
  Result<void> for_each_record(const std::function<Result<void>(RecordRow)>& take) const;
  Result<Bytes> part(std::uint64_t first, std::uint32_t part) const;  // 0: the record's own entries; kNotFound
  Result<std::uint64_t> part_count() const;                           // over all records: none may be left over
  Result<std::optional<OpeningRow>> opening(std::uint64_t entry, std::uint8_t opening_class, std::uint8_t kind, std::uint32_t part) const;
  Result<void> for_each_opening(const std::function<Result<void>(const OpeningRow&)>& take) const;
  Result<std::optional<AnswerRow>> answer(std::uint64_t request) const;
  Result<void> for_each_answer(const std::function<Result<void>(const AnswerRow&)>& take) const;
  Result<std::optional<Bytes>> document(const Digest& digest) const;
  Result<void> for_each_document(const std::function<Result<void>(const Digest&, ByteView)>& take) const;

  // Everything but the sealed answers, as one file that needs no other beside it. kConflict when a file is there.
  Result<void> copy_without_answers(const Path& file) const;

  // One transaction: begin, any number of put_*, set_head, commit. begin: kIo when the head is not the one that this Store last read or wrote,
  // or another writer has the lease. After a failure the Store is good for nothing but being destroyed.
  Result<void> begin();
  Result<void> put_opening(const OpeningRow& row);
  Result<void> rewrite_opening(const OpeningRow& row);  // keys and pieces of one that is there; the old bytes are overwritten
  Result<void> put_answer(const AnswerRow& row);
  Result<void> put_document(const Digest& digest, ByteView bytes);  // the same digest twice is one row
  Result<void> put_record(const RecordRow& row);
  Result<void> put_part(std::uint64_t first, std::uint32_t part, ByteView entries);
  Result<void> set_head(const HeadRow& row);
  Result<void> commit();  // durable when this returns

  // The files are still the ones that were opened: same inode under the same path, one link, ours. kIo otherwise.
  Result<void> check_files() const;
  // Moves the WAL's pages into the database, between commits. `wal_bytes` says when it is worth it.
  Result<void> checkpoint();
  Result<std::uint64_t> wal_bytes() const;
  // What stands in the WAL, whoever wrote it, is on the disk when this returns.
  Result<void> sync_journal();

 private:
  struct Held;
  explicit Store(std::unique_ptr<Held> held);
  std::unique_ptr<Held> held_;
};

}  // namespace cs::store
