#include "population/people_csv.h"

#include <array>

#include "base/check.h"
#include "population/output.h"

namespace cs::population {
namespace {

// More than any row has: four names of two words, a street, a unit, a city, an edit.
constexpr std::size_t kRowRoom = 512;

// What a row ends with, in sixteen bytes, so that it can be copied as one.
struct End {
  char text[17];
  std::size_t size;
  std::string_view view() const { return {text, size}; }
};
constexpr End kCurrent = {",current\n.......", 9}, kFormer = {",former\n........", 8}, kAlias = {",alias\n.........", 7};

// How the clerk who entered this household wrote.
struct Style {
  bool long_type = false;
  bool title = false;
};

class RowWriter {
 public:
  RowWriter(const World& world, const Tables& tables) : world_(world), tables_(tables) {
    out_.text.room(world.rows() * 110 + kRowRoom);
    out_.truth.room(world.registered().size() * 56 + kRowRoom);
    for (RowText* part : {&id_, &home_, &place_, &former_, &places_[0], &places_[1]}) part->room(kRowRoom);
    for (std::size_t group = 0; group < kGroups; ++group) {
      groups_[group].room(kRowRoom);
      groups_[group].put(group_text(static_cast<Group>(group)));
    }
    for (const bool title : {false, true}) {
      RowText& place = places_[title ? 1 : 0];
      style_.title = title;
      field(place, world.zip().city);
      place.put(world.zip().state);
      place.put(',');
      place.put(world.zip().zip);
      place.put(',');
    }
  }

  PeopleRows write(const std::vector<std::uint64_t>& ids) {
    auto stay = world_.former_stays().begin();
    auto announced = world_.announced().begin();
    auto departed = world_.departed().begin();
    auto misfiled = world_.misfiled().begin();
    std::size_t id_of_departed = world_.registered().size();
    std::size_t place_of_id = 0;
    const auto close = [&](std::uint32_t before) {
      for (; departed != world_.departed().end() && departed->person < before; ++departed) departed_row(*departed, ids[id_of_departed++]);
    };
    for (const std::uint32_t index : world_.registered()) {
      close(index);
      const Person& person = world_.people()[index];
      if (person.home != styled_home_) start_home(person.home);
      id_.clear();
      id_.put_ten_digits('P', ids[place_of_id++]);
      id_.put(',');
      const bool wrong = misfiled != world_.misfiled().end() && misfiled->person == index;
      truth(person, wrong ? &*misfiled : nullptr);
      if (wrong) filed_row((misfiled++)->fields);
      else row(person, person.family, person.family2, place_, kCurrent);
      if (!person.former_family.empty()) row(person, person.former_family, {}, place_, kFormer);
      if (!person.alias_given.empty()) row(person, person.family, person.family2, place_, kAlias);
      for (; stay != world_.former_stays().end() && stay->person == index; ++stay) {
        former_.clear();
        put_place(former_, world_.homes()[stay->home], stay->from);
        former_.put_date(stay->to);
        row(person, person.family, person.family2, former_, kCurrent);
      }
      for (; announced != world_.announced().end() && announced->person == index; ++announced) {
        former_.clear();
        put_place(former_, world_.homes()[announced->home], announced->from);
        row(person, person.family, person.family2, former_, kCurrent);
      }
    }
    close(UINT32_MAX);
    out_.people = world_.registered().size();
    CS_CHECK(stay == world_.former_stays().end() && announced == world_.announced().end() && out_.rows == world_.rows(), "every row of a world is written once");
    return std::move(out_);
  }

 private:
  // What is true of a person, whatever the register says; nobody but tests and reports reads it.
  void truth(const Person& person, const Misfiled* misfiled) {
    RowText& out = out_.truth;
    out.room(kRowRoom);
    out.put_padded(id_.view());
    out.put_padded(home_.view());
    out.put_padded(groups_[static_cast<std::size_t>(person.group)].view());
    out.put(person.sex == Sex::kFemale ? ",f," : ",m,");
    out.put_year(person.born);
    out.put(',');
    const std::size_t from = out.size();
    const auto event = [&](std::string_view text) {
      if (out.size() > from) out.put(';');
      out.put(text);
    };
    if (!person.former_family.empty()) event("former_name");
    if (!person.alias_given.empty()) event("alias");
    if (person.twin) event("twin");
    if (person.died_days_ago != 0) {
      event("died:");
      out.put_date({world_.as_of().days - person.died_days_ago});
    }
    if (misfiled != nullptr) {
      event("filed:");
      put_edits(out, &misfiled->edit, 1);
    }
    out.put('\n');
  }

  void departed_row(const Departed& departed, std::uint64_t id) {
    const Person& person = world_.people()[departed.person];
    if (departed.home != styled_home_) start_home(departed.home);
    id_.clear();
    id_.put_ten_digits('P', id);
    id_.put(',');
    former_.clear();
    put_place(former_, world_.homes()[departed.home], departed.from);
    former_.put_date(departed.to);
    row(person, person.family, person.family2, former_, kCurrent);
  }

  void start_home(std::uint32_t home) {
    const std::uint32_t drawn = world_.residences()[home].style;
    const std::uint32_t longs = tables_.assumed.row_long_type_percent;
    style_ = {drawn < longs, drawn >= longs && drawn < longs + tables_.assumed.row_title_percent};
    styled_home_ = home;
    place_.clear();
    put_place(place_, world_.homes()[home], world_.residences()[home].since);
    home_.clear();
    for (const std::uint32_t number : {home, world_.homes()[home].building}) {
      home_.put(world_.zip().zip);
      home_.put('-');
      home_.put_decimal(number);
      home_.put(',');
    }
  }

  void field(RowText& out, std::string_view text) const {
    if (style_.title && text != "III") out.put_title(text);
    else out.put(text);
    out.put(',');
  }

  // Jr; III is no word.
  std::string_view suffix_in(Suffix suffix) const {
    if (!style_.title || suffix == Suffix::kThird) return suffix_text(suffix);
    return suffix == Suffix::kJunior ? "Jr" : "Sr";
  }

  // A word of a Person's name, which may be read by sixteens.
  void name(RowText& out, std::string_view text) const {
    if (style_.title) out.put_title(text);
    else out.put_padded(text);
  }

  // The fields of a row from the house to the first date: the same for a whole household, so they are written once.
  void put_place(RowText& out, const Home& home, Date from) {
    place_text_into(scratch_, world_, home, style_.long_type);
    out.put(scratch_.house);
    out.put(',');
    field(out, scratch_.street);
    field(out, scratch_.unit);
    out.put(scratch_.po_box);
    out.put(',');
    out.put_padded(places_[style_.title ? 1 : 0].view());
    out.put_date(from);
    out.put(',');
  }

  void row(const Person& person, std::string_view family, std::string_view family2, const RowText& place, const End& end) {
    RowText& out = out_.text;
    out.room(kRowRoom);
    out.put_padded(id_.view());
    if (&end == &kAlias) {
      field(out, person.alias_given);  // has no padding
    } else {
      name(out, person.given);
      out.put(',');
    }
    if (!person.middle.empty()) name(out, person.middle_on_file());
    out.put(',');
    name(out, family);
    if (!family2.empty()) {
      out.put(' ');
      name(out, family2);
    }
    out.put(',');
    if (person.suffix != Suffix::kNone) out.put(suffix_in(person.suffix));
    out.put(',');
    out.put_padded(place.view());
    out.put_padded(end.view());
    ++out_.rows;
  }

  // As filed, in short types whatever the household's style.
  void filed_row(const LineFields& f) {
    RowText& out = out_.text;
    out.room(kRowRoom);
    out.put(id_.view());
    for (const std::string* text : {&f.first, &f.middle, &f.last, &f.suffix}) field(out, *text);
    out.put(f.house);
    out.put(',');
    field(out, f.street);
    field(out, f.unit);
    out.put(f.po_box);
    out.put(',');
    field(out, f.city);
    out.put(f.state);
    out.put(',');
    out.put(f.zip);
    out.put(',');
    out.put_date(world_.residences()[styled_home_].since);
    out.put(",,current\n");
    ++out_.rows;
  }

  const World& world_;
  const Tables& tables_;
  PeopleRows out_;
  Style style_;
  PlaceText scratch_;
  RowText id_, home_, place_, former_;  // beginnings and ends of rows, each with its comma
  RowText places_[2];                   // city, state and ZIP: as they are, in title case
  std::array<RowText, kGroups> groups_; // their texts, with room behind them
  std::uint32_t styled_home_ = UINT32_MAX;
};

}  // namespace

PeopleRows people_rows(const World& world, const Tables& tables, const PersonIds& ids) {
  std::vector<std::uint32_t> slots;
  slots.reserve(world.registered().size());
  for (const std::uint32_t index : world.registered()) slots.push_back(world.people()[index].slot);
  for (const Departed& departed : world.departed()) slots.push_back(departed.person);
  return RowWriter(world, tables).write(ids.of_all(world.zip_rank(), slots));
}

}  // namespace cs::population
