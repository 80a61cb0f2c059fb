#include "match/parting.h"

#include <algorithm>

#include "names/likeness.h"

namespace cs::match {
namespace {

template <typename Ids>
bool holds(const Ids& ids, std::size_t count, std::uint32_t id) {
  return std::find(ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(count), id) != ids.begin() + static_cast<std::ptrdiff_t>(count);
}

}  // namespace

NamePrints NamePrints::of(const registry::Snapshot& held, std::uint32_t most) {
  NamePrints out(held);
  const std::uint32_t count = std::min(held.view().dictionary(registry::Dictionary::kName).size() + 1, most);
  out.prints_.reserve(count);
  for (std::uint32_t id = 0; id < count; ++id) out.prints_.push_back(names::name_print(held.name_text(id)));
  return out;
}

void Parting::ask(const Query& query, const LineName& name) {
  query_ = &query;
  name_ = &name;
  read_ = false;
}

// The words behind the first.
bool Parting::rest_latin(const registry::NameIds& record) const {
  for (std::size_t at = 1; at < record.givens; ++at)
    if (!prints_.is_latin(record.given[at])) return false;
  for (std::size_t at = 1; at < record.families; ++at)
    if (!prints_.is_latin(record.family[at])) return false;
  return true;
}

// Its text lies far away, so it is read only where its number does not do.
void Parting::read(Word& word, std::uint32_t id, const std::vector<std::string>& words) const {
  word.id = id;
  word.pattern_made = false;
  if (id != 0) word.print = &prints_.of_name(id, word.room);
  else word.room = names::name_print(words[0]), word.print = &word.room;
}

void Parting::read() {
  read_ = true;
  const names::PersonName& name = query_->names.front().name();
  read(given_, name_->given[0], name.given);
  read(family_, name_->family[0], name.family);
  plain_ = given_.print->plain && family_.print->plain;
  alike_ = plain_ && begin_alike(*given_.print, *family_.print);
}

const names::NamePattern& Parting::pattern_of(Word& word) {
  if (!word.pattern_made) word.pattern = names::NamePattern(*word.print);
  word.pattern_made = true;
  return word.pattern;
}

// Two plain words that do not begin alike.
bool Parting::other_given(const registry::NameIds& record, const names::NamePrint& given) {
  ++compared_;
  const auto find = [&] {
    return pattern_of(given_).surely_other_given(given) ||
           names::given_likeness(given_.print->text(), given.text(), limits_) == names::Likeness::kOther;
  };
  return given_.id == 0 ? find() : pairs_.ask(given_.id, record.given[0], false, find);
}

bool Parting::other_family(const registry::NameIds& record, const names::NamePrint& family) {
  ++compared_;
  const auto find = [&] {
    return pattern_of(family_).surely_other_family(family) ||
           names::family_likeness(family_.print->text(), family.text(), limits_) == names::Likeness::kOther;
  };
  return family_.id == 0 ? find() : pairs_.ask(family_.id, record.family[0], true, find);
}

// Their first given names do not begin alike.
Parted Parting::another_given(const registry::NameIds& record, const names::NamePrint& given) {
  if (holds(name_->given, name_->givens, record.given[0]) || holds(record.given, record.givens, name_->given[0])) return Parted::kNo;
  if (given_.print->may_begin_nobody || given.may_begin_nobody || !other_given(record, given)) return Parted::kNo;
  const bool one_of_line = name_->givens == 1 && name_->initial == 0, one_of_record = record.givens == 1 && record.initial == 0;
  const bool initials = name_->initial != 0 || record.initial != 0;
  return one_of_line == one_of_record || initials ? Parted::kYes : Parted::kUnknown;  // one word may be the other side's joined
}

// The same of the first given names.
Parted Parting::another_family(const registry::NameIds& record, const names::NamePrint& family) {
  if (family_.print->nobody || family.nobody || begin_alike(*family_.print, family)) return Parted::kNo;
  if (name_->families != record.families) return Parted::kUnknown;
  if (holds(record.family, record.families, name_->family[0])) return Parted::kNo;
  return other_family(record, family) ? Parted::kYes : Parted::kNo;
}

Parted Parting::parts(const registry::NameIds& record) {
  if (!read_) read();
  if (!plain_ || record.givens == 0 || record.families == 0 || !rest_latin(record)) return Parted::kUnknown;
  names::NamePrint given_room, family_room;
  const names::NamePrint& given = prints_.of_name(record.given[0], given_room);
  if (!given.plain) return Parted::kUnknown;
  const bool begins = begin_alike(*given_.print, given);
  // The line's family name: then no other family is to be shown, and the names are exchanged only where the line's own begin alike.
  if (name_->family[0] == record.family[0] && record.family[0] != 0 && !alike_) return begins ? Parted::kNo : another_given(record, given);
  const names::NamePrint& family = prints_.of_name(record.family[0], family_room);
  if (!family.plain) return Parted::kUnknown;
  const bool exchanged = begin_alike(*given_.print, family) && begin_alike(*family_.print, given);
  if (exchanged || begins) return Parted::kNo;
  const Parted found = another_given(record, given);
  if (found == Parted::kYes) return found;
  const Parted of_family = another_family(record, family);
  return of_family == Parted::kYes || found == Parted::kNo ? of_family : found;
}

}  // namespace cs::match
