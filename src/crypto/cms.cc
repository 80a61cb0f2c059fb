#include "crypto/cms.h"

#include <algorithm>

#include "base/limits.h"
#include "crypto/held.h"
#include "crypto/path.h"
#include "crypto/signed_data.h"
#include "crypto/signer.h"
#include "crypto/weaken.h"

namespace cs::crypto {
namespace {

// All that one message is judged by.
struct Judged {
  const Trust& trust;
  const std::vector<Certificate>& pinned;
  std::vector<Certificate> carried;  // the message's own certificates: who claims to sign, nothing else
  CrlsPtr carried_crls;              // never read, but by a weakened build
  SignedContent content;
  Instant at;
};

CmsOutcome refused(SignatureProblem problem, std::string cause) { return {problem, {}, std::move(cause)}; }

// What a message may be at all, before any signer is looked at.
std::optional<CmsOutcome> refuse_shape(const SignedDataShape& shape) {
  using enum SignatureProblem;
  if (shape.signers == 0) return refused(kNoSigner, "no signer");
  if (shape.signers > limits::kCmsSignersMax) return refused(kAlgorithm, "too many signers");
  if (shape.digest_algorithms > limits::kCmsSignersMax) return refused(kAlgorithm, "too many digest algorithms");
  if (shape.certificates.size() > limits::kCmsCertificatesMax) return refused(kInvalid, "too many certificates");
  if (!shape.versions_fit) return refused(kInvalid, "its version numbers are not those of what it holds");
  if (shape.other_certificates) return refused(kInvalid, "something else than certificates among the certificates");
  if (!shape.plain_data || shape.has_content) return refused(kInvalid, "not detached, or its content is not plain data");
  return std::nullopt;
}

// The pinned one first: a carried certificate of the same issuer and serial number, but another key, cannot take its place.
const Certificate* certificate_of(CMS_SignerInfo* signer, const Judged& judged) {
  const auto signs = [&](const Certificate& c) { return CMS_SignerInfo_cert_cmp(signer, x509_of(c)) == 0; };
  for (const std::vector<Certificate>* place : {&judged.pinned, &judged.carried}) {
    const auto found = std::find_if(place->begin(), place->end(), signs);
    if (found != place->end()) return &*found;
  }
  return nullptr;
}

// Whom the message claims as its signer, where no certificate is there to tell.
Digest claimed_identity(CMS_SignerInfo* signer) {
  ASN1_OCTET_STRING* key_id = nullptr;
  X509_NAME* issuer = nullptr;
  ASN1_INTEGER* serial = nullptr;
  if (CMS_SignerInfo_get0_signer_id(signer, &key_id, &issuer, &serial) != 1 || issuer == nullptr || serial == nullptr) return {};
  return identity_of(issuer, serial);
}

void object_to(Signer& signer, SignatureProblem problem, const Fault& fault) {
  if (signer.problem != SignatureProblem::kNone) return;
  signer.problem = problem;
  signer.cause = fault.text;
}

Result<void> check_trust(CMS_SignerInfo* info, const Certificate& certificate, const Signer& signer, const Judged& judged) {
  if (!weakened("missing_attributes")) CS_TRY_VOID(check_attributes(info, x509_of(certificate)));
  CS_TRY_VOID(judged.content.check_signature(info, x509_of(certificate)));
  // The claimed time is no evidence: whoever holds a stolen key of an expired certificate can claim any.
  const bool believe_claim = weakened("signing_time_as_verification_time") && signer.signing_time;
  return check_path(x509_of(certificate), judged.trust, judged.carried_crls, believe_claim ? *signer.signing_time : judged.at);
}

Signer judge(CMS_SignerInfo* info, const Judged& judged) {
  Signer out;
  out.identity = claimed_identity(info);
  const Certificate* const certificate = certificate_of(info, judged);
  if (certificate == nullptr) {
    object_to(out, SignatureProblem::kInvalid, untrusted("certificate: neither designated nor carried by the message"));
    return out;
  }
  out.identity = certificate->identity();
  out.spki = certificate->spki();
  out.subject = certificate->subject();
  const auto algorithm = check_algorithm(info, x509_of(*certificate));
  if (!algorithm) object_to(out, SignatureProblem::kAlgorithm, algorithm.fault());
  const auto time = signing_time_of(info);
  if (!time) object_to(out, SignatureProblem::kInvalid, time.fault());
  else out.signing_time = *time;
  if (out.problem != SignatureProblem::kNone) return out;
  const auto trusted = check_trust(info, *certificate, out, judged);
  if (!trusted) object_to(out, SignatureProblem::kInvalid, trusted.fault());
  const bool needs_time = !out.signing_time && !weakened("missing_attributes");
  if (needs_time) object_to(out, SignatureProblem::kNoTime, untrusted("attribute signing-time: absent"));
  return out;
}

// A carried certificate that we cannot read is as good as absent.
std::vector<Certificate> readable(const std::vector<ByteView>& ders) {
  std::vector<Certificate> out;
  for (const ByteView der : ders)
    if (auto certificate = Certificate::parse_der(der)) out.push_back(std::move(certificate).value());
  return out;
}

void conclude(CmsOutcome& outcome) {
  for (const Signer& signer : outcome.signers) {
    if (signer.problem == SignatureProblem::kNone) continue;
    if (outcome.problem != SignatureProblem::kNone && outcome.problem <= signer.problem) continue;
    outcome.problem = signer.problem;
    outcome.cause = signer.cause;
  }
}

}  // namespace

Result<CmsOutcome> verify_cms(ByteView cms, ByteView content, const Trust& trust, const std::vector<Certificate>& pinned, Instant at) {
  CS_TRY(shape, read_signed_data(cms, limits::kCmsBytesMax));
  if (auto outcome = refuse_shape(shape)) return *outcome;
  const QuietErrors quiet;
  const unsigned char* from = cms.data();
  const CmsPtr message(d2i_CMS_ContentInfo(nullptr, &from, static_cast<long>(cms.size())));
  if (!message) return malformed("CMS: not a SignedData that can be read");
  const Judged judged{trust, pinned, readable(shape.certificates), CrlsPtr(CMS_get1_crls(message.get())),
                      SignedContent(message.get(), content), at};
  STACK_OF(CMS_SignerInfo)* const signers = CMS_get0_SignerInfos(message.get());
  CmsOutcome outcome;
  for (int i = 0; i < sk_CMS_SignerInfo_num(signers); ++i) outcome.signers.push_back(judge(sk_CMS_SignerInfo_value(signers, i), judged));
  if (outcome.signers.size() != shape.signers) return malformed("CMS: its signers cannot be read");
  conclude(outcome);
  return outcome;
}

std::size_t distinct_signers(const CmsOutcome& outcome) {
  if (weakened("same_signer_twice")) return outcome.signers.size();
  std::vector<Digest> keys;
  for (const Signer& signer : outcome.signers) keys.push_back(signer.spki);
  std::sort(keys.begin(), keys.end());
  return static_cast<std::size_t>(std::unique(keys.begin(), keys.end()) - keys.begin());
}

}  // namespace cs::crypto
