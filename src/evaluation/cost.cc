#include "evaluation/cost.h"

#include <algorithm>
#include <chrono>
#include <ctime>

namespace cs::evaluation {
namespace {

std::int64_t process_us() {
  timespec now{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return std::int64_t{now.tv_sec} * 1'000'000 + now.tv_nsec / 1000;
}

std::int64_t nanoseconds_of(const match::Matcher& matcher, const match::Query& query) {
  const std::vector<match::Query> alone = {query};
  const auto begin = std::chrono::steady_clock::now();
  const auto outcomes = matcher.match(alone, nullptr, {}, 1);
  const auto end = std::chrono::steady_clock::now();
  CS_CHECK(outcomes.size() == 1, "a line has one outcome");
  return std::chrono::duration_cast<std::chrono::nanoseconds>(end - begin).count();
}

}  // namespace

StageClock::StageClock() : last_us_(process_us()) {}

std::int64_t StageClock::lap_us() {
  const std::int64_t now = process_us();
  return now - std::exchange(last_us_, now);
}

SingleLines one_by_one(const match::Matcher& matcher, const std::vector<match::Query>& queries) {
  const std::size_t count = std::min(queries.size(), kSingleLinesMax);
  if (count == 0) return {};
  std::vector<std::int64_t> taken(count);
  for (int pass = 0; pass < 2; ++pass)
    for (std::size_t i = 0; i < count; ++i) taken[i] = nanoseconds_of(matcher, queries[i]);
  std::sort(taken.begin(), taken.end());
  const auto at = [&](std::size_t percent) { return taken[std::min(count - 1, count * percent / 100)]; };
  return {count, at(50), at(99), taken.back()};
}

Retrieval retrieval(const match::Matcher& matcher, const AskedLines& asked, const std::map<std::string, TrueLine>& truth) {
  std::vector<match::Query> queries;
  std::vector<std::string> keys;
  std::size_t next = 0;
  for (std::size_t i = 0; i < asked.ids.size(); ++i) {
    const match::Query* query = asked.sufficient[i] ? &asked.queries[next++] : nullptr;
    const auto known = truth.find(asked.ids[i]);
    if (query == nullptr || known == truth.end() || !known->second.verified || known->second.key.empty()) continue;
    queries.push_back(*query);
    keys.push_back(known->second.key);
  }
  const std::vector<bool> found = matcher.retrieves(queries, keys);
  return {queries.size(), static_cast<std::uint64_t>(std::count(found.begin(), found.end(), true))};
}

}  // namespace cs::evaluation
