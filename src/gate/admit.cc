// parse and admit: a request's files are read, judged in the order of the codes, and what they spend is made durable.
#include <algorithm>

#include "base/limits.h"
#include "gate/gate.h"
#include "gate/stage_clock.h"
#include "gate/gone_lines.h"
#include "gate/held.h"
#include "gate/line_tests.h"
#include "gate/request_entries.h"
#include "gate/weaken.h"
#include "gate/whole_tests.h"
#include "request/lines.h"

namespace cs::gate {

Result<Parsed> parse(Gate&, const Package& package) {
  const StageClock clock("parse");
  auto manifest = request::read_manifest(package.manifest);
  if (!manifest) return at("request.json", manifest.fault());
  if (package.cms.size() > limits::kCmsBytesMax) return limit_reached("request.json.p7s: longer than a signature may be");
  auto held = std::make_shared<Parsed::Held>(std::move(*manifest));
  held->manifest_bytes = package.manifest;
  held->cms = package.cms;
  held->client = package.client;
  held->manifest_digest = crypto::sha256(as_bytes(held->manifest_bytes));
  held->cms_digest = crypto::sha256(as_bytes(held->cms));
  held->lines = package.lines;
  return Parsed(std::move(held));
}

namespace {

LineAdmission admission_of(LineNumber number, LineJudgment& judged, const crypto::HmacKey& key) {
  LineAdmission admission;
  admission.line = number;
  admission.reason = judged.reason;
  if (judged.reason != Reason::kNone) return admission;
  admission.keys = budget_keys(key, judged.facts.issuer, judged.facts.order.bytes, judged.subject->bytes, judged.address->standard_form(),
                               judged.address->street_form());
  admission.officers = std::move(judged.officers);
  return admission;
}

// Keeps of a judged line what the later stages need: its facts, and its query while it may still be asked.
void keep_line(LineJudgment& judged, std::uint32_t index, const crypto::HmacKey& key, Admitted::Held& out) {
  LineAdmission admission = admission_of({index + 1}, judged, key);
  if (admission.reason == Reason::kNone) {
    out.queries.push_back({std::move(judged.names), std::move(*judged.address)});
    out.query_lines.push_back(index);
  }
  out.admissions.push_back(std::move(admission));
  out.facts.push_back(std::move(judged.facts));
}

// Budget is reserved in line order; a line that gets none loses its query. One that is destroyed reserves with the keys that were kept of it.
void reserve_lines(Budget& budget, EntryIndex admission, Instant now, const BudgetLimits& limits, Admitted::Held& out) {
  budget.expect(out.queries.size());
  std::size_t kept = 0, q = 0;
  for (std::uint32_t line = 0; line < out.admissions.size(); ++line) {
    if (out.admissions[line].reason != Reason::kNone) continue;  // refused before
    budget.reserve(admission, now, limits, out.admissions[line]);
    if (q == out.query_lines.size() || out.query_lines[q] != line) continue;  // destroyed
    const std::size_t from = q++;
    if (out.admissions[line].spend != Spend::kUnit) continue;
    if (kept != from) out.queries[kept] = std::move(out.queries[from]);
    out.query_lines[kept++] = line;
  }
  out.queries.erase(out.queries.begin() + static_cast<std::ptrdiff_t>(kept), out.queries.end());
  out.query_lines.resize(kept);
}

bool names_canary(const Canaries& canaries, const LineJudgment& line) {
  return canaries.has_order(line.facts.issuer, line.facts.order) || (line.subject && canaries.has_subject(line.facts.issuer, *line.subject)) ||
         (line.address && canaries.has_address(*line.address));
}

// Judges every line, then code 41 over all of them, then the budget: nothing is reserved for a request that is refused whole.
Result<void> admit_lines(Gate& gate, const request::LinesFile& file, LineJudge& judge, Instant now, Admitted::Held& out) {
  CS_TRY(key, gate.budget_key(out.agreement));
  CS_TRY(budget, gate.budget(out.agreement));
  const auto count = static_cast<std::uint32_t>(file.lines.size());
  out.queries.reserve(count);
  out.query_lines.reserve(count);
  out.admissions.reserve(count);
  out.facts.reserve(count);
  request::BoilerplateCount boilerplate;
  CS_TRY(kept, kept_admissions(gate, out.request, count));
  const Canaries* canaries = gate.state().canaries(out.agreement);
  for (std::uint32_t i = 0; i < count; ++i) {
    if (is_gone(gate, i)) {
      out.admissions.push_back(before_budget(std::move(kept[i])));
      out.facts.emplace_back();
      continue;
    }
    LineJudgment judged = judge.judge(file.lines[i], i + 1);
    if (canaries != nullptr && !out.canary && names_canary(*canaries, judged) && !weakened("canaries_stop")) out.canary = LineNumber{i + 1};
    boilerplate.add(judged.line_reason);
    keep_line(judged, i, key, out);
    gate.report_progress("admit", i + 1, count);
  }
  if (kept.empty()) out.refusal = boilerplate.result(rules_of(*out.terms), count);  // a share of all of them
  if (out.canary) out.refusal = Reason::kAgrSuspended;  // the earlier number
  if (out.refusal == Reason::kNone) reserve_lines(*budget, gate.next(), now, budget_limits_of(*out.terms), out);
  return {};
}

void digest_lines(const request::LinesFile& file, Admitted::Held& out) {
  out.line_digests.reserve(file.lines.size());
  for (const std::string_view line : file.lines) out.line_digests.push_back(crypto::sha256(as_bytes(line)));
}

// From here on the request is in the ledger, whatever comes of it.
Result<void> admit_entered(Gate& gate, const Parsed::Held& parsed, const WholeJudgment& judged, const Digest& lines, Admitted::Held& out) {
  const request::LinesFile file = gate.gone_lines() != nullptr ? lines_that_are_left(out.lines_bytes) : request::split_lines(out.lines_bytes, lines);
  if (gate.gone_lines() == nullptr) out.refusal = request::check_lines_file(*parsed.manifest.manifest, file);
  if (out.refusal != Reason::kNone) return {};
  digest_lines(file, out);
  const agreement::Timeline& timeline = *gate.state().timeline(out.agreement);
  CS_TRY(judge, LineJudge::make(gate, *out.terms, timeline, out.purpose, out.received));
  const Instant now = gate.now();  // of the entry, and of the units that it spends
  CS_TRY_VOID(admit_lines(gate, file, judge, now, out));
  if (out.canary) CS_TRY_VOID(stop_for_canary(gate, out.agreement, out.request, *out.canary));
  if (out.refusal != Reason::kNone) return {};
  out.generation = gate.state().register_head()->manifest;
  out.generation_as_of = gate.state().register_head()->as_of;
  out.signers = judged.signers;
  CS_TRY(append, admission_append(gate, judged, judge.heads_used(), file, now, out));
  CS_TRY(durable, gate.enter(append));
  out.admission = durable.first();
  std::string().swap(out.lines_bytes);  // sealed in the store by now; of the lines only digests and queries are asked for again
  return {};
}

void fill_identity(const Parsed::Held& parsed, Instant received, Admitted::Held& out) {
  out.id = parsed.manifest.request.text();
  out.agreement = parsed.manifest.agreement.text();
  out.client = parsed.client;
  out.received = received;
  if (!parsed.manifest.manifest) return;
  const request::Manifest& manifest = *parsed.manifest.manifest;
  out.purpose = manifest.purpose;
  out.asked = {manifest.agreement_version, manifest.agreement_digest};
  out.line_count = static_cast<std::uint32_t>(std::min<std::uint64_t>(manifest.lines.count, UINT32_MAX));
  out.lines_root = manifest.lines.root;
}

}  // namespace

Result<Admitted> admit(Gate& gate, Parsed parsed_stage) {
  const StageClock clock("admit");
  const Parsed::Held& parsed = parsed_stage.held();
  auto held = std::make_shared<Admitted::Held>();
  fill_identity(parsed, gate.now(), *held);
  CS_TRY(judged, judge_whole(gate, parsed, held->received));
  held->terms = judged.terms;
  held->refusal = judged.refusal;
  if (held->refusal != Reason::kNone) {
    CS_TRY_VOID(prepare_intake(gate, parsed, std::nullopt, *held));
    return Admitted(std::move(held));
  }
  CS_TRY(bytes, parsed.lines());
  held->lines_bytes = std::move(bytes);
  // Of lines that are not all there the manifest, which was signed, names the digest.
  const Digest lines = gate.gone_lines() != nullptr ? parsed.manifest.manifest->lines.digest : crypto::sha256(as_bytes(held->lines_bytes));
  CS_TRY_VOID(prepare_intake(gate, parsed, lines, *held));
  CS_TRY(durable, gate.enter(held->intake));
  (void)durable;
  held->intake = {};
  if (const auto admitted = admit_entered(gate, parsed, judged, lines, *held); !admitted) {
    gate.forget_budget(held->agreement);  // what was reserved in memory and not entered
    if (!is_no_room(admitted.fault())) return admitted.fault();
    held->refusal = Reason::kSvcLedger;  // the room that was there when the request came is gone
  }
  return Admitted(std::move(held));
}

Result<std::optional<SentBefore>> sent_before(Gate& gate, const Parsed& parsed_stage) {
  const Parsed::Held& parsed = parsed_stage.held();
  const HeldRequest* same = gate.state().same_as(parsed.manifest_digest, parsed.cms_digest, parsed.client);
  // One that was received and never admitted (the process died between) is judged anew: what was stopped since must count.
  if (same == nullptr || (!same->admission && !same->close)) return std::optional<SentBefore>();
  CS_TRY(bytes, parsed.lines());
  if (same->lines != crypto::sha256(as_bytes(bytes))) return std::optional<SentBefore>();
  return std::optional<SentBefore>(SentBefore{same->request, same->close.has_value()});
}

Reason Admitted::refusal() const { return held_->refusal; }
const std::string& Admitted::request_id() const { return held_->id; }
EntryIndex Admitted::request() const { return held_->request; }
bool Admitted::is_entered() const { return held_->intake.entries.empty(); }
std::optional<Instant> Admitted::release_at() const {
  return held_->refusal == Reason::kNone ? std::optional<Instant>(held_->release_at) : std::nullopt;
}

}  // namespace cs::gate
