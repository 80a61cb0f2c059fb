#include "population/line_fields.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "population/typing.h"

namespace cs::population {
namespace {

struct EditName {
  EditKind kind;
  std::string_view text;
};

constexpr std::array<EditName, kEditKindMax> kEditNames = {{
    {EditKind::kNickname, "first:nickname"},
    {EditKind::kMiddleDropped, "middle:dropped"},
    {EditKind::kMiddleInitial, "middle:initial"},
    {EditKind::kSurnamesHyphen, "last:hyphen"},
    {EditKind::kSecondSurnameDropped, "last:second_dropped"},
    {EditKind::kSurnamesExchanged, "last:exchanged"},
    {EditKind::kSuffixForm, "suffix:form"},
    {EditKind::kSuffixDropped, "suffix:dropped"},
    {EditKind::kFirstTypo, "first:typo"},
    {EditKind::kLastTypo, "last:typo"},
    {EditKind::kDesignator, "unit:designator"},
    {EditKind::kUnitDropped, "unit:dropped"},
    {EditKind::kStreetTypo, "street:typo"},
    {EditKind::kLongType, "street:long_type"},
    {EditKind::kZipDigit, "zip:digit"},
    {EditKind::kZipPlus4, "zip:plus4"},
    {EditKind::kCityDropped, "city:dropped"},
    {EditKind::kPlaceholder, "address:placeholder"},
    {EditKind::kIncomplete, "address:incomplete"},
    {EditKind::kTitleCase, "all:title_case"},
}};

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

bool designator(std::uint32_t draw, std::string& unit) {
  static constexpr std::array<std::string_view, 4> kForms = {"# ", "#", "UNIT ", "APARTMENT "};
  if (unit.rfind("APT ", 0) == 0) unit = std::string(kForms[draw % 4]) + unit.substr(4);
  else if (unit.rfind("LOT ", 0) == 0) unit = std::string(kForms[draw % 2]) + unit.substr(4);
  else return false;
  return true;
}

bool is_type(const Tables& tables, std::string_view word) {
  return std::any_of(tables.street_types.begin(), tables.street_types.end(),
                     [&](const StreetType& type) { return type.short_form == word || type.long_form == word; });
}

bool street_typo(const Tables& tables, std::uint32_t draw, std::string& street) {
  const Run word = longest_word(street, 4);
  if (word.size == 0 || is_type(tables, std::string_view(street).substr(word.from, word.size))) return false;
  if (word.from > 0 && street[word.from - 1] >= '0' && street[word.from - 1] <= '9') return false;
  return slip(tables, draw, street, word.from, word.size);
}

// The last type word of the line, so that PARK PLACE DR becomes PARK PLACE DRIVE.
bool long_type(const Tables& tables, std::string& street) {
  for (std::size_t end = street.size(); end > 0;) {
    const std::size_t space = street.rfind(' ', end - 1);
    const std::size_t from = space == std::string::npos ? 0 : space + 1;
    if (from == 0) return false;  // the first word is a name or a direction
    const std::string_view word = std::string_view(street).substr(from, end - from);
    for (const StreetType& type : tables.street_types) {
      if (type.short_form != word || type.short_form == type.long_form) continue;
      street.replace(from, end - from, type.long_form);
      return true;
    }
    end = space;
  }
  return false;
}

bool zip_digit(std::uint32_t draw, std::string& zip) {
  if (zip.size() != 5) return false;
  char& digit = zip[2 + draw % 3];
  digit = static_cast<char>('0' + (digit - '0' + 1 + static_cast<int>(draw / 3 % 9)) % 10);
  return true;
}

bool zip_plus4(std::uint32_t draw, std::string& zip) {
  if (zip.size() != 5) return false;
  const std::string four = std::to_string(1000 + draw % 9000);
  zip.append("-").append(four);
  return true;
}

bool placeholder(const Tables& tables, std::uint32_t draw, LineFields& f) {
  const Placeholder& row = tables.placeholders[draw % tables.placeholders.size()];
  f.house = f.unit = f.po_box = "";
  f.street = row.line1;
  if (!row.keeps_place) f.city = f.state = f.zip = "";
  return true;
}

bool incomplete(std::uint32_t draw, LineFields& f) {
  switch (draw % 5) {
    case 0:  // no number
      if (f.house.empty()) f.street = f.unit = f.po_box = "";
      f.house = "";
      break;
    case 1: f.street = f.unit = f.po_box = ""; break;  // a lone number, or nothing
    case 2: f.city = f.state = f.zip = ""; break;
    case 3:
      f.house = f.unit = f.po_box = "";
      f.street = "GENERAL DELIVERY";
      break;
    default: f.house = f.street = f.unit = f.po_box = "";
  }
  return true;
}

void title_case(std::string& text) {
  bool start = true;
  for (char& c : text) {
    const bool upper = c >= 'A' && c <= 'Z';
    if (upper && !start) c = static_cast<char>(c - 'A' + 'a');
    start = !(upper || (c >= '0' && c <= '9') || c == '\'');
  }
}

bool title_all(LineFields& f) {
  for (std::string* text : {&f.first, &f.middle, &f.last, &f.suffix, &f.street, &f.unit, &f.city}) {
    if (*text != "III") title_case(*text);
  }
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

}  // namespace

std::string_view edit_text(EditKind kind) { return kEditNames[static_cast<std::size_t>(kind) - 1].text; }

bool apply(const Tables& tables, Edit edit, LineFields& f) {
  switch (edit.kind) {
    case EditKind::kNickname: return nickname(tables, edit.draw, f.first);
    case EditKind::kMiddleDropped: return clear(f.middle);
    case EditKind::kMiddleInitial:
      if (f.middle.size() < 2) return false;
      f.middle.resize(1);
      return true;
    case EditKind::kSurnamesHyphen:
    case EditKind::kSecondSurnameDropped:
    case EditKind::kSurnamesExchanged: return change_surnames(edit.kind, f.last);
    case EditKind::kSuffixForm: return suffix_form(edit.draw, f.suffix);
    case EditKind::kSuffixDropped: return clear(f.suffix);
    case EditKind::kFirstTypo: return name_typo(tables, edit.draw, f.first);
    case EditKind::kLastTypo: return name_typo(tables, edit.draw, f.last);
    case EditKind::kDesignator: return designator(edit.draw, f.unit);
    case EditKind::kUnitDropped: return !f.house.empty() && clear(f.unit);
    case EditKind::kStreetTypo: return !f.house.empty() && street_typo(tables, edit.draw, f.street);
    case EditKind::kLongType: return !f.house.empty() && long_type(tables, f.street);
    case EditKind::kZipDigit: return zip_digit(edit.draw, f.zip);
    case EditKind::kZipPlus4: return zip_plus4(edit.draw, f.zip);
    case EditKind::kCityDropped: return !f.zip.empty() && clear(f.city);
    case EditKind::kPlaceholder: return placeholder(tables, edit.draw, f);
    case EditKind::kIncomplete: return incomplete(edit.draw, f);
    case EditKind::kTitleCase: return title_all(f);
  }
  return false;
}

void append_edits(std::string& out, const Edit* edits, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    if (i != 0) out += ';';
    out.append(edit_text(edits[i].kind)).append(":").append(std::to_string(edits[i].draw));
  }
}

Result<std::vector<Edit>> parse_edits(std::string_view text) {
  std::vector<Edit> edits;
  while (!text.empty()) {
    const std::string_view item = text.substr(0, text.find(';'));
    text.remove_prefix(std::min(text.size(), item.size() + 1));
    const std::size_t colon = item.rfind(':');
    if (colon == std::string_view::npos) return malformed("edits: not field:kind:draw");
    const auto name = std::find_if(kEditNames.begin(), kEditNames.end(), [&](const EditName& row) { return row.text == item.substr(0, colon); });
    Edit edit;
    const auto [end, error] = std::from_chars(item.data() + colon + 1, item.data() + item.size(), edit.draw);
    if (name == kEditNames.end() || error != std::errc() || end != item.data() + item.size()) return malformed("edits: not field:kind:draw");
    edit.kind = name->kind;
    edits.push_back(edit);
  }
  return edits;
}

}  // namespace cs::population
