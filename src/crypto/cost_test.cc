// What the hot calls of this room cost, printed in CPU time; nothing is judged by the clock.
#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <sys/resource.h>

#include <cstdio>
#include <ctime>

#include "crypto/digest.h"
#include "crypto/seal.h"
#include "crypto/synthetic_pki_test.h"

namespace cs::crypto {
namespace {

using namespace synthetic;

double cpu_seconds() {
  timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

template <typename Call>
void print_cost(const char* what, int times, const Call& call) {
  const double start = cpu_seconds();
  for (int i = 0; i < times; ++i) call();
  std::printf("%-44s %8.3f us\n", what, (cpu_seconds() - start) / times * 1e6);
}

TEST(cost, of_the_calls_that_every_line_makes) {
  SystemRandom random;
  const Bytes line(200, 'x');
  const Bytes place(60, 'a');
  const Digest r = random.digest();
  PieceSealer sealer;
  Bytes sealed;
  const HmacKey key(r);
  print_cost("PieceSealer::seal, 200 bytes", 50'000, [&] { sealed.clear(), sealer.seal(r, line, place, sealed); });
  print_cost("commit, 200 bytes", 50'000, [&] { commit("in", r, line); });
  print_cost("HmacKey::of, 200 bytes", 50'000, [&] { key.of({line}); });
  print_cost("sha256, 200 bytes", 50'000, [&] { sha256(line); });
  print_cost("the same through EVP_Digest, for comparison", 50'000, [&] {
    Digest out;
    EVP_Digest(line.data(), line.size(), out.data(), nullptr, EVP_sha256(), nullptr);
  });
}

TEST(cost, of_a_signature_judged) {
  const Person a = pki().official("A", 11);
  const Bytes manifest(16 * 1024, '{');
  const Bytes cms = sign_cms(manifest, a.certificate, a.key, kNow).value();
  const Trust trust = pki().trust();
  print_cost("verify_cms, one signer, path of three", 100, [&] {
    EXPECT_EQ(verify_cms(cms, manifest, trust, {a.certificate}, kNow)->problem, SignatureProblem::kNone);
  });
}

// A peak of almost 400 MB: not in every run.
TEST(cost, DISABLED_of_the_largest_answer) {
  const Person gate = pki().official("Gate", 50), requester = pki().issue(form("Requester", CertificateUse::kKeyAgreement, 51));
  const Bytes document(4096 + std::size_t{64} * 950'000, 'a');
  Bytes sealed;
  print_cost("seal_answer, 60.8 MB", 1, [&] {
    sealed = seal_answer(document, gate.certificate, gate.key, requester.certificate, kNow).value();
  });
  print_cost("open_answer, 60.8 MB", 1, [&] {
    EXPECT_EQ(open_answer(sealed, requester.certificate, requester.key, gate.certificate).value(), document);
  });
  rusage used;
  getrusage(RUSAGE_SELF, &used);
  std::printf("%-44s %8ld MB\n", "peak memory", used.ru_maxrss / 1024);
}

}  // namespace
}  // namespace cs::crypto
