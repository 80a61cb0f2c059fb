#include "population/lines.h"

#include <algorithm>

#include "base/check.h"
#include "population/resemblance.h"

namespace cs::population {
namespace {

constexpr std::uint32_t kAttempts = 4;
constexpr std::uint32_t kForcedAttempts = 12;

// What an edit makes of a true line, on the line or in the register; the later of two in this list decides.
struct Consequence {
  EditKind kind;
  LineClass line_class;
};
constexpr Consequence kConsequences[] = {
    {EditKind::kLongType, LineClass::kStreetAbbreviated},
    {EditKind::kDesignator, LineClass::kStreetAbbreviated},
    {EditKind::kZipPlus4, LineClass::kZipPlus4},
    {EditKind::kOrdinalForm, LineClass::kOrdinalForms},
    {EditKind::kSaintForm, LineClass::kSaintForms},
    {EditKind::kHighwayForm, LineClass::kHighwayForms},
    {EditKind::kBoxForm, LineClass::kPoBoxForm},
    {EditKind::kRouteForm, LineClass::kRuralRouteForm},
    {EditKind::kUnitInStreet, LineClass::kUnitInStreetLine},
    {EditKind::kUnitTrailing, LineClass::kTrailingUnit},
    {EditKind::kOneLine, LineClass::kAllInStreetLine},
    {EditKind::kMiddleInitial, LineClass::kInitialMiddle},
    {EditKind::kMiddleDropped, LineClass::kNoMiddle},
    {EditKind::kSuffixForm, LineClass::kSuffixForm},
    {EditKind::kSurnamesHyphen, LineClass::kTwoSurnamesHyphen},
    {EditKind::kFirstJoined, LineClass::kNameJoined},
    {EditKind::kParticle, LineClass::kParticle},
    {EditKind::kNickname, LineClass::kNickname},
    {EditKind::kSpelling, LineClass::kSpellingVariant},
    {EditKind::kFirstRomanized, LineClass::kRomanized},
    {EditKind::kLastRomanized, LineClass::kRomanized},
    {EditKind::kSurnamesExchanged, LineClass::kTwoSurnamesSwapped},
    {EditKind::kSecondSurnameDropped, LineClass::kTwoSurnamesFirstOnly},
    {EditKind::kNamesExchanged, LineClass::kFirstLastSwapped},
    {EditKind::kCityDropped, LineClass::kCityMissing},
    {EditKind::kCityTypo, LineClass::kTypoCity},
    {EditKind::kZipDropped, LineClass::kZipMissing},
    {EditKind::kZipDigit, LineClass::kZipError},
    {EditKind::kMiddleTypo, LineClass::kTypoMiddle},
    {EditKind::kStreetTypo, LineClass::kTypoStreet},
    {EditKind::kTypeDropped, LineClass::kTypeMissing},
    {EditKind::kDirectionDropped, LineClass::kDirectionMissing},
    {EditKind::kFirstPhonetic, LineClass::kTypoFirst},
    {EditKind::kLastPhonetic, LineClass::kTypoLast},
    {EditKind::kFirstOcrDigit, LineClass::kOcrName},
    {EditKind::kLastOcrDigit, LineClass::kOcrName},
    {EditKind::kFirstTypo, LineClass::kTypoFirst},
    {EditKind::kLastTypo, LineClass::kTypoLast},
    {EditKind::kCut, LineClass::kCut},
    {EditKind::kFirstSurnameDropped, LineClass::kSecondSurnameOnly},
    {EditKind::kMiddleUsed, LineClass::kMiddleNameUsed},
    {EditKind::kFirstInitial, LineClass::kFirstInitialOnly},
    {EditKind::kHouseLetter, LineClass::kLetterForDigit},
    {EditKind::kHouseTypo, LineClass::kHouseSwappedNoSuch},
    {EditKind::kUnitTypo, LineClass::kUnitUnknown},
    {EditKind::kUnitDropped, LineClass::kUnitMissing},
    {EditKind::kCareOf, LineClass::kCareOf},
    {EditKind::kSuffixDropped, LineClass::kSuffixAbsentOne},
};

bool edited(const std::vector<Edit>& edits, EditKind kind) {
  return std::any_of(edits.begin(), edits.end(), [&](const Edit& edit) { return edit.kind == kind; });
}

// In 1/10,000: forms as they are.
std::uint32_t form_rate(const Assumed& a, EditKind kind, const Person& person) {
  const bool ordered = person.culture == Culture::kChinese || person.culture == Culture::kVietnamese;
  switch (kind) {
    case EditKind::kMiddleDropped: return a.line_middle_dropped_percent * 100;
    case EditKind::kMiddleInitial: return a.line_middle_initial_percent * 100;
    case EditKind::kSurnamesHyphen: return a.line_two_surnames_percent * 100;
    case EditKind::kSuffixForm: return a.line_suffix_form_percent * 100;
    case EditKind::kDesignator: return a.line_designator_percent * 100;
    case EditKind::kLongType: return a.line_long_type_percent * 100;
    case EditKind::kZipPlus4: return a.line_zip_plus4_percent * 100;
    case EditKind::kTitleCase: return a.line_title_percent * 100;
    case EditKind::kFirstJoined: return a.line_joined_percent * 100;
    case EditKind::kFirstRomanized:
    case EditKind::kLastRomanized: return person.culture != Culture::kNone ? a.line_romanized_percent * 100 : 0;
    case EditKind::kNamesExchanged: return ordered ? a.line_order_percent * 100 : 0;
    case EditKind::kParticle: return a.line_particle_percent * 100;
    case EditKind::kUnitInStreet: return a.line_unit_in_street_percent * 100;
    case EditKind::kUnitTrailing: return a.line_unit_trailing_percent * 100;
    case EditKind::kOneLine: return a.line_one_line_percent * 100;
    case EditKind::kBoxForm:
    case EditKind::kRouteForm: return a.line_box_form_percent * 100;
    case EditKind::kOrdinalForm: return a.line_ordinal_percent * 100;
    case EditKind::kSaintForm: return a.line_saint_percent * 100;
    case EditKind::kHighwayForm: return a.line_highway_percent * 100;
    default: return 0;  // an error, or only where the story asks for it
  }
}

// In 1/10,000 at 1x, of a line: what happens to registers too, and what only happens to lines.
std::uint32_t error_rate(const Assumed& a, EditKind kind) {
  switch (kind) {
    case EditKind::kZipDigit: return a.error_zip_digit;
    case EditKind::kZipDropped: return a.error_zip_dropped;
    case EditKind::kUnitTypo: return a.error_unit_typo;
    case EditKind::kFirstOcrDigit:
    case EditKind::kLastOcrDigit: return a.error_ocr_digit;
    case EditKind::kFirstInitial: return a.error_first_initial;
    case EditKind::kNamesExchanged: return a.error_names_exchanged;
    case EditKind::kCut: return a.error_field_cut;
    default: return record_error_rate(a, kind);
  }
}

// What a story is about does not happen away.
bool spared(EditKind kind, Story story) {
  switch (kind) {
    case EditKind::kMiddleDropped: return story == Story::kOtherMiddle;
    case EditKind::kSuffixDropped: return story == Story::kJunior || story == Story::kThird;
    case EditKind::kSecondSurnameDropped: return story == Story::kSecondSurname;
    case EditKind::kUnitDropped: return story == Story::kOtherUnit;
    default: return false;
  }
}

// A wrong ZIP stays in its state, as far as the table knows: another state's would be refused before anybody looks it up.
bool zip_of_state(const Tables& tables, std::string_view zip, std::string_view state) {
  const auto row = std::lower_bound(tables.zips.begin(), tables.zips.end(), zip, [](const Zip& x, std::string_view y) { return x.zip < y; });
  return row != tables.zips.end() && row->zip == zip && row->state == state;
}

class LineMaker {
 public:
  LineMaker(const Tables& tables, const Prf& prf, const LineRules& rules, const World& world, const World* partner, Date as_of)
      : tables_(tables), prf_(prf), rules_(rules), world_(world), claims_(tables, prf, world, partner, as_of) {}

  void make(std::uint32_t line) {
    Draws draws(prf_, Stream::kLine, entity_of(world_.zip_rank(), line));
    const Picked pick = picked(rules_.stories.pick(draws));
    forced_ = pick.forced;
    const bool forced = forced_ != EditKind{};
    for (std::uint32_t attempt = 0; attempt < (forced ? kForcedAttempts : kAttempts); ++attempt) {
      claim = forced ? claims_.make_true(forced_, line, attempt) : claims_.make(pick.story, line, attempt);
      type(line, attempt);
      const char prefix = class_text(claim.line_class)[0];
      if (prefix == 'x') return;
      if (prefix == 'n') {
        if (decidable()) return;
        continue;
      }
      if (forced && !edited(edits, forced_) && attempt + 1 < kForcedAttempts) continue;
      judge_true();
      if (class_text(claim.line_class)[0] != 'n' || decidable()) return;
    }
    claim.line_class = LineClass::kCoincidence;
  }

  Claim claim;
  LineFields fields;
  std::vector<Edit> edits;

 private:
  void type(std::uint32_t line, std::uint32_t attempt) {
    fields = clean_fields(world_, claim);
    judged_ = fields;
    edits.clear();
    Draws draws(prf_, Stream::kLineForm, entity_of(world_.zip_rank(), line, 0, attempt));
    for (const EditKind kind : kEditOrder) {
      const std::uint32_t rate = rate_of(kind);
      if (rate == 0 || std::uint64_t{draws.next()} * 10'000 >> 32 >= rate) continue;
      type_edit({kind, draws.next()});
    }
  }

  std::uint32_t rate_of(EditKind kind) const {
    if (kind == forced_) return 10'000;
    if (kind == EditKind::kPlaceholder) return claim.story == Story::kPlaceholder ? 10'000 : 0;
    if (kind == EditKind::kIncomplete) return claim.story == Story::kIncomplete ? 10'000 : 0;
    if (kind == EditKind::kRange) return claim.story == Story::kRange ? 10'000 : 0;
    if (spared(kind, claim.story)) return 0;
    return form_rate(tables_.assumed, kind, claim.person) + error_rate(tables_.assumed, kind) * rules_.error_percent / 100;
  }

  // Two edits that would undo or hide each other.
  bool excluded(EditKind kind) const {
    const bool surnames_changed = edited(edits, EditKind::kSurnamesHyphen) || edited(edits, EditKind::kSecondSurnameDropped) ||
                                  edited(edits, EditKind::kFirstSurnameDropped);
    const bool zip_wrong = edited(edits, EditKind::kZipDigit) || edited(edits, EditKind::kZipDropped);
    switch (kind) {
      case EditKind::kFirstSurnameDropped: return edited(edits, EditKind::kSecondSurnameDropped);
      case EditKind::kSurnamesExchanged: return surnames_changed;
      case EditKind::kZipDropped: return zip_wrong;
      case EditKind::kCityDropped:
      case EditKind::kCityTypo: return zip_wrong;
      case EditKind::kUnitTrailing: return edited(edits, EditKind::kUnitInStreet);
      // A unit, or a road's number, behind a road's number would be read as one.
      default: return false;
    }
  }

  void type_edit(Edit edit) {
    if (excluded(edit.kind)) return;
    if (edit.kind == EditKind::kUnitTrailing && !trails_well()) return;
    LineFields changed = fields;
    if (!apply(tables_, edit, changed)) return;
    const bool street = edit.kind == EditKind::kStreetTypo || edit.kind == EditKind::kTypeDropped || edit.kind == EditKind::kDirectionDropped;
    if (street && world_.town().has_street(changed.street)) return;
    if (edit.kind == EditKind::kZipDigit && !zip_of_state(tables_, changed.zip, changed.state)) return;
    if (changes_given(edit.kind) && is_anothers_name(changed.first)) return;
    fields = std::move(changed);
    edits.push_back(edit);
    if (edit.kind != EditKind::kTitleCase && edit.kind != EditKind::kNamesExchanged) judged_ = fields;
  }

  // 12 OAK ST 4 is read as it is meant; a unit behind the number of a road or a direction is not.
  bool trails_well() const {
    const std::size_t space = fields.street.rfind(' ');
    const std::string_view last = space == std::string::npos ? std::string_view() : std::string_view(fields.street).substr(space + 1);
    return std::any_of(tables_.street_types.begin(), tables_.street_types.end(),
                       [&](const StreetType& type) { return type.short_form == last || type.long_form == last; });
  }

  static bool changes_given(EditKind kind) {
    return kind == EditKind::kNickname || kind == EditKind::kSpelling || kind == EditKind::kFirstTypo || kind == EditKind::kFirstPhonetic ||
           kind == EditKind::kFirstInitial || kind == EditKind::kMiddleUsed || kind == EditKind::kFirstRomanized;
  }

  // A JON who is written JOHN where a JOHN lives too would be that JOHN for everybody.
  bool is_anothers_name(std::string_view given) const {
    return any_resident([&](const Person& other) { return other.slot != claim.person.slot && (other.given == given || other.alias_given == given); });
  }

  // The fields in upper case and in their own places, as names are compared.
  const LineFields& upper() const { return judged_; }

  template <typename Test>
  bool any_at(std::uint32_t home, Test test) const {
    const Residence& residence = world_.residences()[home];
    for (std::uint32_t i = residence.first; i < residence.first + residence.size; ++i) {
      if (!world_.people()[i].registered) continue;
      if (test(world_.people()[i])) return true;
      const Misfiled* row = world_.misfiled(i);
      if (row != nullptr && test(as_filed(world_.people()[i], row->fields))) return true;
    }
    return false;
  }

  template <typename Test>
  bool any_resident(Test test) const {
    return any_at(claim.home, test);
  }

  // Every home that the line can be read to mean.
  std::vector<std::uint32_t> claimed_homes() const {
    const Home& home = world_.homes()[claim.home];
    std::vector<std::uint32_t> out;
    if (claim.city != nullptr) return out;  // a street that is not there
    const auto add = [&](const std::vector<std::uint32_t>& more) { out.insert(out.end(), more.begin(), more.end()); };
    const std::uint32_t street = claim.street.value_or(home.street);
    if (!claim.street) out.push_back(claim.home);
    if (home.kind == HomeKind::kPoBox || home.kind == HomeKind::kRural) return out;
    if (claim.street) add(world_.homes_at(street, home.number));
    if (home.unit_size != 0) add_building(out);
    if (edited(edits, EditKind::kHouseTypo) || edited(edits, EditKind::kHouseLetter)) add(world_.homes_at(street, typed_number()));
    if (edited(edits, EditKind::kTypeDropped) || edited(edits, EditKind::kDirectionDropped)) {
      for (std::uint32_t i = 0; i < world_.town().streets().size(); ++i)
        if (i != street && world_.town().streets()[i].base == world_.town().streets()[street].base) add(world_.homes_at(i, home.number));
    }
    return out;
  }

  // Without its unit a line means the whole building; and a row that lost its unit can be anybody's there.
  void add_building(std::vector<std::uint32_t>& out) const {
    const bool vague = edited(edits, EditKind::kUnitDropped) || edited(edits, EditKind::kUnitTypo) || edited(edits, EditKind::kUnitTrailing) || edited(edits, EditKind::kCut);
    for (const std::uint32_t home : world_.homes_of_building(claim.home)) {
      const Residence& residence = world_.residences()[home];
      bool lost = false;
      for (std::uint32_t i = residence.first; i < residence.first + residence.size && !lost; ++i) {
        const Misfiled* row = world_.misfiled(i);
        lost = row != nullptr && row->edit.kind == EditKind::kUnitDropped;
      }
      if (home != claim.home && (vague || lost)) out.push_back(home);
    }
  }

  std::uint32_t typed_number() const {
    std::uint32_t number = 0;
    for (const char c : typed_house_)
      if (c >= '0' && c <= '9') number = number * 10 + static_cast<std::uint32_t>(c - '0');
    return number;
  }

  // Nobody registered where the line can be read to point can be taken for its person.
  bool decidable() {
    typed_house_ = house_said();
    for (const std::uint32_t home : claimed_homes())
      if (any_at(home, [&](const Person& person) { return !set_apart(tables_, upper(), person); })) return false;
    return true;
  }

  // Also where the whole address stands in one field.
  std::string house_said() const {
    if (!fields.house.empty()) return fields.house.substr(0, fields.house.find(' '));
    return edited(edits, EditKind::kOneLine) ? fields.street.substr(0, fields.street.find(' ')) : std::string();
  }

  bool slipped_into_a_name(const LineFields& said, const std::vector<Edit>& by) const {
    const bool first = edited(by, EditKind::kFirstTypo) || edited(by, EditKind::kFirstPhonetic);
    if (first && tables_.is_other_given(said.first) && !tables_.one_name(said.first, claim.person.given)) return true;
    if (!edited(by, EditKind::kLastTypo) && !edited(by, EditKind::kLastPhonetic)) return false;
    const std::string& last = said.last;
    for (std::size_t from = 0; from < last.size();) {
      const std::size_t end = std::min(last.find_first_of(" -", from), last.size());
      const std::string_view word = std::string_view(last).substr(from, end - from);
      if (word != claim.person.family && word != claim.person.family2 && tables_.is_other_surname(word)) return true;
      from = end + 1;
    }
    return false;
  }

  // What happened to the line, and to the row that it should meet.
  void judge_true() {
    const Misfiled* row = claim.on_record && claim.person_world == &world_ ? world_.misfiled(claim.person.slot) : nullptr;
    std::vector<Edit> all = edits;
    if (row != nullptr) all.push_back(row->edit);
    if (claim.line_class == LineClass::kExact) claim.line_class = form_of_place();
    for (const Consequence& consequence : kConsequences)
      if (edited(all, consequence.kind) && (consequence.kind == forced_ || !edited(edits, forced_))) claim.line_class = consequence.line_class;
    for (const Consequence& consequence : kConsequences)
      if (edited(all, consequence.kind) && class_text(consequence.line_class)[0] == 'g') claim.line_class = consequence.line_class;
    if (claim.line_class == LineClass::kRomanized || claim.line_class == LineClass::kFirstLastSwapped) claim.line_class = by_culture();
    judge_place(row);
    if (slipped_into_a_name(upper(), edits) || (row != nullptr && slipped_into_a_name(row->fields, all))) claim.line_class = LineClass::kListedNameSlip;
    judge_rivals();
  }

  LineClass by_culture() const {
    switch (claim.person.culture) {
      case Culture::kArabic: return claim.line_class == LineClass::kRomanized ? LineClass::kArabic : claim.line_class;
      case Culture::kChinese: return claim.line_class == LineClass::kFirstLastSwapped ? LineClass::kChinese : claim.line_class;
      case Culture::kVietnamese: return claim.line_class == LineClass::kFirstLastSwapped ? LineClass::kVietnamese : claim.line_class;
      case Culture::kKorean: return claim.line_class == LineClass::kRomanized ? LineClass::kKorean : claim.line_class;
      case Culture::kRussian: return claim.line_class == LineClass::kRomanized ? LineClass::kRussian : claim.line_class;
      case Culture::kNone: break;
    }
    return claim.line_class;
  }

  // An address whose plain form is the hard one.
  LineClass form_of_place() const {
    const Home& home = world_.homes()[claim.home];
    if (home.kind == HomeKind::kPoBox || home.kind == HomeKind::kRural) return LineClass::kExact;
    if (home.house_form == HouseForm::kHyphen) return LineClass::kHyphenatedHouse;
    if (home.house_form == HouseForm::kHalf) return LineClass::kHalfHouse;
    switch (world_.town().streets()[home.street].form) {
      case StreetForm::kNamed: return LineClass::kExact;
      case StreetForm::kHighway: return LineClass::kHighwayForms;
      case StreetForm::kGrid: return LineClass::kGridAddress;
    }
    return LineClass::kExact;
  }

  // An address that lost something: is there one place left that it can mean, or another one?
  void judge_place(const Misfiled* row) {
    const Home& home = world_.homes()[claim.home];
    if (home.kind == HomeKind::kPoBox || home.kind == HomeKind::kRural) return;
    const bool unsaid = edited(edits, EditKind::kTypeDropped) || edited(edits, EditKind::kDirectionDropped);
    const bool unfiled = row != nullptr && (row->edit.kind == EditKind::kTypeDropped || row->edit.kind == EditKind::kDirectionDropped);
    const std::vector<Street>& streets = world_.town().streets();
    const auto same_base = std::count_if(streets.begin(), streets.end(), [&](const Street& street) { return street.base == streets[home.street].base; });
    if ((unsaid || unfiled) && same_base > 1) claim.line_class = LineClass::kStreetTypeUnknown;
    if (edited(edits, EditKind::kHouseTypo)) {
      typed_house_ = house_said();
      for (const std::uint32_t other : world_.homes_at(home.street, typed_number()))
        if (world_.residences()[other].registered > 0) return point_to(other, LineClass::kHouseSwappedOtherExists);
    }
    if (!edited(edits, EditKind::kUnitTypo)) return;
    for (const std::uint32_t other : world_.homes_of_building(claim.home))
      if (other != claim.home && fields.unit.ends_with(" " + std::string(world_.homes()[other].unit()))) return point_to(other, LineClass::kSameNameOtherUnit);
  }

  // The slip leads to another door: who lives there decides, and the line's person is not he.
  void point_to(std::uint32_t home, LineClass line_class) {
    if (world_.residences()[home].registered == 0) return;
    claim.line_class = line_class;
    claim.home = home;
  }

  void judge_rivals() {
    if (class_text(claim.line_class)[0] == 'n') return;
    const bool rival = any_resident(
        [&](const Person& other) { return other.slot != claim.person.slot && fits_as_well(tables_, upper(), claim.person, other); });
    if (!rival) return;
    claim.line_class = fields.suffix.empty() && any_resident([](const Person& person) { return person.suffix != Suffix::kNone; })
                           ? LineClass::kSuffixAbsentBoth
                           : LineClass::kTwoSameName;
  }

  const Tables& tables_;
  Prf prf_;
  const LineRules& rules_;
  const World& world_;
  ClaimMaker claims_;
  LineFields judged_;
  EditKind forced_{};
  std::string typed_house_;
};

void pack(LineBlock& block, const PersonIds& ids, const LineMaker& made) {
  LineHead head;
  const Claim& claim = made.claim;
  head.person = ids.of(claim.person_world->zip_rank(), claim.person.slot);
  if (claim.on_record) head.record = head.person;
  if (claim.trap) head.record = ids.of(block.zip_rank, *claim.trap);
  head.born = claim.person.born;
  head.line_class = claim.line_class;
  head.group = claim.person.group;
  head.text_from = static_cast<std::uint32_t>(block.text.size());
  head.edits_from = static_cast<std::uint32_t>(block.edits.size());
  head.edits = static_cast<std::uint8_t>(made.edits.size());
  const LineFields& f = made.fields;
  std::size_t field = 0;
  for (const std::string* text : {&f.first, &f.middle, &f.last, &f.suffix, &f.house, &f.street, &f.unit, &f.po_box, &f.city, &f.state, &f.zip}) {
    CS_CHECK(text->size() <= UINT8_MAX, "a field of a line has at most 255 bytes");
    head.sizes[field++] = static_cast<std::uint8_t>(text->size());
    block.text += *text;
  }
  block.edits.insert(block.edits.end(), made.edits.begin(), made.edits.end());
  block.heads.push_back(head);
}

}  // namespace

LineFields clean_fields(const World& world, const Claim& claim) {
  Home home = world.homes()[claim.home];
  if (claim.street) home.street = *claim.street;
  PlaceText place = place_text(world, home);
  const Zip& zip = claim.city != nullptr ? claim.city->zip() : world.zip();
  return {std::string(claim.person.given), std::string(claim.person.middle), claim.person.surnames(), std::string(suffix_text(claim.person.suffix)),
          std::move(place.house), std::move(place.street), std::move(place.unit), std::move(place.po_box),
          std::string(zip.city), std::string(zip.state), std::string(zip.zip)};
}

LineView view_of(const LineBlock& block, const LineHead& head) {
  std::string_view rest = std::string_view(block.text).substr(head.text_from);
  LineView out;
  std::size_t field = 0;
  for (std::string_view* text : {&out.first, &out.middle, &out.last, &out.suffix, &out.house, &out.street, &out.unit, &out.po_box, &out.city,
                                 &out.state, &out.zip}) {
    *text = rest.substr(0, head.sizes[field]);
    rest.remove_prefix(head.sizes[field++]);
  }
  return out;
}

LineBlock make_lines(const Tables& tables, const Prf& prf, const PersonIds& ids, const LineRules& rules, const World& world,
                     const World* partner, std::uint32_t count, Date as_of) {
  LineBlock block;
  block.zip_rank = world.zip_rank();
  if (count == 0) return block;
  block.heads.reserve(count);
  LineMaker maker(tables, prf, rules, world, partner, as_of);
  for (std::uint32_t line = 0; line < count; ++line) {
    maker.make(line);
    pack(block, ids, maker);
  }
  return block;
}

}  // namespace cs::population
