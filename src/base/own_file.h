// A file that holds a key, before it is read.
//   Errors   kUntrusted, with what to do: others than its owner may read or change it. A file that is not there is its reader's to tell.
//   Threads  any.
#pragma once

#include "base/file.h"

namespace cs {

Result<void> is_for_its_owner_alone(const Path& key);

}  // namespace cs
