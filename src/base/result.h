// Result: a value, or the Fault that kept us from having one.
//   Shape    Result<T> holds exactly one of T and Fault; Result<void> holds nothing or a Fault. Both are [[nodiscard]].
//   Errors   A Fault is bad news about disks, peers, databases and files that are no request at all. What an agreement forbids is a
//            refusal (base/verdict.h), and what only our own mistake can cause is a broken invariant (base/check.h).
//   Threads  a plain value.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "base/check.h"

namespace cs {

// The numbers are in --json output and never change meaning.
enum class FaultKind {
  kMalformed = 1,   // bytes from outside that do not have the shape they must have
  kLimit = 2,       // a limit of base/limits.h was reached
  kNotFound = 3,    // a file, row or key is not there
  kIo = 4,          // disk, database or peer failed: exit 74, never retried
  kUsage = 5,       // the command line or a configuration asks for what cannot be: exit 2
  kUntrusted = 6,   // a signature, digest or proof does not hold
  kConflict = 7,    // another writer, an existing file, a state that does not allow it
};

// A fault: what was tried, on what, what happened. Never holds personal data: names of files, line numbers and fields only.
struct Fault {
  FaultKind kind = FaultKind::kMalformed;
  std::string text;
};

std::string_view fault_kind_name(FaultKind kind);
Fault malformed(std::string text);
Fault limit_reached(std::string text);
Fault not_found(std::string text);
Fault io_fault(std::string text);
Fault usage_fault(std::string text);
Fault untrusted(std::string text);
Fault conflict(std::string text);
// The same fault, with "where: " put before its text.
Fault at(std::string_view where, Fault fault);

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}          // NOLINT: implicit on purpose, so that `return x;` works
  Result(Fault fault) : held_(std::in_place_index<1>, std::move(fault)) {}      // NOLINT
  bool ok() const { return held_.index() == 0; }
  explicit operator bool() const { return ok(); }
  const T& value() const& { CS_CHECK(ok(), "a Result is opened only when it holds a value"); return std::get<0>(held_); }
  T& value() & { CS_CHECK(ok(), "a Result is opened only when it holds a value"); return std::get<0>(held_); }
  T&& value() && { CS_CHECK(ok(), "a Result is opened only when it holds a value"); return std::get<0>(std::move(held_)); }
  const Fault& fault() const { CS_CHECK(!ok(), "a fault is asked for only when there is one"); return std::get<1>(held_); }
  const T& operator*() const& { return value(); }
  T& operator*() & { return value(); }
  const T* operator->() const { return &value(); }
  T* operator->() { return &value(); }

 private:
  std::variant<T, Fault> held_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Fault fault) : fault_(std::move(fault)) {}                             // NOLINT
  bool ok() const { return !fault_.has_value(); }
  explicit operator bool() const { return ok(); }
  const Fault& fault() const { CS_CHECK(!ok(), "a fault is asked for only when there is one"); return *fault_; }

 private:
  std::optional<Fault> fault_;
};

}  // namespace cs

// CS_TRY(name, expression): declares `auto name` with the value, or returns the fault to the caller.
#define CS_TRY(name, expression) CS_TRY_JOIN(name, expression, __LINE__)
#define CS_TRY_JOIN(name, expression, line) CS_TRY_LINE(name, expression, line)
#define CS_TRY_LINE(name, expression, line)                       \
  auto cs_result_##line = (expression);                           \
  if (!cs_result_##line.ok()) return cs_result_##line.fault();    \
  auto name = std::move(cs_result_##line).value()

// CS_TRY_VOID(expression): returns the fault to the caller if there is one.
#define CS_TRY_VOID(expression)                                   \
  do {                                                            \
    auto cs_result_void = (expression);                           \
    if (!cs_result_void.ok()) return cs_result_void.fault();      \
  } while (false)
