// Our own DER walk: what it passes can be read to its end, and the shapes read from it stay inside it.
#include "base/check.h"
#include "base/limits.h"
#include "crypto/der.h"
#include "crypto/envelope.h"
#include "crypto/signed_data.h"

namespace {

using namespace cs;
using namespace cs::crypto;

// Every byte of what check_der passed belongs to an element that DerReader finds.
void read_to_its_end(ByteView whole) {
  std::size_t read = 0;
  DerReader reader(whole);
  while (const auto element = reader.next()) read += element->whole.size();
  CS_CHECK(reader.done() && read == whole.size(), "checked DER is read to its end");
}

bool inside(ByteView part, ByteView whole) {
  return part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView bytes(data, size);
  const bool is_der = check_der(bytes, limits::kCmsBytesMax).ok();
  if (is_der) {
    read_to_its_end(bytes);
    const auto outer = DerReader(bytes).next();
    if ((outer->tag & 0x20) != 0) read_to_its_end(outer->body);
  }
  const auto shape = read_signed_data(bytes, limits::kCmsBytesMax);
  CS_CHECK(is_der || !shape.ok(), "what is no DER is no SignedData");
  if (shape.ok())
    for (const ByteView certificate : shape->certificates) CS_CHECK(inside(certificate, bytes), "a part lies inside the whole");
  CS_CHECK(is_der || !check_envelope(bytes, limits::kCmsBytesMax).ok(), "what is no DER is no envelope");
  DerReader loose(bytes);
  while (const auto element = loose.next()) CS_CHECK(inside(element->whole, bytes), "an element lies inside its bytes");
  (void)oid_body(as_text(bytes));
  return 0;
}
