// TOML 1.0, read strictly into the same tree as JSON.
//   Shape    at most bytes_max bytes of UTF-8 without BOM; depth and number of keys and items as in JSON; no floats, dates or times as TOML
//            types (dates are texts in every file of ours). Keys stand in the order of the file.
//   Errors   kMalformed with the line and the key; kLimit. Never a value of the document in the text.
//   Threads  a free function.
//   Source   TOML 1.0.0; toml-test is the test. Our own reader: toml++ 3.3.0, the packaged one, stops the process at "[!]" and three other
//            files of toml-test (an assertion; without assertions, undefined behavior), and nobody outside may stop ours. It read the
//            same files of toml-test as this one.
#pragma once

#include <string_view>

#include "codec/value.h"

namespace cs::codec {
Result<Value> read_toml(std::string_view text, std::size_t bytes_max);
}  // namespace cs::codec
