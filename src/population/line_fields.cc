#include "population/line_fields.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "population/edits.h"

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
    {EditKind::kSpelling, "first:spelling"},
    {EditKind::kFirstRomanized, "first:romanized"},
    {EditKind::kLastRomanized, "last:romanized"},
    {EditKind::kFirstJoined, "first:joined"},
    {EditKind::kParticle, "last:particle"},
    {EditKind::kNamesExchanged, "name:exchanged"},
    {EditKind::kMiddleTypo, "middle:typo"},
    {EditKind::kHouseTypo, "house:typo"},
    {EditKind::kUnitTypo, "unit:typo"},
    {EditKind::kCityTypo, "city:typo"},
    {EditKind::kTypeDropped, "street:type_dropped"},
    {EditKind::kDirectionDropped, "street:direction_dropped"},
    {EditKind::kUnitInStreet, "unit:in_street"},
    {EditKind::kUnitTrailing, "unit:trailing"},
    {EditKind::kOneLine, "address:one_line"},
    {EditKind::kBoxForm, "po_box:form"},
    {EditKind::kRouteForm, "street:route_form"},
    {EditKind::kOrdinalForm, "street:ordinal"},
    {EditKind::kSaintForm, "street:saint"},
    {EditKind::kHighwayForm, "street:highway"},
    {EditKind::kFirstPhonetic, "first:phonetic"},
    {EditKind::kLastPhonetic, "last:phonetic"},
    {EditKind::kFirstOcrDigit, "first:ocr_digit"},
    {EditKind::kLastOcrDigit, "last:ocr_digit"},
    {EditKind::kFirstInitial, "first:initial"},
    {EditKind::kMiddleUsed, "first:middle_used"},
    {EditKind::kFirstSurnameDropped, "last:first_dropped"},
    {EditKind::kZipDropped, "zip:dropped"},
    {EditKind::kCut, "all:cut"},
    {EditKind::kHouseLetter, "house:letter"},
    {EditKind::kCareOf, "street:care_of"},
    {EditKind::kRange, "house:range"},
    {EditKind::kUrbanizationFirst, "unit:urbanization_first"},
    {EditKind::kUrbanizationDropped, "unit:urbanization_dropped"},
    {EditKind::kMilitaryForm, "street:military_form"},
    {EditKind::kCityAlias, "city:alias"},
    {EditKind::kRouteHouse, "house:on_route"},
    {EditKind::kSuffixInMiddle, "suffix:in_middle"},
    {EditKind::kSuffixContradicted, "suffix:contradicted"},
    {EditKind::kSuffixUnread, "suffix:unread"},
    {EditKind::kTwoPeople, "first:two_people"},
    {EditKind::kNative, "first:native"},
}};

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

}  // namespace

std::string_view edit_text(EditKind kind) { return kEditNames[static_cast<std::size_t>(kind) - 1].text; }

bool apply(const Tables& tables, Edit edit, LineFields& f) {
  if (edit.kind == EditKind::kTitleCase) return title_all(f);
  return apply_to_name(tables, edit, f) || apply_to_address(tables, edit, f) || apply_to_street(tables, edit, f);
}

void put_edits(RowText& out, const Edit* edits, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    if (i != 0) out.put(';');
    out.put(edit_text(edits[i].kind));
    out.put(':');
    out.put_decimal(edits[i].draw);
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
