// PEM: certificates, lists, keys and note keys as text.
#include "base/check.h"
#include "base/limits.h"
#include "crypto/certificate.h"
#include "crypto/note_key.h"
#include "crypto/pem.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cs;
  using namespace cs::crypto;
  const std::string_view text = as_text({data, size});
  if (const auto blocks = read_pem(text, {}, limits::kPemBytesMax)) {
    for (const PemBlock& block : *blocks) {
      const auto again = read_pem(write_pem(block.label, block.body), block.label, 2 * limits::kPemBytesMax);
      CS_CHECK(again.ok() && again->size() == 1 && again->at(0).body == block.body, "a block goes around");
    }
  }
  (void)Certificate::parse_pem(text);
  (void)Crl::parse_pem(text);
  (void)PrivateKey::parse_pem(text);  // without a passphrase: no derivation that the text could make long
  if (const auto key = NoteVerifier::parse(text)) CS_CHECK(key->text() == text, "a verifier key has one form");
  if (const auto key = NoteSigner::parse(text)) CS_CHECK(key->text() == text, "a signer key has one form");
  return 0;
}
