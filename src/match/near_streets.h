// The streets of a tile whose texts are near a given one.
//   Shape    near() is the list of a tile and a text; the last answer is kept. Most streets of a ZIP do not have the line's house: near_with_house()
//            looks for that first, and reads few texts.
//   Threads  StreetPrints is immutable after of(); one NearStreets a thread.
//   Source   the project's register design, section 8, P1 (a); how near is address/edits.h.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "address/edits.h"
#include "base/large_pages.h"
#include "match/near_letters.h"
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
  std::uint64_t least = 0, most = 0;  // letters of the name in every way to write it, and in some way
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
  // Whether the block may have the house: a no is certain, a yes is wrong for some one in four, and no address is read for either.
  bool may_have(std::uint32_t block, std::uint32_t house) const { return (houses_[block] >> house_bit(house) & 1) != 0; }
  // The letters of each block's street, with its direction and, where `types`, its type among those that it may have; of blocks that are no
  // street's what no street has.
  StreetLetters letters(registry::Run blocks, bool types) const {
    const auto of = [&](const LargeVector<std::uint64_t>& all) { return std::span(all).subspan(blocks.begin, blocks.size()); };
    return {of(least_), of(types ? most_with_type_ : most_)};
  }

 private:
  static std::uint32_t house_bit(std::uint32_t house) { return house * 0x9E3779B1U >> 26; }  // of 64
  void add_letters(std::uint32_t street, std::uint32_t form);  // of the next block; street 0: of none
  static std::uint64_t houses_of(const registry::Snapshot& held, std::uint32_t block);

  LargeVector<StreetPrint> streets_;  // by street id
  LargeVector<FormPrint> forms_;      // by form id
  LargeVector<std::uint64_t> least_, most_, most_with_type_;  // by block: a tile's lie together
  LargeVector<std::uint64_t> houses_;   // by block: of each of its houses a bit
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
  void next_line() { last_ = nullptr; }  // a reading that is asked may change from now on
  // Valid until the next call; in the order of street ids. The street itself is in it only where its type or direction is what slipped; a
  // street is in it once for each form that makes it near.
  const std::vector<NearStreet>& near(std::uint32_t tile, const address::Reading& line);
  // Those of them of which a form has the house, but the street `known`, where that is not 0.
  const std::vector<NearStreet>& near_with_house(std::uint32_t tile, const address::Reading& line, std::uint32_t house, std::uint32_t known = 0);
  std::uint64_t take_compared() { return std::exchange(compared_, 0); }  // streets whose text was compared, since the last call
  std::uint64_t take_blocks() { return std::exchange(blocks_, 0); }      // in which a house was looked for, since the last call
  std::uint64_t take_letters() { return std::exchange(letters_, 0); }    // blocks whose street's letters were looked at, since the last call
  std::uint64_t take_house_bits() { return std::exchange(house_bits_, 0); }  // blocks that were asked whether they may have a house, the same

 private:
  struct Street {
    std::uint32_t street;
    registry::Run forms;      // its blocks
  };
  struct Asked {
    std::string text, type, predirection;
    StreetPrint street;
    WordPrints directions, types;
    AskedLetters letters;
  };
  void ask(const address::Reading& line);
  bool is_asked(const address::Reading& line, const std::string& street) const;
  void find_worth(std::uint32_t tile);
  void read_words();
  bool may_have(registry::Run forms, std::uint32_t house);
  void fetch_houses() const;
  bool has_house(registry::Run forms, std::uint32_t house);
  void add(const Street& each, std::vector<NearStreet>& out);
  bool may_be_written_so(const StreetPrint& street, const FormPrint& form);
  address::StreetNearness nearness_in(const Street& each, const StreetPrint& print, const FormPrint& form,
                                      address::StreetNearness of_names);

  const registry::Snapshot& register_;
  const StreetPrints& prints_;
  std::vector<std::uint32_t> places_;     // of blocks of a tile whose letters are near the asked street's
  std::vector<Street> worth_;             // their streets
  std::uint64_t compared_ = 0, compared_of_near_ = 0, blocks_ = 0;
  std::uint64_t letters_ = 0, letters_of_near_ = 0, house_bits_ = 0;
  const address::Reading* last_ = nullptr;  // asked_ is this reading's, since next_line()
  bool known_ = false;                    // asked_ is a line's
  Asked asked_;
  std::uint32_t tile_ = UINT32_MAX;       // near_ is of this tile and of asked_
  std::vector<NearStreet> near_, near_with_house_;
};

}  // namespace cs::match
