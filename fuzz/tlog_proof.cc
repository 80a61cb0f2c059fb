// A tlog-proof: one spelling, and it holds only for the entry that stands at its index.
#include "base/check.h"
#include "tlog/log_for_test.h"
#include "tlog/proof.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cs;
  const std::string_view bytes = as_text({data, size});
  const auto proof = tlog::Proof::parse(bytes);
  if (!proof) return 0;
  CS_CHECK(proof->bytes() == bytes, "a proof has one spelling");
  const crypto::NoteVerifier key = tlog::log_signer().verifier();
  const Digest wrong = tlog::leaf_hash(as_bytes("an entry that no log has"));
  CS_CHECK(!tlog::verify_proof(*proof, wrong, key.name(), key), "no proof holds for an entry that no log has");
  (void)tlog::verify_proof(*proof, tlog::leaf_hash(as_bytes(tlog::entry_of(proof->index))), key.name(), key);
  return 0;
}
