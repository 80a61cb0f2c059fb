#include "evaluation/train.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "evaluation/evaluate.h"
#include "evaluation/truth.h"
#include "match/pairs.h"

namespace cs::evaluation {
namespace {

using match::Codes;
constexpr int kRoundsMax = 200;
constexpr double kSettled = 1e-9;
constexpr std::uint64_t kSeenOften = 100;

struct Table {
  std::array<double, 256> share{};
};

// Smoothed shares of each code among the pairs; weight w counts a pair w times.
struct Tally {
  std::array<double, 256> count{};
  double pairs = 0;

  void add(const Codes& codes, double weight) {
    for (const std::uint8_t code : codes) count[code] += weight;
    pairs += weight;
  }
  Table table() const {
    Table out;
    for (const std::uint8_t code : match::all_codes()) out.share[code] = (count[code] + 1) / (pairs + 2);
    return out;
  }
};

double likelihood_bits(const Table& m, const Table& u, const Codes& codes) {
  double out = 0;
  for (const std::uint8_t code : codes) out += std::log2(m.share[code] / u.share[code]);
  return out;
}

std::int32_t weight_of(const Table& m, const Table& u, std::uint8_t code) {
  return static_cast<std::int32_t>(std::nearbyint(match::kBit * std::log2(m.share[code] / u.share[code])));  // half to even
}

using Patterns = std::map<Codes, double>;

// u is known from random pairs; m and the share of true pairs are what explains the pairs best.
Table expectation_maximization(const Patterns& pairs, const Table& u, const Table& first, Trained& report) {
  Table m = first;
  double share = 0.5;
  for (report.rounds = 1; report.rounds < kRoundsMax; ++report.rounds) {
    Tally tally;
    double all = 0, truly = 0;
    for (const auto& [codes, count] : pairs) {
      const double odds = share / (1 - share) * std::exp2(likelihood_bits(m, u, codes));
      const double chance = odds / (1 + odds);
      tally.add(codes, chance * count);
      all += count;
      truly += chance * count;
    }
    m = tally.table();
    const double next = std::clamp(truly / all, 1e-6, 1 - 1e-6);
    const bool settled = std::abs(next - share) < kSettled;
    share = next;
    if (settled) break;
  }
  report.em_share = share;
  return m;
}

// Where EM begins: equality is likely, everything else is not.
Table first_guess(const match::Model& model) {
  Table out;
  for (const std::uint8_t code : match::all_codes()) {
    switch (model.row(code).effect) {
      case match::Effect::kFree: out.share[code] = 0.8; break;
      case match::Effect::kSoft: out.share[code] = 0.05; break;
      case match::Effect::kGray: out.share[code] = 0.02; break;
      case match::Effect::kVeto: out.share[code] = 0.002; break;
    }
  }
  return out;
}

}  // namespace

Result<Trained> train(const TrainingOptions& options, const match::Model& from) {
  CS_TRY(pairs, match::Pairs::open(options.register_directory, from));
  CS_TRY(asked, read_asked(options.lines));
  CS_TRY(truth, read_truth(options.truth));
  Tally by_counts, random;
  Patterns patterns;
  std::size_t next = 0;
  for (std::size_t i = 0; i < asked.ids.size(); ++i) {
    if (!asked.sufficient[i]) continue;
    const match::Query& query = asked.queries[next++];
    const auto known = truth.find(asked.ids[i]);
    if (known == truth.end() || !known->second.verified) continue;
    const auto codes = pairs.true_pair(query, known->second.key);
    if (!codes) continue;
    by_counts.add(*codes, 1);
    patterns[*codes] += 1;
    for (const Codes& other : pairs.random_pairs(query, known->second.key, options.seed * 0x100000000ULL + i, 1)) {
      random.add(other, 1);
      patterns[other] += 1;
    }
  }
  if (by_counts.pairs == 0 || random.pairs == 0) return usage_fault("training: no line has a true record in its own ZIP");
  const Table u = random.table(), counted = by_counts.table();
  Trained out;
  out.model = from;
  const Table m = expectation_maximization(patterns, u, first_guess(from), out);
  std::array<std::int32_t, 256> weights{};
  for (const std::uint8_t code : match::all_codes()) {
    if (by_counts.count[code] + random.count[code] == 0) {
      weights[code] = from.row(code).weight;  // no pair had it: nothing was learned
      continue;
    }
    weights[code] = weight_of(options.by_em ? m : counted, u, code);
    const double apart = std::abs(std::log2(m.share[code] / counted.share[code]));
    if (by_counts.count[code] < kSeenOften || apart <= out.differs_most) continue;
    out.differs_most = apart;
    out.differs_at = match::code_text(code);
  }
  out.true_pairs = static_cast<std::uint64_t>(by_counts.pairs);
  out.random_pairs = static_cast<std::uint64_t>(random.pairs);
  out.model = from.with_weights(weights, options.note + "; " + std::to_string(out.true_pairs) + " true and "
      + std::to_string(out.random_pairs) +
                                             " random pairs; m by " + (options.by_em ? "EM" : "counts") + "; seed "
                                                 + std::to_string(options.seed));
  return out;
}

}  // namespace cs::evaluation
