#include <openssl/ec.h>

#include "base/limits.h"
#include "crypto/cms_sign.h"
#include "crypto/envelope.h"
#include "crypto/held.h"
#include "crypto/key_form.h"
#include "crypto/seal.h"
#include "crypto/signed_data.h"
#include "crypto/signer.h"

namespace cs::crypto {
namespace {

// An answer of the most lines (64 bytes each and 4,096 before them), and what signing and sealing put around it.
constexpr std::size_t kAnswerBytesMax = std::size_t{limits::kLinesPerRequestMax} * 64 + 4096;
constexpr std::size_t kAroundBytesMax = limits::kCmsBytesMax;

Result<void> check_recipient(const Certificate& recipient) {
  X509* const x509 = x509_of(recipient);
  const bool agrees = (X509_get_extension_flags(x509) & EXFLAG_KUSAGE) != 0 && (X509_get_key_usage(x509) & KU_KEY_AGREEMENT) != 0;
  if (!agrees || key_form(X509_get0_pubkey(x509)) != KeyForm::kP256)
    return malformed("sealed answer: the recipient's certificate is not one of P-256 for key agreement");
  return {};
}

Result<Bytes> signed_answer(ByteView document, const Certificate& gate, const PrivateKey& gate_key, Instant signing_time) {
  CS_TRY(cms, new_signed_data(document, false));
  CS_TRY_VOID(add_signer(cms.get(), document, gate, gate_key, signing_time));
  return der_of<CMS_ContentInfo>(cms.get(), i2d_CMS_ContentInfo);
}

// The library's default here is the SHA-1 KDF (measured with OpenSSL 3.0), which no one of ours opens.
bool add_recipient(CMS_ContentInfo* cms, const Certificate& recipient) {
  CMS_RecipientInfo* const info = CMS_add1_recipient_cert(cms, x509_of(recipient), CMS_KEY_PARAM);
  EVP_PKEY_CTX* const agreement = info == nullptr ? nullptr : CMS_RecipientInfo_get0_pkey_ctx(info);
  return agreement != nullptr && EVP_PKEY_CTX_set_ecdh_kdf_md(agreement, EVP_sha256()) == 1;
}

Result<Bytes> decrypted(ByteView sealed, const Certificate& recipient, const PrivateKey& recipient_key) {
  const unsigned char* from = sealed.data();
  const CmsPtr cms(d2i_CMS_ContentInfo(nullptr, &from, static_cast<long>(sealed.size())));
  const BioPtr out(BIO_new(BIO_s_mem()));
  const bool opened = cms && out && CMS_decrypt(cms.get(), pkey_of(recipient_key), x509_of(recipient), nullptr, out.get(), CMS_BINARY) == 1;
  if (!opened) return untrusted("sealed answer: not sealed to this key, or changed since");
  const std::uint8_t* bytes = nullptr;
  const long size = BIO_get_mem_data(out.get(), &bytes);
  return size > 0 ? Bytes(bytes, bytes + size) : Bytes();
}

// The certificate is given whole by the agreement, so there is no path to judge: this key, these bytes, one signer.
Result<void> check_gate(CMS_ContentInfo* cms, ByteView document, const Certificate& gate) {
  STACK_OF(CMS_SignerInfo)* const signers = CMS_get0_SignerInfos(cms);
  if (sk_CMS_SignerInfo_num(signers) != 1) return untrusted("answer: not signed once");
  CMS_SignerInfo* const signer = sk_CMS_SignerInfo_value(signers, 0);
  if (CMS_SignerInfo_cert_cmp(signer, x509_of(gate)) != 0) return untrusted("answer: signed by another than the gate");
  CS_TRY_VOID(check_algorithm(signer, x509_of(gate)));
  CS_TRY_VOID(check_attributes(signer, x509_of(gate)));
  return SignedContent(cms, document).check_signature(signer, x509_of(gate));
}

Result<Bytes> document_of(ByteView answer, const Certificate& gate) {
  CS_TRY(shape, read_signed_data(answer, kAnswerBytesMax + kAroundBytesMax));
  if (!shape.plain_data || !shape.has_content || !shape.versions_fit) return untrusted("answer: not a signed document of ours");
  const unsigned char* from = answer.data();
  const CmsPtr cms(d2i_CMS_ContentInfo(nullptr, &from, static_cast<long>(answer.size())));
  ASN1_OCTET_STRING** const content = cms ? CMS_get0_content(cms.get()) : nullptr;
  if (content == nullptr || *content == nullptr) return untrusted("answer: no content");
  const ByteView document{ASN1_STRING_get0_data(*content), static_cast<std::size_t>(ASN1_STRING_length(*content))};
  CS_TRY_VOID(check_gate(cms.get(), document, gate));
  return Bytes(document.begin(), document.end());
}

}  // namespace

Result<Bytes> seal_answer(ByteView document, const Certificate& gate, const PrivateKey& gate_key, const Certificate& recipient,
                          Instant signing_time) {
  if (document.size() > kAnswerBytesMax) return limit_reached("answer: longer than that of the largest request");
  CS_TRY_VOID(check_recipient(recipient));
  CS_TRY(plain, signed_answer(document, gate, gate_key, signing_time));
  const QuietErrors quiet;
  const BioPtr source = reader_of(plain);
  const CmsPtr cms(CMS_encrypt(nullptr, nullptr, EVP_aes_256_gcm(), CMS_BINARY | CMS_PARTIAL));
  const bool sealed = source && cms && add_recipient(cms.get(), recipient) && CMS_final(cms.get(), source.get(), nullptr, CMS_BINARY) == 1;
  if (!sealed) return malformed("answer: cannot be sealed: " + last_error());
  Bytes out = der_of<CMS_ContentInfo>(cms.get(), i2d_CMS_ContentInfo);
  // What we send must be what we would open.
  CS_TRY_VOID(check_envelope(out, kAnswerBytesMax + 2 * kAroundBytesMax));
  return out;
}

Result<Bytes> open_answer(ByteView sealed, const Certificate& recipient, const PrivateKey& recipient_key, const Certificate& gate) {
  CS_TRY_VOID(check_envelope(sealed, kAnswerBytesMax + 2 * kAroundBytesMax));
  const QuietErrors quiet;
  CS_TRY(plain, decrypted(sealed, recipient, recipient_key));
  return document_of(plain, gate);
}

}  // namespace cs::crypto
