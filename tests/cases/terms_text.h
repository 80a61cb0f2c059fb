// agreement.toml of a story: the plain world's, with the story's settings put in their places.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace cs::cases {

struct TermsFacts {
  std::string id = "removal-orders";
  int version = 1;
  std::string previous;                           // digest text; empty for version 1
  std::string from, to;                           // instants
  std::string anchor, recipient;                  // digest texts
  std::vector<std::string> clients;
  std::string issuer_origin, issuer_vkey, issuer_policy;
  std::map<std::string, std::string> settings;    // "caps.lines_per_request" -> "700000"
};

std::string terms_text(const TermsFacts& facts);

}  // namespace cs::cases
