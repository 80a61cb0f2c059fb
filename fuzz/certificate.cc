// Certificates: what is read is read back from its own bytes, in both forms.
#include "base/check.h"
#include "crypto/certificate.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cs;
  using namespace cs::crypto;
  const auto certificate = Certificate::parse_der({data, size});
  if (!certificate) return 0;
  CS_CHECK(certificate->der() == Bytes(data, data + size), "a certificate keeps its bytes");
  const auto again = Certificate::parse_pem(certificate->pem());
  CS_CHECK(again.ok() && again->size() == 1 && again->at(0).der() == certificate->der(), "a certificate goes around in PEM");
  const bool same = again->at(0).identity() == certificate->identity() && again->at(0).spki() == certificate->spki();
  CS_CHECK(same, "identity comes from the bytes");
  (void)certificate->subject();
  CS_CHECK(!certificate->serial_hex().empty(), "a certificate has a serial number");
  return 0;
}
