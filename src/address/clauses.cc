#include "address/clauses.h"

#include <algorithm>

namespace cs::address {
namespace {

class Taker {
 public:
  Taker(Line& line, bool military_place) : tokens_(line.tokens()), military_place_(military_place) {}

  Clauses run() {
    take_care_of();
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
      if (tokens_[at].used || !tokens_[at].is(kRoleClause)) continue;
      if (take_rural(at) || take_contract(at) || take_military(at) || take_box(at) || take_general(at)) continue;
      take_urbanization(at);
    }
    return std::move(found_);
  }

 private:
  bool exists(std::size_t at) const { return at < tokens_.size() && !tokens_[at].used; }
  bool is_text(std::size_t at, std::string_view text) const { return exists(at) && tokens_[at].text == text; }
  // The token goes on with the clause: same segment, or the next field where `across` (line 2 may hold the BOX of a rural route).
  bool follows(std::size_t at, bool across = false) const { return exists(at) && (across || !tokens_[at].breaks); }
  bool starts_segment(std::size_t at) const { return at == 0 || tokens_[at].breaks || tokens_[at - 1].used; }
  void use(std::size_t from, std::size_t to) {
    for (std::size_t at = from; at < to; ++at) tokens_[at].used = true;
  }

  // C/O, ATTN, %, CARE OF, IN CARE OF: to the next break, or to the number or box that begins the address.
  void take_care_of() {
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
      if (!tokens_[at].is(kRoleClause)) continue;
      std::size_t end = at;
      if (tokens_[at].is(kRoleCare)) end = at + 1;
      else if (is_text(at, "CARE") && is_text(at + 1, "OF")) end = at + 2;
      else if (is_text(at, "IN") && is_text(at + 1, "CARE") && is_text(at + 2, "OF")) end = at + 3;
      if (end == at) continue;
      while (follows(end) && !tokens_[end].has_digit && !tokens_[end].is(kRoleBox) && !begins_box(end)) ++end;
      use(at, end);
      found_.care_of = true;
      for (std::size_t word = at; word < end; ++word) found_.institution |= tokens_[word].is(kRoleInstitution);
      at = end - 1;
    }
  }

  bool begins_box(std::size_t at) const { return is_text(at, "PO") || (is_text(at, "P") && is_text(at + 1, "O")); }

  // An identifier: [#|NO|NUMBER] word with a digit, or one letter. Returns the place after it, or `at` where there is none.
  std::size_t identifier(std::size_t at, std::string& out, bool across = false) const {
    std::size_t word = at;
    if (follows(word, across) && tokens_[word].is(kRoleNumberSign)) ++word;
    if (!follows(word, across && word == at)) return at;
    const Token& token = tokens_[word];
    if (!token.has_digit && !(token.all_letters && token.text.size() == 1)) return at;
    out = without_leading_zeros(token.text);
    return word + 1;
  }

  // BOX id behind a route or military unit, perhaps on the next line.
  std::size_t box_behind(std::size_t at, std::string& out) const {
    if (!exists(at) || !(tokens_[at].text == "BOX" || tokens_[at].text == "BX" || tokens_[at].text == "BUZON")) return at;
    const std::size_t end = identifier(at + 1, out);
    return end == at + 1 ? at : end;
  }

  bool take_rural(std::size_t at) {
    std::size_t number = at;
    if (is_text(at, "RR") || is_text(at, "RFD")) number = at + 1;
    else if (is_text(at, "R") && is_text(at + 1, "R") && follows(at + 1)) number = at + 2;
    else if (is_text(at, "RURAL")) number = at + (follows(at + 1) && (tokens_[at + 1].is(kRoleHighway) || tokens_[at + 1].is(kRoleRoad)) ? 2 : 1);
    if (number != at) return take_route(at, number, "RR", true);
    // RT 2 BOX 5: a route only where a box stands behind it.
    const bool short_form = is_text(at, "ROUTE") || is_text(at, "RTE") || is_text(at, "RT") || is_text(at, "RD");
    return short_form && starts_segment(at) && take_route(at, at + 1, "RR", false);
  }

  bool take_contract(std::size_t at) {
    if (is_text(at, "HC") || is_text(at, "HCR")) return take_route(at, at + 1 + (follows(at + 1) && tokens_[at + 1].is(kRoleHighway) ? 1 : 0), "HC", true);
    if (is_text(at, "HIGHWAY") && is_text(at + 1, "CONTRACT")) {
      return take_route(at, at + 2 + (follows(at + 2) && tokens_[at + 2].is(kRoleHighway) ? 1 : 0), "HC", true);
    }
    if (is_text(at, "STAR") && exists(at + 1) && tokens_[at + 1].is(kRoleHighway)) return take_route(at, at + 2, "HC", true);
    return is_text(at, "SR") && starts_segment(at) && take_route(at, at + 1, "HC", false);
  }

  // `alone`: the words name a route even where no box stands behind them.
  bool take_route(std::size_t at, std::size_t number_at, std::string_view kind, bool alone) {
    std::string number, box;
    const std::size_t number_end = identifier(number_at, number);
    const std::size_t end = box_behind(number_end, box);
    if (end == number_end && (!alone || number_end == number_at)) return take_bare_route(at, number_at, kind, alone);
    if (number_end == number_at && !alone) return false;
    found_.route = true;
    found_.route_name = std::string(kind) + (number.empty() ? "" : " " + number);
    found_.route_box = box;
    use(at, std::max(end, number_end));
    return true;
  }

  // "Rural Route", "RR" and nothing else: a route without number and box.
  bool take_bare_route(std::size_t at, std::size_t number_at, std::string_view kind, bool alone) {
    if (!alone || number_at < tokens_.size()) return false;
    found_.route = true;
    found_.route_name = kind;
    use(at, number_at);
    return true;
  }

  // PSC 3 BOX 45; UNIT is a military unit only at a military place.
  bool take_military(std::size_t at) {
    if (!tokens_[at].is(kRoleMilitary) && !(military_place_ && is_text(at, "UNIT"))) return false;
    if (!military_place_) return false;
    std::string number, box;
    const std::size_t number_end = identifier(at + 1, number);
    if (number_end == at + 1) return false;
    const std::size_t end = box_behind(number_end, box);
    found_.military = true;
    found_.unit_name = std::string(tokens_[at].text) + " " + number;
    found_.military_box = box;
    use(at, end);
    return true;
  }

  // Place after the words that announce a box: PO BOX, P O BOX, POST OFFICE BOX, PO DRAWER, FIRM CALLER, LOCK BOX, BOX ...; `at` if none.
  std::size_t box_words(std::size_t at) const {
    std::size_t end = at;
    if (is_text(at, "PO")) end = at + 1;
    else if (is_text(at, "P") && is_text(at + 1, "O") && follows(at + 1)) end = at + 2;
    else if (is_text(at, "POST") && is_text(at + 1, "OFFICE")) end = at + 2;
    if (end != at) return follows(end) && tokens_[end].is(kRoleBox) ? end + 1 : at;
    if (is_text(at, "POB") || is_text(at, "POBOX")) return at + 1;
    if (!starts_segment(at)) return at;
    if (is_text(at, "FIRM") && is_text(at + 1, "CALLER")) return at + 2;
    if (is_text(at, "LOCK") && is_text(at + 1, "BOX")) return at + 2;
    if (!tokens_[at].is(kRoleBox)) return at;
    return at + (is_text(at, "CALLER") && (is_text(at + 1, "SERVICE") || is_text(at + 1, "BOX")) ? 2 : 1) +
           (is_text(at, "APARTADO") && is_text(at + 1, "POSTAL") ? 1 : 0);
  }

  bool take_box(std::size_t at) {
    const std::size_t number_at = box_words(at);
    if (number_at == at) return false;
    std::string number;
    const std::size_t end = identifier(number_at, number);
    const bool announced = tokens_[at].text[0] == 'P';  // PO, P O, POST OFFICE, POB: a box even without its number
    const bool stands_alone = end == tokens_.size() || tokens_[end].breaks;
    if (end == number_at && !(announced || number_at == tokens_.size())) return false;
    if (!announced && !stands_alone) return false;  // DRAWER 12 is a box, DRAWER LN is a street
    found_.box = true;
    if (found_.box_number.empty()) found_.box_number = number;
    use(at, end);
    return true;
  }

  bool take_general(std::size_t at) {
    if (!(is_text(at, "GENERAL") || is_text(at, "GEN")) || !follows(at + 1)) return false;
    if (!is_text(at + 1, "DELIVERY") && !is_text(at + 1, "DEL")) return false;
    found_.general_delivery = true;
    use(at, at + 2);
    return true;
  }

  // URB LAS GLADIOLAS: to the break, to the word with a digit that begins the house, or to the CALLE that begins the street; in URB PASEO DEL
  // CARMEN the word for a street is the name's own.
  void take_urbanization(std::size_t at) {
    if (!tokens_[at].is(kRoleUrbanization) || !starts_segment(at)) return;
    std::size_t end = at + 1;
    while (follows(end) && !tokens_[end].has_digit && ((end == at + 1 && !is_text(end, "CALLE")) || !tokens_[end].is(kRoleSpanish))) {
      found_.urbanization += (found_.urbanization.empty() ? "" : " ") + std::string(tokens_[end].text);
      ++end;
    }
    use(at, end);
  }

  Tokens& tokens_;
  bool military_place_;
  Clauses found_;
};

}  // namespace

std::string_view without_leading_zeros(std::string_view number) {
  std::size_t zeros = 0;
  while (zeros + 1 < number.size() && number[zeros] == '0' && number[zeros + 1] >= '0' && number[zeros + 1] <= '9') ++zeros;
  return number.substr(zeros);
}

Clauses take_clauses(Line& line, bool military_place) {
  return (line.roles & kRoleClause) == 0 ? Clauses() : Taker(line, military_place).run();
}

}  // namespace cs::address
