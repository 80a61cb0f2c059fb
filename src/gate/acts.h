// Acts at the gate: a signed document comes in, is judged by who signed it and by the state of things, and becomes entries.
//   Shape    each function makes one commit or none.
//   Errors   kUntrusted: a signature does not hold, or the wrong people signed; kConflict: the state does not allow it, or the act was entered
//            before; kMalformed: not readable. Nothing is entered then. kIo as everywhere.
//   Source   the rules of the gate, section 3.
//   Holds    R4 one person of a stop office stops at once; everything else needs its signatures.
#pragma once

#include "agreement/act.h"
#include "gate/gate.h"

namespace cs::gate {

struct ActPackage {
  std::string act;                 // act.json
  std::vector<std::string> cms;    // detached signatures over it
  std::vector<std::string> records;  // the lines of the list or file that the act names by digest: protect, unprotect, canary, followup
};
Result<std::vector<EntryIndex>> submit_act(Gate& gate, const ActPackage& package);

// `sign`: a party's detached signature over the agreement file itself. `certificates`: the recipient's, which the file names by digest.
Result<std::vector<EntryIndex>> sign_agreement(Gate& gate, std::string_view toml, std::string_view cms,
                                               const std::vector<crypto::Certificate>& certificates);

// `stop` from an authenticated session: fingerprint of the client certificate; no signature.
Result<EntryIndex> stop_from_session(Gate& gate, std::string_view agreement, const Digest& client_fingerprint);

// CA certificates and revocation lists. They replace what was imported before.
Result<EntryIndex> import_trust(Gate& gate, const std::vector<crypto::Certificate>& certificates, const std::vector<crypto::Crl>& crls);

// Takes an issuer's published head, if it contains the head kept; quarantines the issuer if it contradicts it.
struct MirrorOutcome {
  orders::Taken taken = orders::Taken::kSame;
  std::uint64_t size = 0;
  std::string cause;               // of a quarantine
  std::uint64_t anomalies = 0;     // orders about which the log contradicts itself: an alarm each
};
Result<MirrorOutcome> mirror_orders(Gate& gate, std::string_view issuer, const Path& directory);

// A replay: the head that an `orders` entry took, judged again by its note, and compared.
Result<void> mirror_again(Gate& gate, const ledger::OrdersEntry& entered);

// A replay: a desk event's act was signed by whom it must be, and names these records.
Result<void> judge_desk_event(Gate& gate, std::string_view event, Instant now);

// Digest of a list of record ids, one a line: what `protect` names.
Digest records_digest(const std::vector<std::string>& records);

}  // namespace cs::gate
