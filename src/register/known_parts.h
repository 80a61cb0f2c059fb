// Streets, units and places that a thread of the build has met, by their raw bytes: read and numbered once, not once a row.
//   Shape    what is plain (address/plain.h) gets this build's numbers; what is not is remembered as such, and its row is read whole.
//   Units    memory is that of fixed tables, some 20 MiB; a text that takes another's place in them is read again, with the same outcome.
//   Threads  one thread each; Tokens are shared, under the caller's lock.
//   Source   measured 2026-11-23: 1,000,000 shuffled rows of the generator have 35,784 streets, 1,088 units and 5,000 places.
#pragma once

#include <mutex>

#include "address/plain.h"
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

// One place for each hash; `read` makes what is not there.
template <typename Known>
class KnownTexts {
 public:
  explicit KnownTexts(int bits) : entries_(std::size_t{1} << bits), shift_(64 - bits) {}
  static constexpr std::size_t kTextMax = 47;

  // `hash`: hash_text() of the text with seed 0.
  template <typename Read>
  const Known& of(std::string_view text, std::uint64_t hash, Read read) {
    static const Known kUnread{};
    if (text.size() > kTextMax) return kUnread;
    Entry& entry = entries_[hash >> shift_];
    if (entry.size == text.size() && std::memcmp(entry.text.data(), text.data(), text.size()) == 0) return entry.known;
    entry.known = read(text);
    entry.size = static_cast<std::uint8_t>(text.size());
    std::copy(text.begin(), text.end(), entry.text.begin());
    return entry.known;
  }
  void prefetch(std::uint64_t hash) const { __builtin_prefetch(&entries_[hash >> shift_]); }

 private:
  struct Entry {
    std::uint8_t size = 255;  // no text's
    std::array<char, kTextMax> text{};
    Known known;
  };
  std::vector<Entry> entries_;
  int shift_;
};

class KnownParts {
 public:
  explicit KnownParts(SharedTokens& shared) : shared_(shared) {}
  // Where all three are plain and stand apart: their numbers into `out`. `street_hash`: hash_text() with seed 0.
  bool find(std::string_view street, std::uint64_t street_hash, std::string_view unit, std::string_view city, std::string_view state, CodedAddress& out);
  // The place alone.
  bool find_place(std::string_view city, std::string_view state, CodedAddress& out);
  void prefetch(std::uint64_t street_hash) const { streets_.prefetch(street_hash); }

 private:
  KnownStreet read_street(std::string_view text);
  KnownUnit read_unit(std::string_view text);
  const KnownPlace& place_of(std::string_view city, std::string_view state);
  KnownPlace read_place(std::string_view city, std::string_view state);
  SharedTokens& shared_;
  KnownTexts<KnownStreet> streets_{18};
  KnownTexts<KnownUnit> units_{13};
  KnownTexts<KnownPlace> places_{15};
};

}  // namespace cs::registry
