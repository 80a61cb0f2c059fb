#include "register/spill_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "base/check.h"

namespace cs::registry {
namespace {

constexpr std::size_t kBlock = 4096;  // where a piece has to start, in memory and in the file: what blocks of disks divide

Fault failed(const char* tried) { return io_fault(std::string("register: a spill file: ") + tried + ": " + std::strerror(errno)); }

}  // namespace

Result<SpillFile> SpillFile::make(const Path& directory) {
  std::string place = (directory / "spill-XXXXXX").string();
  const int fd = ::mkostemp(place.data(), O_CLOEXEC);
  if (fd < 0) return failed("mkostemp");
  SpillFile out(fd);
  if (::unlink(place.c_str()) != 0) return failed("unlink");
  out.pass_memory_by(true);
  return out;
}

SpillFile::SpillFile(SpillFile&& other) noexcept { *this = std::move(other); }

SpillFile& SpillFile::operator=(SpillFile&& other) noexcept {
  std::swap(fd_, other.fd_);
  std::swap(direct_, other.direct_);
  std::swap(reading_, other.reading_);
  std::swap(size_, other.size_);
  std::swap(read_, other.read_);
  std::swap(given_back_, other.given_back_);
  std::swap(buffer_, other.buffer_);
  std::swap(at_, other.at_);
  std::swap(end_, other.end_);
  return *this;
}

SpillFile::~SpillFile() {
  if (fd_ >= 0) ::close(fd_);
}

char* SpillFile::piece() {
  const std::uintptr_t start = reinterpret_cast<std::uintptr_t>(buffer_.data());
  return buffer_.data() + (kBlock - start % kBlock) % kBlock;
}

// Framed in the buffer where it fits, else cut at its end.
Result<void> SpillFile::add(std::string_view bytes) {
  CS_DCHECK(!reading_ && bytes.size() <= UINT16_MAX, "a string has a u16 for its length, and is added before the first is read");
  const char size[2] = {static_cast<char>(bytes.size() & 255), static_cast<char>(bytes.size() >> 8)};
  if (buffer_.empty() || kWrittenBytes - end_ < bytes.size() + 2) {
    CS_TRY_VOID(write({size, 2}));
    return write(bytes);
  }
  std::memcpy(piece() + end_, size, 2);
  std::memcpy(piece() + end_ + 2, bytes.data(), bytes.size());
  end_ += bytes.size() + 2;
  size_ += bytes.size() + 2;
  return {};
}

Result<void> SpillFile::write(std::string_view framed) {
  CS_CHECK(!reading_, "all is added before the first is read");
  if (buffer_.empty()) buffer_.resize(kWrittenBytes + kBlock);
  size_ += framed.size();
  while (!framed.empty()) {
    const std::size_t taken = std::min(framed.size(), kWrittenBytes - end_);
    std::memcpy(piece() + end_, framed.data(), taken);
    end_ += taken;
    framed.remove_prefix(taken);
    if (end_ == kWrittenBytes) CS_TRY_VOID(flush());
  }
  return {};
}

// The file system may refuse it: direct_ is what it agreed to.
void SpillFile::pass_memory_by(bool wanted) {
  const int flags = ::fcntl(fd_, F_GETFL);
  direct_ = ::fcntl(fd_, F_SETFL, wanted ? flags | O_DIRECT : flags & ~O_DIRECT) == 0 && wanted;
}

// A piece that is not whole, or of which only some was written, does not end where the next may start: the rest goes through memory.
Result<void> SpillFile::flush() {
  for (std::size_t done = 0; done < end_;) {
    if (direct_ && (end_ - done) % kBlock != 0) pass_memory_by(false);
    const ssize_t wrote = ::write(fd_, piece() + done, end_ - done);
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0 && (errno == EINVAL || errno == EOPNOTSUPP) && direct_) {
      pass_memory_by(false);
      continue;
    }
    if (wrote <= 0) return failed("write");
    done += static_cast<std::size_t>(wrote);
  }
  end_ = 0;
  return {};
}

Result<void> SpillFile::settle() {
  CS_CHECK(!reading_, "what is read is settled");
  CS_TRY_VOID(flush());
  if (direct_) pass_memory_by(false);
  std::string().swap(buffer_);
  return {};
}

Result<void> SpillFile::rewind(std::size_t buffer_bytes) {
  CS_TRY_VOID(settle());
  if (::lseek(fd_, 0, SEEK_SET) != 0) return failed("lseek");
  reading_ = true;
  buffer_.resize(buffer_bytes);
  at_ = end_ = 0;
  read_ = given_back_ = 0;
  return {};
}

// What has been read will not be read again: its room on the disk is given back, so that two sorts in a row need that of one. A file system that
// cannot keeps it until the file is closed.
void SpillFile::give_back() {
  constexpr std::uint64_t kGivenBackBytes = std::uint64_t{16} << 20;
  if (read_ - given_back_ < kGivenBackBytes) return;
  static_cast<void>(::fallocate(fd_, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, static_cast<off_t>(given_back_), static_cast<off_t>(kGivenBackBytes)));
  given_back_ += kGivenBackBytes;
}

// Until `needed` bytes stand in the buffer; false at the end of the file.
Result<bool> SpillFile::fill(std::size_t needed) {
  if (end_ - at_ >= needed) return true;
  std::memmove(buffer_.data(), buffer_.data() + at_, end_ - at_);
  end_ -= at_;
  at_ = 0;
  while (end_ < needed) {
    const ssize_t got = ::read(fd_, buffer_.data() + end_, buffer_.size() - end_);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failed("read");
    if (got == 0) break;
    end_ += static_cast<std::size_t>(got);
    read_ += static_cast<std::uint64_t>(got);
  }
  give_back();
  if (end_ >= needed) return true;
  if (end_ != 0 || read_ != size_) return io_fault("register: a spill file: cut short");
  return false;
}

Result<bool> SpillFile::next(std::string_view& bytes) {
  CS_CHECK(reading_, "a file is read after rewind()");
  CS_TRY(more, fill(2));
  if (!more) return false;
  const std::size_t size = framed_size(buffer_.data() + at_);
  CS_TRY(whole, fill(2 + size));
  if (!whole) return io_fault("register: a spill file: cut short");
  bytes = std::string_view(buffer_).substr(at_ + 2, size);
  at_ += 2 + size;
  return true;
}

}  // namespace cs::registry
