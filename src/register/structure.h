// The structure of a generation, once over every element. After it no access is checked.
//   Errors   kUntrusted, naming file and element.
//   Threads  pure.
//   Source   docs/formats/register.md.
#pragma once

#include "register/view.h"

namespace cs::registry {

Result<void> check_dictionaries(const GenerationView& view);
Result<void> check_places(const GenerationView& view);    // tiles, blocks, addresses; after the dictionaries
Result<void> check_people(const GenerationView& view);    // groups and what they lead to, keys; after the places
Result<void> check_postings(const GenerationView& view);  // after all

inline Fault broken(File file, std::uint64_t element) {
  return untrusted(std::string(file_shape(file).name) + ": element " + std::to_string(element));
}
inline Fault broken_count(File file) { return untrusted(std::string(file_shape(file).name) + ": count"); }

}  // namespace cs::registry
