// Fits a model's weights from synthetic lines whose truth is known, offline.
//   Shape    in: a register, its lines and their truth (CSV with request_id,expected,register_id). m are the shares of codes over true
//            pairs, by counting or by expectation maximization without the truth; u those over pairs of a line and a random record of its
//            ZIP.
//   Units    weights in 1/256 bit: log2(m / u), each code smoothed (count + 1) / (n + 2), rounded once, half to even. A code that no pair
//            had keeps the weight it had.
//   Errors   kMalformed, kNotFound, kIo; kUsage: no true pair at all.
//   Threads  one.
//   Source   Fellegi and Sunter 1969; the project's matching design, section 8. Effects and limits are never fitted.
#pragma once

#include "base/file.h"
#include "match/model.h"

namespace cs::evaluation {

struct TrainingOptions {
  Path register_directory{};
  Path lines{};
  Path truth{};
  bool by_em = false;        // m by expectation maximization
  std::uint64_t seed = 1;    // of the random pairs
  std::string note{};        // what it is fitted on, for the model
};

struct Trained {
  match::Model model = match::Model::built_in();
  std::uint64_t true_pairs = 0, random_pairs = 0, rounds = 0;
  double em_share = 0;       // share of pairs that EM takes for true
  double differs_most = 0;   // bits between a weight by counts and by EM, over codes seen in 100 true pairs or more
  std::string differs_at;    // that code
};

Result<Trained> train(const TrainingOptions& options, const match::Model& from);

}  // namespace cs::evaluation
