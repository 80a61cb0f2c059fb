#include "crypto/cms.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/limits.h"
#include "crypto/forged_cms_test.h"

namespace cs::crypto {
namespace {

using namespace synthetic;



CmsOutcome judged(ByteView cms, const Trust& trust, const std::vector<Certificate>& pinned = {}, Instant at = kNow,
                  ByteView content = as_bytes(kManifest)) {
  auto outcome = verify_cms(cms, content, trust, pinned, at);
  EXPECT_TRUE(outcome.ok()) << (outcome.ok() ? "" : outcome.fault().text);
  return outcome.ok() ? *outcome : CmsOutcome{SignatureProblem::kInvalid, {}, "a fault"};
}

Bytes signed_by(const Person& person, Instant signing_time = kNow) {
  return sign_cms(as_bytes(kManifest), person.certificate, person.key, signing_time).value();
}

TEST(cms, takes_a_signature_of_each_allowed_kind_of_key) {
  for (const KeyKind kind : {KeyKind::kP256, KeyKind::kP384, KeyKind::kRsa3072}) {
    const Person person = pki().official("Kind " + std::to_string(static_cast<int>(kind)), 10, kind);
    const CmsOutcome outcome = judged(signed_by(person, day(2, 28)), pki().trust());
    EXPECT_EQ(outcome.problem, SignatureProblem::kNone) << outcome.cause;
    ASSERT_EQ(outcome.signers.size(), 1u);
    EXPECT_EQ(outcome.signers[0].identity, person.certificate.identity());
    EXPECT_EQ(outcome.signers[0].spki, person.certificate.spki());
    EXPECT_EQ(outcome.signers[0].subject, person.certificate.subject());
    EXPECT_EQ(outcome.signers[0].signing_time, day(2, 28));
  }
}

TEST(cms, is_the_same_to_the_byte_with_an_rsa_key) {
  const Person person = pki().official("Kind 3", 10, KeyKind::kRsa3072);
  EXPECT_EQ(signed_by(person), signed_by(person));
}

TEST(cms, refuses_other_content) {
  const Bytes cms = signed_by(pki().official("A", 11));
  EXPECT_EQ(judged(cms, pki().trust(), {}, kNow, as_bytes("{\"format\":\"countersign-request/1\"}")).problem, SignatureProblem::kInvalid);
  EXPECT_EQ(judged(cms, pki().trust(), {}, kNow, {}).problem, SignatureProblem::kInvalid);
}

TEST(cms, refuses_keys_that_are_too_small_or_of_another_kind) {
  const auto root = pki().authority();
  for (const KeyKind kind : {KeyKind::kRsa2048, KeyKind::kEd25519}) {
    const Person person = pki().official("Small " + std::to_string(static_cast<int>(kind)), 12, kind);
    EXPECT_FALSE(sign_cms(as_bytes(kManifest), person.certificate, person.key, kNow).ok());
  }
  const Person a = pki().official("A", 11), b = pki().official("B", 13);
  EXPECT_FALSE(sign_cms(as_bytes(kManifest), a.certificate, b.key, kNow).ok());
}

TEST(cms, names_a_pinned_signer_whose_certificate_the_message_need_not_be_asked_for) {
  const Person a = pki().official("A", 11);
  EXPECT_EQ(judged(signed_by(a), pki().trust(), {a.certificate}).problem, SignatureProblem::kNone);
}

// A carried certificate with a pinned one's issuer and number, issued for another key by a root of the attacker's own.
TEST(cms, refuses_a_stranger_under_a_pinned_name) {
  const Person a = pki().official("A", 11);
  const PrivateKey& stranger_key = key_of("stranger");
  const auto fake_root = issue_certificate(form("CA", CertificateUse::kAuthority, 2), stranger_key, std::nullopt, stranger_key);
  const auto fake = issue_certificate(form("A", CertificateUse::kSign, 11), stranger_key, *fake_root, stranger_key);
  ASSERT_EQ(fake->identity(), a.certificate.identity());
  const Bytes cms = signed_by({stranger_key, *fake});
  EXPECT_EQ(judged(cms, pki().trust(), {a.certificate}).problem, SignatureProblem::kInvalid);
  EXPECT_EQ(judged(cms, pki().trust(), {}).problem, SignatureProblem::kInvalid);
}

TEST(cms, takes_two_signers_and_reports_both) {
  const Person a = pki().official("A", 11), c = pki().official("Kind 1", 10, KeyKind::kP384);
  const auto both = add_signature(signed_by(a), as_bytes(kManifest), c.certificate, c.key, kNow);
  ASSERT_TRUE(both.ok()) << both.fault().text;
  const CmsOutcome outcome = judged(*both, pki().trust());
  EXPECT_EQ(outcome.problem, SignatureProblem::kNone) << outcome.cause;
  EXPECT_EQ(outcome.signers.size(), 2u);
  EXPECT_EQ(distinct_signers(outcome), 2u);
}

TEST(cms, one_bad_signer_refuses_the_message_and_is_named) {
  const Person a = pki().official("A", 11), b = pki().official("B", 13);
  const auto both = add_signature(signed_by(a), as_bytes(kManifest), b.certificate, b.key, kNow);
  const CmsOutcome outcome = judged(*both, pki().trust({{b.certificate.serial_hex(), day(2, 22)}}));
  EXPECT_EQ(outcome.problem, SignatureProblem::kInvalid);
  ASSERT_EQ(outcome.signers.size(), 2u);
  for (const Signer& signer : outcome.signers)
    EXPECT_EQ(signer.problem, signer.identity == b.certificate.identity() ? SignatureProblem::kInvalid : SignatureProblem::kNone);
}

TEST(cms, takes_eight_signers_and_no_ninth) {
  Bytes cms = signed_by(pki().official("Signer 0", 20));
  for (std::uint64_t i = 1; i < limits::kCmsSignersMax; ++i) {
    const Person next = pki().official("Signer " + std::to_string(i), 20 + i);
    cms = add_signature(cms, as_bytes(kManifest), next.certificate, next.key, kNow).value();
  }
  EXPECT_EQ(judged(cms, pki().trust()).problem, SignatureProblem::kNone);
  const Person ninth = pki().official("Signer 8", 28);
  EXPECT_EQ(add_signature(cms, as_bytes(kManifest), ninth.certificate, ninth.key, kNow).fault().kind, FaultKind::kLimit);
}

// The library counts the last second of a certificate and of a list as after it: a second too early, never one too late.
TEST(cms, judges_the_certificate_at_the_time_given_to_the_second) {
  CertificateRequest request = form("A", CertificateUse::kSign, 11);
  request.not_before = kNow;
  request.not_after = kNow + Span::days(1);
  const Bytes cms = signed_by(pki().issue(request));
  const auto problem_at = [&](Instant at) { return judged(cms, pki().trust(), {}, at).problem; };
  EXPECT_EQ(problem_at(request.not_before - Span{1}), SignatureProblem::kInvalid);
  EXPECT_EQ(problem_at(request.not_before), SignatureProblem::kNone);
  EXPECT_EQ(problem_at(request.not_after - Span{1}), SignatureProblem::kNone);
  EXPECT_EQ(problem_at(request.not_after), SignatureProblem::kInvalid);
}

TEST(cms, judges_the_list_at_the_time_given_to_the_second) {
  const Bytes cms = signed_by(pki().official("A", 11));
  const auto problem_at = [&](Instant at) { return judged(cms, pki().trust(), {}, at).problem; };
  EXPECT_EQ(problem_at(day(2, 25) - Span::seconds(1)), SignatureProblem::kInvalid);
  EXPECT_EQ(problem_at(day(2, 25)), SignatureProblem::kNone);
  EXPECT_EQ(problem_at(day(3, 10) - Span{1}), SignatureProblem::kNone);
  EXPECT_EQ(problem_at(day(3, 10)), SignatureProblem::kInvalid);
}

TEST(cms, refuses_a_revoked_signer_and_a_revoked_ca) {
  const Person a = pki().official("A", 11);
  EXPECT_EQ(judged(signed_by(a), pki().trust({{a.certificate.serial_hex(), day(2, 22)}})).problem, SignatureProblem::kInvalid);
  EXPECT_EQ(judged(signed_by(a), pki().trust({{"0c", day(2, 22)}})).problem, SignatureProblem::kNone);
  Trust trust = pki().trust();
  trust.crls[0] = *issue_crl(pki().root().certificate, pki().root().key, 2, day(2, 2), day(6, 1), {{"02", day(2, 2)}});
  EXPECT_EQ(judged(signed_by(a), trust).problem, SignatureProblem::kInvalid);
}

TEST(cms, needs_a_list_for_every_certificate_of_the_path) {
  const Bytes cms = signed_by(pki().official("A", 11));
  for (const std::size_t missing : {std::size_t{0}, std::size_t{1}}) {
    Trust trust = pki().trust();
    trust.crls.erase(trust.crls.begin() + static_cast<std::ptrdiff_t>(missing));
    EXPECT_EQ(judged(cms, trust).problem, SignatureProblem::kInvalid);
  }
}

TEST(cms, the_newer_of_two_lists_counts_in_either_order) {
  const Person a = pki().official("A", 11);
  const Crl older = pki().crl(8, day(2, 20), day(3, 5));
  for (const bool first : {true, false}) {
    Trust trust = pki().trust({{a.certificate.serial_hex(), day(2, 22)}});
    trust.crls.insert(first ? trust.crls.begin() : trust.crls.end(), older);
    EXPECT_EQ(judged(signed_by(a), trust).problem, SignatureProblem::kInvalid);
  }
}

TEST(cms, trusts_no_anchor_but_those_given) {
  const Person a = pki().official("A", 11);
  Trust without = pki().trust();
  without.anchors.clear();
  EXPECT_EQ(judged(signed_by(a), without).problem, SignatureProblem::kInvalid);
  Trust detached = pki().trust();
  detached.intermediates.clear();  // the message carries none, and nothing is fetched
  EXPECT_EQ(judged(signed_by(a), detached).problem, SignatureProblem::kInvalid);
}

TEST(cms, a_message_that_is_none_is_a_fault) {
  EXPECT_EQ(verify_cms({}, {}, pki().trust(), {}, kNow).fault().kind, FaultKind::kMalformed);
  EXPECT_EQ(verify_cms(Bytes(limits::kCmsBytesMax + 1), {}, pki().trust(), {}, kNow).fault().kind, FaultKind::kLimit);
  const Bytes cms = signed_by(pki().official("A", 11));
  Bytes longer = cms;
  longer.push_back(0);
  EXPECT_FALSE(verify_cms(longer, as_bytes(kManifest), pki().trust(), {}, kNow).ok());
  for (std::size_t size = 0; size < cms.size(); ++size)
    EXPECT_FALSE(verify_cms(ByteView(cms).first(size), as_bytes(kManifest), pki().trust(), {}, kNow).ok());
}

// A bit that does not matter is one of the carried certificate, which a pinned one replaces.
TEST(cms, refuses_each_changed_byte_outside_the_carried_certificate) {
  const Person a = pki().official("A", 11);
  const Bytes cms = signed_by(a);
  const auto carried = std::search(cms.begin(), cms.end(), a.certificate.der().begin(), a.certificate.der().end());
  ASSERT_NE(carried, cms.end());
  const auto first = static_cast<std::size_t>(carried - cms.begin()), last = first + a.certificate.der().size();
  const Trust trust = pki().trust();
  for (std::size_t i = 0; i < cms.size(); ++i) {
    if (i >= first && i < last) continue;
    Bytes changed = cms;
    changed[i] ^= 0x01;
    const auto outcome = verify_cms(changed, as_bytes(kManifest), trust, {a.certificate}, kNow);
    EXPECT_TRUE(!outcome.ok() || outcome->problem != SignatureProblem::kNone) << "byte " << i;
  }
}

}  // namespace
}  // namespace cs::crypto
