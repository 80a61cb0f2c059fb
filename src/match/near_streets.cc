#include "match/near_streets.h"

#include <bit>

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

}  // namespace

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

const std::vector<NearStreet>& NearStreets::near(std::uint32_t tile, std::string_view street) {
  if (tile != tile_) enter(tile);
  if (known_ && text_ == street) return near_;
  text_ = street;
  known_ = true;
  near_.clear();
  const std::uint64_t letters = letters_of(street);
  for (const Street& each : streets_) {
    if (!may_be_near(each.letters, letters)) continue;
    const address::StreetNearness nearness = address::street_nearness(street, register_.street_text(each.street));
    if (nearness == address::StreetNearness::kSlip) near_.push_back({each.street, true});
    if (nearness == address::StreetNearness::kDamaged) near_.push_back({each.street, false});
  }
  return near_;
}

}  // namespace cs::match
