// Canaries: orders, subjects and addresses that stand for nobody and are in no register. Who asks for one makes guesses.
//   Shape    a sealed list of the holder's, one a line: `order ISSUER 32hex`, `subject ISSUER 32hex` or `address TEXT`; docs/formats/canary.md.
//   Errors   read: kMalformed for another line, an address that names no place, no line at all; kLimit for too many.
//   Threads  immutable after read(); share freely.
//   Source   the rules of the gate, section 8.
//   Holds    R1 the register plays no part: a hit is a function of the list and the line.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "address/address.h"
#include "base/ids.h"
#include "base/result.h"

namespace cs::gate {

class Canaries {
 public:
  static Result<Canaries> read(const std::vector<std::string>& lines);
  // One that was read before: an address that today's tables no longer read is passed over, and starts no gate less.
  static Canaries of(const std::vector<std::string>& lines);
  bool empty() const { return orders_.empty() && subjects_.empty() && addresses_.empty(); }
  bool has_order(const std::string& issuer, const OrderNumber& order) const { return orders_.contains({issuer, order}); }
  bool has_subject(const std::string& issuer, const SubjectNumber& subject) const { return subjects_.contains({issuer, subject}); }
  bool has_address(const address::SufficientAddress& address) const { return addresses_.contains(address.standard_form()); }

 private:
  Result<void> add(std::string_view line);
  std::set<std::pair<std::string, OrderNumber>> orders_;
  std::set<std::pair<std::string, SubjectNumber>> subjects_;
  std::set<std::string> addresses_;  // standard forms with unit
};

}  // namespace cs::gate
