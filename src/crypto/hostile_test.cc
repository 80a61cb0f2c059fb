// Public collections of malformed and hostile inputs (tests/data/SOURCES.md): nothing crashes, nothing takes long, nothing is believed.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>

#include "base/file.h"
#include "base/limits.h"
#include "crypto/note_key.h"
#include "crypto/path.h"
#include "crypto/seal.h"
#include "crypto/forged_cms_test.h"

namespace cs::crypto {
namespace {

using namespace synthetic;

struct Input {
  std::string name;
  std::string bytes;
};

std::vector<Input> unpacked(const std::string& archive) {
  const Path place = Path(testing::TempDir()) / ("countersign-hostile-" + std::to_string(::getpid()));
  std::filesystem::create_directories(place);
  const std::string file = std::string(CS_SOURCE_DIR) + "/tests/data/crypto/" + archive + ".tar.gz";
  EXPECT_EQ(std::system(("tar -xzf " + file + " -C " + place.string()).c_str()), 0) << file;
  std::vector<Input> out;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(place))
    if (entry.is_regular_file()) out.push_back({entry.path().filename().string(), read_file(entry.path(), limits::kCrlBytesMax).value()});
  std::filesystem::remove_all(place);
  std::sort(out.begin(), out.end(), [](const Input& left, const Input& right) { return left.name < right.name; });
  return out;
}

double cpu_ms() {
  timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}

bool is_believed(ByteView bytes, const Trust& trust) {
  const auto outcome = verify_cms(bytes, as_bytes(kManifest), trust, {}, kNow);
  return outcome.ok() && outcome->problem == SignatureProblem::kNone;
}

// Every reader of this room, on the same bytes.
void read_everywhere(const Input& input, const Trust& trust) {
  static const Person gate = pki().official("Gate", 50), requester = pki().issue(form("Requester", CertificateUse::kKeyAgreement, 51));
  const ByteView bytes = as_bytes(input.bytes);
  const double start = cpu_ms();
  EXPECT_FALSE(is_believed(bytes, trust)) << input.name;
  EXPECT_FALSE(open_answer(bytes, requester.certificate, requester.key, gate.certificate).ok()) << input.name;
  EXPECT_FALSE(NoteVerifier::parse(input.bytes).ok()) << input.name;
  if (const auto certificate = Certificate::parse_der(bytes)) {
    (void)certificate->subject();
    EXPECT_FALSE(check_path(x509_of(*certificate), trust, nullptr, kNow).ok()) << input.name;
  }
  (void)Crl::parse_der(bytes);
  (void)Certificate::parse_pem(input.bytes);
  (void)Crl::parse_pem(input.bytes);
  (void)PrivateKey::parse_pem(input.bytes);
  EXPECT_LT(cpu_ms() - start, 100) << input.name;  // the longest collection, 1,671 files, takes 200 ms in all
}

class hostile : public testing::TestWithParam<const char*> {};

TEST_P(hostile, is_refused_by_every_reader) {
  const Trust trust = pki().trust();
  const std::vector<Input> inputs = unpacked(GetParam());
  EXPECT_FALSE(inputs.empty());
  for (const Input& input : inputs) read_everywhere(input, trust);
}

INSTANTIATE_TEST_SUITE_P(inputs, hostile,
                         testing::Values("openssl-fuzz-cms", "openssl-fuzz-smime", "openssl-fuzz-asn1", "openssl-fuzz-asn1parse",
                                         "openssl-fuzz-x509", "openssl-fuzz-crl", "openssl-fuzz-pem", "der-hostile", "x509-odd",
                                         "pkcs7-odd", "pkits-certs", "pkits-crls"));

TEST(hostile_der, is_no_certificate_no_list_and_no_key) {
  for (const Input& input : unpacked("der-hostile")) {
    EXPECT_FALSE(Certificate::parse_der(as_bytes(input.bytes)).ok()) << input.name;
    EXPECT_FALSE(Crl::parse_der(as_bytes(input.bytes)).ok()) << input.name;
    EXPECT_FALSE(Certificate::parse_pem(input.bytes).ok()) << input.name;
    EXPECT_FALSE(Crl::parse_pem(input.bytes).ok()) << input.name;
    EXPECT_FALSE(PrivateKey::parse_pem(input.bytes).ok()) << input.name;
  }
}

// NIST's path validation suite, on the path alone: its keys are RSA-2048, which verify_cms refuses by their size. Every certificate that
// must not be believed is refused; of those that must, the refused ones are listed with the cause.
struct Suite {
  Trust trust;
  std::vector<std::pair<std::string, Certificate>> ends;
};

Suite read_suite() {
  Suite out;
  for (const Input& input : unpacked("pkits-crls")) out.trust.crls.push_back(Crl::parse_der(as_bytes(input.bytes)).value());
  for (const Input& input : unpacked("pkits-certs")) {
    const Certificate certificate = Certificate::parse_der(as_bytes(input.bytes)).value();
    const std::string name = input.name.substr(0, input.name.find('.'));
    if (name.starts_with("TrustAnchor")) out.trust.anchors.push_back(certificate);
    else if (name.ends_with("EE")) out.ends.emplace_back(name, certificate);
    else out.trust.intermediates.push_back(certificate);
  }
  return out;
}

// The certificates that must be believed and are not, with the cause; none that must not be is.
std::string refused_of(const Suite& suite) {
  const Instant at = Date::civil(2020, 1, 1).midnight();
  std::string refused = "certificate\tcause\n";
  std::size_t valid = 0, invalid = 0;
  for (const auto& [name, certificate] : suite.ends) {
    const auto path = check_path(x509_of(certificate), suite.trust, nullptr, at);
    EXPECT_FALSE(name.starts_with("Invalid") && path.ok()) << name;
    if (name.starts_with("Valid") && !path) refused += name + "\t" + path.fault().text.substr(std::string("path: ").size()) + "\n";
    valid += name.starts_with("Valid") ? 1 : 0;
    invalid += name.starts_with("Invalid") ? 1 : 0;
  }
  EXPECT_EQ(valid + invalid, 203u);
  return refused;
}

std::string listed(const std::string& name) { return read_file(Path(CS_SOURCE_DIR) / "tests/data/crypto" / name, 65536).value(); }

TEST(pkits, no_certificate_that_must_be_refused_is_believed_and_each_other_refusal_is_listed) {
  const Suite suite = read_suite();
  ASSERT_EQ(suite.trust.crls.size(), 173u);
  ASSERT_EQ(suite.trust.anchors.size() + suite.trust.intermediates.size() + suite.ends.size(), 405u);
  EXPECT_EQ(refused_of(suite), listed("pkits-refused.tsv"));
}

// As an agreement does it: it names one policy, the suite's first, and mapping is not allowed.
TEST(pkits, C7_under_one_named_policy_none_is_believed_that_must_not_be_and_each_other_refusal_is_listed) {
  Suite suite = read_suite();
  suite.trust.policies = {"2.16.840.1.101.3.2.1.48.1"};
  EXPECT_EQ(refused_of(suite), listed("pkits-refused-under-policy.tsv"));
}

}  // namespace
}  // namespace cs::crypto
