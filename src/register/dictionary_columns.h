// One dictionary's arrays, between the build that ranks its texts and the files they become.
//   Errors   fill_dictionary: kLimit when there are too many texts, or no seed keeps every text near its start.
//   Threads  plain values.
#pragma once

#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "register/body_sink.h"
#include "register/layout.h"

namespace cs::registry {

struct RankedText {
  std::string_view text;
  NameCount records;                 // of `name`; for the others as_surname alone is meant
};

struct DictionaryColumns {
  Bytes text;                        // of id 1 first: u8 length, bytes
  std::vector<std::uint32_t> at;     // start of every fourth text
  std::vector<std::uint32_t> count;  // of the texts of kFewLimit records or more; `name`: two numbers each
  Bytes few;                         // of the others
  std::vector<std::uint32_t> hash;
  std::uint32_t seed = 0;
  std::uint32_t size = 0;            // texts

  void write(Dictionary which, BodySink& sink) const;
};

Result<DictionaryColumns> fill_dictionary(Dictionary which, const std::vector<RankedText>& ranked);

}  // namespace cs::registry
