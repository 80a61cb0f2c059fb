// Openings: what the commitments in the log stand for, sealed in the store.
//   Shape    one opening is r (32 random bytes) and a payload. A row holds the openings of up to limits::kOpeningLinesPerRow lines of one
//            request and kind, or one document of an entry: each piece under a key of its own, the row's list of keys under the period key.
//   Units    parts count from 0; lines from 1; quarters are year * 4 + quarter (0..3), UTC.
//   Errors   kNotFound no such row, line or period key (never made, or shredded, or expunged); kUntrusted a tag or a length does not
//            hold; kIo a key file could not be written durably.
//   Threads  a writer or reader belongs to one thread; PeriodKeys to one process.
//   Source   docs/formats/opening.md.
//   Holds    rows cannot be swapped: origin, class, kind, entry, part and line are bound into every piece.
#pragma once

#include <functional>
#include <map>

#include "crypto/random.h"
#include "crypto/seal.h"
#include "ledger/ledger.h"

namespace cs::ledger {

// The numbers are stored and never change meaning. Up to 63: openings of commitments, the word is the commitment's tag. From 64:
// documents that belong to an entry.
enum class OpeningKind : std::uint8_t {
  // Per line.
  kIn = 1,
  kAnswer = 2,
  kBasis = 3,
  kAdm = 4,
  // Per entry.
  kRequest = 5,
  kAdmission = 6,
  kTally = 7,
  kDesk = 8,
  kGround = 9,
  kRestraint = 10,
  kRecall = 11,
  kCorrection = 12,
  kFollowUp = 13,
  kAccess = 14,
  kHold = 15,
  kIncident = 16,
  kCanary = 17,
  kOfficer = 18,
  kCountersign = 19,
  kAttempts = 20,
  kMap = 21,
  // Documents.
  kManifest = 64,
  kManifestCms = 65,
  kAct = 66,
  kActCms = 67,
  kEvidence = 68,
  kDocument = 69,
  kLines = 70,  // the lines file as received, of a request that was refused after it was read
};
std::string_view opening_kind_word(OpeningKind kind);  // "in", "follow-up", "manifest-cms"
Result<OpeningKind> parse_opening_kind(std::string_view word);
OpeningClass class_of(OpeningKind kind);  // input for kIn and kLines, outcome for all others

// Which period key seals a row: agreement x class x quarter.
struct Period {
  std::string agreement;  // the agreement's id, or kNoAgreement
  OpeningClass opening_class = OpeningClass::kOutcome;
  std::uint32_t quarter = 0;
  auto operator<=>(const Period&) const = default;
};
inline constexpr std::string_view kNoAgreement = "-";  // acts that concern all agreements; no slug looks like it

// Overwrites a file that holds a key and removes it, durably; nothing where it is gone. What a disk keeps of it elsewhere is not ours to reach.
Result<void> destroy_key_file(const Path& file, std::size_t bytes);

// The period keys of a home: one file each, mode 0600, in a directory outside the store and its backups.
class PeriodKeys {
 public:
  explicit PeriodKeys(Path directory) : directory_(std::move(directory)) {}
  ~PeriodKeys();
  PeriodKeys(PeriodKeys&&) = default;
  PeriodKeys& operator=(PeriodKeys&&) = default;
  Result<crypto::SealKey> find(const Period& period);
  // Made when first needed, durable before it is used.
  Result<crypto::SealKey> find_or_make(const Period& period, crypto::Random& random);

  // Destroying one, in two steps around the commit of the entry that says so: set aside, so that nothing opens with it any more (kConflict where
  // something still does, kNotFound where there is none), then destroyed, or put back where the entry was not made. Each is durable.
  Result<void> set_aside(const Period& period);
  Result<void> destroy(const Period& period);  // wherever it stands; nothing where it is gone
  Result<void> put_back_all();                 // those that a killed process had set aside and no entry names

 private:
  Result<Path> file_of(const Period& period) const;
  void forget(const Period& period);
  Path directory_;
  std::map<Period, crypto::SealKey> known_;
};

struct SealedOpening {
  Digest commitment;  // commit(word of the kind, r, payload); for a document of no use
  store::OpeningRow row;
};

// What the commitment of a `request` entry opens to: digests of what was received.
struct RequestDigests {
  Digest manifest{};
  Digest cms{};
  std::optional<Digest> lines;  // none: they were never read
};
Bytes request_payload(const RequestDigests& digests);
Result<RequestDigests> read_request_digests(ByteView payload);  // kMalformed for what request_payload does not write

class OpeningReader;

// Makes rows. `entry` is the index that the entry will have: the `request` entry for everything per line, else the document's own entry;
// `time` is that entry's time and gives the quarter.
class OpeningWriter {
 public:
  OpeningWriter(std::string origin, PeriodKeys& keys, crypto::Random& random) : origin_(std::move(origin)), keys_(&keys), random_(&random) {}
  // For a replay: the same commitments again, with the salts of openings that exist; no rows are made. A line without one: kNotFound. A payload
  // without bytes at all (ByteView()) stands for the one that is there. `unlike` is told where the opening holds another payload than is given,
  // with line 0 of a document.
  using Unlike = std::function<void(OpeningKind, EntryIndex, LineNumber)>;
  OpeningWriter(OpeningReader& replayed, Unlike unlike) : replayed_(&replayed), unlike_(std::move(unlike)) {}

  Result<SealedOpening> document(OpeningKind kind, EntryIndex entry, Instant time, std::string_view agreement, ByteView payload,
                                 std::uint32_t part = 0);

  // Per line: the payload of line i + 1 is payload_of(i), asked for in order and borrowed until the next is. Commitments come in the order
  // of the lines.
  struct Lines {
    std::vector<Digest> commitments;
    std::vector<store::OpeningRow> rows;
  };
  using PayloadOf = std::function<ByteView(std::size_t)>;
  Result<Lines> lines(OpeningKind kind, EntryIndex request, Instant time, std::string_view agreement, std::size_t count,
                      const PayloadOf& payload_of);
  Result<Lines> lines(OpeningKind kind, EntryIndex request, Instant time, std::string_view agreement,
                      const std::vector<ByteView>& payloads);

 private:
  std::string origin_;
  PeriodKeys* keys_ = nullptr;
  crypto::Random* random_ = nullptr;
  OpeningReader* replayed_ = nullptr;
  Unlike unlike_;
};

struct Opening {
  Digest r{};
  Bytes payload;
};

// The row without the openings of these lines: their keys are gone from its list, which is sealed anew, and so are the pieces. kNotFound where the
// row has not one of them, or not any more.
Result<store::OpeningRow> expunged(const store::OpeningRow& row, const std::vector<LineNumber>& lines, std::string_view origin, PeriodKeys& keys,
                                   crypto::Random& random);

class OpeningReader {
 public:
  OpeningReader(const Ledger& ledger, PeriodKeys& keys) : ledger_(ledger), keys_(keys) {}
  Result<Opening> document(OpeningKind kind, EntryIndex entry, std::uint32_t part = 0);
  Result<Opening> line(OpeningKind kind, EntryIndex request, LineNumber line);
  // Lines first..first+count-1 in order; kNotFound when one is missing. `take` gets r and payload, borrowed.
  using TakeLine = std::function<Result<void>(LineNumber, const Digest&, ByteView)>;
  Result<void> for_each_line(OpeningKind kind, EntryIndex request, std::uint32_t count, const TakeLine& take);
  // The same where some are destroyed: `gone` gets those in their places.
  using TakeGone = std::function<Result<void>(LineNumber)>;
  Result<void> for_each_line(OpeningKind kind, EntryIndex request, std::uint32_t count, const TakeLine& take, const TakeGone& gone);

 private:
  struct Row;
  Result<Row> row_of(OpeningKind kind, EntryIndex request, std::uint32_t part);
  const Ledger& ledger_;
  PeriodKeys& keys_;
};

}  // namespace cs::ledger
