// What a build decides by beside a model: its public tables, by digest, and its rules, by number. A model holds for those it was made with.
//   Threads  constant.
//   Source   SHA-256 of a room's compiled-in tables in the order of their names, each with a zero behind it and filled up to 16 bytes.
#pragma once

#include <string>

#include "base/bytes.h"

namespace cs::match {

const Digest& names_tables_digest();
const Digest& address_tables_digest();
std::string unicode_of_build();

// How names and addresses are read and compared is code. Whatever changes an answer, a code or a weight raises this number, and so the digest
// of every model: an agreement never gets other rules than those it names. evaluation/rules_test.cc fails when they change without it.
inline constexpr std::uint64_t kRulesVersion = 7;

}  // namespace cs::match
