// `ledger verify`: everything on disk, from the first byte, trusting nothing but what is known of the log's keys beforehand.
//   Shape    records adjacent and whole; every entry strict; time never falls; lines in order; each entry names earlier ones only; the root
//            of every record and the signatures of every checkpoint, by the keys that the log names for its size; the guard, a kept contradiction and the cosigned head; old checkpoints
//            consistent. Then what the entries ask for: the answer of each close, each document, the certificate of each signatory; and with
//            period keys every opening, against its commitment. What is not there is a fault, unless a `shred` or an `expunge` says so; so is
//            what opens although one says so.
//   Errors   a Fault only when the store cannot be read at all. What is wrong inside is the report's `fault`, the first that is met.
//   Threads  one.
//   Holds    L9, L13, L16 are checked.
#pragma once

#include "ledger/ledger.h"
#include "ledger/opening.h"

namespace cs::ledger {

struct VerifyFault {
  std::optional<EntryIndex> index;  // the first entry that is not as it must be, where one can be named
  std::string text;                 // begins with ROLLBACK or FORK where an old checkpoint says so
};

struct VerifyReport {
  std::uint64_t entries = 0;
  std::uint64_t records = 0;
  std::uint64_t checkpoints = 0;  // signatures that hold
  std::uint64_t old_checkpoints = 0;
  std::uint64_t answers = 0;
  std::uint64_t documents = 0;
  std::uint64_t openings = 0;          // opened, and equal to the commitment
  std::uint64_t openings_missing = 0;    // no row, or no period key, and no entry says why: the fault names the first
  std::uint64_t openings_destroyed = 0;  // gone, and an entry says so
  bool guarded = false;  // the guard was there, and its durable head is held
  std::optional<std::uint64_t> cosigned;  // entries of the kept head that a quorum of witnesses cosigned
  Digest root{};
  std::optional<VerifyFault> fault;
};

struct VerifyOptions {
  std::vector<std::string> old_checkpoints;  // notes kept by others
  PeriodKeys* openings = nullptr;            // check the openings too
  // What an agreement's terms name that must be among the documents too, for who can read terms.
  std::function<std::vector<Digest>(ByteView)> named_by_terms = {};
};

Result<VerifyReport> verify_ledger(const Path& directory, const tlog::LogKeys& known, const VerifyOptions& options = {});

}  // namespace cs::ledger
