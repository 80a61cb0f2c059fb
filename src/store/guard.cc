#include "store/guard.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "store/files.h"

namespace cs::store {
namespace {

Fault failed(const Path& file, const char* tried) {
  const std::string text = file.string() + ": " + tried + ": " + std::strerror(errno);
  return errno == ENOENT ? not_found(text) : io_fault(text);
}

// Held for one reading and writing of the slots.
class Locked {
 public:
  explicit Locked(int descriptor) : descriptor_(descriptor), held_(::flock(descriptor, LOCK_EX) == 0) {}
  Locked(const Locked&) = delete;
  Locked& operator=(const Locked&) = delete;
  ~Locked() { ::flock(descriptor_, LOCK_UN); }
  bool held() const { return held_; }

 private:
  int descriptor_;
  bool held_;
};

Result<GuardMark> read_from(int descriptor, const Path& path) {
  Bytes bytes(kGuardFileBytes + 1);
  const ssize_t got = ::pread(descriptor, bytes.data(), bytes.size(), 0);
  if (got < 0) return failed(path, "read");
  bytes.resize(static_cast<std::size_t>(got));
  auto mark = parse_guard(bytes);
  if (!mark) return at(path.string(), mark.fault());
  return mark;
}

}  // namespace

struct Guard::Held {
  Path path;
  int descriptor = -1;
  WatchedFile watched;
  GuardMark mark;
  Held(Path where, int opened, WatchedFile file) : path(std::move(where)), descriptor(opened), watched(std::move(file)) {}
  Held(const Held&) = delete;
  Held& operator=(const Held&) = delete;
  ~Held() { ::close(descriptor); }
};

Guard::Guard(std::unique_ptr<Held> held) : held_(std::move(held)) {}
Guard::Guard(Guard&&) noexcept = default;
Guard& Guard::operator=(Guard&&) noexcept = default;
Guard::~Guard() = default;
const Path& Guard::path() const { return held_->path; }
const GuardMark& Guard::mark() const { return held_->mark; }

Result<GuardMark> read_guard(const Path& file) {
  CS_TRY(bytes, read_file(file, kGuardFileBytes));
  auto mark = parse_guard(as_bytes(bytes));
  if (!mark) return at(file.string(), mark.fault());
  return mark;
}

Result<void> Guard::make(const Path& file, const GuardMark& first) {
  std::error_code error;
  if (std::filesystem::exists(file, error)) return conflict(file.string() + ": a guard is there already");
  Bytes bytes(kGuardFileBytes);
  const Bytes slot = encode_guard_slot(first);
  std::copy(slot.begin(), slot.end(), bytes.begin() + (first.counter % 2 == 0 ? 0 : kGuardSecondSlot));
  return write_file_durable(file, bytes, 0600);
}

Result<Guard> Guard::open(const Path& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  if (descriptor < 0) return failed(file, "open");
  auto watched = WatchedFile::watch(file);
  if (!watched) {
    ::close(descriptor);
    return untrusted(watched.fault().text);
  }
  auto held = std::make_unique<Held>(file, descriptor, std::move(*watched));
  const Locked locked(descriptor);
  if (!locked.held()) return failed(file, "flock");
  CS_TRY(mark, read_from(descriptor, file));
  held->mark = mark;
  return Guard(std::move(held));
}

Result<void> Guard::write(std::uint64_t epoch, const GuardHead& safe, const GuardHead& next) {
  CS_TRY_VOID(held_->watched.check());
  const Locked locked(held_->descriptor);
  if (!locked.held()) return failed(held_->path, "flock");
  CS_TRY(now, read_from(held_->descriptor, held_->path));
  if (now != held_->mark) return conflict(held_->path.string() + ": another process has written the guard");
  const GuardMark mark{epoch, now.counter + 1, safe, next};
  const Bytes slot = encode_guard_slot(mark);
  const off_t place = mark.counter % 2 == 0 ? 0 : static_cast<off_t>(kGuardSecondSlot);
  const ssize_t wrote = ::pwrite(held_->descriptor, slot.data(), slot.size(), place);
  if (wrote != static_cast<ssize_t>(slot.size())) return wrote < 0 ? failed(held_->path, "write") : io_fault(held_->path.string() + ": a short write");
  held_->mark = mark;
  return {};
}

Result<void> Guard::sync() {
  if (::fdatasync(held_->descriptor) != 0) return failed(held_->path, "fdatasync");
  return {};
}

}  // namespace cs::store
