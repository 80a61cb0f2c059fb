#include "gate/stage_clock.h"

#include <sys/resource.h>

#include <utility>

namespace cs::gate {
namespace {

std::map<std::string, std::int64_t>& times() {
  static std::map<std::string, std::int64_t> held;
  return held;
}

std::int64_t cpu_us() {
  struct rusage usage {};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto us = [](const timeval& time) { return std::int64_t{time.tv_sec} * 1'000'000 + time.tv_usec; };
  return us(usage.ru_utime) + us(usage.ru_stime);
}

}  // namespace

StageClock::StageClock(std::string stage) : stage_(std::move(stage)), start_(cpu_us()) {}
StageClock::~StageClock() { times()[stage_] += cpu_us() - start_; }
const std::map<std::string, std::int64_t>& stage_times() { return times(); }

}  // namespace cs::gate
