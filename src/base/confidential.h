// Confidential<T>: what belongs to a person in the register.
//   Shape    holds a T that cannot be printed, logged, formatted, hashed, compared, converted or copied out by accident.
//   Threads  as T.
//   Holds    only a function that was handed a RegisterSide key can open it. The key is made in `match`, and in desk's review pair;
//            base/confidential_test.cc shows that other uses do not compile.
#pragma once

#include <utility>

namespace cs {

// The key that opens a Confidential value. Its maker is named in the declaration of the friend, so a search for "RegisterSide" lists them.
class RegisterSide {
 private:
  RegisterSide() = default;
  friend struct RegisterSideMaker;
};

// Defined only where a room may open register values: src/match. tools/check_layers fails where another room names it.
struct RegisterSideMaker {
  static RegisterSide make() { return RegisterSide{}; }
};

template <typename T>
class Confidential {
 public:
  explicit Confidential(T value) : value_(std::move(value)) {}
  const T& open(const RegisterSide&) const { return value_; }
  T take(const RegisterSide&) && { return std::move(value_); }
  bool operator==(const Confidential&) const = delete;
  auto operator<=>(const Confidential&) const = delete;

 private:
  T value_;
};

}  // namespace cs
