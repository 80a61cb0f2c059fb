// Which cosigners an issuer's head must carry.
//   Shape    C2SP tlog-policy text: lines "log VKEY [URL]", "witness NAME VKEY [URL]", "group NAME any|all|K NAME...", "quorum NAME|none";
//            '#' comments and empty lines; names are declared before they are used. At most 32 witnesses and groups.
//   Errors   kMalformed naming the line; also where no cosignature is asked for ("quorum none", or no quorum line): a head has no time of
//            its own, so an issuer whose policy asks for none could never be fresh.
//   Source   C2SP tlog-policy.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "crypto/note_key.h"

namespace cs::orders {

class CosignerPolicy {
 public:
  static Result<CosignerPolicy> parse(std::string_view text);
  const std::vector<crypto::NoteVerifier>& witnesses() const { return witnesses_; }
  bool met_by(const std::vector<std::string>& cosigned_by) const;                    // names of keys

 private:
  friend class PolicyReader;
  struct Group {
    std::string name;
    std::size_t needed = 0;
    std::vector<std::string> members;
  };
  bool met(const std::string& name, const std::vector<std::string>& cosigned_by) const;
  std::vector<std::string> witness_names_;  // as the policy calls them
  std::vector<crypto::NoteVerifier> witnesses_;
  std::vector<Group> groups_;
  std::string quorum_;
};

}  // namespace cs::orders
