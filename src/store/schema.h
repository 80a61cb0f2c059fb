// The tables, word for word: a database whose schema differs by one character is not ours. Inside this room only.
#pragma once

#include "store/database.h"

namespace cs::store {

Result<void> make_tables(Database& database);
// kNotFound where there are no tables yet; kUntrusted for another schema or version.
Result<void> check_tables(Database& database);

}  // namespace cs::store
