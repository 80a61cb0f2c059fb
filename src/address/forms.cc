// One text per place, however it was spelled.
#include "address/compare.h"
#include "address/place.h"

namespace cs::address {
namespace {

void append_word(std::string& out, std::string_view word) {
  if (word.empty()) return;
  if (!out.empty()) out += ' ';
  out += word;
}

void append_street(std::string& out, const Reading& reading) {
  if (!reading.urbanization.empty()) {
    append_word(out, "URB");
    append_word(out, reading.urbanization);
  }
  append_word(out, reading.predirection);
  append_word(out, reading.street);
  append_word(out, reading.type);
  append_word(out, reading.postdirection);
}

// The ZIP; where there is none, the only ZIP of the city, else city and state.
void append_place(std::string& out, const Reading& reading) {
  out += ", ";
  if (!reading.zip.empty()) {
    out += reading.zip;
    return;
  }
  const std::string_view only = only_zip_of(reading.city, reading.state);
  if (!only.empty()) out += only;
  else out.append(reading.city).append(" ").append(reading.state);
}

}  // namespace

std::string standard_form(const Reading& reading) {
  std::string out;
  out.reserve(64);
  switch (reading.form) {
    case Form::kStreet:
      append_word(out, reading.house);
      append_street(out, reading);
      if (!reading.unit.empty()) out.append(" #").append(reading.unit);
      break;
    case Form::kPoBox: out.append("PO BOX ").append(reading.house); break;
    case Form::kRuralRoute: case Form::kMilitary: out.append(reading.street).append(" BOX ").append(reading.house); break;
    case Form::kGeneralDelivery: out += "GENERAL DELIVERY"; break;
  }
  append_place(out, reading);
  return out;
}

std::string street_form(const Reading& reading) {
  std::string out;
  out.reserve(48);
  switch (reading.form) {
    case Form::kStreet: append_street(out, reading); break;
    case Form::kPoBox: out += "PO BOX"; break;
    case Form::kRuralRoute: case Form::kMilitary: out += reading.street; break;
    case Form::kGeneralDelivery: out += "GENERAL DELIVERY"; break;
  }
  append_place(out, reading);
  return out;
}

const std::string& street_key(const Reading& reading) { return reading.street; }

}  // namespace cs::address
