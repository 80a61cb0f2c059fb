// The gate over a ledger that is written already: what a clock, a disk and keys that sign do in a gate at work, the ledger tells.
#include <algorithm>

#include "gate/desk.h"
#include "gate/gate.h"
#include "gate/payloads.h"

namespace cs::gate {

using ledger::OpeningKind;

Result<std::unique_ptr<Gate>> Gate::replay(ReplayParts parts) {
  CS_TRY(settings, read_home_settings(parts.context));
  if (parts.source.origin() != settings.origin) return usage_fault(parts.context.settings().string() + ": is of " + settings.origin + ", not of " + parts.source.origin());
  settings.threads = parts.threads;
  CS_TRY(keys, read_keys_to_check(parts.context));
  auto replaying = std::make_unique<Replaying>(parts.replayed, ManualClock(Instant{}));
  std::unique_ptr<Gate> gate(new Gate(parts.context, replaying->clock, parts.random, std::move(settings), std::move(keys), std::move(parts.source)));
  gate->looks_only_ = true;
  replaying->openings.emplace(gate->ledger_, gate->period_keys_);
  gate->replaying_ = std::move(replaying);
  gate->set_clock();
  return gate;
}

// The time of the entry that comes next is the time at which it was made.
void Gate::set_clock() {
  const auto coming = ledger_.entry(replaying_->next);
  replaying_->clock.set(coming ? coming->time : replaying_->last_time);
}

Result<void> Gate::fold_next() {
  const EntryIndex index = replaying_->next;
  CS_TRY(entry, ledger_.entry(index));
  CS_TRY_VOID(state_->fold(index, entry));
  if (const auto* orders = std::get_if<ledger::OrdersEntry>(&entry.entry))
    std::erase_if(mirrors_, [&](const auto& mirror) { return mirror.second.issuer().origin == orders->origin; });
  replaying_->last_time = entry.time;
  ++replaying_->next.value;
  return {};
}

Result<void> Gate::follow() {
  CS_TRY(entry, ledger_.entry(replaying_->next));
  CS_TRY_VOID(fold_next());
  if (const auto* admission = std::get_if<ledger::AdmissionEntry>(&entry.entry)) forget_budget(state_->request_at(admission->request)->agreement);
  set_clock();
  return {};
}

Result<ledger::Durable> Gate::compare(const ledger::Append& append) {
  const EntryIndex first = replaying_->next;
  const bool told = !append.entries.empty() && std::holds_alternative<ledger::AdmissionEntry>(append.entries.front()) &&
                    replaying_->with.told() == Reason::kSvcLedger;
  if (told) return no_room();  // there was room to begin with, and none when the admission was to be written
  CS_TRY(count, replaying_->with.compare(first, append));
  CS_TRY(durable, ledger_.held(first, count));
  for (std::uint64_t i = 0; i < count; ++i) CS_TRY_VOID(fold_next());
  set_clock();
  return durable;
}

// Whether the home could decide by that model then: its `software` entry lists those that it had.
Result<bool> Gate::had_model(const Digest& digest) const {
  if (!state_->software()) return false;
  CS_TRY(models, ledger_.document(state_->software()->what.models));
  return as_text(models).find(digest_text(digest) + "\n") != std::string_view::npos;
}

Result<match::GenerationFacts> Gate::facts_of(const Digest& manifest) const {
  CS_TRY(matcher, match::Matcher::open(paths_.registers(), manifest, true));
  return matcher.generation();
}

ledger::OpeningWriter Gate::opening_writer() {
  if (replaying_) return ledger::OpeningWriter(*replaying_->openings, [this](OpeningKind kind, EntryIndex entry, LineNumber line) { replaying_->with.unlike(kind, entry, line); });
  return {settings_.origin, period_keys_, random_};
}

// In a replay: what the desk's entry that comes next took in. It stands first in its record, or right after the request's own entry.
Result<std::vector<std::string>> Gate::waiting_desk_events() {
  if (!replaying_) return gate::waiting_desk_events(paths_.desk(), keys_.subject);
  constexpr std::uint64_t kAhead = 2;
  for (EntryIndex index = replaying_->next; index.value < std::min(replaying_->next.value + kAhead, ledger_.size()); ++index.value) {
    CS_TRY(entry, ledger_.entry(index));
    if (!std::holds_alternative<ledger::DeskEntry>(entry.entry)) continue;
    CS_TRY(opening, replaying_->openings->document(OpeningKind::kDesk, index));
    return read_desk_events(opening.payload);
  }
  return std::vector<std::string>();
}

Result<bool> Gate::waits_at_desk(std::string_view act_id) {
  return replaying_ ? Result<bool>(false) : gate::waits_at_desk(paths_.desk(), keys_.subject, act_id);
}

void Gate::forget_desk_events(const std::vector<std::string>& events) {
  if (!replaying_) gate::forget_desk_events(paths_.desk(), events);
}

Result<Gate::Response> Gate::seal_response(ByteView document, const crypto::Certificate& recipient, Instant now, EntryIndex close) {
  if (!replaying_) {
    CS_TRY(sealed, crypto::seal_answer(document, keys_.gate, *keys_.gate_key, recipient, now));
    return Response{crypto::sha256(sealed), std::move(sealed)};
  }
  const auto entry = ledger_.entry(close);
  const auto* closed = entry ? std::get_if<ledger::CloseEntry>(&entry->entry) : nullptr;
  return Response{closed != nullptr ? closed->response.value_or(Digest{}) : Digest{}, std::nullopt};
}

Result<Bytes> Gate::sign_notice(std::string_view text, Instant now, OpeningKind kind, EntryIndex entry) {
  if (!replaying_) {
    CS_TRY(cms, crypto::sign_cms(as_bytes(text), keys_.gate, *keys_.gate_key, now));
    return signed_package(as_bytes(text), {cms});
  }
  CS_TRY(opening, replaying_->openings->document(kind, entry));
  CS_TRY(package, read_signed_package(opening.payload));
  if (as_text(package.document) == text) return std::move(opening.payload);
  return signed_package(as_bytes(text), package.signatures);
}

}  // namespace cs::gate
