// A ledger that does not start: opened all the same, and anchored again by both parties' act.
#include <algorithm>

#include "ledger/contradiction.h"
#include "ledger/guard.h"
#include "ledger/ledger_held.h"
#include "ledger/sound_store.h"

namespace cs::ledger {
namespace {

constexpr const char* kGivenUpGuard = ".given-up";

// What stands against a start: a cause, and the greatest head that the ledger does not hold.
struct Against {
  std::string cause;
  std::optional<Head> head;

  void take(const std::string& why, const std::optional<Head>& lost) {
    if (cause.empty()) cause = why;
    if (lost && (!head || lost->size > head->size)) head = lost;
  }
};

bool holds(const Chain& chain, const store::GuardHead& head) { return head.size <= chain.size() && chain.root_at(head.size) == head.root; }

void ask_guard(const store::Guard& guard, const Chain& chain, const store::RecordRow& last, bool is_shared, Against& against) {
  const store::GuardMark& mark = guard.mark();
  const auto judged = judge_guard(mark, chain, last, is_shared);
  if (judged) return;
  against.take(guard.path().string() + ": " + judged.fault().text, std::nullopt);
  // `next` may have been durable, and what it answers may have left.
  for (const store::GuardHead& head : {mark.safe, mark.next})
    if (!holds(chain, head)) against.take("", Head{head.size, head.root});
}

Result<std::optional<store::Guard>> guard_at(const Path& directory, const Path& place, Against& against) {
  const auto known = guard_path(directory);
  auto guard = store::Guard::open(known ? *known : place);
  if (guard) return std::optional(std::move(*guard));
  if (guard.fault().kind != FaultKind::kUntrusted && guard.fault().kind != FaultKind::kNotFound) return guard.fault();
  against.take("the ledger has no guard: " + guard.fault().text, std::nullopt);
  return std::optional<store::Guard>();
}

}  // namespace

Result<Ledger> Ledger::open_to_recover(const Path& directory, const crypto::NoteSigner& signer, const Path& guard) { return open_to_recover(directory, std::vector{signer}, guard); }

Result<Ledger> Ledger::open_to_recover(const Path& directory, const std::vector<crypto::NoteSigner>& signers, const Path& guard_place) {
  CS_TRY(known, known_of(signers));
  CS_TRY(place, store_place(directory));
  CS_TRY(store, open_store(directory, place, store::OpenMode::kWrite));
  Chain chain;
  store::RecordRow last;
  CS_TRY(head, sound_store(store, known, chain, last));
  Against against;
  CS_TRY(guard, guard_at(directory, guard_place, against));
  if (guard) ask_guard(*guard, chain, last, store.is_shared(), against);
  CS_TRY(kept, kept_contradiction(directory, chain));
  if (kept) against.take(kept->head ? "a witness has shown a head of ours that the ledger does not hold: " + (directory / kContradictionFile).string() : kept->why, kept->head);
  if (against.cause.empty()) return conflict("the ledger starts: there is nothing to recover");
  CS_TRY_VOID(store.sync_journal());
  const auto known_place = guard_path(directory);
  std::unique_ptr<Held> held(new Held{std::move(store), directory, known.origin(), signers, std::move(chain), head.size, last.root, Instant{last.time_ms}, last.checkpoint,
                                      {}, {}, {}, {}, std::move(guard), Held::Lost{against.cause, against.head, known_place ? *known_place : guard_place}});
  return Ledger(std::move(held));
}

std::optional<Awry> Ledger::awry() const {
  if (!held_->lost) return std::nullopt;
  const Head present{size(), root()};
  return Awry{held_->lost->cause, held_->lost->known.value_or(present), present};
}

// Only what both parties' signatures are judged by, and then their act.
Result<void> Ledger::Held::may_enter(const Append& append) const {
  const Head known = lost->known.value_or(Head{size, root});
  if (const auto* recovery = std::get_if<RecoveryEntry>(&append.entries.front()); recovery != nullptr && append.entries.size() == 1) {
    if (recovery->what == RecoveryKind::kRecovery && recovery->act && recovery->size_before == known.size && recovery->token == store.token()) return {};
    return conflict("the recovery is from another head than guard and witnesses know");
  }
  for (const Entry& entry : append.entries)
    if (!std::holds_alternative<TrustEntry>(entry)) return conflict("the ledger is not recovered: " + lost->cause);
  return {};
}

// After the commit: a guard that was told first would let an older copy start of which no entry says anything.
Result<void> Ledger::Held::anchor(EntryIndex recovery) {
  if (!guard) {
    std::error_code error;
    if (std::filesystem::exists(lost->guard, error)) std::filesystem::rename(lost->guard, Path(lost->guard.string() + kGivenUpGuard), error);
    if (error) return io_fault(lost->guard.string() + ": cannot be put aside: " + error.message());
    CS_TRY(made, make_guard(directory, lost->guard));
    guard.emplace(std::move(made));
  }
  CS_TRY_VOID(write_guard_place(directory, guard->path()));
  CS_TRY_VOID(guard->write(guard->mark().epoch + 1, head(), head()));
  CS_TRY_VOID(guard->sync());
  CS_TRY_VOID(settle_contradiction(directory, recovery));
  lost.reset();
  return {};
}

Result<bool> Ledger::finish_recovery(const Digest& act) {
  if (!held_->lost) return false;
  const std::vector<GivenUp>& given_up = held_->chain.given_up();
  const auto found = std::find_if(given_up.begin(), given_up.end(), [&](const GivenUp& given) { return given.act == act; });
  if (found == given_up.end()) return false;
  // Where nothing tells what was lost, only a recovery that nothing has followed yet is unfinished: else its act would serve for any older copy.
  const bool is_last = found->recovery.value + 1 == size();
  const auto& known = held_->lost->known;
  const bool is_its_loss = known && found->recovery.value < known->size && known->size <= found->size_before;
  if (!is_last && !is_its_loss) return false;
  const auto anchored = held_->anchor(found->recovery);
  if (!anchored) return held_->die(anchored.fault()).fault();
  return true;
}

std::uint64_t Ledger::token() const { return held_->store.token(); }
Digest Ledger::root_at(std::uint64_t size) const { return held_->chain.root_at(size); }

}  // namespace cs::ledger
