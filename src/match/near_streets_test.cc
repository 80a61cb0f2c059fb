// What NearStreets finds by letters and houses, every street of the tile read as text finds too, and no other.
#include "match/near_streets.h"

#include <gtest/gtest.h>

#include "match/asked.h"
#include "match/test_queries.h"
#include "register/form_text.h"
#include "register/test_world.h"

namespace cs::match {
namespace {

using address::StreetNearness;

// Streets that are near one another by a letter, a word, a number, a type or a direction.
constexpr const char* kStreets[] = {"CEDAR CIR",  "CEDA RLANE",  "CEDAR LN",     "CEDARS CIR", "W FRANKLIN ST", "WFRANKLIN ST", "FRANKLIN ST", "FRANKLN AVE", "33RD ST",
                                    "33TH ST",    "3RD ST",      "OAK ST",       "OAKS ST",    "OAK",           "OAK AVE",      "ELM ST",      "ELMO ST",     "N ELM ST",
                                    "VAN BUREN ST", "VANBUREN ST", "MARTIN LUTHER KING BLVD", "MARTIN LUTHER KNG", "HIGHWAY 9", "HIGHWAY 19", "BRIDGEWATER RD", "BRIDEGWATER RD",
                                    "NORTH ST", "N STREEPT", "NORTH STREEET", "N MAIN ST", "MAIN ST", "WEST AVE", "W AVENEU", "EAST CT", "EAST CUORT", "SOUTH BLVD", "SOUTH BOULEVRAD",
                                    "N 33RD", "NORTH 33TH ST", "AVENUE C", "C AVE"};

std::string street(registry::test::Dice& dice) {
  std::string out = kStreets[dice.below(std::size(kStreets))];
  if (dice.below(3) == 0 && out.size() > 4) std::swap(out[2], out[3]);
  if (dice.below(4) == 0 && out.size() > 4) out.erase(dice.below(static_cast<std::uint32_t>(out.size()) - 1), 1);
  return out;
}

std::vector<std::string> rows_of_streets() {
  registry::test::Dice dice(21);
  std::vector<std::string> out;
  while (out.size() < 500)
    out.push_back("k" + std::to_string(out.size()) + ",MARIA,,GARCIA,," + std::to_string(10 + dice.below(6)) + "," + street(dice) + ",,,SALEM,OH," +
                  (dice.below(2) == 0 ? "44460" : "44461") + ",,,");
  return out;
}

// As street_code() and the search count: once where the names alone are a slip, else once a form.
std::vector<NearStreet> by_text(const registry::Snapshot& held, std::uint32_t tile, const address::Reading& line) {
  std::vector<NearStreet> out;
  const registry::Run blocks = held.blocks_of_tile(tile);
  for (std::uint32_t block = blocks.begin; block < blocks.end; ++block) {
    const std::uint32_t id = held.street_of_block(block);
    if (held.kind_of_block(block) != address::Form::kStreet || id == 0) continue;
    const StreetNearness names = address::street_nearness(line.street, held.street_text(id));
    if (names == StreetNearness::kSlip) {
      if (out.empty() || out.back().street != id) out.push_back({id, true});
      continue;
    }
    const std::uint32_t form = held.form_of_block(block);
    const auto parts = registry::form_parts(held.form_text(form));
    if (!parts) continue;
    const bool contradicts = (!line.type.empty() && !parts->type.empty() && line.type != parts->type) ||
                             (!line.predirection.empty() && !parts->predirection.empty() && line.predirection != parts->predirection);
    if (contradicts) continue;
    const StreetNearness written = nearness_as_written({line.predirection, line.street, line.type}, {parts->predirection, held.street_text(id), parts->type});
    if (written == StreetNearness::kSlip || written == StreetNearness::kDamaged) out.push_back({id, written == StreetNearness::kSlip, form});
  }
  return out;
}

bool has_house(const registry::Snapshot& held, std::uint32_t tile, std::uint32_t street, std::uint32_t house) {
  const registry::Run forms = held.blocks_of_street(tile, address::Form::kStreet, street);
  for (std::uint32_t block = forms.begin; block < forms.end; ++block)
    for (std::uint32_t address = held.addresses_of_block(block).begin; address < held.addresses_of_block(block).end; ++address)
      if (held.address(address).house == house) return true;
  return false;
}

void expect_equal(const std::vector<NearStreet>& found, const std::vector<NearStreet>& wanted, const std::string& line) {
  ASSERT_EQ(found.size(), wanted.size()) << line;
  for (std::size_t i = 0; i < found.size(); ++i) {
    EXPECT_EQ(found[i].street, wanted[i].street) << line;
    EXPECT_EQ(found[i].slip, wanted[i].slip) << line;
    EXPECT_EQ(found[i].form, wanted[i].form) << line;
  }
}

Result<registry::Snapshot> opened(const Path& home) {
  CS_TRY(built, registry::test::build_rows(home, rows_of_streets(), registry::test::tolerant()));
  EXPECT_EQ(built.end, registry::BuildEnd::kPublished);
  return registry::Snapshot::open(registry::test::register_of(home), std::nullopt, registry::Check::kStructure);
}

class near_streets : public testing::Test {
 protected:
  const registry::test::TemporaryDirectory home_;
};
using street_prints = near_streets;

TEST_F(near_streets, are_those_that_reading_every_street_finds_and_their_houses_are_there) {
  const auto held = opened(home_.path());
  ASSERT_TRUE(held);
  const StreetPrints prints = StreetPrints::of(*held);
  NearStreets near(*held, prints);
  registry::test::Dice dice(22);
  std::size_t met = 0, housed = 0;
  for (int drawn = 0; drawn < 600; ++drawn) {
    const std::string line = std::to_string(10 + dice.below(8)) + " " + street(dice);
    const auto query = test::try_query({"MARIA", "", "GARCIA", "", line, "SALEM", "OH", "44460"});
    if (!query) continue;
    const address::Reading& reading = query->address.readings()[0];
    const ResolvedReading at = resolve(*held, reading);
    if (reading.form != address::Form::kStreet || !at.house_known) continue;
    for (std::uint32_t tile = 0; tile < held->tile_count(); ++tile) {
      std::vector<NearStreet> wanted = by_text(*held, tile, reading);
      met += wanted.size();
      near.next_line();
      expect_equal(near.near(tile, reading), wanted, line);
      std::erase_if(wanted, [&](const NearStreet& each) { return each.street == at.street || !has_house(*held, tile, each.street, at.house); });
      housed += wanted.size();
      expect_equal(near.near_with_house(tile, reading, at.house, at.street), wanted, line);
    }
  }
  EXPECT_GT(met, 3000U);
  EXPECT_GT(housed, 500U);
}

TEST_F(street_prints, deny_no_house_that_stands_in_a_block_and_most_that_do_not) {
  const auto held = opened(home_.path());
  ASSERT_TRUE(held);
  const StreetPrints prints = StreetPrints::of(*held);
  const registry::Run blocks{0, held->blocks_of_tile(held->tile_count() - 1).end};
  std::size_t houses = 0, denied = 0, asked = 0;
  for (std::uint32_t block = blocks.begin; block < blocks.end; ++block) {
    const registry::Run addresses = held->addresses_of_block(block);
    for (std::uint32_t address = addresses.begin; address < addresses.end; ++address, ++houses)
      EXPECT_TRUE(prints.may_have(block, held->address(address).house));
    for (std::uint32_t house = 5000; house < 5064; ++house, ++asked) denied += prints.may_have(block, house) ? 0 : 1;
  }
  EXPECT_GT(houses, 400U);
  EXPECT_GT(denied, asked / 2);
}

}  // namespace
}  // namespace cs::match
