#include "request/lf_lines.h"

#include <algorithm>
#include <cstring>

namespace cs::request {
namespace {

constexpr std::size_t kBufferBytes = std::size_t{1} << 20;

}  // namespace

LfLines::LfLines(const Path& path, std::size_t line_bytes_max)
    : stream_(path, std::ios::binary), line_bytes_max_(line_bytes_max), buffer_(kBufferBytes, '\0') {}

bool LfLines::fill() {
  passed_ += filled_;
  stream_.read(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
  filled_ = static_cast<std::size_t>(stream_.gcount());
  at_ = 0;
  return filled_ != 0;
}

void LfLines::keep(const char* begin, std::size_t bytes) { cut_.append(begin, std::min(bytes, line_bytes_max_ + 1 - cut_.size())); }

bool LfLines::next(std::string_view& line) {
  cut_.clear();
  for (bool is_cut = false;; is_cut = true) {
    if (at_ == filled_ && !fill()) return line = cut_, !cut_.empty();
    const char* begin = buffer_.data() + at_;
    const auto* end = static_cast<const char*>(std::memchr(begin, '\n', filled_ - at_));
    const std::size_t size = end != nullptr ? static_cast<std::size_t>(end - begin) : filled_ - at_;
    at_ += size + (end != nullptr ? 1 : 0);
    if (end != nullptr && !is_cut) return line = {begin, std::min(size, line_bytes_max_ + 1)}, true;
    keep(begin, size);
    if (end != nullptr) return line = cut_, true;
  }
}

}  // namespace cs::request
