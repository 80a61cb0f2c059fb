// What only the streets around tell of a difference between two addresses: whether the line's street or house is known there, and how many
// it can be.
//   Shape    codes() takes the codes of address::differences and puts in the place of those marked [first] the ones that hold here.
//   Threads  one Neighborhood a thread.
//   Source   the project's matching design, section 6.
#pragma once

#include "address/difference.h"
#include "match/difference.h"
#include "match/model.h"
#include "match/near_streets.h"

namespace cs::match {

// Where the record stands.
struct Spot {
  std::uint32_t tile = 0;
  std::uint32_t block = 0;
  bool several_zips = false;  // found by its city, and house and street stand in more than one ZIP of it
};

class Neighborhood {
 public:
  Neighborhood(const Model& model, const registry::Snapshot& held, const StreetPrints& prints)
      : model_(model), register_(held), near_(held, prints) {}

  Codes codes(const address::Reading& line, std::uint32_t line_street, const address::ReadingParts& record, const Spot& spot);
  NearStreets& near_streets() { return near_; }
  // It stands there with as many addresses as make a street known; of boxes any are meant.
  bool knows_street(std::uint32_t tile, address::Form kind, std::uint32_t street) const;

 private:
  std::uint32_t addresses_in(std::uint32_t tile, address::Form kind, std::uint32_t street) const;
  std::uint32_t addresses_of_street(std::uint32_t tile, address::Form kind, std::uint32_t street) const;
  bool has_house(registry::Run forms, const address::Reading& line) const;
  bool has_house(std::uint32_t tile, const NearStreet& near, const address::Reading& line) const;
  std::uint8_t street_code(address::AddressCode found, const address::Reading& line, std::uint32_t line_street, const Spot& spot);
  std::uint8_t kind_code(address::AddressCode found, const address::Reading& line, const address::ReadingParts& record, registry::Run forms,
                         std::uint32_t block, bool as_written) const;
  bool one_urbanization(registry::Run forms, const address::Reading& line) const;
  std::uint32_t known_min() const { return static_cast<std::uint32_t>(model_.limit(Limit::kKnownStreetMin)); }

  const Model& model_;
  const registry::Snapshot& register_;
  NearStreets near_;
};

}  // namespace cs::match
