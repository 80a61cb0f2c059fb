// What the stages of the corridor hold; for the stages' own files only.
#pragma once

#include "agreement/timeline.h"
#include "gate/budget.h"
#include "gate/corridor.h"
#include "gate/state.h"
#include "match/matcher.h"
#include "request/manifest.h"

namespace cs::gate {

struct Parsed::Held {
  explicit Held(request::ManifestParse read) : manifest(std::move(read)) {}
  std::string manifest_bytes;
  std::string cms;
  Digest client{};
  Digest manifest_digest{};
  Digest cms_digest{};
  request::ManifestParse manifest;
  std::function<Result<std::string>()> lines;
};

struct Place {
  std::string state;
  std::string zip;
};

// Of an admitted line, what the second check and the answer need.
struct LineFacts {
  OrderNumber order;
  Digest commitment{};         // that the line opened
  std::string issuer;
  std::string order_type;
  std::vector<Place> places;   // for restrained classes
  std::optional<Date> final_on;
};

struct Admitted::Held {
  Reason refusal = Reason::kNone;              // of the whole request
  std::shared_ptr<const agreement::Terms> terms;  // the version that was judged; empty for an unknown agreement
  std::string id;
  std::string agreement;
  std::string purpose;
  agreement::VersionAsked asked;
  Digest client{};
  Instant received;
  EntryIndex request;                          // the entry it has, or will have
  ledger::Append intake;                       // the `request` entry and its openings, where not yet entered
  std::uint32_t line_count = 0;
  Digest lines_root{};
  std::optional<EntryIndex> admission;
  Instant release_at;
  Digest generation{};                         // manifest of the pinned generation
  std::optional<Instant> generation_as_of;
  std::vector<agreement::Pinned> signers;
  std::string lines_bytes;
  std::vector<Digest> line_digests;            // SHA-256 of each line's bytes
  std::vector<Digest> in_commitments;
  std::vector<LineAdmission> admissions;
  std::vector<LineFacts> facts;
  std::optional<LineNumber> canary;            // the first line that names one
  std::vector<match::Query> queries;           // of the lines whose unit was spent, in line order
  std::vector<std::uint32_t> query_lines;      // index of each query's line
};

struct Matched::Held {
  std::shared_ptr<Admitted::Held> admitted;
  std::vector<match::Outcome> outcomes;        // by query
  match::ProtectedKeys protected_keys;         // as they were when the lines were matched
};

}  // namespace cs::gate
