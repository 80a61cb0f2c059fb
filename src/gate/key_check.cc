#include "gate/key_check.h"

#include <algorithm>

#include "base/limits.h"
#include "crypto/digest.h"
#include "gate/budget.h"
#include "gate/payloads.h"
#include "gate/weaken.h"
#include "request/lines.h"

namespace cs::gate {
namespace {

using ledger::OpeningKind;

constexpr std::string_view kSubjectWord = "subject-key ";
constexpr int kGoneMax = 64;  // so many lines of one request whose inputs are destroyed: it is left for the next

Fault another_key(const Path& file, const std::string& than) {
  return untrusted(file.string() + ": is another key than " + than + ": what it has counted would not be known again. Nothing starts until the right one is back");
}

using HeldBy = std::optional<EntryIndex>;

Result<HeldBy> check_subject_key(const HomePaths& paths, const Digest& subject_key, const ledger::Ledger& ledger, const std::optional<SoftwareHead>& software) {
  if (!software) return HeldBy();
  CS_TRY(document, ledger.document(software->what.models));
  const std::string_view text = as_text(document);
  if (text.find(kSubjectWord) == std::string_view::npos) return HeldBy();  // entered by a version that wrote none
  if (text.find(subject_key_line(subject_key)) != std::string_view::npos) return HeldBy(software->entry);
  return another_key(paths.subject_key(), "entry " + std::to_string(software->entry.value) + " names");
}

// Which of a line's two openings was not there, is no matter here: another look of the ledger says so.
bool is_lost(const Fault& fault) { return fault.kind == FaultKind::kIo; }

// Whether the line's order, under this key, is what its admission holds; none where that cannot be made again.
Result<std::optional<bool>> made_by(const crypto::HmacKey& key, const HeldRequest& held, LineNumber number, ledger::OpeningReader& reader, int& gone) {
  const auto adm = reader.line(OpeningKind::kAdm, held.request, number);
  if (!adm && is_lost(adm.fault())) return adm.fault();
  const auto admission = adm ? decode_admission(adm->payload) : Result<LineAdmission>(adm.fault());
  if (!admission) return ++gone, std::optional<bool>();
  if (admission->keys.order == Digest{}) return std::optional<bool>();  // refused before it had keys
  const auto in = reader.line(OpeningKind::kIn, held.request, number);
  if (!in && is_lost(in.fault())) return in.fault();
  if (!in) return ++gone, std::optional<bool>();
  const request::LineParse read = request::LineReader(limits::kOfficersPerLineMax).read(as_text(in->payload), number.value);
  if (!read.particulars.order) return std::optional<bool>();
  return std::optional<bool>(order_key(key, read.particulars.issuer, read.particulars.order->bytes) == admission->keys.order);
}

// The newest line of the request that tells; none where no line does.
Result<std::optional<bool>> made_by(const crypto::HmacKey& key, const HeldRequest& held, ledger::OpeningReader& reader) {
  int gone = 0;
  for (std::uint32_t line = 1; line <= held.line_count && gone < kGoneMax; ++line) {
    CS_TRY(made, made_by(key, held, {line}, reader, gone));
    if (made) return made;
  }
  return std::optional<bool>();
}

Result<HeldBy> check_budget_key(const Path& file, const Digest& secret, const std::string& agreement, ledger::OpeningReader& reader, const State& state) {
  const crypto::HmacKey key(secret);
  const auto& requests = state.requests();
  for (auto held = requests.rbegin(); held != requests.rend(); ++held) {
    if (!held->admission || held->destroyed || held->agreement != agreement) continue;
    CS_TRY(made, made_by(key, *held, reader));
    if (!made) continue;
    return *made ? Result<HeldBy>(held->request) : another_key(file, "the one that counted the request of entry " + std::to_string(held->request.value));
  }
  return HeldBy();
}

}  // namespace

std::string subject_key_line(const Digest& subject_key) {
  return std::string(kSubjectWord) + digest_text(crypto::HmacKey(subject_key).of({as_bytes("countersign/v1/key-check")})) + "\n";
}

Result<HeldKeys> held_keys(const HomePaths& paths, const Digest& subject_key, const ledger::Ledger& ledger, ledger::PeriodKeys& period_keys, const State& state) {
  HeldKeys out;
  CS_TRY(subject, check_subject_key(paths, subject_key, ledger, state.software()));
  out.subject = subject;
  if (weakened("budget_by_order")) return out;  // whose keys are made otherwise
  ledger::OpeningReader reader(ledger, period_keys);
  for (const auto& [agreement, timeline] : state.timelines()) {
    const Path file = paths.budget_key(agreement);
    const auto secret = read_secret(file);
    if (!secret && secret.fault().kind == FaultKind::kNotFound) continue;  // destroyed with all that it counted; else nothing is admitted without it
    if (!secret) return secret.fault();
    CS_TRY(held, check_budget_key(file, *secret, agreement, reader, state));
    out.budget.emplace(agreement, held);
  }
  return out;
}

Result<void> check_keys(const HomePaths& paths, const Digest& subject_key, const ledger::Ledger& ledger, ledger::PeriodKeys& period_keys, const State& state) {
  CS_TRY(held, held_keys(paths, subject_key, ledger, period_keys, state));
  (void)held;
  return {};
}

Result<void> check_keys_of(const HomePaths& paths, const tlog::LogKeys& log_keys, bool openings) {
  CS_TRY(subject_key, read_secret(paths.subject_key()));
  CS_TRY(ledger, ledger::Ledger::open_to_read(paths.ledger(), log_keys));
  ledger::PeriodKeys period_keys(paths.period_keys());
  if (openings) {
    State state(ledger, period_keys);
    CS_TRY_VOID(ledger.for_each({0}, [&](EntryIndex index, const ledger::TimedEntry& entry) { return state.fold(index, entry); }));
    return check_keys(paths, subject_key, ledger, period_keys, state);
  }
  std::optional<SoftwareHead> software;
  CS_TRY_VOID(ledger.for_each({0}, [&](EntryIndex index, const ledger::TimedEntry& entry) -> Result<void> {
    if (const auto* what = std::get_if<ledger::SoftwareEntry>(&entry.entry)) software = SoftwareHead{index, *what};
    return {};
  }));
  CS_TRY(held, check_subject_key(paths, subject_key, ledger, software));
  (void)held;
  return {};
}

}  // namespace cs::gate
