// Terms: what is accepted keeps the promises that the gate builds on.
#include "agreement/terms.h"
#include "base/check.h"
#include "base/limits.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cs::agreement;
  const cs::Result<Terms> terms = read_terms({reinterpret_cast<const char*>(data), size});
  if (!terms.ok()) return 0;
  CS_CHECK(terms->valid.from < terms->valid.to, "an agreement is valid for some time");
  CS_CHECK(terms->caps.lines_per_request <= std::int64_t{cs::limits::kLinesPerRequestMax}, "a request's line entries fit one record");
  CS_CHECK(terms->officials.quorum <= static_cast<std::int64_t>(terms->officials.offices.size()), "the quorum can be reached");
  CS_CHECK(terms->stop.resume_holder <= static_cast<std::int64_t>(terms->stop.holder.size()), "the holder can resume");
  CS_CHECK(terms->stop.resume_requester <= static_cast<std::int64_t>(terms->stop.requester.size()), "the requester can resume");
  CS_CHECK(!terms->issuers.empty() && !terms->order_types.empty() && !terms->purposes.empty(), "there is something to ask about");
  for (const OrderType& type : terms->order_types) CS_CHECK(terms->issuer(type.issuer) != nullptr, "an order type has its issuer");
  CS_CHECK(terms->has_ground(cs::Reason::kAdrUnit) && terms->has_ground(cs::Reason::kBudOracle), "every refusal that is made has a ground");
  const cs::Instant t{1'790'000'000'000};
  CS_CHECK(next_tick(terms->release, t) > t, "a release tick lies ahead");
  CS_CHECK(next_tick(terms->release, t) <= t + terms->release.every, "and no further than one period");
  return 0;
}
