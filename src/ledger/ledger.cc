#include "ledger/ledger.h"

#include <algorithm>

#include "base/directory.h"
#include "base/limits.h"
#include "crypto/digest.h"
#include "ledger/bundle.h"
#include "ledger/contradiction.h"
#include "ledger/ledger_held.h"
#include "ledger/sound_store.h"

namespace cs::ledger {
namespace {

// What a start does not do, both parties may.
Fault recoverable(Fault fault) {
  if (fault.kind == FaultKind::kUntrusted) fault.text += "; the gate does not start. `countersign ledger recover` says what both parties would have to sign";
  return fault;
}

void remove_files(const Path& directory, const Path& guard) {
  std::error_code error;
  if (!guard.empty()) std::filesystem::remove(guard, error);
  std::filesystem::remove(directory / kGuardPlaceFile, error);
  std::filesystem::remove(directory / kDatabasePlaceFile, error);
  for (const char* suffix : {"", "-wal", "-shm", ".lock"}) std::filesystem::remove(directory / (std::string(kStoreFile) + suffix), error);
}

}  // namespace

Result<tlog::LogKeys> known_of(const std::vector<crypto::NoteSigner>& signers) {
  std::vector<crypto::NoteVerifier> keys;
  for (const crypto::NoteSigner& signer : signers) keys.push_back(signer.verifier());
  return tlog::LogKeys::any_of(keys);
}

Result<store::HeadRow> sound_store(const store::Store& store, const tlog::LogKeys& known, Chain& chain, store::RecordRow& last) {
  const auto unlooked = [](EntryIndex, ByteView) -> Result<void> { return {}; };
  CS_TRY_VOID(store.for_each_record([&](store::RecordRow record) -> Result<void> {
    auto added = chain.add(store, record, unlooked);
    if (!added) return at("entry " + std::to_string(chain.size()), added.fault());
    if (record.time_ms < last.time_ms) return untrusted("entry " + std::to_string(record.first) + ": L2 time falls");
    // From here on the new key counts: because the one before it says so.
    if (chain.hands_over()) {
      if (const auto handed = check_checkpoint(record, chain.keys()); !handed) return at("entry " + std::to_string(record.first), handed.fault());
      chain.hand_over(record.checkpoint);
    }
    last = std::move(record);
    return {};
  }));
  CS_TRY(head, store.head());
  if (chain.size() == 0) return untrusted("there is a head but no record");
  CS_TRY_VOID(check_head(head, last, chain));
  if (head.origin != known.origin()) return untrusted("this is the log " + head.origin + ", not " + known.origin());
  CS_TRY(parts, store.part_count());
  if (parts != chain.part_count()) return untrusted("there are parts of records that no record has");
  CS_TRY_VOID(known.agrees_with(chain.keys(), chain.size()));
  CS_TRY_VOID(check_checkpoint(last, chain.keys()));
  return head;
}

Result<store::Store> open_store(const Path& directory, const store::Place& place, store::OpenMode mode) {
  auto store = store::Store::open(place, mode);
  if (store || store.fault().kind != FaultKind::kNotFound) return store;
  const auto mark = glance_at_guard(directory);
  if (!mark || mark->safe.size == 0) return store;  // nothing was ever entered
  return untrusted("ROLLBACK: the guard knows " + std::to_string(mark->safe.size) + " entries, and nothing of them is there (" + store.fault().text +
                   "). Put the newest copy of the database in its place; where it is an older one, `countersign ledger recover` goes on from it");
}

Result<store::Place> store_place(const Path& directory) {
  std::error_code error;
  if (!std::filesystem::exists(directory / kDatabasePlaceFile, error)) return store::Place(directory / kStoreFile);
  CS_TRY(text, read_file(directory / kDatabasePlaceFile, kDatabasePlaceBytesMax));
  if (text.empty() || text.find('\n') != text.size() - 1) return untrusted((directory / kDatabasePlaceFile).string() + ": is not one line with the database's URL");
  text.pop_back();
  return store::Place::parse_url(text);
}

std::string_view commit_step_word(CommitStep step) {
  switch (step) {
    case CommitStep::kBegin: return "begin";
    case CommitStep::kOpenings: return "openings";
    case CommitStep::kAnswer: return "answer";
    case CommitStep::kRecord: return "record";
    case CommitStep::kHead: return "head";
    case CommitStep::kCommit: return "commit";
    case CommitStep::kCommitted: return "committed";
    case CommitStep::kDerived: return "derived";
  }
  return "unknown";
}

Ledger::Ledger(std::unique_ptr<Held> held) : held_(std::move(held)) {}
Ledger::Ledger(Ledger&&) noexcept = default;
Ledger& Ledger::operator=(Ledger&&) noexcept = default;
Ledger::~Ledger() = default;

const std::string& Ledger::origin() const { return held_->origin; }
const tlog::LogKeys& Ledger::log_keys() const { return held_->chain.keys(); }
const crypto::NoteVerifier& Ledger::log_key() const { return log_keys().newest(); }
void Ledger::learn(const crypto::NoteSigner& signer) {
  const auto same = [&](const crypto::NoteSigner& one) { return one.verifier().public_key() == signer.verifier().public_key(); };
  if (!held_->signers.empty() && std::ranges::none_of(held_->signers, same)) held_->signers.push_back(signer);
}

std::vector<Ledger::Handover> Ledger::handovers() const {
  const std::vector<EntryIndex>& rotations = held_->chain.key_history().rotations();
  std::vector<Handover> out;
  for (std::size_t i = 0; i < rotations.size(); ++i) out.push_back({rotations[i], held_->chain.handovers()[i]});
  return out;
}

std::uint64_t Ledger::size() const { return held_->size; }
Instant Ledger::last_time() const { return held_->last_time; }
const Digest& Ledger::root() const { return held_->root; }
const std::vector<Shredded>& Ledger::shreds() const { return held_->chain.shreds(); }
bool Ledger::took_over() const { return held_->store.took_over(); }
const std::string& Ledger::checkpoint_note() const { return held_->checkpoint_note; }
std::optional<Path> Ledger::guard_file() const {
  if (held_->guard) return held_->guard->path();
  const auto path = guard_path(held_->directory);
  return path ? std::optional(*path) : std::nullopt;
}
void Ledger::observe(CommitSteps steps) { held_->steps = std::move(steps); }
void Ledger::measure_space_with(std::function<Result<std::uint64_t>()> free_bytes) { held_->space = std::move(free_bytes); }

Result<Ledger> Ledger::create(const Path& directory, const crypto::NoteSigner& signer, const Append& first, const CreateOptions& options) {
  const auto* genesis = first.entries.empty() ? nullptr : std::get_if<GenesisEntry>(&first.entries[0]);
  if (genesis == nullptr) return malformed("a new ledger begins with its genesis entry");
  const crypto::NoteVerifier& key = signer.verifier();
  if (genesis->origin != key.name()) return malformed("genesis: the origin is not the name of the log's key");
  if (genesis->vkeys != std::vector<std::string>{key.text()}) return malformed("genesis: the vkeys are not the log's key, alone");
  for (const Entry& entry : first.entries) CS_TRY_VOID(is_valid(entry, first.time));
  CS_TRY_VOID(make_directories_durable(directory, 0700));
  CS_TRY_VOID(sync_directory(directory.parent_path()));
  CS_TRY(place, options.database.empty() ? Result<store::Place>(directory / kStoreFile) : store::Place::parse_url(options.database));
  CS_TRY(store, store::Store::create(options.page_bytes ? place.with_pages(*options.page_bytes) : place));
  if (place.is_shared()) CS_TRY_VOID(write_file_durable(directory / kDatabasePlaceFile, as_bytes(place.url() + "\n"), 0600));
  auto guard = make_guard(directory, options.guard.empty() ? directory / kGuardFile : options.guard);
  if (!guard) {
    remove_files(directory, {});
    return guard.fault();
  }
  std::unique_ptr<Held> held(new Held{std::move(store), directory, key.name(), {signer}, {}, 0, {}, {}, {}, {}, {}, {}, {}, std::move(*guard)});
  held->root = tlog::empty_root();
  const Path guard_file = held->guard->path();
  const auto durable = held->commit(first, true);
  if (durable) return Ledger(std::move(held));
  held.reset();
  if (durable.fault().kind != FaultKind::kIo) remove_files(directory, guard_file);  // nothing was written yet: creating may be tried again
  return durable.fault();
}

Result<Ledger> Ledger::open(const Path& directory, const crypto::NoteSigner& signer) { return open(directory, std::vector{signer}); }

Result<Ledger> Ledger::open(const Path& directory, const std::vector<crypto::NoteSigner>& signers) {
  CS_TRY(known, known_of(signers));
  CS_TRY(place, store_place(directory));
  CS_TRY(store, open_store(directory, place, store::OpenMode::kWrite));
  Chain chain;
  store::RecordRow last;
  CS_TRY(head, sound_store(store, known, chain, last));
  auto opened_guard = open_guard(directory);
  if (!opened_guard) return recoverable(opened_guard.fault());
  store::Guard guard = std::move(*opened_guard);
  auto judged = judge_guard(guard.mark(), chain, last, store.is_shared());
  if (!judged) return recoverable(at(guard.path().string(), judged.fault()));
  if (const auto kept = check_kept_contradiction(directory, chain); !kept) return recoverable(kept.fault());
  // What a killed process left in the system's memory may be answered from here on, so it becomes durable first.
  CS_TRY_VOID(store.sync_journal());
  std::unique_ptr<Held> held(new Held{std::move(store), directory, known.origin(), signers, std::move(chain), head.size, last.root,
                                      Instant{last.time_ms}, last.checkpoint, {}, {}, {}, {}, std::move(guard)});
  CS_TRY_VOID(held->confirm_guard());
  return Ledger(std::move(held));
}

Result<Ledger> Ledger::read_only(store::Store store, const Path& directory, const tlog::LogKeys& known, const std::optional<store::GuardMark>& mark) {
  Chain chain;
  store::RecordRow last;
  CS_TRY(head, sound_store(store, known, chain, last));
  if (mark) CS_TRY_VOID(judge_glance(*mark, chain));
  return Ledger(std::unique_ptr<Held>(new Held{std::move(store), directory, known.origin(), {}, std::move(chain), head.size, last.root,
                                               Instant{last.time_ms}, last.checkpoint, {}, {}, {}, {}, {}}));
}

Result<Ledger> Ledger::open_to_read(const Path& directory, const tlog::LogKeys& known) {
  const auto mark = glance_at_guard(directory);  // before the database: a writer may go on meanwhile
  CS_TRY(place, store_place(directory));
  CS_TRY(store, open_store(directory, place, store::OpenMode::kRead));
  return read_only(std::move(store), directory, known, mark);
}

Result<Ledger> Ledger::open_copy(const Path& file, const tlog::LogKeys& known) {
  CS_TRY(store, store::Store::open(file, store::OpenMode::kRead));
  return read_only(std::move(store), file.parent_path(), known, std::nullopt);
}

Ledger::Held::~Held() {
  if (!guard || dead || lost || size == 0) return;
  const auto told = confirm_guard();  // a guard that was not told starts all the same: the head is its `next`
  (void)told;
}

Result<void> Ledger::Held::confirm_guard() {
  if (guard->mark().safe == head() && guard->mark().next == head()) return {};
  CS_TRY_VOID(guard->write(guard->mark().epoch, head(), head()));
  return guard->sync();
}

Result<void> Ledger::Held::alive() const {
  if (dead) return io_fault("the ledger has stopped: " + *dead);
  return {};
}

Result<void> Ledger::Held::die(const Fault& fault) {
  dead = fault.text;
  return io_fault(fault.text);
}

Result<void> Ledger::settle() {
  CS_TRY_VOID(held_->alive());
  if (held_->signers.empty()) return conflict("the ledger is open for reading only");
  if (held_->lost) return conflict("the ledger is not recovered");
  auto done = held_->store.checkpoint();
  if (done) done = held_->confirm_guard();
  if (!done) return held_->die(done.fault());
  return {};
}

Result<std::vector<Digest>> Ledger::prove_consistency(std::uint64_t old_size) const {
  return tlog::prove_consistency(old_size, size(), held_->chain.hashes().reader());
}

Result<tlog::Proof> Ledger::prove(EntryIndex index) const {
  CS_TRY_VOID(held_->alive());
  if (index.value >= size()) return not_found("no entry " + std::to_string(index.value) + ": the ledger has " + std::to_string(size()));
  CS_TRY(hashes, tlog::prove_inclusion(index.value, size(), held_->chain.hashes().reader()));
  return tlog::Proof{{}, index.value, std::move(hashes), held_->checkpoint_note};
}

Result<tlog::Proof> Ledger::prove_in(EntryIndex index, const std::string& note) const {
  CS_TRY_VOID(held_->alive());
  CS_TRY(opened, tlog::open_checkpoint(note, log_keys()));
  if (const auto contradicted = contradicted_by(note)) return untrusted(*contradicted);
  if (index.value >= opened.checkpoint.size) return not_found("no entry " + std::to_string(index.value) + " in a head of " + std::to_string(opened.checkpoint.size));
  CS_TRY(hashes, tlog::prove_inclusion(index.value, opened.checkpoint.size, held_->chain.hashes().reader()));
  return tlog::Proof{{}, index.value, std::move(hashes), note};
}

}  // namespace cs::ledger
