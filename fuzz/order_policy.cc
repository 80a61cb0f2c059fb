// Cosigner policies: whatever is accepted asks for somebody, and everybody together is enough.
#include "base/check.h"
#include "orders/policy.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const cs::Result<cs::orders::CosignerPolicy> policy = cs::orders::CosignerPolicy::parse({reinterpret_cast<const char*>(data), size});
  if (!policy.ok()) return 0;
  std::vector<std::string> everybody;
  for (const cs::crypto::NoteVerifier& witness : policy->witnesses()) everybody.push_back(witness.name());
  CS_CHECK(!everybody.empty() && policy->met_by(everybody), "all witnesses together are enough");
  CS_CHECK(!policy->met_by({}), "nobody is not enough");
  return 0;
}
