#include "population/output.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "population/row_text.h"

namespace cs::population {
namespace {

Fault system_fault(const Path& path, const char* tried) {
  const int error = errno;
  return io_fault(path.string() + ": " + tried + ": " + std::strerror(error));
}

}  // namespace

Result<FileWriter> FileWriter::create(const Path& root, std::string relative) {
  Path path = root / relative;
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (fd < 0) return system_fault(path, "create");
  return FileWriter(fd, std::move(path), std::move(relative));
}

FileWriter::~FileWriter() {
  if (fd_ >= 0) ::close(fd_);
}

FileWriter::FileWriter(FileWriter&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), path_(std::move(other.path_)), digest_(std::move(other.digest_)), facts_(std::move(other.facts_)) {}

Result<void> FileWriter::write(std::string_view bytes, std::uint64_t rows) {
  digest_.add(as_bytes(bytes));
  facts_.bytes += bytes.size();
  facts_.rows += rows;
  while (!bytes.empty()) {
    const ssize_t wrote = ::write(fd_, bytes.data(), bytes.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return system_fault(path_, "write");
    bytes.remove_prefix(static_cast<std::size_t>(wrote));
  }
  return {};
}

Result<FileFacts> FileWriter::close() {
  const int fd = std::exchange(fd_, -1);
  if (::close(fd) != 0) return system_fault(path_, "close");
  facts_.digest = digest_.finish();
  return facts_;
}

Result<FileFacts> write_small(const Path& root, std::string relative, std::string_view bytes, unsigned mode) {
  CS_TRY_VOID(write_file(root / relative, as_bytes(bytes), mode));
  return FileFacts{std::move(relative), 0, bytes.size(), crypto::sha256(as_bytes(bytes))};
}

void append_csv(std::string& out, std::string_view field) {
  if (field.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += field;
    return;
  }
  out += '"';
  for (const char c : field) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

void append_decimal(std::string& out, std::uint64_t number) {
  char text[20];
  std::size_t from = sizeof text;
  do {
    text[--from] = static_cast<char>('0' + number % 10);
    number /= 10;
  } while (number != 0);
  out.append(text + from, sizeof text - from);
}

void append_ten_digits(std::string& out, char prefix, std::uint64_t number) {
  RowText text;
  text.room(16);
  text.put_ten_digits(prefix, number);
  out += text.view();
}

void append_json(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
}

}  // namespace cs::population
