// Which logs a witness has cosigned a head of, whatever becomes of the heads: a witness that lost one would cosign any past of that log anew.
//   Shape    the file `known`: a line of 64 hex digits (origin_hash) for each, ascending, LF behind each. It is there as long as the witness's key is.
//   Errors   open: kUntrusted where the file is missing beside a key, the key beside logs that it cosigned, or is no such list; kIo.
//   Threads  one.
//   Holds    a log stands in it, durable, before add_checkpoint hands out the first cosignature of it.
#pragma once

#include <set>
#include <string>

#include "base/file.h"

namespace cs::tlog {

class KnownLogs {
 public:
  // `fresh`: the witness has no key yet; an empty list is made.
  static Result<KnownLogs> open(const Path& state, bool fresh);
  bool contains(const std::string& origin_hash) const { return hashes_.contains(origin_hash); }
  Result<void> add(const std::string& origin_hash);

 private:
  explicit KnownLogs(Path file) : file_(std::move(file)) {}
  Result<void> write() const;
  Path file_;
  std::set<std::string> hashes_;
};

}  // namespace cs::tlog
