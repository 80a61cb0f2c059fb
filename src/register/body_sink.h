// Where the bodies of a generation's files go while it is laid out, piece by piece.
//   Errors   fault(): the first one; what comes after it is dropped.
//   Threads  one thread.
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "register/layout.h"

namespace cs::registry {

class BodySink {
 public:
  virtual ~BodySink() = default;
  virtual void append(File file, ByteView bytes) = 0;
  virtual Result<void> state() const = 0;
};

// In memory: for what is small, and for tests.
class BodiesInMemory : public BodySink {
 public:
  void append(File file, ByteView bytes) override { cs::append(bodies[static_cast<std::size_t>(file)], bytes); }
  Result<void> state() const override { return {}; }
  std::array<Bytes, kFileCount> bodies;
};

// Elements of one file, handed on in pieces of a page.
template <typename T>
class ColumnOut {
 public:
  ColumnOut(File file, BodySink& sink) : file_(file), sink_(&sink) { waiting_.reserve(kWaitingMax); }
  void push_back(const T& element) {
    waiting_.push_back(element);
    ++count_;
    if (waiting_.size() == kWaitingMax) flush();
  }
  void flush() {
    sink_->append(file_, {reinterpret_cast<const std::uint8_t*>(waiting_.data()), waiting_.size() * sizeof(T)});
    waiting_.clear();
  }
  std::uint64_t size() const { return count_; }

 private:
  static constexpr std::size_t kWaitingMax = (std::size_t{1} << kPageBits) / sizeof(T);
  File file_;
  BodySink* sink_;
  std::vector<T> waiting_;
  std::uint64_t count_ = 0;
};

}  // namespace cs::registry
