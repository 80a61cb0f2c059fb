// How much processor time each stage of the corridor took: for benchmarks, never for a decision.
//   Units    microseconds of the process's CPU time, user and system, over all threads.
//   Threads  one walk at a time.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace cs::gate {

class StageClock {
 public:
  explicit StageClock(std::string stage);
  ~StageClock();
  StageClock(const StageClock&) = delete;
  StageClock& operator=(const StageClock&) = delete;

 private:
  std::string stage_;
  std::int64_t start_;
};

const std::map<std::string, std::int64_t>& stage_times();  // by stage, summed since the process began

}  // namespace cs::gate
