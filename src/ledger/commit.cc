// The one commit: openings, sealed answer, record and head in one transaction of the store, durable together or not at all.
#include <algorithm>

#include "base/limits.h"
#include "crypto/digest.h"
#include "ledger/bundle.h"
#include "ledger/entry_encode.h"
#include "ledger/ledger_held.h"
#include "tlog/tiles.h"

namespace cs::ledger {
namespace {

// Beyond this the journal is moved into the database before a commit begins; below it no answer waits for that.
constexpr std::uint64_t kJournalBytes = std::uint64_t{64} * 1024 * 1024;

// What is ours to get right: a break is no news from outside but a mistake of this program, and stops it.
void check_order(const Append& append, std::uint64_t first) {
  OrderChecker order;
  std::uint64_t index = first;
  for (const Entry& entry : append.entries) {
    const char* broken = order.look({index++}, entry);
    CS_CHECK(broken == nullptr, broken);
  }
  const char* broken = order.end_of_record();
  CS_CHECK(broken == nullptr, broken);
}

void check_rows(const Append& append, std::uint64_t first) {
  for (const store::OpeningRow& row : append.openings)
    CS_CHECK(row.entry < first + append.entries.size(), "an opening belongs to an entry that is there");
  if (!append.answer) return;
  const SealedAnswer& answer = *append.answer;
  const std::uint64_t at = answer.close.value - first;
  CS_CHECK(answer.close.value >= first && at < append.entries.size(), "L6 an answer enters with its close");
  const auto* close = std::get_if<CloseEntry>(&append.entries[at]);
  CS_CHECK(close != nullptr && close->request == answer.request, "L6 an answer enters with its close");
  CS_CHECK(close->response == crypto::sha256(answer.sealed), "L6 the sealed answer has the digest in close");
}

// The entries as they are stored: each with its length, cut into parts between entries.
Result<std::vector<Bytes>> encode_parts(const Append& append) {
  std::vector<Bytes> parts(1);
  parts[0].reserve(std::min(limits::kRecordPartBytes, append.entries.size() * 140 + limits::kEntryBytesMax));
  codec::CborWriter out;
  std::size_t total = 0;
  for (const Entry& entry : append.entries) {
    CS_TRY_VOID(is_valid(entry, append.time));
    encode_into(out, entry, append.time);
    if (parts.back().size() + 2 + out.data().size() > limits::kRecordPartBytes) {
      parts.emplace_back();
      parts.back().reserve(limits::kRecordPartBytes);
    }
    tlog::append_bundle_entry(parts.back(), out.data());
    total += 2 + out.data().size();
    if (total > limits::kRecordBytesMax) return malformed("a record of more than " + std::to_string(limits::kRecordBytesMax) + " bytes");
  }
  return parts;
}

std::uint64_t bytes_of(const Append& append, const std::vector<Bytes>& parts) {
  std::uint64_t bytes = 0;
  for (const Bytes& part : parts) bytes += part.size();
  for (const store::OpeningRow& row : append.openings) bytes += row.keys.size() + row.pieces.size();
  for (const store::OpeningRow& row : append.rewritten) bytes += row.keys.size() + row.pieces.size();
  for (const Bytes& document : append.documents) bytes += document.size();
  if (append.answer) bytes += append.answer->sealed.size();
  return bytes;
}

const crypto::NoteSigner* signer_of(const std::vector<crypto::NoteSigner>& signers, const crypto::NoteVerifier& key) {
  const auto found = std::ranges::find_if(signers, [&](const auto& one) { return one.verifier().public_key() == key.public_key(); });
  return found == signers.end() ? nullptr : &*found;
}

// One commit's rows, written in the order of the steps.
class Writing {
 public:
  Writing(store::Store& store, const CommitSteps& steps) : store_(store), steps_(steps) {}
  void step(CommitStep step) const {
    if (steps_) steps_(step);
  }
  Result<void> begin(bool begun) const {
    step(CommitStep::kBegin);
    if (begun) return {};
    return store_.begin();
  }
  Result<void> openings(const Append& append) const {
    step(CommitStep::kOpenings);
    for (const store::OpeningRow& row : append.openings) CS_TRY_VOID(store_.put_opening(row));
    for (const store::OpeningRow& row : append.rewritten) CS_TRY_VOID(store_.rewrite_opening(row));
    for (const Bytes& document : append.documents) CS_TRY_VOID(store_.put_document(crypto::sha256(document), document));
    return {};
  }
  Result<void> answer(const Append& append) const {
    step(CommitStep::kAnswer);
    if (!append.answer) return {};
    const SealedAnswer& answer = *append.answer;
    return store_.put_answer({answer.request.value, answer.close.value, crypto::sha256(answer.sealed), answer.sealed});
  }
  Result<void> record(const store::RecordRow& record, const std::vector<Bytes>& parts) const {
    step(CommitStep::kRecord);
    CS_TRY_VOID(store_.put_record(record));
    for (std::uint32_t part = 1; part < parts.size(); ++part) CS_TRY_VOID(store_.put_part(record.first, part, parts[part]));
    return {};
  }
  Result<void> head(const store::HeadRow& head) const {
    step(CommitStep::kHead);
    return store_.set_head(head);
  }
  Result<void> commit() const {
    step(CommitStep::kCommit);
    CS_TRY_VOID(store_.check_files());
    return store_.commit();
  }

 private:
  store::Store& store_;
  const CommitSteps& steps_;
};

}  // namespace

Result<Durable> Ledger::commit(const Append& append) { return held_->commit(append, false); }

Result<Durable> Ledger::Held::commit(const Append& append, bool begun) {
  CS_TRY_VOID(alive());
  if (signers.empty()) return conflict("the ledger is open for reading only");
  if (append.entries.empty()) return malformed("a commit without entries");
  if (append.time < last_time) return conflict("L2 the time of a commit is before the last entry's");
  const std::uint64_t first = size;
  if (first + append.entries.size() > limits::kEntryIndexMax) return malformed("the ledger is full");
  if (lost) CS_TRY_VOID(may_enter(append));
  CS_TRY(parts, encode_parts(append));
  CS_TRY_VOID(can_sign(append));
  check_order(append, first);
  check_rows(append, first);
  CS_TRY_VOID(has_room(2 * bytes_of(append, parts) + (append.urgent ? 0 : limits::kSpaceReserveBytes)));

  auto written = write(append, std::move(parts), begun);
  if (written && lost && std::holds_alternative<RecoveryEntry>(append.entries.front())) written = anchor({first});
  if (!written) return die(written.fault()).fault();
  // L1: the only place where a Durable is made, and COMMIT has returned.
  return Durable({first}, append.entries.size(), append.time, root);
}

// Before anything is written, on a copy: what the entries say of keys, and that those which would have to sign are here.
Result<void> Ledger::Held::can_sign(const Append& append) const {
  KeyHistory keys = chain.key_history();
  keys.pass({size}, append.time);
  for (std::size_t i = 0; i < append.entries.size(); ++i) {
    if (!std::holds_alternative<KeyEntry>(append.entries[i]) && !std::holds_alternative<GenesisEntry>(append.entries[i])) continue;
    const auto noted = keys.note({size + i}, append.time, append.entries[i]);
    if (!noted) return conflict("key: " + noted.fault().text);
  }
  if (keys.empty()) return malformed("a new ledger begins with its genesis entry");
  for (const crypto::NoteVerifier& key : keys.keys().at_size(size + append.entries.size()))
    if (signer_of(signers, key) == nullptr) return conflict("the private key of " + key.text() + " is not here: no head can be signed without it");
  return {};
}

// Each key that signs heads of this size, the oldest first.
std::string Ledger::Held::sign(const Digest& new_root) const {
  tlog::Note note;
  note.text = tlog::Checkpoint{origin, chain.size(), new_root, {}}.text();
  for (const crypto::NoteVerifier& key : chain.keys().at_size(chain.size())) {
    const crypto::NoteSigner* signer = signer_of(signers, key);
    CS_CHECK(signer != nullptr, "L16 that a head can be signed was asked before anything was written");
    tlog::sign_note(note, *signer);
  }
  return note.bytes();
}

Result<void> Ledger::Held::has_room(std::uint64_t needed) {
  auto room = space ? space() : free_bytes(directory);
  if (!room) return die(room.fault());
  if (*room >= needed) return {};
  return limit_reached(directory.string() + ": has " + std::to_string(*room) + " bytes free, a commit needs " + std::to_string(needed));
}

Result<void> Ledger::Held::write(const Append& append, std::vector<Bytes> parts, bool begun) {
  CS_TRY_VOID(store.check_files());
  CS_TRY(journal, store.wal_bytes());
  if (journal > kJournalBytes && !begun) CS_TRY_VOID(store.checkpoint());
  const std::uint64_t first = size;
  extend(parts);
  const Digest new_root = chain.root();
  // Before anything is signed: from here on no other head than this one may follow the durable one.
  std::optional<GuardSync> guarded;
  if (!lost) {  // a guard that tells of another head is not told of this one before both parties' act is durable
    CS_TRY_VOID(guard->write(guard->mark().epoch, head(), {chain.size(), new_root}));
    CS_TRY(sync, GuardSync::start(*guard));
    guarded.emplace(std::move(sync));
  }
  store::RecordRow record{first, append.entries.size(), append.time.ms, store.token(), new_root, sign(new_root), {}, 0};
  record.entries = std::move(parts[0]);

  const Writing writing(store, steps);
  CS_TRY_VOID(writing.begin(begun));
  CS_TRY_VOID(writing.openings(append));
  CS_TRY_VOID(writing.answer(append));
  CS_TRY_VOID(writing.record(record, parts));
  CS_TRY_VOID(writing.head({origin, chain.size(), new_root, first, store.token()}));
  CS_TRY_VOID(writing.commit());
  if (guarded) CS_TRY_VOID(guarded->wait());
  // L3: a checkpoint is handed out only from here on, and only the durable one.
  size = chain.size();
  root = new_root;
  last_time = append.time;
  checkpoint_note = std::move(record.checkpoint);
  if (chain.hands_over()) chain.hand_over(checkpoint_note);
  writing.step(CommitStep::kCommitted);
  writing.step(CommitStep::kDerived);
  return {};
}

// Before the transaction: if that fails, the ledger is dead and the tree is of no use.
void Ledger::Held::extend(const std::vector<Bytes>& parts) {
  const std::uint64_t first = chain.size();
  chain.count_record();
  for (std::uint32_t part = 0; part < parts.size(); ++part) {
    chain.place({chain.size(), first, part});
    ByteView rest = parts[part];
    while (!rest.empty()) {
      auto entry = take_entry(rest);
      CS_CHECK(entry.ok(), "a record of our own is whole");
      CS_CHECK(chain.append(*entry).ok(), "a record of our own names keys that it may name");
    }
  }
}

}  // namespace cs::ledger
