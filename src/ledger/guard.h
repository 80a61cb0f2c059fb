// The ledger's side of its guard: where it is, and what it says of the head that the database has. Inside this room only.
//   Errors   kUntrusted with ROLLBACK, FORK or the reason; kNotFound where the guard or the note of its place is missing.
//   Source   docs/formats/guard.md.
#pragma once

#include <memory>
#include <optional>

#include "base/thread.h"
#include "ledger/chain.h"
#include "store/guard.h"

namespace cs::ledger {

inline constexpr const char* kGuardPlaceFile = "guard.path";
inline constexpr const char* kGuardFile = "guard";

// For a new ledger: makes the guard at `file` (one that a cut-off creation left there is taken) and writes its place down.
Result<store::Guard> make_guard(const Path& directory, const Path& file);
Result<void> write_guard_place(const Path& directory, const Path& file);
Result<Path> guard_path(const Path& directory);
Result<store::Guard> open_guard(const Path& directory);
Result<store::GuardMark> read_guard_of(const Path& directory);  // kUntrusted where it is missing or damaged
// For readers: no guard, or none that can be read from here, is nothing to say.
std::optional<store::GuardMark> glance_at_guard(const Path& directory);

// The table of docs/formats/guard.md. `last`: the last record of the chain. Where several gates write one database, each with its own guard, the
// others' records may have followed: then a guard knows what must be there, not what may follow.
Result<void> judge_guard(const store::GuardMark& mark, const Chain& chain, const store::RecordRow& last, bool is_shared);
// What a reader can tell, who may look while a writer writes: the head is not before `safe`, and holds it.
Result<void> judge_glance(const store::GuardMark& mark, const Chain& chain);

// Runs the guard's sync beside the database's commit; both must end well.
class GuardSync {
 public:
  static Result<GuardSync> start(store::Guard& guard);  // kIo where the system gives no thread
  Result<void> wait();

 private:
  explicit GuardSync(store::Guard& guard);
  std::unique_ptr<Result<void>> done_;
  std::optional<Thread> thread_;
};

}  // namespace cs::ledger
