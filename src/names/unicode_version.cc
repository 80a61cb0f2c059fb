#include "names/unicode_version.h"

#include "text/unicode.h"

namespace cs::names {

std::string unicode_version() { return text::unicode_version(); }

}  // namespace cs::names
