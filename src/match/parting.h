// Whether a line's name and a record's surely are two people's, by numbers: what parts most who live at one address, before a text is read.
//   Shape    NamePrints are of a generation's commonest names, which is nearly every word of a row. A Parting is asked for a line first; its words
//            are read when the first record comes.
//   Threads  NamePrints are immutable after of(); one Parting a thread.
//   Holds    kYes only where names::surely_different() says so of the texts, kNo only where it does not; kUnknown says nothing.
#pragma once

#include <utility>
#include <vector>

#include "base/large_pages.h"
#include "match/asked.h"
#include "match/word_pairs.h"
#include "names/compare.h"
#include "names/name_print.h"
#include "names/scripts.h"
#include "register/view.h"

namespace cs::match {

class NamePrints {
 public:
  static constexpr std::uint32_t kMost = 1 << 18;  // ids run from the commonest name on
  static NamePrints of(const registry::Snapshot& held, std::uint32_t most = kMost);
  // Of a name of few it is made in `room`.
  const names::NamePrint& of_name(std::uint32_t id, names::NamePrint& room) const {
    return id < prints_.size() ? prints_[id] : room = names::name_print(register_.name_text(id));
  }
  const names::NamePrint* known(std::uint32_t id) const { return id < prints_.size() ? &prints_[id] : nullptr; }
  bool is_latin(std::uint32_t id) const { return id < prints_.size() ? prints_[id].latin : names::is_latin(register_.name_text(id)); }

 private:
  explicit NamePrints(const registry::Snapshot& held) : register_(held) {}
  registry::Snapshot register_;           // the same mapping
  LargeVector<names::NamePrint> prints_;  // by name id
};

enum class Parted : std::uint8_t { kYes, kNo, kUnknown };

class Parting {
 public:
  // `many`: lines enough to come that what is found of two words is worth keeping.
  Parting(const NamePrints& prints, const names::NameLimits& limits, bool many) : prints_(prints), limits_(limits), pairs_(many) {}
  void ask(const Query& query, const LineName& name);  // both stay until the next ask()
  Parted parts(const registry::NameIds& record);
  std::uint64_t take_compared() { return std::exchange(compared_, 0); }  // pairs of words, since the last call

 private:
  // One of the line's two first words. Its print and pattern are made when they are asked for.
  struct Word {
    std::uint32_t id = 0;
    const names::NamePrint* print = nullptr;
    names::NamePrint room;
    bool pattern_made = false;
    names::NamePattern pattern;
  };
  void read();
  void read(Word& word, std::uint32_t id, const std::vector<std::string>& words) const;
  static const names::NamePattern& pattern_of(Word& word);
  Parted another_given(const registry::NameIds& record, const names::NamePrint& given);
  Parted another_family(const registry::NameIds& record, const names::NamePrint& family);
  bool other_given(const registry::NameIds& record, const names::NamePrint& given);
  bool other_family(const registry::NameIds& record, const names::NamePrint& family);
  bool rest_latin(const registry::NameIds& record) const;

  const NamePrints& prints_;
  const names::NameLimits limits_;
  const Query* query_ = nullptr;
  const LineName* name_ = nullptr;
  bool read_ = false, plain_ = false;
  bool alike_ = false;                      // the line's two first words begin alike
  std::uint64_t compared_ = 0;
  Word given_, family_;                     // the line's first words
  WordPairs pairs_;
};

}  // namespace cs::match
