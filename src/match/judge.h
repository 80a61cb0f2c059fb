// One candidate judged: the codes of `names` and `address`, what only the register's neighborhood tells, and what the model makes of them.
//   Shape    every field has a rank: four times its effect plus how exactly it agrees (0 as the line says it, 1 an initial for the
//            line's name, 2 absent in the record), so that two candidates can be compared field by field.
//   Units    weights in 1/256 bit; a finding's weight is the sum of its codes' weights.
//   Threads  pure.
//   Source   the project's matching design, sections 6 and 7.
#pragma once

#include <array>
#include <cstdint>

#include "address/address.h"
#include "address/difference.h"
#include "match/difference.h"
#include "match/matcher.h"
#include "match/model.h"
#include "names/compare.h"
#include "register/generation.h"

namespace cs::match {

using Ranks = std::array<std::uint8_t, kFieldCount>;

// One of the two judgments, over its own fields; the codes of the others are kNone.
struct Finding {
  Codes codes{};
  Ranks rank{};
  std::uint16_t carried = 0;       // bit of each field that the line carries
  bool veto = true, gray = false;  // a veto until judged
  int soft = 0;
  std::int32_t weight = 0;

  Level level() const { return veto ? Level::kConflict : gray || soft > 0 ? Level::kCompatible : Level::kAgree; }
  void add(const Model& model, Field field, std::uint8_t code, std::uint8_t fineness = 0);
};

names::NameLimits name_limits(const Model& model);
Finding judge_identity(const Model& model, const names::PersonName& line, const names::PersonName& record, registry::NameKind kind);

// What of a record the address's codes do not say.
struct RecordFacts {
  bool crowded = false;    // more than Limit::kCrowdMax people at one address and no unit
  bool care_of = false;    // on a side
};
// `codes` are those after the neighborhood was asked. Period and readings are added by complete().
Finding judge_address(const Model& model, const address::Reading& line, const Codes& codes, const RecordFacts& facts);
void complete(const Model& model, Finding& address, bool closed, bool several_readings);

// The better of two findings for one record: no veto, no gray, fewest soft differences, lowest ranks.
bool better(const Finding& left, const Finding& right);

struct Judged {
  std::uint32_t record = 0;
  registry::Spot at;            // where it stands
  std::uint64_t key = 0;        // number of the holder's key
  std::int32_t chance = 0;      // rarity of the name less the people at the address; set where verifiable
  bool elsewhere = false;       // in another ZIP, beside candidates near the line's door: a rival, never the best
  Finding identity;
  Finding address;

  bool veto() const { return identity.veto || address.veto; }
  bool gray() const { return identity.gray || address.gray; }
  bool verifiable(const Model& model) const;  // no veto, no gray, no more soft differences than allowed; chance and floor aside
  std::int32_t weight() const { return identity.weight + address.weight; }
};

}  // namespace cs::match
