#include "store/store.h"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include "base/temporary_directory_for_test.h"
#include "store/files.h"
#include "store/postgres_for_test.h"

namespace cs::store {
namespace {

Digest filled(std::uint8_t byte) {
  Digest out;
  out.fill(byte);
  return out;
}

enum class Over { kSqlite, kPostgres };

// The same promises over both databases.
class store_over : public ::testing::TestWithParam<Over> {
 protected:
  void SetUp() override {
    if (GetParam() == Over::kSqlite) return;
    CS_NEEDS_POSTGRES();
    TestServer::running()->empty();
  }
  Place place() const { return GetParam() == Over::kSqlite ? Place(file_) : Place::parse_url(TestServer::running()->url()).value(); }

  // A store whose head says 1 entry.
  Result<Store> made() {
    CS_TRY(out, Store::create(place()));
    const std::uint64_t token = out.token();
    CS_TRY_VOID(out.put_record({0, 1, 5, token, filled(1), "note", to_bytes("entries"), 0}));
    CS_TRY_VOID(out.set_head({"origin", 1, filled(1), 0, token}));
    CS_TRY_VOID(out.commit());
    return out;
  }

  // What a stranger with the file, or with the server's account, could do.
  void tamper(const std::string& sql) {
    if (GetParam() == Over::kPostgres) {
      TestServer::running()->ask(sql);
      return;
    }
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open(file_.c_str(), &database), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(database);
    sqlite3_close(database);
  }
  void forget() {
    if (GetParam() == Over::kPostgres) TestServer::running()->empty();
    for (const char* suffix : {"", "-wal", "-shm", ".lock"}) std::filesystem::remove(file_.string() + suffix);
  }

  FaultKind refused() const {
    const auto opened = Store::open(place(), OpenMode::kRead);
    if (!opened) return opened.fault().kind;
    const auto head = opened->head();
    if (!head) return head.fault().kind;
    const auto records = opened->for_each_record([](const RecordRow&) -> Result<void> { return {}; });
    EXPECT_FALSE(records) << "nothing was refused";
    return records ? FaultKind::kUsage : records.fault().kind;
  }

  test::TemporaryDirectory home_;
  const Path directory_ = home_.path();
  const Path file_ = directory_ / "store.db";
};

INSTANTIATE_TEST_SUITE_P(both, store_over, ::testing::Values(Over::kSqlite, Over::kPostgres),
                         [](const auto& over) { return std::string(over.param == Over::kSqlite ? "sqlite" : "postgresql"); });

class store : public store_over {};  // what only files can do
INSTANTIATE_TEST_SUITE_P(file, store, ::testing::Values(Over::kSqlite), [](const auto&) { return std::string("sqlite"); });

TEST_P(store_over, rows_come_back_as_they_were_put) {
  auto held = made();
  ASSERT_TRUE(held) << held.fault().text;
  ASSERT_TRUE(held->begin());
  const OpeningRow opening{7, 2, 3, 4, "first-agreement", 8106, 2, to_bytes("keys"), to_bytes("pieces")};
  ASSERT_TRUE(held->put_opening(opening));
  ASSERT_TRUE(held->put_answer({7, 9, filled(2), to_bytes("sealed")}));
  ASSERT_TRUE(held->put_document(filled(3), to_bytes("document")));
  ASSERT_TRUE(held->put_document(filled(3), to_bytes("document")));
  ASSERT_TRUE(held->put_record({1, 2, 6, held->token(), filled(4), "note 2", to_bytes("first part"), 0}));
  ASSERT_TRUE(held->put_part(1, 1, to_bytes("second part")));
  ASSERT_TRUE(held->set_head({"origin", 3, filled(4), 1, held->token()}));
  ASSERT_TRUE(held->commit());
  held = conflict("closed");

  const auto again = Store::open(place(), OpenMode::kRead);
  ASSERT_TRUE(again) << again.fault().text;
  EXPECT_EQ(again->head()->size, 3u);
  EXPECT_EQ(again->head()->last_first, 1u);
  EXPECT_EQ(to_string((*again->opening(7, 2, 3, 4))->pieces), "pieces");
  EXPECT_EQ((*again->opening(7, 2, 3, 4))->agreement, "first-agreement");
  EXPECT_FALSE(again->opening(7, 2, 3, 5)->has_value());
  EXPECT_EQ((*again->answer(7))->close, 9u);
  EXPECT_FALSE(again->answer(8)->has_value());
  EXPECT_EQ(to_string(**again->document(filled(3))), "document");
  EXPECT_EQ(to_string(*again->part(1, 0)), "first part");
  EXPECT_EQ(to_string(*again->part(1, 1)), "second part");
  EXPECT_EQ(again->part(1, 2).fault().kind, FaultKind::kNotFound);
  EXPECT_EQ(*again->part_count(), 1u);
  std::vector<std::uint32_t> parts;
  ASSERT_TRUE(again->for_each_record([&](const RecordRow& row) -> Result<void> {
    parts.push_back(row.parts);
    return {};
  }));
  EXPECT_EQ(parts, (std::vector<std::uint32_t>{0, 1}));
}

TEST_P(store_over, what_was_not_committed_is_not_there) {
  {
    auto held = made();
    ASSERT_TRUE(held);
    ASSERT_TRUE(held->begin());
    ASSERT_TRUE(held->set_head({"origin", 99, filled(9), 0, held->token()}));
  }
  EXPECT_EQ(Store::open(place(), OpenMode::kRead)->head()->size, 1u);
}

TEST_P(store_over, a_record_is_never_written_over) {
  auto held = made();
  ASSERT_TRUE(held->begin());
  EXPECT_EQ(held->put_record({0, 1, 5, 0, filled(1), "note", to_bytes("other"), 0}).fault().kind, FaultKind::kIo);
}

TEST_P(store, creating_twice_or_while_open_is_a_conflict) {
  {
    const auto held = made();
    ASSERT_TRUE(held);
    EXPECT_EQ(Store::create(file_).fault().kind, FaultKind::kConflict);
    EXPECT_EQ(Store::open(place(), OpenMode::kWrite).fault().kind, FaultKind::kConflict);
    EXPECT_TRUE(Store::open(place(), OpenMode::kRead));
  }
  EXPECT_EQ(Store::create(file_).fault().kind, FaultKind::kConflict);
  EXPECT_TRUE(Store::open(place(), OpenMode::kWrite));
}

TEST_P(store, no_file_and_no_directory_are_not_found_or_io) {
  EXPECT_EQ(Store::open(place(), OpenMode::kRead).fault().kind, FaultKind::kNotFound);
  EXPECT_EQ(Store::create(directory_ / "none" / "store.db").fault().kind, FaultKind::kIo);
}

TEST_P(store, a_file_that_is_no_database_is_untrusted) {
  ASSERT_TRUE(write_file(file_, to_bytes("this is no database, but a page of some length: " + std::string(8192, 'x'))));
  EXPECT_EQ(refused(), FaultKind::kUntrusted);
}

TEST_P(store, another_schema_or_version_is_untrusted) {
  for (const char* sql : {"CREATE TABLE extra(a)", "CREATE TRIGGER t AFTER INSERT ON answer BEGIN DELETE FROM document; END",
                          "DROP TABLE document", "ALTER TABLE answer ADD COLUMN more ANY", "CREATE INDEX i ON answer(close)",
                          "UPDATE format SET version = 2", "DELETE FROM format", "INSERT INTO format VALUES(2)"}) {
    {
      ASSERT_TRUE(made());
    }
    tamper(sql);
    EXPECT_EQ(refused(), FaultKind::kUntrusted) << sql;
    forget();
  }
}

TEST_P(store_over, columns_outside_their_range_are_untrusted) {
  const bool is_file = GetParam() == Over::kSqlite;
  const std::string none = is_file ? "x''" : "''", zero = is_file ? "x'00'" : "'\\\\x00'";
  for (const std::string& sql : {std::string("UPDATE ledger_head SET size = -1"), "UPDATE ledger_head SET root = " + zero,
                                 std::string("UPDATE ledger_head SET size = 9000000000000000"), std::string("UPDATE ledger_record SET first = -1"),
                                 std::string("UPDATE ledger_record SET count = -1"), "UPDATE ledger_record SET root = " + none,
                                 std::string("UPDATE ledger_record SET time_ms = -1")}) {
    {
      ASSERT_TRUE(made());
    }
    tamper(sql);
    EXPECT_EQ(refused(), FaultKind::kUntrusted) << sql;
    forget();
  }
}

TEST_P(store_over, creating_twice_is_a_conflict) {
  ASSERT_TRUE(made());
  EXPECT_EQ(Store::create(place()).fault().kind, FaultKind::kConflict);
  EXPECT_EQ(Store::open(place(), OpenMode::kRead)->head()->size, 1u);
}

TEST_P(store_over, nothing_is_there_before_the_first_commit) {
  { ASSERT_TRUE(Store::create(place())); }
  EXPECT_EQ(Store::open(place(), OpenMode::kRead).fault().kind, FaultKind::kNotFound);
}

TEST_P(store_over, a_reader_sees_one_state_whatever_a_writer_does_meanwhile) {
  auto held = made();
  ASSERT_TRUE(held);
  const auto reader = Store::open(place(), OpenMode::kRead);
  ASSERT_TRUE(reader);
  int records = 0;
  ASSERT_TRUE(reader->for_each_record([&](const RecordRow&) -> Result<void> {
    ++records;
    CS_TRY_VOID(held->begin());
    CS_TRY_VOID(held->put_record({1, 1, 6, held->token(), filled(2), "note 2", to_bytes("more"), 0}));
    CS_TRY_VOID(held->set_head({"origin", 2, filled(2), 1, held->token()}));
    return held->commit();
  }));
  EXPECT_EQ(records, 1);
  EXPECT_EQ(reader->head()->size, 1u);
  EXPECT_EQ(Store::open(place(), OpenMode::kRead)->head()->size, 2u);
}

TEST_P(store_over, a_head_that_another_moved_is_not_written_over) {
  auto held = made();
  ASSERT_TRUE(held);
  tamper("UPDATE ledger_head SET size = 7");
  EXPECT_EQ(held->begin().fault().kind, FaultKind::kIo);
}

TEST_P(store_over, a_rewritten_opening_has_other_bytes_its_neighbors_have_theirs_and_none_that_is_not_there_is_rewritten) {
  auto held = made();
  ASSERT_TRUE(held);
  ASSERT_TRUE(held->begin());
  for (std::uint32_t part = 0; part < 3; ++part) ASSERT_TRUE(held->put_opening({7, 1, 1, part, "a", 8106, 1, to_bytes("keys"), to_bytes("pieces")}));
  ASSERT_TRUE(held->commit());
  ASSERT_TRUE(held->begin());
  ASSERT_TRUE(held->rewrite_opening({7, 1, 1, 1, "a", 8106, 1, to_bytes("other keys"), to_bytes("fewer")}));
  ASSERT_TRUE(held->commit());
  for (std::uint32_t part = 0; part < 3; ++part) {
    const auto row = held->opening(7, 1, 1, part);
    ASSERT_TRUE(row && row->has_value());
    EXPECT_EQ(to_string((*row)->pieces), part == 1 ? "fewer" : "pieces");
    EXPECT_EQ(to_string((*row)->keys), part == 1 ? "other keys" : "keys");
    EXPECT_EQ((*row)->agreement, "a");
  }
  ASSERT_TRUE(held->begin());
  EXPECT_EQ(held->rewrite_opening({7, 1, 1, 3, "a", 8106, 1, to_bytes("k"), to_bytes("p")}).fault().kind, FaultKind::kIo);
}

// What an auditor gets: every record, opening and document, and of the sealed answers not a byte.
TEST_P(store_over, a_copy_without_answers_has_everything_else_in_one_file_and_no_byte_of_an_answer) {
  auto held = made();
  ASSERT_TRUE(held);
  const std::string sealed = "the sealed answer of request seven, which stays where it is";
  ASSERT_TRUE(held->begin());
  ASSERT_TRUE(held->put_opening({7, 1, 1, 0, "a", 8106, 1, to_bytes("keys"), to_bytes("pieces")}));
  ASSERT_TRUE(held->put_document(filled(3), to_bytes("a document")));
  ASSERT_TRUE(held->put_answer({7, 0, filled(4), to_bytes(sealed)}));
  ASSERT_TRUE(held->commit());
  const Path file = directory_ / "copy.db";
  ASSERT_TRUE(held->copy_without_answers(file));
  EXPECT_EQ(held->copy_without_answers(file).fault().kind, FaultKind::kConflict) << "over one that is there";
  for (const char* suffix : {"-wal", "-shm", ".lock"}) EXPECT_FALSE(std::filesystem::exists(file.string() + suffix)) << suffix;
  EXPECT_EQ(read_file(file, std::size_t{1} << 30)->find(sealed), std::string::npos);
  const auto copy = Store::open(file, OpenMode::kRead);
  ASSERT_TRUE(copy) << copy.fault().text;
  EXPECT_EQ(copy->head()->root, held->head()->root);
  std::vector<std::string> rows;
  ASSERT_TRUE(copy->for_each_record([&](const RecordRow& row) -> Result<void> { return rows.push_back(to_string(row.entries)), Result<void>(); }));
  ASSERT_TRUE(copy->for_each_opening([&](const OpeningRow& row) -> Result<void> { return rows.push_back(to_string(row.keys) + to_string(row.pieces)), Result<void>(); }));
  ASSERT_TRUE(copy->for_each_document([&](const Digest&, ByteView bytes) -> Result<void> { return rows.push_back(to_string(Bytes(bytes.begin(), bytes.end()))), Result<void>(); }));
  EXPECT_EQ(rows, (std::vector<std::string>{"entries", "keyspieces", "a document"}));
  ASSERT_TRUE(copy->for_each_answer([&](const AnswerRow&) -> Result<void> { return conflict("an answer"); }));
  EXPECT_TRUE(held->answer(7)->has_value()) << "it stays in the store";
}

TEST_P(store_over, a_row_of_many_bytes_and_many_rows_come_back_in_order) {
  auto held = made();
  ASSERT_TRUE(held);
  ASSERT_TRUE(held->begin());
  const Bytes large(9'000'000, 0x7A);
  for (std::uint32_t part = 0; part < 70; ++part)
    ASSERT_TRUE(held->put_opening({7, 1, 2, part, "a", 8106, 1, to_bytes("keys"), part == 33 ? large : Bytes{}}));
  ASSERT_TRUE(held->commit());
  std::uint32_t next = 0;
  ASSERT_TRUE(held->for_each_opening([&](const OpeningRow& row) -> Result<void> {
    EXPECT_EQ(row.part, next);
    EXPECT_EQ(row.pieces, next == 33 ? large : Bytes{});
    ++next;
    EXPECT_TRUE(held->opening(7, 1, 2, row.part)->has_value());  // other rows may be asked for meanwhile
    return {};
  }));
  EXPECT_EQ(next, 70u);
}

TEST_P(store, a_creation_cut_off_before_its_first_commit_says_so) {
  {
    ASSERT_TRUE(Store::create(file_));
  }
  const auto opened = Store::open(place(), OpenMode::kWrite);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.fault().kind, FaultKind::kNotFound);
}

TEST_P(store, a_moved_linked_or_replaced_file_is_noticed) {
  const auto held = made();
  ASSERT_TRUE(held);
  EXPECT_TRUE(held->check_files());
  for (const char* suffix : {"", "-wal"}) {
    const Path file = file_.string() + suffix;
    const Path other = directory_ / "other";
    std::filesystem::create_hard_link(file, other);
    EXPECT_EQ(held->check_files().fault().kind, FaultKind::kIo);  // two links
    std::filesystem::remove(file);
    EXPECT_EQ(held->check_files().fault().kind, FaultKind::kIo);  // one, under another name
    ASSERT_TRUE(write_file(file, {}));
    EXPECT_EQ(held->check_files().fault().kind, FaultKind::kIo);  // another file under the name
    std::filesystem::rename(other, file);
    EXPECT_TRUE(held->check_files());
  }
}

TEST_P(store, a_path_with_signs_of_a_uri_is_still_a_path) {
  const Path odd = directory_ / "a?mode=memory&b#c%41 d";
  std::filesystem::create_directory(odd);
  ASSERT_TRUE(Store::create(odd / "store.db"));
  EXPECT_TRUE(std::filesystem::exists(odd / "store.db"));
}

TEST_P(store, the_file_is_for_its_owner_alone) {
  ASSERT_TRUE(made());
  using std::filesystem::perms;
  for (const char* suffix : {"", "-wal", ".lock"})
    EXPECT_EQ(std::filesystem::status(file_.string() + suffix).permissions(), perms::owner_read | perms::owner_write) << suffix;
}

}  // namespace
}  // namespace cs::store
