// The identity table, a test for each row; and the names that must stay apart.
#include <gtest/gtest.h>

#include <set>

#include "names/compare.h"

namespace cs::names {
namespace {

PersonName name(std::string given, std::string family, std::string middle = "", std::string suffix = "") {
  return standardize({std::move(given), std::move(middle), std::move(family), std::move(suffix)});
}

// The codes that are not plain equality or absence, in the order of the fields.
std::string told(const PersonName& line, const PersonName& record) {
  std::string out;
  for (const NameCode code : differences(line, record).of) {
    const bool plain = code == NameCode::kGivenEqual || code == NameCode::kFamilyEqual || code == NameCode::kMiddleAbsent || code == NameCode::kMiddleEqual ||
                       code == NameCode::kSuffixEqual;
    if (!plain) out += (out.empty() ? "" : " ") + std::string(code_text(code));
  }
  return out;
}

std::string given(const char* line, const char* record) { return told(name(line, "Reed"), name(record, "Reed")); }
std::string family(const char* line, const char* record) { return told(name("Ana", line), name("Zoe", record)).substr(12); }  // after "given_other "

TEST(name_codes, each_code_has_its_own_word_and_field) {
  std::set<std::string_view> words;
  int codes = 0;
  for (int number = 0; number < 256; ++number) {
    const auto code = static_cast<NameCode>(number);
    if (code_text(code).empty()) continue;
    ++codes;
    words.insert(code_text(code));
    EXPECT_EQ(static_cast<int>(field_of(code)), number < 20 ? 0 : number < 40 ? 1 : number < 50 ? 2 : 3) << code_text(code);
  }
  EXPECT_EQ(codes, 40);
  EXPECT_EQ(words.size(), 40u);
}

TEST(differences, nothing_or_a_free_equivalence) {
  EXPECT_EQ(told(name("José", "O'Brien"), name("JOSE", "OBRIEN")), "");
  EXPECT_EQ(told(name("Maria", "de la Cruz"), name("MARIA", "DELACRUZ")), "");
  EXPECT_EQ(told(name("Xiao Ming", "Li"), name("XIAOMING", "LI")), "");
  EXPECT_EQ(told(name("Mary Ann", "Reed", "L"), name("Maryann", "Reed", "Lee")), "middle_initial");
  EXPECT_EQ(told(name("Ana", "Morales-Lopez"), name("ANA", "MORALES LOPEZ")), "");
  EXPECT_EQ(told(name("Ana", "MORALESLOPEZ"), name("ANA", "MORALES LOPEZ")), "");
}

TEST(differences, a_generation_glued_to_a_name_is_a_clerk_s) {
  for (const char* glued : {"KrzyzewskiJR", "KrzyzewskiSR", "KrzyzewskiIII", "KrzyzewskiIV"}) EXPECT_EQ(family(glued, "Krzyzewski"), "family_listed_kin") << glued;
  EXPECT_EQ(given("Bartholomew-Jr", "Bartholomew"), "given_listed_kin");
}

TEST(differences, names_of_the_two_sexes_are_no_slip_nor_short_form_of_one_another) {
  for (const auto& [one, other] : {std::pair("Olive", "Clive"), {"Gary", "Gaby"}, {"Megan", "Kegan"}, {"Sally", "Wally"}, {"Sasha", "Alexander"}}) {
    EXPECT_EQ(given(one, other), "given_listed_kin") << one;
    EXPECT_EQ(given(other, one), "given_listed_kin") << other;
  }
  EXPECT_EQ(given("Maria Jose", "Jose Maria"), "given_listed_kin") << "a woman, and a man";
  EXPECT_EQ(given("Juan Carlos", "Carlos Juan"), "given_reordered");
}

TEST(differences, two_short_romanized_names_of_many_are_two) {
  for (const auto& [one, other] : {std::pair("Hong", "Hung"), {"Omar", "Omer"}}) EXPECT_EQ(given(one, other), "given_listed_kin") << one;
  EXPECT_EQ(given("Yousef", "Yusuf"), "given_romanization");
}

TEST(differences, other_word_boundaries_on_both_sides_are_a_clerk_s) {
  EXPECT_EQ(given("Fang An", "Fan Gan"), "given_listed_kin");
  EXPECT_EQ(told(name("Ana", "Mar Tinez"), name("Ana", "Mart Inez")), "family_listed_kin");
  EXPECT_EQ(given("Mary Ann Lee", "Maryann Lee"), "");
}

TEST(differences, a_particle_that_is_a_surname_there_may_be_another_surname) {
  for (const auto& [one, other] : {std::pair("Le Nguyen", "Nguyen"), {"Do Tran", "Tran"}, {"Van Tran", "Tran"}, {"Du Wang", "Wang"}, {"Abu Hassan", "Hassan"}})
    EXPECT_EQ(family(one, other), "family_listed_kin") << one;
  for (const auto& [one, other] : {std::pair("Le Blanc", "Blanc"), {"Van Dyke", "Dyke"}, {"Da Silva", "Silva"}}) EXPECT_EQ(family(one, other), "family_particle") << one;
}

TEST(differences, a_word_that_stands_before_given_names_says_half_of_one_alone) {
  for (const char* half : {"Thi", "Van", "Mohd", "Bibi", "Umm", "Nur", "Sri"})
    EXPECT_EQ(told(name(half, "Reed"), name(half, "Reed", "Ali")), "middle_half") << half;
}

TEST(differences, an_exchange_of_two_words_that_are_either_name_is_a_clerk_s) {
  EXPECT_EQ(told(name("Ali", "Hassan"), name("Hassan", "Ali")), "family_listed_kin");
  EXPECT_EQ(told(name("Ali", "Hassan", "Omar"), name("Hassan", "Ali", "Omar")), "exchanged") << "the middle name tells";
  EXPECT_EQ(told(name("Robert", "Johnson"), name("Johnson", "Robert")), "exchanged");
}

TEST(differences, middle_names_that_one_list_has_as_one_are_a_clerk_s_as_given_names_are) {
  for (const auto& [one, other] : {std::pair("Steven", "Stephen"), {"Alan", "Allan"}})
    EXPECT_EQ(told(name("John", "Kerr", one), name("John", "Kerr", other)), "middle_half") << one;
  EXPECT_EQ(told(name("John", "Kerr", "Steven Lee"), name("John", "Kerr", "Stephen Roy")), "middle_other") << "the graver of two";
}

TEST(differences, an_abbreviation_of_a_clerk_s_hand_is_a_short_form) {
  for (const auto& [one, other] : {std::pair("Wm", "William"), {"Chas", "Charles"}, {"Geo", "George"}, {"Benj", "Benjamin"}, {"Eliz", "Elizabeth"}, {"Mohd", "Mohammed"}})
    EXPECT_EQ(given(one, other), "given_nickname") << one;
  for (const auto& [one, other] : {std::pair("Ma", "Maria"), {"Jas", "James"}}) EXPECT_NE(given(one, other), "given_nickname") << one << " is a name of its own too";
}

TEST(differences, given_nickname_spelling_romanization) {
  EXPECT_EQ(given("Bob", "Robert"), "given_nickname");
  EXPECT_EQ(given("Robert", "Bob"), "given_nickname");
  EXPECT_EQ(given("Joesph", "Joseph"), "given_spelling");
  EXPECT_EQ(given("Joseph", "Joesph"), "given_spelling");
  EXPECT_EQ(given("Brittany", "Britany"), "given_spelling");
  for (const auto& [one, other] : {std::pair("Sara", "Sarah"), {"Sonja", "Sonya"}, {"Jaxon", "Jaxson"}})
    EXPECT_EQ(given(one, other), "given_listed_kin") << one << ": spellings that parents choose";
  for (const auto& [one, other] : {std::pair("Diana", "Dianna"), {"Jamie", "Jaime"}, {"Mathew", "Matthew"}})
    EXPECT_EQ(given(one, other), "given_listed_kin") << one << ": one letter doubled or two exchanged make another name that many bear";
  EXPECT_EQ(given("Micheal", "Michael"), "given_spelling") << "a slip that many bear, but forty times as many the name";
  EXPECT_EQ(given("Britni", "Brittani"), "given_spelling");
  EXPECT_EQ(given("Britni", "Brittany"), "given_listed_kin") << "three letters apart: two sisters, perhaps, though few are called BRITNI";
  EXPECT_EQ(given("Mohammed", "Muhammad"), "given_romanization");
  EXPECT_EQ(given("Abdul Rahman", "Abdelrahman"), "given_romanization");
}

TEST(differences, given_slip_from_four_letters_on_and_not_between_two_names) {
  EXPECT_EQ(given("Danielel", "Danielle"), "given_slip");
  EXPECT_EQ(given("Debsa", "Debra"), "given_slip");
  EXPECT_EQ(given("Santiaggo", "Santiago"), "given_slip");
  EXPECT_EQ(given("Joseuh", "Joseph"), "given_slip");
  EXPECT_EQ(given("M1chael", "Michael"), "given_slip");
  EXPECT_EQ(given("Rnichael", "Michael"), "given_slip") << "RN for M is half an edit";
  EXPECT_EQ(family("Kirn", "Kim"), "family_slip");
  EXPECT_NE(given("Yon6", "Hong"), "given_slip") << "two letters that look alike are half of a word of four";
  EXPECT_EQ(given("Ava", "Eva"), "given_other") << "both listed, three letters";
  EXPECT_EQ(given("Qbx", "Bob"), "given_other");
}

TEST(differences, given_words_joined_are_another_name_where_many_bear_it) {
  EXPECT_EQ(told(name("Minjoon", "Kim"), name("Min", "Kim", "Jun")), told(name("Min", "Kim", "Jun"), name("Minjoon", "Kim")));
  EXPECT_EQ(told(name("Michaela", "Reed"), name("Michael", "Reed", "Al")), "given_listed_kin") << "MICHAELAL less one letter";
  EXPECT_EQ(told(name("Michael", "Reed", "Al"), name("Michaela", "Reed")), "given_listed_kin");
  EXPECT_EQ(told(name("Rossana", "Walsh"), name("Rosa", "Walsh", "Ana")), "given_damaged") << "joined and mistyped, or a sister";
  EXPECT_EQ(told(name("Rosa", "Walsh", "Ana"), name("Rossana", "Walsh")), "given_damaged");
  EXPECT_EQ(told(name("Rosaana", "Walsh"), name("Rosa", "Walsh", "Ana")), "");
}

TEST(differences, one_syllable_of_a_chinese_or_korean_given_name_is_half_of_it) {
  EXPECT_EQ(told(name("Xiao", "Shen"), name("Xiao Hong", "Shen")), "middle_half");
  EXPECT_EQ(told(name("Xiao", "Shen", "Hong"), name("Xiao", "Shen")), "middle_half") << "in whatever field it stands";
  EXPECT_EQ(told(name("Ziao", "Shen"), name("Xiao Hong", "Shen")), "given_slip middle_half") << "ZI HAO with a slip is as near";
  EXPECT_EQ(told(name("Xiao", "Xiao Ming"), name("Xiao Hong", "Xiao")), "family_first_of_two middle_half") << "XIAO MING XIAO, exchanged";
  EXPECT_EQ(told(name("Shen", "Xiao"), name("Xiao Hong", "Shen")), "exchanged middle_half");
  EXPECT_EQ(told(name("Min", "Kim"), name("Min Jun", "Kim")), "middle_half");
  EXPECT_EQ(told(name("Hsiao", "Kim"), name("Xiao Hung", "Kim")), "given_romanization middle_half");
  EXPECT_EQ(told(name("Xiaohong", "Shen"), name("Xiao Hong", "Shen")), "");
  EXPECT_EQ(told(name("Xiao", "Shen", "H"), name("Xiao Hong", "Shen")), "middle_initial");
  EXPECT_EQ(told(name("Xiao", "Shen", "Lee Ann"), name("Xiao", "Shen", "Lee")), "");
  for (const char* middle : {"Ann", "Elena", "James", "Rose", "H"})
    EXPECT_EQ(told(name("Mei", "Reed"), name("Mei", "Reed", middle)), "") << middle << " is a middle name";
  EXPECT_EQ(told(name("Mary", "Reed"), name("Mary", "Reed", "Lee")), "") << "MARY is no syllable";
}

TEST(differences, given_cut_from_six_letters_on) {
  EXPECT_EQ(given("Alexand", "Alexander"), "given_cut");
  EXPECT_EQ(given("Christop", "Christopher"), "given_cut");
  EXPECT_EQ(given("Michael", "Michaela"), "given_other");
  EXPECT_EQ(given("Joseph", "Josephine"), "given_other");
  EXPECT_EQ(given("Victor", "Victoria"), "given_other");
  EXPECT_EQ(family("Johann", "Johannsen"), "family_listed_kin") << "a surname of few, and three letters more";
  EXPECT_EQ(told(name("Long", "Huong"), name("Long", "Luong")), "family_listed_kin") << "rather HUONG LONG, who is another";
  EXPECT_EQ(told(name("Long", "Luong"), name("Long", "Huong")), "family_listed_kin");
  EXPECT_EQ(told(name("Cecilia", "Huong"), name("Cecilia", "Luong")), "family_slip") << "CECILIA is no surname";
  EXPECT_EQ(family("Johanns", "Johannsen"), "family_cut") << "two letters are lost as easily from a name as from none";
}

TEST(differences, given_gray_rows) {
  EXPECT_EQ(given("Bob", "Rob"), "given_shared_formal");
  EXPECT_EQ(given("J", "John"), "given_initial");
  EXPECT_EQ(given("J", "J"), "given_initial");
  EXPECT_EQ(given("K", "John"), "given_other");
  EXPECT_EQ(told(name("Lee", "Reed"), name("Robert", "Reed", "Lee")), "given_is_middle");
  EXPECT_EQ(told(name("Ana", "Reed"), name("", "Reed")), "given_absent");
  EXPECT_EQ(given("Alqxvnder", "Alexander"), "given_damaged");
  EXPECT_EQ(given("Alqxvnzxr", "Alexander"), "given_other") << "four edits";
  EXPECT_EQ(told(name("Ana", "Reed", "K"), name("", "Reed", "K")), "given_absent") << "only the middle initial was kept";
  EXPECT_EQ(told(name("Mother", "Reed"), name("Ana", "Reed", "K")), "given_absent") << "a word that names nobody";
  EXPECT_EQ(told(name("Man of the", "Reed", "K"), name("Ana", "Reed", "K")), "given_absent");
  EXPECT_EQ(given("Maria Elena", "Elena Maria"), "given_reordered");
  EXPECT_EQ(given("Anna", "Hannah"), "given_listed_kin") << "one list has them as one, and each is a name of its own";
}

TEST(differences, a_role_word_that_is_a_name_as_well_is_gray_and_no_more) {
  EXPECT_EQ(told(name("Son", "Reed", "K"), name("Ana", "Reed", "K")), "given_absent");
  EXPECT_EQ(told(name("Ana", "Reed", "K"), name("Lady", "Reed")), "given_absent");
  EXPECT_EQ(told(name("Son", "Reed"), name("Son", "Reed")), "") << "it is a name";
  EXPECT_EQ(told(name("Son", "Reed", "K"), name("Ana", "Reed", "L")), "given_other middle_other") << "another middle name stays another";
  EXPECT_EQ(told(name("Son", "Reed"), name("Ana", "Lopez")), "given_other family_other") << "and another surname";
  EXPECT_EQ(told(name("Nina", "Reed"), name("Ana", "Reed")), "given_other") << "the name of too many to be a word";
  EXPECT_EQ(told(name("Ana", "Reed"), name("Ana", "Doe", "K")), "family_absent");
  EXPECT_EQ(told(name("Ana", "Doe"), name("Zoe", "Reed")), "given_other family_other");
}

TEST(differences, words_too_long_to_compare_whole_are_equal_or_other) {
  const std::string first(48, 'A'), more = first + "B", less = first.substr(1);
  EXPECT_EQ(given((first).c_str(), less.c_str()), "given_slip") << "48 letters are compared";
  EXPECT_EQ(given(more.c_str(), more.c_str()), "");
  EXPECT_EQ(given(more.c_str(), (first + "CDE").c_str()), "given_other") << "what stands behind 48 letters counts";
  EXPECT_EQ(given(more.c_str(), first.c_str()), "given_other");
  EXPECT_EQ(family((first + "BC").c_str(), (first + "DE").c_str()), "family_other");
}

TEST(differences, names_that_must_stay_apart_do_both_ways_round) {
  for (const auto& [one, other] :
       {std::pair{"Hassan", "Hussein"}, {"Ahmad", "Hamid"}, {"Salim", "Salam"}, {"Jamil", "Jamal"}, {"Karim", "Karam"}, {"Eric", "Erin"},
        {"Michael", "Michelle"}, {"Maria", "Marina"}, {"Daniel", "Daniela"}, {"Andrea", "Andrew"}, {"Paul", "Paula"}, {"Carl", "Carla"},
        {"Aaron", "Erin"}, {"Robert", "Albert"}, {"Eric", "Erica"}, {"Mario", "Maria"}, {"Brian", "Brianna"},
        {"Christian", "Christina"}, {"Jean", "Joan"}, {"Dean", "Sean"}, {"Mark", "Mary"}, {"Gabriel", "Gabriela"}, {"Aisha", "Asia"},
        {"Rashid", "Rashad"}, {"Samir", "Samira"}, {"Isidoro", "Isidora"}, {"Wieslaw", "Wieslawa"}, {"Nadir", "Nadira"}, {"Amin", "Amina"}}) {
    EXPECT_EQ(given(one, other), "given_other") << one << " " << other;
    EXPECT_EQ(given(other, one), "given_other") << other << " " << one;
  }
  for (const auto& [one, other] : {std::pair{"Hansen", "Hanson"}, {"Smith", "Smyth"}, {"Johnson", "Johnston"}, {"Garcia", "Garza"}, {"Meyer", "Mayer"},
                                   {"Williams", "Williamson"}, {"Peters", "Peterson"}, {"Reed", "Reid"}, {"Martin", "Martinez"}}) {
    EXPECT_EQ(family(one, other), "family_other") << one << " " << other;
    EXPECT_EQ(family(other, one), "family_other") << other << " " << one;
  }
}

// No list knows which words of another script are names of many: one letter more may be the sister, or another man.
TEST(differences, in_another_script_a_slip_is_a_clerks) {
  for (const auto& [one, other] : {std::pair("حسن", "حسين"), {"محمد", "محمود"}, {"Александр", "Александра"}, {"Валерий", "Валерия"}, {"Нина", "Инна"},
                                   {"דניאל", "דניאלה"}, {"Γεώργιος", "Γεωργίας"}, {"Александр", "Aleksandra"}, {"Валерий", "Valeriya"}}) {
    for (const std::string& said : {given(one, other), given(other, one)})
      EXPECT_TRUE(said.starts_with("given_damaged") || said.starts_with("given_other")) << one << " " << other << " " << said;
  }
  for (const auto& [one, other] : {std::pair("Петров", "Петрова"), {"Ковальский", "Ковальская"}, {"Петров", "Petrova"}}) {
    for (const std::string& said : {family(one, other), family(other, one)})
      EXPECT_TRUE(said.starts_with("family_damaged") || said.starts_with("family_other")) << one << " " << other << " " << said;
  }
  EXPECT_EQ(given("Александр", "АЛЕКСАНДР"), "");
  EXPECT_EQ(told(name("Мария", "Петрова", "Ивановна"), name("Мария", "Петрова", "Иванова")), "middle_other");
  EXPECT_EQ(told(name("Мария", "Петрова"), name("Петрова", "Мария")), "exchanged");
  EXPECT_EQ(told(name("Александр", "Петров"), name("Aleksandr", "Petrov")), "given_romanization family_romanization");
}

TEST(differences, family_soft_rows) {
  EXPECT_EQ(family("Sttaley", "Staley"), "family_slip");
  EXPECT_EQ(family("Br0oks", "Brooks"), "family_slip");
  EXPECT_EQ(family("Rnondragon", "Mondragon"), "family_slip");
  EXPECT_EQ(family("Coll1ns", "Collins"), "family_slip");
  EXPECT_EQ(family("C0x", "Cox"), "family_slip") << "three letters: no name against a common one";
  EXPECT_EQ(family("Fox", "Cox"), "family_other");
  EXPECT_EQ(family("Al-Khoury", "El Khouri"), "family_romanization");
  // Two names of many bearers each are a clerk's, unless one alphabet was only written in another.
  for (const auto& [one, other] : {std::pair("Kelly", "Kelley"), {"Rowland", "Roland"}, {"Park", "Pak"}, {"Wang", "Wong"}, {"Peck", "Beck"}}) {
    const std::string code = family(one, other);
    EXPECT_TRUE(code == "family_listed_kin" || code == "family_other") << one << " " << code;
  }
  EXPECT_EQ(family("Wang", "Wong"), "family_listed_kin");
  EXPECT_EQ(family("Mohammed", "Muhammad"), "family_listed_kin");
  EXPECT_EQ(family("Cruz", "de la Cruz"), "family_particle");
  EXPECT_EQ(family("van der Berg", "Berg"), "family_particle");
  EXPECT_EQ(family("Zandt", "van Zandt"), "family_particle");
  EXPECT_EQ(family("Gado", "Delgado"), "family_damaged") << "DELGADO is a name of many, GADO of nobody";
  EXPECT_EQ(family("Mccon Gado", "Mccon Delgado"), "family_damaged");
  EXPECT_EQ(family("Brien", "O'Brien"), "family_other");
  EXPECT_EQ(family("Donald", "McDonald"), "family_other");
  EXPECT_EQ(family("Cruz", "Cruz Ramirez"), "family_first_of_two");
  EXPECT_EQ(family("Cruz R", "Cruz Ramirez"), "family_first_of_two");
  EXPECT_EQ(family("Lopez Garcia", "Garcia Lopez"), "family_swapped");
  EXPECT_EQ(family("Papadopoul", "Papadopoulos"), "family_cut");
}

TEST(differences, family_gray_rows) {
  EXPECT_EQ(family("Ramirez", "Cruz Ramirez"), "family_second_of_two");
  EXPECT_EQ(family("Reed", ""), "family_absent");
  EXPECT_EQ(family("Papxdoqoulos", "Papadopoulos"), "family_damaged");
  EXPECT_EQ(told(name("Mariana", "Garcia", "Joy"), name("Mariana", "Glenn", "J")), "family_other_rest_equal middle_initial");
  EXPECT_EQ(told(name("Eden", "Herrera"), name("Eden", "King")), "family_other_rest_equal");
}

TEST(differences, letters_like_a_particle_are_none_where_both_are_names) {
  for (const auto& [one, other] : {std::pair("Alford", "Ford"), {"Allen", "Len"}, {"Albert", "Bert"}, {"Terrell", "Rell"}, {"Denton", "Ton"},
                                   {"Lamar", "Mar"}, {"Delaney", "Laney"}, {"Delong", "Long"}, {"Dasilva", "Silva"}, {"Delacruz", "Cruz"}, {"Delwood", "Wood"}}) {
    EXPECT_EQ(family(one, other), "family_listed_kin") << one << " " << other;
    EXPECT_EQ(family(other, one), "family_listed_kin") << other << " " << one;
  }
  for (const auto& [one, other] : {std::pair("De Long", "Long"), {"Da Silva", "Silva"}, {"de la Cruz", "Cruz"}, {"Al Ford", "Ford"}}) {
    EXPECT_EQ(family(one, other), "family_particle") << one << ": somebody wrote two words";
    EXPECT_EQ(family(other, one), "family_particle") << one;
  }
  EXPECT_EQ(family("Delaverdugo", "Verdugo"), "family_particle") << "nobody's name but with a particle";
  EXPECT_EQ(family("Reed Alford", "Reed Ford"), "family_listed_kin") << "as a second surname too";
  EXPECT_EQ(family("Alford Reed", "Ford Reed"), "family_listed_kin");
}

// The initial says nothing of its own: it never makes milder what stands before it.
TEST(differences, an_initial_for_the_second_surname_forgives_nothing_in_the_first) {
  EXPECT_EQ(family("Garcia L", "Garcia Lopez"), "family_first_of_two");
  for (const auto& [line, record] : {std::pair("Kelley M", "Kelly Martin"), {"Garzzia L", "Garcia Lopez"}, {"Hermandaz L", "Hernandez Lopez"},
                                     {"G Morales", "Garcia M"}, {"Cruz L", "de la Cruz Lopez"}, {"Al-Khoury M", "El Khouri Martin"},
                                     {"Papadopoul L", "Papadopoulos Lopez"}, {"Garcia L M", "Garcia Lopez Morales"}}) {
    EXPECT_EQ(family(line, record), "family_damaged") << line << ", " << record;
    EXPECT_EQ(family(record, line), "family_damaged") << line << ", " << record;
  }
  for (const char* record : {"Garcia Morales", "Gutierrez Mendoza"}) EXPECT_EQ(family("G M", record), "family_damaged") << record;
  EXPECT_EQ(family("G M", "Lopez Mendoza"), "family_other");
  EXPECT_EQ(family("Reed M", "Reid Martin"), "family_other");
  EXPECT_EQ(family("Garcia L Cruz", "Garcia Lopez Reed"), "family_second_other") << "what stands behind the initial counts";
}

TEST(differences, family_vetoes) {
  EXPECT_EQ(family("Cruz Lopez", "Cruz Ramirez"), "family_second_other");
  EXPECT_EQ(family("Ayala de la Cruz", "Ayala Cruz"), "family_listed_kin") << "two second surnames that many bear";
  EXPECT_EQ(family("de la Cruz Ayala", "Cruz Ayala"), "family_particle");
  EXPECT_EQ(told(name("Ana", "Cruz Lopez"), name("Ana", "Cruz Ramirez")), "family_second_other") << "a half-sibling, whatever the given name";
  EXPECT_EQ(told(name("Ana", "Garcia", "Joy"), name("Ana", "Glenn")), "family_other") << "a middle name on one side only";
  EXPECT_EQ(told(name("Eden", "Herrera", "Joy"), name("Eden", "King", "Lee")), "family_other middle_other");
}

TEST(differences, given_and_family_exchanged_whole) {
  EXPECT_EQ(told(name("Zhang", "Wei"), name("Wei", "Zhang")), "exchanged");
  EXPECT_EQ(told(name("Zhao", "Hong Mei"), name("Hong Mei", "Zhao")), "exchanged");
  EXPECT_EQ(told(name("Zhao", "Hongmei"), name("Hong Mei", "Zhao")), "exchanged");
  EXPECT_EQ(told(name("Tran", "Minh", "Van"), name("Minh", "Tran", "Van")), "exchanged");
  EXPECT_EQ(told(name("Thi Huong", "Le"), name("Huong", "Le", "Thi")), "given_reordered");
  EXPECT_EQ(told(name("Zhang", "Wei"), name("Wei", "Zhou")), "given_other family_other");
  EXPECT_EQ(told(name("Johnson", "Roberta"), name("Robert", "Johnson", "A")), "given_other family_other") << "an initial is no letter of a name";
  EXPECT_EQ(told(name("Johnson", "Robert"), name("Robert", "Johnson", "A")), "exchanged");
  EXPECT_EQ(told(name("Tran", "Minh", "Thi"), name("Minh", "Tran", "Van")), "given_other family_other middle_other");
}

TEST(differences, middle_rows) {
  EXPECT_EQ(differences(name("Ana", "Reed"), name("Ana", "Reed", "Lee")).middle(), NameCode::kMiddleAbsent);
  EXPECT_EQ(differences(name("Ana", "Reed", "Lee"), name("Ana", "Reed", "Lee")).middle(), NameCode::kMiddleEqual);
  EXPECT_EQ(told(name("Ana", "Reed", "L."), name("Ana", "Reed", "Lee")), "middle_initial");
  EXPECT_EQ(told(name("Ana", "Reed", "Margxret"), name("Ana", "Reed", "Margaret")), "middle_slip");
  EXPECT_EQ(told(name("Ana", "Reed", "S"), name("Ana", "Reed", "C")), "middle_other");
  EXPECT_EQ(told(name("Ana", "Reed", "B"), name("Ana", "Reed", "8")), "") << "a lone digit says nothing";
  EXPECT_EQ(told(name("Maria", "Lopez", "Rosa"), name("Maria", "Lopez", "Elena")), "middle_other");
}

TEST(differences, suffix_rows) {
  EXPECT_EQ(told(name("John", "Reed", "", "Jr"), name("John", "Reed Jr.")), "");
  EXPECT_EQ(told(name("John", "Reed", "", "2nd"), name("John", "Reed", "", "II")), "");
  EXPECT_EQ(told(name("John", "Reed"), name("John", "Reed", "", "Jr")), "suffix_one_side");
  EXPECT_EQ(told(name("John", "Reed", "", "Jr"), name("John", "Reed", "", "II")), "suffix_near");
  EXPECT_EQ(told(name("John", "Reed", "", "Sr"), name("John", "Reed", "", "I")), "suffix_near");
  EXPECT_EQ(told(name("John", "Reed", "", "Jr"), name("John", "Reed", "", "Sr")), "suffix_other");
  EXPECT_EQ(told(name("John", "Reed", "", "II"), name("John", "Reed", "", "III")), "suffix_other");
}

TEST(differences, a_suffix_that_is_not_read_is_a_clerks_against_any) {
  for (const char* said : {"VI", "6TH", "Younger", "JR SR"}) {
    EXPECT_EQ(told(name("John", "Reed", "Q", said), name("John", "Reed", "Q")), "suffix_one_side") << said;
    EXPECT_EQ(told(name("John", "Reed", "Q"), name("John", "Reed", "Q", said)), "suffix_one_side") << said;
    EXPECT_EQ(told(name("John", "Reed", "Q", said), name("John", "Reed", "Q", said)), "suffix_near") << "what is not read is not known to be equal";
    EXPECT_EQ(told(name("John", "Reed", "Q", said), name("John", "Reed", "Q", "Jr")), "suffix_near") << said;
  }
  EXPECT_EQ(told(name("John", "Reed", "JR"), name("John", "Reed")), "suffix_one_side");
  EXPECT_EQ(told(name("John", "Reed", "SR", "JR"), name("John", "Reed", "", "JR")), "suffix_near") << "two generations";
  EXPECT_EQ(told(name("John", "Reed Jr", "", "SR"), name("John", "Reed", "", "SR")), "suffix_near");
  EXPECT_EQ(told(name("John", "Reed"), name("John and Mary", "Reed")), "suffix_one_side") << "a row of two people";
}

TEST(differences, the_limits_of_a_model_decide_what_is_a_name_of_its_own) {
  const PersonName one = name("Ana", "Hansen"), other = name("Ana", "Hanson");
  EXPECT_EQ(differences(one, other).family(), NameCode::kFamilyOtherRestEqual);
  EXPECT_EQ(differences(one, other, {5000, 1'000'000}).family(), NameCode::kFamilySlip);
}

}  // namespace
}  // namespace cs::names
