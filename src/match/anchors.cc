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
void Anchors::add(const std::string& word, std::uint32_t id, std::vector<std::uint32_t>& ids) {
  if (id != 0) ids.push_back(id);
  bool latin = false;
  const std::uint32_t listed = this->listed(word, id, latin);
  if (listed == 0 && latin) return;
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

// The word's number in the tables of names: that of a common one without its text.
std::uint32_t Anchors::listed(const std::string& word, std::uint32_t id, bool& latin) const {
  const names::NamePrint* print = id != 0 ? prints_.known(id) : nullptr;
  latin = print != nullptr ? print->latin : names::is_latin(word);
  if (print != nullptr && print->plain) return print->word;
  return latin ? names::word_id(word) : 0;
}

// Most records have one given and one family name, and either these say enough or they are all: then no word more is read.
bool Anchors::bears_any(std::uint32_t record) {
  if (!found_) find();
  const std::uint32_t given = view_.given(record), family = view_.surname(record);
  if (given != 0 && in(given_, given)) return true;
  if (family != 0 && in(family_, family)) return true;
  bool given_crossed = given != 0 && in(family_, given), family_crossed = family != 0 && in(given_, family);
  if (!registry::has_bit(view_.group_dir[record / registry::kGroupRecords].extra, record)) return given_crossed && family_crossed;
  for (std::uint32_t at = view_.first_extra(record);; ++at) {
    const registry::ExtraWord word = view_.extra(at);
    const bool of_given = word.role == registry::ExtraRole::kGiven;
    if (in(of_given ? given_ : family_, word.id)) return true;
    if (of_given) given_crossed = given_crossed || in(family_, word.id);
    else family_crossed = family_crossed || in(given_, word.id);
    if (word.last) return given_crossed && family_crossed;
  }
}

}  // namespace cs::match
