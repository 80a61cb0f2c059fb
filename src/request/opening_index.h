// The openings that an issuer handed out, as the fragments of the lines to be made from them.
//   Shape    a fragment is the JSON text `"order":{...},"subject":{...}` of a line, found by issuer and docket.
//   Errors   add_file: kIo, kNotFound; kMalformed names file and line number. add: kMalformed names the key, kLimit.
//   Threads  one thread.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "base/file.h"
#include "codec/json.h"

namespace cs::request {

class OpeningIndex {
 public:
  Result<void> add_file(const Path& path);
  Result<void> add(std::string_view line);  // without LF
  // Empty where there is none. Where an order stands twice, the last line read counts: it is the corrected one.
  std::string_view find(std::string_view issuer, std::string_view docket) const;
  std::size_t size() const { return fragments_.size(); }

 private:
  struct Fragment {
    std::size_t begin = 0;
    std::size_t size = 0;
  };
  codec::JsonReader json_;
  std::string arena_;
  std::unordered_map<std::string, Fragment> fragments_;  // by issuer NUL docket; asked, never walked
};

// Appends the text as a JSON string.
void append_json_text(std::string& out, std::string_view text);

}  // namespace cs::request
