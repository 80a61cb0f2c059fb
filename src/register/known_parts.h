// Streets, units and places that a thread of the build has met, by their raw bytes: read and numbered once, not once a row.
//   Shape    what is plain (address/plain.h) gets this build's numbers; what is not is remembered as such, and its row is read whole.
//   Units    memory is that of three tables, which grow to 68 MiB a thread; a text whose place another has taken is read again, with the same outcome.
//   Threads  one thread each; Tokens are shared, under the caller's lock.
//   Source   counted 2026-11-23: 5,000,000 shuffled rows of the generator have 140,095 streets, 1,371 units and 34,566 places as they stand there.
#pragma once

#include <bit>
#include <mutex>

#include "address/plain.h"
#include "base/large_pages.h"
#include "register/tokens.h"

namespace cs::registry {

struct SharedTokens {
  std::mutex lock;        // guards tokens
  Tokens tokens;
};

struct KnownStreet {
  std::uint32_t street = 0, form = 0;
  std::uint32_t state_at_end = 0, city_at_end = 0;  // hashes: equal texts have equal ones
  bool plain = false, care_of = false;
};
struct KnownUnit {
  std::uint32_t unit = 0;
  bool plain = false;
};
struct KnownPlace {
  std::uint32_t place = 0;
  std::uint32_t state = 0, city_end = 0;            // hashes
  bool plain = false;
};

// A text, or two that belong together.
struct KnownKey {
  std::string_view first, second;
  // That of a text alone is its hash_text() with seed 0.
  std::uint64_t hash() const { return hash_text(first, 0) ^ (second.empty() ? 0 : std::rotl(hash_text(second, 0), 23)); }
};

// Each in one cache line, at its hash's place or in one of the next kWays; `read` makes what is not there.
template <typename Known>
class KnownTexts {
 public:
  explicit KnownTexts(int bits_max) : bits_max_(bits_max), entries_(std::size_t{1} << kBitsFirst), shift_(64 - kBitsFirst) {}
  static constexpr std::size_t kTextMax = 62 - sizeof(Known);

  // `hash`: that of the key.
  template <typename Read>
  const Known& of(const KnownKey& key, std::uint64_t hash, Read read) {
    static const Known kUnread{};
    if (key.first.size() + key.second.size() > kTextMax) return kUnread;
    Entry* free = nullptr;
    for (std::size_t at = hash >> shift_, way = 0; way < kWays; ++way, at = (at + 1) & (entries_.size() - 1)) {
      Entry& entry = entries_[at];
      if (entry.is(key)) return entry.known;
      if (entry.size == Entry::kFree) {
        free = &entry;
        break;
      }
    }
    const Known known = read(key);
    if (free == nullptr) {
      if (64 - shift_ < bits_max_) grow();
      free = place(hash);
    }
    *free = Entry::of(key, known);
    return free->known;
  }
  void prefetch(std::uint64_t hash) const { __builtin_prefetch(&entries_[hash >> shift_]); }

 private:
  struct alignas(64) Entry {
    static constexpr std::uint8_t kFree = 255;
    Known known;
    std::uint8_t size = kFree, first_size = 0;
    std::array<char, kTextMax> text{};

    static Entry of(const KnownKey& key, const Known& known) {
      Entry out;
      out.known = known;
      out.size = static_cast<std::uint8_t>(key.first.size() + key.second.size());
      out.first_size = static_cast<std::uint8_t>(key.first.size());
      std::copy(key.second.begin(), key.second.end(), std::copy(key.first.begin(), key.first.end(), out.text.begin()));
      return out;
    }
    bool is(const KnownKey& key) const {
      return size == key.first.size() + key.second.size() && first_size == key.first.size() &&
             std::memcmp(text.data(), key.first.data(), key.first.size()) == 0 &&
             std::memcmp(text.data() + first_size, key.second.data(), key.second.size()) == 0;
    }
    KnownKey key() const { return {{text.data(), first_size}, {text.data() + first_size, static_cast<std::size_t>(size) - first_size}}; }
  };
  static_assert(sizeof(Entry) == 64);
  static constexpr int kBitsFirst = 12;
  static constexpr std::size_t kWays = 8;

  // A free one of the hash's places, else the first of them: what stood there is forgotten.
  Entry* place(std::uint64_t hash) {
    const std::size_t home = hash >> shift_;
    for (std::size_t way = 0; way < kWays; ++way)
      if (Entry& entry = entries_[(home + way) & (entries_.size() - 1)]; entry.size == Entry::kFree) return &entry;
    return &entries_[home];
  }
  void grow() {
    LargeVector<Entry> before(entries_.size() * 2);
    before.swap(entries_);
    --shift_;
    for (const Entry& entry : before)
      if (entry.size != Entry::kFree) *place(entry.key().hash()) = entry;
  }
  int bits_max_;
  LargeVector<Entry> entries_;
  int shift_;
};

// Of a row's street and of its city and state: what their places in memory are asked for by, before they are looked at.
struct RowHashes {
  std::uint64_t street = 0, place = 0;
};

class KnownParts {
 public:
  explicit KnownParts(SharedTokens& shared) : shared_(shared) {}
  // Where all three are plain and stand apart: their numbers into `out`. `place`: city and state.
  bool find(const KnownKey& street, std::string_view unit, const KnownKey& place, const RowHashes& hashes, CodedAddress& out);
  // The place alone.
  bool find_place(const KnownKey& place, const RowHashes& hashes, CodedAddress& out);
  void prefetch(const RowHashes& hashes) const {
    streets_.prefetch(hashes.street);
    places_.prefetch(hashes.place);
  }

 private:
  KnownStreet read_street(std::string_view text);
  KnownUnit read_unit(std::string_view text);
  const KnownPlace& place_of(const KnownKey& place, const RowHashes& hashes);
  KnownPlace read_place(std::string_view city, std::string_view state);
  SharedTokens& shared_;
  KnownTexts<KnownStreet> streets_{20};
  KnownTexts<KnownUnit> units_{14};
  KnownTexts<KnownPlace> places_{16};
};

}  // namespace cs::registry
