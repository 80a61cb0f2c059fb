// The words of an address line, looked up once: what each may be.
//   Shape    facts() of a folded word; an unknown word has empty facts. Views live as long as the process.
//   Threads  immutable after the first call.
//   Source   Publication 28 Appendix C1 (street types), C2 (unit designators), directionals, states; data/address with data/SOURCES.md.
#pragma once

#include <cstdint>
#include <string_view>

namespace cs::address {

// What a word may be besides a name; a word may be several things.
enum Role : std::uint32_t {
  kRoleHighway = 1u << 0,    // HIGHWAY, ROUTE
  kRoleRoad = 1u << 1,       // ROAD: a highway word only behind COUNTY, STATE, TOWNSHIP ...
  kRoleRural = 1u << 2,      // RR, RURAL, RFD
  kRoleContract = 1u << 3,   // HC, HCR
  kRoleMilitary = 1u << 4,   // PSC, CMR, OMC, UMR
  kRoleApo = 1u << 5,        // APO, FPO, DPO
  kRoleBox = 1u << 6,        // BOX, DRAWER, CALLER, BIN, LOCKBOX
  kRoleCare = 1u << 7,       // C/O, ATTN, %
  kRoleNumberSign = 1u << 8, // #, NO, NUMBER, NBR
  kRoleJoin = 1u << 9,       // OR, AND, &
  kRoleThrough = 1u << 10,   // TO, THRU, THROUGH
  kRoleSpanish = 1u << 11,   // CALLE, AVENIDA ...: leads the name and never stands behind it
  kRoleUrbanization = 1u << 12,
  kRoleTens = 1u << 13,      // TWENTY .. NINETY, its number in `ordinal`
  kRoleOrdinal = 1u << 14,   // FIRST .. NINETIETH, its number in `ordinal`
  kRoleSaint = 1u << 15,     // ST, SAINT
  kRoleInstitution = 1u << 16,  // JAIL, PRISON ...: names an institution, by itself or with the word before it
  kRoleClause = 1u << 17,       // may begin a clause (clauses.h): PO, RR, HC, ATTN ...; a line without such a word has none
};

struct WordFacts {
  std::string_view type;       // standard street type ("ST") or empty
  std::string_view whole;      // the word that an official abbreviation stands for ("AVENUE" for AVE), empty where it is none
  std::string_view direction;  // N S E W NE NW SE SW or empty
  std::string_view unit;       // standard unit designator or empty
  std::uint32_t roles = 0;
  std::uint16_t ordinal = 0;
  bool unit_takes_id = false;
};

const WordFacts& word_facts(std::string_view word);
const WordFacts& unknown_word();

// "OHIO", "OH", "NEW YORK" to the two letters; empty when it is none.
std::string_view state_code(std::string_view text);
bool is_military_state(std::string_view code);

}  // namespace cs::address
