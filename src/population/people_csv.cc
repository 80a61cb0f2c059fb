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
      const Residence& residence = world_.residences()[person.home];
      if (person.home != styled_home_) start_home(person.home);
      truth(index);
      id_.clear();
      append_ten_digits(id_, 'P', ids_.of(world_.zip_rank(), person.slot));
      if (misfiled != world_.misfiled().end() && misfiled->person == index) filed_row((misfiled++)->fields, residence.since);
      else row(person.given, person, person.surnames(), place_, residence.since, nullptr, "current");
      if (!person.former_family.empty()) row(person.given, person, person.former_family, place_, residence.since, nullptr, "former");
      if (!person.alias_given.empty()) row(person.alias_given, person, person.surnames(), place_, residence.since, nullptr, "alias");
      for (; stay != world_.former_stays().end() && stay->person == index; ++stay) {
        const PlaceText before = place_text(world_, world_.homes()[stay->home], style_.long_type);
        row(person.given, person, person.surnames(), before, stay->from, &stay->to, "current");
      }
    }
    out_.people = world_.registered().size();
    CS_CHECK(stay == world_.former_stays().end() && out_.rows == world_.rows(), "every row of a world is written once");
    return std::move(out_);
  }

 private:
  // What is true of a person, whatever the register says; nobody but tests and reports reads it.
  void truth(std::uint32_t index) {
    const Person& person = world_.people()[index];
    std::string& out = out_.truth;
    append_ten_digits(out, 'P', ids_.of(world_.zip_rank(), person.slot));
    out += ',';
    append_number(out.append(world_.zip().zip).append("-"), person.home);
    append_number(out.append(",").append(world_.zip().zip).append("-"), world_.homes()[person.home].building);
    out.append(",").append(group_text(person.group)).append(person.sex == Sex::kFemale ? ",f," : ",m,");
    append_number(out, static_cast<std::uint32_t>(person.born.year()));
    out += ',';
    const std::size_t from = out.size();
    const auto event = [&](std::string_view text) { out.append(out.size() > from ? ";" : "").append(text); };
    if (!person.former_family.empty()) event("former_name");
    if (!person.alias_given.empty()) event("alias");
    if (person.twin) event("twin");
    if (const Misfiled* row = world_.misfiled(index)) {
      event("filed:");
      append_edits(out, &row->edit, 1);
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
    place_ = place_text(world_, world_.homes()[home], style_.long_type);
    styled_home_ = home;
  }

  void field(std::string_view text) {
    if (style_.title) append_title(out_.text, text);
    else out_.text += text;
    out_.text += ',';
  }

  void row(std::string_view given, const Person& person, std::string_view family, const PlaceText& place, Date from, const Date* to,
           std::string_view kind) {
    out_.text.append(id_).append(",");
    field(given);
    field(person.middle_on_file());
    field(family);
    field(suffix_text(person.suffix));
    out_.text.append(place.house).append(",");
    field(place.street);
    field(place.unit);
    out_.text.append(place.po_box).append(",");
    field(world_.zip().city);
    out_.text.append(world_.zip().state).append(",").append(world_.zip().zip).append(",");
    append_date(out_.text, from);
    out_.text += ',';
    if (to != nullptr) append_date(out_.text, *to);
    out_.text.append(",").append(kind).append("\n");
    ++out_.rows;
  }

  // As filed, in short types whatever the household's style.
  void filed_row(const LineFields& f, Date from) {
    out_.text.append(id_).append(",");
    for (const std::string* text : {&f.first, &f.middle, &f.last, &f.suffix}) field(*text);
    out_.text.append(f.house).append(",");
    field(f.street);
    field(f.unit);
    out_.text.append(f.po_box).append(",");
    field(f.city);
    out_.text.append(f.state).append(",").append(f.zip).append(",");
    append_date(out_.text, from);
    out_.text.append(",,current\n");
    ++out_.rows;
  }

  const World& world_;
  const Tables& tables_;
  Prf prf_;
  const PersonIds& ids_;
  PeopleRows out_;
  std::string id_;
  Style style_;
  PlaceText place_;
  std::uint32_t styled_home_ = UINT32_MAX;
};

}  // namespace

PeopleRows people_rows(const World& world, const Tables& tables, const Prf& prf, const PersonIds& ids) {
  return RowWriter(world, tables, prf, ids).write();
}

}  // namespace cs::population
