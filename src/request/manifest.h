// The manifest: request.json, one page that an official reads and signs.
//   Shape    one JSON object, at most kManifestBytesMax; every key mandatory, none other.
//   Units    count and bytes of lines.ndjson; instants in whole seconds.
//   Errors   read_manifest: a Fault (kLimit, kMalformed) only for what is no request at all: too long, not JSON, without a readable
//            `agreement` or `request`. Everything else wrong is REQ-FORMAT, with the key in `problem`.
//   Threads  pure.
//   Source   the project's rules of the gate, section 5; docs/formats/request.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/ids.h"
#include "base/time.h"
#include "base/verdict.h"

namespace cs::request {

struct LinesDigest {  // what binds the lines file, in the manifest and as computed
  std::uint64_t count = 0;
  std::uint64_t bytes = 0;
  Digest digest{};    // SHA-256 of the whole file
  Digest root{};      // RFC 6962, over each line's bytes without its LF
  bool operator==(const LinesDigest&) const = default;
};

struct Manifest {
  Manifest(RequestId request_id, AgreementId agreement_id) : request(std::move(request_id)), agreement(std::move(agreement_id)) {}
  RequestId request;
  AgreementId agreement;
  std::int64_t agreement_version = 0;
  Digest agreement_digest{};
  Instant created_at;
  Instant not_after;
  std::string office;
  std::string contact;
  std::string purpose;
  std::string reason;
  std::string origin_system;
  Date origin_as_of;
  LinesDigest lines;
  std::vector<std::string> attestations;
};

struct ManifestParse {
  RequestId request;                 // readable in every outcome
  AgreementId agreement;
  Reason reason = Reason::kNone;     // kNone or kReqFormat
  std::string problem;               // with kReqFormat: the key and what is wrong with it
  std::optional<Manifest> manifest;  // with kNone
};

Result<ManifestParse> read_manifest(std::string_view json);
std::string write_manifest(const Manifest& manifest);  // pretty, ends with LF

// What an official reads before signing: one page of plain text, every field in words, then the digests.
std::string show_manifest(const Manifest& manifest);

}  // namespace cs::request
