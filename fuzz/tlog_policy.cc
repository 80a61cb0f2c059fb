// Policies: all witnesses together are enough, and nobody is not where somebody is needed.
#include "base/check.h"
#include "tlog/policy.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto policy = cs::tlog::Policy::parse(cs::as_text({data, size}));
  if (!policy) return 0;
  std::vector<std::string> everybody;
  for (const auto& witness : policy->witnesses()) everybody.push_back(witness.key.name());
  CS_CHECK(policy->met_by(everybody), "all witnesses together are enough");
  CS_CHECK(policy->met_by({}) == !policy->needs_witnesses(), "nobody is enough where nobody is needed");
  return 0;
}
