// The matcher: queries in, outcomes out; numbers and enums, never a text or a row of the register.
//   Shape    open() maps one generation of a register read-only and pins it; match() gives one Outcome per query, at the query's own index.
//   Units    weights in 1/256 bit.
//   Errors   open: kNotFound, kUntrusted (a digest or checksum does not hold), kIo. match() cannot fail.
//   Threads  match() uses up to `threads`; the outcomes are the same bytes for any number.
//   Source   the project's matching design, section 7; register design, section 8.
//   Holds    M1 verified only if identity and address both agree or are compatible, without gray, and no rival does as well, and the
//            name is rare enough for the people there.
//            M2 no outcome carries a text or a row: what leaves is below.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "address/address.h"
#include "base/bytes.h"
#include "base/file.h"
#include "base/time.h"
#include "match/difference.h"
#include "match/model.h"
#include "names/name.h"

namespace cs::match {

struct Query {
  std::vector<names::SufficientName> names;  // 1..4: the order's own and its recorded aliases; the best one counts
  address::SufficientAddress address;
};

// The numbers are in ledger openings and never change meaning.
enum class Decision : std::uint8_t { kVerified = 1, kNotVerified = 2, kReview = 3 };
// What kept the best candidate from being verified. The numbers are in `--explain` files and never change meaning.
enum class HeldBy : std::uint8_t {
  kNothing = 0,
  kNoCandidate = 1,  // nobody without a veto
  kGray = 2,         // a difference that only a clerk may judge
  kSoft = 3,         // more soft differences than a verification may have
  kRival = 4,        // somebody else does as well
  kChance = 5,       // the name is not rare enough for so many people at one address
  kFloor = 6,        // the weight is below the model's floor
  kCrowd = 7,        // more candidates than are looked at
};
std::string_view held_by_text(HeldBy held_by);
enum class Level : std::uint8_t { kConflict = 0, kCompatible = 1, kAgree = 2 };

struct Outcome {
  Decision decision = Decision::kNotVerified;
  Level identity = Level::kConflict;
  Level address = Level::kConflict;
  HeldBy held_by = HeldBy::kNoCandidate;
  std::uint8_t rivals = 0;            // at most 3 are counted
  Codes codes{};                      // of the best candidate, one a field; zeros without candidate
  std::int32_t weight = 0;            // the sum of its codes' weights in the model
  std::int32_t chance = 0;            // its name's rarity less log2 of the people there; 0 where it is not verifiable anyway
  bool protected_subject = false;     // a person of the protected list, or somebody asked at such a person's address: masked
  std::vector<Digest> subject_keys;   // keyed digests of the best candidate's key, by the function given to open(); empty without candidate
  Digest record_digest{};             // keyed digest of the record that decided; zeros without candidate
  bool operator==(const Outcome&) const = default;
};

// What the answers took: exact, the same for any number of threads. They stay with the holder.
struct Counters {
  std::uint64_t lines = 0;
  std::uint64_t lines_nearby = 0, lines_city = 0;  // of them still open after their own address, and after their own ZIP
  std::uint64_t dictionary_probes = 0;      // texts of lines that were looked up
  std::uint64_t candidates = 0;             // records whose name was compared
  std::uint64_t id_compares = 0;            // of them by the numbers of their words, first
  std::uint64_t name_compares = 0;          // a line's name and a record's, whole and as texts
  std::uint64_t string_compares = 0;        // words of names that were compared as texts, or by their letters
  std::uint64_t address_compares = 0;       // a line's reading and a record's address, as texts
  std::uint64_t street_compares = 0;        // a line's street and another of its ZIP or city, as texts
  std::uint64_t tiles_scanned = 0;          // a line and a ZIP whose streets were gone through
  std::uint64_t letters_read = 0;           // blocks of which the letters of the street were looked at
  std::uint64_t house_bits_read = 0;        // blocks that were asked whether they may have a house
  std::uint64_t blocks_read = 0;            // runs of addresses in which a house was looked for
  std::uint64_t address_words_scanned = 0, record_words_scanned = 0;
  // Of the columns that were gone through: a block is 12 bytes, its letters are 16 and its bits 8, an address 4, a record's two names 4.
  std::uint64_t bytes_touched() const {
    return letters_read * 16 + house_bits_read * 8 + blocks_read * 12 + address_words_scanned * 4 + record_words_scanned * 4;
  }
  void add(const Counters& more);
  bool operator==(const Counters&) const = default;
};

// From the holder's key of a record to a keyed digest; passed in by the gate, so that no key leaves this room.
using KeyedDigest = std::function<Digest(std::string_view holder_key)>;
using ProtectedKeys = std::unordered_set<std::string>;  // holder's keys of protected people

struct GenerationFacts {
  Digest manifest{};           // its name
  std::optional<Date> as_of;   // absent counts as older than any limit
  std::uint64_t records = 0;
  Digest model{};              // the matching model by which this matcher decides: what an agreement's matching.model names
};

class Matcher {
 public:
  // What the register's `current` names, without mapping it: kNotFound when the register has no generation.
  static Result<GenerationFacts> current(const Path& register_directory);
  // `generation` absent: the register's current one. `check_digests`: compare every file with the manifest before the first answer.
  // kUntrusted also for a model that was made for other tables than this build's.
  static Result<Matcher> open(const Path& register_directory, const std::optional<Digest>& generation, bool check_digests,
                              const Model& model = Model::built_in());
  ~Matcher();
  Matcher(Matcher&&) noexcept;
  Matcher& operator=(Matcher&&) noexcept;

  const GenerationFacts& generation() const;
  const Model& model() const;
  std::vector<Outcome> match(const std::vector<Query>& queries, const KeyedDigest& keyed, const ProtectedKeys& protected_keys,
                             int threads, Counters* counters = nullptr) const;
  // Whether a record of the key beside each query is among its candidates without a veto, whatever it is judged to be: what retrieval finds,
  // for the holder's accuracy runs. As many keys as queries.
  std::vector<bool> retrieves(const std::vector<Query>& queries, const std::vector<std::string>& holder_keys) const;

 private:
  struct Held;
  explicit Matcher(std::unique_ptr<Held> held);
  std::unique_ptr<Held> held_;
};

}  // namespace cs::match
