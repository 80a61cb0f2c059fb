// Certificate revocation lists: what is read is read back from its own bytes, in both forms.
#include "base/check.h"
#include "crypto/issue.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cs;
  using namespace cs::crypto;
  const auto crl = Crl::parse_der({data, size});
  if (!crl) return 0;
  CS_CHECK(crl->der() == Bytes(data, data + size), "a list keeps its bytes");
  const auto again = Crl::parse_pem(crl_pem(*crl));
  CS_CHECK(again.ok() && again->size() == 1 && again->at(0).der() == crl->der(), "a list goes around in PEM");
  const bool same = again->at(0).this_update() == crl->this_update() && again->at(0).next_update() == crl->next_update();
  CS_CHECK(same, "times come from the bytes");
  return 0;
}
