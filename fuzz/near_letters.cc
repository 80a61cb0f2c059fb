// The letters of streets: what every set of instructions of this machine finds worth reading is what the plain twin finds.
#include <hwy/targets.h>

#include <cstring>
#include <vector>

#include "base/check.h"
#include "match/near_letters.h"

namespace {

std::vector<std::uint32_t> found(const std::vector<std::uint64_t>& letters, std::uint64_t asked, bool plain) {
  std::vector<std::uint32_t> out(letters.size());
  out.resize(plain ? cs::match::near_letters_plain(letters, asked, out) : cs::match::near_letters(letters, asked, out));
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<std::uint64_t> letters(size / 8);
  if (letters.empty()) return 0;
  std::memcpy(letters.data(), data, letters.size() * 8);
  const std::uint64_t asked = letters.back();
  letters.pop_back();
  const std::vector<std::uint32_t> plain = found(letters, asked, true);
  for (std::int64_t left = hwy::SupportedTargets() & cs::match::near_letters_targets(); left != 0; left &= left - 1) {
    hwy::SetSupportedTargetsForTest(left & -left);
    CS_CHECK(found(letters, asked, false) == plain, "every set of instructions finds the same streets");
  }
  hwy::SetSupportedTargetsForTest(0);
  return 0;
}
