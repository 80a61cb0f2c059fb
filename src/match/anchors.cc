#include "match/anchors.h"

#include <algorithm>

#include "names/compare.h"
#include "names/scripts.h"
#include "names/tables.h"

namespace cs::match {
namespace {

bool in(const std::vector<std::uint32_t>& ids, std::uint32_t id) { return std::find(ids.begin(), ids.end(), id) != ids.end(); }

}  // namespace

void Anchors::ask(const Query& query, const LineName& name) {
  query_ = &query;
  name_ = &name;
  found_ = false;
}

// `numbers`: of the words, where the line's name has them.
void Anchors::add_words(const std::vector<std::string>& words, const std::uint32_t* numbers, std::vector<std::uint32_t>& ids) {
  for (std::size_t i = 0; i < words.size(); ++i) add(words[i], numbers != nullptr ? numbers[i] : register_.name_id(words[i]), ids);
}

void Anchors::find() {
  found_ = true;
  given_.clear();
  family_.clear();
  for (const names::SufficientName& asked : query_->names) {
    const bool numbered = name_->numbered && name_->initial == 0;  // an initial has no number there
    add_words(asked.name().given, numbered ? name_->given.data() : nullptr, given_);
    add_words(asked.name().family, name_->numbered ? name_->family.data() : nullptr, family_);
  }
}

// The word's own id, and those of what may stand for it: few words are in a table, and those are kept.
void Anchors::add(std::string_view word, std::uint32_t id, std::vector<std::uint32_t>& ids) {
  if (id != 0) ids.push_back(id);
  const std::uint32_t listed = names::is_latin(word) ? names::word_id(word) : 0;
  if (listed == 0 && names::is_latin(word)) return;
  if (listed >= related_.size()) related_.resize(listed + 1);
  Related& kept = related_[listed];  // 0: of another script, never kept
  if (!kept.known || listed == 0) {
    kept.known = true;
    kept.ids.clear();
    for (const std::string& other : names::equivalents(word))
      if (const std::uint32_t found = register_.name_id(other); found != 0 && other != word) kept.ids.push_back(found);
  }
  ids.insert(ids.end(), kept.ids.begin(), kept.ids.end());
}

bool Anchors::bears_any(const registry::NameIds& record) {
  if (!found_) find();
  bool given_crossed = false, family_crossed = false;
  for (std::size_t i = 0; i < record.givens; ++i) {
    if (in(given_, record.given[i])) return true;
    given_crossed = given_crossed || in(family_, record.given[i]);
  }
  for (std::size_t i = 0; i < record.families; ++i) {
    if (in(family_, record.family[i])) return true;
    family_crossed = family_crossed || in(given_, record.family[i]);
  }
  return given_crossed && family_crossed;
}

}  // namespace cs::match
