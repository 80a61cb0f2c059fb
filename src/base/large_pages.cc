#include "base/large_pages.h"

#include <sys/mman.h>

#include <cstdint>
#include <cstring>
#include <new>
#include <utility>

#include "base/check.h"

namespace cs {
namespace {

constexpr std::size_t kPage = std::size_t{2} << 20, kLine = 64;

std::size_t whole(std::size_t bytes, std::size_t unit) { return (bytes + unit - 1) / unit * unit; }

// A mapping with a page before and behind what is wanted; the ends are given back, so that the rest starts where a large page can.
void* map_pages(std::size_t bytes) {
  void* const start = ::mmap(nullptr, bytes + kPage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  CS_CHECK(start != MAP_FAILED, "memory that a limit allows is there");
  char* const first = static_cast<char*>(start);
  const std::size_t before = whole(reinterpret_cast<std::uintptr_t>(first), kPage) - reinterpret_cast<std::uintptr_t>(first);
  if (before != 0) ::munmap(first, before);
  if (before != kPage) ::munmap(first + before + bytes, kPage - before);
  static_cast<void>(::madvise(first + before, bytes, MADV_HUGEPAGE));  // a wish
  return first + before;
}

}  // namespace

void* take_large(std::size_t bytes) {
  CS_CHECK(bytes <= SIZE_MAX / 2, "an array is shorter than the memory");
  if (bytes >= kLargeBytes) return map_pages(whole(bytes, kPage));
  return ::operator new(bytes, std::align_val_t{kLine});
}

void give_back_large(void* start, std::size_t bytes) {
  if (bytes >= kLargeBytes) ::munmap(start, whole(bytes, kPage));
  else ::operator delete(start, std::align_val_t{kLine});
}

LargeBytes::LargeBytes(LargeBytes&& other) noexcept
    : start_(std::exchange(other.start_, nullptr)), size_(std::exchange(other.size_, 0)), room_(std::exchange(other.room_, 0)) {}

LargeBytes& LargeBytes::operator=(LargeBytes&& other) noexcept {
  std::swap(start_, other.start_);
  std::swap(size_, other.size_);
  std::swap(room_, other.room_);
  return *this;
}

LargeBytes::~LargeBytes() {
  if (start_ != nullptr) give_back_large(start_, room_);
}

void LargeBytes::reserve(std::size_t bytes) {
  if (bytes <= room_) return;
  char* const larger = static_cast<char*>(take_large(bytes));
  if (size_ != 0) std::memcpy(larger, start_, size_);
  if (start_ != nullptr) give_back_large(start_, room_);
  start_ = larger;
  room_ = bytes;
}

}  // namespace cs
