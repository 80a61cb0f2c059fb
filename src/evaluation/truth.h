// What is true of each line: a CSV with request_id, expected and register_id; other columns are passed over.
//   Errors   kMalformed: a column missing, an unreadable row. kNotFound, kIo.
#pragma once

#include <map>
#include <string>

#include "base/file.h"

namespace cs::evaluation {

struct TrueLine {
  bool verified = false;  // expected: verified
  bool on_record = false;  // the person is on record at the address: expected verified or review
  std::string key;        // the holder's key of the person; may be empty
};
Result<std::map<std::string, TrueLine>> read_truth(const Path& path);

}  // namespace cs::evaluation
