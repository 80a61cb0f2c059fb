#include "gate/digest_table.h"

#include <algorithm>
#include <bit>

#include "base/check.h"

namespace cs::gate {
namespace {

constexpr std::size_t kSlotsMin = 16;
constexpr int kNumberBits = 32;

// At most half of the slots are taken: a question looks at one or two of them.
std::size_t slots_for(std::size_t count) { return std::max(kSlotsMin, std::bit_ceil(count * 2)); }

// A slot's place comes from the first word, what it says of its digest from the second: the two tell nothing of each other.
std::size_t first_place(const Digest& digest, std::size_t slots) { return static_cast<std::size_t>(read_u64_be(digest)) & (slots - 1); }
std::uint64_t tag_of(const Digest& digest) { return read_u64_be(ByteView(digest).subspan(8)) << kNumberBits; }
std::uint32_t number_of(std::uint64_t slot) { return static_cast<std::uint32_t>(slot) - 1; }
bool same_tag(std::uint64_t slot, std::uint64_t tag) { return (slot ^ tag) >> kNumberBits == 0; }

}  // namespace

void DigestNumbers::expect(std::size_t more) {
  digests_.reserve(digests_.size() + more);
  if (slots_for(digests_.size() + more) > slots_.size()) grow(slots_for(digests_.size() + more));
}

std::uint32_t DigestNumbers::find(const Digest& digest) const {
  if (slots_.empty()) return kNoNumber;
  const std::size_t last = slots_.size() - 1;
  const std::uint64_t tag = tag_of(digest);
  for (std::size_t place = first_place(digest, slots_.size()); slots_[place] != 0; place = (place + 1) & last)
    if (same_tag(slots_[place], tag) && digests_[number_of(slots_[place])] == digest) return number_of(slots_[place]);
  return kNoNumber;
}

std::uint32_t DigestNumbers::add(const Digest& digest) {
  if (const std::uint32_t known = find(digest); known != kNoNumber) return known;
  CS_CHECK(digests_.size() < kNoNumber - 1, "a budget's numbers fit 32 bits");
  if ((digests_.size() + 1) * 2 > slots_.size()) grow(slots_for(digests_.size() + 1));
  digests_.push_back(digest);
  std::size_t place = first_place(digest, slots_.size());
  while (slots_[place] != 0) place = (place + 1) & (slots_.size() - 1);
  slots_[place] = tag_of(digest) | digests_.size();
  return static_cast<std::uint32_t>(digests_.size() - 1);
}

void DigestNumbers::grow(std::size_t slots) {
  slots_.assign(slots, 0);
  for (std::size_t i = 0; i < digests_.size(); ++i) {
    std::size_t place = first_place(digests_[i], slots);
    while (slots_[place] != 0) place = (place + 1) & (slots - 1);
    slots_[place] = tag_of(digests_[i]) | (i + 1);
  }
}

void PairTable::expect(std::size_t more) {
  if (slots_for(size_ + more) > slots_.size()) grow(slots_for(size_ + more));
}

std::size_t PairTable::place_of(Pair pair, std::uint32_t hash) const {
  std::size_t place = hash & (slots_.size() - 1);
  while (slots_[place].value != kNoNumber && slots_[place].pair != pair) place = (place + 1) & (slots_.size() - 1);
  return place;
}

std::uint32_t PairTable::find(Pair pair, std::uint32_t hash) const { return slots_.empty() ? kNoNumber : slots_[place_of(pair, hash)].value; }

void PairTable::add(Pair pair, std::uint32_t hash, std::uint32_t value) {
  if ((size_ + 1) * 2 > slots_.size()) grow(slots_for(size_ + 1));
  Slot& slot = slots_[place_of(pair, hash)];
  CS_CHECK(slot.value == kNoNumber, "a pair stands in its table once");
  slot = {pair, hash, value};
  ++size_;
}

void PairTable::grow(std::size_t slots) {
  std::vector<Slot> before(slots);
  before.swap(slots_);
  for (const Slot& slot : before)
    if (slot.value != kNoNumber) slots_[place_of(slot.pair, slot.hash)] = slot;
}

}  // namespace cs::gate
