// A United States postal address: read, brought to standard form, and judged for whether it names one place.
//   Shape    AddressFields is an address as somebody wrote it; `line1` may hold everything up to the city. A Reading is one way to
//            understand it; up to four are kept. `sufficient` alone makes a SufficientAddress, and match takes nothing else.
//   Errors   not enough: one of the ADR reasons, the first that applies in the order of base/verdict.h.
//   Threads  pure functions over compiled-in tables.
//   Source   USPS Publication 28 (sections in the .cc files); tables: data/address with data/SOURCES.md.
//   Holds    refuses rather than guesses: a wrong non-empty house, street, unit, box, route or ZIP is the one unforgivable error.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/verdict.h"

namespace cs::address {

struct AddressFields {
  std::string house;    // may be empty when line1 holds it
  std::string line1;    // street line, or everything up to the city
  std::string line2;    // unit or second line
  std::string po_box;
  std::string city;
  std::string state;
  std::string zip;
  std::string urbanization;
  std::string country;  // empty: United States
};

// One line that holds everything ("12 Oak St Apt 4, Salem OH 44460") cut from the right into fields. A line without state and ZIP stays whole
// in line1. parse() and AddressSufficiency::of do this by themselves where city, state and zip are blank.
AddressFields fields_of_line(std::string_view raw);

// The numbers never change meaning.
enum class Form : std::uint8_t { kStreet = 0, kPoBox = 1, kRuralRoute = 2, kMilitary = 3, kGeneralDelivery = 4 };

struct Reading {
  Form form = Form::kStreet;
  std::string house;        // as it counts: "112-10", "39.2", "123 1/2", "N6W23001"; a box's number for kPoBox, kRuralRoute, kMilitary
  std::string predirection; // N S E W NE NW SE SW or empty
  std::string street;       // name in standard tokens ("OAK", "5TH", "SAINT PAUL"), without type and directions; "RR 2", "PSC 802"
  std::string type;         // standard suffix of Publication 28 C1 ("ST", "AVE") or empty
  std::string postdirection;
  std::string unit;         // identifier alone, no designator, no leading zeros ("4", "1C"); two levels joined by a space ("4 12"); what is
                            // no door by its number keeps its word ("REAR", "PH 3", "FL 6", "BLDG 4", "PMB 234")
  std::string urbanization;
  std::string city;         // standard form
  std::string state;        // two letters
  std::string zip;          // five digits or empty
  bool care_of = false;     // a recipient, building name or other words were set aside: a clerk decides
};

enum class Status : std::uint8_t { kOk, kAmbiguous, kInsufficient };

struct Parsed {
  Status status = Status::kInsufficient;
  Reason reason = Reason::kNone;   // set when insufficient
  std::vector<Reading> readings;   // best first, at most limits::kAddressReadingsMax
};

// Which of the tests that need a gazetteer are made: the gate makes all; evaluation takes state and ZIP as opaque text.
enum class Gazetteer : std::uint8_t { kUsed, kOpaque };

// Reads what can be read; the register's rows come through here too (they may lack a house or a street).
Parsed parse(const AddressFields& fields);

class SufficientAddress {
 public:
  const std::vector<Reading>& readings() const { return readings_; }
  bool ambiguous() const { return readings_.size() > 1; }
  // The standard form with unit, one text per place however it was spelled: what the budget's address key is made of.
  std::string standard_form() const;
  // ZIP (or city and state) and street, without house and unit: what the budget's street key is made of.
  std::string street_form() const;
  Form form() const { return readings_.front().form; }

 private:
  friend struct AddressSufficiency;
  SufficientAddress() = default;
  std::vector<Reading> readings_;
};

struct AddressSufficiency {
  Reason reason = Reason::kNone;   // kNone exactly when `address` is there
  std::optional<SufficientAddress> address;
  // Tests of codes 80-92 without 90 (which is the agreement's): placeholder, malformed, street, number, locality, many, ZIP, unparsed,
  // not personal, unit. Evaluation leaves 83 and 88 out.
  static AddressSufficiency of(const AddressFields& fields, Gazetteer gazetteer = Gazetteer::kUsed);
};

// The states and territories in which the tables say that a five-digit ZIP may lie; none where it is no ZIP.
std::vector<std::string_view> states_of_zip(std::string_view five);

}  // namespace cs::address
