// A log's keys: what is read is written the same, every size has one key or two, and a reader agrees with what he was told.
#include "base/check.h"
#include "tlog/log_keys.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using cs::tlog::LogKeys;
  const auto keys = LogKeys::parse(cs::as_text({data, size}));
  if (!keys) return 0;
  const std::string text = keys->text();
  const auto again = LogKeys::parse(text);
  CS_CHECK(again && again->text() == text, "keys that were read are written and read again");
  for (const auto& key : keys->all())
    for (const std::uint64_t at : {key.from, key.to.value_or(key.from), key.to.value_or(key.from) + 1}) {
      const std::size_t count = keys->at_size(at).size();
      CS_CHECK(count == 1 || count == 2, "a head is signed by one key, or by two");
    }
  CS_CHECK(keys->agrees_with(*again, UINT64_MAX), "the same keys agree");
  return 0;
}
