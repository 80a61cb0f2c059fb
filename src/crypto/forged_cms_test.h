// Messages that no signer of ours writes: a detached SignedData with attributes taken out, put in or left off, other digests, lists inside.
#pragma once

#include <openssl/ess.h>

#include <algorithm>
#include <functional>
#include <string>

#include "crypto/held.h"
#include "crypto/synthetic_pki_test.h"

namespace cs::crypto::synthetic {

inline const std::string kManifest = "{\"format\":\"countersign-request/1\"}\n";

// Signs the attributes as they now stand: SET OF Attribute, in order.
inline void sign_again(CMS_SignerInfo* signer, EVP_PKEY* key, const EVP_MD* digest) {
  std::vector<Bytes> attributes;
  for (int i = 0; i < CMS_signed_get_attr_count(signer); ++i)
    attributes.push_back(der_of<X509_ATTRIBUTE>(CMS_signed_get_attr(signer, i), i2d_X509_ATTRIBUTE));
  std::sort(attributes.begin(), attributes.end());
  Bytes body, whole{0x31};
  for (const Bytes& attribute : attributes) append(body, attribute);
  if (body.size() >= 0x100) append(whole, Bytes{0x82, static_cast<std::uint8_t>(body.size() >> 8)});
  else if (body.size() >= 0x80) append(whole, Bytes{0x81});
  whole.push_back(static_cast<std::uint8_t>(body.size()));
  append(whole, body);
  const MdContextPtr context(EVP_MD_CTX_new());
  Bytes signature(1024);
  std::size_t size = signature.size();
  EVP_DigestSignInit(context.get(), nullptr, digest, nullptr, key);
  EVP_DigestSign(context.get(), signature.data(), &size, whole.data(), whole.size());
  ASN1_OCTET_STRING_set(CMS_SignerInfo_get0_signature(signer), signature.data(), static_cast<int>(size));
}

inline Bytes written(CMS_ContentInfo* cms) { return der_of<CMS_ContentInfo>(cms, i2d_CMS_ContentInfo); }

// A sound message, changed by `change`, its attributes signed again.
inline Bytes forged(const Person& person, const std::function<void(CMS_ContentInfo*, CMS_SignerInfo*)>& change,
                    Instant signing_time = kNow) {
  const Bytes sound = sign_cms(as_bytes(kManifest), person.certificate, person.key, signing_time).value();
  const unsigned char* from = sound.data();
  const CmsPtr cms(d2i_CMS_ContentInfo(nullptr, &from, static_cast<long>(sound.size())));
  CMS_SignerInfo* const signer = sk_CMS_SignerInfo_value(CMS_get0_SignerInfos(cms.get()), 0);
  change(cms.get(), signer);
  sign_again(signer, pkey_of(person.key), EVP_sha256());
  return written(cms.get());
}

inline Bytes without_attribute(const Person& person, int nid) {
  return forged(person, [&](CMS_ContentInfo*, CMS_SignerInfo* signer) {
    X509_ATTRIBUTE_free(CMS_signed_delete_attr(signer, CMS_signed_get_attr_by_NID(signer, nid, -1)));
  });
}

// signing-certificate-v2 that names `named` instead of the signer.
inline Bytes naming(const Person& person, const Certificate& named) {
  return forged(person, [&](CMS_ContentInfo*, CMS_SignerInfo* signer) {
    const int nid = NID_id_smime_aa_signingCertificateV2;
    X509_ATTRIBUTE_free(CMS_signed_delete_attr(signer, CMS_signed_get_attr_by_NID(signer, nid, -1)));
    ESS_SIGNING_CERT_V2* const ids = OSSL_ESS_signing_cert_v2_new_init(EVP_sha256(), x509_of(named), nullptr, 1);
    const Bytes der = der_of<ESS_SIGNING_CERT_V2>(ids, i2d_ESS_SIGNING_CERT_V2);
    ESS_SIGNING_CERT_V2_free(ids);
    const Owned<ASN1_STRING, ASN1_STRING_free> value(ASN1_STRING_new());
    ASN1_STRING_set(value.get(), der.data(), static_cast<int>(der.size()));
    CMS_signed_add1_attr_by_NID(signer, nid, V_ASN1_SEQUENCE, value.get(), -1);
  });
}

inline Bytes carrying(const Person& person, const Crl& crl) {
  return forged(person, [&](CMS_ContentInfo* cms, CMS_SignerInfo*) { CMS_add1_crl(cms, crl_of(crl)); });
}

// As the library signs by itself, with these flags and this digest.
inline Bytes library_signed(const Person& person, unsigned flags, const EVP_MD* digest = EVP_sha256()) {
  const BioPtr content = reader_of(as_bytes(kManifest));
  const CmsPtr cms(CMS_sign(nullptr, nullptr, nullptr, nullptr, CMS_BINARY | CMS_PARTIAL | (flags & CMS_DETACHED)));
  CMS_add1_signer(cms.get(), x509_of(person.certificate), pkey_of(person.key), digest, CMS_BINARY | CMS_PARTIAL | flags);
  CMS_final(cms.get(), content.get(), nullptr, CMS_BINARY | flags);
  return written(cms.get());
}

}  // namespace cs::crypto::synthetic
