// A thread whose start may fail without ending the process: std::thread throws where there is no room for a stack, and nothing here catches.
//   Errors   start: none where the system gives no thread. Whoever asks says what then: fewer threads at the same work, or a fault.
//   Threads  a Thread belongs to the one that started it; what `work` refers to outlives it.
#pragma once

#include <pthread.h>

#include <functional>
#include <memory>
#include <optional>

namespace cs {

class Thread {
 public:
  static constexpr std::size_t kUsualStack = 0;        // the system's own
  static constexpr std::size_t kSmallStack = 1 << 17;  // for some calls of the system, and nothing that recurses
  static std::optional<Thread> start(std::function<void()> work, std::size_t stack_bytes = kUsualStack);

  Thread(Thread&&) noexcept = default;
  Thread& operator=(Thread&& other) noexcept;  // waits for the end of its own work first
  ~Thread();  // waits for the end of the work
  void join();  // so does this; once is enough

 private:
  explicit Thread(std::function<void()> work) : work_(std::make_unique<std::function<void()>>(std::move(work))) {}
  std::unique_ptr<std::function<void()>> work_;  // empty once it has ended, or has been moved from
  pthread_t id_{};
};

}  // namespace cs
