// Memory that is soon read or written, asked for now: a hint to the machine, and nothing else.
//   Units    bytes; every cache line of them, of 64 bytes, is asked for.
#pragma once

#include <cstddef>

namespace cs::match {

template <int to_write = 0>
void fetch(const void* first, std::size_t bytes) {
  for (std::size_t done = 0; done < bytes; done += 64) __builtin_prefetch(static_cast<const char*>(first) + done, to_write);
}

}  // namespace cs::match
