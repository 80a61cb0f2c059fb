// A small log of known entries and keys. Tests and fuzz targets only.
#pragma once

#include <numeric>
#include <string>

#include "crypto/note_key.h"
#include "tlog/merkle.h"
#include "tlog/note.h"

namespace cs::tlog {

inline Digest seed_of(std::uint8_t byte) {
  Digest seed;
  seed.fill(byte);
  return seed;
}

inline crypto::NoteSigner log_signer() { return *crypto::NoteSigner::from_seed("holder.test.invalid/countersign/demo", seed_of(1)); }
inline crypto::NoteSigner witness_signer(std::uint8_t n) {
  return *crypto::NoteSigner::from_seed("witness" + std::to_string(n) + ".test.invalid", seed_of(static_cast<std::uint8_t>(100 + n)),
                                        crypto::NoteAlgorithm::kEd25519Cosignature);
}

inline std::string entry_of(std::uint64_t index) { return "entry " + std::to_string(index); }

inline HashStack stack_of(std::uint64_t size) {
  HashStack stack;
  for (std::uint64_t i = 0; i < size; ++i) stack.append(leaf_hash(as_bytes(entry_of(i))));
  return stack;
}

inline Checkpoint checkpoint_of(const HashStack& stack) {
  return {log_signer().verifier().name(), stack.size(), *root_at(stack.size(), stack.reader()), ""};
}

inline Note signed_note_of(const Checkpoint& checkpoint) {
  Note note{checkpoint.text(), {}};
  sign_note(note, log_signer());
  return note;
}

}  // namespace cs::tlog
