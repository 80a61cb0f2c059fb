// One candidate judged: the effects of names::compare and address::compare, and what only the register's neighborhood can tell.
//   Shape    every field has a rank: four times its effect plus how exactly it agrees (0 as the line says it, 1 an initial for the
//            line's name, 2 absent in the record), so that two candidates can be compared field by field.
//   Units    weights in 1/256 bit; they order candidates and decide nothing.
//   Threads  pure.
//   Source   the project's matching design, sections 6 and 7.
#pragma once

#include <array>
#include <cstdint>

#include "address/compare.h"
#include "match/matcher.h"
#include "names/compare.h"
#include "register/layout.h"

namespace cs::match {

enum Field : std::uint8_t { kGiven, kFamily, kMiddle, kSuffix, kHouse, kStreet, kUnit, kLocality };
inline constexpr std::size_t kFieldCount = 8;
using Ranks = std::array<std::uint8_t, kFieldCount>;

struct IdentityFinding {
  Ranks rank{};                 // its own four fields
  std::uint8_t carried = 0;     // bit of each field that the line's name carries
  bool veto = true, gray = false;  // a veto until judged
  int soft = 0;
  Level level = Level::kConflict;
  std::int32_t weight = 0;
};

// What of an address only its surroundings tell.
struct AddressFacts {
  bool one_street = false;      // type or direction absent on a side, and only one street can be meant
  bool ambiguous = false;       // the line or the row has another reading
  bool crowded = false;         // over 64 people at one address and no unit
  bool several_zips = false;    // found by its city, and house and street stand in more than one ZIP of it
};

struct AddressFinding {
  Ranks rank{};
  std::uint8_t carried = 0;
  bool veto = true, gray = false;  // a veto until judged
  int soft = 0;
  Level level = Level::kConflict;
  std::int32_t weight = 0;
};

IdentityFinding judge_identity(const names::PersonName& line, const names::PersonName& record, registry::NameKind kind);
AddressFinding judge_address(const address::Reading& line, const address::Reading& record, const AddressFacts& facts);

// The better of two findings for one record: no veto, no gray, fewest soft differences, lowest ranks.
bool better(const IdentityFinding& left, const IdentityFinding& right);

struct Judged {
  std::uint32_t record = 0;
  std::uint32_t key = 0;        // number of the holder's key
  IdentityFinding identity;
  AddressFinding address;
  bool closed = false;          // the row's period has ended: a veto here

  bool veto() const { return closed || identity.veto || address.veto; }
  bool verifiable() const;      // no veto, no gray, at most one soft difference in each judgment
  std::int32_t weight() const { return identity.weight + address.weight; }
};

}  // namespace cs::match
