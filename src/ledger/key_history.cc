#include "ledger/key_history.h"

#include "base/check.h"

namespace cs::ledger {
namespace {

Result<crypto::NoteVerifier> only_key(const std::vector<std::string>& vkeys) {
  if (vkeys.size() != 1)
    return untrusted("names " + std::to_string(vkeys.size()) + " keys; a log signs with one, and with the one before it for a while");
  auto key = crypto::NoteVerifier::parse(vkeys.front());
  if (!key) return untrusted("vkeys: " + key.fault().text);
  if (key->algorithm() != crypto::NoteAlgorithm::kEd25519) return untrusted("vkeys: a cosigner's key, not a log's");
  return key;
}

}  // namespace

const tlog::LogKeys& KeyHistory::keys() const {
  CS_CHECK(keys_.has_value(), "a log's keys are asked for once its genesis is known");
  return *keys_;
}

void KeyHistory::end(EntryIndex index) {
  keys_->end_before_newest(index.value);
  both_until_.reset();
}

Result<void> KeyHistory::may_name(const std::vector<std::string>& vkeys, Instant time) const {
  CS_TRY(key, only_key(vkeys));
  if (key.name() != keys().origin()) return untrusted("vkeys: a key of another log, " + key.name());
  if (key.public_key() == keys().newest().public_key()) return {};
  if (keys().holds(key)) return untrusted("vkeys: a key that this log had before: it signs no more");
  if (both_until_ && time < *both_until_)
    return untrusted("vkeys: another key, while two sign: until " + both_until_->text() + " it is the one of entry " +
                     std::to_string(rotations_.back().value));
  return {};
}

Result<void> KeyHistory::note(EntryIndex index, Instant time, const Entry& entry) {
  pass(index, time);
  if (const auto* genesis = std::get_if<GenesisEntry>(&entry)) {
    CS_TRY(key, only_key(genesis->vkeys));
    if (key.name() != genesis->origin) return untrusted("genesis: vkeys: not the key of its origin");
    if (!keys_) keys_.emplace(std::move(key));
    return {};
  }
  const auto* named = std::get_if<KeyEntry>(&entry);
  if (named == nullptr) return {};
  if (!keys_) return untrusted("a log begins with its genesis");
  CS_TRY_VOID(may_name(named->vkeys, time));
  CS_TRY(key, only_key(named->vkeys));
  if (key.public_key() == keys_->newest().public_key()) return {};
  keys_->begin(std::move(key), index.value + 1);
  rotations_.push_back(index);
  both_until_ = time + kKeysOverlap;
  return {};
}

}  // namespace cs::ledger
