// A ledger that came back from an older copy, and what both parties make of it.
#include "gate/recover.h"
#include "tests/cases/world.h"

namespace cs::cases {

// Of the database alone: the guard lies elsewhere. A home that does not start has no gate, and the story goes on with none until it has one again.
Result<void> World::backup(bool put_back) {
  namespace fs = std::filesystem;
  gate_.reset();
  const Path ledger = directory_ / "home" / "ledger", copy = directory_ / "backup";
  std::error_code error;
  fs::remove_all(put_back ? ledger : copy, error);
  fs::copy(put_back ? copy : ledger, put_back ? ledger : copy, fs::copy_options::recursive, error);
  if (error) return wrong("the ledger cannot be copied");
  return start_if_it_may();
}

Result<void> World::lose_guard() {
  gate_.reset();
  std::error_code error;
  if (!std::filesystem::remove(gate::HomePaths{directory_ / "home"}.guard(), error)) return wrong("there is no guard to lose");
  return start_if_it_may();
}

// The whole home, guard and keys too: nothing in it can tell that it is an older one.
Result<void> World::swap_home(const std::string& what) {
  namespace fs = std::filesystem;
  const Path home = directory_ / "home", copy = directory_ / "older-home", newest = directory_ / "newest-home";
  gate_.reset();
  std::error_code error;
  if (what == "copied") {
    fs::copy(home, copy, fs::copy_options::recursive, error);
  } else if (what == "replaced by the copy") {
    fs::rename(home, newest, error);
    if (!error) fs::copy(copy, home, fs::copy_options::recursive, error);
  } else {
    fs::remove_all(home, error);
    fs::rename(newest, home, error);
  }
  if (error) return wrong("the home cannot be copied");
  return start_if_it_may();
}

Result<void> World::forget_contradiction() {
  gate_.reset();
  std::error_code error;
  if (!std::filesystem::remove(directory_ / "home" / "ledger" / "contradiction", error)) return wrong("the witnesses have shown nothing");
  return start_if_it_may();
}

Result<void> World::start_if_it_may() {
  const auto started = open_gate();
  start_fault_ = started ? "" : started.fault().text;
  return !started && started.fault().kind == FaultKind::kIo ? started : Result<void>();
}

// Both heads as the gate says them; `other`: with a root that no head has.
Result<void> World::recover(const std::vector<std::string>& signers, const std::string& heads) {
  gate_.reset();
  gate::GateParts parts = gate_parts();
  parts.recovers = true;
  auto opened = gate::Gate::open(parts);
  if (!opened) return act_entered_ = false, act_fault_ = opened.fault().text, Result<void>();
  const auto awry = gate::heads_to_sign(**opened);
  agreement::RecoverDetails details{awry->known.size, awry->known.root, awry->present.size, awry->present.root};
  if (heads == "an older head") details.new_size -= 1;
  if (heads == "another head") details.old_root = crypto::sha256(as_bytes("no head"));
  gate_ = std::move(*opened);
  gate_->measure_space_with([this]() -> Result<std::uint64_t> { return free_bytes_; });
  const auto done = try_act(signers, agreement::Verb::kRecover, details);
  gate_.reset();
  CS_TRY_VOID(done);
  return start_if_it_may();
}

Result<void> World::show_spent(const std::string& request) {
  const Played& played = requests_.at(request);
  CS_TRY_VOID(gate_->enter_generation());
  const auto shown = gate::show_spent(*gate_, {played.manifest, played.cms, {}, [lines = played.lines]() -> Result<std::string> { return lines; }});
  act_entered_ = shown.ok();
  act_fault_ = shown ? "" : shown.fault().text;
  return !shown && shown.fault().kind == FaultKind::kIo ? shown.fault() : Result<void>();
}

}  // namespace cs::cases
