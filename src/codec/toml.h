// TOML 1.0, read strictly into the same tree as JSON.
//   Shape    at most bytes_max bytes; no floats, dates or times as TOML types (dates are texts in every file of ours).
//   Errors   kMalformed with the line and the key; kLimit.
//   Source   TOML 1.0.0, by toml++ in one translation unit.
#pragma once

#include <string_view>

#include "codec/value.h"

namespace cs::codec {
Result<Value> read_toml(std::string_view text, std::size_t bytes_max);
}  // namespace cs::codec
