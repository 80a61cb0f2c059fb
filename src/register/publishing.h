// A generation on its way to disk: written in a directory of its own, synced, named last.
//   Shape    REGISTER/.building-<random> becomes REGISTER/gen-<16 hex of the manifest's digest> by one rename.
//   Errors   kConflict when another build holds the lock; kIo, never retried; kNotFound and kUntrusted from activate().
//   Threads  one build at a time (flock on REGISTER/.lock).
//   Source   the project's register design, sections 3.1 and 4; Rebello et al., USENIX ATC 2020, on failed syncs.
//   Holds    G2 before the rename nothing has a generation's name; after it everything is durable.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/file.h"
#include "register/body_sink.h"
#include "register/column_file.h"
#include "register/manifest.h"

namespace cs::registry {

class Building : public BodySink {
 public:
  // Takes the lock, clears what a crash left, makes the directory.
  static Result<Building> begin(const Path& register_directory);
  Building(Building&& other) noexcept;
  Building& operator=(Building&&) = delete;
  ~Building() override;  // removes the directory unless published, gives the lock back

  const Path& directory() const { return directory_; }  // for spill files too: they have no names there
  // Bodies, in any order of files and in pieces.
  void append(File file, ByteView bytes) override;
  Result<void> state() const override { return fault_; }
  // The end of a file, then its header; the digest is that of the bytes read back.
  Result<FileLine> finish(File file, const BuildTag& tag);
  // Syncs every file, then writes and syncs the manifest and the directory.
  Result<void> write_manifest(const std::string& text);

  struct Published {
    Digest digest{};
    bool was_there = false;  // an equal generation had been built before
    bool activated = false;
  };
  // Gives the finished directory its name, and makes it current in a register that has no current generation.
  Result<Published> publish(const std::string& manifest_text);

 private:
  Building(Path register_directory, int lock) : register_(std::move(register_directory)), lock_(lock) {}
  Result<void> close_all(bool sync);
  Path register_;
  Path directory_;
  int lock_ = -1;
  struct Growing {
    int fd = -1;                 // open until all are synced together: 46 syncs in a row cost little more than one
    PageSums sums;
  };
  Result<void> begin_file(File file);
  std::array<Growing, kFileCount> files_;
  int manifest_ = -1;
  Result<void> fault_;
};

std::string generation_name(const Digest& digest);                    // "gen-" and 16 hex digits
Result<Digest> read_current(const Path& register_directory);          // kNotFound: the register has no current generation
Result<void> activate(const Path& register_directory, const Digest& digest);  // the generation must be there and whole

}  // namespace cs::registry
