#include "match/parting.h"

#include <algorithm>

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
const names::NamePrint& Parting::first_word(std::uint32_t id, std::vector<std::string> names::PersonName::*words, names::NamePrint& room) const {
  return id != 0 ? prints_.of_name(id, room) : room = names::name_print((query_->names.front().name().*words)[0]);
}

void Parting::read() {
  read_ = true;
  names::NamePrint given_room, family_room;
  const names::NamePrint &given = first_word(name_->given[0], &names::PersonName::given, given_room);
  const names::NamePrint &family = first_word(name_->family[0], &names::PersonName::family, family_room);
  plain_ = given.plain && family.plain;
  if (!plain_) return;
  given_ = names::NamePattern(given);
  family_ = names::NamePattern(family);
  alike_ = begin_alike(given, family);
}

bool Parting::another_given(const registry::NameIds& record, const names::NamePrint& given) {
  if (holds(name_->given, name_->givens, record.given[0]) || holds(record.given, record.givens, name_->given[0])) return false;
  const bool one_of_line = name_->givens == 1 && name_->initial == 0, one_of_record = record.givens == 1 && record.initial == 0;
  if (one_of_line != one_of_record && name_->initial == 0 && record.initial == 0) return false;  // one word may be the other side's joined
  if (given_.print().may_begin_nobody || given.may_begin_nobody) return false;
  ++compared_;
  return given_.surely_other_given(given);
}

bool Parting::another_family(const registry::NameIds& record, const names::NamePrint& family) {
  if (name_->families != record.families || begin_alike(family_.print(), family)) return false;
  if (family_.print().nobody || family.nobody || holds(record.family, record.families, name_->family[0])) return false;
  ++compared_;
  return family_.surely_other_family(family);
}

bool Parting::parts(const registry::NameIds& record) {
  if (!read_) read();
  if (!plain_ || record.givens == 0 || record.families == 0 || !rest_latin(record)) return false;
  names::NamePrint given_room, family_room;
  const names::NamePrint& given = prints_.of_name(record.given[0], given_room);
  // The line's family name: then no other family is to be shown, and the names are exchanged only where the line's own begin alike.
  if (name_->family[0] == record.family[0] && record.family[0] != 0 && !alike_)
    return given.plain && !begin_alike(given_.print(), given) && another_given(record, given);
  const names::NamePrint& family = prints_.of_name(record.family[0], family_room);
  if (!given.plain || !family.plain || begin_alike(given_.print(), given)) return false;
  const bool exchanged = begin_alike(given_.print(), family) && begin_alike(family_.print(), given);
  return !exchanged && (another_given(record, given) || another_family(record, family));
}

}  // namespace cs::match
