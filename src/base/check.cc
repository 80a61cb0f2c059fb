#include "base/check.h"

#include <cstdio>
#include <cstdlib>

namespace cs {

void broken_invariant(const char* sentence, const char* condition, const char* file, int line) {
  std::fprintf(stderr, "countersign: broken invariant: %s (%s) at %s:%d\n", sentence, condition, file, line);
  std::abort();
}

}  // namespace cs
