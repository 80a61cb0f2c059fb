#include "ledger/verify_export.h"

#include "base/limits.h"
#include "ledger/verify_entries.h"
#include "tlog/tiles.h"

namespace cs::ledger {
namespace {

constexpr const char* kCheckpointFile = "checkpoint";
constexpr const char* kCosignedBeside = "checkpoint.cosigned";

class ExportVerifier {
 public:
  ExportVerifier(const Path& directory, const crypto::NoteVerifier& log_key, const ExportOptions& options, ExportReport& report)
      : directory_(directory), log_key_(log_key), take_(options.take), checks_(log_key), report_(report) {}

  Result<void> entries(const tlog::Checkpoint& head) {
    if (head.origin != log_key_.name()) return untrusted("the checkpoint is another log's");
    if (head.size == 0) return untrusted("a log without its genesis");
    CS_TRY_VOID(tlog::read_static_log(directory_, head.size, head.root, [&](std::uint64_t index, ByteView bytes) { return one({index}, bytes); }));
    CS_TRY_VOID(checks_.end_of_record());
    report_.root = head.root;
    return {};
  }

  // The export's own checkpoint, or an older one beside it that the witnesses had seen.
  Result<void> cosigned(const std::string& note, const ExportOptions& options) {
    CS_TRY(whole, tlog::open_witnessed(note, log_key_, *options.policy, options.now));
    if (whole.quorum) return counts(whole);
    const auto beside = read_file(directory_ / kCosignedBeside, limits::kNoteBytesMax);
    if (!beside) return untrusted("no quorum of the policy has cosigned the checkpoint");
    CS_TRY(older, tlog::open_witnessed(*beside, log_key_, *options.policy, options.now));
    if (!older.quorum) return untrusted("no quorum of the policy has cosigned the checkpoint or the one beside it");
    CS_TRY_VOID(check_old_checkpoint(*beside, log_key_, chain_));
    return counts(older);
  }

  Result<void> old_checkpoint(const std::string& note) {
    CS_TRY_VOID(check_old_checkpoint(note, log_key_, chain_));
    ++report_.old_checkpoints;
    return {};
  }

  std::uint64_t size() const { return chain_.size(); }

 private:
  Result<void> counts(const tlog::WitnessedCheckpoint& head) {
    report_.cosigned = head.checkpoint.size;
    report_.witnesses = head.cosigned_by.size();
    return {};
  }

  Result<void> one(EntryIndex index, ByteView bytes) {
    CS_TRY(entry, checks_.look(index, bytes));
    if (entry.time < report_.last_time) return untrusted("L2 time falls");
    if (waits_ && entry.time != report_.last_time) return untrusted("L5 a request's lines and their close are in one record");
    waits_ = std::holds_alternative<LineEntry>(entry.entry);
    report_.last_time = entry.time;
    count(entry.entry);
    ++report_.entries;
    chain_.append(bytes);
    if (take_) take_(index, entry);
    return {};
  }

  void count(const Entry& entry) {
    if (std::holds_alternative<LineEntry>(entry)) ++report_.lines;
    if (std::holds_alternative<RequestEntry>(entry)) ++report_.requests;
    if (std::holds_alternative<DeliveryEntry>(entry)) ++report_.deliveries;
    if (std::holds_alternative<StopEntry>(entry)) ++report_.stops;
    if (const auto* close = std::get_if<CloseEntry>(&entry)) report_.answered += close->outcome == CloseOutcome::kAnswered ? 1 : 0;
  }

  const Path& directory_;
  const crypto::NoteVerifier& log_key_;
  const std::function<void(EntryIndex, const TimedEntry&)>& take_;
  EntryChecks checks_;
  ExportReport& report_;
  Chain chain_;  // for what its roots were, and for heads that were given up
  bool waits_ = false;  // for a close
};

}  // namespace

Result<ExportReport> verify_export(const Path& directory, const crypto::NoteVerifier& log_key, const ExportOptions& options) {
  CS_TRY(note, read_file(directory / kCheckpointFile, limits::kNoteBytesMax));
  ExportReport report;
  ExportVerifier verifier(directory, log_key, options, report);
  const auto wrong = [&](const Fault& fault, std::optional<EntryIndex> index) -> Result<ExportReport> {
    if (fault.kind == FaultKind::kIo) return fault;
    report.fault = VerifyFault{index, fault.text};
    return report;
  };
  const auto opened = tlog::open_checkpoint(note, log_key);
  if (!opened) return wrong(at(kCheckpointFile, opened.fault()), {});
  const auto entries = verifier.entries(opened->checkpoint);
  if (!entries) return wrong(entries.fault(), verifier.size() < opened->checkpoint.size ? std::optional(EntryIndex{verifier.size()}) : std::nullopt);
  for (const std::string& old : options.old_checkpoints)
    if (const auto checked = verifier.old_checkpoint(old); !checked) return wrong(checked.fault(), {});
  if (!options.policy) return report;
  const auto cosigned = verifier.cosigned(note, options);
  return cosigned ? Result<ExportReport>(report) : wrong(cosigned.fault(), {});
}

}  // namespace cs::ledger
