// Ledger: the log of one home, and the one commit through which everything enters it.
//   Shape    entries 0..size()-1 in records; one signed checkpoint a record. Entry 0 is `genesis`. One directory: store.db with its WAL and
//            lock file, or `database`, one line with the URL of the PostgreSQL database in which the same tables are.
//   Units    Append.time in UTC milliseconds; sizes in bytes.
//   Errors   create: kConflict when a ledger is there. open: kNotFound; kConflict when another process writes; kUntrusted with the reason
//            when records, head, root or signature do not fit, or the guard tells of another head (ROLLBACK, FORK) or is gone: no start.
//            commit: kLimit when the disk has too little room, kConflict when the time falls or a `key` entry names a key that it may not,
//            or that is not here, kMalformed when an entry is outside its form:
//            all three before anything is written, and the ledger lives on. kIo: a write, sync or file check failed; nothing of the append
//            may be answered, nothing is retried, the ledger is dead, and every later call says so. The process is to leave with 74.
//   Threads  one thread, one process: the lock file sees to the latter, or the lease of docs/decisions/postgresql.md. `Durable` is a plain
//            value.
//   Holds    L1 only commit makes a Durable, after COMMIT with synchronous=FULL; L2 time never falls; L5 a request's lines are adjacent and
//            in order, with their close after them; L6 the sealed bytes handed out have the digest in `close`;
//            L16 every head is signed by the keys that the entries name for it.
//   Source   docs/formats/record.md, docs/formats/guard.md, docs/decisions/one-commit.md.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/file.h"
#include "crypto/note_key.h"
#include "ledger/entry.h"
#include "store/rows.h"
#include "tlog/log_keys.h"
#include "tlog/proof.h"

namespace cs::store {
class Store;
struct GuardMark;
}  // namespace cs::store

namespace cs::ledger {

struct SealedAnswer {
  EntryIndex request;
  EntryIndex close;
  Bytes sealed;
};

// What one commit makes durable, all of it or nothing.
struct Append {
  Instant time;                             // of every entry; not before last_time()
  std::vector<Entry> entries;               // at least one; they get the indexes size(), size() + 1, ...
  std::vector<store::OpeningRow> openings;  // made by OpeningWriter
  std::optional<SealedAnswer> answer;       // its close is among the entries and holds its digest
  std::vector<Bytes> documents;             // no personal data; found again by SHA-256
  bool urgent = false;                      // a stop: it may use the room that is kept free of all else
  std::vector<store::OpeningRow> rewritten = {};  // rows that are there, without the lines that were expunged
};

// The proof that a commit is durable. Only Ledger::commit makes one.
class Durable {
 public:
  EntryIndex first() const { return first_; }
  std::uint64_t count() const { return count_; }
  bool holds(EntryIndex index) const { return index >= first_ && index.value - first_.value < count_; }
  Instant time() const { return time_; }
  const Digest& root() const { return root_; }

 private:
  friend class Ledger;
  Durable(EntryIndex first, std::uint64_t count, Instant time, const Digest& root)
      : first_(first), count_(count), time_(time), root_(root) {}
  EntryIndex first_;
  std::uint64_t count_ = 0;
  Instant time_;
  Digest root_{};
};

struct Head {
  std::uint64_t size = 0;
  Digest root{};
  bool operator==(const Head&) const = default;
};

// Why a ledger does not start, as guard and kept note tell it, and the two heads that the act `recover` of both parties names.
struct Awry {
  std::string cause;
  Head known;    // the greatest head of which guard or note tell that it was signed and that the ledger does not hold; else the one that is there
  Head present;  // the head that is there
};

// A `shred`, where it stands.
struct Shredded {
  EntryIndex entry;
  ShredEntry what;
};

// The steps of a commit, in order. An observer is called before each (kCommitted: after COMMIT; kDerived: after what follows from it).
enum class CommitStep { kBegin, kOpenings, kAnswer, kRecord, kHead, kCommit, kCommitted, kDerived };
inline constexpr CommitStep kCommitSteps[] = {CommitStep::kBegin, CommitStep::kOpenings, CommitStep::kAnswer,    CommitStep::kRecord,
                                              CommitStep::kHead,  CommitStep::kCommit,   CommitStep::kCommitted, CommitStep::kDerived};
std::string_view commit_step_word(CommitStep step);
using CommitSteps = std::function<void(CommitStep)>;

struct CreateOptions {
  Path guard = {};  // where the guard is made, better on another disk; empty: `guard` in the ledger's directory
  std::string database = {};  // postgresql://...; empty: an SQLite file in the ledger's directory
  std::optional<std::uint32_t> page_bytes = {};  // of that file; none: what the store measured to be best
};

class Ledger {
 public:
  // A new ledger in `directory` (made if need be): `first` begins with a GenesisEntry whose origin is the signer's name and whose vkeys
  // hold the signer's key. Documents and openings of the first record may come with it.
  static Result<Ledger> create(const Path& directory, const crypto::NoteSigner& signer, const Append& first, const CreateOptions& options = {});
  // For writing: recovery, held against the guard; then the log's keys sign every new head: those that its own entries call for, which must be among
  // the signers. Others may be there too: of keys that sign no more, or that are to follow.
  static Result<Ledger> open(const Path& directory, const std::vector<crypto::NoteSigner>& signers);
  static Result<Ledger> open(const Path& directory, const crypto::NoteSigner& signer);
  // For writing, although the guard or a kept note tells of another head, or the guard is gone: records, head, root and signature fit all the same.
  // kConflict where it would start. awry() is set: until the `recovery` entry is committed, which anchors the guard anew (in `guard` where nobody
  // knows any more where it was), only certificates and lists (`trust`) may be entered.
  static Result<Ledger> open_to_recover(const Path& directory, const std::vector<crypto::NoteSigner>& signers, const Path& guard);
  static Result<Ledger> open_to_recover(const Path& directory, const crypto::NoteSigner& signer, const Path& guard);
  // For reading only; commit is kConflict. The guard is asked where it can be read. `known`: what the reader was told of the log's keys.
  static Result<Ledger> open_to_read(const Path& directory, const tlog::LogKeys& known);
  // A copy that write_openings made, in one file of any name: for reading only, without a guard.
  static Result<Ledger> open_copy(const Path& file, const tlog::LogKeys& known);
  Ledger(Ledger&&) noexcept;
  Ledger& operator=(Ledger&&) noexcept;
  ~Ledger();

  const std::string& origin() const;
  const crypto::NoteVerifier& log_key() const;  // the newest
  const tlog::LogKeys& log_keys() const;        // all, and which signs heads of which sizes
  // For each key but the first: the entry that named it, and the checkpoint of its record, which the key before it and this one have signed.
  struct Handover {
    EntryIndex entry;
    std::string checkpoint;
  };
  std::vector<Handover> handovers() const;
  void learn(const crypto::NoteSigner& signer);  // a key that is to follow, made since the ledger was opened for writing
  std::uint64_t size() const;
  EntryIndex next() const { return {size()}; }
  Instant last_time() const;
  const Digest& root() const;
  const std::string& checkpoint_note() const;  // of the last record
  bool took_over() const;                      // from a gate that had not let go of a shared database
  std::optional<Awry> awry() const;            // of one that open_to_recover opened and that is not recovered
  // The recovery of that act is entered, and the process died before the guard knew: tells it. False where it is not so.
  Result<bool> finish_recovery(const Digest& act);
  std::uint64_t token() const;                 // of this writer; 0 where the database is not shared
  Digest root_at(std::uint64_t size) const;    // size <= size()
  std::optional<Path> guard_file() const;      // where the guard is; none for a reader that cannot tell

  Result<Durable> commit(const Append& append);
  // Moves the store's journal into the database and tells the guard that the head is durable; for orderly exits and quiet moments. commit does it by itself when the journal is long.
  Result<void> settle();

  Result<TimedEntry> entry(EntryIndex index) const;  // kNotFound at size() and beyond
  Result<Bytes> entry_bytes(EntryIndex index) const;
  // Every `shred` of the log, in order: known before the entries whose openings it destroyed are looked at.
  const std::vector<Shredded>& shreds() const;
  // That these entries are durable: they are in the ledger. For a replay, which enters nothing. kNotFound beyond the end.
  Result<Durable> held(EntryIndex first, std::uint64_t count) const;
  // In order, from `from` to the end, until `take` fails.
  Result<void> for_each(EntryIndex from, const std::function<Result<void>(EntryIndex, const TimedEntry&)>& take) const;
  Result<void> for_each_bytes(EntryIndex from, const std::function<Result<void>(EntryIndex, ByteView)>& take) const;

  // The sealed answer to the request, with the digest that its `close` holds (L6): kNotFound, kUntrusted.
  Result<SealedAnswer> answer(EntryIndex request) const;
  Result<Bytes> document(const Digest& digest) const;  // kNotFound, kUntrusted
  Result<store::OpeningRow> opening_row(EntryIndex entry, OpeningClass opening_class, std::uint8_t kind, std::uint32_t part) const;

  // Records, sealed openings and documents as one file: what an auditor gets. The answers stay. kConflict when a file is there.
  Result<void> write_openings(const Path& file) const;

  // Inclusion of an entry in the tree of the last checkpoint; the hashes' stack for other sizes.
  Result<tlog::Proof> prove(EntryIndex index) const;
  Result<std::vector<Digest>> prove_consistency(std::uint64_t old_size) const;
  // Inclusion in the tree that `note`, a checkpoint of this log of an earlier size, speaks of: kUntrusted where the ledger did not have that head.
  Result<tlog::Proof> prove_in(EntryIndex index, const std::string& note) const;
  // "ROLLBACK: ..." or "FORK: ..." where the note is signed by the log's key and the ledger does not have that head.
  std::optional<std::string> contradicted_by(std::string_view note) const;
  // kUntrusted while a note is kept that shows a head of the log's which is not here: nobody is to be given this one as the log.
  Result<void> uncontradicted() const;
  // The `recovery` entry by which both parties gave up the heads of the note's size; none where that did not happen.
  std::optional<EntryIndex> gave_up(std::string_view note) const;

  // Test harnesses: called within commit. Free space of the disk, asked before each commit, may be told too.
  void observe(CommitSteps steps);
  void measure_space_with(std::function<Result<std::uint64_t>()> free_bytes);

 private:
  struct Held;
  static Result<Ledger> read_only(store::Store store, const Path& directory, const tlog::LogKeys& known, const std::optional<store::GuardMark>& mark);
  explicit Ledger(std::unique_ptr<Held> held);
  std::unique_ptr<Held> held_;
};

}  // namespace cs::ledger
