// A TOML document: what is read has the limits of JSON, and is the same tree when it is written as JSON and read again.
#include "base/check.h"
#include "base/limits.h"
#include "codec/json.h"
#include "codec/text.h"
#include "codec/toml.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cs;
  const auto value = codec::read_toml(as_text({data, size}), limits::kAgreementBytesMax);
  if (!value) {
    CS_CHECK(codec::is_utf8(value.fault().text), "a fault is text");
    return 0;
  }
  const std::string written = codec::write_json(*value);
  const auto again = codec::read_json(written, SIZE_MAX);
  CS_CHECK(again.ok() && codec::write_json(*again) == written, "what was read is a document of ours");
  return 0;
}
