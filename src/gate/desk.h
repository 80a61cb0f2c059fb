// Desk events that wait for the next `desk` entry: protection of people, until that entry holds them.
//   Shape    one file an event in HOME/desk, named by its time and the act's id, sealed under the home's subject key; JSON {"id","kind","at","records",
//            "package"}. They count from the moment they are durable here; the release tick's `desk` entry takes them into the ledger.
//   Why      an entry per protect act would show when somebody was protected; one entry a tick, empty or not, shows nothing.
//   Errors   kIo, kUntrusted (a file was altered).
#pragma once

#include <string>
#include <vector>

#include "base/file.h"
#include "base/ids.h"
#include "base/time.h"
#include "crypto/random.h"
#include "match/matcher.h"

namespace cs::gate {

enum class Protection : std::uint8_t { kProtect, kUnprotect };

struct DeskEvent {
  std::string id;
  Protection kind = Protection::kProtect;
  Instant at;
  std::vector<std::string> records;  // holder's keys
  Bytes package;                     // the act and its signatures
};

std::string write_desk_event(const DeskEvent& event);
Result<DeskEvent> read_desk_event(std::string_view json);

Result<void> keep_desk_event(const Path& directory, const Digest& key, const DeskEvent& event, crypto::Random& random);
Result<std::vector<std::string>> waiting_desk_events(const Path& directory, const Digest& key);  // in the order in which they came
Result<bool> waits_at_desk(const Path& directory, const Digest& key, std::string_view act_id);
void forget_desk_events(const Path& directory, const std::vector<std::string>& events);

// Who is protected after these events, in order.
Result<match::ProtectedKeys> protected_after(const std::vector<std::string>& events);

}  // namespace cs::gate
