// Many texts looked up in the dictionaries at once: what each look-up waits for in memory is asked for before the first is read.
//   Shape    add() as many as wanted, then run(): every number is written to where its add() said; 0: no row has the text. What was added is
//            forgotten then.
//   Threads  one thread at a time; the generation is shared.
#pragma once

#include <vector>

#include "register/view.h"

namespace cs::registry {

class Lookups {
 public:
  explicit Lookups(const GenerationView& view) : view_(view) {}
  // `text` and `id` stay where they are until run().
  void add(Dictionary which, std::string_view text, std::uint32_t& id);
  void run();
  std::uint64_t take_probes() { return std::exchange(probes_, 0); }  // look-ups since the last call

 private:
  struct One {
    const DictionaryView* dictionary;
    std::string_view text;
    std::uint32_t* id;
    std::uint64_t place;
    std::uint32_t print;
  };
  const GenerationView& view_;
  std::vector<One> all_;
  std::uint64_t probes_ = 0;
};

}  // namespace cs::registry
