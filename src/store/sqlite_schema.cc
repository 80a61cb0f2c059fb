// The tables, word for word: a database whose schema differs by one character is not ours.
#include "store/sqlite_backend.h"
#include "store/store.h"

namespace cs::store {
namespace {

struct Table {
  const char* name;
  const char* sql;
};

// In the order of their names, which is the order in which check_tables reads them.
constexpr Table kTables[] = {
    {"answer",
     "CREATE TABLE answer(request INTEGER PRIMARY KEY, close INTEGER NOT NULL, digest BLOB NOT NULL, sealed BLOB NOT NULL) STRICT"},
    {"document", "CREATE TABLE document(digest BLOB PRIMARY KEY NOT NULL, bytes BLOB NOT NULL) STRICT"},
    {"format", "CREATE TABLE format(version INTEGER PRIMARY KEY) STRICT"},
    {"ledger_head",
     "CREATE TABLE ledger_head(id INTEGER PRIMARY KEY CHECK(id = 1), origin TEXT NOT NULL, size INTEGER NOT NULL, root BLOB NOT NULL, "
     "last_first INTEGER NOT NULL, token INTEGER NOT NULL) STRICT"},
    {"ledger_part",
     "CREATE TABLE ledger_part(first INTEGER NOT NULL, part INTEGER NOT NULL, entries BLOB NOT NULL, PRIMARY KEY(first, part)) STRICT"},
    {"ledger_record",
     "CREATE TABLE ledger_record(first INTEGER PRIMARY KEY, count INTEGER NOT NULL, time_ms INTEGER NOT NULL, token INTEGER NOT NULL, "
     "root BLOB NOT NULL, checkpoint TEXT NOT NULL, entries BLOB NOT NULL) STRICT"},
    {"opening",
     "CREATE TABLE opening(entry INTEGER NOT NULL, class INTEGER NOT NULL, kind INTEGER NOT NULL, part INTEGER NOT NULL, "
     "agreement TEXT NOT NULL, quarter INTEGER NOT NULL, count INTEGER NOT NULL, keys BLOB NOT NULL, pieces BLOB NOT NULL, "
     "PRIMARY KEY(entry, class, kind, part)) STRICT"},
};

}  // namespace

Result<void> make_tables(SqliteDatabase& database) {
  for (const Table& table : kTables) CS_TRY_VOID(database.run(table.sql));
  CS_TRY(statement, database.prepare("INSERT INTO format(version) VALUES($1)"));
  return statement->bind(1, std::uint64_t{kFormatVersion}).run();
}

Result<void> check_tables(SqliteDatabase& database) {
  CS_TRY(schema, database.prepare_sqlite("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name"));
  std::size_t found = 0;
  while (true) {
    CS_TRY(row, schema->step());
    if (!row) break;
    if (found == std::size(kTables) || schema->any_text(0) != kTables[found].name || schema->any_text(1) != kTables[found].sql)
      return untrusted(database.place() + ": has other tables than this version of the store");
    ++found;
  }
  if (found == 0) return not_found(database.place() + ": has no tables: its creation was cut off; nothing was ever entered");
  if (found != std::size(kTables)) return untrusted(database.place() + ": has fewer tables than this version of the store");
  if (!database.expect("SELECT group_concat(version) FROM format", std::to_string(kFormatVersion)))
    return untrusted(database.place() + ": has another format than " + std::to_string(kFormatVersion) + ", which this program reads");
  return {};
}

}  // namespace cs::store
