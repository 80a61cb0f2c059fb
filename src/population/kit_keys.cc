#include "population/kit_keys.h"

#include <algorithm>

#include "base/check.h"
#include "base/embedded.h"
#include "population/table_rows.h"
#include "population/terms_text.h"

namespace cs::population {
namespace {

CS_EMBEDDED_TABLE(population_kit_keys)

std::string_view base64_of(std::string_view name) {
  for (TableRows rows(embedded_population_kit_keys()); rows.next();)
    if (rows.text(0) == name) return rows.text(2);
  CS_CHECK(false, "a key that is asked for is in the table");
  return {};
}

}  // namespace

std::string KitKeys::pem(std::string_view name) const {
  std::string_view body = base64_of(name);
  std::string out = "-----BEGIN PRIVATE KEY-----\n";
  while (!body.empty()) {
    out.append(body.substr(0, 64)).append("\n");
    body.remove_prefix(std::min<std::size_t>(64, body.size()));
  }
  return out + "-----END PRIVATE KEY-----\n";
}

Result<crypto::PrivateKey> KitKeys::key(std::string_view name) const { return crypto::PrivateKey::parse_pem(pem(name)); }

Result<crypto::NoteSigner> KitKeys::signer(std::string_view name, const std::string& key_name, crypto::NoteAlgorithm algorithm) const {
  CS_TRY(seed, from_base64(base64_of(name)));
  CS_CHECK(seed.size() == 32, "a note key has a seed of 32 bytes");
  Digest bytes;
  std::copy(seed.begin(), seed.end(), bytes.begin());
  return crypto::NoteSigner::from_seed(key_name, bytes, algorithm);
}

Result<crypto::NoteSigner> KitKeys::log_signer() const {
  return signer("issuer-log", TermsText::agreement().one("issuer_origin"), crypto::NoteAlgorithm::kEd25519);
}

Result<crypto::NoteSigner> KitKeys::witness_signer() const {
  return signer("witness-one", TermsText::agreement().one("witness_name"), crypto::NoteAlgorithm::kEd25519Cosignature);
}

}  // namespace cs::population
