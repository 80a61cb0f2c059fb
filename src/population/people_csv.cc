#include "population/people_csv.h"

#include <charconv>

#include "base/check.h"
#include "population/order.h"
#include "population/output.h"

namespace cs::population {
namespace {

// "Maria Lopez": every word but III.
void append_title(std::string& out, std::string_view text) {
  bool start = true;
  for (const char c : text) {
    const bool upper = c >= 'A' && c <= 'Z';
    out += upper && !start && text != "III" ? static_cast<char>(c - 'A' + 'a') : c;
    start = !(upper || (c >= '0' && c <= '9'));
  }
}

// How the clerk who entered this household wrote.
struct Style {
  bool long_type = false;
  bool title = false;
};

class RowWriter {
 public:
  RowWriter(const World& world, const Tables& tables, const Prf& prf, const PersonIds& ids)
      : world_(world), tables_(tables), prf_(prf), ids_(ids) {
    out_.text.reserve(world.rows() * 110);
    out_.truth.reserve(world.registered().size() * 56);
  }

  PeopleRows write() {
    auto stay = world_.former_stays().begin();
    auto misfiled = world_.misfiled().begin();
    for (const std::uint32_t index : world_.registered()) {
      const Person& person = world_.people()[index];
      if (person.home != styled_home_) start_home(person.home);
      id_.clear();
      append_ten_digits(id_, 'P', ids_.of(world_.zip_rank(), person.slot));
      id_ += ',';
      const bool wrong = misfiled != world_.misfiled().end() && misfiled->person == index;
      truth(person, wrong ? &*misfiled : nullptr);
      if (wrong) filed_row((misfiled++)->fields);
      else row(person.given, person, person.family, person.family2, place_, ",current\n");
      if (!person.former_family.empty()) row(person.given, person, person.former_family, {}, place_, ",former\n");
      if (!person.alias_given.empty()) row(person.alias_given, person, person.family, person.family2, place_, ",alias\n");
      for (; stay != world_.former_stays().end() && stay->person == index; ++stay) {
        former_.clear();
        append_place(former_, world_.homes()[stay->home], stay->from);
        append_date(former_, stay->to);
        row(person.given, person, person.family, person.family2, former_, ",current\n");
      }
    }
    out_.people = world_.registered().size();
    CS_CHECK(stay == world_.former_stays().end() && out_.rows == world_.rows(), "every row of a world is written once");
    return std::move(out_);
  }

 private:
  // What is true of a person, whatever the register says; nobody but tests and reports reads it.
  void truth(const Person& person, const Misfiled* misfiled) {
    std::string& out = out_.truth;
    out.append(id_).append(home_);
    out.append(group_text(person.group)).append(person.sex == Sex::kFemale ? ",f," : ",m,");
    append_number(out, static_cast<std::uint32_t>(person.born.year()));
    out += ',';
    const std::size_t from = out.size();
    const auto event = [&](std::string_view text) { out.append(out.size() > from ? ";" : "").append(text); };
    if (!person.former_family.empty()) event("former_name");
    if (!person.alias_given.empty()) event("alias");
    if (person.twin) event("twin");
    if (misfiled != nullptr) {
      event("filed:");
      append_edits(out, &misfiled->edit, 1);
    }
    out += '\n';
  }

  static void append_number(std::string& out, std::uint32_t number) {
    char text[10];
    out.append(text, static_cast<std::size_t>(std::to_chars(text, text + sizeof text, number).ptr - text));
  }

  void start_home(std::uint32_t home) {
    Draws draws(prf_, Stream::kStyle, entity_of(world_.zip_rank(), home));
    const std::uint32_t drawn = draws.below(100);
    const std::uint32_t longs = tables_.assumed.row_long_type_percent;
    style_ = {drawn < longs, drawn >= longs && drawn < longs + tables_.assumed.row_title_percent};
    styled_home_ = home;
    place_.clear();
    append_place(place_, world_.homes()[home], world_.residences()[home].since);
    home_.clear();
    append_number(home_.append(world_.zip().zip).append("-"), home);
    append_number(home_.append(",").append(world_.zip().zip).append("-"), world_.homes()[home].building);
    home_ += ',';
  }

  void field(std::string& out, std::string_view text) const {
    if (style_.title) append_title(out, text);
    else out += text;
    out += ',';
  }

  // The fields of a row from the house to the first date: the same for a whole household, so they are written once.
  void append_place(std::string& out, const Home& home, Date from) const {
    const PlaceText place = place_text(world_, home, style_.long_type);
    out.append(place.house).append(",");
    field(out, place.street);
    field(out, place.unit);
    out.append(place.po_box).append(",");
    field(out, world_.zip().city);
    out.append(world_.zip().state).append(",").append(world_.zip().zip).append(",");
    append_date(out, from);
    out += ',';
  }

  void row(std::string_view given, const Person& person, std::string_view family, std::string_view family2, std::string_view place, std::string_view end) {
    std::string& out = out_.text;
    out += id_;
    field(out, given);
    field(out, person.middle_on_file());
    if (!family2.empty()) {
      field(out, family);
      out.back() = ' ';
      field(out, family2);
    } else {
      field(out, family);
    }
    field(out, suffix_text(person.suffix));
    out.append(place).append(end);
    ++out_.rows;
  }

  // As filed, in short types whatever the household's style.
  void filed_row(const LineFields& f) {
    std::string& out = out_.text;
    out += id_;
    for (const std::string* text : {&f.first, &f.middle, &f.last, &f.suffix}) field(out, *text);
    out.append(f.house).append(",");
    field(out, f.street);
    field(out, f.unit);
    out.append(f.po_box).append(",");
    field(out, f.city);
    out.append(f.state).append(",").append(f.zip).append(",");
    append_date(out, world_.residences()[styled_home_].since);
    out.append(",,current\n");
    ++out_.rows;
  }

  const World& world_;
  const Tables& tables_;
  Prf prf_;
  const PersonIds& ids_;
  PeopleRows out_;
  Style style_;
  std::string id_, home_, place_, former_;  // beginnings and ends of rows, each with its comma
  std::uint32_t styled_home_ = UINT32_MAX;
};

}  // namespace

PeopleRows people_rows(const World& world, const Tables& tables, const Prf& prf, const PersonIds& ids) {
  return RowWriter(world, tables, prf, ids).write();
}

}  // namespace cs::population
