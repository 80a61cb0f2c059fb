// The tables of data/population, read once: names with their counts, ZIPs, streets, forms, and the assumed numbers.
//   Shape    texts point into the binary; those that a person bears (names, first forms) lie in 16 readable bytes or more, so that they
//            can be copied by sixteens. Shares are per mille, in the order of Group.
//   Errors   broken invariant: a table of ours is not as this room needs it.
//   Threads  tables() may be called from any thread; what it gives is immutable.
//   Source   data/SOURCES.md; docs/formats/population.md, section "Tables".
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "population/assumed.h"
#include "population/choice.h"
#include "population/given_names.h"
#include "population/invented.h"

namespace cs::population {

// The numbers never change meaning. The group draws names; then it stands in truth.csv, for reports by group, and nowhere else.
enum class Group : std::uint8_t { kWhite, kBlack, kApi, kNative, kMultiple, kHispanic };
inline constexpr std::size_t kGroups = kNameGroups;
std::string_view group_text(Group group);

// How the names of a household are written; none for most. The numbers never change meaning.
enum class Culture : std::uint8_t { kNone, kArabic, kChinese, kVietnamese, kKorean, kRussian };
inline constexpr std::size_t kCultures = 6;

enum class Sex : std::uint8_t { kFemale, kMale };

// What decides how homes are addressed.
enum class Region : std::uint8_t { kStates, kPuertoRico, kMilitary };

struct Zip {
  std::string_view zip, city, state;
  std::uint32_t people = 0;
  Region region = Region::kStates;
  std::array<std::uint32_t, kGroups> share{};
  std::uint32_t shares = 0;  // their sum
};

struct StreetType {
  std::string_view short_form, long_form;
};

// A name that people write for a postal city: for the whole of it, or in some of its ZIPs, with a space between.
struct CityAlias {
  std::string_view state, city, alias, zips;
  auto operator<=>(const CityAlias&) const = default;
};

// URB JARDINES DE CAPRI is a first word and a second; CALLE and AVE stand before a street's name.
struct PuertoRico {
  std::vector<std::string_view> calles, avenues, first_words, second_words;
};

struct Nickname {
  std::string_view formal, nickname;
  auto operator<=>(const Nickname&) const = default;
};

struct ShortForm {
  std::string_view name, formal;
  auto operator<=>(const ShortForm&) const = default;
};

// One name as several tables write it; the first form is the one that a person bears.
using FormSet = std::vector<std::string_view>;
enum class FormPart : std::uint8_t { kFemale, kMale, kFamily };

struct FormOf {
  std::string_view name;
  std::uint32_t set = 0;
  auto operator<=>(const FormOf&) const = default;
};

// Two names that many bear and that look alike, without being one name.
struct ClosePair {
  std::string_view name, other;
  auto operator<=>(const ClosePair&) const = default;
};

struct Placeholder {
  std::string_view line1;
  bool keeps_place = false;  // city, state and ZIP stay
  bool has_house = false;    // a number stands before it
};

// Names side by side, 16 bytes each, so that a pick touches one line of the cache.
class NameRows {
 public:
  static constexpr std::size_t kRow = 16;
  void add(std::string_view name);
  std::string_view at(std::size_t index) const {
    const char* row = letters_.data() + index * kRow;
    return {row, static_cast<std::size_t>(row[kRow - 1])};
  }
  std::size_t size() const { return letters_.size() / kRow; }
  void prefetch(std::size_t index) const { __builtin_prefetch(letters_.data() + index * kRow); }

 private:
  std::vector<char> letters_;
};

// Names by hash; never walked.
class NameIndex {
 public:
  static constexpr std::uint32_t kNone = UINT32_MAX;
  NameIndex() = default;
  explicit NameIndex(std::vector<std::string_view> names);
  std::uint32_t at(std::string_view name) const;  // its place among the names, kNone where it is none of them
  bool has(std::string_view name) const { return at(name) != kNone; }
  std::size_t size() const { return names_.size(); }

 private:
  std::vector<std::string_view> names_;
  std::vector<std::uint32_t> slots_;
  std::vector<std::uint8_t> tags_;  // of the slots, 0: free; small, so that most looks end in the cache
};
using NameSet = NameIndex;

// Which names are forms of which: one of the other, or both of a third.
class FormIndex {
 public:
  FormIndex() = default;
  explicit FormIndex(const std::vector<ShortForm>& rows);
  bool share(std::string_view a, std::string_view b) const;

 private:
  NameIndex names_;
  std::vector<std::uint32_t> first_, formals_;  // of name i: formals_[first_[i] .. first_[i + 1])
};

struct Tables {
  Assumed assumed;
  NameRows surnames, given_names;
  std::vector<std::string_view> street_names, first_words, second_words;
  std::array<DenseChoice, kGroups> surname_of;              // 0: invented; else one more than the index into surnames
  GivenNames given;                                         // by group, sex and cohort, the same
  Invented invented_surname, invented_given;
  AliasTable street_name_of, street_type_of, city_of;      // city_of: index into zips
  std::vector<StreetType> street_types;
  PuertoRico puerto_rico;
  std::vector<CityAlias> city_aliases;                     // sorted
  std::vector<Zip> zips;                                   // by ZIP; the index is the ZIP's rank, which never changes
  std::vector<Nickname> nicknames;                         // sorted; what is drawn
  FormIndex short_forms;                                   // what is judged by: every published link, also across the sexes
  std::array<std::vector<char>, 26> key_slips, ocr_slips;  // by letter
  std::vector<Placeholder> placeholders;
  std::vector<FormSet> form_sets;
  std::array<std::array<std::vector<std::uint32_t>, 3>, kCultures> sets_of;  // [culture][FormPart]: indexes into form_sets
  std::vector<FormOf> romanized_given, romanized_family, spellings;  // sorted
  NameSet formed_given;                                    // every given name of another language's table, without spaces
  FormIndex surname_forms;                                 // Arabic and Russian; without spaces
  FormIndex east_surname_forms;                            // Chinese, Vietnamese and Korean, the same
  std::vector<ClosePair> close_given, close_surnames, close_arabic, close_native, close_particles;  // sorted
  std::vector<ClosePair> native_names;                     // a name and its native letters, sorted
  NameSet particle_like;                                   // every name of close_particles
  std::vector<std::string_view> other_given, other_surnames;  // names so common that a slip into one is another name

  bool is_listed_given(std::string_view name) const;
  bool is_listed_surname(std::string_view name) const;
  bool is_other_given(std::string_view name) const;        // at least 5,000 bearers
  bool is_formed_given(std::string_view name) const;
  bool is_other_surname(std::string_view name) const;      // at least 2,000
  // Somebody has published the two as forms of one name: one is short for the other, or both for a third. Wider than what is drawn.
  bool one_name(std::string_view a, std::string_view b) const;
  // Two tables' letters for one surname. Chinese, Vietnamese and Korean ones that many bear under either spelling (LEE and YI) are two names.
  bool one_surname(std::string_view a, std::string_view b) const;

  NameSet listed_given, listed_surnames, common_given, common_surnames;
};

const Tables& tables();

// Table name and bytes of everything compiled in, for the manifest.
struct Source {
  std::string_view name;
  std::string_view bytes;
};
std::vector<Source> sources();

}  // namespace cs::population
