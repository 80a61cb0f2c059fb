// A generation's manifest: what it holds, and the digest of each of its files. The SHA-256 of its bytes is the generation's name.
//   Shape    ASCII lines `key SP value LF` in a fixed order (docs/formats/register.md), at most kManifestBytesLimit bytes.
//   Errors   parse: kMalformed naming the line; parse(write(m)) == m and nothing else parses.
//   Threads  plain values.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/time.h"
#include "register/key_pattern.h"
#include "register/layout.h"
#include "register/row_counts.h"

namespace cs::registry {

struct FileLine {
  std::uint64_t bytes = 0;   // of the whole file
  std::uint64_t count = 0;   // elements
  Digest sha256{};           // of the whole file
};

struct Manifest {
  std::string software;      // 1-100 bytes of visible ASCII and spaces
  std::optional<Date> as_of;
  RowCounts rows;
  std::uint64_t records = 0, addresses = 0, blocks = 0, tiles = 0, keys = 0;
  KeyPattern keys_as;        // none: as texts
  std::optional<Date> first_day, last_day;  // of all periods; both or none
  std::array<std::uint32_t, kDictionaryCount> seeds{};
  std::array<FileLine, kFileCount> files{};

  std::string head() const;  // the lines before `file`, which the build tag covers
  std::string write() const;
  static Result<Manifest> parse(std::string_view text);
};

bool is_software_name(std::string_view text);

}  // namespace cs::registry
