// Guard: the signed head's mark in a file outside the database.
//   Shape    4,608 bytes: two slots of 512 at 0 and 4,096, written in turn. A mark is what one slot says.
//   Units    sizes count entries.
//   Errors   kNotFound no file there; kConflict make: one is there already; write: another process wrote since; kUntrusted both slots unsound,
//            bytes between them, or not the ledger's own file (links, owner, kind); kIo. Nothing is retried.
//   Threads  one, but sync() may run beside another thread's work that is not the guard's.
//   Source   docs/formats/guard.md has the same example byte for byte as the tests.
#pragma once

#include <memory>

#include "base/file.h"

namespace cs::store {

struct GuardHead {
  std::uint64_t size = 0;
  Digest root{};
  bool operator==(const GuardHead&) const = default;
};

struct GuardMark {
  std::uint64_t epoch = 1;
  std::uint64_t counter = 0;
  GuardHead safe;  // durable
  GuardHead next;  // the one head that may exist beyond it
  bool operator==(const GuardMark&) const = default;
};

inline constexpr std::size_t kGuardSlotBytes = 512;
inline constexpr std::size_t kGuardSecondSlot = 4096;
inline constexpr std::size_t kGuardFileBytes = kGuardSecondSlot + kGuardSlotBytes;

Bytes encode_guard_slot(const GuardMark& mark);
Result<GuardMark> parse_guard_slot(ByteView slot);  // kMalformed
Result<GuardMark> parse_guard(ByteView file);       // the mark in force
// What the file says, without a lock: for readers.
Result<GuardMark> read_guard(const Path& file);

class Guard {
 public:
  static Result<void> make(const Path& file, const GuardMark& first);  // durable when it returns
  static Result<Guard> open(const Path& file);
  Guard(Guard&&) noexcept;
  Guard& operator=(Guard&&) noexcept;
  ~Guard();

  const Path& path() const;
  const GuardMark& mark() const;  // as this process last saw or wrote it
  // Compare and swap: the file must still hold mark(). Counts up; not durable before sync() has returned.
  Result<void> write(std::uint64_t epoch, const GuardHead& safe, const GuardHead& next);
  Result<void> sync();

 private:
  struct Held;
  explicit Guard(std::unique_ptr<Held> held);
  std::unique_ptr<Held> held_;
};

}  // namespace cs::store
