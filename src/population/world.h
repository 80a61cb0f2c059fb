// One ZIP's world: its homes, who lives in them, who is registered, who lived there before.
//   Shape    homes and households go together by index. A world made for a larger quota begins with the same households; only the last
//            household may be cut (its later members stay unregistered).
//   Units    quota counts registered people, or rows of people.csv.
//   Threads  made by one thread, then immutable.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "population/line_fields.h"
#include "population/people.h"
#include "population/town.h"

namespace cs::population {

struct Quota {
  std::uint64_t count = 0;
  bool rows = false;  // else people
};

struct Residence {          // the household of home i
  std::uint32_t first = 0;  // its people are people[first .. first + size)
  std::uint32_t size = 0;
  std::uint32_t registered = 0;
  Date since{};
  std::uint32_t style = 0;  // 0..99: how the register's clerk wrote
};

struct FormerStay {  // a closed row of people.csv
  std::uint32_t person = 0, home = 0;
  Date from{}, to{};
};

// One of the household who died and whose row the register has closed. He is in no residence and stands behind its people.
struct Departed {
  std::uint32_t person = 0, home = 0;
  Date from{}, to{};
};

// A row of people.csv that says something else than is true: one edit of the error model, at a quarter of its rates.
struct Misfiled {
  std::uint32_t person = 0;
  Edit edit;
  LineFields fields;  // as filed, upper case, short type
};

// By kind: 1/10,000 at 1x of the errors that happen to registers.
using EditRates = std::array<std::uint32_t, kEditKindMax + 1>;
EditRates record_error_rates(const Assumed& assumed);

class World {
 public:
  World(const Tables& tables, const Prf& prf, std::uint32_t zip_rank, Quota quota, Date as_of, std::uint32_t error_percent = 100);

  const Zip& zip() const { return tables_.zips[zip_rank_]; }
  std::uint32_t zip_rank() const { return zip_rank_; }
  const Town& town() const { return town_; }
  const std::vector<Home>& homes() const { return homes_; }
  const std::vector<Residence>& residences() const { return residences_; }
  const std::vector<Person>& people() const { return people_; }
  const std::vector<FormerStay>& former_stays() const { return former_stays_; }  // ordered by person
  // Rows that begin after as_of: the head of a household has told the register where he will live. `to` is not said. Ordered by person.
  const std::vector<FormerStay>& announced() const { return announced_; }
  const std::vector<Departed>& departed() const { return departed_; }  // ordered by person
  std::uint64_t rows() const { return rows_; }
  Date as_of() const { return as_of_; }
  const std::vector<Misfiled>& misfiled() const { return misfiled_; }  // ordered by person
  const Misfiled* misfiled(std::uint32_t person) const;                // null: as it is

  // Homes of a street by number, with every unit; of the building of a home.
  void add_homes_at(std::uint32_t street, std::uint32_t number, std::vector<std::uint32_t>& out) const;
  std::pair<std::uint32_t, std::uint32_t> homes_of_building(std::uint32_t home) const;  // [first, second)
  // The homes of a street lie in [first, second), among boxes and rural routes.
  std::pair<std::uint32_t, std::uint32_t> homes_of_street(std::uint32_t street) const;

  // Indexes, ascending.
  const std::vector<std::uint32_t>& registered() const { return registered_; }
  const std::vector<std::uint32_t>& known_homes() const { return known_homes_; }        // somebody there is registered
  const std::vector<std::uint32_t>& unregistered() const { return unregistered_; }      // people of known homes
  const std::vector<SameName>& lone_same_names() const { return lone_same_names_; }     // people: elder is registered with a suffix, younger
                                                                                        // is not registered; or the other way around

 private:
  void add_household(std::uint64_t left);
  std::uint16_t days_since_death(std::uint32_t slot) const;
  void register_member(Person& person, Draws& draws, std::uint64_t& left);
  void add_move(std::uint32_t home, Draws& draws, std::uint64_t& left);
  void announce(std::uint32_t home, Draws& draws, std::uint64_t& left);
  void add_departed(std::uint32_t home, Draws& draws, std::uint64_t& left);
  bool take_row(std::uint64_t& left);
  void maybe_namesake(Person& head, Draws& draws);
  void misfile(std::uint32_t first, Draws& draws);
  std::uint64_t misfiled_rate(EditKind kind) const;  // in 1/100,000,000
  bool can_be_filed(const Person& person, const Edit& edit, const LineFields& changed) const;
  void note_same_names();
  std::uint64_t counted() const { return quota_.rows ? rows_ : registered_.size(); }

  const Tables& tables_;
  Prf prf_;
  std::uint32_t zip_rank_;
  Quota quota_;
  Date as_of_;
  NameSource names_;
  Town town_;
  std::vector<Home> homes_;
  std::vector<Residence> residences_;
  std::vector<Person> people_;
  std::vector<FormerStay> former_stays_, announced_;
  std::vector<Departed> departed_;
  std::vector<std::uint32_t> registered_, known_homes_, unregistered_;
  std::vector<SameName> lone_same_names_, same_names_;  // same_names_: of the household at work
  std::vector<Misfiled> misfiled_;
  std::vector<std::uint32_t> street_homes_;  // first home of each street
  std::uint32_t error_percent_;
  EditRates error_rates_;
  std::uint64_t misfiled_rate_ = 0;  // in 1/100,000,000
  std::uint64_t rows_ = 0;
};

// A place as its columns say it, in the register's own style (upper case, short type) or with the type written out.
struct PlaceText {
  std::string house, street, unit, po_box;
};
PlaceText place_text(const World& world, const Home& home, bool long_type = false);
void place_text_into(PlaceText& out, const World& world, const Home& home, bool long_type);  // the same, into texts that have their room already

// A person's current row in the register's own style, before anything happened to it.
LineFields row_fields(const World& world, const Person& person);

// An id's number: P and ten digits. One permutation for the whole population, so that neither order nor distance tells the ZIP.
class PersonIds {
 public:
  explicit PersonIds(const Prf& prf) : permutation_(prf, Stream::kPersonIds, 0, 10'000'000'000) {}
  std::uint64_t of(std::uint32_t zip_rank, std::uint32_t slot) const;
  std::vector<std::uint64_t> of_all(std::uint32_t zip_rank, const std::vector<std::uint32_t>& slots) const;

 private:
  Permutation permutation_;
};
inline constexpr std::uint32_t kSlotsPerZip = 302'000;  // 33,041 ZIPs share ten digits

}  // namespace cs::population
