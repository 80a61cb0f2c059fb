// Where names come from; keeps the invented ones.
//   Shape    a name lies in sixteen readable bytes or more. Without a supply each name is drawn from the caller's own draws. With one, the
//            surnames of a ZIP are drawn eight at a time from a stream of the ZIP, a group's by themselves, the invented names for all, and handed out in
//            order: the misses of the cache, which are most of what a name costs, then happen side by side. Given names, forms of other languages and
//            initials come from the caller's draws: there are too many cells of them for a store each.
//   Threads  one source, one thread.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "population/tables.h"

namespace cs::population {

// What draws a household's names.
struct Origin {
  Group group = Group::kWhite;
  Culture culture = Culture::kNone;
};

class NameSource {
 public:
  explicit NameSource(const Tables& tables) : tables_(tables), prf_(0) {}
  NameSource(const Tables& tables, const Prf& prf, std::uint32_t zip_rank);  // with a supply

  std::string_view surname(Origin origin, Draws& draws);
  std::string_view given(Origin origin, Sex sex, Date born, Draws& draws);
  std::string_view initial(Origin origin, Sex sex, Date born, Draws& draws);  // of a given name
  std::string_view form_of(Culture culture, FormPart part, Draws& draws) const;
  std::string_view keep(std::string_view name);

 private:
  // What is in store: surnames by group, then the invented names of both sorts.
  static constexpr std::size_t kInventedStores = kGroups, kStores = kInventedStores + 2;
  static constexpr std::size_t kBatch = 8;
  struct Store {
    std::array<std::string_view, kBatch> names;
    std::uint32_t at = 0, size = 0;
    std::uint32_t batch = 0;  // how many there were
  };
  std::string_view next_of(std::size_t store) {
    Store& s = stores_[store];
    if (s.at == s.size) fill(store);
    return s.names[s.at++];
  }
  // The same of given names: a few of each cell, as indexes, since a ZIP has many cells.
  static constexpr std::size_t kGivenBatch = 4;
  struct GivenStore {
    std::array<std::uint16_t, kGivenBatch> picked{};
    std::uint16_t left = 0;
    std::uint32_t batch = 0;
  };
  std::uint32_t next_given(std::size_t cell) {
    GivenStore& s = given_[cell];
    if (s.left == 0) fill_given(cell);
    return s.picked[--s.left];
  }
  void fill_given(std::size_t cell);
  void fill(std::size_t store);
  void fill_invented(Store& store, const Invented& invented, Draws& draws);

  const Tables& tables_;
  Prf prf_;
  std::uint32_t zip_rank_ = 0;
  std::vector<Store> stores_;  // none: no supply
  std::array<bool, kGroups> stored_{};
  std::vector<GivenStore> given_;  // by cell
  static constexpr std::size_t kKeptBlock = 4'096;
  std::vector<std::unique_ptr<char[]>> kept_;  // blocks that stay where they are
  std::size_t kept_left_ = 0;
};

}  // namespace cs::population
