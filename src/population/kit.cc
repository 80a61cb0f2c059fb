#include "population/kit.h"

#include <algorithm>

#include "base/check.h"
#include "crypto/issue.h"
#include "population/terms_text.h"

namespace cs::population {
namespace {

using crypto::CertificateUse;

constexpr const char* kPolicy = "2.16.840.1.101.3.2.1.48.1";  // NIST's test assurance policy: no real official has it

struct Issued {
  const char* name;
  const char* common_name;
  CertificateUse use;
  const char* party;  // name of the text that names the organization
};

// The serial number is the place in this list, from 1: it never changes meaning.
constexpr Issued kIssued[] = {
    {"anchor", "SYNTHETIC Anchor", CertificateUse::kAuthority, "holder_name"},
    {"director", "SYNTHETIC Director", CertificateUse::kSign, "requester_name"},
    {"deputy", "SYNTHETIC Deputy", CertificateUse::kSign, "requester_name"},
    {"director-successor", "SYNTHETIC Director, successor", CertificateUse::kSign, "requester_name"},
    {"under-secretary", "SYNTHETIC Under-secretary", CertificateUse::kSign, "requester_name"},
    {"holder-signatory", "SYNTHETIC Holder's signatory", CertificateUse::kSign, "holder_name"},
    {"requester-signatory", "SYNTHETIC Requester's signatory", CertificateUse::kSign, "requester_name"},
    {"counsel", "SYNTHETIC Counsel", CertificateUse::kSign, "holder_name"},
    {"disclosure-officer", "SYNTHETIC Disclosure officer", CertificateUse::kSign, "holder_name"},
    {"gate", "SYNTHETIC Gate", CertificateUse::kSign, "holder_name"},
    {"recipient", "SYNTHETIC Recipient of answers", CertificateUse::kKeyAgreement, "requester_name"},
    {"director-tls", "SYNTHETIC Director, session", CertificateUse::kTlsClient, "requester_name"},
    {"deputy-tls", "SYNTHETIC Deputy, session", CertificateUse::kTlsClient, "requester_name"},
    {"counsel-tls", "SYNTHETIC Counsel, session", CertificateUse::kTlsClient, "holder_name"},
    {"disclosure-officer-tls", "SYNTHETIC Disclosure officer, session", CertificateUse::kTlsClient, "holder_name"},
};

// README for whoever finds such a certificate: the digests to bar.
std::string readme(const Pki& pki) {
  std::string out =
      "SYNTHETIC: everything here is invented, and every private key is published.\n\n"
      "NAME.cert.pem and NAME.key.pem belong together; anchor signs all. issuer.* signs the order register, witness.* cosigns it.\n"
      "agreement.toml is the first agreement, agreement-large.toml its second version with larger caps; both are unsigned.\n"
      "in-force/, expired/, unsigned/ (by the requester) and lapsed/ (no official in office) are agreements with their signatures and acts;\n"
      "steps.csv says when each is entered in a home: `agreement sign` with the signatory's key, `act submit` as it stands.\n"
      "No real system may trust these. To bar them, bar the SHA-256 digests of the certificates:\n\n";
  for (const Holder& holder : pki.holders) {
    std::string name = holder.name;
    name.resize(std::max<std::size_t>(name.size(), 24), ' ');
    out += name + digest_text(holder.certificate.fingerprint()) + "\n";
  }
  return out;
}

}  // namespace

const crypto::Certificate& Pki::of(std::string_view name) const {
  const auto found = std::find_if(holders.begin(), holders.end(), [&](const Holder& holder) { return holder.name == name; });
  CS_CHECK(found != holders.end(), "a certificate that is asked for is in the kit");
  return found->certificate;
}

Result<Pki> make_pki(const KitKeys& keys, Instant as_of) {
  const Date today = Date::of(as_of);
  const Instant from = Date{today.days - 730}.midnight();
  const Instant to = Date{today.days + 1095}.midnight();
  CS_TRY(anchor_key, keys.key("anchor"));
  Pki pki;
  std::optional<crypto::Certificate> anchor;
  std::uint64_t serial = 0;
  for (const Issued& row : kIssued) {
    const bool authority = row.use == CertificateUse::kAuthority;
    CS_TRY(key, keys.key(row.name));
    const crypto::CertificateRequest request{row.common_name, TermsText::agreement().one(row.party), row.use, ++serial, from, to,
                                             authority ? std::vector<std::string>() : std::vector<std::string>{kPolicy}};
    CS_TRY(certificate, crypto::issue_certificate(request, key, anchor, anchor_key));
    pki.holders.push_back({row.name, certificate});
    if (authority) anchor = certificate;
  }
  CS_TRY(crl, crypto::issue_crl(*anchor, anchor_key, 1, Date{today.days - 90}.midnight(), Date{today.days + 400}.midnight(), {}));
  pki.crl_pem = crypto::crl_pem(crl);
  return pki;
}

Result<std::vector<FileFacts>> write_kit(const Path& root, const KitKeys& keys, Instant as_of, const AgreementFacts& facts) {
  CS_TRY(pki, make_pki(keys, as_of));
  CS_TRY(agreements, write_agreements(pki, keys, as_of, facts));
  CS_TRY(log_key, keys.log_signer());
  CS_TRY(witness, keys.witness_signer());
  std::vector<std::pair<std::string, std::string>> files;
  for (const Holder& holder : pki.holders) {
    files.emplace_back(holder.name + ".cert.pem", holder.certificate.pem());
    files.emplace_back(holder.name + ".key.pem", keys.pem(holder.name));
  }
  files.emplace_back("anchor.crl.pem", pki.crl_pem);
  files.emplace_back("issuer.vkey", log_key.verifier().text() + "\n");
  files.emplace_back("issuer.skey", log_key.text() + "\n");
  files.emplace_back("witness.vkey", witness.verifier().text() + "\n");
  files.emplace_back("witness.skey", witness.text() + "\n");
  files.emplace_back("agreement.toml", agreements.first);
  files.emplace_back("agreement-large.toml", agreements.large);
  files.emplace_back("README", readme(pki));
  CS_TRY(folders, write_folders(pki, keys, as_of, agreements));
  files.insert(files.end(), folders.begin(), folders.end());
  for (const char* folder : {"in-force", "expired", "unsigned", "lapsed"}) CS_TRY_VOID(make_directories(root / "kit" / folder));
  std::vector<FileFacts> out;
  for (const auto& [name, bytes] : files) {
    CS_TRY(written, write_small(root, "kit/" + name, bytes, name.ends_with("key.pem") || name.ends_with(".skey") ? 0600 : 0644));
    out.push_back(written);
  }
  return out;
}

}  // namespace cs::population
