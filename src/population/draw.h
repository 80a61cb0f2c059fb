// Every random choice of this room: a pure function of (seed, stream, entity, draw).
//   Shape    Philox4x32-10 with key = seed and counter = {entity 64, stream 16, draw 48}; draw / 4 is the block, draw % 4 the word. Draws
//            hands out the words of one (stream, entity) in order and holds no other state.
//   Threads  a Prf may be shared; a Draws belongs to one thread.
//   Source   Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3 (SC 2011); vectors of Random123 in draw_test.cc.
//            Ranges: Lemire, Fast random integer generation in an interval (2019), with its rejection, so that no value is favored.
#pragma once

#include <array>
#include <cstdint>

namespace cs::population {

using PhiloxBlock = std::array<std::uint32_t, 4>;

inline PhiloxBlock philox4x32_10(PhiloxBlock c, std::array<std::uint32_t, 2> key) {
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t p0 = std::uint64_t{0xD2511F53} * c[0];
    const std::uint64_t p1 = std::uint64_t{0xCD9E8D57} * c[2];
    c = {static_cast<std::uint32_t>(p1 >> 32) ^ c[1] ^ key[0], static_cast<std::uint32_t>(p1),
         static_cast<std::uint32_t>(p0 >> 32) ^ c[3] ^ key[1], static_cast<std::uint32_t>(p0)};
    key[0] += 0x9E3779B9;
    key[1] += 0xBB67AE85;
  }
  return c;
}

// The numbers never change meaning.
enum class Stream : std::uint16_t {
  kZipOrder = 1,      // entity: rank of the ZIP
  kStreet = 2,        // entity: ZIP, street
  kBuilding = 3,      // entity: ZIP, building
  kHome = 4,          // entity: ZIP, home
  kPersonIds = 5,     // permutation of person coordinates
  kLineIds = 6,       // permutation of line coordinates
  kLineOrder = 7,     // permutation: place in the file -> line
  kTruePick = 8,      // permutation, by ZIP: which registered person a true line names
  kLine = 9,          // entity: ZIP, line; the story
  kLineForm = 10,     // entity: ZIP, line; forms and errors
  kFresh = 11,        // entity: ZIP, line; a person who is in no household
  kOrder = 12,        // entity: ZIP, line; dates and status
  kOrderNumber = 13,  // entity: ZIP, line; draw: which
  kSubject = 14,
  kSalt = 15,
  kCause = 16,
  kClerk = 17,        // entity: ZIP, line; what the agency's clerk wrote
  kMisfiled = 19,     // entity: ZIP, slot, 1: the edit; 18 was the style of a home's rows, now drawn with the home
  kNames = 20,        // entity: ZIP, batch, store; eight names that the ZIP's people bear in turn
  kDeath = 21,        // entity: ZIP, slot, 1
};

// ZIP rank (16 bits), index in it (32 bits), part (8 bits) and attempt (8 bits).
constexpr std::uint64_t entity_of(std::uint32_t zip_rank, std::uint32_t index, std::uint32_t part = 0, std::uint32_t attempt = 0) {
  return std::uint64_t{zip_rank} << 48 | std::uint64_t{index} << 16 | std::uint64_t{part & 0xFF} << 8 | (attempt & 0xFF);
}

class Prf {
 public:
  explicit Prf(std::uint64_t seed) : key_{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)} {}
  PhiloxBlock block(Stream stream, std::uint64_t entity, std::uint64_t index) const {
    return philox4x32_10({static_cast<std::uint32_t>(entity), static_cast<std::uint32_t>(entity >> 32),
                          static_cast<std::uint32_t>(stream) | static_cast<std::uint32_t>(index >> 32) << 16,
                          static_cast<std::uint32_t>(index)},
                         key_);
  }

 private:
  std::array<std::uint32_t, 2> key_;
};

class Draws {
 public:
  Draws(const Prf& prf, Stream stream, std::uint64_t entity) : prf_(prf), entity_(entity), stream_(stream) {}

  std::uint32_t next() {
    if (at_ == held_.size()) refill();
    return held_[at_++];
  }
  // Uniform in 0..count-1; count > 0.
  std::uint32_t below(std::uint32_t count) {
    std::uint64_t product = std::uint64_t{next()} * count;
    if (static_cast<std::uint32_t>(product) < count) {
      const std::uint32_t reject = (0U - count) % count;
      while (static_cast<std::uint32_t>(product) < reject) product = std::uint64_t{next()} * count;
    }
    return static_cast<std::uint32_t>(product >> 32);
  }
  bool percent(std::uint32_t share) { return below(100) < share; }
  bool in_thousand(std::uint32_t share) { return below(1000) < share; }
  bool in_ten_thousand(std::uint32_t share) { return below(10'000) < share; }

 private:
  // One block at first, since many an entity needs no more; then two at a time, whose rounds overlap in the processor.
  [[gnu::noinline]] void refill() {
    at_ = block_ == 0 ? 4 : 0;
    if (at_ == 0) put(prf_.block(stream_, entity_, block_++), 0);
    put(prf_.block(stream_, entity_, block_++), 4);
  }
  void put(const PhiloxBlock& block, std::size_t at) {
    for (std::size_t i = 0; i < block.size(); ++i) held_[at + i] = block[i];
  }

  Prf prf_;
  std::uint64_t entity_;
  std::uint64_t block_ = 0;
  std::array<std::uint32_t, 8> held_;  // written by refill before it is read
  std::size_t at_ = 8;
  Stream stream_;
};

}  // namespace cs::population
