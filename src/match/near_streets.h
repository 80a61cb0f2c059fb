// The streets of a tile whose texts are near a given one.
//   Shape    near() is the list of a tile and a text; the tile's streets and the last answer are kept, as lines come tile by tile.
//   Threads  StreetLetters is immutable after of(); one NearStreets a thread.
//   Source   the project's register design, section 8, P1 (a); how near is address/edits.h.
#pragma once

#include <string>
#include <vector>

#include "address/edits.h"
#include "register/generation.h"

namespace cs::match {

// Which letters and digits each street's text has, by street id: two bits a letter, one a digit. What differs in many is not near.
class StreetLetters {
 public:
  static StreetLetters of(const registry::Snapshot& held);
  std::uint64_t letters(std::uint32_t street) const { return letters_[street]; }

 private:
  std::vector<std::uint64_t> letters_;
};

struct NearStreet {
  std::uint32_t street = 0;
  bool slip = false;  // one edit; else more
};

class NearStreets {
 public:
  NearStreets(const registry::Snapshot& held, const StreetLetters& letters) : register_(held), letters_(letters) {}
  // Valid until the next call; the street itself is not in it.
  const std::vector<NearStreet>& near(std::uint32_t tile, std::string_view street);

 private:
  struct Street { std::uint32_t street; std::uint64_t letters; };
  void enter(std::uint32_t tile);

  const registry::Snapshot& register_;
  const StreetLetters& letters_;
  std::uint32_t tile_ = UINT32_MAX;
  std::vector<Street> streets_;     // of tile_
  bool known_ = false;              // near_ is of tile_ and text_
  std::string text_;
  std::vector<NearStreet> near_;
};

}  // namespace cs::match
