// Openings: the issuer's reader and the requester's take the same lines.
#include "base/check.h"
#include "orders/opening.h"
#include "request/opening_index.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cs::orders;
  const std::string_view line(reinterpret_cast<const char*>(data), size);
  OpeningReader reader;
  cs::request::OpeningIndex index;
  const cs::Result<Opening> opening = reader.read(line);
  CS_CHECK(index.add(line).ok() == opening.ok(), "both readers take the same openings");
  if (!opening.ok()) return 0;
  CS_CHECK(!index.find(opening->issuer, opening->docket).empty(), "an opening is found by issuer and docket");
  const std::string written = write_opening(*opening);
  const cs::Result<Opening> again = reader.read(written);
  CS_CHECK(again.ok() && *again == *opening, "an opening is written so that it reads back");
  CS_CHECK(commitment(*again) == commitment(*opening), "an opening has one commitment");
  return 0;
}
