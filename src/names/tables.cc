#include "names/tables.h"

#include <algorithm>

#include "base/embedded.h"
#include "base/rows.h"
#include "base/word_table.h"
#include "names/fold.h"

CS_EMBEDDED_TABLE(names_nicknames)
CS_EMBEDDED_TABLE(names_placeholders)
CS_EMBEDDED_TABLE(names_romanizations)

namespace cs::names {
namespace {

using Ids = std::vector<std::uint32_t>;

// Words numbered in table order, and for each word its partners on the two sides of a link.
struct Links {
  WordTable<std::uint32_t> ids{8192};
  std::vector<std::string> text;
  std::vector<Ids> formals;    // of a short form
  std::vector<Ids> nicknames;  // of a formal name
  std::vector<Ids> spellings;  // romanization sets, by word

  std::uint32_t id_of(std::string_view word) {
    if (const std::uint32_t* known = ids.find(word)) return *known;
    const auto id = static_cast<std::uint32_t>(text.size());
    ids.put(word, id);
    text.emplace_back(word);
    formals.emplace_back();
    nicknames.emplace_back();
    spellings.emplace_back();
    return id;
  }
};

void read_nicknames(Links& links) {
  each_row(embedded_names_nicknames(), [&](const RowFields& row) {
    const std::uint32_t formal = links.id_of(row[0]);
    const std::uint32_t nickname = links.id_of(row[1]);
    links.formals[nickname].push_back(formal);
    links.nicknames[formal].push_back(nickname);
  });
}

void read_romanizations(Links& links) {
  std::vector<Ids> sets;
  each_row(embedded_names_romanizations(), [&](const RowFields& row) {
    std::size_t set = 0;
    for (const char digit : row[0]) set = set * 10 + static_cast<std::size_t>(digit - '0');
    if (set >= sets.size()) sets.resize(set + 1);
    sets[set].push_back(links.id_of(row[1]));
  });
  for (const Ids& set : sets) {
    for (const std::uint32_t one : set) {
      for (const std::uint32_t other : set) {
        if (one != other) links.spellings[one].push_back(other);
      }
    }
  }
}

const Links& links() {
  static const Links built = [] {
    Links out;
    read_nicknames(out);
    read_romanizations(out);
    return out;
  }();
  return built;
}

const std::uint32_t* known(std::string_view token) { return links().ids.find(token); }

bool holds(const Ids& ids, std::uint32_t id) { return std::find(ids.begin(), ids.end(), id) != ids.end(); }

const WordTable<PlaceholderPlace>& placeholders() {
  static const WordTable<PlaceholderPlace> built = [] {
    WordTable<PlaceholderPlace> out(256);
    each_row(embedded_names_placeholders(), [&](const RowFields& row) {
      const auto place = row[1] == "any" ? PlaceholderPlace::kAnyPart : row[1] == "given" ? PlaceholderPlace::kGivenOnly : PlaceholderPlace::kWholeName;
      std::string phrase;
      for (const std::string& word : words(fold(row[0]), true)) phrase += word;
      out.put(phrase, place);
    });
    return out;
  }();
  return built;
}

template <std::size_t size>
WordTable<bool> set_of(const std::string_view (&list)[size]) {
  WordTable<bool> out(size);
  for (const std::string_view word : list) out.put(word, true);
  return out;
}

constexpr std::string_view kParticles[] = {"DE", "DEL", "LA",  "LAS",  "LOS", "DA", "DAS", "DO", "DOS", "DI", "DU", "VAN", "VON", "DER",
                                           "DEN", "TER", "LE", "AL",  "EL",   "UL",  "BIN", "BINT", "IBN", "ABU", "ABD", "ABDUL", "MC",
                                           "MAC", "O",  "ST",  "SAINT", "SAN", "SANTA"};
constexpr std::string_view kGivenParticles[] = {"DE", "DEL", "LA", "LAS", "LOS", "DA", "DOS", "ABD", "ABDUL", "ABDEL", "ABU", "AL", "EL"};
constexpr std::string_view kTitles[] = {"MR", "MRS", "MS", "MISS", "DR", "REV", "SRA", "SRTA"};

}  // namespace

bool is_nickname_of_formal(std::string_view one, std::string_view other) {
  const std::uint32_t* first = known(one);
  const std::uint32_t* second = known(other);
  if (first == nullptr || second == nullptr) return false;
  return holds(links().nicknames[*first], *second) || holds(links().formals[*first], *second);
}

bool share_formal(std::string_view one, std::string_view other) {
  const std::uint32_t* first = known(one);
  const std::uint32_t* second = known(other);
  if (first == nullptr || second == nullptr) return false;
  const Ids& formals = links().formals[*first];
  return std::any_of(formals.begin(), formals.end(), [&](std::uint32_t formal) { return holds(links().formals[*second], formal); });
}

bool share_romanization(std::string_view one, std::string_view other) {
  const std::uint32_t* first = known(one);
  const std::uint32_t* second = known(other);
  return first != nullptr && second != nullptr && holds(links().spellings[*first], *second);
}

std::vector<std::string> related(std::string_view token) {
  std::vector<std::string> out;
  const std::uint32_t* id = known(token);
  if (id == nullptr) return out;
  for (const auto* side : {&links().formals[*id], &links().nicknames[*id], &links().spellings[*id]}) {
    for (const std::uint32_t other : *side) {
      if (std::find(out.begin(), out.end(), links().text[other]) == out.end()) out.push_back(links().text[other]);
    }
  }
  return out;
}

PlaceholderPlace placeholder_place(std::string_view joined) {
  const PlaceholderPlace* place = placeholders().find(joined);
  return place == nullptr ? PlaceholderPlace::kNone : *place;
}

bool is_particle(std::string_view token) {
  static const WordTable<bool> table = set_of(kParticles);
  return token.size() <= 5 && table.find(token) != nullptr;
}

bool is_given_particle(std::string_view token) {
  static const WordTable<bool> table = set_of(kGivenParticles);
  return token.size() <= 5 && table.find(token) != nullptr;
}

bool is_title(std::string_view token) {
  static const WordTable<bool> table = set_of(kTitles);
  return token.size() <= 4 && table.find(token) != nullptr;
}

std::string_view generation(std::string_view token, bool letters_alone) {
  static const WordTable<std::string_view> table = [] {
    WordTable<std::string_view> out(16);
    for (const auto& [word, standard] : {std::pair{"JR", "JR"}, {"JUNIOR", "JR"}, {"JNR", "JR"}, {"SR", "SR"}, {"SENIOR", "SR"}, {"SNR", "SR"},
                                         {"I", "I"}, {"1ST", "I"}, {"II", "II"}, {"2ND", "II"}, {"2", "II"}, {"III", "III"}, {"3RD", "III"},
                                         {"3", "III"}, {"IV", "IV"}, {"4TH", "IV"}, {"4", "IV"}, {"V", "V"}, {"5TH", "V"}}) {
      out.put(word, standard);
    }
    return out;
  }();
  if (token.size() > 6 || (token.size() == 1 && !letters_alone)) return {};
  const std::string_view* standard = table.find(token);
  return standard == nullptr ? std::string_view() : *standard;
}

}  // namespace cs::names
