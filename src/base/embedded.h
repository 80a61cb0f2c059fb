// Tables compiled into the binary: every data/<room>/<name>.csv of a room, byte for byte.
//   Shape    CS_EMBEDDED_TABLE(room_name) declares `std::string_view embedded_room_name()` in the current namespace; the bytes are
//            those of data/room/name.csv, LF line ends, first line the header.
//   Threads  immutable.
//   Source   data/SOURCES.md names where each table comes from, its licence and its digest.
#pragma once

#include <string_view>

#define CS_EMBEDDED_TABLE(name)                                                                                  \
  extern "C" const char cs_embedded_##name##_begin[];                                                            \
  extern "C" const char cs_embedded_##name##_end[];                                                              \
  inline std::string_view embedded_##name() {                                                                    \
    return {cs_embedded_##name##_begin, static_cast<std::size_t>(cs_embedded_##name##_end - cs_embedded_##name##_begin)}; \
  }
