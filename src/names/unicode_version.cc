#include "names/unicode_version.h"

#include <unicode/uchar.h>

namespace cs::names {

std::string unicode_version() {
  UVersionInfo version;
  u_getUnicodeVersion(version);
  return std::to_string(version[0]) + "." + std::to_string(version[1]);
}

}  // namespace cs::names
