// The letters of streets: what every set of instructions of this machine finds worth reading is what the plain twin finds.
#include <hwy/targets.h>

#include <cstring>
#include <vector>

#include "base/check.h"
#include "match/near_letters.h"

namespace {

std::vector<std::uint32_t> found(const cs::match::StreetLetters& streets, const cs::match::AskedLetters& asked, bool plain) {
  std::vector<std::uint32_t> out(streets.least.size());
  out.resize(plain ? cs::match::near_letters_plain(streets, asked, out) : cs::match::near_letters(streets, asked, out));
  return out;
}

}  // namespace

// The last word is asked for, the one before it says what may be written beside it; of the others each second is what the one before it may have.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<std::uint64_t> words(size / 8);
  if (words.size() < 2) return 0;
  std::memcpy(words.data(), data, words.size() * 8);
  const std::uint64_t asked = words.back(), beside = words[words.size() - 2];
  const std::uint64_t type = asked | (beside & 0xFFFFFFFFU), direction = asked | beside >> 32;
  const cs::match::AskedLetters letters{asked, asked, type, direction, type | direction};
  std::vector<std::uint64_t> least, most;
  for (std::size_t at = 0; at + 3 < words.size(); at += 2) least.push_back(words[at]), most.push_back(words[at] | words[at + 1]);
  const std::vector<std::uint32_t> plain = found({least, most}, letters, true);
  for (std::int64_t left = hwy::SupportedTargets() & cs::match::near_letters_targets(); left != 0; left &= left - 1) {
    hwy::SetSupportedTargetsForTest(left & -left);
    CS_CHECK(found({least, most}, letters, false) == plain, "every set of instructions finds the same streets");
  }
  hwy::SetSupportedTargetsForTest(0);
  return 0;
}
