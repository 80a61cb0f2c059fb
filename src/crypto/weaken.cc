#include "crypto/weaken.h"

#ifdef COUNTERSIGN_WEAKEN

#include <algorithm>
#include <array>

namespace cs::crypto {
namespace {

constexpr std::array<std::string_view, 10> kDefenses{"crl_inside_message", "same_signer_twice", "no_crl_configured",
                                                    "purpose_any", "signing_time_as_verification_time", "missing_attributes",
                                                    "policy_oid", "kdf_sha1", "sender_key_form", "retired_log_key"};
std::string_view turned_off;

}  // namespace

bool weaken(std::string_view name) {
  const auto found = std::find(kDefenses.begin(), kDefenses.end(), name);
  turned_off = found == kDefenses.end() ? std::string_view() : *found;
  return found != kDefenses.end() || name.empty();
}

bool weakened(std::string_view name) { return turned_off == name; }

}  // namespace cs::crypto

#endif
