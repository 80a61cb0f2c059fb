// What a Store holds. Inside this room only.
#pragma once

#include "store/database.h"
#include "store/files.h"
#include "store/store.h"

namespace cs::store {

struct Store::Held {
  std::optional<FileLock> lock;        // goes last
  std::optional<WatchedFile> file;     // for writing only
  std::optional<WatchedFile> journal;  // the WAL
  std::unique_ptr<Database> database;
  Path path;

  Result<Statement*> cached(const char* sql) { return database->cached(sql); }
};

}  // namespace cs::store
