#include "crypto/issue.h"

#include <algorithm>

#include "crypto/der.h"
#include "crypto/digest.h"
#include "crypto/held.h"
#include "crypto/key_form.h"
#include "crypto/pem.h"

namespace cs::crypto {
namespace {

using PolicyPtr = Owned<POLICYINFO, POLICYINFO_free>;
using PoliciesPtr = Owned<CERTIFICATEPOLICIES, CERTIFICATEPOLICIES_free>;
using PurposesPtr = Owned<EXTENDED_KEY_USAGE, EXTENDED_KEY_USAGE_free>;
using ConstraintsPtr = Owned<BASIC_CONSTRAINTS, BASIC_CONSTRAINTS_free>;
using KeyIdPtr = Owned<AUTHORITY_KEYID, AUTHORITY_KEYID_free>;
using BitStringPtr = Owned<ASN1_BIT_STRING, ASN1_BIT_STRING_free>;
using OctetStringPtr = Owned<ASN1_OCTET_STRING, ASN1_OCTET_STRING_free>;

// Bits of keyUsage, RFC 5280 section 4.2.1.3.
constexpr int kDigitalSignature = 0, kNonRepudiation = 1, kKeyAgreement = 4, kCertificateSign = 5, kCrlSign = 6;
constexpr std::size_t kNameBytesMax = 64;  // ub-common-name, ub-organization-name

std::vector<int> usages_of(CertificateUse use) {
  switch (use) {
    case CertificateUse::kAuthority: return {kCertificateSign, kCrlSign};
    case CertificateUse::kSign: return {kDigitalSignature, kNonRepudiation};
    case CertificateUse::kKeyAgreement: return {kKeyAgreement};
    case CertificateUse::kTlsClient: return {kDigitalSignature};
  }
  return {};
}

// A signer's purposes: documents (RFC 9336), and mail, because other programs ask for that one when they check a CMS signature.
std::vector<const char*> purposes_of(CertificateUse use) {
  switch (use) {
    case CertificateUse::kAuthority: return {};
    case CertificateUse::kSign: return {"1.3.6.1.5.5.7.3.36", "1.3.6.1.5.5.7.3.4"};
    case CertificateUse::kKeyAgreement: return {};
    case CertificateUse::kTlsClient: return {"1.3.6.1.5.5.7.3.2"};
  }
  return {};
}

bool add_extension(X509* x509, int nid, void* value, bool critical) {
  return X509_add1_ext_i2d(x509, nid, value, critical ? 1 : 0, 0) == 1;
}

bool add_constraints(X509* x509, bool authority) {
  const ConstraintsPtr value(BASIC_CONSTRAINTS_new());
  if (!value) return false;
  value->ca = authority ? 0xff : 0;
  return add_extension(x509, NID_basic_constraints, value.get(), true);
}

bool add_usages(X509* x509, CertificateUse use) {
  const BitStringPtr value(ASN1_BIT_STRING_new());
  if (!value) return false;
  for (const int bit : usages_of(use))
    if (ASN1_BIT_STRING_set_bit(value.get(), bit, 1) != 1) return false;
  return add_extension(x509, NID_key_usage, value.get(), true);
}

bool add_purposes(X509* x509, CertificateUse use) {
  const PurposesPtr value(sk_ASN1_OBJECT_new_null());
  for (const char* oid : purposes_of(use)) {
    ObjectPtr object(OBJ_txt2obj(oid, 1));
    if (!object || sk_ASN1_OBJECT_push(value.get(), object.get()) <= 0) return false;
    (void)object.release();  // the list has it
  }
  return sk_ASN1_OBJECT_num(value.get()) <= 0 || add_extension(x509, NID_ext_key_usage, value.get(), false);
}

bool add_policies(X509* x509, const std::vector<std::string>& policies) {
  const PoliciesPtr value(CERTIFICATEPOLICIES_new());
  for (const std::string& oid : policies) {
    PolicyPtr policy(POLICYINFO_new());
    if (!value || !policy) return false;
    policy->policyid = OBJ_txt2obj(oid.c_str(), 1);
    if (policy->policyid == nullptr || sk_POLICYINFO_push(value.get(), policy.get()) <= 0) return false;
    (void)policy.release();
  }
  return policies.empty() || add_extension(x509, NID_certificate_policies, value.get(), false);
}

// RFC 5280 section 4.2.1.2, method 1, with SHA-256 cut to 20 bytes as in RFC 7093 method 1.
bool add_subject_key_id(X509* x509) {
  const ASN1_BIT_STRING* key = X509_get0_pubkey_bitstr(x509);
  const OctetStringPtr value(ASN1_OCTET_STRING_new());
  if (key == nullptr || !value) return false;
  const Digest digest = sha256({ASN1_STRING_get0_data(key), static_cast<std::size_t>(ASN1_STRING_length(key))});
  return ASN1_OCTET_STRING_set(value.get(), digest.data(), 20) == 1 && add_extension(x509, NID_subject_key_identifier, value.get(), false);
}

// Read from the extension itself: the library's own getter first fills caches, which an unsigned certificate cannot have.
KeyIdPtr issuer_key_id(X509* issuer) {
  KeyIdPtr value(AUTHORITY_KEYID_new());
  if (!value) return nullptr;
  value->keyid = static_cast<ASN1_OCTET_STRING*>(X509_get_ext_d2i(issuer, NID_subject_key_identifier, nullptr, nullptr));
  return value->keyid == nullptr ? nullptr : std::move(value);
}

bool add_name_part(X509_NAME* name, const char* field, const std::string& text) {
  return text.empty() || X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(text.data()),
                                                    static_cast<int>(text.size()), -1, 0) == 1;
}

bool add_names(X509* x509, const CertificateRequest& request, const X509* issuer) {
  const NamePtr name(X509_NAME_new());
  return name && add_name_part(name.get(), "O", request.organization) && add_name_part(name.get(), "CN", request.common_name) &&
         X509_set_subject_name(x509, name.get()) == 1 &&
         X509_set_issuer_name(x509, issuer == nullptr ? name.get() : X509_get_subject_name(issuer)) == 1;
}

bool add_frame(X509* x509, const CertificateRequest& request) {
  const TimePtr from = time_of(request.not_before), until = time_of(request.not_after);
  return from && until && X509_set_version(x509, X509_VERSION_3) == 1 &&
         ASN1_INTEGER_set_uint64(X509_get_serialNumber(x509), request.serial) == 1 && X509_set1_notBefore(x509, from.get()) == 1 &&
         X509_set1_notAfter(x509, until.get()) == 1;
}

bool add_extensions(X509* x509, const CertificateRequest& request, X509* issuer) {
  const bool authority = request.use == CertificateUse::kAuthority;
  if (!add_constraints(x509, authority) || !add_usages(x509, request.use) || !add_purposes(x509, request.use)) return false;
  if (!add_policies(x509, request.policies) || !add_subject_key_id(x509)) return false;
  const KeyIdPtr key_id = issuer_key_id(issuer == nullptr ? x509 : issuer);
  return key_id && add_extension(x509, NID_authority_key_identifier, key_id.get(), false);
}

Result<void> check_request(const CertificateRequest& request) {
  if (request.common_name.empty() || request.common_name.size() > kNameBytesMax || request.organization.size() > kNameBytesMax)
    return malformed("certificate: common name and organization have at most 64 bytes, and the common name one");
  if (request.serial == 0) return malformed("certificate: its serial number is not positive");
  if (request.not_after < request.not_before) return malformed("certificate: it ends before it begins");
  const auto is_oid = [](const std::string& text) { return oid_body(text).ok(); };
  if (!std::all_of(request.policies.begin(), request.policies.end(), is_oid)) return malformed("certificate: a policy is no OID");
  return {};
}

struct Signing {
  EVP_PKEY* key;
  const EVP_MD* digest;
};

Result<Signing> signing_of(const PrivateKey& key, const Certificate* issuer) {
  EVP_PKEY* held = pkey_of(key);
  if (issuer != nullptr && X509_check_private_key(x509_of(*issuer), held) != 1)
    return malformed("issuer: the key is not its certificate's");
  return Signing{held, digest_for(key_form(held))};
}

bool add_revocation(X509_CRL* crl, const Revocation& revocation) {
  RevokedPtr revoked(X509_REVOKED_new());
  BIGNUM* read = nullptr;
  const bool whole = BN_hex2bn(&read, revocation.serial_hex.c_str()) == static_cast<int>(revocation.serial_hex.size());
  const BignumPtr number(read);
  const IntegerPtr serial(whole && number ? BN_to_ASN1_INTEGER(number.get(), nullptr) : nullptr);
  const TimePtr at = time_of(revocation.at);
  if (!revoked || !serial || !at || revocation.serial_hex.empty()) return false;
  if (X509_REVOKED_set_serialNumber(revoked.get(), serial.get()) != 1) return false;
  if (X509_REVOKED_set_revocationDate(revoked.get(), at.get()) != 1) return false;
  if (X509_CRL_add0_revoked(crl, revoked.get()) != 1) return false;
  (void)revoked.release();
  return true;
}

bool add_crl_frame(X509_CRL* crl, X509* issuer, std::uint64_t number, Instant this_update, Instant next_update) {
  const TimePtr from = time_of(this_update), until = time_of(next_update);
  const IntegerPtr count(ASN1_INTEGER_new());
  const KeyIdPtr key_id = issuer_key_id(issuer);
  return from && until && key_id && count && ASN1_INTEGER_set_uint64(count.get(), number) == 1 &&
         X509_CRL_set_version(crl, X509_CRL_VERSION_2) == 1 && X509_CRL_set_issuer_name(crl, X509_get_subject_name(issuer)) == 1 &&
         X509_CRL_set1_lastUpdate(crl, from.get()) == 1 && X509_CRL_set1_nextUpdate(crl, until.get()) == 1 &&
         X509_CRL_add1_ext_i2d(crl, NID_authority_key_identifier, key_id.get(), 0, 0) == 1 &&
         X509_CRL_add1_ext_i2d(crl, NID_crl_number, count.get(), 0, 0) == 1;
}

}  // namespace

Result<PrivateKey> KeyMaker::make(KeyKind kind) {
  const auto made = [&]() -> EVP_PKEY* {
    switch (kind) {
      case KeyKind::kP256: return EVP_EC_gen("P-256");
      case KeyKind::kP384: return EVP_EC_gen("P-384");
      case KeyKind::kRsa2048: return EVP_RSA_gen(2048);
      case KeyKind::kRsa3072: return EVP_RSA_gen(3072);
      case KeyKind::kEd25519: return EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
    }
    return nullptr;
  };
  PkeyPtr key(made());
  if (!key) return malformed("private key: the library could not make one");
  return PrivateKey(std::make_shared<const PrivateKey::Held>(PrivateKey::Held{std::move(key)}));
}

Result<Certificate> issue_certificate(const CertificateRequest& request, const PrivateKey& subject_key,
                                      const std::optional<Certificate>& issuer, const PrivateKey& issuer_key) {
  CS_TRY_VOID(check_request(request));
  CS_TRY(signing, signing_of(issuer_key, issuer ? &*issuer : nullptr));
  X509* const parent = issuer ? x509_of(*issuer) : nullptr;
  const X509Ptr x509(X509_new());
  const QuietErrors quiet;
  const bool made = x509 && add_frame(x509.get(), request) && add_names(x509.get(), request, parent) &&
                    X509_set_pubkey(x509.get(), pkey_of(subject_key)) == 1 && add_extensions(x509.get(), request, parent) &&
                    X509_sign(x509.get(), signing.key, signing.digest) > 0;
  if (!made) return malformed("certificate: it cannot be issued in this form: " + last_error());
  return Certificate::parse_der(der_of<X509>(x509.get(), i2d_X509));
}

Result<Crl> issue_crl(const Certificate& issuer, const PrivateKey& issuer_key, std::uint64_t number, Instant this_update,
                      Instant next_update, const std::vector<Revocation>& revoked) {
  CS_TRY(signing, signing_of(issuer_key, &issuer));
  const CrlPtr crl(X509_CRL_new());
  const QuietErrors quiet;
  bool made = crl && this_update < next_update && add_crl_frame(crl.get(), x509_of(issuer), number, this_update, next_update);
  for (const Revocation& revocation : revoked) made = made && add_revocation(crl.get(), revocation);
  made = made && X509_CRL_sort(crl.get()) == 1 && X509_CRL_sign(crl.get(), signing.key, signing.digest) > 0;
  if (!made) return malformed("CRL: it cannot be issued in this form: " + last_error());
  return Crl::parse_der(der_of<X509_CRL>(crl.get(), i2d_X509_CRL));
}

std::string crl_pem(const Crl& crl) { return write_pem("X509 CRL", crl.der()); }

}  // namespace cs::crypto
