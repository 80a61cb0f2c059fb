// What an auditor is given of a home: the sealed openings as one file, and the context as a directory.
//   Shape    docs/formats/audit.md. The openings are sealed and useless without the keys, which are in the context: hand them over apart.
//   Errors   kConflict where the file, or something in the directory, is there already; kNotFound where a generation that requests were answered with
//            is gone; kIo.
//   Holds    no key that signs is given: an auditor can check everything and make nothing.
#pragma once

#include "gate/gate.h"

namespace cs::audit {

// The maps of quarters that have ended, and an `access` entry that says that openings were given to an auditor: it is among them.
Result<void> enter_access(gate::Gate& gate);
Result<void> write_context(gate::Gate& gate, const Path& directory);

}  // namespace cs::audit
