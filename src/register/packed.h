// Numbers of some bits each, one after the other in little-endian words of 64 bits.
//   Shape    number i is bits [i x bits, (i + 1) x bits) of the array; the bits behind the last number are zero. Of no bits: no words.
//   Units    at most kPackedBitsMax bits a number, so that eight bytes from the byte of its first bit hold it whole.
//   Threads  a view is immutable; a writer belongs to one thread.
//   Source   docs/formats/register.md, section "Packed numbers".
#pragma once

#include <cstring>
#include <vector>

#include "base/bytes.h"

namespace cs::registry {

inline constexpr int kPackedBitsMax = 57;

constexpr std::uint64_t packed_words(std::uint64_t count, int bits) { return (count * static_cast<std::uint64_t>(bits) + 63) / 64; }

class PackedView {
 public:
  PackedView() = default;
  // Eight bytes behind the body may be read: a column's file has 64 zeros there.
  PackedView(ByteView body, int bits) : bytes_(body), bits_(static_cast<std::uint64_t>(bits)), mask_((std::uint64_t{1} << bits) - 1) {}

  std::uint64_t operator[](std::uint64_t i) const {
    const std::uint64_t bit = i * bits_;
    std::uint64_t word = 0;
    std::memcpy(&word, bytes_.data() + bit / 8, 8);
    return word >> (bit % 8) & mask_;
  }
  bool highest_bit(std::uint64_t i) const {
    const std::uint64_t bit = (i + 1) * bits_ - 1;
    return (bytes_.data()[bit / 8] >> (bit % 8) & 1) != 0;
  }
  void fetch(std::uint64_t i) const { __builtin_prefetch(bytes_.data() + i * bits_ / 8); }  // a hint to the machine, and nothing else
  int bits() const { return static_cast<int>(bits_); }
  std::uint64_t words() const { return bytes_.size() / 8; }
  // As long as `count` numbers are, and zero behind the last.
  bool holds(std::uint64_t count) const {
    if (bytes_.size() != packed_words(count, bits()) * 8) return false;
    for (std::uint64_t bit = count * bits_; bit < bytes_.size() * 8; ++bit)
      if ((bytes_[bit / 8] >> (bit % 8) & 1) != 0) return false;
    return true;
  }

 private:
  ByteView bytes_;
  std::uint64_t bits_ = 0, mask_ = 0;
};

// Puts whole words into `out`; end() puts the last one.
class PackedWriter {
 public:
  explicit PackedWriter(int bits = 0) : bits_(bits) {}
  template <typename Out>
  void add(std::uint64_t number, Out& out) {
    word_ |= number << used_;
    used_ += bits_;
    if (used_ < 64) return;
    out.push_back(word_);
    used_ -= 64;
    word_ = used_ == 0 ? 0 : number >> (bits_ - used_);
  }
  template <typename Out>
  void end(Out& out) {
    if (used_ != 0) out.push_back(word_);
    word_ = 0;
    used_ = 0;
  }

 private:
  int bits_;
  int used_ = 0;
  std::uint64_t word_ = 0;
};

}  // namespace cs::registry
