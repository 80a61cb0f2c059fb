#include "register/fast_crc32c.h"

#include <algorithm>
#include <cstring>

#include "base/crc32c.h"

namespace cs::registry {
namespace {

#if defined(__x86_64__)

std::uint64_t eight_at(const std::uint8_t* bytes) {
  std::uint64_t out;
  std::memcpy(&out, bytes, 8);
  return out;
}

__attribute__((target("sse4.2"))) std::uint32_t one_sum(ByteView bytes, std::uint32_t before) {
  std::uint64_t sum = ~before;
  std::size_t at = 0;
  for (; at + 8 <= bytes.size(); at += 8) sum = __builtin_ia32_crc32di(sum, eight_at(bytes.data() + at));
  auto out = static_cast<std::uint32_t>(sum);
  for (; at < bytes.size(); ++at) out = __builtin_ia32_crc32qi(out, bytes[at]);
  return ~out;
}

constexpr std::size_t kSideBySide = 4;

__attribute__((target("sse4.2"))) void four_sums(const std::uint8_t* bytes, std::size_t page_bytes, std::uint32_t* out) {
  std::uint64_t a = UINT32_MAX, b = UINT32_MAX, c = UINT32_MAX, d = UINT32_MAX;
  for (std::size_t at = 0; at < page_bytes; at += 8) {
    a = __builtin_ia32_crc32di(a, eight_at(bytes + at));
    b = __builtin_ia32_crc32di(b, eight_at(bytes + page_bytes + at));
    c = __builtin_ia32_crc32di(c, eight_at(bytes + 2 * page_bytes + at));
    d = __builtin_ia32_crc32di(d, eight_at(bytes + 3 * page_bytes + at));
  }
  out[0] = ~static_cast<std::uint32_t>(a), out[1] = ~static_cast<std::uint32_t>(b);
  out[2] = ~static_cast<std::uint32_t>(c), out[3] = ~static_cast<std::uint32_t>(d);
}

bool is_there() { return __builtin_cpu_supports("sse4.2") != 0; }

#else

constexpr std::size_t kSideBySide = SIZE_MAX;
std::uint32_t one_sum(ByteView bytes, std::uint32_t before) { return crc32c(bytes, before); }
void four_sums(const std::uint8_t*, std::size_t, std::uint32_t*) {}
bool is_there() { return false; }

#endif

}  // namespace

bool has_fast_crc32c() {
  static const bool there = is_there();
  return there;
}

std::uint32_t fast_crc32c(ByteView bytes, std::uint32_t before) { return has_fast_crc32c() ? one_sum(bytes, before) : crc32c(bytes, before); }

void crc32c_pages(ByteView body, std::size_t page_bytes, std::span<std::uint32_t> out) {
  std::size_t page = 0;
  if (has_fast_crc32c())
    for (; (page + kSideBySide) * page_bytes <= body.size(); page += kSideBySide) four_sums(body.data() + page * page_bytes, page_bytes, &out[page]);
  for (; page * page_bytes < body.size(); ++page)
    out[page] = fast_crc32c(body.subspan(page * page_bytes, std::min(page_bytes, body.size() - page * page_bytes)));
}

}  // namespace cs::registry
