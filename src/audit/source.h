// The source of an audit: an exported log, and the file of its records and sealed openings.
//   Shape    open_source reads both whole: every entry strict and canonical, time never falling, lines in order, the root under the log's signature,
//            each record of the time and under the checkpoint that its entries call for, the certificate of each signatory there, and the export byte for byte what the file of openings says. Which entries belong to which request comes with it.
//            Log and export are judged by what is known of the log from elsewhere; where nothing is given, by the export's own log.vkey.
//   Errors   a Fault where a file cannot be read or is none; what is wrong inside stands in `report`.
//   Threads  one.
#pragma once

#include "audit/finding.h"
#include "ledger/ledger.h"
#include "ledger/opening.h"
#include "tlog/policy.h"

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

// What an auditor was told of the log by others than those whom he audits.
struct KnownElsewhere {
  std::optional<tlog::LogKeys> log_keys = {};  // none: the export's own are taken, and the report says so
  std::optional<tlog::Policy> policy = {};     // its quorum must have cosigned the export's checkpoint, or the one beside it
  std::optional<Digest> policy_digest = {};    // SHA-256 of its text, for the report
  Instant now = kInstantMax;                   // for cosignatures dated ahead
};

struct SourceFiles {
  Path log;                       // an exported directory
  Path openings;                  // one file
  std::vector<Path> checkpoints;  // notes kept by others: must be consistent
  KnownElsewhere known = {};
};

Result<Source> open_source(const SourceFiles& files, Report& report);
Result<Source> source_of(ledger::Ledger ledger, Report& report);  // the home's own, which there is no export to compare with

}  // namespace cs::audit
