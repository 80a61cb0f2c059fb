// Which records bear one of a line's names, or one that may stand for it.
//   Shape    ask() takes a line; its names are looked for when the first record is asked about, as most lines never come to one.
//   Threads  one Anchors a thread.
//   Source   the project's register design, section 8 (anchor).
#pragma once

#include <vector>

#include "match/asked.h"
#include "match/parting.h"
#include "register/view.h"

namespace cs::match {

class Anchors {
 public:
  Anchors(const registry::Snapshot& held, const NamePrints& prints) : register_(held), view_(held.view()), prints_(prints) {}
  void ask(const Query& query, const LineName& name);  // both stay until the next ask()
  // One of the record's given names is among the line's, one of its family names, or one of each the other way round.
  bool bears_any(std::uint32_t record);

 private:
  void find();
  void add(const std::string& word, std::uint32_t id, std::vector<std::uint32_t>& ids);
  std::uint32_t listed(const std::string& word, std::uint32_t id, bool& latin) const;
  void add_words(const std::vector<std::string>& words, const std::uint32_t* numbers, std::vector<std::uint32_t>& ids);

  const registry::Snapshot& register_;
  const registry::GenerationView& view_;
  const NamePrints& prints_;
  const Query* query_ = nullptr;
  const LineName* name_ = nullptr;
  bool found_ = false;
  std::vector<std::uint32_t> given_, family_;  // ids of the line's names and of what may stand for them
  struct Related {
    bool known = false;
    std::vector<std::uint32_t> ids;
  };
  std::vector<Related> related_;               // by the word's number in the tables of names: what may stand for it
};

}  // namespace cs::match
