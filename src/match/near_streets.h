// The streets of a tile whose texts are near a given one.
//   Shape    near() is the list of a tile and a text; the tile's streets and the last answer are kept, as lines come tile by tile.
//   Threads  StreetLetters is immutable after of(); one NearStreets a thread.
//   Source   the project's register design, section 8, P1 (a); how near is address/edits.h.
#pragma once

#include <string>
#include <utility>
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

struct StreetParts {
  std::string_view predirection, street, type;
};

// How near two streets are as they were written (kSlip, kDamaged or kOther): where a direction or type stands on one side only, it may
// have run into the name or be
// misspelled past knowing (CEDAR CIRLCE and CEDAR CIR, CEDA RLANE and CEDAR LN, WFRANKLIN and W FRANKLIN); 33TH is how 33RD may be written.
address::StreetNearness nearness_as_written(const StreetParts& one, const StreetParts& other);

struct NearStreet {
  std::uint32_t street = 0;
  bool slip = false;          // one edit; else more
  std::uint32_t form = 0;     // only this form of the street is near; 0: every form
};

class NearStreets {
 public:
  NearStreets(const registry::Snapshot& held, const StreetLetters& letters) : register_(held), letters_(letters) {}
  // Valid until the next call; in the order of street ids. The street itself is in it only where its type or direction is what slipped; a
  // street is in it once for each form that makes it near.
  const std::vector<NearStreet>& near(std::uint32_t tile, const address::Reading& line);
  // Compares of texts that the answers since the last call took; an answer that was kept counts as if it were found again.
  std::uint64_t take_compares() { return std::exchange(compares_, 0); }

 private:
  struct Street { std::uint32_t street; std::uint64_t letters; };
  void enter(std::uint32_t tile);
  void add_as_written(const Street& each, const StreetParts& line);

  const registry::Snapshot& register_;
  const StreetLetters& letters_;
  std::uint32_t tile_ = UINT32_MAX;
  std::vector<Street> streets_;     // of tile_
  bool known_ = false;              // near_ is of tile_ and text_
  std::string text_, type_, predirection_;
  std::vector<NearStreet> near_;
  std::uint64_t near_compares_ = 0;  // that near_ took
  std::uint64_t compares_ = 0;
};

}  // namespace cs::match
