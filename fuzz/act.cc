// Acts: whatever is read is written and read back the same; nothing else happens.
#include "agreement/act.h"
#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cs::agreement;
  const cs::Result<Act> act = read_act({reinterpret_cast<const char*>(data), size});
  if (!act.ok()) return 0;
  const ActRule& rule = act_rule(act->verb);
  CS_CHECK(act->agreement.has_value() || !rule.agreement_needed, "an act names the agreement that it needs");
  CS_CHECK(act->evidence.has_value() || !rule.evidence_needed, "an act carries the evidence that it needs");
  const std::string written = write_act(*act);
  const cs::Result<Act> again = read_act(written);
  // Escapes may have made the text shorter than its written form is allowed to be; nothing else keeps it from being read.
  CS_CHECK(again.ok() || again.fault().kind == cs::FaultKind::kLimit, "an act that was read is written so that it can be read");
  CS_CHECK(!again.ok() || write_act(*again) == written, "an act has one written form");
  return 0;
}
