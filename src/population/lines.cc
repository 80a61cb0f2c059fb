#include "population/lines.h"

#include <algorithm>

#include "population/line_truth.h"

namespace cs::population {
namespace {

constexpr std::uint32_t kAttempts = 4;
constexpr std::uint32_t kForcedAttempts = 12;
constexpr std::uint32_t kStrangers = 200;
constexpr std::uint32_t kTwinsLookedAt = 200;

// A wrong ZIP stays in its state, as far as the table knows: another state's would be refused before anybody looks it up.
bool zip_of_state(const Tables& tables, std::string_view zip, std::string_view state) {
  const auto row = std::lower_bound(tables.zips.begin(), tables.zips.end(), zip, [](const Zip& x, std::string_view y) { return x.zip < y; });
  return row != tables.zips.end() && row->zip == zip && row->state == state;
}

// Two edits that would undo or hide each other.
bool excluded(EditKinds edits, EditKind kind) {
  const bool second_dropped = edited(edits, EditKind::kSecondSurnameDropped);
  const bool surnames_changed = second_dropped || edited(edits, EditKind::kSurnamesHyphen) || edited(edits, EditKind::kFirstSurnameDropped);
  const bool zip_wrong = edited(edits, EditKind::kZipDigit) || edited(edits, EditKind::kZipDropped);
  const bool of_zip = kind == EditKind::kZipDropped || kind == EditKind::kCityDropped || kind == EditKind::kCityTypo || kind == EditKind::kCityAlias;
  return (kind == EditKind::kFirstSurnameDropped && second_dropped) || (kind == EditKind::kSurnamesExchanged && surnames_changed) ||
         (of_zip && zip_wrong) || (kind == EditKind::kUnitTrailing && edited(edits, EditKind::kUnitInStreet));
}

bool changes_given(EditKind kind) {
  return kind == EditKind::kNickname || kind == EditKind::kSpelling || kind == EditKind::kFirstTypo || kind == EditKind::kFirstPhonetic ||
         kind == EditKind::kFirstInitial || kind == EditKind::kMiddleUsed || kind == EditKind::kFirstRomanized;
}

// What leaves the names as they are and writes them otherwise than they are judged.
bool hides(EditKind kind) {
  return kind == EditKind::kTitleCase || kind == EditKind::kNamesExchanged || kind == EditKind::kSuffixInMiddle || kind == EditKind::kSuffixContradicted ||
         kind == EditKind::kSuffixUnread || kind == EditKind::kTwoPeople || kind == EditKind::kNative;
}

// A line of the class stands only where the edit that it is named for has happened; 0: of any.
EditKind named_for(LineClass line_class) {
  if (line_class == LineClass::kRange) return EditKind::kRange;
  if (line_class == LineClass::kTwoPeople) return EditKind::kTwoPeople;
  if (line_class == LineClass::kCloseNative) return EditKind::kNative;
  return line_class == LineClass::kGenerationInMiddle ? EditKind::kSuffixInMiddle : EditKind{};
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

// What an edit can change that may have to be taken back: of a given name, a street, a ZIP.
struct Undo {
  std::string first, middle, street, zip;
  void save(const LineFields& f) {
    first = f.first;
    middle = f.middle;
    street = f.street;
    zip = f.zip;
  }
  void restore(LineFields& f) const {
    f.first = first;
    f.middle = middle;
    f.street = street;
    f.zip = zip;
  }
};

// Sixteen bits at a time, two of a draw.
class Halves {
 public:
  explicit Halves(Draws& draws) : draws_(draws) {}
  std::uint32_t next() {
    odd_ = !odd_;
    held_ = odd_ ? draws_.next() : held_ >> 16;
    return held_ & 0xFFFF;
  }

 private:
  Draws& draws_;
  std::uint32_t held_ = 0;
  bool odd_ = false;
};

class LineMaker {
 public:
  LineMaker(const Tables& tables, const Prf& prf, const LineRules& rules, const World& world, const World* partner, Date as_of)
      : tables_(tables), prf_(prf), rules_(rules), world_(world), claims_(tables, prf, world, partner, as_of), truth_(tables, world, line_) {}

  Picked pick(std::uint32_t index) const {
    Draws draws(prf_, Stream::kLine, entity_of(world_.zip_rank(), index));
    return picked(rules_.stories.pick(draws));
  }

  // A line of a story that says what another says, where the block has one whose person it can be said of.
  bool make_twin(LineBlock& block, const PersonIds& ids, LineClass as, std::uint32_t index) const {
    if (block.heads.empty()) return false;
    Draws draws(prf_, Stream::kFresh, entity_of(world_.zip_rank(), index, 1));
    const auto count = static_cast<std::uint32_t>(block.heads.size());
    const std::uint32_t start = draws.below(count);
    const bool relative = as == LineClass::kSameNameRelative;
    for (std::uint32_t step = 0; step < std::min(count, kTwinsLookedAt); ++step) {
      const std::uint32_t at = (start + step) % count;
      const LineHead& head = block.heads[at];
      const LineView fields = view_of(block, head);
      // A middle name or a suffix would tell a relative from him; whoever came after him may bear them too.
      if (class_text(head.line_class)[0] != 'v' || (relative && !(fields.middle.empty() && fields.suffix.empty()))) continue;
      const std::int32_t days = relative ? 20 * 365 + static_cast<std::int32_t>(draws.below(15 * 365)) : static_cast<std::int32_t>(draws.below(20 * 365));
      pack_twin(block, at, as, ids.of(world_.zip_rank(), static_cast<std::uint32_t>(world_.people().size()) + index), {head.born.days - days});
      return true;
    }
    return false;
  }

  // Instead of a line that nobody can decide and no true line says too: another stranger, of whom it can be known that he is none of the residents.
  const TypedLine& make_stranger(std::uint32_t index) {
    line_.forced = {};
    for (std::uint32_t attempt = kAttempts; attempt < kStrangers; ++attempt) {
      line_.claim = claims_.make(Story::kUnknown, index, attempt);
      type(index, attempt);
      if (prefix() == 'n' && truth_.decidable()) return line_;
    }
    line_.claim.line_class = LineClass::kCoincidence;
    return line_;
  }

  // The line stands until the next is made.
  const TypedLine& make(std::uint32_t index, const Picked& pick) {
    line_.forced = pick.forced;
    const bool forced = pick.forced != EditKind{};
    const std::uint32_t attempts = forced ? kForcedAttempts : kAttempts;
    for (std::uint32_t attempt = 0; attempt < attempts; ++attempt) {
      line_.claim = forced ? claims_.make_true(pick.forced, index, attempt) : claims_.make(pick.story, index, attempt);
      if (world_.homes()[line_.claim.home].kind == HomeKind::kGeneralDelivery && line_.claim.line_class != LineClass::kPlaceholder)
        line_.claim.line_class = LineClass::kIncomplete;  // it says no place of anybody's own
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
    const EditKind needed = named_for(line_.claim.line_class);
    if (needed != EditKind{} && !edited(line_.kinds, needed)) return false;
    if (prefix() == 'x') return true;
    if (prefix() == 'n') return truth_.decidable();
    if (must_have_forced && !edited(line_.kinds, line_.forced)) return false;
    truth_.judge_true();
    return prefix() != 'n' || truth_.decidable();
  }

  void type(std::uint32_t index, std::uint32_t attempt) {
    set_clean_fields();
    line_.has_upper = false;
    line_.edits.clear();
    line_.kinds = 0;
    Draws draws(prf_, Stream::kLineForm, entity_of(world_.zip_rank(), index, 0, attempt));
    Halves halves(draws);
    const RateRow& rates = rules_.rates.of(line_.claim.story, line_.claim.person);
    const auto each = [&](const auto& kinds) {
      for (const EditKind kind : kinds) {
        const std::uint32_t rate = kind == line_.forced ? kAlways : rates.of[static_cast<std::size_t>(kind)];
        if (rate != 0 && halves.next() < rate) type_edit({kind, draws.next()});
      }
    };
    if (line_.forced == EditKind{}) each(rates.possible);
    else each(kEditOrder);
  }

  // A claim's fields before any edit: the register's own style.
  void set_clean_fields() {
    const Claim& claim = line_.claim;
    Home home = world_.homes()[claim.home];
    if (claim.street) home.street = *claim.street;
    place_text_into(place_, world_, home, false);
    const Zip& zip = claim.city != nullptr ? claim.city->zip() : world_.zip();
    LineFields& f = line_.fields;
    f.first = claim.person.given;
    f.middle = claim.person.middle;
    f.last = claim.person.family;
    if (!claim.person.family2.empty()) f.last.append(" ").append(claim.person.family2);
    f.suffix = suffix_text(claim.person.suffix);
    f.house.swap(place_.house);
    f.street.swap(place_.street);
    f.unit.swap(place_.unit);
    f.po_box.swap(place_.po_box);
    f.city = zip.city;
    f.state = zip.state;
    f.zip = zip.zip;
  }

  void type_edit(Edit edit) {
    if (excluded(line_.kinds, edit.kind)) return;
    if (edit.kind == EditKind::kUnitTrailing && !trails_well(tables_, line_.fields.street)) return;
    const bool hides_names = hides(edit.kind);
    if (hides_names && !line_.has_upper) line_.upper = line_.fields;
    const bool may_be_undone = changes_given(edit.kind) || changes_street(edit.kind) || edit.kind == EditKind::kZipDigit;
    if (may_be_undone) undo_.save(line_.fields);
    if (!apply(tables_, edit, line_.fields)) return;
    if (may_be_undone && is_refused(edit.kind)) return undo_.restore(line_.fields);
    line_.has_upper = line_.has_upper || hides_names;
    line_.edits.push_back(edit);
    add_kind(line_.kinds, edit.kind);
  }

  bool is_refused(EditKind kind) const {
    const LineFields& f = line_.fields;
    if (changes_street(kind)) return world_.town().has_street(f.street);
    if (kind == EditKind::kZipDigit) return !zip_of_state(tables_, f.zip, f.state);
    // A JON who is written JOHN where a JOHN lives too would be that JOHN for everybody.
    return truth_.is_anothers_name(f.first);
  }

  const Tables& tables_;
  Prf prf_;
  const LineRules& rules_;
  const World& world_;
  ClaimMaker claims_;
  TypedLine line_;
  PlaceText place_;
  Undo undo_;
  LineTruth truth_;
};

}  // namespace

LineBlock make_lines(const Tables& tables, const Prf& prf, const PersonIds& ids, const LineRules& rules, const World& world,
                     const World* partner, std::uint32_t count, Date as_of) {
  LineBlock block;
  block.zip_rank = world.zip_rank();
  if (count == 0) return block;
  block.heads.reserve(count);
  LineMaker maker(tables, prf, rules, world, partner, as_of);
  for (std::uint32_t line = 0; line < count; ++line) {
    const Picked pick = maker.pick(line);
    if (pick.story == Story::kSameNameRelative && maker.make_twin(block, ids, LineClass::kSameNameRelative, line)) continue;
    if (pick.story == Story::kSuccessorNamesake && maker.make_twin(block, ids, LineClass::kSuccessorNamesake, line)) continue;
    const TypedLine& made = maker.make(line, pick);
    // A coincidence says just what a true line says; where there is none yet, as among negatives, the line is another's.
    if (made.claim.line_class != LineClass::kCoincidence) pack(block, ids, made);
    else if (!maker.make_twin(block, ids, LineClass::kCoincidence, line)) pack(block, ids, maker.make_stranger(line));
  }
  return block;
}

}  // namespace cs::population
