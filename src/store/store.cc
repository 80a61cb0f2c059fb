#include "store/store.h"

#include "store/postgres_backend.h"
#include "store/sqlite_backend.h"

namespace cs::store {
namespace {

bool same(const HeadRow& a, const HeadRow& b) {
  return a.origin == b.origin && a.size == b.size && a.root == b.root && a.last_first == b.last_first && a.token == b.token;
}

}  // namespace

Store::Store(std::unique_ptr<Held> held) : held_(std::move(held)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Result<Store> Store::create(const Place& place) {
  CS_TRY(backend, place.is_shared() ? PostgresBackend::create(place.url()) : SqliteBackend::create(place.file(), place.page_bytes()));
  return Store(std::unique_ptr<Held>(new Held{std::move(backend), {}, {}}));
}

Result<Store> Store::open(const Place& place, OpenMode mode) {
  CS_TRY(backend, place.is_shared() ? PostgresBackend::open(place.url(), mode) : SqliteBackend::open(place.file(), mode));
  return Store(std::unique_ptr<Held>(new Held{std::move(backend), {}, {}}));
}

bool Store::is_shared() const { return held_->backend->is_shared(); }
std::uint64_t Store::token() const { return held_->backend->token(); }
bool Store::took_over() const { return held_->backend->took_over(); }

// The head is asked for again inside the transaction: whatever let another writer in, its head is not written over.
Result<void> Store::begin() {
  const std::optional<HeadRow> expected = held_->head;
  held_->next.reset();
  CS_TRY_VOID(held_->backend->begin());
  if (!expected) return {};
  CS_TRY(now, head());
  held_->head = expected;
  if (!same(now, *expected)) return io_fault(held_->database().place() + ": another writer has moved the head");
  return {};
}

Result<void> Store::commit() {
  CS_TRY_VOID(held_->backend->commit());
  if (held_->next) held_->head = std::move(held_->next);
  held_->next.reset();
  return {};
}

Result<void> Store::check_files() const { return held_->backend->check_files(); }
Result<void> Store::sync_journal() { return held_->backend->sync_journal(); }
Result<std::uint64_t> Store::wal_bytes() const { return held_->backend->wal_bytes(); }
Result<void> Store::checkpoint() { return held_->backend->checkpoint(); }

}  // namespace cs::store
