#include "match/instructions.h"

#include <hwy/targets.h>

#include "match/near_letters.h"

namespace cs::match {
namespace {

// Highway's lowest bit is the widest set.
template <typename Use>
void each_known(const Use& use) {
  for (std::int64_t left = hwy::SupportedTargets() & near_letters_targets(); left != 0; left &= left - 1) use(left & -left);
}

}  // namespace

std::string_view instructions() { return near_letters_target(); }

std::vector<std::string> known_instructions() {
  std::vector<std::string> out;
  each_known([&](std::int64_t target) { out.emplace_back(hwy::TargetName(target)); });
  return out;
}

bool hold_instructions(std::string_view name) {
  const std::int64_t before = hwy::SupportedTargets();
  hwy::SetSupportedTargetsForTest(0);  // an earlier hold hides the others
  std::int64_t found = 0;
  each_known([&](std::int64_t target) { found = name == hwy::TargetName(target) ? target : found; });
  hwy::SetSupportedTargetsForTest(found != 0 ? found : before);
  return found != 0;
}

}  // namespace cs::match
