// Pairs of a line and a record as codes, for fitting a model offline: no text of a record leaves, and nothing is decided here.
//   Shape    true_pair(): the codes against the best record of a key. random_pairs(): against records of the line's own ZIP, drawn by a
//            seed, of whatever name and address.
//   Threads  const, after open().
//   Source   the project's matching design, section 8: u from pairs within one ZIP.
#pragma once

#include "match/matcher.h"

namespace cs::match {

class Pairs {
 public:
  static Result<Pairs> open(const Path& register_directory, const Model& model);
  ~Pairs();
  Pairs(Pairs&&) noexcept;

  // Nothing where no record of the line's ZIP has the key.
  std::optional<Codes> true_pair(const Query& query, std::string_view holder_key) const;
  // `count` draws; one that hits a record of the key is left out.
  std::vector<Codes> random_pairs(const Query& query, std::string_view holder_key, std::uint64_t seed, std::size_t count) const;

 private:
  struct Held;
  explicit Pairs(std::unique_ptr<Held> held);
  std::unique_ptr<Held> held_;
};

}  // namespace cs::match
