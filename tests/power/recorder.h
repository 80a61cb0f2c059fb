// What this process does to the files below one directory, in order: what a power cut may then undo.
//   Shape    calls.cc stands in this program's place of the C library's calls, so SQLite's writes are seen as well as ours, and no room knows of it.
//            Every write, cut, change of a name and sync is an event; nodes are the files and directories, numbered from the root, 0, on.
//   Errors   what cannot be told (a file moved to another directory) is the recording's `fault`. Memory that is mapped is not seen: SQLite's
//            `-shm` alone is written so, and a start makes it anew.
//   Threads  any number may write and sync meanwhile.
#pragma once

#include <sys/types.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/file.h"

namespace cs::power {

using NodeNumber = std::size_t;

struct Node {
  bool is_directory = false;
  mode_t mode = 0;
  Bytes bytes;                               // of a file
  std::map<std::string, NodeNumber> names;   // of a directory
};

struct Event {
  enum class Kind { kWrite, kCut, kEnter, kLeave, kRename, kSync, kSyncAll, kTold };
  Kind kind;
  NodeNumber node = 0;      // written, cut or synced; of a name: its directory
  NodeNumber child = 0;     // entered under `name`
  std::uint64_t at = 0;     // of a write: where; of a cut: the new size; of a sync: the events before this one are durable; told: the log's size
  Bytes bytes;
  std::string name, to;     // of a sync: what was synced, for who leaves one out; told: the checkpoint
};

struct Recording {
  std::vector<Node> nodes;  // as they were at the start; those made since are empty
  std::vector<Event> events;
  std::optional<std::string> fault;
};

// One at a time: of what lies in `root`, which is absolute, under this name. What is there already is taken for durable.
void start_recording(const Path& root, const std::string& name);
// Says that what was written so far is promised: a log of that size has left, under this checkpoint.
void tell(std::uint64_t size, const std::string& checkpoint);
Recording stop_recording();

}  // namespace cs::power
