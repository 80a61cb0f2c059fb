// `ledger verify --dir`: an exported log by itself, for somebody who was told a key of the log and has nothing else of the holder's.
//   Shape    the checkpoint under the keys that the log's entries name for its size; where the key that is known signs no more, each handover from it
//            to the newest (`checkpoint.key-<entry>`); log.vkey, where the export has one, names the same keys as the entries; the checkpoint under a
//            policy's quorum where one is given; every entry strict and canonical; time never falls; lines in order with their close; each entry names
//            earlier ones only; the root; every hash tile; old checkpoints consistent.
//            Commitments stay closed, and documents are not in an export: what they say is not asked.
//   Errors   a Fault only where files cannot be read at all or there is no checkpoint. What is wrong inside is the report's `fault`.
//   Threads  one.
//   Source   C2SP tlog-tiles, tlog-checkpoint, tlog-policy.
#pragma once

#include <functional>

#include "ledger/verify.h"
#include "tlog/policy.h"

namespace cs::ledger {

struct ExportOptions {
  std::vector<std::string> old_checkpoints;  // notes kept by others
  std::optional<tlog::Policy> policy = {};   // its quorum must have cosigned `checkpoint`, or else `checkpoint.cosigned`
  Instant now = kInstantMax;                 // for cosignatures dated ahead
  std::function<void(EntryIndex, const TimedEntry&)> take = {};  // each entry that may stand where it stands, in order
};

struct ExportReport {
  std::uint64_t entries = 0;
  std::uint64_t requests = 0, lines = 0, answered = 0, deliveries = 0, stops = 0;
  std::uint64_t old_checkpoints = 0;
  std::optional<std::uint64_t> cosigned;  // entries of the head that the quorum cosigned; only with a policy
  std::size_t witnesses = 0;              // that count
  std::optional<std::string> log_key;     // the newest, where it is another than was known: whoever knows the old one learns it here
  Instant last_time;
  Digest root{};
  std::optional<VerifyFault> fault;
};

Result<ExportReport> verify_export(const Path& directory, const tlog::LogKeys& known, const ExportOptions& options = {});

}  // namespace cs::ledger
