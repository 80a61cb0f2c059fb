#include "match/test_queries.h"

#include <algorithm>

#include "register/test_world.h"

namespace cs::match::test {
namespace {

template <std::size_t N>
std::string pick(const std::array<const char*, N>& from, registry::test::Dice& dice) {
  return from[dice.below(static_cast<std::uint32_t>(N))];
}

constexpr std::array kGiven = {"MARIA", "JOHN", "ROBERT", "BOB", "ANNA", "WEI", "JOSE", "MARY ANN", "ZHANG", "J"};
constexpr std::array kMiddle = {"", "", "A", "B", "ALAN", "ROSA"};
constexpr std::array kFamily = {"SMITH", "GARCIA", "GARCIA LOPEZ", "ZHANG", "WEI", "NGUYEN", "JONES", "LOPEZ GARCIA"};
constexpr std::array kSuffix = {"", "", "", "JR", "SR", "II"};
constexpr std::array kStreet = {"OAK ST", "OAK AVE", "OAK", "N ELM ST", "ELM ST", "5TH AVE", "MAIN STREET", "S ELM ST", "FIFTH AVE"};
constexpr std::array kUnit = {"", "", "", " APT 1", " APT 2", " # 1"};
constexpr std::array kZip = {"44460", "44461", "44462", "", "19901"};

Asked asked_of_words(registry::test::Dice& dice) {
  Asked out{pick(kGiven, dice), pick(kMiddle, dice), pick(kFamily, dice), pick(kSuffix, dice),
            std::to_string(100 + dice.below(4)) + " " + pick(kStreet, dice) + pick(kUnit, dice), "SALEM", "OH", pick(kZip, dice)};
  if (out.zip == "19901") out.city = "DOVER", out.state = "DE";
  if (dice.below(12) == 0) out.street = "PO BOX " + std::to_string(1 + dice.below(5));
  return out;
}

// A row under registry::test::kHeader; none of its fields holds a comma.
Asked asked_of_row(const std::string& row) {
  std::vector<std::string> fields(1);
  for (const char c : row) c == ',' ? fields.emplace_back() : fields.back() += c;
  Asked out{fields[1], fields[2], fields[3], fields[4], fields[5] + " " + fields[6] + " " + fields[7], fields[9], fields[10], fields[11]};
  if (!fields[8].empty()) out.street = "PO BOX " + fields[8];
  return out;
}

void change_something(Asked& asked, registry::test::Dice& dice) {
  const auto replace = [&](const char* from, const char* to) {
    if (const std::size_t at = asked.street.find(from); at != std::string::npos) asked.street.replace(at, std::string_view(from).size(),
        to);
  };
  switch (dice.below(14)) {
    case 0: asked.given = pick(kGiven, dice); break;
    case 1: asked.middle = pick(kMiddle, dice); break;
    case 2: asked.family = pick(kFamily, dice); break;
    case 3: asked.suffix = pick(kSuffix, dice); break;
    case 4: asked.zip = pick(kZip, dice); break;
    case 5: asked.city.clear(); break;
    case 6: std::swap(asked.given, asked.family); break;
    case 7: replace("OAK", "OAKK"), replace("ELM", "LEM"), replace("MAIN", "MAINE"); break;
    case 8: replace("10", "11"); break;
    case 9: asked.city = "ELSEWHERE"; break;
    default: break;
  }
}

}  // namespace

std::optional<Query> try_query(const Asked& asked) {
  names::NameFields name{asked.given, asked.middle, asked.family, asked.suffix};
  address::AddressFields place;
  place.line1 = asked.street;
  place.po_box = asked.po_box;
  place.city = asked.city;
  place.state = asked.state;
  place.zip = asked.zip;
  auto who = names::NameSufficiency::of(name);
  auto where = address::AddressSufficiency::of(place, address::Gazetteer::kOpaque);
  if (!who.name || !where.address) return std::nullopt;
  return Query{{*who.name}, *where.address};
}

Query query_of(const Asked& asked) {
  auto query = try_query(asked);
  CS_CHECK(query.has_value(), "a test's line is sufficient");
  return *std::move(query);
}

std::vector<Query> crowded_queries(std::uint64_t seed, std::size_t count, const std::vector<std::string>& rows) {
  registry::test::Dice dice(seed);
  std::vector<Query> out;
  while (out.size() < count) {
    Asked asked = dice.below(3) != 0 ? asked_of_row(rows[dice.below(static_cast<std::uint32_t>(rows.size()))]) : asked_of_words(dice);
    change_something(asked, dice);
    auto query = try_query(asked);
    if (!query) continue;
    if (dice.below(4) == 0) {
      Asked other = asked;
      other.given = pick(kGiven, dice);
      if (auto second = try_query(other)) query->names.push_back(second->names.front());
    }
    out.push_back(*std::move(query));
  }
  return out;
}

Digest plain_digest(std::string_view text) {
  Digest out{};
  std::copy_n(text.begin(), std::min(text.size(), out.size() - 1), out.begin());
  out.back() = static_cast<std::uint8_t>(text.size());
  return out;
}

}  // namespace cs::match::test
