// What an audit says: findings, each request's account, totals.
//   Shape    plain values. Findings stand in ledger order; a text holds entry indexes, line numbers, codes and digests, never a name or address.
//   Source   docs/formats/audit.md.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/ids.h"
#include "base/time.h"

namespace cs::audit {

// The words stand in reports and never change meaning.
enum class What : std::uint8_t {
  kAltered,     // something else was recorded than follows from what is there
  kReordered,   // it stands in another place
  kMissing,     // it should be there and is not; or an input is
  kBackDated,   // at the time of its entry it could not have been
  kUnexpected,  // no step of the gate makes this entry here
  kLog,         // the log itself does not hold
};
std::string_view what_text(What what);

struct Finding {
  What what = What::kAltered;
  std::optional<EntryIndex> entry;
  std::string request;                 // its id
  std::optional<std::uint32_t> line;
  std::string of;                      // "answer", "basis", "tally", "time", ...
  std::string recorded, recomputed;    // a digest, a verdict or a code; empty where there is none
  std::string text;                    // one sentence for people
};

// Who could sign for a party from the first entries on: no act says so, the first record does.
struct FoundingSignatory {
  EntryIndex entry;
  bool of_holder = false;
  std::optional<Digest> certificate;   // SHA-256 of its DER; none where it is not there
};

// How one request came out.
struct RequestAccount {
  EntryIndex request;
  std::string id, agreement, purpose;
  std::string outcome;                 // as recorded: "answered", "refused whole", ..., or "open"
  std::string refusal;                 // its code, as recorded
  std::optional<EntryIndex> close;
  std::uint64_t lines = 0, equal = 0, differing = 0, excused = 0, missing = 0, not_looked_at = 0;
  bool looked_at = true;               // false: it is not in the sample, and nothing is said of it
  bool differs = false;
  std::string excuse;                  // why something of it was taken as told
};

// Disclosures of one answered request, counted from its openings.
struct Disclosures {
  EntryIndex close;
  Instant date;
  std::string request, agreement, purpose;
  std::uint64_t verified = 0, not_verified = 0, refused = 0;
  bool agrees = true;                  // with the tally that `close` commits to
};

// A quarter of an agreement of which a shred left nothing: what of the ledger was taken as it stands for that.
struct OutcomeDestroyed {
  EntryIndex entry;                    // the shred
  std::string agreement;
  std::string quarter;                 // "2026q3"
  std::uint64_t requests = 0, lines = 0;
  std::uint64_t resting = 0;           // other entries that open to nothing any more, or rest on what is destroyed
};

struct SoftwareUsed {
  EntryIndex entry;
  std::string version;
  Digest executable{};
  Digest configuration{};              // of its home.toml
};

// A file of the context that no entry asks for by itself, and what in the ledger holds it. Everything else there is opened by a digest, a root or a
// commitment of the entry that it is used for.
struct ContextInput {
  std::string what;                    // its name in the context
  std::optional<Digest> digest;        // none of a secret
  std::optional<EntryIndex> held_by;   // none: nothing in the ledger names it
};

// By what the log itself was judged.
enum class KeysFrom : std::uint8_t { kGiven, kExport, kHome };
std::string_view keys_from_text(KeysFrom from);
struct LogJudged {
  KeysFrom keys_from = KeysFrom::kHome;
  std::vector<std::string> keys;          // verifier keys that were known beforehand, the oldest first
  std::string newest;                     // the log's own newest key, as its entries name it
  std::optional<Digest> policy;           // SHA-256 of the witness policy that was given; none: no witness was asked for
  std::optional<std::uint64_t> cosigned;  // entries of the head that its quorum has cosigned
  std::uint64_t witnesses = 0;            // that count
};

struct Report {
  std::string origin;
  std::uint64_t entries = 0;
  Digest root{};
  Instant last_time{};
  LogJudged judged;
  std::optional<std::uint64_t> sample; // so many requests were to be looked at, drawn by `seed`; none: all
  std::uint64_t seed = 0;
  std::optional<EntryIndex> from, to;  // none: all; `from` is where a request begins, at or before the one that was asked for
  Digest auditor{};                    // SHA-256 of the program that replayed
  std::uint64_t recomputed = 0;        // entries
  std::map<std::string, std::uint64_t> taken;  // by kind
  std::map<std::uint64_t, OutcomeDestroyed> destroyed;  // by the shred's entry
  std::vector<SoftwareUsed> software;
  std::vector<ContextInput> context;
  std::vector<FoundingSignatory> signatories;
  std::vector<RequestAccount> requests;
  std::vector<Disclosures> accounting;
  std::vector<Finding> findings;
  std::uint64_t findings_left_out = 0;

  bool agrees() const { return findings.empty(); }
};

inline constexpr std::size_t kFindingsMax = 10'000;  // what is beyond is counted
void add_finding(Report& report, Finding finding);
void add_log_finding(Report& report, std::optional<EntryIndex> entry, std::string text);

}  // namespace cs::audit
