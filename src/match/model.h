// The matching model: what each difference costs and may lead to, and every limit of the decision. Data, named by its digest.
//   Shape    canonical bytes (docs/formats/model.md) and a readable twin, CSV `what,name,effect,value`, that says the same. A model has a
//            row for every code of match/difference.h; read() and read_text() accept nothing less and nothing more.
//   Units    weights, floors and rarities in 1/256 bit.
//   Errors   kMalformed naming what is missing or unknown; kUntrusted where the model was made for other tables or another Unicode version.
//   Threads  immutable values.
//   Source   the project's matching design, sections 6 to 8.
//   Holds    write(read(x)) == x; the name of a model is the SHA-256 of its bytes.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "match/difference.h"

namespace cs::match {

// The numbers are in models and never change meaning.
enum class Effect : std::uint8_t { kFree = 0, kSoft = 1, kGray = 2, kVeto = 3 };
std::string_view effect_text(Effect effect);

inline constexpr std::int32_t kBit = 256;  // of a weight

// The numbers are in models and never change meaning.
enum class Limit : std::uint8_t {
  kSoftIdentityMax = 1,      // soft differences that a verification may have in the identity
  kSoftAddressMax = 2,
  kChanceMin = 3,            // rarity of the name less the people at the address
  kVerifyFloor = 4,          // weight below which nothing is verified
  kReviewFloor = 5,          // weight below which nothing is reviewed
  kReviewCandidatesMax = 6,  // people left that a clerk is asked about
  kCandidatesMax = 7,        // more are no candidate
  kCrowdMax = 8,             // people at one address without a unit, before it is for a clerk
  kKnownStreetMin = 9,       // addresses in a ZIP that make a street known
  kDistinctGivenMin = 10,    // bearers that make a listed given name a name of its own, never a slip
  kDistinctSurnameMin = 11,
  kRarityMax = 12,           // of one word
  kRarityUnlisted = 13,      // of a word that no list has
  kRarityInitial = 14,       // of a middle initial that both sides have
  kFrozenCountsMin = 15,     // records before a generation's own counts are asked beside the census
};
inline constexpr std::size_t kLimitCount = 15;
std::string_view limit_text(Limit limit);  // "soft-identity-max"

struct CodeRow {
  Effect effect = Effect::kVeto;
  std::int32_t weight = 0;
  bool operator==(const CodeRow&) const = default;
};

class Model {
 public:
  // Canonical bytes.
  static Result<Model> read(ByteView bytes);
  // The readable twin; tables and Unicode version are those of this build.
  static Result<Model> read_text(std::string_view text);
  // The model that is compiled in: nothing need be found on disk.
  static const Model& built_in();

  const CodeRow& row(std::uint8_t code) const { return rows_[code]; }
  std::int32_t limit(Limit limit) const { return limits_[static_cast<std::size_t>(limit)]; }
  const std::string& training() const { return training_; }  // what it was fitted on: at most 1,000 bytes of visible ASCII and spaces
  const Digest& digest() const { return digest_; }           // its name: of bytes()
  const Bytes& bytes() const { return bytes_; }
  std::string text() const;                                  // the readable twin

  // The same model with other weights: only codes with a weight in `weights` change.
  Model with_weights(const std::array<std::int32_t, 256>& weights, std::string training) const;
  // kUntrusted unless it was made for the tables, the Unicode version and the rules of this build.
  Result<void> check_tables() const;

 private:
  Model() = default;
  Result<void> check_vetoes() const;
  Result<void> check() const;
  void settle();  // writes bytes_ and digest_

  std::array<CodeRow, 256> rows_{};
  std::array<std::int32_t, kLimitCount + 1> limits_{};
  Digest names_tables_{}, address_tables_{};
  std::string unicode_, training_;
  std::uint64_t rules_ = 0;
  Bytes bytes_;
  Digest digest_{};
};

}  // namespace cs::match
