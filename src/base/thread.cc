#include "base/thread.h"

#include "base/check.h"

namespace cs {
namespace {

void* run(void* work) {
  (*static_cast<std::function<void()>*>(work))();
  return nullptr;
}

}  // namespace

std::optional<Thread> Thread::start(std::function<void()> work, std::size_t stack_bytes) {
  Thread thread(std::move(work));
  pthread_attr_t attributes;
  if (pthread_attr_init(&attributes) != 0) return thread.work_.reset(), std::nullopt;
  if (stack_bytes != kUsualStack) CS_CHECK(pthread_attr_setstacksize(&attributes, stack_bytes) == 0, "a stack of a size that is allowed");
  const int error = pthread_create(&thread.id_, &attributes, run, thread.work_.get());
  pthread_attr_destroy(&attributes);
  if (error != 0) return thread.work_.reset(), std::nullopt;
  return thread;
}

Thread& Thread::operator=(Thread&& other) noexcept {
  join();
  work_ = std::move(other.work_);
  id_ = other.id_;
  return *this;
}

Thread::~Thread() { join(); }

void Thread::join() {
  if (!work_) return;
  CS_CHECK(pthread_join(id_, nullptr) == 0, "a thread of our own is waited for once");
  work_.reset();
}

}  // namespace cs
