// The tables in PostgreSQL: described by the server's own catalog, in one text, and held against what they must be.
#include "store/postgres_backend.h"

namespace cs::store {
namespace {

constexpr const char* kTables[] = {
    "CREATE SCHEMA countersign",
    "CREATE TABLE answer(request bigint PRIMARY KEY, close bigint NOT NULL, digest bytea NOT NULL, sealed bytea NOT NULL)",
    "CREATE TABLE document(digest bytea PRIMARY KEY, bytes bytea NOT NULL)",
    "CREATE TABLE format(version bigint PRIMARY KEY)",
    "CREATE TABLE ledger_head(id bigint PRIMARY KEY CHECK (id = 1), origin text NOT NULL, size bigint NOT NULL, root bytea NOT NULL, "
    "last_first bigint NOT NULL, token bigint NOT NULL)",
    "CREATE TABLE ledger_lease(id bigint PRIMARY KEY CHECK (id = 1), token bigint NOT NULL, until_ms bigint NOT NULL, lease_ms bigint NOT NULL)",
    "CREATE TABLE ledger_part(first bigint, part bigint, entries bytea NOT NULL, PRIMARY KEY (first, part))",
    "CREATE TABLE ledger_record(first bigint PRIMARY KEY, count bigint NOT NULL, time_ms bigint NOT NULL, token bigint NOT NULL, "
    "root bytea NOT NULL, checkpoint text NOT NULL, entries bytea NOT NULL)",
    "CREATE TABLE opening(entry bigint, class bigint, kind bigint, part bigint, agreement text NOT NULL, quarter bigint NOT NULL, "
    "count bigint NOT NULL, keys bytea NOT NULL, pieces bytea NOT NULL, PRIMARY KEY (entry, class, kind, part))"};

// One row a relation, a column, a constraint, a trigger, a rule and a policy of the schema.
constexpr const char* kDescribe =
    "SELECT string_agg(line, '; ' ORDER BY line COLLATE \"C\") FROM ("
    "SELECT c.relname || ' is ' || c.relkind::text || c.relpersistence::text || c.relrowsecurity::text AS line FROM pg_class c "
    "WHERE c.relnamespace = 'countersign'::regnamespace UNION ALL "
    "SELECT c.relname || '.' || a.attnum || ' ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull::text || a.atthasdef::text "
    "FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
    "WHERE c.relnamespace = 'countersign'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 UNION ALL "
    "SELECT c.relname || ' has ' || pg_get_constraintdef(k.oid) FROM pg_class c JOIN pg_constraint k ON k.conrelid = c.oid "
    "WHERE c.relnamespace = 'countersign'::regnamespace AND k.contype <> 'n' UNION ALL "
    "SELECT c.relname || ' runs ' || t.tgname FROM pg_class c JOIN pg_trigger t ON t.tgrelid = c.oid WHERE c.relnamespace = 'countersign'::regnamespace UNION ALL "
    "SELECT c.relname || ' rewrites ' || r.rulename FROM pg_class c JOIN pg_rewrite r ON r.ev_class = c.oid WHERE c.relnamespace = 'countersign'::regnamespace"
    ") AS lines";

constexpr std::string_view kDescribed =
    "answer has PRIMARY KEY (request); answer is rpfalse; answer.1 request bigint truefalse; "
    "answer.2 close bigint truefalse; answer.3 digest bytea truefalse; answer.4 sealed bytea truefalse; "
    "answer_pkey is ipfalse; document has PRIMARY KEY (digest); document is rpfalse; document.1 digest bytea truefalse; "
    "document.2 bytes bytea truefalse; document_pkey is ipfalse; format has PRIMARY KEY (version); format is rpfalse; "
    "format.1 version bigint truefalse; format_pkey is ipfalse; ledger_head has CHECK ((id = 1)); "
    "ledger_head has PRIMARY KEY (id); ledger_head is rpfalse; ledger_head.1 id bigint truefalse; "
    "ledger_head.2 origin text truefalse; ledger_head.3 size bigint truefalse; ledger_head.4 root bytea truefalse; "
    "ledger_head.5 last_first bigint truefalse; ledger_head.6 token bigint truefalse; ledger_head_pkey is ipfalse; "
    "ledger_lease has CHECK ((id = 1)); ledger_lease has PRIMARY KEY (id); ledger_lease is rpfalse; "
    "ledger_lease.1 id bigint truefalse; ledger_lease.2 token bigint truefalse; ledger_lease.3 until_ms bigint truefalse; "
    "ledger_lease.4 lease_ms bigint truefalse; ledger_lease_pkey is ipfalse; ledger_part has PRIMARY KEY (first, part); "
    "ledger_part is rpfalse; ledger_part.1 first bigint truefalse; ledger_part.2 part bigint truefalse; "
    "ledger_part.3 entries bytea truefalse; ledger_part_pkey is ipfalse; ledger_record has PRIMARY KEY (first); "
    "ledger_record is rpfalse; ledger_record.1 first bigint truefalse; ledger_record.2 count bigint truefalse; "
    "ledger_record.3 time_ms bigint truefalse; ledger_record.4 token bigint truefalse; ledger_record.5 root bytea truefalse; "
    "ledger_record.6 checkpoint text truefalse; ledger_record.7 entries bytea truefalse; ledger_record_pkey is ipfalse; "
    "opening has PRIMARY KEY (entry, class, kind, part); opening is rpfalse; opening.1 entry bigint truefalse; "
    "opening.2 class bigint truefalse; opening.3 kind bigint truefalse; opening.4 part bigint truefalse; "
    "opening.5 agreement text truefalse; opening.6 quarter bigint truefalse; opening.7 count bigint truefalse; "
    "opening.8 keys bytea truefalse; opening.9 pieces bytea truefalse; opening_pkey is ipfalse";

Result<void> expect_setting(PostgresDatabase& database, const char* show, std::initializer_list<std::string_view> answers) {
  CS_TRY(answer, database.ask_text(show));
  for (const std::string_view allowed : answers)
    if (answer == allowed) return {};
  return untrusted(database.place() + ": " + show + " says " + answer);
}

}  // namespace

Result<void> check_server(PostgresDatabase& database) {
  constexpr int kVersionMin = 130000;
  if (database.version() < kVersionMin) return untrusted(database.place() + ": the server is older than PostgreSQL 13");
  CS_TRY_VOID(expect_setting(database, "SHOW fsync", {"on"}));
  CS_TRY_VOID(expect_setting(database, "SHOW full_page_writes", {"on"}));
  CS_TRY_VOID(expect_setting(database, "SHOW synchronous_commit", {"on", "remote_apply"}));
  return expect_setting(database, "SHOW server_encoding", {"UTF8"});
}

Result<void> make_tables(PostgresDatabase& database) {
  for (const char* sql : kTables) CS_TRY_VOID(database.run(sql));
  CS_TRY(statement, database.prepare("INSERT INTO format(version) VALUES($1)"));
  return statement->bind(1, std::uint64_t{kFormatVersion}).run();
}

Result<void> check_tables(PostgresDatabase& database) {
  CS_TRY(there, database.ask_number("SELECT count(*) FROM pg_namespace WHERE nspname = 'countersign'"));
  if (there == 0) return not_found(database.place() + ": no ledger is there");
  CS_TRY(described, database.ask_text(kDescribe));
  if (described != kDescribed) return untrusted(database.place() + ": has other tables than this version of the store");
  CS_TRY(version, database.ask_text("SELECT string_agg(version::text, ',') FROM format"));
  if (version != std::to_string(kFormatVersion))
    return untrusted(database.place() + ": has another format than " + std::to_string(kFormatVersion) + ", which this program reads");
  return {};
}

}  // namespace cs::store
