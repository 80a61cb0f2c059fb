// Queries and small registers for this room's tests.
#pragma once

#include <string>
#include <vector>

#include "match/matcher.h"

namespace cs::match::test {

// A query of one name: "12 OAK ST APT 4" may stand whole in `street`. The test fails where admission would refuse it.
struct Asked {
  std::string given, middle, family, suffix, street, city, state, zip, po_box{};
};
Query query_of(const Asked& asked);
// Nothing where the name or the address is not sufficient.
std::optional<Query> try_query(const Asked& asked);

// Seeded lines: two of three begin as one of the rows (of registry::test::crowded_rows) and lose or change a field or none, the others are
// made of the same words.
std::vector<Query> crowded_queries(std::uint64_t seed, std::size_t count, const std::vector<std::string>& rows);

// A keyed digest for tests: the text's own bytes, cut or padded, with its length.
Digest plain_digest(std::string_view text);

}  // namespace cs::match::test
