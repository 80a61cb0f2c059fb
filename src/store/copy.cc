// A store given away: what an auditor opens on another machine.
#include "store/backend.h"

namespace cs::store {
namespace {

Result<void> copy_records(const Store& from, Store& to) {
  return from.for_each_record([&](const RecordRow& record) -> Result<void> {
    CS_TRY_VOID(to.put_record(record));
    for (std::uint32_t part = 1; part <= record.parts; ++part) {
      CS_TRY(entries, from.part(record.first, part));
      CS_TRY_VOID(to.put_part(record.first, part, entries));
    }
    return {};
  });
}

Result<void> copy_rows(const Store& from, Store& to) {
  CS_TRY_VOID(copy_records(from, to));
  CS_TRY_VOID(from.for_each_opening([&](const OpeningRow& row) { return to.put_opening(row); }));
  CS_TRY_VOID(from.for_each_document([&](const Digest& digest, ByteView bytes) { return to.put_document(digest, bytes); }));
  CS_TRY(head, from.head());
  CS_TRY_VOID(to.set_head(head));
  return to.commit();
}

}  // namespace

Result<void> Store::copy_without_answers(const Path& file) const {
  std::error_code there;
  if (std::filesystem::exists(file, there)) return conflict(file.string() + ": is there already");  // before anything is made beside it
  {
    CS_TRY(copy, Store::create(file));
    CS_TRY_VOID(copy_rows(*this, copy));
    CS_TRY_VOID(copy.checkpoint());
    // Without a journal beside it: it is read elsewhere, also from a disk on which nothing can be written.
    CS_TRY(statement, copy.held_->database().prepare("PRAGMA journal_mode=DELETE"));
    CS_TRY(row, statement->step());
    if (!row || statement->text(0) != "delete") return io_fault(file.string() + ": its journal cannot be left out");
  }
  for (const char* suffix : {"-wal", "-shm", ".lock"}) {
    Path beside = file;
    beside += suffix;
    std::error_code ignored;
    std::filesystem::remove(beside, ignored);
  }
  return {};
}

}  // namespace cs::store
