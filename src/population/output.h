// Files of a population: written in order, digested on the way.
//   Errors   kIo, naming the file.
//   Threads  one writer, one thread; ordered_parallel calls `make` from several threads and `take` from the caller's, in order.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/file.h"
#include "crypto/digest.h"
#include "population/population.h"

namespace cs::population {

class FileWriter {
 public:
  static Result<FileWriter> create(const Path& root, std::string relative);
  ~FileWriter();
  FileWriter(FileWriter&& other) noexcept;
  FileWriter& operator=(FileWriter&&) = delete;
  Result<void> write(std::string_view bytes, std::uint64_t rows);
  Result<FileFacts> close();  // then it may only be destroyed

 private:
  FileWriter(int fd, Path path, std::string relative) : fd_(fd), path_(std::move(path)) { facts_.path = std::move(relative); }
  int fd_ = -1;
  Path path_;
  crypto::Sha256 digest_;
  FileFacts facts_;
};

// A small file at once.
Result<FileFacts> write_small(const Path& root, std::string relative, std::string_view bytes, unsigned mode = 0644);

// One CSV field, quoted only where RFC 4180 needs it, without the comma after it.
void append_csv(std::string& out, std::string_view field);
void append_decimal(std::string& out, std::uint64_t number);
void append_ten_digits(std::string& out, char prefix, std::uint64_t number);
void append_json(std::string& out, std::string_view text);  // with its quotes

// make(i) for i in 0..count-1 on `threads` threads, take(i, made) in order on this one; at most 2 * threads pieces wait. The first fault of
// take ends it. What is made may depend on i only.
template <typename T>
Result<void> ordered_parallel(std::size_t count, int threads, const std::function<T(std::size_t)>& make,
                              const std::function<Result<void>(std::size_t, T)>& take) {
  if (threads <= 1 || count <= 1) {
    for (std::size_t i = 0; i < count; ++i) CS_TRY_VOID(take(i, make(i)));
    return {};
  }
  std::mutex mutex;  // guards next, taken, stop and made
  std::condition_variable changed;
  std::map<std::size_t, T> made;
  std::size_t next = 0, taken = 0;
  bool stop = false;
  const auto window = static_cast<std::size_t>(threads) * 2;
  const auto work = [&] {
    std::unique_lock lock(mutex);
    while (true) {
      changed.wait(lock, [&] { return stop || next >= count || next < taken + window; });
      if (stop || next >= count) return;
      const std::size_t mine = next++;
      lock.unlock();
      T piece = make(mine);
      lock.lock();
      made.emplace(mine, std::move(piece));
      changed.notify_all();
    }
  };
  std::vector<std::jthread> workers;
  for (int i = 0; i < threads; ++i) workers.emplace_back(work);
  Result<void> outcome;
  for (std::size_t i = 0; i < count && outcome.ok(); ++i) {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return made.count(i) != 0; });
    T piece = std::move(made.extract(i).mapped());
    lock.unlock();
    outcome = take(i, std::move(piece));
    lock.lock();
    ++taken;
    changed.notify_all();
  }
  {
    const std::lock_guard lock(mutex);
    stop = true;
  }
  changed.notify_all();
  return outcome;
}

}  // namespace cs::population
