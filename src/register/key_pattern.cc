#include "register/key_pattern.h"

#include <algorithm>

#include "register/packed.h"

namespace cs::registry {

namespace {

// Letters without a gap, as digits mostly are, need no search.
bool is_run(const std::string& letters) { return !letters.empty() && static_cast<std::size_t>(letters.back() - letters.front()) + 1 == letters.size(); }

std::size_t place_of(const std::string& letters, char letter) {
  return is_run(letters) ? static_cast<std::size_t>(letter - letters.front()) : letters.find(letter);
}

}  // namespace

void KeyPattern::meet(std::string_view key) {
  const auto size = static_cast<std::uint32_t>(key.size());
  shortest_ = shortest_ == 0 ? size : std::min(shortest_, size);
  if (places_.size() < key.size()) places_.resize(key.size()), met_.resize(key.size());
  for (std::size_t i = 0; i < key.size(); ++i) {
    if (has_met(i, key[i])) continue;
    mark(i, key[i]);
    std::string& letters = places_[i];
    letters.insert(std::lower_bound(letters.begin(), letters.end(), key[i]), key[i]);
  }
}

bool KeyPattern::fits() const {
  std::uint64_t product = 1;
  for (std::size_t i = 0; i < places_.size(); ++i) {
    if (product > (std::uint64_t{1} << kPackedBitsMax) / choices(i)) return false;
    product *= choices(i);
  }
  return !places_.empty();
}

std::uint64_t KeyPattern::numbers() const {
  std::uint64_t product = 1;
  for (std::size_t i = 0; i < places_.size(); ++i) product *= choices(i);
  return product;
}

std::uint64_t KeyPattern::number(std::string_view key) const {
  std::uint64_t out = 0;
  for (std::size_t i = 0; i < places_.size(); ++i) {
    out *= choices(i);
    if (i < key.size()) out += place_of(places_[i], key[i]) + (i >= shortest_ ? 1 : 0);
  }
  return out;
}

// What a letter adds to its key's number: it stands for so many numbers of the places behind it, which a shorter key chooses the end of.
KeyNumbers::KeyNumbers(const KeyPattern& pattern) : shares_(pattern.places_.size()) {
  std::uint64_t behind = 1;
  for (std::size_t i = shares_.size(); i-- > 0; behind *= pattern.choices(i))
    for (std::size_t at = 0; at < pattern.places_[i].size(); ++at)
      shares_[i][static_cast<unsigned char>(pattern.places_[i][at]) % 128] = (at + (i >= pattern.shortest_ ? 1 : 0)) * behind;
}

std::optional<std::uint64_t> KeyPattern::find(std::string_view key) const {
  if (key.size() < shortest_ || key.size() > places_.size() || !fits()) return std::nullopt;
  for (std::size_t i = 0; i < key.size(); ++i)
    if (places_[i].find(key[i]) == std::string::npos) return std::nullopt;
  return number(key);
}

std::string KeyPattern::text(std::uint64_t number) const {
  std::string out(places_.size(), ' ');
  for (std::size_t i = places_.size(); i-- > 0;) {
    const std::uint64_t choice = number % choices(i);
    number /= choices(i);
    const bool may_end = i >= shortest_;
    if (may_end && choice == 0) out.resize(i);  // what stands behind an end is an end
    else if (i < out.size()) out[i] = places_[i][choice - (may_end ? 1 : 0)];
  }
  return out;
}

std::string KeyPattern::letters() const {
  if (places_.empty()) return "-";
  std::string out;
  for (const std::string& letters : places_) out += (out.empty() ? "" : " ") + letters;
  return out;
}

std::optional<KeyPattern> KeyPattern::parse(std::uint64_t shortest, std::string_view letters) {
  KeyPattern out;
  if (shortest == 0) return letters == "-" ? std::optional(out) : std::nullopt;
  out.shortest_ = static_cast<std::uint32_t>(std::min<std::uint64_t>(shortest, kKeyBytesMax + 1));
  while (true) {
    const std::size_t end = std::min(letters.find(' '), letters.size());
    const std::string place(letters.substr(0, end));
    const bool visible = std::all_of(place.begin(), place.end(), [](char c) { return c > ' ' && c <= '~'; });
    const bool ascending = std::adjacent_find(place.begin(), place.end(), std::greater_equal<>()) == place.end();
    if (place.empty() || !visible || !ascending) return std::nullopt;
    out.places_.push_back(place);
    out.met_.emplace_back();
    for (const char letter : place) out.mark(out.places_.size() - 1, letter);
    if (end == letters.size()) break;
    letters.remove_prefix(end + 1);
  }
  if (out.shortest_ > out.places_.size() || out.places_.size() > kKeyBytesMax || !out.fits()) return std::nullopt;
  return out;
}

}  // namespace cs::registry
