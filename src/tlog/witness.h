// A witness: cosigns a log's head only when it extends the last one that it cosigned.
//   Shape    add-checkpoint: "old " size LF, at most 63 lines base64(hash) LF, LF, checkpoint note. A witness's state is a directory: `witness.key` (0600), `lock`,
//            `known` (known_logs.h), and for each log `<hex SHA-256 of origin>`, the newest note that it cosigned, with its own cosignature.
//   Units    sizes count entries.
//   Errors   AddCheckpoint::parse: kMalformed, kLimit. Witness::open: kIo; kConflict another process has the state; kUntrusted a state that its own key has not
//            cosigned, that has lost a head or the list of them, or whose key others may read. An answer is never a fault: a disk that fails is 500, and nothing is cosigned.
//   Threads  one.
//   Holds    the new state is durable before its cosignature is handed out; never two inconsistent heads of one log, never a smaller one after a larger.
//   Source   C2SP tlog-witness, tlog-cosignature.
#pragma once

#include <map>
#include <memory>

#include "base/file.h"
#include "tlog/policy.h"

namespace cs::tlog {

inline constexpr std::size_t kAddCheckpointBytesMax = 80 * 1024;  // a note and 63 hashes

struct AddCheckpoint {
  std::uint64_t old_size = 0;
  std::vector<Digest> proof;
  std::string note;
  static Result<AddCheckpoint> parse(std::string_view body);
  std::string body() const;
};

std::string origin_hash(std::string_view origin);  // 64 hex digits: where a witness shows what it holds

struct WitnessAnswer {
  int status = 200;  // 200, 400, 403, 404, 409, 422; 500 where the state could not be made durable
  std::string content_type;
  std::string body;
  std::string alarm = {};  // for whoever runs the witness: a head that the log signed and that was refused; where it is kept
};

class Witness {
 public:
  // `name`: the key's name where the state has none yet and a key is made.
  static Result<Witness> open(const Path& state, const Policy& policy, std::string_view name, const Digest& fresh_seed);
  Witness(Witness&&) noexcept;
  Witness& operator=(Witness&&) noexcept;
  ~Witness();

  const crypto::NoteVerifier& key() const;
  WitnessAnswer add_checkpoint(std::string_view body, Instant now);
  WitnessAnswer checkpoint(std::string_view hash) const;  // what it holds of the log with this origin_hash

 private:
  struct Held;
  explicit Witness(std::unique_ptr<Held> held);
  std::unique_ptr<Held> held_;
};

}  // namespace cs::tlog
