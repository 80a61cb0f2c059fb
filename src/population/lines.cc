#include "population/lines.h"

#include <algorithm>

#include "population/line_rates.h"
#include "population/line_truth.h"

namespace cs::population {
namespace {

constexpr std::uint32_t kAttempts = 4;
constexpr std::uint32_t kForcedAttempts = 12;

// A wrong ZIP stays in its state, as far as the table knows: another state's would be refused before anybody looks it up.
bool zip_of_state(const Tables& tables, std::string_view zip, std::string_view state) {
  const auto row = std::lower_bound(tables.zips.begin(), tables.zips.end(), zip, [](const Zip& x, std::string_view y) { return x.zip < y; });
  return row != tables.zips.end() && row->zip == zip && row->state == state;
}

// Two edits that would undo or hide each other.
bool excluded(const std::vector<Edit>& edits, EditKind kind) {
  const bool second_dropped = edited(edits, EditKind::kSecondSurnameDropped);
  const bool surnames_changed = second_dropped || edited(edits, EditKind::kSurnamesHyphen) || edited(edits, EditKind::kFirstSurnameDropped);
  const bool zip_wrong = edited(edits, EditKind::kZipDigit) || edited(edits, EditKind::kZipDropped);
  const bool of_zip = kind == EditKind::kZipDropped || kind == EditKind::kCityDropped || kind == EditKind::kCityTypo;
  return (kind == EditKind::kFirstSurnameDropped && second_dropped) || (kind == EditKind::kSurnamesExchanged && surnames_changed) ||
         (of_zip && zip_wrong) || (kind == EditKind::kUnitTrailing && edited(edits, EditKind::kUnitInStreet));
}

bool changes_given(EditKind kind) {
  return kind == EditKind::kNickname || kind == EditKind::kSpelling || kind == EditKind::kFirstTypo || kind == EditKind::kFirstPhonetic ||
         kind == EditKind::kFirstInitial || kind == EditKind::kMiddleUsed || kind == EditKind::kFirstRomanized;
}

bool changes_street(EditKind kind) {
  return kind == EditKind::kStreetTypo || kind == EditKind::kTypeDropped || kind == EditKind::kDirectionDropped;
}

// 12 OAK ST 4 is read as it is meant; a unit behind the number of a road or a direction is not.
bool trails_well(const Tables& tables, std::string_view street) {
  const std::size_t space = street.rfind(' ');
  const std::string_view last = space == std::string_view::npos ? std::string_view() : street.substr(space + 1);
  return std::any_of(tables.street_types.begin(), tables.street_types.end(),
                     [&](const StreetType& type) { return type.short_form == last || type.long_form == last; });
}

class LineMaker {
 public:
  LineMaker(const Tables& tables, const Prf& prf, const LineRules& rules, const World& world, const World* partner, Date as_of)
      : tables_(tables), prf_(prf), stories_(rules.stories), rates_(tables.assumed, rules.error_percent), world_(world),
        claims_(tables, prf, world, partner, as_of), truth_(tables, world, line_) {}

  // The line stands until the next is made.
  const TypedLine& make(std::uint32_t index) {
    Draws draws(prf_, Stream::kLine, entity_of(world_.zip_rank(), index));
    const Picked pick = picked(stories_.pick(draws));
    line_.forced = pick.forced;
    const bool forced = pick.forced != EditKind{};
    const std::uint32_t attempts = forced ? kForcedAttempts : kAttempts;
    for (std::uint32_t attempt = 0; attempt < attempts; ++attempt) {
      line_.claim = forced ? claims_.make_true(pick.forced, index, attempt) : claims_.make(pick.story, index, attempt);
      type(index, attempt);
      if (is_told(forced && attempt + 1 < attempts)) return line_;
    }
    line_.claim.line_class = LineClass::kCoincidence;
    return line_;
  }

 private:
  char prefix() const { return class_text(line_.claim.line_class)[0]; }

  // The line is what it was made for, and its truth can be known.
  bool is_told(bool must_have_forced) {
    if (prefix() == 'x') return true;
    if (prefix() == 'n') return truth_.decidable();
    if (must_have_forced && !edited(line_.edits, line_.forced)) return false;
    truth_.judge_true();
    return prefix() != 'n' || truth_.decidable();
  }

  void type(std::uint32_t index, std::uint32_t attempt) {
    line_.fields = clean_fields(world_, line_.claim);
    line_.judged = line_.fields;
    line_.edits.clear();
    Draws draws(prf_, Stream::kLineForm, entity_of(world_.zip_rank(), index, 0, attempt));
    for (const EditKind kind : kEditOrder) {
      const std::uint32_t rate = kind == line_.forced ? 10'000 : rates_.of(kind, line_.claim.story, line_.claim.person);
      if (rate == 0 || std::uint64_t{draws.next()} * 10'000 >> 32 >= rate) continue;
      type_edit({kind, draws.next()});
    }
  }

  void type_edit(Edit edit) {
    if (excluded(line_.edits, edit.kind)) return;
    if (edit.kind == EditKind::kUnitTrailing && !trails_well(tables_, line_.fields.street)) return;
    LineFields changed = line_.fields;
    if (!apply(tables_, edit, changed)) return;
    if (changes_street(edit.kind) && world_.town().has_street(changed.street)) return;
    if (edit.kind == EditKind::kZipDigit && !zip_of_state(tables_, changed.zip, changed.state)) return;
    // A JON who is written JOHN where a JOHN lives too would be that JOHN for everybody.
    if (changes_given(edit.kind) && truth_.is_anothers_name(changed.first)) return;
    line_.fields = std::move(changed);
    line_.edits.push_back(edit);
    if (edit.kind != EditKind::kTitleCase && edit.kind != EditKind::kNamesExchanged) line_.judged = line_.fields;
  }

  const Tables& tables_;
  Prf prf_;
  const AliasTable& stories_;
  LineRates rates_;
  const World& world_;
  ClaimMaker claims_;
  TypedLine line_;
  LineTruth truth_;
};

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

LineBlock make_lines(const Tables& tables, const Prf& prf, const PersonIds& ids, const LineRules& rules, const World& world,
                     const World* partner, std::uint32_t count, Date as_of) {
  LineBlock block;
  block.zip_rank = world.zip_rank();
  if (count == 0) return block;
  block.heads.reserve(count);
  LineMaker maker(tables, prf, rules, world, partner, as_of);
  for (std::uint32_t line = 0; line < count; ++line) pack(block, ids, maker.make(line));
  return block;
}

}  // namespace cs::population
