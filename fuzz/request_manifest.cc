// Manifests: a request that can be named is read or refused; what is read is written and read back the same.
#include "base/check.h"
#include "request/manifest.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cs::request;
  const cs::Result<ManifestParse> parse = read_manifest({reinterpret_cast<const char*>(data), size});
  if (!parse.ok()) return 0;
  CS_CHECK((parse->reason == cs::Reason::kNone) == parse->manifest.has_value(), "a manifest is there exactly when it is not refused");
  CS_CHECK((parse->reason == cs::Reason::kNone) == parse->problem.empty(), "a refusal says what is wrong");
  CS_CHECK(parse->manifest || parse->reason == cs::Reason::kReqFormat, "its form is all that a manifest is refused for here");
  if (!parse->manifest) return 0;
  const std::string written = write_manifest(*parse->manifest);
  const cs::Result<ManifestParse> again = read_manifest(written);
  CS_CHECK(again.ok() || again.fault().kind == cs::FaultKind::kLimit, "a manifest that was read is written so that it can be read");
  CS_CHECK(!again.ok() || (again->manifest && write_manifest(*again->manifest) == written), "a manifest has one written form");
  CS_CHECK(!show_manifest(*parse->manifest).empty(), "a manifest can be shown");
  return 0;
}
