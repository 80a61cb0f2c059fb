#include "address/lexicon.h"

#include <string>
#include <vector>

#include "address/short_words.h"
#include "base/embedded.h"
#include "base/rows.h"
#include "base/word_table.h"

CS_EMBEDDED_TABLE(address_street_types)
CS_EMBEDDED_TABLE(address_units)
CS_EMBEDDED_TABLE(address_directions)
CS_EMBEDDED_TABLE(address_states)
CS_EMBEDDED_TABLE(address_words)

namespace cs::address {
namespace {

class Lexicon {
 public:
  Lexicon() {
    facts_.emplace_back();  // the facts of every unknown word
    read_types();
    read_units();
    each_row(embedded_address_directions(), [&](const RowFields& row) { of(row[0]).direction = row[1]; });
    read_words();
    read_ordinals();
    mark_clause_words();
  }

  const WordFacts& find(std::string_view word) const {
    return facts_.data()[places_.find(word)];
  }

 private:
  WordFacts& of(std::string_view word) {
    if (const std::uint16_t known = places_.find(word); known != 0) return facts_[known];
    places_.put(word, static_cast<std::uint16_t>(facts_.size()));
    return facts_.emplace_back();
  }

  // In a name only the official abbreviation is spelled out, and only where it is no word of its own: LA CIENEGA, VIA VERDE, DR KING.
  static bool is_name_word(std::string_view standard) {
    for (const std::string_view word : {"VIA", "PR", "IS", "UN", "DR", "ST", "PASS", "DM", "DL", "BG", "LF", "CP", "DV", "ML", "WL"}) {
      if (word == standard) return true;
    }
    return false;
  }

  void read_types() {
    each_row(embedded_address_street_types(), [&](const RowFields& row) {
      WordFacts& word = of(row[1]);
      word.type = row[2];
      const bool abbreviation = row[1] == row[2] && row[0] != row[2] && !is_name_word(row[2]);
      if (abbreviation && word.whole.empty()) word.whole = row[0];
    });
    // PARK is the standard of PARKS too, but a word of its own.
    each_row(embedded_address_street_types(), [&](const RowFields& row) {
      if (row[0] == row[1]) of(row[1]).whole = {};
    });
  }

  void read_units() {
    each_row(embedded_address_units(), [&](const RowFields& row) {
      WordFacts& word = of(row[0]);
      word.unit = row[1];
      word.unit_takes_id = row[2] == "1";
    });
  }

  void read_words() {
    each_row(embedded_address_words(), [&](const RowFields& row) {
      WordFacts& word = of(row[0]);
      word.roles |= role_named(row[1]);
      if (!row[2].empty()) word.whole = row[2];
    });
  }

  static std::uint32_t role_named(std::string_view name) {
    static constexpr std::pair<std::string_view, std::uint32_t> kNames[] = {
        {"highway", kRoleHighway}, {"road", kRoleRoad}, {"rural", kRoleRural}, {"contract", kRoleContract}, {"military", kRoleMilitary},
        {"apo", kRoleApo}, {"box", kRoleBox}, {"care", kRoleCare}, {"number", kRoleNumberSign}, {"join", kRoleJoin},
        {"through", kRoleThrough}, {"spanish", kRoleSpanish}, {"urbanization", kRoleUrbanization}, {"saint", kRoleSaint},
        {"institution", kRoleInstitution}, {"word", 0}};
    for (const auto& [known, role] : kNames) {
      if (known == name) return role;
    }
    return 0;
  }

  void read_ordinals() {
    static constexpr std::string_view kOrdinals[] = {"FIRST", "SECOND", "THIRD", "FOURTH", "FIFTH", "SIXTH", "SEVENTH", "EIGHTH", "NINTH",
                                                     "TENTH", "ELEVENTH", "TWELFTH", "THIRTEENTH", "FOURTEENTH", "FIFTEENTH", "SIXTEENTH",
                                                     "SEVENTEENTH", "EIGHTEENTH", "NINETEENTH"};
    static constexpr std::string_view kTens[] = {"TWENT", "THIRT", "FORT", "FIFT", "SIXT", "SEVENT", "EIGHT", "NINET"};
    std::uint16_t number = 0;
    for (const std::string_view word : kOrdinals) add_number(word, kRoleOrdinal, ++number);
    for (const std::string_view stem : kTens) {
      number = static_cast<std::uint16_t>(number / 10 * 10 + 10);
      add_number(std::string(stem) + "Y", kRoleTens, number);
      add_number(std::string(stem) + "IETH", kRoleOrdinal, number);
    }
  }

  void add_number(std::string_view word, Role role, std::uint16_t number) {
    WordFacts& facts = of(word);
    facts.roles |= role;
    facts.ordinal = number;
  }

  void mark_clause_words() {
    constexpr std::uint32_t kAlways = kRoleRural | kRoleContract | kRoleMilitary | kRoleBox | kRoleCare | kRoleUrbanization;
    for (WordFacts& facts : facts_) {
      if ((facts.roles & kAlways) != 0) facts.roles |= kRoleClause;
    }
    for (const std::string_view word : {"CARE", "IN", "R", "RR", "RFD", "RURAL", "ROUTE", "RTE", "RT", "RD", "HC", "HCR", "HIGHWAY", "STAR", "SR", "UNIT",
                                        "PO", "P", "POST", "POB", "POBOX", "FIRM", "LOCK", "GENERAL", "GEN"}) {
      of(word).roles |= kRoleClause;
    }
  }

  ShortWords places_{1024};
  std::vector<WordFacts> facts_;
};

const WordTable<std::string_view>& states() {
  static const WordTable<std::string_view> built = [] {
    WordTable<std::string_view> out(160);
    each_row(embedded_address_states(), [&](const RowFields& row) {
      out.put(row[0], row[1]);
      out.put(row[1], row[1]);
    });
    for (const auto& [name, code] : {std::pair{"CALIF", "CA"}, {"FLA", "FL"}, {"ILL", "IL"}, {"MASS", "MA"}, {"MICH", "MI"}, {"MINN", "MN"},
                                     {"PENN", "PA"}, {"PENNA", "PA"}, {"TENN", "TN"}, {"TEX", "TX"}, {"WASH", "WA"}, {"WISC", "WI"},
                                     {"D C", "DC"}, {"U S VIRGIN ISLANDS", "VI"}, {"US VIRGIN ISLANDS", "VI"}}) {
      out.put(name, code);
    }
    return out;
  }();
  return built;
}

}  // namespace

const WordFacts& word_facts(std::string_view word) {
  static const Lexicon lexicon;
  return lexicon.find(word);
}

const WordFacts& unknown_word() {
  static constexpr WordFacts none;
  return none;
}

std::string_view state_code(std::string_view text) {
  const std::string_view* code = states().find(text);
  return code == nullptr ? std::string_view() : *code;
}

bool is_military_state(std::string_view code) { return code == "AA" || code == "AE" || code == "AP"; }

}  // namespace cs::address
