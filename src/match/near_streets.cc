#include "match/near_streets.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include "address/compare.h"
#include "address/type_words.h"
#include "match/near_letters.h"
#include "register/form_text.h"
#include "register/view.h"

namespace cs::match {
namespace {

std::uint64_t letters_of(std::string_view text) {
  std::uint64_t out = 0;
  for (const char c : text) {
    if (c >= '0' && c <= '9') out |= std::uint64_t{1} << (52 + (c - '0'));
    if (c < 'A' || c > 'Z') continue;
    const int at = 2 * (c - 'A');
    out |= (out >> at & 1) == 0 ? std::uint64_t{1} << at : std::uint64_t{2} << at;
  }
  return out;
}

constexpr std::uint64_t kNoStreet = UINT64_MAX;  // all digits, and every letter twice

// Whether street_nearness() of the two texts can be kSlip or kDamaged. An edit puts in or takes out a letter, or exchanges one for another;
// the longer text has three bytes an edit.
bool may_be_near(const WordPrint& one, const WordPrint& other) {
  const std::uint64_t differ = one.letters ^ other.letters;
  if ((differ & kLetterDigits) != 0) return false;
  const auto& [shorter, longer] = one.bytes < other.bytes ? std::tie(one, other) : std::tie(other, one);
  const std::uint32_t apart = longer.bytes - shorter.bytes, edits = std::min<std::uint32_t>(address::kStreetEditsMax, longer.bytes / 3u);
  if (apart <= edits && registry::set_bits(differ) <= 2 * edits - apart) return true;
  return apart >= 2 && (shorter.letters & ~longer.letters) == 0;  // less one word
}

// The letters of both.
std::uint64_t letters_together(std::uint64_t one, std::uint64_t other) {
  constexpr std::uint64_t kOnce = 0x5555555555555555ULL & ~kLetterDigits;
  return one | other | (one & other & kOnce) << 1;
}

// Letters of the word as it stands, or of the one that it stands for.
std::uint64_t either(const WordPrints& words) { return words[0].letters | words[1].letters; }

WordPrint word_print(std::string_view word) {
  return word.empty() ? WordPrint{} : WordPrint{letters_of(word), static_cast<std::uint16_t>(word.size() + 1)};
}

// A word as it stands, and the one that it stands for.
WordPrints word_prints(std::string_view word, std::string_view whole) { return {word_print(word), word_print(word == whole ? std::string_view() : whole)}; }
WordPrints direction_prints(std::string_view direction) { return word_prints(direction, address::direction_word(direction)); }
WordPrints type_prints(std::string_view type) { return word_prints(type, address::type_word(type)); }

// 33RD as 33TH; nothing where it is no such number.
std::optional<std::string> with_th(std::string_view street) {
  const std::size_t digits = std::min(street.find_first_not_of("0123456789"), street.size());
  const std::string_view ending = street.substr(digits, 2);
  if (digits == 0 || (ending != "ST" && ending != "ND" && ending != "RD")) return std::nullopt;
  if (street.size() > digits + 2 && street[digits + 2] != ' ') return std::nullopt;
  return std::string(street.substr(0, digits)) + "TH" + std::string(street.substr(digits + 2));
}

bool contradict(std::string_view one, std::string_view other) { return !one.empty() && !other.empty() && one != other; }

// `one` with the words that stand on its side only, in every way to write them.
std::vector<std::string> as_written(const StreetParts& one, const StreetParts& other) {
  std::vector<std::string> out{std::string(one.street)};
  if (auto th = with_th(one.street)) out.push_back(*std::move(th));
  if (!one.predirection.empty() && other.predirection.empty()) {
    const std::string word(address::direction_word(one.predirection));
    const std::size_t bare = out.size();
    for (std::size_t at = 0; at < bare; ++at) {
      if (!word.empty()) out.push_back(word + ' ' + out[at]);
      out[at].insert(0, std::string(one.predirection) + ' ');
    }
  }
  if (one.type.empty() || !other.type.empty()) return out;
  const std::string_view word = address::type_word(one.type);
  const std::size_t plain = out.size();
  for (std::size_t at = 0; at < plain; ++at) {
    if (!word.empty() && word != one.type) out.push_back(out[at] + ' ' + std::string(word));
    out[at] += ' ' + std::string(one.type);
  }
  return out;
}

}  // namespace

address::StreetNearness nearness_as_written(const StreetParts& one, const StreetParts& other) {
  using enum address::StreetNearness;
  if (one.street.empty() || other.street.empty() || contradict(one.type, other.type) || contradict(one.predirection, other.predirection))
    return kOther;
  address::StreetNearness best = kOther;
  for (const std::string& left : as_written(one, other)) {
    for (const std::string& right : as_written(other, one)) {
      const address::StreetNearness nearness = address::street_nearness(left, right);
      if (nearness == kSlip) return kSlip;
      if (nearness == kDamaged) best = kDamaged;
    }
  }
  return best;
}

std::uint64_t StreetPrints::houses_of(const registry::Snapshot& held, std::uint32_t block) {
  const registry::Run addresses = held.addresses_of_block(block);
  std::uint64_t out = 0;
  for (std::uint32_t address = addresses.begin; address < addresses.end; ++address) out |= std::uint64_t{1} << house_bit(held.view().house(address));
  return out;
}

StreetPrints StreetPrints::of(const registry::Snapshot& held) {
  StreetPrints out;
  out.streets_.reserve(std::size_t{held.street_count()} + 1);
  out.forms_.reserve(std::size_t{held.form_count()} + 1);
  for (std::uint32_t street = 0; street <= held.street_count(); ++street) out.streets_.push_back(print(held.street_text(street)));
  for (std::uint32_t form = 0; form <= held.form_count(); ++form) {
    const auto parts = registry::form_parts(held.form_text(form));
    out.forms_.push_back(parts ? FormPrint{true, parts->predirection, parts->type, direction_prints(parts->predirection), type_prints(parts->type)}
                               : FormPrint{});
  }
  const auto& blocks = held.view().block_dir;
  for (auto* each : {&out.least_, &out.most_, &out.most_with_type_, &out.houses_}) each->reserve(blocks.size());
  for (std::uint32_t block = 0; block + 1 < blocks.size(); ++block) {
    const std::uint32_t street = held.kind_of_block(block) == address::Form::kStreet ? held.street_of_block(block) : 0;
    out.add_letters(street, held.form_of_block(block));
    out.houses_.push_back(houses_of(held, block));
  }
  return out;
}

void StreetPrints::add_letters(std::uint32_t street, std::uint32_t form) {
  const StreetPrint& name = streets_[street];
  const FormPrint& words = forms_[form];
  const std::uint64_t type_missing = words.known && words.type.empty() ? kTypeMissing : 0;
  const std::uint64_t direction_missing = words.known && words.predirection.empty() ? kDirectionMissing : 0;
  least_.push_back(street == 0 ? kNoStreet : name.least | type_missing | direction_missing);
  most_.push_back(letters_together(name.most, either(words.directions)));
  most_with_type_.push_back(letters_together(most_.back(), either(words.types)));
}

StreetPrint StreetPrints::print(std::string_view text) {
  const std::uint64_t letters = letters_of(text);
  const WordPrint name{letters, static_cast<std::uint16_t>(text.size())};
  const auto th = with_th(text);
  if (!th) return {name, false, letters, letters};
  const std::size_t digits = text.find_first_not_of("0123456789");
  return {name, true, letters_of(std::string(text.substr(0, digits)) + std::string(text.substr(digits + 2))), letters | letters_of(*th)};
}

bool NearStreets::is_asked(const address::Reading& line, const std::string& street) const {
  return known_ && asked_.text == street && asked_.type == line.type && asked_.predirection == line.predirection;
}

void NearStreets::ask(const address::Reading& line) {
  if (last_ == &line) return;
  last_ = &line;
  const std::string& street = address::street_key(line);
  if (is_asked(line, street)) return;
  asked_.text = street;
  asked_.type = line.type;
  asked_.predirection = line.predirection;
  asked_.street = StreetPrints::print(asked_.text);
  read_words();
  known_ = true;
  tile_ = UINT32_MAX;
}

void NearStreets::read_words() {
  asked_.directions = direction_prints(asked_.predirection);
  asked_.types = type_prints(asked_.type);
  const std::uint64_t least = asked_.street.least, most = asked_.street.most;
  const std::uint64_t with_type = letters_together(most, either(asked_.types));
  asked_.letters = {least, most, with_type, letters_together(most, either(asked_.directions)), letters_together(with_type, either(asked_.directions))};
}

// One street a run of blocks: its forms stand side by side. One of them may be worth reading and another have the house, so they go together.
void NearStreets::find_worth(std::uint32_t tile) {
  worth_.clear();
  if (asked_.text.empty()) return;
  const registry::Run blocks = register_.blocks_of_tile(tile);
  letters_ += blocks.size();
  places_.resize(blocks.size());
  places_.resize(near_letters(prints_.letters(blocks, asked_.type.empty()), asked_.letters, places_));
  for (const std::uint32_t place : places_) {
    const std::uint32_t block = blocks.begin + place, street = register_.street_of_block(block);
    if (street == 0 || register_.kind_of_block(block) != address::Form::kStreet) continue;
    if (!worth_.empty() && worth_.back().street == street) continue;
    registry::Run forms{block, block + 1};
    const std::uint32_t of_street = register_.view().block_dir[block].street;
    while (forms.begin > blocks.begin && register_.view().block_dir[forms.begin - 1].street == of_street) --forms.begin;
    while (forms.end < blocks.end && register_.view().block_dir[forms.end].street == of_street) ++forms.end;
    worth_.push_back({street, forms});
  }
}

// Whether the words that stand on one side only, in one of the ways to write them, may bring the two names near.
bool NearStreets::may_be_written_so(const StreetPrint& street, const FormPrint& form) {
  const auto put = [](WordPrint& name, const WordPrint& word) {
    name.letters = letters_together(name.letters, word.letters);
    name.bytes = static_cast<std::uint16_t>(name.bytes + word.bytes);
  };
  const bool asks_direction = form.predirection.empty(), asks_type = form.type.empty();
  const auto& directions = asks_direction ? asked_.directions : form.directions;
  const auto& types = asks_type ? asked_.types : form.types;
  const bool direction_alone = asked_.predirection.empty() != form.predirection.empty();
  const bool type_alone = asked_.type.empty() != form.type.empty();
  for (std::size_t way = 0; way < 4; ++way) {
    const WordPrint &direction = directions[way / 2], &type = types[way % 2];
    const bool written = direction_alone ? direction.bytes != 0 : way / 2 == 0;
    if (!written || (type_alone ? type.bytes == 0 : way % 2 != 0)) continue;
    WordPrint asked = asked_.street.name, found = street.name;
    if (direction_alone) put(asks_direction ? asked : found, direction);
    if (type_alone) put(asks_type ? asked : found, type);
    if (may_be_near(asked, found)) return true;
  }
  return false;
}

address::StreetNearness NearStreets::nearness_in(const Street& each, const StreetPrint& print, const FormPrint& form, address::StreetNearness of_names) {
  using enum address::StreetNearness;
  if (contradict(asked_.type, form.type) || contradict(asked_.predirection, form.predirection)) return kOther;
  const bool ordinal = print.ordinal || asked_.street.ordinal;
  const bool alone = asked_.type.empty() != form.type.empty() || asked_.predirection.empty() != form.predirection.empty();
  if (!alone && !ordinal) return of_names;
  if (!ordinal && !may_be_written_so(print, form)) return kOther;
  ++compared_;
  return nearness_as_written({asked_.predirection, asked_.text, asked_.type},
                             {form.predirection, register_.street_text(each.street), form.type});
}

void NearStreets::add(const Street& each, std::vector<NearStreet>& out) {
  using enum address::StreetNearness;
  const StreetPrint& print = prints_.street(each.street);
  const bool may = may_be_near(print.name, asked_.street.name);
  compared_ += may ? 1 : 0;
  const address::StreetNearness of_names = may ? address::street_nearness(asked_.text, register_.street_text(each.street)) : kOther;
  if (of_names == kSlip) return out.push_back({each.street, true});
  for (std::uint32_t block = each.forms.begin; block < each.forms.end; ++block) {
    const std::uint32_t id = register_.form_of_block(block);
    if (!prints_.form(id).known) continue;
    const address::StreetNearness nearness = nearness_in(each, print, prints_.form(id), of_names);
    if (nearness == kSlip || nearness == kDamaged) out.push_back({each.street, nearness == kSlip, id});
  }
}

// What is counted does not depend on the line before, so it is the same whether remembered or not.
const std::vector<NearStreet>& NearStreets::near(std::uint32_t tile, const address::Reading& line) {
  ask(line);
  if (tile == tile_) {
    compared_ += compared_of_near_;
    letters_ += letters_of_near_;
    return near_;
  }
  const std::uint64_t before = compared_, letters_before = letters_;
  tile_ = tile;
  near_.clear();
  find_worth(tile);
  for (const Street& each : worth_) add(each, near_);
  compared_of_near_ = compared_ - before;
  letters_of_near_ = letters_ - letters_before;
  return near_;
}

bool NearStreets::may_have(registry::Run forms, std::uint32_t house) {
  house_bits_ += forms.size();
  for (std::uint32_t block = forms.begin; block < forms.end; ++block)
    if (prints_.may_have(block, house)) return true;
  return false;
}

// Soon to be searched: hints to the machine, and nothing else.
void NearStreets::fetch_houses() const {
  const registry::GenerationView& view = register_.view();
  for (const Street& each : worth_) __builtin_prefetch(&view.block_dir[each.forms.begin]);
  for (const Street& each : worth_) {
    const registry::Run addresses = register_.addresses_of_block(each.forms.begin);
    for (const std::uint32_t quarter : {1U, 2U, 3U}) __builtin_prefetch(&view.addr_word[addresses.begin + addresses.size() / 4 * quarter]);
  }
}

bool NearStreets::has_house(registry::Run forms, std::uint32_t house) {
  for (std::uint32_t block = forms.begin; block < forms.end; ++block) {
    if (!prints_.may_have(block, house)) continue;
    ++blocks_;
    if (!register_.addresses_with_house(block, house).empty()) return true;
  }
  return false;
}

const std::vector<NearStreet>& NearStreets::near_with_house(std::uint32_t tile, const address::Reading& line, std::uint32_t house, std::uint32_t known) {
  ask(line);
  near_with_house_.clear();
  find_worth(tile);
  std::erase_if(worth_, [&](const Street& each) { return each.street == known || !may_have(each.forms, house); });
  fetch_houses();
  for (const Street& each : worth_)
    if (has_house(each.forms, house)) add(each, near_with_house_);
  return near_with_house_;
}

}  // namespace cs::match
