// A key of a document as it may stand in a fault. Inside this room only.
//   Holds    one that no format of ours could have is not repeated, because it may be anything, a person's name too.
#pragma once

#include <string>
#include <string_view>

namespace cs::codec {
std::string shown_key(std::string_view key);
}  // namespace cs::codec
