// The gate's own readers: answers, desk events, signed packages, lists of certificates, admission openings, tallies, lists of canaries. The first byte
// chooses the reader; what is read back must be written as it was.
#include "base/check.h"
#include "gate/answer_document.h"
#include "gate/canary.h"
#include "gate/desk.h"
#include "gate/home.h"
#include "gate/payloads.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cs;
  if (size == 0) return 0;
  const ByteView rest(data + 1, size - 1);
  switch (data[0] % 8) {
    case 0: (void)gate::read_answer_document(rest).ok(); break;
    case 1:
      if (const auto event = gate::read_desk_event(as_text(rest))) CS_CHECK(gate::read_desk_event(gate::write_desk_event(*event)).ok(), "a desk event reads back");
      break;
    case 2:
      if (const auto package = gate::read_signed_package(rest)) {
        const Bytes again = gate::signed_package(package->document, package->signatures);
        CS_CHECK(std::equal(again.begin(), again.end(), rest.begin(), rest.end()), "a signed package has one spelling");
      }
      break;
    case 3: (void)gate::read_der_list(rest, std::size_t{1} << 20).ok(); break;
    case 4:
      if (const auto line = gate::decode_admission(rest)) {
        const Bytes again = gate::encode_admission(*line);
        CS_CHECK(std::equal(again.begin(), again.end(), rest.begin(), rest.end()), "an admission opening has one spelling");
      }
      break;
    case 5:
      (void)gate::read_answer(rest).ok();
      (void)gate::basis_subject(rest).ok();
      (void)gate::basis_verifies(rest).ok();
      if (const auto tally = gate::read_tally(rest)) {
        const Bytes again = gate::encode_tally(tally->rows, tally->document, tally->refusal);
        CS_CHECK(std::equal(again.begin(), again.end(), rest.begin(), rest.end()), "a tally has one spelling");
      }
      break;
    case 6: (void)gate::read_desk_events(rest).ok(); break;
    default: {
      const auto lines = gate::split_records(as_text(rest));
      (void)gate::Canaries::of(lines);
      if (gate::Canaries::read(lines)) CS_CHECK(gate::split_records(gate::join_records(lines)) == lines, "a list of canaries reads back");
      break;
    }
  }
  return 0;
}
