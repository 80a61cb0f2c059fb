#include "base/directory.h"

namespace cs {

Result<void> make_directories_durable(const Path& path, unsigned mode) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) return {};
  const bool in_another = path.has_parent_path() && path.parent_path() != path;
  if (in_another) CS_TRY_VOID(make_directories_durable(path.parent_path(), 0755));
  CS_TRY_VOID(make_directories(path, mode));
  return sync_directory(path.parent_path());
}

}  // namespace cs
