#include "crypto/path.h"

#include <algorithm>
#include <array>

#include "crypto/held.h"
#include "crypto/weaken.h"

namespace cs::crypto {
namespace {

using PurposesPtr = Owned<EXTENDED_KEY_USAGE, EXTENDED_KEY_USAGE_free>;
using PoliciesPtr = Owned<CERTIFICATEPOLICIES, CERTIFICATEPOLICIES_free>;

constexpr int kDepthMax = 8;          // as many certificates as a message may carry
constexpr int kSecurityLevel = 2;     // 112 bits: RSA >= 2048, no SHA-1, anywhere in the path
constexpr std::array<std::string_view, 3> kSigningPurposes{
    "1.3.6.1.5.5.7.3.36",      // documentSigning, RFC 9336
    "1.3.6.1.5.5.7.3.4",       // emailProtection: what PIV's signature certificates and CMS tools use
    "1.3.6.1.4.1.311.10.3.12"  // the same, as certificates had it before RFC 9336
};

std::string dotted(const ASN1_OBJECT* object) {
  char text[128];
  const int size = OBJ_obj2txt(text, sizeof text, object, 1);
  return size > 0 && size < static_cast<int>(sizeof text) ? std::string(text, static_cast<std::size_t>(size)) : std::string();
}

bool names_a_signing_purpose(X509* certificate) {
  const PurposesPtr purposes(static_cast<EXTENDED_KEY_USAGE*>(X509_get_ext_d2i(certificate, NID_ext_key_usage, nullptr, nullptr)));
  for (int i = 0; i < sk_ASN1_OBJECT_num(purposes.get()); ++i)
    if (std::count(kSigningPurposes.begin(), kSigningPurposes.end(), dotted(sk_ASN1_OBJECT_value(purposes.get(), i))) != 0) return true;
  return false;
}

bool limits_purposes(X509* certificate) { return (X509_get_extension_flags(certificate) & EXFLAG_XKUSAGE) != 0; }

bool names_one_of(X509* certificate, const std::vector<std::string>& policies) {
  const PoliciesPtr held(static_cast<CERTIFICATEPOLICIES*>(X509_get_ext_d2i(certificate, NID_certificate_policies, nullptr, nullptr)));
  for (int i = 0; i < sk_POLICYINFO_num(held.get()); ++i)
    if (std::count(policies.begin(), policies.end(), dotted(sk_POLICYINFO_value(held.get(), i)->policyid)) != 0) return true;
  return false;
}

// Nothing of the system's: no default paths, no lookups, no fetching.
Result<StorePtr> store_of(const Trust& trust) {
  StorePtr store(X509_STORE_new());
  if (!store) return untrusted("path: no memory");
  for (const Certificate& anchor : trust.anchors)
    if (X509_STORE_add_cert(store.get(), x509_of(anchor)) != 1) return untrusted("path: an anchor cannot be used");
  for (const Crl& crl : trust.crls)
    if (X509_STORE_add_crl(store.get(), crl_of(crl)) != 1) return untrusted("path: a revocation list cannot be used");
  return store;
}

// What the certificates themselves ask of policies always holds. A set of stated policies is a demand besides, and neither anyPolicy nor
// (unless agreed) a mapping can meet it.
bool demand_policies(X509_VERIFY_PARAM* param, const Trust& trust) {
  unsigned long flags = X509_V_FLAG_POLICY_CHECK | X509_V_FLAG_INHIBIT_ANY;
  if (!trust.policies.empty()) flags |= X509_V_FLAG_EXPLICIT_POLICY;
  if (!trust.policy_mapping) flags |= X509_V_FLAG_INHIBIT_MAP;
  for (const std::string& oid : trust.policies) {
    ObjectPtr object(OBJ_txt2obj(oid.c_str(), 1));
    if (!object || X509_VERIFY_PARAM_add0_policy(param, object.get()) != 1) return false;
    (void)object.release();
  }
  return X509_VERIFY_PARAM_set_flags(param, flags) == 1;
}

bool demand(X509_VERIFY_PARAM* param, const Trust& trust, Instant at) {
  unsigned long flags = X509_V_FLAG_X509_STRICT;
  if (!(weakened("no_crl_configured") && trust.crls.empty()))
    flags |= X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL | X509_V_FLAG_EXTENDED_CRL_SUPPORT | X509_V_FLAG_USE_DELTAS;
  X509_VERIFY_PARAM_set_time(param, static_cast<time_t>(at.ms >= 0 ? at.ms / 1000 : (at.ms - 999) / 1000));
  X509_VERIFY_PARAM_set_depth(param, kDepthMax);
  X509_VERIFY_PARAM_set_auth_level(param, kSecurityLevel);
  return X509_VERIFY_PARAM_set_flags(param, flags) == 1 && (weakened("policy_oid") || demand_policies(param, trust));
}

// A CA that is limited to other purposes cannot make a signer.
Result<void> check_authorities(X509_STORE_CTX* context) {
  STACK_OF(X509)* const chain = X509_STORE_CTX_get0_chain(context);
  for (int i = 1; i + 1 < sk_X509_num(chain); ++i)
    if (limits_purposes(sk_X509_value(chain, i)) && !names_a_signing_purpose(sk_X509_value(chain, i)))
      return untrusted("path: a CA is limited to other purposes than signing documents");
  return {};
}

}  // namespace

Result<void> check_may_sign(X509* certificate) {
  const std::uint32_t flags = X509_get_extension_flags(certificate);
  if ((flags & EXFLAG_INVALID) != 0) return untrusted("certificate: its extensions cannot be read");
  if ((flags & EXFLAG_KUSAGE) == 0) return untrusted("certificate: no keyUsage");
  if ((X509_get_key_usage(certificate) & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) == 0)
    return untrusted("certificate: keyUsage is neither digitalSignature nor nonRepudiation");
  if (limits_purposes(certificate) && !names_a_signing_purpose(certificate))
    return untrusted("certificate: extendedKeyUsage names no purpose of signing documents");
  return {};
}

Result<void> check_path(X509* certificate, const Trust& trust, const CrlsPtr& inside, Instant at) {
  CS_TRY(store, store_of(trust));
  const BorrowedCertificatesPtr intermediates(sk_X509_new_null());
  for (const Certificate& authority : trust.intermediates)
    if (sk_X509_push(intermediates.get(), x509_of(authority)) <= 0) return untrusted("path: no memory");
  const StoreContextPtr context(X509_STORE_CTX_new());
  if (!context || X509_STORE_CTX_init(context.get(), store.get(), certificate, intermediates.get()) != 1) return untrusted("path: no memory");
  if (weakened("crl_inside_message")) X509_STORE_CTX_set0_crls(context.get(), inside.get());
  if (!demand(X509_STORE_CTX_get0_param(context.get()), trust, at)) return untrusted("path: a policy that is asked for is no OID");
  if (X509_verify_cert(context.get()) != 1)
    return untrusted(std::string("path: ") + X509_verify_cert_error_string(X509_STORE_CTX_get_error(context.get())));
  if (!trust.policies.empty() && !trust.policy_mapping && !weakened("policy_oid") && !names_one_of(certificate, trust.policies))
    return untrusted("certificate: names none of the policies asked for");
  if (weakened("purpose_any")) return {};
  CS_TRY_VOID(check_authorities(context.get()));
  return check_may_sign(certificate);
}

}  // namespace cs::crypto
