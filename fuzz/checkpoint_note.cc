// A checkpoint note: one spelling, and none opens that the log's key did not sign.
#include "base/check.h"
#include "tlog/log_for_test.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cs;
  static const tlog::HashStack stack = tlog::stack_of(300);
  const std::string_view bytes = as_text({data, size});
  const auto checkpoint = tlog::Checkpoint::parse_text(bytes);
  CS_CHECK(!checkpoint.ok() || checkpoint->text() == bytes, "a checkpoint has one spelling");
  const auto note = tlog::Note::parse(bytes);
  if (!note) return 0;
  CS_CHECK(note->bytes() == bytes, "a note has one spelling");
  const auto opened = tlog::open_checkpoint(bytes, tlog::log_signer().verifier(), {tlog::witness_signer(1).verifier()});
  if (!opened) return 0;
  // The key is the test's own and signs only logs of these entries.
  CS_CHECK(opened->checkpoint.size <= 300, "only what was signed opens");
  CS_CHECK(opened->checkpoint.root == *tlog::root_at(opened->checkpoint.size, stack.reader()), "only what was signed opens");
  CS_CHECK(opened->cosigned_by.empty() == !opened->newest_cosignature.has_value(), "a cosigner brings a time");
  return 0;
}
