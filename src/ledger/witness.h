// Witnesses, from the log's side: heads go out, cosignatures come back, and it is known since when their quorum is missing.
//   Shape    the ledger's directory holds `cosigned`: the newest checkpoint with a quorum of cosignatures; `handover-N`: for the `key` entry N that named other
//            witnesses, a checkpoint that holds it with a quorum of those before; and `contradiction`, a note signed by the log's own
//            key that this ledger does not hold, once a witness has shown one: while it stands, the ledger does not open for writing.
//   Units    sizes count entries.
//   Errors   push: kUntrusted ROLLBACK or FORK where a witness shows a head of ours that we do not have; a witness that is silent or says no is no fault.
//   Threads  one.
//   Source   C2SP tlog-witness, tlog-policy; docs/formats/policy.md.
#pragma once

#include <functional>

#include "ledger/ledger.h"
#include "tlog/policy.h"

namespace cs::ledger {

// How the room above speaks to a witness: "POST" with a body, or "GET". A fault: nobody answered.
struct WitnessReply {
  int status = 0;
  std::string body;
};
using WitnessTransport = std::function<Result<WitnessReply>(const std::string& method, const std::string& url, const std::string& body)>;

// What the newest `genesis` or `key` entry says.
struct WitnessSettings {
  WitnessMode mode = WitnessMode::kNone;
  std::optional<tlog::Policy> policy;  // none in mode none
};
Result<WitnessSettings> witness_settings(const Ledger& ledger);
// Of a ledger that names no witnesses any more, the `key` entry since which it does, where nothing that is kept here shows that a quorum of those before
// has seen that entry: for who hands a log out. Nothing where it was seen, and where the ledger has witnesses or never had any. Whether the parties
// said with it that those before are gone is not looked at.
Result<std::optional<EntryIndex>> left_unseen(const Ledger& ledger, const Path& directory, Instant now);

enum class WitnessOutcome { kCosigned, kSilent, kRefused, kBadAnswer };
std::string_view witness_outcome_word(WitnessOutcome outcome);

struct WitnessResult {
  std::string name;  // within the policy
  WitnessOutcome outcome = WitnessOutcome::kSilent;
  std::string why;  // of those that did not cosign
  std::optional<Span> apart = {};  // of those that cosigned: how far the time of the cosignature is from our clock's, either way
  bool doubts = false;  // claims that it was shown more, or something else, and shows nothing that our key has signed
};

struct PushReport {
  std::uint64_t size = 0;
  std::vector<WitnessResult> witnesses;
  bool quorum = false;
  std::optional<Span> apart = {};  // the least that a quorum's clocks and ours are apart; none without a quorum
  bool doubted = false;  // by any of them: at a start that is a reason to wait
};

inline constexpr const char* kCosignedFile = "cosigned";
inline constexpr const char* kHandoverNote = "handover-";
std::string handover_file(EntryIndex key);  // its name

// Sends the last checkpoint to every witness of the policy that has a URL; keeps it with its cosignatures, as `kept`, where they make a quorum.
// `clock` is read at each reply: a witness dates its cosignature when it gives it.
Result<PushReport> push_to_witnesses(const Ledger& ledger, const Path& directory, const tlog::Policy& policy, const WitnessTransport& transport, Clock& clock,
                                     const std::string& kept = kCosignedFile);
// Sends it to these, whose word counts no more: only a head of ours that we do not have is heard.
Result<void> show_to(const Ledger& ledger, const Path& directory, const std::vector<tlog::PolicyWitness>& witnesses, const WitnessTransport& transport, Clock& clock);
Result<PushReport> push_to_witnesses(const Ledger& ledger, const Path& directory, const tlog::Policy& policy, const WitnessTransport& transport, Instant now);

// The newest checkpoint that carries a quorum, as it was kept (as `kept`); none where there is none that holds.
struct Cosigned {
  std::string note;
  tlog::WitnessedCheckpoint opened;
};
Result<std::optional<Cosigned>> read_cosigned(const Ledger& ledger, const Path& directory, const tlog::Policy& policy, Instant now, const std::string& kept = kCosignedFile);

// How long the quorum may be missing in mode lagging.
inline constexpr Span kWitnessPatience = Span::seconds(60);

struct WitnessStanding {
  WitnessMode mode = WitnessMode::kNone;
  std::uint64_t cosigned_size = 0;
  std::optional<Instant> cosigned_at;
  std::optional<Instant> missing_since;  // time of the first entry that no quorum has seen
  // SVC-WITNESS: nothing is admitted, and releases slip.
  bool blocks(Instant now, Span patience = kWitnessPatience) const {
    return mode != WitnessMode::kNone && missing_since.has_value() && now - *missing_since > patience;
  }
  // Mode strict: an answer leaves only when the quorum has seen its close.
  bool may_leave(EntryIndex close) const { return mode != WitnessMode::kStrict || close.value < cosigned_size; }
};
Result<WitnessStanding> witness_standing(const Ledger& ledger, const Path& directory, Instant now);
// The same for settings that are known: reading them from the ledger takes a look at every entry.
Result<WitnessStanding> witness_standing(const Ledger& ledger, const Path& directory, const WitnessSettings& settings, Instant now);

}  // namespace cs::ledger
