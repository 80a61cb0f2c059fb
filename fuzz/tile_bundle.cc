// An entry bundle, its width in the first byte: what is read is written again as the same bytes.
#include "base/check.h"
#include "tlog/tiles.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cs;
  if (size == 0) return 0;
  const std::uint64_t width = std::uint64_t{data[0]} + 1;
  const ByteView bundle(data + 1, size - 1);
  const auto entries = tlog::read_bundle(bundle, width);
  if (!entries) return 0;
  CS_CHECK(entries->size() == width, "a bundle has as many entries as its width says");
  Bytes again;
  for (const ByteView entry : *entries) tlog::append_bundle_entry(again, entry);
  CS_CHECK(std::equal(again.begin(), again.end(), bundle.begin(), bundle.end()), "a bundle has one spelling");
  return 0;
}
