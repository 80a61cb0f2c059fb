// The auditor: gets an export, openings and context, and recomputes everything elsewhere.
#include "audit/give.h"
#include "audit/public_audit.h"
#include "audit/replay.h"
#include "audit/self_check.h"
#include "crypto/digest.h"
#include "gate/accounting.h"
#include "ledger/export.h"
#include "tests/cases/world.h"

namespace cs::cases {

Result<Path> World::give_to_auditor() {
  const Path given = directory_ / ("given-" + std::to_string(++given_));
  CS_TRY_VOID(make_directories(given));
  CS_TRY_VOID(gate::tend_maps(*gate_));
  CS_TRY_VOID(ledger::export_log(gate_->ledger(), given / "log"));
  CS_TRY_VOID(gate_->ledger().write_openings(given / "openings.db"));
  CS_TRY_VOID(audit::write_context(*gate_, given / "context"));
  return given;
}

Result<audit::Report> World::replay(const Path& given, int threads) {
  audit::ReplayOptions options{.source = {given / "log", given / "openings.db", {}}, .context = given / "context", .from = {}, .to = {}, .sample = {}, .threads = threads};
  crypto::SeededRandom unused(7);
  return audit::replay(options, unused);
}

// Everything is equal, and nothing is missing; what only the gate saw is excused.
Result<void> World::audit_agrees() {
  CS_TRY(given, give_to_auditor());
  const auto report = replay(given, 1);
  if (!report) return wrong("audit: " + report.fault().text);
  for (const audit::Finding& finding : report->findings)
    return wrong("audit: " + std::string(audit::what_text(finding.what)) + " entry " + (finding.entry ? std::to_string(finding.entry->value) : "-") +
                 (finding.line ? " line " + std::to_string(*finding.line) : "") + " " + finding.of + " recorded " + finding.recorded + " recomputed " + finding.recomputed +
                 ": " + finding.text);
  for (const audit::RequestAccount& account : report->requests)
    if (account.differs || account.missing > 0 || account.differing > 0) return wrong("audit: request " + account.id + " differs");
  CS_TRY_VOID(log_alone_agrees(given));
  std::error_code ignored;
  std::filesystem::remove_all(given, ignored);
  return {};
}

// Whatever happened honestly, who has the log alone finds nothing wrong with it.
Result<void> World::log_alone_agrees(const Path& given) {
  CS_TRY(report, audit::audit_public(given / "log", gate_->ledger().log_key(), {}));
  for (const audit::Finding& finding : report.findings)
    return wrong("public audit: " + std::string(audit::what_text(finding.what)) + " entry " + (finding.entry ? std::to_string(finding.entry->value) : "-") + " " + finding.of + ": " + finding.text);
  return {};
}

// Every request, not a sample: a story has few.
Result<void> World::check_itself() {
  CS_TRY(checked, audit::self_check(*gate_, {.sample = 1000, .seed = 1, .threads = 1}));
  self_check_agrees_ = checked.report.agrees();
  if (checked.stops.size() > 1) return wrong("one agreement was stopped twice");
  for (const EntryIndex stop : checked.stops) {
    self_check_stop_ = stop;
    stops_.push_back(stop);
  }
  return {};
}

// As after each run.
Result<void> World::look_back() {
  CS_TRY(seen, gate::look_back(*gate_));
  if (seen.stop) self_check_stop_ = seen.stop, stops_.push_back(*seen.stop);
  return {};
}

// By somebody with the database and the period keys: the same payloads under other salts, which nothing in the ledger commits to.
Result<void> World::alter_kept(const std::string& what, const std::string& request, bool altered) {
  const gate::HeldRequest* held = held_of(requests_[request]);
  const ledger::OpeningKind kind = what == "answers" ? ledger::OpeningKind::kAnswer : what == "bases" ? ledger::OpeningKind::kBasis : ledger::OpeningKind::kAdm;
  ledger::ReportEntry report;  // an entry that changes nothing else
  report.bytes = crypto::sha256({});
  ledger::Append append{.time = gate_->now(), .entries = {report}, .openings = {}, .answer = std::nullopt, .documents = {}};
  append.rewritten = sound_rows_;
  if (altered) {
    CS_TRY(sound, gate_->ledger().opening_row(held->request, ledger::class_of(kind), static_cast<std::uint8_t>(kind), 0));
    sound_rows_ = {std::move(sound)};
    std::vector<Bytes> payloads;
    CS_TRY_VOID(gate_->opening_reader().for_each_line(kind, held->request, held->line_count, [&](LineNumber, const Digest&, ByteView payload) -> Result<void> {
      payloads.emplace_back(payload.begin(), payload.end());
      return {};
    }));
    ledger::OpeningWriter writer = gate_->opening_writer();
    CS_TRY(sealed, writer.lines(kind, held->request, held->received, held->agreement, {payloads.begin(), payloads.end()}));
    append.rewritten = std::move(sealed.rows);
  }
  CS_TRY(durable, gate_->enter(append));
  (void)durable;
  return {};
}

// One bit of every file of every generation; a gate at work has the sound ones mapped, so they are set aside and not written over.
Result<void> World::rot_generation(bool rots) {
  namespace fs = std::filesystem;
  const Path kept = directory_ / "home" / "register", sound = directory_ / "sound";
  std::error_code error;
  if (!rots) {
    fs::remove_all(kept, error);
    fs::rename(sound, kept, error);
    return error ? wrong("the generation cannot be put back") : Result<void>();
  }
  fs::rename(kept, sound, error);
  fs::copy(sound, kept, fs::copy_options::recursive, error);
  if (error) return wrong("the generation cannot be copied");
  for (const auto& file : fs::recursive_directory_iterator(kept)) {
    if (!file.is_regular_file() || file.path().filename() == "current" || file.file_size() == 0) continue;
    CS_TRY(bytes, read_file(file.path(), std::size_t{1} << 30));
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    fs::permissions(file.path(), fs::perms::owner_write, fs::perm_options::add, error);
    CS_TRY_VOID(write_file(file.path(), as_bytes(bytes)));
  }
  return {};
}

}  // namespace cs::cases
