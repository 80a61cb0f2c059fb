// The guard's file: what it says, what it refuses to say, and one writer at a time.
#include "store/guard.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <thread>

#include "base/temporary_directory_for_test.h"

namespace cs::store {
namespace {

class GuardPlace {
 public:
  Path file() const { return place_.path() / "guard"; }

 private:
  test::TemporaryDirectory place_;
};

GuardHead head(std::uint64_t size, std::uint8_t byte) {
  GuardHead out{size, {}};
  out.root.fill(byte);
  return out;
}

const GuardMark kExample{1, 2, head(2, 0x11), head(3, 0x22)};

Bytes file_bytes(const Path& file) { return to_bytes(*read_file(file, 1 << 20)); }

TEST(guard, the_slot_is_as_its_page_shows_it) {
  const std::string page = *read_file(CS_SOURCE_DIR "/docs/formats/guard.md", 1 << 20);
  const std::size_t begin = page.find("```hex\n") + 7;
  std::string hex;
  for (const char c : page.substr(begin, page.find("```", begin) - begin)) {
    if (c != '\n') hex += c;
  }
  const Bytes slot = encode_guard_slot(kExample);
  ASSERT_EQ(slot.size(), kGuardSlotBytes);
  EXPECT_EQ(to_hex(ByteView(slot).first(104)) + to_hex(ByteView(slot).subspan(508)), hex);
  EXPECT_EQ(*parse_guard_slot(slot), kExample);
}

TEST(guard, no_bit_of_a_slot_can_change_unseen) {
  const Bytes slot = encode_guard_slot(kExample);
  for (std::size_t bit = 0; bit < slot.size() * 8; ++bit) {
    Bytes changed = slot;
    changed[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
    EXPECT_FALSE(parse_guard_slot(changed)) << bit;
  }
}

TEST(guard, a_torn_slot_leaves_the_one_before) {
  const GuardPlace home;
  ASSERT_TRUE(Guard::make(home.file(), kExample));
  auto guard = Guard::open(home.file());
  ASSERT_TRUE(guard) << guard.fault().text;
  ASSERT_TRUE(guard->write(1, head(3, 0x22), head(4, 0x33)));
  ASSERT_TRUE(guard->sync());
  const Bytes whole = file_bytes(home.file());
  EXPECT_EQ(*parse_guard(whole), (GuardMark{1, 3, head(3, 0x22), head(4, 0x33)}));
  for (const std::size_t torn : {4096, 4100, 4300, 4600, 4607}) {
    Bytes bytes = whole;
    for (std::size_t i = torn; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(bytes[i] ^ 0x5A);
    EXPECT_EQ(*parse_guard(bytes), kExample) << torn;
    bytes[3] ^= 1;
    EXPECT_EQ(parse_guard(bytes).fault().kind, FaultKind::kUntrusted) << torn;
  }
}

TEST(guard, slots_change_places_and_count_up) {
  const GuardPlace home;
  ASSERT_TRUE(Guard::make(home.file(), kExample));
  EXPECT_EQ(Guard::make(home.file(), kExample).fault().kind, FaultKind::kConflict);
  auto guard = Guard::open(home.file());
  for (std::uint64_t size = 4; size < 10; ++size) {
    const GuardHead safe = guard->mark().next;
    ASSERT_TRUE(guard->write(1, safe, head(size, 0x44)));
    EXPECT_EQ(read_guard(home.file())->counter, size - 1);
    EXPECT_EQ(*read_guard(home.file()), guard->mark());
  }
}

TEST(guard, a_second_writer_is_noticed_before_anything_is_written) {
  const GuardPlace home;
  ASSERT_TRUE(Guard::make(home.file(), kExample));
  auto first = Guard::open(home.file());
  auto second = Guard::open(home.file());
  ASSERT_TRUE(first->write(1, head(3, 0x22), head(4, 0x33)));
  EXPECT_EQ(second->write(1, head(3, 0x22), head(4, 0x34)).fault().kind, FaultKind::kConflict);
  EXPECT_EQ(read_guard(home.file())->next, head(4, 0x33));
}

TEST(guard, of_writers_at_the_same_time_one_wins) {
  const GuardPlace home;
  ASSERT_TRUE(Guard::make(home.file(), kExample));
  std::atomic<int> won = 0;
  std::vector<std::thread> writers;
  for (std::uint8_t n = 0; n < 8; ++n)
    writers.emplace_back([&, guard = std::make_shared<Result<Guard>>(Guard::open(home.file()))]() mutable {
      won += (*guard) && const_cast<Guard&>(guard->value()).write(1, head(3, 0x22), head(4, 0x40)).ok() ? 1 : 0;
    });
  for (std::thread& writer : writers) writer.join();
  EXPECT_GE(won, 1);
  EXPECT_EQ(read_guard(home.file())->counter, 2u + static_cast<std::uint64_t>(won));
}

TEST(guard, a_file_that_is_not_the_ledgers_own_is_none) {
  const GuardPlace home;
  EXPECT_EQ(Guard::open(home.file()).fault().kind, FaultKind::kNotFound);
  ASSERT_TRUE(Guard::make(home.file(), kExample));
  auto guard = Guard::open(home.file());
  std::filesystem::create_hard_link(home.file(), home.file().string() + "2");
  EXPECT_EQ(Guard::open(home.file()).fault().kind, FaultKind::kUntrusted);
  EXPECT_EQ(guard->write(1, head(3, 0x22), head(4, 0x33)).fault().kind, FaultKind::kIo);
  std::filesystem::remove(home.file());
  EXPECT_FALSE(guard->write(1, head(3, 0x22), head(4, 0x33)));
  std::filesystem::create_symlink(home.file().string() + "2", home.file());
  EXPECT_FALSE(Guard::open(home.file()));
}

TEST(guard, a_file_of_another_length_or_with_bytes_between_the_slots_is_none) {
  const GuardPlace home;
  ASSERT_TRUE(Guard::make(home.file(), kExample));
  const Bytes whole = file_bytes(home.file());
  for (const std::size_t size : {0, 1, 512, 4607, 4609}) {
    Bytes bytes = whole;
    bytes.resize(size);
    EXPECT_FALSE(parse_guard(bytes)) << size;
  }
  Bytes bytes = whole;
  bytes[700] = 1;
  EXPECT_FALSE(parse_guard(bytes));
}

}  // namespace
}  // namespace cs::store
