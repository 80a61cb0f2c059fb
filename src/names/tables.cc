#include "names/tables.h"

#include <algorithm>
#include <bitset>

#include "base/embedded.h"
#include "base/rows.h"
#include "base/word_table.h"
#include "names/fold.h"
#include "names/name.h"

CS_EMBEDDED_TABLE(names_nicknames)
CS_EMBEDDED_TABLE(names_nicknames_apart)
CS_EMBEDDED_TABLE(names_placeholders)
CS_EMBEDDED_TABLE(names_romanizations)
CS_EMBEDDED_TABLE(names_spellings)

namespace cs::names {
namespace {

using Ids = std::vector<std::uint32_t>;

// Which pairs of words may be kin: two words that no table links are nearly always known as such by one bit, before either is looked up.
class KinPairs {
 public:
  void put(std::string_view one, std::string_view other) { bits_.set(place(one, other)); }
  bool may_be(std::string_view one, std::string_view other) const { return bits_.test(place(one, other)); }

 private:
  static constexpr int kBits = 19;  // some 60,000 pairs

  static std::size_t place(std::string_view one, std::string_view other) {
    return (word_hash(one) ^ word_hash(other)) * 0x9E3779B97F4A7C15U >> (64 - kBits);
  }
  std::bitset<std::size_t{1} << kBits> bits_;
};

// Words numbered in table order; of each word its formal names, its short forms, and the sets it stands in (spelling sets first, ascending).
struct Links {
  WordTable<std::uint32_t> ids{16384};
  std::vector<std::string> text;
  std::vector<Ids> formals, nicknames, apart, sets;
  std::vector<Ids> words_of_set;
  std::uint32_t spelling_sets = 0;
  std::vector<bool> syllables;  // by set
  KinPairs pairs;

  std::uint32_t id_of(std::string_view word) {
    if (const std::uint32_t* known = ids.find(word)) return *known;
    const auto id = static_cast<std::uint32_t>(text.size());
    ids.put(word, id);
    text.emplace_back(word);
    for (std::vector<Ids>* column : {&formals, &nicknames, &apart, &sets}) column->emplace_back();
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

void read_apart(Links& links) {
  each_row(embedded_names_nicknames_apart(), [&](const RowFields& row) {
    const std::uint32_t one = links.id_of(row[0]);
    links.apart[one].push_back(links.id_of(row[1]));
  });
}

// One set a row: words with a space between them.
void read_sets(Links& links, std::string_view table) {
  each_row(table, [&](const RowFields& row) {
    const auto set = static_cast<std::uint32_t>(links.words_of_set.size());
    links.words_of_set.emplace_back();
    links.syllables.push_back(row.size() > 1 && (row[1].starts_with("Chinese surnames") || row[1].starts_with("Korean surnames")));
    for (const std::string& word : words(row[0], false)) {
      const std::uint32_t id = links.id_of(word);
      links.sets[id].push_back(set);
      links.words_of_set[set].push_back(id);
    }
  });
}

void put_pairs(Links& links, const Ids& ids) {
  for (const std::uint32_t one : ids)
    for (const std::uint32_t other : ids) links.pairs.put(links.text[one], links.text[other]);
}

// Every pair that kin_of_ids() may call kin.
void pair_all(Links& links) {
  for (std::uint32_t id = 0; id < links.text.size(); ++id) {
    Ids around = links.nicknames[id];  // short forms of one formal name, and that name
    around.push_back(id);
    put_pairs(links, around);
    for (const std::uint32_t other : links.apart[id]) links.pairs.put(links.text[id], links.text[other]);
  }
  for (const Ids& set : links.words_of_set) put_pairs(links, set);
}

const Links& links() {
  static const Links built = [] {
    Links out;
    read_nicknames(out);
    read_apart(out);
    read_sets(out, embedded_names_spellings());
    out.spelling_sets = static_cast<std::uint32_t>(out.words_of_set.size());
    read_sets(out, embedded_names_romanizations());
    pair_all(out);
    return out;
  }();
  return built;
}

const std::uint32_t* known(std::string_view token) { return links().ids.find(token); }

bool holds(const Ids& ids, std::uint32_t id) { return std::find(ids.begin(), ids.end(), id) != ids.end(); }
bool meet(const Ids& one, const Ids& other) {
  return std::any_of(one.begin(), one.end(), [&](std::uint32_t id) { return holds(other, id); });
}

Kin kin_by_sets(const Links& table, const Ids& one, const Ids& other) {
  Kin nearest = Kin::kNone;
  for (const std::uint32_t set : one) {
    if (!holds(other, set)) continue;
    const Kin kin = table.syllables[set] ? Kin::kSyllables : Kin::kRomanization;
    nearest = std::min(nearest, set < table.spelling_sets ? Kin::kSpelling : kin);
  }
  return nearest;
}

PlaceholderPlace place_of(std::string_view text) {
  if (text == "any") return PlaceholderPlace::kAnyPart;
  if (text == "given") return PlaceholderPlace::kGivenOnly;
  if (text == "role") return PlaceholderPlace::kRole;
  return text == "stand-in" ? PlaceholderPlace::kStandIn : PlaceholderPlace::kWholeName;
}

// The phrases, and which three bytes some phrase begins with: nearly every name is known by those to be none.
struct Placeholders {
  static constexpr std::size_t kBegin = 3;
  WordTable<PlaceholderPlace> phrases{256};
  std::bitset<1 << 15> begins;

  static std::size_t begin_of(std::string_view text) {
    const auto byte = [&](std::size_t at) { return static_cast<std::size_t>(static_cast<unsigned char>(text[at])); };
    return (byte(0) << 10 ^ byte(1) << 5 ^ byte(2)) & ((1 << 15) - 1);
  }
  void put(std::string_view phrase, PlaceholderPlace place) {
    phrases.put(phrase, place);
    if (phrase.size() >= kBegin) begins.set(begin_of(phrase));
  }
  // Whether `text`, or `text` with more behind it, may be one.
  bool may_begin(std::string_view text) const { return text.size() < kBegin || begins.test(begin_of(text)); }
};

const Placeholders& placeholders() {
  static const Placeholders built = [] {
    Placeholders out;
    each_row(embedded_names_placeholders(), [&](const RowFields& row) {
      std::string phrase;
      for (const std::string& word : words(fold(row[0]), true)) phrase += word;
      out.put(phrase, place_of(row[1]));
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
// What stands before the given name that somebody is called by.
constexpr std::string_view kHalvesAlone[] = {"ABDUL", "ABDEL", "ABDAL", "ABDOL", "ABD", "ABU", "UMM", "MD", "MOHD", "MUHD", "GHULAM", "BIBI", "NUR", "SRI", "THI", "VAN"};
// The commonest of them; with Chinese ones (names/syllables.h) nine Vietnamese in ten.
constexpr std::string_view kVietnameseSurnames[] = {"NGUYEN", "TRAN", "LE", "PHAM", "HUYNH", "HOANG", "PHAN", "VU", "VO", "DANG", "BUI", "DO", "HO", "NGO", "DUONG",
                                                    "LY", "DINH", "TRINH", "TRUONG", "DOAN", "LUONG", "MAI", "CAO", "LAM", "TRUONG", "CHAU", "THAI", "QUACH"};
// Those that a registrar may leave out: without MC, O or SAINT it is another name.
constexpr std::string_view kAbsentParticles[] = {"DE", "DEL", "LA", "LAS", "LOS", "DA", "DAS", "DO", "DOS", "DI", "DU", "VAN", "VON", "DER",
                                                 "DEN", "TER", "LE", "AL", "EL", "UL", "BIN", "BINT", "IBN", "ABU"};
constexpr std::string_view kLaterGenerations[] = {"VII", "VIII", "IX", "6TH", "7TH", "8TH", "9TH", "SIXTH", "SEVENTH"};
constexpr std::string_view kNoGenerations[] = {"MD", "DO",  "DDS", "DMD", "DVM",  "PHD", "EDD", "JD",  "ESQ",  "ESQUIRE", "CPA", "RN",
                                               "PE", "LPN", "NP",  "MBA", "RPH",  "RET", "THE", "NA",  "NONE", "NMN",     "NSN"};
// Of kNoGenerations those that are no surname of many.
constexpr std::string_view kDegrees[] = {"MD", "DDS", "DMD", "DVM", "PHD", "EDD", "JD", "ESQ", "ESQUIRE", "CPA", "MBA", "RPH"};
constexpr std::string_view kTitles[] = {"MR", "MRS", "MS", "MISS", "DR", "REV", "SRA", "SRTA"};

}  // namespace

std::uint32_t word_id(std::string_view token) {
  const std::uint32_t* id = known(token);
  return id == nullptr ? 0 : *id + 1;
}

Kin kin_of_ids(std::uint32_t one, std::uint32_t other) {
  if (one == 0 || other == 0) return Kin::kNone;
  const Links& table = links();
  const std::uint32_t first = one - 1, second = other - 1;
  const Kin by_sets = kin_by_sets(table, table.sets[first], table.sets[second]);
  if (by_sets != Kin::kNone) return by_sets;
  if (holds(table.formals[first], second) || holds(table.formals[second], first)) return Kin::kNickname;
  if (meet(table.formals[first], table.formals[second])) return Kin::kSharedFormal;
  return holds(table.apart[first], second) || holds(table.apart[second], first) ? Kin::kApart : Kin::kNone;
}

Kin kin_of(std::string_view one, std::string_view other) {
  if (!links().pairs.may_be(one, other)) return Kin::kNone;
  const std::uint32_t first = word_id(one);
  return first == 0 ? Kin::kNone : kin_of_ids(first, word_id(other));
}

bool romanized_apart(std::string_view one, std::string_view other) {
  const std::uint32_t* first = known(one);
  const std::uint32_t* second = first == nullptr ? nullptr : known(other);
  if (second == nullptr) return false;
  const Ids &here = links().sets[*first], &there = links().sets[*second];
  return !here.empty() && !there.empty() && here.back() >= links().spelling_sets && there.back() >= links().spelling_sets && !meet(here, there);
}

bool is_romanized(std::string_view token) {
  const std::uint32_t* id = known(token);
  return id != nullptr && !links().sets[*id].empty() && links().sets[*id].back() >= links().spelling_sets;
}

std::vector<std::string> related(std::string_view token) {
  std::vector<std::string> out;
  const std::uint32_t* id = known(token);
  if (id == nullptr) return out;
  const auto add = [&](const Ids& ids) {
    for (const std::uint32_t other : ids) {
      const bool there = other == *id || std::find(out.begin(), out.end(), links().text[other]) != out.end();
      if (!there) out.push_back(links().text[other]);
    }
  };
  add(links().formals[*id]);
  add(links().nicknames[*id]);
  for (const std::uint32_t set : links().sets[*id]) add(links().words_of_set[set]);
  return out;
}

PlaceholderPlace placeholder_place(std::string_view joined) {
  const Placeholders& table = placeholders();
  if (!table.may_begin(joined)) return PlaceholderPlace::kNone;
  const PlaceholderPlace* place = table.phrases.find(joined);
  return place == nullptr ? PlaceholderPlace::kNone : *place;
}

bool may_begin_placeholder(std::string_view word) { return placeholders().may_begin(word); }

bool names_nobody(std::span<const std::string> given) {
  if (given.empty() || !placeholders().may_begin(given.front())) return false;
  std::string joined;
  for (const std::string& word : given) {
    joined += word;
    const PlaceholderPlace place = placeholder_place(joined);
    if (place == PlaceholderPlace::kAnyPart || place == PlaceholderPlace::kGivenOnly) return true;
  }
  return false;
}

bool is_particle(std::string_view token) {
  static const WordTable<bool> table = set_of(kParticles);
  return token.size() <= 5 && table.find(token) != nullptr;
}

bool is_particle_text(std::string_view text) {
  if (text.empty()) return true;
  return std::any_of(std::begin(kAbsentParticles), std::end(kAbsentParticles),
                     [&](std::string_view particle) { return text.starts_with(particle) && is_particle_text(text.substr(particle.size())); });
}

bool is_given_particle(std::string_view token) {
  static const WordTable<bool> table = set_of(kGivenParticles);
  return token.size() <= 5 && table.find(token) != nullptr;
}

bool is_half_alone(std::string_view token) {
  static const WordTable<bool> table = set_of(kHalvesAlone);
  return token.size() <= 6 && table.find(token) != nullptr;
}

bool is_vietnamese_surname(std::string_view token) {
  static const WordTable<bool> table = set_of(kVietnameseSurnames);
  return token.size() <= 6 && table.find(token) != nullptr;
}

bool is_title(std::string_view token) {
  static const WordTable<bool> table = set_of(kTitles);
  return token.size() <= 4 && table.find(token) != nullptr;
}

bool is_degree(std::string_view token) { return std::find(std::begin(kDegrees), std::end(kDegrees), token) != std::end(kDegrees); }

std::string_view generation(std::string_view token, bool letters_alone) {
  static const WordTable<std::string_view> table = [] {
    WordTable<std::string_view> out(16);
    for (const auto& [word, standard] : {std::pair{"JR", "JR"}, {"JUNIOR", "JR"}, {"JNR", "JR"}, {"SR", "SR"}, {"SENIOR", "SR"}, {"SNR", "SR"},
                                         {"I", "I"}, {"1ST", "I"}, {"II", "II"}, {"2ND", "II"}, {"2", "II"}, {"III", "III"}, {"3RD", "III"},
                                         {"3", "III"}, {"IV", "IV"}, {"4TH", "IV"}, {"4", "IV"}, {"V", "V"}, {"5TH", "V"}, {"2D", "II"}, {"3D", "III"},
                                         {"SECOND", "II"}, {"THIRD", "III"}, {"FOURTH", "IV"}, {"FIFTH", "V"}}) {
      out.put(word, standard);
    }
    return out;
  }();
  if (token.size() > 6 || (token.size() == 1 && !letters_alone)) return {};
  const std::string_view* standard = table.find(token);
  return standard == nullptr ? std::string_view() : *standard;
}

std::string_view generation_in(NamePart part, std::string_view token) {
  if (token.size() < 2 || token.size() > 7) return {};
  if (const std::string_view found = generation(token, false); !found.empty()) return found;
  static const WordTable<bool> later = set_of(kLaterGenerations);
  const bool is_later = (part == NamePart::kFamily && token == "VI") || later.find(token) != nullptr;
  return is_later ? kUnreadSuffix : std::string_view();
}

bool says_no_generation(std::string_view word) {
  static const WordTable<bool> table = set_of(kNoGenerations);
  return is_title(word) || table.find(word) != nullptr;
}

}  // namespace cs::names
