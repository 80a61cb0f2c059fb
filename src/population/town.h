// The places of one ZIP: streets, buildings and homes, one after the other.
//   Shape    a Home is one delivery point. (street, house, unit) is unique in the ZIP, so are boxes. Streets open as buildings fill them:
//            home i is the same home whatever the number of homes asked for.
//   Threads  one Town, one thread.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "population/tables.h"

namespace cs::population {

// kPrivateBox: a box at an agency on a street, PMB 120. kShelter: one address of many who are no household; homes for the old, too.
enum class HomeKind : std::uint8_t { kHouse, kApartment, kLot, kPoBox, kRural, kPrivateBox, kMilitary, kGeneralDelivery, kShelter };
constexpr bool is_on_street(HomeKind kind) {
  return kind != HomeKind::kPoBox && kind != HomeKind::kRural && kind != HomeKind::kMilitary && kind != HomeKind::kGeneralDelivery;
}

// How a house number is written.
enum class HouseForm : std::uint8_t { kPlain, kHalf, kHyphen, kWisconsin, kBlock };  // 123, 123 1/2, 112-10, N64W10123, C17

// kHighway: "STATE HIGHWAY 9"; kGrid: "E 1700 S"; kSpanish: "CALLE LUNA", perhaps in an urbanization.
enum class StreetForm : std::uint8_t { kNamed, kHighway, kGrid, kSpanish };

struct Street {
  std::string short_form;  // "N OAK ST"
  std::string long_form;   // "N OAK STREET"
  std::string base;        // "OAK"; the number of a highway
  std::string type;        // "ST"; the class of a highway
  std::string before, after;  // directions
  std::string urbanization;   // "VILLA CAPRI": streets of one name are told apart by it
  bool blocks = false;        // its houses are numbered by block
  StreetForm form = StreetForm::kNamed;
};

struct Home {
  HomeKind kind = HomeKind::kHouse;
  HouseForm house_form = HouseForm::kPlain;
  std::uint8_t unit_size = 0;
  char block = 0;                     // of kBlock
  std::array<char, 6> unit_text{};    // "4", "2B"; without designator
  std::uint32_t street = 0;           // index in streets(); route number for kRural, from kHighwayContract on of a contract route; unit for kMilitary
  std::uint32_t number = 0;           // house; box for kPoBox, kRural and kMilitary
  std::uint32_t building = 0;
  std::string_view unit() const { return {unit_text.data(), unit_size}; }
};

inline constexpr std::uint32_t kHighwayContract = 100;
void append_military_unit(std::string& out, std::uint32_t unit);  // "PSC 802"
void append_house(std::string& out, const Home& home);
std::string house_text(const Home& home);

class Town {
 public:
  Town(const Tables& tables, const Prf& prf, std::uint32_t zip_rank) : tables_(tables), prf_(prf), zip_rank_(zip_rank) {}
  Home next_home();
  const std::vector<Street>& streets() const { return streets_; }
  bool has_street(std::string_view short_or_long_form) const;  // whatever its urbanization

 private:
  void open_building();
  void open_military_unit(Draws& draws);
  void open_box(Draws& draws, std::uint32_t kind);
  void open_on_street(Draws& draws, std::uint32_t kind);
  void open_street();
  Street draw_street(Draws& draws) const;
  Street draw_highway(Draws& draws) const;
  Street draw_twin(const Street& of, Draws& draws) const;
  Street draw_spanish_street(std::uint32_t index, Draws& draws) const;
  HouseForm draw_house_form(Draws& draws) const;
  std::string draw_street_name(Draws& draws) const;
  bool take(const Street& street);

  const Tables& tables_;
  Prf prf_;
  std::uint32_t zip_rank_;
  std::vector<Street> streets_;
  std::unordered_set<std::string> forms_;  // short and long forms in use; only looked up, never walked
  std::uint32_t street_homes_left_ = 0;
  std::uint32_t last_house_ = 0;
  std::uint32_t last_box_ = 0;
  std::uint32_t last_rural_box_ = 0;
  std::uint32_t last_military_unit_ = 0;
  std::uint32_t buildings_ = 0;
  Home building_;
  std::uint32_t units_ = 0;       // of the open building
  std::uint32_t next_unit_ = 0;
  std::uint32_t unit_style_ = 0;
};

}  // namespace cs::population
