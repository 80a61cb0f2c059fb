// Whether an act holds: the right people signed, and the state of things allows it.
//   Shape    judge_act is pure: the act, who signed (certificates whose signatures verify_cms has found good), the timeline and now. What
//            it returns says whose entries the act makes.
//   Errors   kUntrusted: a signer without a part in the act, or too few distinct people. kConflict: the quorum is there, but the state does
//            not allow the act (overlap of officials, a restraint that is not lifted, an unknown entry). The text is for the desk; it names
//            offices and entries, never people.
//   Threads  pure.
//   Source   the project's rules of the gate, section 3.
//   Holds    one person signing twice is one person; only `stop` may come without a signature, from a session.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "agreement/act.h"
#include "agreement/timeline.h"

namespace cs::agreement {

struct ActJudgment {
  bool by_holder = false;     // signed for the holder: `sign` and `designate` make one entry for each party that signed
  bool by_requester = false;
  std::optional<EntryIndex> stop_designation;  // of a `stop`: the person's designation
  std::optional<Pinned> ends;                  // of an `undesignate`: whose designation ends
};

struct JudgeContext {
  const Timeline& timeline;
  // For `sign`: the file whose digest the act names, nullptr where the gate has none. Before both have signed, for every other act: the
  // draft whose offices count, or nullptr.
  std::shared_ptr<const Terms> signs;
  Instant now;
};

Result<ActJudgment> judge_act(const Act& act, std::span<const Pinned> signers, const JudgeContext& context);
// `stop` from an authenticated session: the fingerprint of the client certificate of a person in a stop office.
Result<ActJudgment> judge_session_stop(const Digest& client_fingerprint, const Timeline& timeline, Instant now);

}  // namespace cs::agreement
