// Directories whose names are durable: without that a file in them may be gone after a power cut, however well it was synced itself.
//   Errors   kIo; the fault names the directory. A failed sync is never retried.
//   Source   fsync(2): a file's sync says nothing of its name; the name is its directory's.
#pragma once

#include "base/file.h"

namespace cs {

// Those that are not there yet are made, and each new one's name is durable when this returns. One that is there is taken for durable.
Result<void> make_directories_durable(const Path& path, unsigned mode = 0755);

}  // namespace cs
