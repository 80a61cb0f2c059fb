// The lines of a request: the order's opening, the person's address, and what a table changes in them.
#include <algorithm>

#include "tests/cases/world.h"

namespace cs::cases {

Result<request::LineParticulars> World::line_of(const std::string& order, std::uint32_t number) {
  request::LineParticulars line;
  line.line = number;
  orders::Opening opening;
  std::string person;
  if (order == "unknown" || order.starts_with("unknown#")) {
    opening = openings_.at("O1");
    random_.fill(opening.order.bytes);
    person = "P1";
  } else {
    const auto found = openings_.find(order);
    if (found == openings_.end()) return wrong("no order " + order);
    opening = found->second;
    person = orders_.at(order).person;
  }
  line.order = opening.order;
  line.issuer = opening.issuer;
  line.docket = opening.docket;
  line.type = opening.type;
  line.entered_on = opening.entered_on;
  const auto facts = orders_.find(order);
  line.final_on = opening.final_on ? opening.final_on : facts != orders_.end() && facts->second.final_on ? facts->second.final_on : opening.entered_on;
  line.salt = opening.salt;
  for (const orders::OpeningName& name : opening.names) line.names.push_back({name.family, name.given, name.suffix});
  line.born = opening.born;
  line.address_given = true;
  if (const auto who = people_.find(person); who != people_.end() && !who->second.addresses.empty()) {
    const Address& address = who->second.addresses.front();
    line.address = {"", address.line1, "", "", address.city, address.state, address.zip, "", ""};
  }
  line.address_source = "case file";
  line.address_seen_on = Date{Date::of(clock_.now()).days - 30};
  line.periods_given = true;
  line.periods = {std::to_string(Date::of(clock_.now()).year() - 1)};
  line.matter = "matter " + order;
  line.reason = "to confirm the address of this person before notice " + order;
  line.officers = {"officer-" + std::to_string(1 + (number - 1) / 200)};
  return line;
}

void World::apply_column(const std::string& column, const std::string& cell, request::LineParticulars& line) {
  if (column == "address") {
    const Address address = split_address(cell);
    line.address = {"", address.line1, "", "", address.city, address.state, address.zip, "", ""};
    if (cell.empty()) line.address_given = false;
  } else if (column == "id") {  // "invented": an order that no issuer entered
    random_.fill(line.order->bytes);
  } else if (column == "country") line.address.country = cell;
  else if (column == "name") {
    const orders::OpeningName name = name_of(cell);
    line.names = {{name.family, name.given, name.suffix}};
  } else if (column == "seen") line.address_seen_on = cell.empty() ? std::nullopt : std::optional<Date>(*Date::parse(cell));
  else if (column == "source") line.address_source = cell;
  else if (column == "period") {
    line.periods_given = !cell.empty();
    line.periods = cell.empty() ? std::vector<std::string>() : std::vector<std::string>{cell};
  } else if (column == "reason") line.reason = cell;
  else if (column == "matter") line.matter = cell;
  else if (column == "officers") {
    line.officers.clear();
    for (std::size_t from = 0; from < cell.size();) {
      const std::size_t end = std::min(cell.find(' ', from), cell.size());
      line.officers.push_back(cell.substr(from, end - from));
      from = end + 1;
    }
  } else if (column == "final_on") line.final_on = cell.empty() ? std::nullopt : std::optional<Date>(*Date::parse(cell));
  else if (column == "docket") line.docket = cell;
  else if (column == "type") line.type = cell;
  else if (column == "issuer") line.issuer = cell;
  else if (column == "born") line.born = cell.empty() ? std::nullopt : std::optional<Date>(*Date::parse(cell));
}

}  // namespace cs::cases
