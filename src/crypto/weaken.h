// Defenses that a test may turn off, one at a time, to show that its attack works without them.
//   Shape    only a build with COUNTERSIGN_WEAKEN has weaken(); in every other build weakened() is a constant false and the code behind it
//            is not in the program. kWeakenedBuild tells which build it is, so that the program can say so.
//   Names    crl_inside_message, same_signer_twice, no_crl_configured, purpose_any, signing_time_as_verification_time, missing_attributes,
//            policy_oid, kdf_sha1, sender_key_form: docs/decisions/cms.md says what each one closes.
//            retired_log_key: a head needs the keys that sign heads of its size (tlog/log_keys.cc), not any key that the log has had.
//   Threads  weaken() before any other thread starts.
#pragma once

#include <string_view>

namespace cs::crypto {

#ifdef COUNTERSIGN_WEAKEN
inline constexpr bool kWeakenedBuild = true;
bool weaken(std::string_view name);  // turns this one off and all others on; "": all on. False for a name that is none of them
bool weakened(std::string_view name);
#else
inline constexpr bool kWeakenedBuild = false;
constexpr bool weakened(std::string_view) { return false; }
#endif

}  // namespace cs::crypto
