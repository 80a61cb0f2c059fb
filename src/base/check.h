// CS_CHECK: a broken invariant. We are wrong, so the process stops and the gate is shut.
//   Errors   prints the condition and the sentence, never a value, and ends the process. On in every build.
//   Holds    hostile input never reaches one: nobody outside can stop the process.
#pragma once

namespace cs {
[[noreturn]] void broken_invariant(const char* sentence, const char* condition, const char* file, int line);
}  // namespace cs

#define CS_CHECK(condition, sentence)                                                   \
  do {                                                                                  \
    if (!(condition)) ::cs::broken_invariant(sentence, #condition, __FILE__, __LINE__); \
  } while (false)

// CS_DCHECK: the same inside kernels, where every build would pay; on unless CS_RELEASE is defined.
#ifdef CS_RELEASE
#define CS_DCHECK(condition, sentence) do { } while (false)
#else
#define CS_DCHECK(condition, sentence) CS_CHECK(condition, sentence)
#endif
