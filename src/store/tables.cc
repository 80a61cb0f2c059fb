#include "base/limits.h"
#include "store/backend.h"

namespace cs::store {
namespace {

constexpr std::uint64_t kIndexLimit = limits::kEntryIndexMax + 2;  // a size may be one more than the largest index

std::uint32_t number32(Statement& row, int column) {
  return static_cast<std::uint32_t>(row.number_below(column, std::uint64_t{UINT32_MAX} + 1));
}

Result<RecordRow> read_record(Statement& row) {
  RecordRow out;
  out.first = row.number_below(0, kIndexLimit);
  out.count = row.number_below(1, kIndexLimit);
  out.time_ms = static_cast<std::int64_t>(row.number(2));
  out.token = row.number(3);
  out.root = row.digest(4);
  out.checkpoint = row.text(5);
  const ByteView entries = row.bytes(6);
  out.entries.assign(entries.begin(), entries.end());
  out.parts = number32(row, 7);
  CS_TRY_VOID(row.row_fault());
  return out;
}

Result<OpeningRow> read_opening(Statement& row) {
  OpeningRow out;
  out.entry = row.number_below(0, kIndexLimit);
  out.opening_class = static_cast<std::uint8_t>(row.number_below(1, 256));
  out.kind = static_cast<std::uint8_t>(row.number_below(2, 256));
  out.part = number32(row, 3);
  out.agreement = row.text(4);
  out.quarter = number32(row, 5);
  out.count = number32(row, 6);
  const ByteView keys = row.bytes(7);
  const ByteView pieces = row.bytes(8);
  out.keys.assign(keys.begin(), keys.end());
  out.pieces.assign(pieces.begin(), pieces.end());
  CS_TRY_VOID(row.row_fault());
  return out;
}

#define CS_STORE_OPENING "SELECT entry, class, kind, part, agreement, quarter, count, keys, pieces FROM opening "

Result<AnswerRow> read_answer(Statement& row) {
  AnswerRow out;
  out.request = row.number_below(0, kIndexLimit);
  out.close = row.number_below(1, kIndexLimit);
  out.digest = row.digest(2);
  const ByteView sealed = row.bytes(3);
  out.sealed.assign(sealed.begin(), sealed.end());
  CS_TRY_VOID(row.row_fault());
  return out;
}

// Steps a statement of its own, so that `take` may ask the store for other rows meanwhile.
template <typename Take>
Result<void> for_each_row(Result<std::unique_ptr<Statement>> prepared, const Take& take) {
  CS_TRY(statement, std::move(prepared));
  while (true) {
    CS_TRY(row, statement->step());
    if (!row) return {};
    CS_TRY_VOID(take(*statement));
  }
}

}  // namespace

Result<HeadRow> Store::head() const {
  CS_TRY(statement, held_->cached("SELECT origin, size, root, last_first, token FROM ledger_head WHERE id = 1"));
  const Borrowed row(*statement);
  CS_TRY(found, row->step());
  if (!found) return not_found(held_->database().place() + ": has no head");
  HeadRow out;
  out.origin = row->text(0);
  out.size = row->number_below(1, kIndexLimit);
  out.root = row->digest(2);
  out.last_first = row->number_below(3, kIndexLimit);
  out.token = row->number(4);
  CS_TRY_VOID(row->row_fault());
  held_->head = out;
  return out;
}

Result<void> Store::for_each_record(const std::function<Result<void>(RecordRow)>& take) const {
  CS_TRY(statement, held_->database().prepare_rows("SELECT first, count, time_ms, token, root, checkpoint, entries, "
                                             "(SELECT count(*) FROM ledger_part p WHERE p.first = r.first) "
                                             "FROM ledger_record r ORDER BY first"));
  return for_each_row(std::move(statement), [&](Statement& row) -> Result<void> {
    CS_TRY(record, read_record(row));
    return take(std::move(record));
  });
}

Result<Bytes> Store::part(std::uint64_t first, std::uint32_t part) const {
  CS_TRY(statement, part == 0 ? held_->cached("SELECT entries FROM ledger_record WHERE first = $1")
                              : held_->cached("SELECT entries FROM ledger_part WHERE first = $1 AND part = $2"));
  const Borrowed row(*statement);
  row->bind(1, first);
  if (part != 0) row->bind(2, std::uint64_t{part});
  CS_TRY(found, row->step());
  if (!found) return not_found(held_->database().place() + ": record " + std::to_string(first) + " has no part " + std::to_string(part));
  const ByteView entries = row->bytes(0);
  CS_TRY_VOID(row->row_fault());
  return Bytes(entries.begin(), entries.end());
}

Result<std::uint64_t> Store::part_count() const {
  CS_TRY(statement, held_->cached("SELECT count(*) FROM ledger_part"));
  const Borrowed row(*statement);
  CS_TRY(found, row->step());
  const std::uint64_t count = found ? row->number(0) : 0;
  CS_TRY_VOID(row->row_fault());
  return count;
}

Result<std::optional<OpeningRow>> Store::opening(std::uint64_t entry, std::uint8_t opening_class, std::uint8_t kind,
                                                 std::uint32_t part) const {
  CS_TRY(statement, held_->cached(CS_STORE_OPENING "WHERE entry = $1 AND class = $2 AND kind = $3 AND part = $4"));
  const Borrowed row(*statement);
  row->bind(1, entry).bind(2, std::uint64_t{opening_class}).bind(3, std::uint64_t{kind}).bind(4, std::uint64_t{part});
  CS_TRY(found, row->step());
  if (!found) return std::optional<OpeningRow>();
  CS_TRY(opening, read_opening(*statement));
  return std::optional<OpeningRow>(std::move(opening));
}

Result<void> Store::for_each_opening(const std::function<Result<void>(const OpeningRow&)>& take) const {
  return for_each_row(held_->database().prepare_rows(CS_STORE_OPENING "ORDER BY entry, class, kind, part"), [&](Statement& row) -> Result<void> {
    CS_TRY(opening, read_opening(row));
    return take(opening);
  });
}

Result<std::optional<AnswerRow>> Store::answer(std::uint64_t request) const {
  CS_TRY(statement, held_->cached("SELECT request, close, digest, sealed FROM answer WHERE request = $1"));
  const Borrowed row(*statement);
  CS_TRY(found, row->bind(1, request).step());
  if (!found) return std::optional<AnswerRow>();
  CS_TRY(answer, read_answer(*statement));
  return std::optional<AnswerRow>(std::move(answer));
}

Result<void> Store::for_each_answer(const std::function<Result<void>(const AnswerRow&)>& take) const {
  return for_each_row(held_->database().prepare_rows("SELECT request, close, digest, sealed FROM answer ORDER BY request"),
                      [&](Statement& row) -> Result<void> {
                        CS_TRY(answer, read_answer(row));
                        return take(answer);
                      });
}

Result<std::optional<Bytes>> Store::document(const Digest& digest) const {
  CS_TRY(statement, held_->cached("SELECT bytes FROM document WHERE digest = $1"));
  const Borrowed row(*statement);
  CS_TRY(found, row->bind(1, ByteView(digest)).step());
  if (!found) return std::optional<Bytes>();
  const ByteView bytes = row->bytes(0);
  CS_TRY_VOID(row->row_fault());
  return std::optional<Bytes>(Bytes(bytes.begin(), bytes.end()));
}

Result<void> Store::for_each_document(const std::function<Result<void>(const Digest&, ByteView)>& take) const {
  return for_each_row(held_->database().prepare_rows("SELECT digest, bytes FROM document ORDER BY digest"), [&](Statement& row) -> Result<void> {
    const Digest digest = row.digest(0);
    const ByteView bytes = row.bytes(1);
    CS_TRY_VOID(row.row_fault());
    return take(digest, bytes);
  });
}

Result<void> Store::put_opening(const OpeningRow& row) {
  CS_TRY(statement, held_->cached("INSERT INTO opening(entry, class, kind, part, agreement, quarter, count, keys, pieces) "
                                  "VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9)"));
  const Borrowed put(*statement);
  put->bind(1, row.entry).bind(2, std::uint64_t{row.opening_class}).bind(3, std::uint64_t{row.kind}).bind(4, std::uint64_t{row.part});
  put->bind(5, std::string_view(row.agreement)).bind(6, std::uint64_t{row.quarter}).bind(7, std::uint64_t{row.count});
  return put->bind(8, ByteView(row.keys)).bind(9, ByteView(row.pieces)).run_later();
}

Result<void> Store::rewrite_opening(const OpeningRow& row) {
  CS_TRY(statement, held_->cached("UPDATE opening SET keys = $1, pieces = $2 WHERE entry = $3 AND class = $4 AND kind = $5 AND part = $6 RETURNING part"));
  const Borrowed put(*statement);  // SQLite numbers values by their first place in the text
  put->bind(1, ByteView(row.keys)).bind(2, ByteView(row.pieces));
  put->bind(3, row.entry).bind(4, std::uint64_t{row.opening_class}).bind(5, std::uint64_t{row.kind}).bind(6, std::uint64_t{row.part});
  CS_TRY(rewritten, put->step());
  if (!rewritten) return io_fault("the opening that is to be rewritten is not there");
  CS_TRY(more, put->step());
  return more ? Result<void>(io_fault("an opening was there twice")) : Result<void>();
}

Result<void> Store::put_answer(const AnswerRow& row) {
  CS_TRY(statement, held_->cached("INSERT INTO answer(request, close, digest, sealed) VALUES($1, $2, $3, $4)"));
  const Borrowed put(*statement);
  return put->bind(1, row.request).bind(2, row.close).bind(3, ByteView(row.digest)).bind(4, ByteView(row.sealed)).run_later();
}

Result<void> Store::put_document(const Digest& digest, ByteView bytes) {
  CS_TRY(statement, held_->cached("INSERT INTO document(digest, bytes) VALUES($1, $2) ON CONFLICT(digest) DO NOTHING"));
  const Borrowed put(*statement);
  return put->bind(1, ByteView(digest)).bind(2, bytes).run_later();
}

Result<void> Store::put_record(const RecordRow& row) {
  CS_TRY(statement, held_->cached("INSERT INTO ledger_record(first, count, time_ms, token, root, checkpoint, entries) "
                                  "VALUES($1, $2, $3, $4, $5, $6, $7)"));
  const Borrowed put(*statement);
  put->bind(1, row.first).bind(2, row.count).bind(3, row.time_ms).bind(4, row.token).bind(5, ByteView(row.root));
  return put->bind(6, std::string_view(row.checkpoint)).bind(7, ByteView(row.entries)).run();
}

Result<void> Store::put_part(std::uint64_t first, std::uint32_t part, ByteView entries) {
  CS_TRY(statement, held_->cached("INSERT INTO ledger_part(first, part, entries) VALUES($1, $2, $3)"));
  const Borrowed put(*statement);
  return put->bind(1, first).bind(2, std::uint64_t{part}).bind(3, entries).run_later();
}

Result<void> Store::set_head(const HeadRow& row) {
  CS_TRY(statement, held_->cached("INSERT INTO ledger_head(id, origin, size, root, last_first, token) VALUES(1, $1, $2, $3, $4, $5) "
                                  "ON CONFLICT(id) DO UPDATE SET size = $2, root = $3, last_first = $4, token = $5"));
  const Borrowed put(*statement);
  put->bind(1, std::string_view(row.origin)).bind(2, row.size).bind(3, ByteView(row.root)).bind(4, row.last_first);
  put->bind(5, row.token);
  CS_TRY_VOID(put->run());
  held_->next = row;
  return {};
}

#undef CS_STORE_OPENING

}  // namespace cs::store
