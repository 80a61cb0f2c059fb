// The longer way through a document: simdjson's parser, then every value visited. It takes whatever JSON is ours, and has the words for what is not.
// Inside this room only.
//   Units    kJsonPadding zero bytes stand behind the text, in the same memory.
//   Errors   as json.h says.
//   Threads  one thread; cheap to use again.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "codec/json.h"

namespace cs::codec {

inline constexpr std::size_t kJsonPadding = 64;

class JsonParser {
 public:
  JsonParser();
  ~JsonParser();
  JsonParser(const JsonParser&) = delete;
  JsonParser& operator=(const JsonParser&) = delete;
  // On success items.front() is the document.
  Result<void> scan(std::string_view padded, std::vector<JsonItem>& items);

 private:
  struct Held;
  std::unique_ptr<Held> held_;
};

}  // namespace cs::codec
