// A nameless file of byte strings (u16 length, bytes), written once from front to back, then read from front to back, once.
//   Shape    written past the operating system's own copy where the file system can (O_DIRECT): that of a large build would fill its memory and leave it
//            again before it is read. Through it where it cannot.
//   Errors   kIo; nothing is added or read after one.
//   Threads  one thread at a time.
#pragma once

#include <string>
#include <string_view>

#include "base/file.h"

namespace cs::registry {

inline constexpr std::size_t kWrittenBytes = std::size_t{1} << 20;  // at a time

class SpillFile {
 public:
  static Result<SpillFile> make(const Path& directory);
  SpillFile(SpillFile&& other) noexcept;
  SpillFile& operator=(SpillFile&& other) noexcept;
  ~SpillFile();

  Result<void> add(std::string_view bytes);             // at most 65,535
  Result<void> write(std::string_view framed);          // strings with their lengths before them
  Result<void> settle();                                // all that was added is in the file, and no memory is held
  Result<void> rewind(std::size_t buffer_bytes);        // settled, to be read
  Result<bool> next(std::string_view& bytes);           // valid until the next call
  std::uint64_t size() const { return size_; }

 private:
  explicit SpillFile(int fd) : fd_(fd) {}
  char* piece();
  Result<void> flush();
  void pass_memory_by(bool wanted);
  Result<bool> fill(std::size_t needed);
  void give_back();
  int fd_ = -1;
  bool direct_ = false, reading_ = false;
  std::uint64_t size_ = 0, read_ = 0, given_back_ = 0;  // size_: with what still waits in the buffer
  std::string buffer_;
  std::size_t at_ = 0, end_ = 0;
};

inline void frame(std::string& out, std::string_view bytes) {
  const char size[2] = {static_cast<char>(bytes.size() & 255), static_cast<char>(bytes.size() >> 8)};
  out.append(size, 2);
  out.append(bytes);
}
inline std::size_t framed_size(const char* at) {
  return static_cast<unsigned char>(at[0]) | static_cast<std::size_t>(static_cast<unsigned char>(at[1])) << 8;
}

}  // namespace cs::registry
