// The streets of a tile whose texts are near a given one.
//   Shape    near() is the list of a tile and a text; the tile's streets and the last answer are kept, as lines come tile by tile.
//   Threads  StreetPrints is immutable after of(); one NearStreets a thread.
//   Source   the project's register design, section 8, P1 (a); how near is address/edits.h.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "address/edits.h"
#include "register/generation.h"

namespace cs::match {

// Which letters a text has: two bits a letter, one a digit. What differs in many is not near.
struct WordPrint {
  std::uint64_t letters = 0;
  std::uint16_t bytes = 0;    // of a name; of a word beside it with the space between; 0: there is none
};

struct StreetPrint {
  WordPrint name;
  bool ordinal = false;       // 33RD, which may be written 33TH
};

using WordPrints = std::array<WordPrint, 2>;

// A form's direction before the name and its type: as they stand, and as the words that they stand for.
struct FormPrint {
  bool known = false;         // else the text is no form
  std::string_view predirection, type;
  WordPrints directions, types;
};

// What a generation's dictionaries tell of streets and their forms without a text being read: made once, when it is opened. Points into the
// generation, which must stay.
class StreetPrints {
 public:
  static StreetPrints of(const registry::Snapshot& held);
  static StreetPrint print(std::string_view street);
  const StreetPrint& street(std::uint32_t street) const { return streets_[street]; }
  const FormPrint& form(std::uint32_t form) const { return forms_[form]; }

 private:
  std::vector<StreetPrint> streets_;  // by street id
  std::vector<FormPrint> forms_;      // by form id
};

struct StreetParts {
  std::string_view predirection, street, type;
};

// How near two streets are as they were written (kSlip, kDamaged or kOther): where a direction or type stands on one side only,
// it may have run into the name or be misspelled past knowing (CEDAR CIRLCE and CEDAR CIR, CEDA RLANE and CEDAR LN, WFRANKLIN and W FRANKLIN);
// 33TH is how 33RD may be written.
address::StreetNearness nearness_as_written(const StreetParts& one, const StreetParts& other);

struct NearStreet {
  std::uint32_t street = 0;
  bool slip = false;          // one edit; else more
  std::uint32_t form = 0;     // only this form of the street is near; 0: every form
};

class NearStreets {
 public:
  NearStreets(const registry::Snapshot& held, const StreetPrints& prints) : register_(held), prints_(prints) {}
  // Valid until the next call; in the order of street ids. The street itself is in it only where its type or direction is what slipped; a
  // street is in it once for each form that makes it near.
  const std::vector<NearStreet>& near(std::uint32_t tile, const address::Reading& line);
  std::uint64_t take_compared() { return std::exchange(compared_, 0); }  // streets whose text was compared, since the last call

 private:
  struct Street {
    std::uint32_t street;
    registry::Run forms;      // its blocks
  };
  struct Asked {
    std::string text, type, predirection;
    StreetPrint street;
    WordPrints directions, types;
  };
  void enter(std::uint32_t tile);
  bool is_asked(const address::Reading& line, const std::string& street) const;
  void ask(const address::Reading& line, const std::string& street);
  void add(const Street& each);
  bool may_be_written_so(const StreetPrint& street, const FormPrint& form) const;
  address::StreetNearness nearness_in(const Street& each, const StreetPrint& print, const FormPrint& form,
                                      address::StreetNearness of_names);

  const registry::Snapshot& register_;
  const StreetPrints& prints_;
  std::uint32_t tile_ = UINT32_MAX;
  std::vector<Street> streets_;           // of tile_
  std::vector<std::uint64_t> letters_;    // theirs
  std::vector<std::uint32_t> worth_;      // places of those whose letters are near the asked one's
  std::uint64_t compared_ = 0, compared_of_asked_ = 0;
  bool known_ = false;                    // near_ is of tile_ and asked_
  Asked asked_;
  std::vector<NearStreet> near_;
};

}  // namespace cs::match
