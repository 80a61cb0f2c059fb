// Policies: which logs are meant, which witnesses are known, and how many of them must have cosigned a head.
//   Shape    C2SP tlog-policy text: lines "log VKEY [URL]", "witness NAME VKEY [URL]", "group NAME any|all|K NAME...", "quorum NAME|none";
//            '#' comment lines and empty lines; names are declared before they are used, and are a member of one group at most. At most 32 logs, 32
//            witnesses and 32 groups, limits::kNoteBytesMax bytes.
//   Errors   kMalformed naming the line. Stricter than C2SP in one thing: two witnesses may not share a key name.
//   Threads  plain values.
//   Source   C2SP tlog-policy; docs/formats/policy.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/note_key.h"
#include "tlog/log_keys.h"

namespace cs::tlog {

struct PolicyLog {
  crypto::NoteVerifier key;  // its name is the origin
  std::string url;           // may be empty
};

struct PolicyWitness {
  std::string name;  // within the policy
  crypto::NoteVerifier key;
  std::string url;  // its submission prefix; may be empty
};

class Policy {
 public:
  static Result<Policy> parse(std::string_view text);
  const std::vector<PolicyLog>& logs() const { return logs_; }
  const std::vector<PolicyWitness>& witnesses() const { return witnesses_; }
  std::vector<crypto::NoteVerifier> cosigners() const;
  bool needs_witnesses() const { return quorum_ != "none"; }
  bool met_by(const std::vector<std::string>& cosigned_by) const;  // names of keys

 private:
  friend class PolicyReader;
  struct Group {
    std::string name;
    std::size_t needed = 0;
    std::vector<std::string> members;
  };
  bool met(const std::string& name, const std::vector<std::string>& cosigned_by) const;
  std::vector<PolicyLog> logs_;
  std::vector<PolicyWitness> witnesses_;
  std::vector<Group> groups_;
  std::string quorum_;
};

// A cosignature that is dated further ahead than this is not believed: a witness could cosign for a time that has not come.
inline constexpr Span kCosignatureAhead = Span::seconds(60);

struct WitnessedCheckpoint {
  Checkpoint checkpoint;
  std::vector<std::string> cosigned_by;  // the policy's witnesses that count, each once
  std::optional<Instant> cosigned_at;    // the newest that counts
  bool quorum = false;
};

// The note under the policy: the log's keys must have signed; any bad signature of a known key rejects it. `now`: cosignatures further ahead than
// kCosignatureAhead do not count.
Result<WitnessedCheckpoint> open_witnessed(std::string_view note, const LogKeys& log_keys, const Policy& policy, Instant now);

}  // namespace cs::tlog
