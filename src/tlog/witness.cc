#include "tlog/witness.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/directory.h"
#include "base/limits.h"
#include "base/own_file.h"
#include "tlog/known_logs.h"
#include "tlog/merkle.h"

namespace cs::tlog {
namespace {

constexpr const char* kPlain = "text/plain; charset=utf-8";
constexpr const char* kSize = "text/x.tlog.size";

class StateLock {
 public:
  static Result<StateLock> take(const Path& file) {
    StateLock lock(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (lock.descriptor_ < 0) return io_fault(file.string() + ": open: " + std::strerror(errno));
    if (::flock(lock.descriptor_, LOCK_EX | LOCK_NB) != 0) return conflict(file.string() + ": another witness has this state");
    return lock;
  }
  StateLock(StateLock&& other) noexcept : descriptor_(other.descriptor_) { other.descriptor_ = -1; }
  StateLock& operator=(StateLock&&) = delete;
  ~StateLock() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }

 private:
  explicit StateLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

Result<std::optional<crypto::NoteSigner>> key_in(const Path& file) {
  CS_TRY_VOID(is_for_its_owner_alone(file));
  auto text = read_file(file, limits::kPemBytesMax);
  if (!text && text.fault().kind == FaultKind::kNotFound) return std::optional<crypto::NoteSigner>();
  if (!text) return text.fault();
  auto signer = crypto::NoteSigner::parse(text->substr(0, text->find('\n')));
  if (!signer) return at(file.string(), signer.fault());
  if (signer->verifier().algorithm() != crypto::NoteAlgorithm::kEd25519Cosignature) return untrusted(file.string() + ": is no cosigner's key");
  return std::optional(*std::move(signer));
}

Result<crypto::NoteSigner> make_key(const Path& file, std::string_view name, const Digest& fresh_seed) {
  CS_TRY(signer, crypto::NoteSigner::from_seed(name, fresh_seed, crypto::NoteAlgorithm::kEd25519Cosignature));
  CS_TRY_VOID(write_file_durable(file, as_bytes(signer.text() + "\n"), 0600));
  return signer;
}

WitnessAnswer refuse(int status, const std::string& why) { return {status, kPlain, why + "\n", {}}; }
WitnessAnswer conflict_at(std::uint64_t size) { return {409, kSize, std::to_string(size) + "\n", {}}; }

// The lines that a note's last signature has: what a witness answers.
std::string last_line(const std::string& note) {
  const std::size_t before = note.rfind('\n', note.size() - 2);
  return note.substr(before + 1);
}

}  // namespace

struct Witness::Held {
  Path state;
  StateLock lock;
  crypto::NoteSigner signer;
  KnownLogs known;
  std::map<std::string, std::vector<crypto::NoteVerifier>> logs;  // by origin
  std::map<std::string, std::string> hashes;                       // origin_hash to origin

  // What was cosigned last; none where this log never was.
  Result<std::optional<Checkpoint>> newest(const std::string& origin) const {
    const Path file = state / origin_hash(origin);
    auto note = read_file(file, limits::kNoteBytesMax);
    const bool missing = !note && note.fault().kind == FaultKind::kNotFound;
    if (missing && !known.contains(origin_hash(origin))) return std::optional<Checkpoint>();
    if (missing) return untrusted(file.string() + ": the head of " + origin + " that this witness cosigned is missing; put the newest state back, never a backup, or begin a new one, with a new key");
    if (!note) return note.fault();
    // Its own signature says that the log's was looked at: a log that has another key since is followed all the same. One that is known and bad is no head.
    const auto opened = open_checkpoint(*note, signer.verifier(), logs.at(origin));
    if (opened && opened->checkpoint.origin == origin) return std::optional(opened->checkpoint);
    return untrusted(file.string() + ": is not a head of " + origin + " that this witness cosigned; put the newest state back, never a backup, or begin a new one, with a new key");
  }

  bool is_signed(const AddCheckpoint& asked, const std::string& origin) const {
    return std::ranges::any_of(logs.at(origin), [&](const auto& key) { return open_checkpoint(asked.note, key).ok(); });
  }

  // A head that the log signed and that was not shown to follow from the last one may be proof of a fork: it is kept.
  std::string keep_evidence(const AddCheckpoint& asked, const Checkpoint& head, std::uint64_t cosigned) const {
    const Path file = state / (origin_hash(head.origin) + ".refused");
    const auto kept = write_file_durable(file, as_bytes(asked.note));
    return head.origin + ": has signed a head of " + std::to_string(head.size) + " entries that is not shown to extend the " + std::to_string(cosigned) +
           " that were cosigned; " + (kept ? "kept in " + file.string() : "could not be kept: " + kept.fault().text);
  }

  Result<std::string> cosign(const AddCheckpoint& asked, const std::string& origin, Instant now) {
    CS_TRY(whole, Note::parse(asked.note));
    Note note{whole.text, {}};
    for (const NoteSignature& signature : whole.signatures) {
      if (std::ranges::any_of(logs.at(origin), [&](const auto& key) { return signature.name == key.name() && signature.key_id == key.key_id(); }))
        note.signatures.push_back(signature);
    }
    cosign_note(note, signer, now);
    std::string bytes = note.bytes();
    CS_TRY_VOID(write_file_durable(state / origin_hash(origin), as_bytes(bytes)));
    CS_TRY_VOID(known.add(origin_hash(origin)));  // behind the head: one that is known and not there is lost
    return bytes;
  }
};

Witness::Witness(std::unique_ptr<Held> held) : held_(std::move(held)) {}
Witness::Witness(Witness&&) noexcept = default;
Witness& Witness::operator=(Witness&&) noexcept = default;
Witness::~Witness() = default;
const crypto::NoteVerifier& Witness::key() const { return held_->signer.verifier(); }

Result<Witness> Witness::open(const Path& state, const Policy& policy, std::string_view name, const Digest& fresh_seed) {
  CS_TRY_VOID(make_directories_durable(state, 0700));
  CS_TRY(lock, StateLock::take(state / "lock"));
  CS_TRY(found, key_in(state / "witness.key"));
  CS_TRY(known, KnownLogs::open(state, !found));  // before the key is made: a key without the list has lost it
  if (!found) {
    CS_TRY(made, make_key(state / "witness.key", name, fresh_seed));
    found = std::move(made);
  }
  std::unique_ptr<Held> held(new Held{state, std::move(lock), *std::move(found), std::move(known), {}, {}});
  for (const PolicyLog& log : policy.logs()) {
    held->logs[log.key.name()].push_back(log.key);
    held->hashes[origin_hash(log.key.name())] = log.key.name();
  }
  for (const auto& [origin, keys] : held->logs) {
    CS_TRY(newest, held->newest(origin));
    if (newest) CS_TRY_VOID(held->known.add(origin_hash(origin)));  // a power cut may have come between the two
  }
  return Witness(std::move(held));
}

WitnessAnswer Witness::add_checkpoint(std::string_view body, Instant now) {
  const auto asked = AddCheckpoint::parse(body);
  if (!asked) return refuse(400, asked.fault().text);
  const auto note = Note::parse(asked->note);
  if (!note) return refuse(400, note.fault().text);
  const auto head = Checkpoint::parse_text(note->text);
  if (!head) return refuse(400, head.fault().text);
  if (!held_->logs.contains(head->origin)) return refuse(404, "an origin that this witness does not know");
  if (!held_->is_signed(*asked, head->origin)) return refuse(403, "no signature of a key of this log");
  if (asked->old_size > head->size) return refuse(400, "the old size is above the checkpoint's");
  const auto newest = held_->newest(head->origin);
  if (!newest) return refuse(500, "the witness cannot read its state");
  const std::uint64_t held_size = *newest ? (*newest)->size : 0;
  const Digest held_root = *newest ? (*newest)->root : empty_root();
  if (asked->old_size != held_size) return conflict_at(held_size);
  if (held_size == head->size && held_root != head->root) {
    WitnessAnswer other = conflict_at(held_size);
    other.alarm = held_->keep_evidence(*asked, *head, held_size);
    return other;
  }
  if (!verify_consistency(held_size, held_root, head->size, head->root, asked->proof)) {
    WitnessAnswer refused = refuse(422, "the checkpoint is not shown to extend the one that was cosigned");
    refused.alarm = held_->keep_evidence(*asked, *head, held_size);
    return refused;
  }
  const auto cosigned = held_->cosign(*asked, head->origin, now);
  if (!cosigned) return refuse(500, "the witness cannot write its state");
  return {200, kPlain, last_line(*cosigned), {}};
}

WitnessAnswer Witness::checkpoint(std::string_view hash) const {
  const auto origin = held_->hashes.find(std::string(hash));
  if (origin == held_->hashes.end()) return refuse(404, "a log that this witness does not know");
  auto note = read_file(held_->state / std::string(hash), limits::kNoteBytesMax);
  if (!note && note.fault().kind == FaultKind::kNotFound) return refuse(404, "no head of this log was ever cosigned");
  if (!note) return refuse(500, "the witness cannot read its state");
  return {200, kPlain, std::move(*note), {}};
}

}  // namespace cs::tlog
