#include "register/spill_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace cs::registry {
namespace {

Fault failed(const char* tried) { return io_fault(std::string("register: a spill file: ") + tried + ": " + std::strerror(errno)); }

}  // namespace

Result<SpillFile> SpillFile::make(const Path& directory) {
  std::string place = (directory / "spill-XXXXXX").string();
  const int fd = ::mkostemp(place.data(), O_CLOEXEC);
  if (fd < 0) return failed("mkostemp");
  SpillFile out(fd);
  if (::unlink(place.c_str()) != 0) return failed("unlink");
  return out;
}

SpillFile::SpillFile(SpillFile&& other) noexcept { *this = std::move(other); }

SpillFile& SpillFile::operator=(SpillFile&& other) noexcept {
  std::swap(fd_, other.fd_);
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

Result<void> SpillFile::write(std::string_view framed) {
  while (!framed.empty()) {
    const ssize_t wrote = ::write(fd_, framed.data(), framed.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return failed("write");
    size_ += static_cast<std::uint64_t>(wrote);
    framed.remove_prefix(static_cast<std::size_t>(wrote));
  }
  return {};
}

Result<void> SpillFile::rewind(std::size_t buffer_bytes) {
  if (::lseek(fd_, 0, SEEK_SET) != 0) return failed("lseek");
  buffer_.resize(buffer_bytes);
  at_ = end_ = 0;
  read_ = given_back_ = 0;
  return {};
}

// What has been read will not be read again: its room on the disk is given back, so that two sorts in a row need that of one. A file system that
// cannot keeps it until the file is closed.
void SpillFile::give_back() {
  constexpr std::uint64_t kPiece = std::uint64_t{16} << 20;
  if (read_ - given_back_ < kPiece) return;
  static_cast<void>(::fallocate(fd_, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, static_cast<off_t>(given_back_), static_cast<off_t>(kPiece)));
  given_back_ += kPiece;
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
