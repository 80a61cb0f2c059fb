#include "store/store.h"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

#include "store/files.h"

namespace cs::store {
namespace {

Digest filled(std::uint8_t byte) {
  Digest out;
  out.fill(byte);
  return out;
}

class store : public ::testing::Test {
 protected:
  store() {
    std::string pattern = (std::filesystem::temp_directory_path() / "store-XXXXXX").string();
    directory_ = ::mkdtemp(pattern.data());
    file_ = directory_ / "store.db";
  }
  ~store() override {
    std::error_code error;
    std::filesystem::remove_all(directory_, error);
  }

  // A store whose head says 1 entry.
  Result<Store> made() {
    CS_TRY(out, Store::create(file_));
    CS_TRY_VOID(out.put_record({0, 1, 5, 0, filled(1), "note", to_bytes("entries"), 0}));
    CS_TRY_VOID(out.set_head({"origin", 1, filled(1), 0, 0}));
    CS_TRY_VOID(out.commit());
    return out;
  }

  // What a stranger with the file could do.
  void tamper(const char* sql) {
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open(file_.c_str(), &database), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(database, sql, nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(database);
    sqlite3_close(database);
  }

  FaultKind refused() const {
    const auto opened = Store::open(file_, OpenMode::kRead);
    if (!opened) return opened.fault().kind;
    const auto head = opened->head();
    if (!head) return head.fault().kind;
    const auto records = opened->for_each_record([](const RecordRow&) -> Result<void> { return {}; });
    EXPECT_FALSE(records) << "nothing was refused";
    return records ? FaultKind::kUsage : records.fault().kind;
  }

  Path directory_;
  Path file_;
};

TEST_F(store, rows_come_back_as_they_were_put) {
  auto held = made();
  ASSERT_TRUE(held) << held.fault().text;
  ASSERT_TRUE(held->begin());
  const OpeningRow opening{7, 2, 3, 4, "first-agreement", 8106, 2, to_bytes("keys"), to_bytes("pieces")};
  ASSERT_TRUE(held->put_opening(opening));
  ASSERT_TRUE(held->put_answer({7, 9, filled(2), to_bytes("sealed")}));
  ASSERT_TRUE(held->put_document(filled(3), to_bytes("document")));
  ASSERT_TRUE(held->put_document(filled(3), to_bytes("document")));
  ASSERT_TRUE(held->put_record({1, 2, 6, 0, filled(4), "note 2", to_bytes("first part"), 0}));
  ASSERT_TRUE(held->put_part(1, 1, to_bytes("second part")));
  ASSERT_TRUE(held->set_head({"origin", 3, filled(4), 1, 0}));
  ASSERT_TRUE(held->commit());
  held = conflict("closed");

  const auto again = Store::open(file_, OpenMode::kRead);
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

TEST_F(store, what_was_not_committed_is_not_there) {
  {
    auto held = made();
    ASSERT_TRUE(held);
    ASSERT_TRUE(held->begin());
    ASSERT_TRUE(held->set_head({"origin", 99, filled(9), 0, 0}));
  }
  EXPECT_EQ(Store::open(file_, OpenMode::kRead)->head()->size, 1u);
}

TEST_F(store, a_record_is_never_written_over) {
  auto held = made();
  ASSERT_TRUE(held->begin());
  EXPECT_EQ(held->put_record({0, 1, 5, 0, filled(1), "note", to_bytes("other"), 0}).fault().kind, FaultKind::kIo);
}

TEST_F(store, creating_twice_or_while_open_is_a_conflict) {
  {
    const auto held = made();
    ASSERT_TRUE(held);
    EXPECT_EQ(Store::create(file_).fault().kind, FaultKind::kConflict);
    EXPECT_EQ(Store::open(file_, OpenMode::kWrite).fault().kind, FaultKind::kConflict);
    EXPECT_TRUE(Store::open(file_, OpenMode::kRead));
  }
  EXPECT_EQ(Store::create(file_).fault().kind, FaultKind::kConflict);
  EXPECT_TRUE(Store::open(file_, OpenMode::kWrite));
}

TEST_F(store, no_file_and_no_directory_are_not_found_or_io) {
  EXPECT_EQ(Store::open(file_, OpenMode::kRead).fault().kind, FaultKind::kNotFound);
  EXPECT_EQ(Store::create(directory_ / "none" / "store.db").fault().kind, FaultKind::kIo);
}

TEST_F(store, a_file_that_is_no_database_is_untrusted) {
  ASSERT_TRUE(write_file(file_, to_bytes("this is no database, but a page of some length: " + std::string(8192, 'x'))));
  EXPECT_EQ(refused(), FaultKind::kUntrusted);
}

TEST_F(store, another_schema_or_version_is_untrusted) {
  for (const char* sql : {"CREATE TABLE extra(a)", "CREATE TRIGGER t AFTER INSERT ON answer BEGIN DELETE FROM document; END",
                          "DROP TABLE document", "ALTER TABLE answer ADD COLUMN more ANY", "CREATE INDEX i ON answer(close)",
                          "UPDATE format SET version = 2", "DELETE FROM format", "INSERT INTO format VALUES(2)"}) {
    {
      ASSERT_TRUE(made());
    }
    tamper(sql);
    EXPECT_EQ(refused(), FaultKind::kUntrusted) << sql;
    for (const char* suffix : {"", "-wal", "-shm", ".lock"}) std::filesystem::remove(file_.string() + suffix);
  }
}

TEST_F(store, columns_outside_their_range_are_untrusted) {
  for (const char* sql :
       {"UPDATE ledger_head SET size = -1", "UPDATE ledger_head SET root = x'00'", "UPDATE ledger_head SET size = 9000000000000000",
        "UPDATE ledger_record SET first = -1", "UPDATE ledger_record SET count = -1", "UPDATE ledger_record SET root = x''",
        "UPDATE ledger_record SET time_ms = -1"}) {
    {
      ASSERT_TRUE(made());
    }
    tamper(sql);
    EXPECT_EQ(refused(), FaultKind::kUntrusted) << sql;
    for (const char* suffix : {"", "-wal", "-shm", ".lock"}) std::filesystem::remove(file_.string() + suffix);
  }
}

TEST_F(store, a_creation_cut_off_before_its_first_commit_says_so) {
  {
    ASSERT_TRUE(Store::create(file_));
  }
  const auto opened = Store::open(file_, OpenMode::kWrite);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.fault().kind, FaultKind::kNotFound);
}

TEST_F(store, a_moved_linked_or_replaced_file_is_noticed) {
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

TEST_F(store, a_path_with_signs_of_a_uri_is_still_a_path) {
  const Path odd = directory_ / "a?mode=memory&b#c%41 d";
  std::filesystem::create_directory(odd);
  ASSERT_TRUE(Store::create(odd / "store.db"));
  EXPECT_TRUE(std::filesystem::exists(odd / "store.db"));
}

TEST_F(store, the_file_is_for_its_owner_alone) {
  ASSERT_TRUE(made());
  using std::filesystem::perms;
  for (const char* suffix : {"", "-wal", ".lock"})
    EXPECT_EQ(std::filesystem::status(file_.string() + suffix).permissions(), perms::owner_read | perms::owner_write) << suffix;
}

}  // namespace
}  // namespace cs::store
