// Officials' signatures and sealed answers: whatever the bytes are, nobody has signed kUnsigned, and only the gate's own answer opens.
#include "base/check.h"
#include "crypto/cms.h"
#include "crypto/seal.h"

namespace {

using namespace cs;
using namespace cs::crypto;

// A synthetic agreement's trust, made once: the seeds are signed under it, so that the walk goes all the way down.
constexpr std::string_view kRoot = R"(-----BEGIN CERTIFICATE-----
MIIBsDCCAVegAwIBAgIBATAKBggqhkjOPQQDAjAjMRIwEAYDVQQKDAlTWU5USEVU
SUMxDTALBgNVBAMMBFJvb3QwHhcNMjYwMTAxMDAwMDAwWhcNMjYxMjMxMDAwMDAw
WjAjMRIwEAYDVQQKDAlTWU5USEVUSUMxDTALBgNVBAMMBFJvb3QwWTATBgcqhkjO
PQIBBggqhkjOPQMBBwNCAATbCeGpSE7O+gadrDhLp768Jdv/0OTNNQz8yKNP4BaQ
NWBwc3G8sHbEQzIERSXzbOkQAOKv8wIbuT0oUM0/EGnBo3wwejAPBgNVHRMBAf8E
BTADAQH/MA4GA1UdDwEB/wQEAwIBBjAXBgNVHSAEEDAOMAwGCmCGSAFlAwIBMAEw
HQYDVR0OBBYEFF+APo+eOPQnFtgMapLMgndYSNbvMB8GA1UdIwQYMBaAFF+APo+e
OPQnFtgMapLMgndYSNbvMAoGCCqGSM49BAMCA0cAMEQCIEr3C/of7XlrMumkcuhn
FhOOKRUjOdi6AflBL8m/70oWAiBJYwHaxFS9hifKi7LEE227s4HE/FLbXHv+y7Ge
jSzwDw==
-----END CERTIFICATE-----
)";
constexpr std::string_view kAuthority = R"(-----BEGIN CERTIFICATE-----
MIIBrzCCAVWgAwIBAgIBAjAKBggqhkjOPQQDAjAjMRIwEAYDVQQKDAlTWU5USEVU
SUMxDTALBgNVBAMMBFJvb3QwHhcNMjYwMTAxMDAwMDAwWhcNMjYxMjMxMDAwMDAw
WjAhMRIwEAYDVQQKDAlTWU5USEVUSUMxCzAJBgNVBAMMAkNBMFkwEwYHKoZIzj0C
AQYIKoZIzj0DAQcDQgAEajNJlqwAGygaNNe6gzGC/VcFgEGzLDddaHiJkTlDb+dj
Bv6T4gYdysfQMCQMT2Lx0QxXW5HhAdwYyUigpxGTxqN8MHowDwYDVR0TAQH/BAUw
AwEB/zAOBgNVHQ8BAf8EBAMCAQYwFwYDVR0gBBAwDjAMBgpghkgBZQMCATABMB0G
A1UdDgQWBBTznEsDpe3ecMVc646EHV+8CmaFUTAfBgNVHSMEGDAWgBRfgD6Pnjj0
JxbYDGqSzIJ3WEjW7zAKBggqhkjOPQQDAgNIADBFAiB6blJKQcfaalkwil1Gy6bB
6eaBmeun3RMYsQWI0jU2qwIhAPZe2XqfyOvl1jGC+I/i96fc+TwZawNVovTOGl1J
/9F5
-----END CERTIFICATE-----
)";
constexpr std::string_view kLists = R"(-----BEGIN X509 CRL-----
MIHcMIGDAgEBMAoGCCqGSM49BAMCMCMxEjAQBgNVBAoMCVNZTlRIRVRJQzENMAsG
A1UEAwwEUm9vdBcNMjYwMjAxMDAwMDAwWhcNMjYwNjAxMDAwMDAwWqAvMC0wHwYD
VR0jBBgwFoAUX4A+j5449CcW2AxqksyCd1hI1u8wCgYDVR0UBAMCAQEwCgYIKoZI
zj0EAwIDSAAwRQIhAMLLBPKZWlazsqdjA03oTKU0OKjJGcvkMCrU9jKx35OeAiAT
9h1mtcqg58ubYmKckIzXtxmhBHNJwFQ8U1kRkOlD6w==
-----END X509 CRL-----
-----BEGIN X509 CRL-----
MIHaMIGBAgEBMAoGCCqGSM49BAMCMCExEjAQBgNVBAoMCVNZTlRIRVRJQzELMAkG
A1UEAwwCQ0EXDTI2MDIyNTAwMDAwMFoXDTI2MDMxMDAwMDAwMFqgLzAtMB8GA1Ud
IwQYMBaAFPOcSwOl7d5wxVzrjoQdX7wKZoVRMAoGA1UdFAQDAgEJMAoGCCqGSM49
BAMCA0gAMEUCIQCUb5VEf41iZwmCR/68lYz4cjTdPPe9HAwf7DayYv1uPwIgDoPZ
mm2+e3bujq9STltp54Wat7vjEMkpty+4JT9buVk=
-----END X509 CRL-----
)";
constexpr std::string_view kGate = R"(-----BEGIN CERTIFICATE-----
MIIBzTCCAXOgAwIBAgIBMjAKBggqhkjOPQQDAjAhMRIwEAYDVQQKDAlTWU5USEVU
SUMxCzAJBgNVBAMMAkNBMB4XDTI2MDEwMTAwMDAwMFoXDTI2MTIzMTAwMDAwMFow
IzESMBAGA1UECgwJU1lOVEhFVElDMQ0wCwYDVQQDDARHYXRlMFkwEwYHKoZIzj0C
AQYIKoZIzj0DAQcDQgAEroG0Qp2Ygpg8QEaEXSfGN1/lzxeDa0Ue1n9l36mlOFM9
Ob/z7ybV3h3tRBYuATfumNyxIURlW/pgP66u0at6o6OBmTCBljAMBgNVHRMBAf8E
AjAAMA4GA1UdDwEB/wQEAwIGwDAdBgNVHSUEFjAUBggrBgEFBQcDJAYIKwYBBQUH
AwQwFwYDVR0gBBAwDjAMBgpghkgBZQMCATABMB0GA1UdDgQWBBQ1PdbVXIardRpt
7qeZoVkbH/pvHTAfBgNVHSMEGDAWgBTznEsDpe3ecMVc646EHV+8CmaFUTAKBggq
hkjOPQQDAgNIADBFAiEAhF96Pd4AvLUKuHCWR/ZtYnmhJjnj59OnGRcp2Y3I0qUC
IGurGQX0P0f5kW/ytQPWPY8E/ivr4ZoC4l9zSsI8xR3f
-----END CERTIFICATE-----
)";
constexpr std::string_view kRequester = R"(-----BEGIN CERTIFICATE-----
MIIBsDCCAVegAwIBAgIBMzAKBggqhkjOPQQDAjAhMRIwEAYDVQQKDAlTWU5USEVU
SUMxCzAJBgNVBAMMAkNBMB4XDTI2MDEwMTAwMDAwMFoXDTI2MTIzMTAwMDAwMFow
KDESMBAGA1UECgwJU1lOVEhFVElDMRIwEAYDVQQDDAlSZXF1ZXN0ZXIwWTATBgcq
hkjOPQIBBggqhkjOPQMBBwNCAASVLKuW8xEs4QaxVaFTK1m8KBZUGT1EXDlggsSN
VIOR04pL9qhPdzQu2kBHrHIBluNWBNuRoBIyRlXPgSH1nOsro3kwdzAMBgNVHRMB
Af8EAjAAMA4GA1UdDwEB/wQEAwIDCDAXBgNVHSAEEDAOMAwGCmCGSAFlAwIBMAEw
HQYDVR0OBBYEFFpwkB2aBaZKnWrRZTa7Qt4IsZ+vMB8GA1UdIwQYMBaAFPOcSwOl
7d5wxVzrjoQdX7wKZoVRMAoGCCqGSM49BAMCA0cAMEQCIG1Qx11uevJ3ZishKodd
dw9S7IF6mIGm5A+oF3/RgZTPAiBUTH5YbSvgJk8+MDsANCEAnG0wyfeS/HuWyuef
9+sXhw==
-----END CERTIFICATE-----
)";
constexpr std::string_view kRequesterKey = R"(-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg75LE2+V5LNaPYI+P
283j1mDNJuWXvxn8ykc2LccAmRShRANCAASVLKuW8xEs4QaxVaFTK1m8KBZUGT1E
XDlggsSNVIOR04pL9qhPdzQu2kBHrHIBluNWBNuRoBIyRlXPgSH1nOsr
-----END PRIVATE KEY-----
)";
constexpr std::string_view kSigned = "{\"format\":\"countersign-request/1\"}\n", kUnsigned = "{\"format\":\"countersign-request/2\"}\n";

struct World {
  Trust trust{Certificate::parse_pem(kRoot).value(), Certificate::parse_pem(kAuthority).value(), Crl::parse_pem(kLists).value(),
              {"2.16.840.1.101.3.2.1.48.1"}, false};
  Certificate gate = Certificate::parse_pem(kGate).value().at(0);
  Certificate requester = Certificate::parse_pem(kRequester).value().at(0);
  PrivateKey requester_key = PrivateKey::parse_pem(kRequesterKey).value();
  Instant now = Date::civil(2026, 3, 1).midnight();
};

const World& world() {
  static const World made;
  return made;
}

bool accepted(ByteView cms, std::string_view content) {
  const auto outcome = verify_cms(cms, as_bytes(content), world().trust, {}, world().now);
  return outcome.ok() && outcome->problem == SignatureProblem::kNone;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView bytes(data, size);
  CS_CHECK(!accepted(bytes, kUnsigned), "a signature is never believed for bytes that nobody signed");
  (void)accepted(bytes, kSigned);
  const auto document = open_answer(bytes, world().requester, world().requester_key, world().gate);
  CS_CHECK(!document.ok() || as_text(*document) == "{}", "an answer opens only as the gate sealed it");
  return 0;
}
