#include "crypto/signer.h"

#include <algorithm>
#include <array>

#include "crypto/der.h"
#include "crypto/held.h"
#include "crypto/key_form.h"
#include "crypto/signature.h"
#include "crypto/weaken.h"

namespace cs::crypto {
namespace {

constexpr int kOnceWithOneValue = -3;  // CMS_signed_get0_data_by_OBJ: the attribute stands there once and has one value

struct SignatureNames {
  int digest;
  int rsa;
  int ecdsa;
};
constexpr std::array<SignatureNames, 3> kAllowed{{{NID_sha256, NID_sha256WithRSAEncryption, NID_ecdsa_with_SHA256},
                                                  {NID_sha384, NID_sha384WithRSAEncryption, NID_ecdsa_with_SHA384},
                                                  {NID_sha512, NID_sha512WithRSAEncryption, NID_ecdsa_with_SHA512}}};

int nid_of(const X509_ALGOR* algorithm) {
  const ASN1_OBJECT* object = nullptr;
  X509_ALGOR_get0(&object, nullptr, nullptr, algorithm);
  return OBJ_obj2nid(object);
}

const void* attribute(CMS_SignerInfo* signer, int nid, int type) {
  return CMS_signed_get0_data_by_OBJ(signer, OBJ_nid2obj(nid), kOnceWithOneValue, type);
}

ByteView view_of(const ASN1_STRING* text) { return {ASN1_STRING_get0_data(text), static_cast<std::size_t>(ASN1_STRING_length(text))}; }

// The digest that an AlgorithmIdentifier names; SHA-256 where it is left out (RFC 5035 section 4).
const EVP_MD* digest_named(const std::optional<DerElement>& algorithm) {
  if (!algorithm) return EVP_sha256();
  const auto oid = DerReader(algorithm->body).next(der::kOid);
  if (!oid) return nullptr;
  const unsigned char* at = oid->whole.data();
  const ObjectPtr object(d2i_ASN1_OBJECT(nullptr, &at, static_cast<long>(oid->whole.size())));
  const int nid = OBJ_obj2nid(object.get());
  const bool allowed = std::any_of(kAllowed.begin(), kAllowed.end(), [&](const SignatureNames& names) { return names.digest == nid; });
  return allowed ? EVP_get_digestbynid(nid) : nullptr;
}

// SigningCertificateV2 ::= SEQUENCE { certs SEQUENCE OF ESSCertIDv2, ... }; the first is the signer's own. The digest of the whole
// certificate pins it, so issuerSerial, which may follow, adds nothing.
bool names_certificate(ByteView attribute_der, X509* certificate) {
  const auto whole = DerReader(attribute_der).next(der::kSequence);
  const auto ids = whole ? DerReader(whole->body).next(der::kSequence) : std::nullopt;
  const auto first = ids ? DerReader(ids->body).next(der::kSequence) : std::nullopt;
  if (!first) return false;
  DerReader members(first->body);
  const EVP_MD* const digest = digest_named(members.next(der::kSequence));
  const auto named = members.next(der::kOctetString);
  std::array<std::uint8_t, EVP_MAX_MD_SIZE> is{};
  unsigned size = 0;
  if (digest == nullptr || !named || X509_digest(certificate, digest, is.data(), &size) != 1) return false;
  return std::equal(named->body.begin(), named->body.end(), is.begin(), is.begin() + size);
}

// What the signature is over: SET OF Attribute, in the message's order (RFC 5652 section 5.4).
Bytes signed_bytes(CMS_SignerInfo* signer) {
  Bytes body;
  for (int i = 0; i < CMS_signed_get_attr_count(signer); ++i) append(body, der_of<X509_ATTRIBUTE>(CMS_signed_get_attr(signer, i), i2d_X509_ATTRIBUTE));
  const int size = ASN1_object_size(1, static_cast<int>(body.size()), V_ASN1_SET);
  Bytes out(static_cast<std::size_t>(size) - body.size());
  unsigned char* at = out.data();
  ASN1_put_object(&at, 1, static_cast<int>(body.size()), V_ASN1_SET, V_ASN1_UNIVERSAL);
  append(out, body);
  return out;
}

bool holds(CMS_SignerInfo* signer, X509* certificate) {
  X509_ALGOR* digest = nullptr;
  CMS_SignerInfo_get0_algs(signer, nullptr, nullptr, &digest, nullptr);
  const EVP_MD* const named = EVP_get_digestbynid(nid_of(digest));
  return named != nullptr && signature_holds(X509_get0_pubkey(certificate), named, signed_bytes(signer), view_of(CMS_SignerInfo_get0_signature(signer)));
}

}  // namespace

Result<void> check_algorithm(CMS_SignerInfo* signer, X509* certificate) {
  X509_ALGOR *digest = nullptr, *signature = nullptr;
  CMS_SignerInfo_get0_algs(signer, nullptr, nullptr, &digest, &signature);
  const auto names = std::find_if(kAllowed.begin(), kAllowed.end(), [&](const SignatureNames& n) { return n.digest == nid_of(digest); });
  if (names == kAllowed.end()) return untrusted("digest algorithm: not SHA-256, SHA-384 or SHA-512");
  const KeyForm form = key_form(X509_get0_pubkey(certificate));
  const int nid = nid_of(signature);
  const bool fits_rsa = form == KeyForm::kRsa && (nid == NID_rsaEncryption || nid == names->rsa);
  const bool fits_ec = (form == KeyForm::kP256 || form == KeyForm::kP384) && nid == names->ecdsa;
  if (fits_rsa || fits_ec) return {};
  return untrusted("signature algorithm: neither ECDSA with P-256 or P-384 nor PKCS #1 v1.5 with RSA of 3072 bits or more");
}

Result<void> check_attributes(CMS_SignerInfo* signer, X509* certificate) {
  const auto* type = static_cast<const ASN1_OBJECT*>(attribute(signer, NID_pkcs9_contentType, V_ASN1_OBJECT));
  if (type == nullptr || OBJ_obj2nid(type) != NID_pkcs7_data) return untrusted("attribute content-type: absent, or not data");
  if (attribute(signer, NID_pkcs9_messageDigest, V_ASN1_OCTET_STRING) == nullptr) return untrusted("attribute message-digest: absent");
  const auto* named = static_cast<const ASN1_STRING*>(attribute(signer, NID_id_smime_aa_signingCertificateV2, V_ASN1_SEQUENCE));
  if (named == nullptr || !names_certificate(view_of(named), certificate))
    return untrusted("attribute signing-certificate-v2: absent, or it names another certificate");
  return {};
}

Result<std::optional<Instant>> signing_time_of(CMS_SignerInfo* signer) {
  if (CMS_signed_get_attr_by_NID(signer, NID_pkcs9_signingTime, -1) < 0) return std::optional<Instant>();
  for (const int type : {V_ASN1_UTCTIME, V_ASN1_GENERALIZEDTIME}) {
    const auto* time = static_cast<const ASN1_TIME*>(attribute(signer, NID_pkcs9_signingTime, type));
    if (time == nullptr) continue;
    CS_TRY(instant, instant_of(time));
    return std::optional<Instant>(instant);
  }
  return untrusted("attribute signing-time: stands there twice, or is no time");
}

SignedContent::SignedContent(CMS_ContentInfo* cms, ByteView content) {
  BioPtr source = reader_of(content);
  digested_.reset(CMS_dataInit(cms, source.get()));
  if (!digested_) return;
  (void)source.release();  // the chain has it
  std::array<std::uint8_t, 4096> part;
  while (BIO_read(digested_.get(), part.data(), part.size()) > 0) {
  }
}

Result<void> SignedContent::check_signature(CMS_SignerInfo* signer, X509* certificate) const {
  const bool bare = CMS_signed_get_attr_count(signer) <= 0;  // then the signature is over the content itself
  if (bare && !weakened("missing_attributes")) return untrusted("signature: no signed attributes");
  CMS_SignerInfo_set1_signer_cert(signer, certificate);
  if (!bare && !holds(signer, certificate)) return untrusted("signature: does not hold for this certificate's key");
  if (!digested_ || CMS_SignerInfo_verify_content(signer, digested_.get()) != 1) return untrusted("signature: over other bytes than these");
  return {};
}

}  // namespace cs::crypto
