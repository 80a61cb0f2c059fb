// Lines of NDJSON by one reader: it says of each line what a new reader says, whatever it read before.
#include "base/check.h"
#include "base/limits.h"
#include "codec/json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cs;
  codec::JsonReader reader;
  std::string_view rest = as_text({data, size});
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    const auto value = reader.read(line, limits::kLineBytesMax);
    const auto fresh = codec::read_json(line, limits::kLineBytesMax);
    CS_CHECK(value.ok() == fresh.ok(), "a reader keeps nothing of the line before");
    CS_CHECK(!value.ok() || codec::write_json(*value) == codec::write_json(*fresh), "a reader keeps nothing of the line before");
    CS_CHECK(value.ok() || value.fault().text == fresh.fault().text, "a reader keeps nothing of the line before");
  }
  return 0;
}
