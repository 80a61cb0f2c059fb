// A Reading's parts without its memory: what two addresses are compared by, copied from nowhere.
//   Shape    valid as long as the texts that it points to; a Reading is one by itself.
//   Threads  a value.
#pragma once

#include <string_view>

#include "address/address.h"

namespace cs::address {

struct ReadingParts {
  Form form = Form::kStreet;
  std::string_view house, predirection, street, type, postdirection, unit, urbanization, city, state, zip;
  bool care_of = false;
  ReadingParts() = default;
  ReadingParts(const Reading& of)
      : form(of.form), house(of.house), predirection(of.predirection), street(of.street), type(of.type), postdirection(of.postdirection),
        unit(of.unit), urbanization(of.urbanization), city(of.city), state(of.state), zip(of.zip), care_of(of.care_of) {}
};

}  // namespace cs::address
