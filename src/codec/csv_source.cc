#include "codec/csv_source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "base/check.h"
#include "base/limits.h"

namespace cs::codec {
namespace {

constexpr std::size_t kPieceBytes = 256 * 1024;
static_assert(kPieceBytes >= 4 * limits::kCsvRowBytesMax, "most of a piece is new bytes, whatever row it starts with");

Fault system_fault(const Path& path, const char* tried) {
  const int error = errno;
  std::string text = path.string() + ": " + tried + ": " + std::strerror(error);
  return error == ENOENT || error == ENOTDIR ? not_found(std::move(text)) : io_fault(std::move(text));
}

}  // namespace

Result<CsvSource> CsvSource::open(const Path& path) {
  CsvSource source;
  source.path_ = path;
  source.fd_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);  // no writer of a pipe is waited for: it is refused
  if (source.fd_ < 0) return system_fault(path, "open");
  struct stat status {};
  if (::fstat(source.fd_, &status) != 0) return system_fault(path, "fstat");
  if (S_ISDIR(status.st_mode)) return malformed(path.string() + ": is a directory, not a file");
  if (S_ISFIFO(status.st_mode)) return malformed(path.string() + ": is a pipe, not a file");
  source.total_ = S_ISREG(status.st_mode) ? static_cast<std::uint64_t>(status.st_size) : 0;
  source.piece_.resize(kPieceBytes);
  source.data_ = source.piece_.data();
  return source;
}

CsvSource CsvSource::over(std::string_view text) {
  CsvSource source;
  source.data_ = text.data();
  source.size_ = text.size();
  source.total_ = text.size();
  return source;
}

CsvSource::CsvSource(CsvSource&& other) noexcept
    : data_(other.data_), size_(other.size_), row_(other.row_), next_(other.next_), passed_(other.passed_), total_(other.total_),
      fd_(std::exchange(other.fd_, -1)), path_(std::move(other.path_)), piece_(std::move(other.piece_)) {}

CsvSource::~CsvSource() {
  if (fd_ >= 0) ::close(fd_);
}

Result<bool> CsvSource::read_more() {
  if (fd_ < 0) return false;
  const std::size_t kept = size_ - row_;
  if (row_ != 0) {
    std::memmove(piece_.data(), piece_.data() + row_, kept);
    passed_ += row_;
    next_ -= row_;
    row_ = 0;
    size_ = kept;
  }
  CS_CHECK(size_ < piece_.size(), "a row that is kept is shorter than a piece");
  ssize_t got = 0;
  do got = ::read(fd_, piece_.data() + size_, piece_.size() - size_);
  while (got < 0 && errno == EINTR);
  if (got < 0) return system_fault(path_, "read");
  size_ += static_cast<std::size_t>(got);
  return got != 0;
}

void CsvSource::forget_row() { row_ = next_ = size_; }

std::string_view CsvSource::take_row(std::size_t bytes) {
  next_ = row_ + bytes;
  return {data_ + row_, bytes};
}

Result<bool> CsvSource::skip(std::string_view start) {
  start_row();
  while (row().size() < start.size()) {
    CS_TRY(more, read_more());
    if (!more) break;
  }
  if (!row().starts_with(start)) return false;
  next_ = row_ + start.size();
  return true;
}

}  // namespace cs::codec
