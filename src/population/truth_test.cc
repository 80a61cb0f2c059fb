// The truth of a made population, looked at from outside: from its files alone.
#include <algorithm>
#include <cmath>
#include <set>

#include "population/line_fields.h"
#include "population/made_for_test.h"
#include "population/resemblance.h"

namespace cs::population {
namespace {

std::string upper(std::string text) {
  for (char& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return text;
}

// Street types written short, the last type word only, as place_text writes them.
std::string short_street(const std::string& street) {
  std::string out = upper(street);
  for (const auto& [longer, shorter] : {std::pair("STATE HIGHWAY ", "STATE HWY "), std::pair("COUNTY ROAD ", "COUNTY RD "), std::pair("US HIGHWAY ", "US HWY ")})
    if (out.rfind(longer, 0) == 0) return shorter + out.substr(std::string_view(longer).size());
  for (std::size_t end = out.size(); end > 0;) {
    const std::size_t space = out.rfind(' ', end - 1);
    if (space == std::string::npos) return out;
    const std::string word = out.substr(space + 1, end - space - 1);
    for (const StreetType& type : tables().street_types)
      if (type.long_form == word) return out.replace(space + 1, end - space - 1, type.short_form);
    for (const StreetType& type : tables().street_types)
      if (type.short_form == word) return out;
    end = space;
  }
  return out;
}

// The identifier alone.
std::string bare_unit(const std::string& unit) {
  const std::string text = upper(unit);
  const std::size_t at = text.find_last_of(" #");
  return at == std::string::npos ? text : text.substr(at + 1);
}

std::string place_of(const Row& row) {
  return row.at("zip").substr(0, 5) + "|" + row.at("house") + "|" + short_street(row.at("street")) + "|" + bare_unit(row.at("unit")) + "|" + row.at("po_box");
}

LineFields fields_of(const Row& row, const char* last) {
  return {row.at("first_name"), row.at("middle"), row.at(last), row.at("suffix"), row.at("house"), row.at("street"),
          row.at("unit"),       row.at("po_box"), row.at("city"),      row.at("state"),  row.at("zip")};
}

LineFields clean_of(const Row& row) {
  LineFields out = fields_of(row, "last_name");
  for (std::string* text : {&out.first, &out.middle, &out.last, &out.suffix, &out.unit, &out.city}) *text = upper(*text);
  out.street = short_street(out.street);
  return out;
}

// On record today: neither left nor announced.
bool is_open(const Row& row) { return row.at("to").empty() && row.at("from") <= "2026-09-01"; }
bool is_current(const Row& row) { return row.at("name_kind") == "current" && is_open(row); }

TEST(truth, has_one_row_for_each_line_in_the_same_order) {
  const MadeWorld& w = MadeWorld::get();
  ASSERT_EQ(w.lines.size(), 8'000U);
  ASSERT_EQ(w.truth.size(), w.lines.size());
  ASSERT_EQ(w.requests.size(), w.lines.size());
  std::set<std::string> ids;
  for (std::size_t i = 0; i < w.lines.size(); ++i) {
    const std::string& id = w.lines[i].at("id");
    EXPECT_EQ(id, w.truth[i].at("request_id"));
    EXPECT_EQ("D-" + id.substr(1), w.requests[i].at("docket"));
    EXPECT_TRUE(ids.insert(id).second) << id;
  }
}

TEST(truth, edits_over_the_clean_record_give_the_line_of_every_true_line) {
  const MadeWorld& w = MadeWorld::get();
  std::map<std::string, const Row*> current;
  for (const Row& row : w.people)
    if (is_current(row)) {
      EXPECT_TRUE(current.emplace(row.at("id"), &row).second) << row.at("id");
    }
  std::set<std::string> misfiled;
  for (const Row& row : w.people_truth)
    if (row.at("events").find("filed:") != std::string::npos) misfiled.insert(row.at("id"));
  EXPECT_GT(misfiled.size(), 25U);
  std::size_t replayed = 0;
  for (std::size_t i = 0; i < w.truth.size(); ++i) {
    const char prefix = w.truth[i].at("class")[0];
    if (prefix != 'v' && prefix != 'g' && prefix != 'x') continue;
    const std::string& name = w.truth[i].at("class");
    if (name == "v_alias_row" || name == "v_former_name_row" || name == "g_last_name_changed") continue;  // not the current row's name
    ASSERT_TRUE(current.count(w.truth[i].at("register_id"))) << i;
    if (misfiled.count(w.truth[i].at("register_id"))) continue;  // the clean value is not in people.csv
    EXPECT_EQ(w.truth[i].at("register_id"), w.truth[i].at("person"));
    LineFields fields = clean_of(*current[w.truth[i].at("register_id")]);
    const auto edits = parse_edits(w.truth[i].at("edits"));
    ASSERT_TRUE(edits.ok());
    for (const Edit& edit : *edits) EXPECT_TRUE(apply(tables(), edit, fields));
    EXPECT_EQ(fields, fields_of(w.lines[i], "last_name")) << "row " << i;
    ++replayed;
  }
  EXPECT_GT(replayed, 4'000U);
}

// By brute force, with another notion of a name than the generator's own: nobody on record at the claimed place bears the line's name.
TEST(truth, no_false_line_meets_a_registered_resident_of_its_name) {
  const MadeWorld& w = MadeWorld::get();
  std::map<std::string, std::vector<const Row*>> residents;
  for (const Row& row : w.people)
    if (is_open(row)) residents[place_of(row)].push_back(&row);
  std::size_t met = 0;
  for (std::size_t i = 0; i < w.truth.size(); ++i) {
    if (w.truth[i].at("class")[0] != 'n') continue;
    const auto found = residents.find(place_of(w.lines[i]));
    if (found == residents.end()) continue;  // mistyped
    ++met;
    const LineFields line = fields_of(w.lines[i], "last_name");
    for (const Row* row : found->second) {
      const bool given = edits_up_to_3(upper(line.first), upper(row->at("first_name"))) <= 1;
      const std::string last = upper(line.last), theirs = upper(row->at("last_name"));
      const bool family = edits_up_to_3(last, theirs) <= 1 || last.find(theirs) == 0 || theirs.find(last) == 0;
      const std::string middle = upper(line.middle).substr(0, 1), their_middle = upper(row->at("middle")).substr(0, 1);
      const bool middle_fits = middle.empty() || their_middle.empty() || middle == their_middle;
      const bool suffix_fits = line.suffix.empty() || row->at("suffix").empty() || upper(line.suffix)[0] == upper(row->at("suffix"))[0];
      EXPECT_FALSE(given && family && middle_fits && suffix_fits) << "row " << i << " of class " << w.truth[i].at("class");
    }
  }
  EXPECT_GT(met, 2'500U);
}

// Beyond what place_of makes equal.
bool changes_place(const std::string& text) {
  const auto edits = parse_edits(text);
  return std::any_of(edits->begin(), edits->end(), [](const Edit& edit) {
    const std::string_view name = edit_text(edit.kind);
    if (edit.kind == EditKind::kLongType || edit.kind == EditKind::kDesignator || edit.kind == EditKind::kZipPlus4) return false;
    return name.rfind("street:", 0) == 0 || name.rfind("unit:", 0) == 0 || name.rfind("zip:", 0) == 0 || name.rfind("address:", 0) == 0 ||
           name.rfind("po_box:", 0) == 0 || name.rfind("house:", 0) == 0 || edit.kind == EditKind::kCut;
  });
}

TEST(truth, every_true_line_names_a_resident_on_record) {
  const MadeWorld& w = MadeWorld::get();
  std::map<std::string, std::set<std::string>> places;
  for (const Row& row : w.people)
    if (is_current(row)) places[row.at("id")].insert(place_of(row));
  std::set<std::string> misfiled;
  for (const Row& row : w.people_truth)
    if (row.at("events").find("filed:") != std::string::npos) misfiled.insert(row.at("id"));
  for (std::size_t i = 0; i < w.truth.size(); ++i) {
    const std::string& name = w.truth[i].at("class");
    const std::string& edits = w.truth[i].at("edits");
    if (name[0] != 'v') continue;
    ASSERT_TRUE(places.count(w.truth[i].at("register_id")));
    if (changes_place(edits) || misfiled.count(w.truth[i].at("register_id"))) continue;
    EXPECT_TRUE(places[w.truth[i].at("register_id")].count(place_of(w.lines[i]))) << "row " << i;
  }
}

TEST(truth, has_the_shares_of_the_natural_mix_and_every_story) {
  const MadeWorld& w = MadeWorld::get();
  std::map<char, int> prefixes;
  std::map<std::string, int> classes, expected;
  for (const Row& row : w.truth) {
    ++prefixes[row.at("class")[0]];
    ++classes[row.at("class")];
    ++expected[row.at("expected")];
  }
  EXPECT_NEAR(prefixes['v'] + prefixes['g'], 8'000 * 588 / 1'000, 200);
  EXPECT_NEAR(prefixes['n'] + prefixes['u'], 8'000 * 392 / 1'000, 200);
  EXPECT_NEAR(prefixes['x'], 160, 60);
  EXPECT_LT(prefixes['u'], 16);
  for (const char* name : {"v_exact", "v_nickname", "v_no_middle", "v_initial_middle", "v_typo_first", "v_typo_last", "v_typo_street", "v_zip_plus4",
                           "v_city_missing", "v_street_abbreviated", "v_two_surnames_hyphen", "v_two_surnames_first_only", "n_moved", "n_moved_same_zip",
                           "n_spouse_not_on_file", "n_relative_not_on_file", "n_successor", "n_former_occupant", "n_unknown_person",
                           "n_namesake_next_door", "n_junior_for_senior", "n_common_name_other_middle", "x_placeholder", "x_incomplete"})
    EXPECT_GT(classes[name], 0) << name;
  for (const Count& count : w.manifest.classes) EXPECT_EQ(static_cast<int>(count.count), classes[count.name]) << count.name;
  for (const Count& count : w.manifest.expected) EXPECT_EQ(static_cast<int>(count.count), expected[count.name]) << count.name;
}

TEST(truth, neither_id_nor_place_tells_the_answer) {
  const MadeWorld& w = MadeWorld::get();
  std::vector<std::pair<std::string, bool>> by_id;
  int first_half = 0, all = 0;
  for (std::size_t i = 0; i < w.truth.size(); ++i) {
    const bool verified = w.truth[i].at("expected") == "verified";
    by_id.emplace_back(w.truth[i].at("request_id"), verified);
    all += verified ? 1 : 0;
    first_half += verified && i < w.truth.size() / 2 ? 1 : 0;
  }
  std::sort(by_id.begin(), by_id.end());
  const auto low_ids = std::count_if(by_id.begin(), by_id.begin() + 4'000, [](const auto& row) { return row.second; });
  EXPECT_NEAR(first_half, all / 2, 150);
  EXPECT_NEAR(static_cast<int>(low_ids), all / 2, 150);
}

TEST(mixes, negatives_have_no_true_line_and_traps_have_equal_stories) {
  for (const Mix mix : {Mix::kNegatives, Mix::kTraps}) {
    Options options = test_options(2'000, 4'000, 6, fresh_place("mix"));
    options.mix = mix;
    options.kit = false;
    ASSERT_TRUE(make_population(options).ok());
    int truths = 0, falses = 0;
    for (const Row& row : read_rows(options.out / "truth.csv")) {
      if (mix == Mix::kNegatives) {
        EXPECT_EQ(row.at("class")[0], 'n') << "nothing to be in doubt about";
      }
      ++(row.at("class")[0] == 'n' || row.at("class")[0] == 'u' ? falses : truths);
    }
    EXPECT_NEAR(falses, mix == Mix::kNegatives ? 4'000 : 4'000 * 37 / 100, mix == Mix::kNegatives ? 0 : 300);
    EXPECT_EQ(truths + falses, 4'000);
    std::filesystem::remove_all(options.out);
  }
}

// What a stranger who read the matcher found it wrong in; each a class of its own, and a truth that clean facts decide.
TEST(mixes, traps_have_every_way_that_a_matcher_was_once_wrong) {
  Options options = test_options(12'000, 30'000, 3, fresh_place("ways"));
  options.mix = Mix::kTraps;
  options.kit = false;
  ASSERT_TRUE(make_population(options).ok());
  std::map<std::string, const Row*> rows;
  const std::vector<Row> people = read_rows(options.out / "people.csv"), lines = read_rows(options.out / "lines.csv"), truth = read_rows(options.out / "truth.csv");
  for (const Row& row : people)
    if (is_current(row)) rows[row.at("id")] = &row;
  std::map<std::string, int> classes;
  for (std::size_t i = 0; i < truth.size(); ++i) {
    const std::string& name = truth[i].at("class");
    ++classes[name];
    if (!rows.count(truth[i].at("register_id"))) continue;
    const Row& row = *rows[truth[i].at("register_id")];
    const std::string said = upper(lines[i].at("last_name")), filed = upper(row.at("last_name"));
    const bool turned = truth[i].at("edits").find("name:exchanged") != std::string::npos;
    const bool exchanged = turned || truth[i].at("edits").find("last:") != std::string::npos;
    if (name == "n_first_surname_differs" && !exchanged) {
      EXPECT_EQ(said.substr(said.size() - 2, 1) + said.back(), " " + filed.substr(filed.find(' ') + 1, 1));
      EXPECT_NE(said.substr(0, said.find(' ')), filed.substr(0, filed.find(' ')));
    }
    if (name == "n_particle_letters" && !exchanged) {
      EXPECT_TRUE(said.ends_with(filed) || filed.ends_with(said)) << said << " " << filed;
    }
    if (name == "n_row_begins_later") {
      EXPECT_NE(place_of(lines[i]), place_of(row));
    }
    if (name == "n_close_native") {
      EXPECT_GT(static_cast<unsigned char>(lines[i].at(turned ? "last_name" : "first_name")[0]), 0x7FU);
    }
  }
  for (const char* name : {"v_suffix_in_middle", "v_native_script", "g_suffix_contradicted", "g_suffix_unread", "n_first_surname_differs", "n_particle_letters",
                           "n_generation_in_middle", "n_close_native", "n_row_begins_later", "n_box_unit_other", "n_died", "n_father_other_middle", "x_two_people",
                           "x_placeholder", "n_twin"})
    EXPECT_GT(classes[name], 3) << name;
  std::filesystem::remove_all(options.out);
}

// Many bear either surname: then the line says another one, whatever made it so.
TEST(mixes, no_edit_that_makes_another_common_surname_is_verified) {
  Options options = test_options(4'000, 12'000, 1, fresh_place("slips"));
  options.mix = Mix::kTraps;
  options.kit = false;
  ASSERT_TRUE(make_population(options).ok());
  std::map<std::string, std::string> families;
  for (const Row& row : read_rows(options.out / "people.csv"))
    if (is_current(row)) families[row.at("id")] = upper(row.at("last_name"));
  const std::vector<Row> lines = read_rows(options.out / "lines.csv"), truth = read_rows(options.out / "truth.csv");
  int slips = 0, looked = 0;
  for (std::size_t i = 0; i < truth.size(); ++i) {
    const std::string& edits = truth[i].at("edits");
    if (edits.find("last:typo") == std::string::npos && edits.find("last:phonetic") == std::string::npos && edits.find("last:romanized") == std::string::npos) continue;
    slips += truth[i].at("class") == "g_listed_name_slip" ? 1 : 0;
    if (truth[i].at("class")[0] != 'v') continue;
    const bool turned = edits.find("name:exchanged") != std::string::npos;
    const std::string said = upper(lines[i].at(turned ? "first_name" : "last_name")), filed = families[truth[i].at("register_id")];
    if (said == filed || !tables().is_other_surname(said) || !tables().is_other_surname(filed)) continue;
    EXPECT_TRUE(tables().one_surname(said, filed)) << "row " << i << " of class " << truth[i].at("class");
    ++looked;
  }
  EXPECT_GT(slips, 5);
  EXPECT_GT(looked, 0);
  std::filesystem::remove_all(options.out);
}

TEST(errors, at_scale_0_only_forms_are_left) {
  Options options = test_options(2'000, 4'000, 6, fresh_place("scale"));
  options.error_percent = 0;
  options.kit = false;
  const Result<Manifest> made = make_population(options);
  ASSERT_TRUE(made.ok());
  const std::set<std::string> forms = {"middle:dropped", "middle:initial", "last:hyphen",         "suffix:form",        "unit:designator",
                                       "street:long_type", "zip:plus4",    "address:placeholder", "address:incomplete", "all:title_case",    "first:romanized",
                                       "last:romanized",   "first:joined", "last:particle",       "name:exchanged",     "unit:in_street",    "unit:trailing",
                                       "address:one_line", "po_box:form",  "street:route_form",   "street:ordinal",     "street:saint",      "street:highway",
                                       "unit:urbanization_first", "street:military_form", "city:alias"};
  for (const Count& edit : made->edits)
    if (!forms.count(edit.name)) {
      EXPECT_EQ(edit.count, 0U) << edit.name;
    }
  std::filesystem::remove_all(options.out);
}

// Half, once and twice the model: each kind of error within five standard deviations of what the once says.
TEST(errors, happen_in_proportion_to_the_scale) {
  std::map<std::uint32_t, std::map<std::string, double>> counts;
  for (const std::uint32_t percent : {50U, 100U, 200U}) {
    Options options = test_options(4'000, 20'000, 8, fresh_place("scale"));
    options.error_percent = percent;
    options.kit = false;
    const Result<Manifest> made = make_population(options);
    ASSERT_TRUE(made.ok());
    for (const Count& edit : made->edits) counts[percent][edit.name] = static_cast<double>(edit.count);
    std::filesystem::remove_all(options.out);
  }
  int looked = 0;
  for (const char* name : {"first:nickname", "first:typo", "last:typo", "street:typo", "zip:digit", "city:dropped", "city:typo", "last:second_dropped",
                           "middle:typo", "house:typo", "unit:typo", "street:type_dropped", "zip:dropped", "first:phonetic", "last:phonetic", "all:cut"}) {
    const double once = counts[100][name];
    if (once < 30) continue;
    ++looked;
    for (const auto& [percent, scale] : {std::pair(50U, 0.5), std::pair(200U, 2.0)})
      EXPECT_NEAR(counts[percent][name], once * scale, 5 * std::sqrt(counts[percent][name] + once * scale * scale)) << name << " at " << scale;
  }
  EXPECT_GT(looked, 10);
}

// What nobody can tell: a false line of the very bytes of a true one.
TEST(mixes, every_line_with_a_twin_has_its_bytes_and_another_truth) {
  Options options = test_options(4'000, 12'000, 9, fresh_place("twins"));
  options.mix = Mix::kTraps;
  options.kit = false;
  ASSERT_TRUE(make_population(options).ok());
  const std::vector<Row> lines = read_rows(options.out / "lines.csv"), truth = read_rows(options.out / "truth.csv");
  std::map<std::string, std::size_t> row_of;
  for (std::size_t i = 0; i < truth.size(); ++i) row_of[truth[i].at("request_id")] = i;
  std::map<std::string, int> classes;
  for (std::size_t i = 0; i < truth.size(); ++i) {
    const std::string& name = truth[i].at("class");
    if (name == "x_range") {
      ++classes[name];
      const std::string place = lines[i].at("house") + lines[i].at("street");  // where the address stands in one line, that is its street
      EXPECT_NE(place.substr(0, place.find(' ')).find('-'), std::string::npos) << "a class named for an edit that was not made";
    }
    const bool named_for_it = name == "u_same_name_relative" || name == "u_successor_namesake" || name == "u_coincidence";
    EXPECT_EQ(named_for_it, !truth[i].at("twin_of").empty()) << name;
    classes["g_ambiguous_parse"] += name == "g_ambiguous_parse" ? 1 : 0;
    if (!named_for_it) continue;
    ++classes[name];
    ASSERT_TRUE(row_of.count(truth[i].at("twin_of")));
    const std::size_t twin = row_of[truth[i].at("twin_of")];
    EXPECT_EQ(fields_of(lines[i], "last_name"), fields_of(lines[twin], "last_name"));
    EXPECT_EQ(truth[twin].at("expected"), "verified");
    EXPECT_EQ(truth[i].at("expected"), "not_verified");
    EXPECT_EQ(truth[i].at("register_id"), truth[twin].at("register_id"));
    EXPECT_NE(truth[i].at("person"), truth[twin].at("person"));
    const bool said = !lines[i].at("middle").empty() || !lines[i].at("suffix").empty();
    EXPECT_FALSE(said && name == "u_same_name_relative");
  }
  EXPECT_GT(classes["u_same_name_relative"], 50);
  EXPECT_GT(classes["u_successor_namesake"], 50);
  EXPECT_GT(classes["x_range"], 50);
  EXPECT_GT(classes["u_coincidence"], 0);
  EXPECT_GT(classes["g_ambiguous_parse"], 20);
  std::filesystem::remove_all(options.out);
}

}  // namespace
}  // namespace cs::population
