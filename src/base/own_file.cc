#include "base/own_file.h"

#include <sys/stat.h>

namespace cs {

Result<void> is_for_its_owner_alone(const Path& key) {
  struct stat status {};
  if (::stat(key.c_str(), &status) != 0 || (status.st_mode & 077) == 0) return {};
  return untrusted(key.string() + ": others than its owner may read or change it; nothing is done with it until `chmod 600` of it");
}

}  // namespace cs
