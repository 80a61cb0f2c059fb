// What only PostgreSQL can do: leases, servers that lose commits, connections that end.
#include <gtest/gtest.h>

#include "store/postgres_for_test.h"
#include "store/store.h"

namespace cs::store {
namespace {

Digest filled(std::uint8_t byte) {
  Digest out;
  out.fill(byte);
  return out;
}

class postgres : public ::testing::Test {
 protected:
  void SetUp() override {
    CS_NEEDS_POSTGRES();
    server().empty();
  }
  static const TestServer& server() { return *TestServer::running(); }
  static Place place() { return Place::parse_url(server().url()).value(); }
  static Result<Store> made() {
    CS_TRY(out, Store::create(place()));
    CS_TRY_VOID(put(out, 0));
    return out;
  }
  static Result<void> put(Store& store, std::uint64_t first) {
    CS_TRY_VOID(store.put_record({first, 1, 5, store.token(), filled(1), "note", to_bytes("entries"), 0}));
    CS_TRY_VOID(store.set_head({"origin", first + 1, filled(1), first, store.token()}));
    return store.commit();
  }
  static Result<Store> writer() {
    CS_TRY(out, Store::open(place(), OpenMode::kWrite));
    CS_TRY(head, out.head());
    (void)head;
    return out;
  }
  static std::string token() { return server().ask("SELECT token FROM ledger_lease"); }
};

TEST_F(postgres, each_writer_has_a_token_of_its_own_and_an_orderly_exit_lets_go) {
  {
    const auto first = made();
    ASSERT_TRUE(first) << first.fault().text;
    EXPECT_EQ(first->token(), 1u);
  }
  EXPECT_EQ(server().ask("SELECT until_ms FROM ledger_lease"), "0");
  const auto second = writer();
  ASSERT_TRUE(second) << second.fault().text;
  EXPECT_EQ(second->token(), 2u);
  EXPECT_FALSE(second->took_over());
}

TEST_F(postgres, a_writer_whose_lease_runs_keeps_another_out) {
  const auto first = made();
  ASSERT_TRUE(first);
  EXPECT_EQ(Store::open(place(), OpenMode::kWrite).fault().kind, FaultKind::kConflict);
  EXPECT_EQ(token(), "1");
  EXPECT_TRUE(Store::open(place(), OpenMode::kRead));
}

TEST_F(postgres, a_silent_writer_whose_lease_ran_out_is_followed_and_writes_nothing_more) {
  auto first = made();
  ASSERT_TRUE(first);
  server().ask("UPDATE ledger_lease SET until_ms = 1");
  auto second = writer();
  ASSERT_TRUE(second) << second.fault().text;
  EXPECT_EQ(second->token(), 2u);
  EXPECT_TRUE(second->took_over());
  EXPECT_EQ(first->begin().fault().kind, FaultKind::kIo);
  ASSERT_TRUE(second->begin());
  EXPECT_TRUE(put(*second, 1));
}

TEST_F(postgres, a_writer_that_stands_still_inside_a_transaction_is_followed_and_leaves_nothing) {
  auto first = made();
  server().ask("UPDATE ledger_lease SET lease_ms = 300");
  ASSERT_TRUE(first->begin());  // holds the rows of lease and head from here on
  ASSERT_TRUE(first->put_record({1, 1, 5, 1, filled(9), "note", to_bytes("lost"), 0}));
  auto second = writer();  // waits for the lease's end
  ASSERT_TRUE(second) << second.fault().text;
  EXPECT_TRUE(second->took_over());
  ASSERT_TRUE(second->begin());
  EXPECT_TRUE(put(*second, 1));
  EXPECT_EQ(first->commit().fault().kind, FaultKind::kIo);
}

TEST_F(postgres, a_token_that_another_raised_stops_a_writer_that_still_has_its_session) {
  auto first = made();
  server().ask("UPDATE ledger_lease SET token = token + 1");
  EXPECT_EQ(first->begin().fault().kind, FaultKind::kIo);
}

TEST_F(postgres, a_server_clock_that_jumps_either_way_locks_nobody_out) {
  for (const char* until : {"1", "9000000000000000"}) {
    server().empty();
    const auto first = made();
    ASSERT_TRUE(first);
    server().ask(std::string("UPDATE ledger_lease SET until_ms = ") + until);
    EXPECT_TRUE(writer()) << until;
  }
}

TEST_F(postgres, another_schema_is_untrusted) {
  for (const char* sql :
       {"CREATE TABLE countersign.extra(a int)", "ALTER TABLE answer ADD COLUMN more text", "DROP TABLE document", "CREATE INDEX ON answer(close)",
        "ALTER TABLE answer ALTER COLUMN close TYPE int", "ALTER TABLE answer ALTER COLUMN close DROP NOT NULL", "ALTER TABLE answer ALTER COLUMN close SET DEFAULT 1",
        "ALTER TABLE ledger_record SET UNLOGGED", "ALTER TABLE ledger_record DROP CONSTRAINT ledger_record_pkey", "CREATE RULE r AS ON INSERT TO answer DO INSTEAD NOTHING",
        "CREATE FUNCTION countersign.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; CREATE TRIGGER t BEFORE INSERT ON answer FOR EACH ROW EXECUTE "
        "FUNCTION countersign.f()",
        "ALTER TABLE answer ENABLE ROW LEVEL SECURITY", "UPDATE format SET version = 2", "DELETE FROM format", "INSERT INTO format VALUES(2)"}) {
    server().empty();
    { ASSERT_TRUE(made()); }
    server().ask(sql);
    EXPECT_EQ(Store::open(place(), OpenMode::kRead).fault().kind, FaultKind::kUntrusted) << sql;
  }
}

TEST_F(postgres, a_server_that_may_lose_a_commit_is_untrusted) {
  { ASSERT_TRUE(made()); }
  for (const char* level : {"off", "local"}) {
    server().ask(std::string("ALTER DATABASE postgres SET synchronous_commit TO ") + level);
    EXPECT_EQ(Store::open(place(), OpenMode::kWrite).fault().kind, FaultKind::kUntrusted);
  }
  server().ask("ALTER DATABASE postgres RESET synchronous_commit");
  for (const char* setting : {"fsync", "full_page_writes"}) {
    server().ask(std::string("ALTER SYSTEM SET ") + setting + " TO off");
    server().ask("SELECT pg_reload_conf()");
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    EXPECT_EQ(Store::open(place(), OpenMode::kWrite).fault().kind, FaultKind::kUntrusted) << setting;
    server().ask(std::string("ALTER SYSTEM RESET ") + setting);
    server().ask("SELECT pg_reload_conf()");
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
  }
  EXPECT_TRUE(Store::open(place(), OpenMode::kWrite));
}

TEST_F(postgres, a_power_cut_of_the_server_loses_no_acknowledged_commit_and_ends_the_writer) {
  auto held = made();
  ASSERT_TRUE(held);
  for (std::uint64_t first = 1; first < 20; ++first) {
    ASSERT_TRUE(held->begin());
    ASSERT_TRUE(put(*held, first));
  }
  auto& power = const_cast<TestServer&>(server());
  power.cut_power();
  EXPECT_EQ(held->begin().fault().kind, FaultKind::kIo);
  EXPECT_EQ(Store::open(place(), OpenMode::kWrite).fault().kind, FaultKind::kIo);
  power.start();
  const auto again = writer();
  ASSERT_TRUE(again) << again.fault().text;
  EXPECT_EQ(again->head()->size, 20u);
  EXPECT_TRUE(again->took_over());
}

TEST(place, a_url_is_one_of_postgresql_and_has_no_password) {
  for (const char* url : {"mysql://a/b", "postgresql:/a", "", "/store.db", "postgresql://a/b\n", "postgresql://a/b c"})
    EXPECT_EQ(Place::parse_url(url).fault().kind, FaultKind::kUsage) << url;
  for (const char* url : {"postgresql://user:secret@host/db", "postgresql://host/db?password=secret", "postgresql://host/db?%70assword=secret", "postgresql://host/db?what=1"}) {
    const auto place = Place::parse_url(url);
    ASSERT_TRUE(place);
    const auto opened = Store::open(*place, OpenMode::kRead);
    EXPECT_EQ(opened.fault().kind, FaultKind::kUsage) << url;
    EXPECT_EQ(opened.fault().text.find("secret"), std::string::npos);
  }
}

TEST(place, a_server_that_is_not_there_is_io) {
  EXPECT_EQ(Store::open(Place::parse_url("postgresql:///none?host=/nonexistent").value(), OpenMode::kRead).fault().kind, FaultKind::kIo);
}

}  // namespace
}  // namespace cs::store
