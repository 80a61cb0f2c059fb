// Canonical bytes: encode(decode(x)) == x, and what is not canonical is not decoded.
#include "base/check.h"
#include "base/limits.h"
#include "codec/copy_for_test.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cs;
  const ByteView bytes(data, size);
  if (size > limits::kEntryBytesMax) return 0;
  codec::CborReader typed(bytes);
  (void)codec::CborReader(bytes).number();
  (void)codec::CborReader(bytes).digest();
  (void)codec::CborReader(bytes).list(size);
  if (typed.map(size)) (void)typed.key(0);
  if (!codec::require_canonical(bytes)) return 0;
  codec::CborReader reader(bytes);
  codec::CborWriter writer;
  codec::copy_item(reader, writer);
  CS_CHECK(reader.at_end(), "the whole item was read");
  const Bytes again = writer.take();
  CS_CHECK(std::equal(again.begin(), again.end(), bytes.begin(), bytes.end()), "encode(decode(x)) == x");
  return 0;
}
