#include "app/stage_times.h"

#include <sys/resource.h>

#include "gate/stage_clock.h"

namespace cs::app {

codec::Value stage_times_value() {
  codec::Record record;
  for (const auto& [stage, us] : gate::stage_times()) record.emplace_back(stage + "_us", codec::Value(us));
  struct rusage usage {};
  ::getrusage(RUSAGE_SELF, &usage);
  record.emplace_back("peak_rss_bytes", codec::Value(std::int64_t{usage.ru_maxrss} * 1024));
  return codec::Value(std::move(record));
}

}  // namespace cs::app
