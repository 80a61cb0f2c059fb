// Answers against known truth, class by class.
//   Shape    answers: request_id,answer; expected: request_id,expected,class[,...], the same ids, any order.
//   Errors   kMalformed: a column missing, an unreadable row, an id that one of the files lacks or has twice. kNotFound, kIo.
//   Source   the project's matching design, section 10.
#pragma once

#include <map>
#include <string>

#include "base/file.h"

namespace cs::evaluation {

struct ClassScore {
  std::uint64_t lines = 0, verified = 0, not_verified = 0, review = 0, insufficient = 0;
  bool must_verify = false;      // the class expects `verified`
};

struct Score {
  std::map<std::string, ClassScore> classes;
  std::uint64_t false_verifications() const;  // verified in classes that do not expect it
  std::uint64_t true_lines() const;
  std::uint64_t true_verified() const;
  std::string table() const;     // one line a class, for people
};

Result<Score> score(const Path& answers, const Path& expected);

}  // namespace cs::evaluation
