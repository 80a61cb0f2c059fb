// The log's own key: replaced by an act, and who is believed afterwards.
#include "gate/home.h"
#include "tests/cases/world.h"

namespace cs::cases {

// The witnesses stay as they were.
Result<void> World::rotate_log_key(const std::vector<std::string>& signers, bool back) {
  const ledger::Ledger& log = gate_->ledger();
  CS_TRY(next, gate::next_log_key(gate_->paths(), log.log_keys(), random_));
  const std::string vkey = (back ? log.log_keys().all().front().key : next.verifier()).text();
  const gate::WatchHead& watch = gate_->state().watch();
  CS_TRY(policy, watch.mode == ledger::WitnessMode::kNone ? Result<Bytes>(to_bytes("quorum none\n")) : log.document(watch.policy));
  const agreement::RotateKeyDetails details{{vkey}, to_string(policy), static_cast<int>(watch.mode), std::nullopt};
  return try_act(signers, agreement::Verb::kRotateKey, details);
}

// One witness alone from now on, in mode lagging; the log's key stays as it is.
Result<void> World::name_witness(const std::vector<std::string>& signers, const std::string& name, bool previous_gone) {
  const std::string policy = "witness " + name + " " + witnesses_.at(name).key().text() + " http://" + name + "/\nquorum " + name + "\n";
  const std::uint64_t size = gate_->ledger().size();
  const auto gone = previous_gone ? std::optional(agreement::HeadMeant{size, gate_->ledger().root_at(size)}) : std::nullopt;
  return try_act(signers, agreement::Verb::kRotateKey, agreement::RotateKeyDetails{{gate_->ledger().log_key().text()}, policy, 1, gone});
}

Result<void> World::expect_signatures(std::uint64_t count) const {
  CS_TRY(note, tlog::Note::parse(gate_->ledger().checkpoint_note()));
  const std::size_t signatures = note.signatures.size();
  return signatures == count ? Result<void>() : wrong("the head is signed by " + std::to_string(signatures) + " keys");
}

// Whoever has stolen the first key signs what the ledger says now: its reader has the log's own list of keys.
Result<void> World::expect_first_key_refused() const {
  CS_TRY(whole, tlog::Note::parse(gate_->ledger().checkpoint_note()));
  CS_TRY(signers, gate::read_log_signers(gate_->paths()));
  tlog::Note alone{whole.text, {}};
  tlog::sign_note(alone, signers.front());
  CS_TRY(keys, tlog::LogKeys::parse(gate_->ledger().log_keys().text()));
  if (!tlog::open_checkpoint(whole.bytes(), keys)) return wrong("the head itself is refused");
  return tlog::open_checkpoint(alone.bytes(), keys) ? wrong("the first key alone is believed") : Result<void>();
}

}  // namespace cs::cases
