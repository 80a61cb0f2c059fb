// Which files lie below a directory.
//   Shape    regular files of the directory and of those in it, ascending by path.
//   Errors   kNotFound: there is no such directory; kIo: it, or a part of it, cannot be listed to its end. None is thrown.
#pragma once

#include <vector>

#include "base/file.h"

namespace cs {

Result<std::vector<Path>> files_below(const Path& directory);

}  // namespace cs
