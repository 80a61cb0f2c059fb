// What answering costs and what retrieval finds, for the holder's benchmarks: counts and times, no row.
//   Units    CPU in microseconds, of the whole process; a single line in nanoseconds on the clock.
//   Threads  one.
//   Source   the project's register design, section 11.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "evaluation/evaluate.h"
#include "evaluation/truth.h"

namespace cs::evaluation {

// CPU time since the last call.
class StageClock {
 public:
  StageClock();
  std::int64_t lap_us();

 private:
  std::int64_t last_us_;
};

inline constexpr std::size_t kSingleLinesMax = 20'000;  // enough for a steady 99th percentile: 200 lines lie above it

// Each query a batch of its own, as an online question is, twice over: the second time is measured.
SingleLines one_by_one(const match::Matcher& matcher, const std::vector<match::Query>& queries);
// How many of the sufficient lines that truth expects to be verified have their person among the candidates.
Retrieval retrieval(const match::Matcher& matcher, const AskedLines& asked, const std::map<std::string, TrueLine>& truth);

}  // namespace cs::evaluation
