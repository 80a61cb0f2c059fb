#include "evaluation/calibration.h"

#include <algorithm>
#include <cstdio>

#include "evaluation/evaluate.h"
#include "evaluation/explain.h"
#include "evaluation/truth.h"

namespace cs::evaluation {
namespace {

// The holder's own key, as it stands: this is the holder's own measurement and leaves nothing.
Digest key_bytes(std::string_view key) {
  Digest out{};
  std::copy_n(key.begin(), std::min(key.size(), out.size()), out.begin());
  return out;
}

struct Weighed {
  std::int32_t weight;
  bool right;
};

}  // namespace

Result<std::vector<WeightBin>> calibrate(const Path& register_directory, const Path& lines, const Path& truth, const match::Model& model,
    int threads) {
  CS_TRY(matcher, match::Matcher::open(register_directory, std::nullopt, false, model));
  CS_TRY(asked, read_asked(lines));
  CS_TRY(known, read_truth(truth));
  const std::vector<match::Outcome> outcomes = matcher.match(asked.queries, key_bytes, {}, threads);
  std::vector<Weighed> all;
  std::size_t next = 0;
  for (std::size_t i = 0; i < asked.ids.size(); ++i) {
    if (!asked.sufficient[i]) continue;
    const match::Outcome& outcome = outcomes[next++];
    const auto found = known.find(asked.ids[i]);
    if (outcome.subject_keys.empty() || found == known.end()) continue;
    all.push_back({outcome.weight, found->second.on_record && key_bytes(found->second.key) == outcome.subject_keys.front()});
  }
  std::vector<WeightBin> out(kWeightBins);
  if (all.empty()) return out;
  const auto [least, most] = std::minmax_element(all.begin(), all.end(), [](const Weighed& a,
      const Weighed& b) { return a.weight < b.weight; });
  const std::int32_t low = least->weight, width = (most->weight - low) / static_cast<std::int32_t>(kWeightBins) + 1;
  for (const Weighed& each : all) {
    WeightBin& bin = out[static_cast<std::size_t>((each.weight - low) / width)];
    ++bin.lines;
    bin.right += each.right ? 1 : 0;
  }
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i].from = low + static_cast<std::int32_t>(i) * width;
    out[i].below = out[i].from + width;
    out[i].limits = interval(out[i].right, out[i].lines);
  }
  return out;
}

std::string calibration_csv(const std::vector<WeightBin>& bins) {
  std::string out = "from,below,lines,right,low,high\n";
  for (const WeightBin& bin : bins) {
    std::array<char, 128> row;
    const int size = std::snprintf(row.data(), row.size(), "%d,%d,%llu,%llu,%.6f,%.6f\n", bin.from, bin.below,
        static_cast<unsigned long long>(bin.lines),
                                   static_cast<unsigned long long>(bin.right), bin.limits.low, bin.limits.high);
    out.append(row.data(), static_cast<std::size_t>(size));
  }
  return out;
}

Result<Compared> compare_models(const Path& register_directory, const Path& lines, const match::Model& left, const match::Model& right,
    int threads) {
  CS_TRY(asked, read_asked(lines));
  CS_TRY(one, match::Matcher::open(register_directory, std::nullopt, false, left));
  CS_TRY(other, match::Matcher::open(register_directory, std::nullopt, false, right));
  const std::vector<match::Outcome> by_left = one.match(asked.queries, nullptr, {}, threads);
  const std::vector<match::Outcome> by_right = other.match(asked.queries, nullptr, {}, threads);
  Compared out;
  out.lines = asked.ids.size();
  std::size_t next = 0;
  for (std::size_t i = 0; i < asked.ids.size(); ++i) {
    if (!asked.sufficient[i]) continue;
    const match::Outcome &a = by_left[next], &b = by_right[next];
    ++next;
    out.other_answer += a.decision != b.decision ? 1 : 0;
    out.other_weight += a.weight != b.weight ? 1 : 0;
    if (a.decision == b.decision && a.weight == b.weight) continue;
    const auto shown = [&](const match::Outcome& outcome, const match::Model& model) {
      std::string text = explained_line(asked.ids[i], answer_text(outcome.decision), outcome, model);
      text.pop_back();
      return text;
    };
    out.ndjson += "{\"left\":" + shown(a, left) + ",\"right\":" + shown(b, right) + "}\n";
  }
  return out;
}

}  // namespace cs::evaluation
