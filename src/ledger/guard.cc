#include "ledger/guard.h"

namespace cs::ledger {
namespace {

constexpr std::size_t kPlaceBytesMax = 4096;

std::string entries_text(std::uint64_t size) { return std::to_string(size) + " entries"; }

// A guard in the home moves with it; one elsewhere does not.
std::string place_text(const Path& directory, const Path& file) {
  const Path near = file.lexically_relative(directory);
  const bool in_home = near == kGuardFile || near == Path("..") / kGuardFile;
  return (in_home ? near : std::filesystem::absolute(file)).string() + "\n";
}

bool holds(const Chain& chain, const store::GuardHead& head) { return head.size <= chain.size() && chain.root_at(head.size) == head.root; }

}  // namespace

Result<store::Guard> make_guard(const Path& directory, const Path& file) {
  const store::GuardMark first{1, 0, {0, tlog::empty_root()}, {0, tlog::empty_root()}};
  auto made = store::Guard::make(file, first);
  if (!made && made.fault().kind != FaultKind::kConflict) return made.fault();
  auto guard = store::Guard::open(file);
  if (!guard) return guard.fault();
  if (guard->mark().safe.size != 0) return conflict(file.string() + ": is another ledger's guard");
  CS_TRY_VOID(write_guard_place(directory, file));
  return guard;
}

Result<void> write_guard_place(const Path& directory, const Path& file) {
  return write_file_durable(directory / kGuardPlaceFile, as_bytes(place_text(directory, file)));
}

Result<Path> guard_path(const Path& directory) {
  auto text = read_file(directory / kGuardPlaceFile, kPlaceBytesMax);
  if (!text) return text.fault();
  if (text->size() < 2 || text->find('\n') != text->size() - 1) return untrusted((directory / kGuardPlaceFile).string() + ": is not one line with the guard's place");
  const Path place(text->substr(0, text->size() - 1));
  return place.is_absolute() ? place : directory / place;
}

Result<store::Guard> open_guard(const Path& directory) {
  auto file = guard_path(directory);
  if (!file) return untrusted("the ledger has no guard: " + file.fault().text);
  auto guard = store::Guard::open(*file);
  if (!guard && guard.fault().kind == FaultKind::kNotFound) return untrusted("the ledger's guard is gone: " + guard.fault().text);
  return guard;
}

Result<store::GuardMark> read_guard_of(const Path& directory) {
  const auto file = guard_path(directory);
  if (!file) return untrusted("the ledger has no guard: " + file.fault().text);
  auto mark = store::read_guard(*file);
  if (!mark) return untrusted("the ledger's guard is gone or damaged: " + mark.fault().text);
  return mark;
}

std::optional<store::GuardMark> glance_at_guard(const Path& directory) {
  const auto mark = read_guard_of(directory);
  return mark ? std::optional(*mark) : std::nullopt;
}

Result<void> judge_glance(const store::GuardMark& mark, const Chain& chain) {
  if (chain.size() < mark.safe.size)
    return untrusted("ROLLBACK: the guard knows " + entries_text(mark.safe.size) + ", the ledger has " + std::to_string(chain.size()));
  if (!holds(chain, mark.safe)) return untrusted("FORK: the ledger's " + entries_text(mark.safe.size) + " have another root than the guard knows");
  return {};
}

Result<void> judge_guard(const store::GuardMark& mark, const Chain& chain, const store::RecordRow& last, bool is_shared) {
  CS_TRY_VOID(judge_glance(mark, chain));
  if (is_shared) return {};
  const bool is_safe = chain.size() == mark.safe.size;
  if (is_safe) return {};
  const bool cut_before_next = chain.size() < mark.next.size;
  if (cut_before_next) return untrusted("the ledger has a head between the guard's two: " + entries_text(chain.size()));
  if (!holds(chain, mark.next)) return untrusted("FORK: the ledger's " + entries_text(mark.next.size) + " have another root than the guard was told");
  const bool is_next = chain.size() == mark.next.size;
  const bool one_past_next = last.first == mark.next.size;
  if (is_next || one_past_next) return {};
  return untrusted("the guard is an older copy: it knows " + entries_text(mark.next.size) + ", the ledger has " + std::to_string(chain.size()));
}

// A thread a commit (some 20 us) rather than one that lives: a process may fork between commits.
GuardSync::GuardSync(store::Guard& guard) : done_(std::make_unique<Result<void>>()) {
  thread_ = Thread::start([done = done_.get(), &guard] { *done = guard.sync(); }, Thread::kSmallStack);
}

Result<GuardSync> GuardSync::start(store::Guard& guard) {
  GuardSync sync(guard);
  if (!sync.thread_) return io_fault(guard.path().string() + ": no thread can be started that makes it durable");
  return sync;
}

Result<void> GuardSync::wait() {
  thread_->join();
  return *done_;
}

}  // namespace cs::ledger
