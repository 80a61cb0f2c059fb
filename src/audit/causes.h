// What made an entry: the signed act, agreement or session that a gate at work was given, found again by what the entry names.
//   Errors   kNotFound where the document or opening is not there; kUntrusted, kMalformed where it is another.
#pragma once

#include "gate/gate.h"

namespace cs::audit {

enum class Cause : std::uint8_t {
  kAct,        // a signed act; of a stop perhaps a session
  kSigned,     // a party's signature over the agreement
  kOverdue,    // a stop that time brought about
  kTrust,      // certificates and lists brought
  kRegister,   // a generation of the register
  kOrders,     // a head of an issuer's log
  kRequest,    // a request package
  kRecord,     // a request's record, from its desk entry on
  kMap,        // the disclosure maps of quarters that had ended
  kTaken,      // nothing that could be judged again: read as it stands
  kNone,       // nothing that a gate enters by itself here
};
Cause cause_of(const ledger::Entry& entry, bool founding);

// The signed package that the entry came from; for kAct and kSigned.
Result<Bytes> package_of(gate::Gate& gate, EntryIndex index, const ledger::Entry& entry);

}  // namespace cs::audit
