// A disk that follows a recording, and the states in which a power cut may leave it.
//   Shape    what a sync has confirmed is there. Of what came since, of each file and directory by itself: all of it, nothing, or what the draw
//            says: writes up to some place, the last of them torn; or any of their sectors, in whatever order. Names come and go in their order:
//            the last changes of a directory may be undone, and with a directory all that lies in it.
//   Units    sectors of 512 bytes: one is written whole or not at all, which is what the guard's slots ask of a disk.
//   Source   strict POSIX: an fsync of a file says nothing of its name, nor one of a directory of that directory's own name. Pillai et al.,
//            "All File Systems Are Not Created Equal", OSDI 2014. SQLite's memory `-shm` comes back as noise.
#pragma once

#include <functional>
#include <random>

#include "tests/power/recorder.h"

namespace cs::power {

inline constexpr std::size_t kSectorBytes = 512;

enum class Loss { kNothing, kUnsynced, kDrawn };

struct State {
  std::vector<std::pair<std::string, mode_t>> directories;  // parents first
  std::map<std::string, std::pair<mode_t, Bytes>> files;    // by path from the root
  std::size_t print() const;                                 // equal states have equal ones
  Result<void> lay(const Path& to) const;                    // into a directory that is not there
};

struct Told {
  std::uint64_t size = 0;
  std::string checkpoint;
};

class Disk {
 public:
  // `left_out`: syncs that the program forgot, told by the path that they are of.
  using LeftOut = std::function<bool(const std::string& path)>;
  explicit Disk(const Recording& recording, LeftOut left_out = {});
  bool step();  // the next event happens; false where there is none
  const std::vector<Told>& told() const { return told_; }
  State cut(Loss loss, std::mt19937_64& draw) const;

 private:
  struct Kept {
    Node durable;
    std::vector<std::size_t> since;  // events of it that no sync has confirmed
  };
  void confirm(Kept& kept, std::uint64_t before);
  Node left(const Kept& kept, Loss loss, std::mt19937_64& draw) const;
  Node drawn(const Kept& kept, std::mt19937_64& draw) const;
  void apply(Node& to, const Event& event) const;
  void gather(State& state, const std::string& path, NodeNumber number, Loss loss, std::mt19937_64& draw) const;

  const Recording& recording_;
  LeftOut left_out_;
  std::size_t next_ = 0;
  std::vector<Kept> kept_;
  std::vector<Told> told_;
};

}  // namespace cs::power
