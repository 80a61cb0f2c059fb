// Any bytes as what is sent to a witness: what is read is written again as it was.
#include "base/check.h"
#include "tlog/witness.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view body = cs::as_text({data, size});
  const auto asked = cs::tlog::AddCheckpoint::parse(body);
  if (asked) CS_CHECK(asked->body() == body, "one spelling");
  return 0;
}
