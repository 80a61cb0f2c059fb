#include "population/lines.h"

#include <algorithm>

#include "base/check.h"
#include "population/resemblance.h"

namespace cs::population {
namespace {

constexpr std::uint32_t kAttempts = 4;

// What an edit makes of a true line; the later of two in this list decides.
struct Consequence {
  EditKind kind;
  LineClass line_class;
};
constexpr Consequence kConsequences[] = {
    {EditKind::kLongType, LineClass::kStreetAbbreviated},
    {EditKind::kDesignator, LineClass::kStreetAbbreviated},
    {EditKind::kZipPlus4, LineClass::kZipPlus4},
    {EditKind::kMiddleInitial, LineClass::kInitialMiddle},
    {EditKind::kMiddleDropped, LineClass::kNoMiddle},
    {EditKind::kSuffixForm, LineClass::kSuffixForm},
    {EditKind::kSurnamesHyphen, LineClass::kTwoSurnamesHyphen},
    {EditKind::kNickname, LineClass::kNickname},
    {EditKind::kSurnamesExchanged, LineClass::kTwoSurnamesSwapped},
    {EditKind::kSecondSurnameDropped, LineClass::kTwoSurnamesFirstOnly},
    {EditKind::kCityDropped, LineClass::kCityMissing},
    {EditKind::kZipDigit, LineClass::kZipError},
    {EditKind::kStreetTypo, LineClass::kTypoStreet},
    {EditKind::kFirstTypo, LineClass::kTypoFirst},
    {EditKind::kLastTypo, LineClass::kTypoLast},
    {EditKind::kUnitDropped, LineClass::kUnitMissing},
    {EditKind::kSuffixDropped, LineClass::kSuffixAbsentOne},
};

bool edited(const std::vector<Edit>& edits, EditKind kind) {
  return std::any_of(edits.begin(), edits.end(), [&](const Edit& edit) { return edit.kind == kind; });
}

// In 1/10,000: forms as they are, errors at the scale asked for.
std::uint32_t rate_of(const Assumed& a, EditKind kind, Story story, std::uint32_t error_percent) {
  const auto error = [&](std::uint32_t rate) { return rate * error_percent / 100; };
  switch (kind) {
    case EditKind::kNickname: return error(a.error_nickname);
    case EditKind::kMiddleDropped: return story == Story::kOtherMiddle ? 0 : a.line_middle_dropped_percent * 100;
    case EditKind::kMiddleInitial: return a.line_middle_initial_percent * 100;
    case EditKind::kSurnamesHyphen: return a.line_two_surnames_percent * 100;
    case EditKind::kSecondSurnameDropped: return error(a.error_second_surname_dropped);
    case EditKind::kSurnamesExchanged: return error(a.error_surnames_exchanged);
    case EditKind::kSuffixForm: return a.line_suffix_form_percent * 100;
    case EditKind::kSuffixDropped: return story == Story::kJunior ? 0 : error(a.error_suffix_dropped);
    case EditKind::kFirstTypo: return error(a.error_first_typo);
    case EditKind::kLastTypo: return error(a.error_last_typo);
    case EditKind::kDesignator: return a.line_designator_percent * 100;
    case EditKind::kUnitDropped: return error(a.error_unit_dropped);
    case EditKind::kStreetTypo: return error(a.error_street_typo);
    case EditKind::kLongType: return a.line_long_type_percent * 100;
    case EditKind::kZipDigit: return error(a.error_zip_digit);
    case EditKind::kZipPlus4: return a.line_zip_plus4_percent * 100;
    case EditKind::kCityDropped: return error(a.error_city_dropped);
    case EditKind::kPlaceholder: return story == Story::kPlaceholder ? 10'000 : 0;
    case EditKind::kIncomplete: return story == Story::kIncomplete ? 10'000 : 0;
    case EditKind::kTitleCase: return a.line_title_percent * 100;
  }
  return 0;
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
    const auto story = static_cast<Story>(rules_.stories.pick(draws));
    for (std::uint32_t attempt = 0; attempt < kAttempts; ++attempt) {
      claim = claims_.make(story, line, attempt);
      type(line, attempt);
      const char prefix = class_text(claim.line_class)[0];
      if (prefix == 'v') return judge_true();
      if (prefix != 'n' || decidable()) return;
    }
    claim.line_class = LineClass::kCoincidence;
  }

  Claim claim;
  LineFields fields;
  std::vector<Edit> edits;

 private:
  void type(std::uint32_t line, std::uint32_t attempt) {
    fields = clean_fields(world_, claim);
    edits.clear();
    Draws draws(prf_, Stream::kLineForm, entity_of(world_.zip_rank(), line, 0, attempt));
    for (std::uint8_t kind = 1; kind <= kEditKindMax; ++kind) {
      const Edit edit{static_cast<EditKind>(kind), 0};
      if (!draws.in_ten_thousand(rate_of(tables_.assumed, edit.kind, claim.story, rules_.error_percent))) continue;
      type_edit({edit.kind, draws.next()});
    }
  }

  void type_edit(Edit edit) {
    const bool surnames_changed = edited(edits, EditKind::kSurnamesHyphen) || edited(edits, EditKind::kSecondSurnameDropped);
    if (edit.kind == EditKind::kSurnamesExchanged && surnames_changed) return;
    if (edit.kind == EditKind::kCityDropped && edited(edits, EditKind::kZipDigit)) return;
    if (edit.kind == EditKind::kTitleCase) judged_ = fields;
    LineFields changed = fields;
    if (!apply(tables_, edit, changed)) return;
    if (edit.kind == EditKind::kStreetTypo && world_.town().has_street(changed.street)) return;
    if (edit.kind == EditKind::kZipDigit && !zip_of_state(tables_, changed.zip, changed.state)) return;
    const bool given = edit.kind == EditKind::kNickname || edit.kind == EditKind::kFirstTypo;
    if (given && is_anothers_name(changed.first)) return;
    fields = std::move(changed);
    edits.push_back(edit);
  }

  // A JON who is written JOHN where a JOHN lives too would be that JOHN for everybody.
  bool is_anothers_name(std::string_view given) const {
    return any_resident([&](const Person& other) { return other.slot != claim.person.slot && (other.given == given || other.alias_given == given); });
  }

  // The fields in upper case, as names are compared.
  const LineFields& upper() const { return edited(edits, EditKind::kTitleCase) ? judged_ : fields; }

  template <typename Test>
  bool any_resident(Test test) const {
    const Residence& residence = world_.residences()[claim.home];
    for (std::uint32_t i = residence.first; i < residence.first + residence.size; ++i)
      if (world_.people()[i].registered && test(world_.people()[i])) return true;
    return false;
  }

  // Nobody registered at the claimed home can be taken for the person of the line.
  bool decidable() const {
    return !any_resident([&](const Person& person) { return !set_apart(tables_, upper(), person); });
  }

  bool slipped_into_a_name() const {
    const bool other_given = tables_.is_other_given(upper().first) && !tables_.one_name(upper().first, claim.person.given);
    if (edited(edits, EditKind::kFirstTypo) && other_given) return true;
    if (!edited(edits, EditKind::kLastTypo)) return false;
    const std::string& last = upper().last;
    for (std::size_t from = 0; from < last.size();) {
      const std::size_t end = std::min(last.find_first_of(" -", from), last.size());
      const std::string_view word = std::string_view(last).substr(from, end - from);
      if (word != claim.person.family && word != claim.person.family2 && tables_.is_other_surname(word)) return true;
      from = end + 1;
    }
    return false;
  }

  void judge_true() {
    for (const Consequence& consequence : kConsequences)
      if (edited(edits, consequence.kind)) claim.line_class = consequence.line_class;
    if (slipped_into_a_name()) claim.line_class = LineClass::kListedNameSlip;
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
  PlaceText place = place_text(world, world.homes()[claim.home]);
  const Zip& zip = world.zip();
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
