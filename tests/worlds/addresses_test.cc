// The generator and the address reader were written apart: what one writes, the other must find enough, and the same place in every form.
#include <gtest/gtest.h>

#include <map>

#include "address/address.h"
#include "population/line_fields.h"
#include "population/world.h"

namespace cs::worlds {
namespace {

using population::EditKind;
using population::HomeKind;
using population::LineFields;
using population::World;

const Date kToday = Date::civil(2026, 9, 1);

address::AddressFields fields_of(const LineFields& f) {
  address::AddressFields out;
  out.house = f.house;
  out.line1 = f.street;
  out.line2 = f.unit;
  out.po_box = f.po_box;
  out.city = f.city;
  out.state = f.state;
  out.zip = f.zip;
  return out;
}

World world_of(std::string_view zip) {
  const population::Tables& tables = population::tables();
  std::uint32_t rank = 0;
  while (tables.zips[rank].zip != zip) ++rank;
  return World(tables, population::Prf(6), rank, {3'000, false}, kToday, 0);
}

// A city, a grid of Utah, Queens, the counties around Milwaukee, Puerto Rico, an army post, ships.
constexpr const char* kZips[] = {"60629", "84118", "11373", "53072", "00926", "00725", "09001", "96269"};

TEST(addresses, of_the_generator_are_sufficient_but_for_general_delivery) {
  std::map<HomeKind, std::size_t> read;
  for (const char* zip : kZips) {
    const World world = world_of(zip);
    for (const population::Residence& residence : world.residences()) {
      const population::Person& head = world.people()[residence.first];
      const HomeKind kind = world.homes()[head.home].kind;
      const LineFields f = row_fields(world, head);
      const auto judged = address::AddressSufficiency::of(fields_of(f), address::Gazetteer::kUsed);
      EXPECT_EQ(judged.address.has_value(), kind != HomeKind::kGeneralDelivery) << f.house << "|" << f.street << "|" << f.unit << "|" << f.po_box << "|" << f.city << "|" << f.zip;
      ++read[kind];
    }
  }
  for (const HomeKind kind : {HomeKind::kHouse, HomeKind::kApartment, HomeKind::kLot, HomeKind::kPoBox, HomeKind::kRural, HomeKind::kPrivateBox, HomeKind::kMilitary,
                              HomeKind::kGeneralDelivery, HomeKind::kShelter})
    EXPECT_GT(read[kind], 0U) << static_cast<int>(kind);
}

std::string place_of(const LineFields& f) {
  const auto judged = address::AddressSufficiency::of(fields_of(f), address::Gazetteer::kUsed);
  return judged.address ? judged.address->standard_form() : std::string("insufficient");
}

// Forms of Puerto Rico and of the military: whatever the form, it is the place of the row.
TEST(addresses, in_another_form_are_read_as_the_same_place) {
  std::map<EditKind, std::size_t> read;
  for (const char* zip : {"00926", "00725", "09001", "96269"}) {
    const World world = world_of(zip);
    for (const population::Residence& residence : world.residences()) {
      const LineFields clean = row_fields(world, world.people()[residence.first]);
      if (world.homes()[world.people()[residence.first].home].kind == HomeKind::kGeneralDelivery) continue;
      for (const EditKind kind : {EditKind::kUrbanizationFirst, EditKind::kOneLine, EditKind::kMilitaryForm, EditKind::kTitleCase}) {
        for (std::uint32_t draw = 0; draw < 4; ++draw) {
          LineFields said = clean;
          if (!apply(population::tables(), {kind, draw}, said)) continue;
          EXPECT_EQ(place_of(said), place_of(clean)) << said.house << "|" << said.street << "|" << said.unit;
          ++read[kind];
        }
      }
    }
  }
  EXPECT_EQ(read.size(), 4U);
}

}  // namespace
}  // namespace cs::worlds
