// Two texts of the dictionaries that hold several fields: the form of a street, and the place of a row.
//   Shape    form: direction, type, direction, urbanization, and the street's own spelling where it is not its key, joined by 0x1F; empty
//            when all are. place: city 0x1F state; empty when both are.
//   Threads  pure.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "address/address.h"

namespace cs::registry {

std::string form_text(const address::Reading& reading, std::string_view street_key);
std::string place_text(std::string_view city, std::string_view state);
// The same, in the room of `out`, which they return.
const std::string& form_text(const address::Reading& reading, std::string_view street_key, std::string& out);
const std::string& place_text(std::string_view city, std::string_view state, std::string& out);

struct FormParts {
  std::string_view predirection, type, postdirection, urbanization, spelling;
};
std::optional<FormParts> form_parts(std::string_view text);  // nothing when the text is no form
struct PlaceParts {
  std::string_view city, state;
};
std::optional<PlaceParts> place_parts(std::string_view text);

}  // namespace cs::registry
