#include "match/near_streets.h"

#include <algorithm>
#include <bit>
#include <optional>

#include "address/compare.h"
#include "address/type_words.h"
#include "register/form_text.h"

namespace cs::match {
namespace {

constexpr std::uint64_t kDigits = 0x3FFULL << 52;

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

// Each edit changes at most two bits; a text less one word has no letter more. Near streets have the same digits.
bool may_be_near(std::uint64_t left, std::uint64_t right) {
  const std::uint64_t other = left ^ right;
  if ((other & kDigits) != 0) return false;
  return std::popcount(other) <= 2 * address::kStreetEditsMax || (left & ~right) == 0 || (right & ~left) == 0;
}

// The longer may be the shorter with words put before or behind it, and one edit.
bool may_hold(std::uint64_t longer, std::uint64_t shorter) {
  return ((longer ^ shorter) & kDigits) == 0 && std::popcount(shorter & ~longer) <= 2;
}

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

StreetLetters StreetLetters::of(const registry::Snapshot& held) {
  StreetLetters out;
  out.letters_.resize(std::size_t{held.street_count()} + 1);
  for (std::uint32_t street = 1; street <= held.street_count(); ++street) out.letters_[street] = letters_of(held.street_text(street));
  return out;
}

void NearStreets::enter(std::uint32_t tile) {
  tile_ = tile;
  known_ = false;
  streets_.clear();
  const registry::Run blocks = register_.blocks_of_tile(tile);
  for (std::uint32_t block = blocks.begin; block < blocks.end && register_.kind_of_block(block) == address::Form::kStreet; ++block) {
    const std::uint32_t street = register_.street_of_block(block);
    if (street != 0 && (streets_.empty() || streets_.back().street != street)) streets_.push_back({street, letters_.letters(street)});
  }
}

void NearStreets::add_as_written(const Street& each, const StreetParts& line) {
  const registry::Run forms = register_.blocks_of_street(tile_, address::Form::kStreet, each.street);
  for (std::uint32_t block = forms.begin; block < forms.end; ++block) {
    const std::uint32_t id = register_.form_of_block(block);
    const auto form = registry::form_parts(register_.form_text(id));
    if (!form) continue;
    const auto nearness = nearness_as_written(line, {form->predirection, register_.street_text(each.street), form->type});
    if (nearness != address::StreetNearness::kOther) near_.push_back({each.street, nearness == address::StreetNearness::kSlip, id});
  }
}

const std::vector<NearStreet>& NearStreets::near(std::uint32_t tile, const address::Reading& line) {
  const std::string& street = address::street_key(line);
  if (tile != tile_) enter(tile);
  if (known_ && text_ == street && type_ == line.type && predirection_ == line.predirection) {
    compares_ += near_compares_;
    return near_;
  }
  text_ = street;
  type_ = line.type;
  predirection_ = line.predirection;
  known_ = true;
  near_.clear();
  near_compares_ = 0;
  const std::uint64_t letters = letters_of(street);
  for (const Street& each : streets_) {
    const bool alike = may_be_near(each.letters, letters);
    if (!alike && !may_hold(each.letters, letters) && !may_hold(letters, each.letters)) continue;
    ++near_compares_;
    const std::string_view text = register_.street_text(each.street);
    const auto nearness = alike ? address::street_nearness(street, text) : address::StreetNearness::kOther;
    if (nearness == address::StreetNearness::kSlip) near_.push_back({each.street, true});
    else add_as_written(each, {predirection_, street, type_});
  }
  compares_ += near_compares_;
  return near_;
}

}  // namespace cs::match
