// A JSON document: what is read is written and read again as the same document, and nothing is read twice over.
#include "base/check.h"
#include "base/limits.h"
#include "codec/json.h"
#include "codec/text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cs;
  const auto value = codec::read_json(as_text({data, size}), limits::kManifestBytesMax);
  if (!value) return 0;
  const std::string written = codec::write_json(*value);
  CS_CHECK(codec::is_utf8(written), "what was read is UTF-8");
  const auto again = codec::read_json(written, SIZE_MAX);
  CS_CHECK(again.ok(), "what was read and written is read again");
  CS_CHECK(codec::write_json(*again) == written, "and is the same");
  CS_CHECK(codec::read_json(codec::write_json_pretty(*value), SIZE_MAX).ok(), "also in the form for people");
  return 0;
}
