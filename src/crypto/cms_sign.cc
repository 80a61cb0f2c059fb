#include "crypto/cms_sign.h"

#include <array>

#include "base/limits.h"
#include "crypto/cms.h"
#include "crypto/held.h"
#include "crypto/key_form.h"
#include "crypto/signed_data.h"

namespace cs::crypto {
namespace {

constexpr unsigned kFlags = CMS_BINARY | CMS_PARTIAL | CMS_NOSMIMECAP | CMS_CADES | CMS_NOCERTS;

bool add_attributes(CMS_SignerInfo* signer, ByteView content, const EVP_MD* digest, const ASN1_TIME* time) {
  std::array<std::uint8_t, EVP_MAX_MD_SIZE> is{};
  unsigned size = 0;
  return EVP_Digest(content.data(), content.size(), is.data(), &size, digest, nullptr) == 1 &&
         CMS_signed_add1_attr_by_NID(signer, NID_pkcs9_contentType, V_ASN1_OBJECT, OBJ_nid2obj(NID_pkcs7_data), -1) == 1 &&
         CMS_signed_add1_attr_by_NID(signer, NID_pkcs9_messageDigest, V_ASN1_OCTET_STRING, is.data(), static_cast<int>(size)) == 1 &&
         CMS_signed_add1_attr_by_NID(signer, NID_pkcs9_signingTime, ASN1_STRING_type(time), time, -1) == 1;
}

// The library calls a certificate that is there already a failure; one official may sign again.
bool add_certificate(CMS_ContentInfo* cms, const Certificate& certificate) {
  const CertificatesPtr held(CMS_get1_certs(cms));
  for (int i = 0; i < sk_X509_num(held.get()); ++i)
    if (X509_cmp(sk_X509_value(held.get(), i), x509_of(certificate)) == 0) return true;
  return CMS_add1_cert(cms, x509_of(certificate)) == 1;
}

// SignedData keeps its content as an octet string; "continued" marks one that a stream will fill, and none of ours does.
bool set_content(CMS_ContentInfo* cms, ByteView content) {
  ASN1_OCTET_STRING** const place = CMS_get0_content(cms);
  if (place == nullptr || *place == nullptr) return false;
  if (ASN1_OCTET_STRING_set(*place, content.data(), static_cast<int>(content.size())) != 1) return false;
  (*place)->flags &= ~ASN1_STRING_FLAG_CONT;
  return true;
}

Result<Bytes> sign(CmsPtr cms, ByteView content, const Certificate& certificate, const PrivateKey& key, Instant signing_time) {
  CS_TRY_VOID(add_signer(cms.get(), content, certificate, key, signing_time));
  Bytes out = der_of<CMS_ContentInfo>(cms.get(), i2d_CMS_ContentInfo);
  if (out.empty()) return malformed("signature: cannot be written");
  if (out.size() > limits::kCmsBytesMax) return limit_reached("signature: longer than " + std::to_string(limits::kCmsBytesMax) + " bytes");
  return out;
}

}  // namespace

Result<CmsPtr> new_signed_data(ByteView content, bool detached) {
  CmsPtr cms(CMS_sign(nullptr, nullptr, nullptr, nullptr, CMS_BINARY | CMS_PARTIAL | (detached ? CMS_DETACHED : 0u)));
  if (!cms || (!detached && !set_content(cms.get(), content))) return malformed("signature: no memory for the message");
  return cms;
}

Result<void> add_signer(CMS_ContentInfo* cms, ByteView content, const Certificate& certificate, const PrivateKey& key,
                        Instant signing_time) {
  const QuietErrors quiet;
  const KeyForm form = key_form(pkey_of(key));
  if (form != KeyForm::kP256 && form != KeyForm::kP384 && form != KeyForm::kRsa)
    return malformed("signature: the key is not P-256, P-384 or RSA of 3072 bits or more");
  if (X509_check_private_key(x509_of(certificate), pkey_of(key)) != 1) return malformed("signature: the key is not its certificate's");
  const TimePtr time = time_of(signing_time);
  if (!time) return malformed("signature: its time is not between 1950 and 9999");
  const EVP_MD* const digest = digest_for(form);
  CMS_SignerInfo* const signer = CMS_add1_signer(cms, x509_of(certificate), pkey_of(key), digest, kFlags);
  const bool made = signer != nullptr && add_certificate(cms, certificate) && add_attributes(signer, content, digest, time.get()) &&
                    CMS_SignerInfo_sign(signer) == 1;
  if (!made) return malformed("signature: cannot be made: " + last_error());
  return {};
}

Result<Bytes> sign_cms(ByteView content, const Certificate& certificate, const PrivateKey& key, Instant signing_time) {
  CS_TRY(cms, new_signed_data(content, true));
  return sign(std::move(cms), content, certificate, key, signing_time);
}

Result<Bytes> add_signature(ByteView cms, ByteView content, const Certificate& certificate, const PrivateKey& key, Instant signing_time) {
  CS_TRY(shape, read_signed_data(cms, limits::kCmsBytesMax));
  if (shape.has_content || !shape.plain_data) return malformed("signature: the message that is there already is not detached plain data");
  if (shape.signers >= limits::kCmsSignersMax) return limit_reached("signature: the message has its most signers already");
  const QuietErrors quiet;
  const unsigned char* from = cms.data();
  CmsPtr message(d2i_CMS_ContentInfo(nullptr, &from, static_cast<long>(cms.size())));
  if (!message) return malformed("signature: the message that is there already cannot be read");
  return sign(std::move(message), content, certificate, key, signing_time);
}

}  // namespace cs::crypto
