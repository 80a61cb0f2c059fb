// The source of an audit: an exported log, and the file of its records and sealed openings.
//   Shape    open_source reads both whole: every entry strict and canonical, time never falling, lines in order, the root under the log's signature,
//            and the export byte for byte what the file of openings says. Which entries belong to which request comes with it.
//   Errors   a Fault where a file cannot be read or is none; what is wrong inside stands in `report`.
//   Threads  one.
#pragma once

#include "audit/finding.h"
#include "ledger/ledger.h"
#include "ledger/opening.h"

namespace cs::audit {

// What became of a request, by the entries that name it.
struct Fate {
  std::optional<EntryIndex> admission;
  std::uint32_t admitted_lines = 0;
  std::optional<EntryIndex> close;
  std::optional<ledger::CloseEntry> closed;
};

// The lines, as they were received, that the ledger says are destroyed; by which entry. Nothing else of a request may be.
struct Destroyed {
  std::map<std::pair<std::string, std::uint32_t>, EntryIndex> shreds;            // by agreement and quarter
  std::map<std::uint64_t, std::map<std::uint32_t, EntryIndex>> expunges;          // by `request` entry and line
  bool some(EntryIndex request, const std::string& agreement, std::uint32_t quarter) const;
  std::optional<EntryIndex> by(EntryIndex request, const std::string& agreement, std::uint32_t quarter, LineNumber line) const;
};

struct Source {
  ledger::Ledger ledger;
  std::map<std::uint64_t, Fate> fates;             // by `request` entry
  std::map<std::uint64_t, EntryIndex> request_of;  // `desk` entry at the head of a record -> the request that the record closes
  Destroyed destroyed = {};
};

struct SourceFiles {
  Path log;                       // an exported directory
  Path openings;                  // one file
  std::vector<Path> checkpoints;  // notes kept by others: must be consistent
};

Result<Source> open_source(const SourceFiles& files, Report& report);
Result<Source> source_of(ledger::Ledger ledger, Report& report);  // the home's own, which there is no export to compare with

}  // namespace cs::audit
