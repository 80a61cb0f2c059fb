// Byte strings in any number, given back in the order of their bytes, in bounded memory.
//   Shape    add() each, finish() once, then next() until it gives nothing. What fits the memory is sorted there; else sorted runs go to
//            files of a directory that the caller owns, and are merged. A run is sorted and written by a thread of its own while the next
//            one fills. A run's file has no name: it vanishes with the sorter, or with the process.
//   Units    a string has at most kSortedBytesMax bytes; memory is that of strings and their index, two runs together, without the
//            merge's buffers of kMergeBufferBytes a run.
//   Errors   kIo: a run could not be written or read back; after it the sorter gives nothing more.
//   Threads  used by one thread.
//   Source   Knuth, The Art of Computer Programming vol. 3, 5.4.1 (replacement by a tree of losers).
#pragma once

#include <memory>
#include <string_view>

#include "base/file.h"

namespace cs::registry {

inline constexpr std::size_t kSortedBytesMax = 4096;
inline constexpr std::size_t kMergeBufferBytes = std::size_t{256} * 1024;

class ByteSorter {
 public:
  ByteSorter(Path directory, std::size_t memory_bytes);
  ~ByteSorter();
  ByteSorter(ByteSorter&&) noexcept;
  ByteSorter& operator=(ByteSorter&&) noexcept;

  void add(std::string_view bytes);       // a fault waits for finish()
  Result<void> finish();
  Result<bool> next(std::string_view& bytes);  // valid until the next call
  std::uint64_t size() const;
  std::uint64_t bytes_spilled() const;

 private:
  struct Held;
  std::unique_ptr<Held> held_;
};

// Byte strings one after the other through a nameless file, from memory where they are few.
class ByteQueue {
 public:
  ByteQueue(Path directory, std::size_t memory_bytes);
  ~ByteQueue();
  void add(std::string_view bytes);
  Result<void> finish();
  Result<bool> next(std::string_view& bytes);
  std::uint64_t bytes_spilled() const;

 private:
  struct Held;
  std::unique_ptr<Held> held_;
};

}  // namespace cs::registry
