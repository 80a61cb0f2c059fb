#include "population/edits.h"

#include <algorithm>
#include <array>

#include "population/typing.h"

namespace cs::population {
namespace {

bool nickname(const Tables& tables, std::uint32_t draw, std::string& first) {
  const auto [from, to] = std::equal_range(tables.nicknames.begin(), tables.nicknames.end(), Nickname{first, {}},
                                           [](const Nickname& x, const Nickname& y) { return x.formal < y.formal; });
  if (from == to) return false;
  first = from[static_cast<std::ptrdiff_t>(draw % static_cast<std::uint32_t>(to - from))].nickname;
  return true;
}

// "LOPEZ GARCIA": where the one space is; npos for one surname or more than two.
std::size_t between_surnames(std::string_view last) {
  const std::size_t space = last.find(' ');
  return space == std::string_view::npos || last.find(' ', space + 1) != std::string_view::npos ? std::string_view::npos : space;
}

bool change_surnames(EditKind kind, std::string& last) {
  const std::size_t space = between_surnames(last);
  if (space == std::string::npos) return false;
  if (kind == EditKind::kSurnamesHyphen) last[space] = '-';
  else if (kind == EditKind::kSecondSurnameDropped) last.resize(space);
  else last = last.substr(space + 1) + " " + last.substr(0, space);
  return true;
}

bool suffix_form(std::uint32_t draw, std::string& suffix) {
  static constexpr std::array<std::string_view, 2> kJunior = {"JR.", "JUNIOR"}, kSenior = {"SR.", "SENIOR"}, kThird = {"3RD", "III"};
  const std::size_t which = draw % 2;
  if (suffix == "JR") suffix = kJunior[which];
  else if (suffix == "SR") suffix = kSenior[which];
  else if (suffix == "III") suffix = kThird[which];
  else return false;
  return true;
}

// Another spelling of the same set.
bool other_form(const Tables& tables, const std::vector<FormOf>& forms, std::uint32_t draw, std::string& name) {
  const auto row = std::lower_bound(forms.begin(), forms.end(), FormOf{name, 0});
  if (row == forms.end() || row->name != name) return false;
  const FormSet& set = tables.form_sets[row->set];
  const auto mine = static_cast<std::size_t>(std::find(set.begin(), set.end(), name) - set.begin());
  if (set.size() < 2 || mine == set.size()) return false;
  name = set[(mine + 1 + draw % (set.size() - 1)) % set.size()];
  return true;
}

// "JI HOON": JIHOON or JI-HOON.
bool joined(std::uint32_t draw, std::string& first) {
  const std::size_t space = first.find(' ');
  if (space == std::string::npos) return false;
  if (draw % 2 == 0) first.erase(space, 1);
  else first[space] = '-';
  return true;
}

struct Particle {
  std::string_view joined, apart;
};
constexpr std::array<Particle, 24> kParticles = {{
    {"DELACRUZ", "DE LA CRUZ"}, {"DELAROSA", "DE LA ROSA"}, {"DELATORRE", "DE LA TORRE"}, {"DELAGARZA", "DE LA GARZA"}, {"DELEON", "DE LEON"},
    {"DELAPAZ", "DE LA PAZ"},   {"DELAFUENTE", "DE LA FUENTE"}, {"DELRIO", "DEL RIO"},    {"DELVALLE", "DEL VALLE"},   {"DELTORO", "DEL TORO"},
    {"DEJESUS", "DE JESUS"},    {"VANDYKE", "VAN DYKE"},    {"VANHORN", "VAN HORN"},      {"VANBUREN", "VAN BUREN"},   {"VANCE", "VANCE"},
    {"OBRIEN", "O'BRIEN"},      {"OCONNOR", "O'CONNOR"},    {"ONEAL", "O'NEAL"},          {"ONEILL", "O'NEILL"},       {"OCONNELL", "O'CONNELL"},
    {"ODONNELL", "O'DONNELL"},  {"SANMIGUEL", "SAN MIGUEL"}, {"LEBLANC", "LE BLANC"},     {"STJOHN", "ST JOHN"},
}};

bool particle(std::string& last) {
  for (const Particle& row : kParticles) {
    if (last != row.joined || row.joined == row.apart) continue;
    last = row.apart;
    return true;
  }
  if (last.rfind("AL ", 0) == 0 || last.rfind("EL ", 0) == 0) {  // AL HASAN, ALHASAN
    last.erase(2, 1);
    return true;
  }
  if (last.size() < 6 || last.rfind("MC", 0) != 0) return false;
  last.insert(2, " ");
  return true;
}

// What is heard: written with other letters of the same sound.
struct Sound {
  std::string_view heard, written;
};
constexpr std::array<Sound, 14> kSounds = {{
    {"PH", "F"}, {"CK", "K"}, {"EI", "IE"}, {"IE", "EI"}, {"LL", "L"}, {"SS", "S"}, {"TT", "T"}, {"NN", "N"}, {"OO", "U"}, {"EE", "EA"},
    {"Z", "S"},  {"C", "K"},  {"Y", "I"},   {"S", "Z"},
}};

bool phonetic(std::uint32_t draw, std::string& name) {
  if (name.size() < 4) return false;
  for (std::size_t i = 0; i < kSounds.size(); ++i) {
    const Sound& sound = kSounds[(draw + i) % kSounds.size()];
    const std::size_t at = name.find(sound.heard, 1);  // the first letter is heard right
    if (at == std::string::npos) continue;
    name.replace(at, sound.heard.size(), sound.written);
    return true;
  }
  return false;
}

// A digit where an optical reader took the letter for one.
bool ocr_digit(std::uint32_t draw, std::string& name) {
  static constexpr std::array<std::string_view, 4> kPairs = {"O0", "I1", "S5", "B8"};
  if (name.size() < 4) return false;
  for (std::size_t i = 0; i < kPairs.size(); ++i) {
    const std::string_view pair = kPairs[(draw + i) % kPairs.size()];
    const std::size_t at = name.find(pair[0], 1);
    if (at == std::string::npos) continue;
    name[at] = pair[1];
    return true;
  }
  return false;
}

// JOHN, JR, REED: where a form has no field for it.
bool suffix_in_middle(LineFields& f) {
  if (f.suffix.empty() || !f.middle.empty()) return false;
  f.middle = std::move(f.suffix);
  f.suffix.clear();
  return true;
}

// SR beside a JR, in the middle field or behind the surname: who of the two is meant is not said.
bool suffix_contradicted(LineFields& f) {
  if (f.suffix.empty()) return false;
  const std::string_view other = f.suffix[0] == 'J' ? "SR" : "JR";
  if (f.middle.empty()) f.middle = other;
  else f.last.append(" ").append(other);
  return true;
}

bool suffix_unread(std::uint32_t draw, std::string& suffix) {
  static constexpr std::array<std::string_view, 5> kUnread = {"VI", "6TH", "YOUNGER", "THE ELDER", "JR SR"};
  if (suffix.empty()) return false;
  suffix = kUnread[draw % kUnread.size()];
  return true;
}

// JOHN AND MARY: a line of two people.
bool two_people(std::uint32_t draw, std::string& first) {
  static constexpr std::array<std::string_view, 4> kBetween = {" AND ", " & ", " OR ", "/"};
  static constexpr std::array<std::string_view, 8> kSecond = {"MARY", "JOHN", "LINDA", "ROBERT", "ANA", "JOSE", "SUSAN", "DAVID"};
  if (first.size() < 2) return false;
  const std::size_t which = draw / 4 % kSecond.size();
  const std::string_view second = kSecond[first == kSecond[which] ? (which + 1) % kSecond.size() : which];
  first.append(kBetween[draw % 4]).append(second);
  return true;
}

bool native(const Tables& tables, std::string& first) {
  const auto row = std::lower_bound(tables.native_names.begin(), tables.native_names.end(), ClosePair{first, {}});
  if (row == tables.native_names.end() || row->name != first) return false;
  first = row->other;
  return true;
}

bool clear(std::string& text) {
  if (text.empty()) return false;
  text.clear();
  return true;
}

bool name_typo(const Tables& tables, std::uint32_t draw, std::string& name) {
  const Run word = longest_word(name, 3);
  return slip(tables, draw, name, word.from, word.size);
}

bool initial(std::string& name) {
  if (name.size() < 2) return false;
  name.resize(1);
  return true;
}

bool first_surname_dropped(std::string& last) {
  const std::size_t space = between_surnames(last);
  if (space == std::string::npos) return false;
  if (last.substr(0, space) == last.substr(space + 1)) return false;  // GONZALEZ GONZALEZ: nothing would be missed
  last.erase(0, space + 1);
  return true;
}

// Called by the middle name: the given name is not said at all.
bool middle_used(LineFields& f) {
  if (f.middle.size() < 3 || f.middle == f.first) return false;
  f.first = std::move(f.middle);
  f.middle.clear();
  return true;
}

bool exchange(LineFields& f) {
  if (f.first.empty() || f.last.empty()) return false;
  std::swap(f.first, f.last);
  return true;
}

}  // namespace

bool apply_to_name(const Tables& tables, Edit edit, LineFields& f) {
  using enum EditKind;
  switch (edit.kind) {
    case kNickname: return nickname(tables, edit.draw, f.first);
    case kSpelling: return other_form(tables, tables.spellings, edit.draw, f.first);
    case kFirstRomanized: return other_form(tables, tables.romanized_given, edit.draw, f.first);
    case kLastRomanized: return other_form(tables, tables.romanized_family, edit.draw, f.last);
    case kFirstJoined: return joined(edit.draw, f.first);
    case kFirstInitial: return initial(f.first);
    case kMiddleUsed: return middle_used(f);
    case kMiddleDropped: return clear(f.middle);
    case kMiddleInitial: return initial(f.middle);
    case kMiddleTypo: return f.middle.size() >= 4 && name_typo(tables, edit.draw, f.middle);
    case kSurnamesHyphen:
    case kSecondSurnameDropped:
    case kSurnamesExchanged: return change_surnames(edit.kind, f.last);
    case kFirstSurnameDropped: return first_surname_dropped(f.last);
    case kParticle: return particle(f.last);
    case kSuffixForm: return suffix_form(edit.draw, f.suffix);
    case kSuffixDropped: return clear(f.suffix);
    case kFirstTypo: return name_typo(tables, edit.draw, f.first);
    case kLastTypo: return name_typo(tables, edit.draw, f.last);
    case kFirstPhonetic: return phonetic(edit.draw, f.first);
    case kLastPhonetic: return phonetic(edit.draw, f.last);
    case kFirstOcrDigit: return ocr_digit(edit.draw, f.first);
    case kLastOcrDigit: return ocr_digit(edit.draw, f.last);
    case kSuffixInMiddle: return suffix_in_middle(f);
    case kSuffixContradicted: return suffix_contradicted(f);
    case kSuffixUnread: return suffix_unread(edit.draw, f.suffix);
    case kTwoPeople: return two_people(edit.draw, f.first);
    case kNative: return native(tables, f.first);
    case kNamesExchanged: return exchange(f);
    case kDesignator: case kUnitDropped: case kStreetTypo: case kLongType: case kZipDigit: case kZipPlus4: case kCityDropped:
    case kPlaceholder: case kIncomplete: case kTitleCase: case kHouseTypo: case kUnitTypo: case kCityTypo: case kTypeDropped:
    case kDirectionDropped: case kUnitInStreet: case kUnitTrailing: case kOneLine: case kBoxForm: case kRouteForm: case kOrdinalForm:
    case kSaintForm: case kHighwayForm: case kZipDropped: case kCut: case kHouseLetter: case kCareOf: case kRange:
    case kUrbanizationFirst: case kUrbanizationDropped: case kMilitaryForm: case kCityAlias: case kRouteHouse:
      return false;  // of an address
  }
  return false;
}

}  // namespace cs::population
