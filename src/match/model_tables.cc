#include "match/model_tables.h"

#include "base/embedded.h"
#include "crypto/digest.h"
#include "names/unicode_version.h"

CS_EMBEDDED_TABLE(names)
CS_EMBEDDED_TABLE(address)

namespace cs::match {

const Digest& names_tables_digest() {
  static const Digest held = crypto::sha256(as_bytes(embedded_names()));
  return held;
}

const Digest& address_tables_digest() {
  static const Digest held = crypto::sha256(as_bytes(embedded_address()));
  return held;
}

std::string unicode_of_build() { return names::unicode_version(); }

}  // namespace cs::match
