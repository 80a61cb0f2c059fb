#include "base/thread.h"

#include <gtest/gtest.h>

#include <atomic>

namespace cs {
namespace {

TEST(thread, has_done_its_work_when_it_was_waited_for) {
  int done = 0;
  auto thread = Thread::start([&done] { ++done; });
  ASSERT_TRUE(thread);
  thread->join();
  EXPECT_EQ(done, 1);
  thread->join();
  {
    auto small = Thread::start([&done] { ++done; }, Thread::kSmallStack);
    ASSERT_TRUE(small);
    const Thread moved = std::move(*small);
  }
  EXPECT_EQ(done, 2) << "its end waits";
}

// As tools/fault_matrix does from outside: the stack's mmap fails.
TEST(thread, that_gets_no_stack_is_none_and_ends_no_process) {
  std::atomic<bool> ran = false;
  EXPECT_FALSE(Thread::start([&ran] { ran = true; }, std::size_t{1} << 47));
  EXPECT_FALSE(ran);
}

}  // namespace
}  // namespace cs
