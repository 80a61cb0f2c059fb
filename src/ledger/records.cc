#include "ledger/records.h"

#include "store/store.h"

namespace cs::ledger {

Result<void> for_each_record(const Path& copy, const std::function<Result<void>(const Record&)>& take) {
  CS_TRY(store, store::Store::open(copy, store::OpenMode::kRead));
  return store.for_each_record([&](const store::RecordRow& row) { return take({{row.first}, row.count, Instant{row.time_ms}, row.checkpoint}); });
}

Result<void> for_each_document(const Path& copy, const std::function<Result<void>(const Digest&, ByteView)>& take) {
  CS_TRY(store, store::Store::open(copy, store::OpenMode::kRead));
  return store.for_each_document(take);
}

}  // namespace cs::ledger
