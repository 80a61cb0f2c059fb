// Memory for arrays that are looked at in any order: what is large starts at, and is asked for in, pages of 2 MiB.
//   Shape    an allocator for std::vector; LargeVector<T> is such a vector. Small arrays come from the heap, at the start of a cache line.
//   Units    bytes; a large array is one of kLargeBytes and more, and takes up to one page more than it needs.
//   Errors   none: where the system has no such pages it gives small ones; where it has no memory at all the process ends.
//   Threads  any.
//   Source   measured, docs/decisions/register-build-cost.md: a look into hundreds of megabytes of small pages waits for their tables first.
#pragma once

#include <cstddef>
#include <limits>
#include <vector>

namespace cs {

inline constexpr std::size_t kLargeBytes = std::size_t{4} << 20;

void* take_large(std::size_t bytes);  // never null; aligned to a cache line, or to a page of 2 MiB from kLargeBytes on
void give_back_large(void* start, std::size_t bytes);

template <typename T>
struct LargePages {
  using value_type = T;
  LargePages() = default;
  template <typename Other>
  LargePages(const LargePages<Other>&) {}  // NOLINT: what std::vector asks of an allocator
  T* allocate(std::size_t count) {
    const std::size_t bytes = count <= std::numeric_limits<std::size_t>::max() / sizeof(T) ? count * sizeof(T) : std::numeric_limits<std::size_t>::max();
    return static_cast<T*>(take_large(bytes));
  }
  void deallocate(T* start, std::size_t count) { give_back_large(start, count * sizeof(T)); }
  bool operator==(const LargePages&) const = default;
};

// Bytes that grow at their end.
class LargeBytes {
 public:
  LargeBytes() = default;
  LargeBytes(const LargeBytes&) = delete;
  LargeBytes& operator=(const LargeBytes&) = delete;
  LargeBytes(LargeBytes&& other) noexcept;
  LargeBytes& operator=(LargeBytes&& other) noexcept;
  ~LargeBytes();
  // Room for so many bytes behind the last one; they count once they are said to be there.
  char* room(std::size_t bytes) {
    if (size_ + bytes > room_) reserve(size_ + bytes > 2 * room_ ? size_ + bytes : 2 * room_);
    return start_ + size_;
  }
  void grown(std::size_t bytes) { size_ += bytes; }
  void reserve(std::size_t bytes);
  void clear() { size_ = 0; }
  const char* data() const { return start_; }
  std::size_t size() const { return size_; }

 private:
  char* start_ = nullptr;
  std::size_t size_ = 0, room_ = 0;
};

template <typename T>
using LargeVector = std::vector<T, LargePages<T>>;

}  // namespace cs
