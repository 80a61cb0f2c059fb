#include "ledger/verify_export.h"

#include "base/limits.h"
#include "ledger/export.h"
#include "ledger/verify_entries.h"
#include "tlog/tiles.h"

namespace cs::ledger {
namespace {

constexpr const char* kCheckpointFile = "checkpoint";
constexpr const char* kCosignedBeside = "checkpoint.cosigned";
constexpr const char* kLogKeyFile = "log.vkey";

class ExportVerifier {
 public:
  ExportVerifier(const Path& directory, const tlog::LogKeys& known, const ExportOptions& options, ExportReport& report)
      : directory_(directory), known_(known), take_(options.take), checks_(known), report_(report) {}

  Result<void> entries(const tlog::Checkpoint& head) {
    if (head.origin != known_.origin()) return untrusted("the checkpoint is another log's");
    if (head.size == 0) return untrusted("a log without its genesis");
    CS_TRY_VOID(tlog::read_static_log(directory_, head.size, head.root, [&](std::uint64_t index, ByteView bytes) { return one({index}, bytes); }));
    CS_TRY_VOID(checks_.end_of_record());
    if (chain_.key_history().empty()) return untrusted("a log begins with its genesis");
    report_.root = head.root;
    return {};
  }

  // The entries say which keys sign: that is worth something only where a key that was known beforehand has signed that they say it.
  Result<void> keys(const std::string& note) {
    CS_TRY_VOID(known_.agrees_with(chain_.keys(), chain_.size()));
    const auto opened = tlog::open_checkpoint(note, chain_.keys());
    if (!opened) return at("checkpoint", opened.fault());
    const std::vector<tlog::LogKey>& all = chain_.keys().all();
    for (std::size_t i = 1; i < all.size(); ++i) CS_TRY_VOID(handover(chain_.key_history().rotations()[i - 1], needs_handover(i)));
    if (chain_.keys().newest().text() != known_.newest().text()) report_.log_key = chain_.keys().newest().text();
    return told();
  }

  // The export's own checkpoint, or an older one beside it that the witnesses had seen.
  Result<void> cosigned(const std::string& note, const ExportOptions& options) {
    CS_TRY(whole, tlog::open_witnessed(note, chain_.keys(), *options.policy, options.now));
    if (whole.quorum) return counts(whole);
    const auto beside = read_file(directory_ / kCosignedBeside, limits::kNoteBytesMax);
    if (!beside) return untrusted("no quorum of the policy has cosigned the checkpoint");
    CS_TRY(older, tlog::open_witnessed(*beside, chain_.keys(), *options.policy, options.now));
    if (!older.quorum) return untrusted("no quorum of the policy has cosigned the checkpoint or the one beside it");
    CS_TRY_VOID(check_old_checkpoint(*beside, chain_));
    return counts(older);
  }

  Result<void> old_checkpoint(const std::string& note) {
    CS_TRY_VOID(check_old_checkpoint(note, chain_));
    ++report_.old_checkpoints;
    return {};
  }

  std::uint64_t size() const { return chain_.size(); }

 private:
  // What the export tells those who have nothing else: a reader who knows better may not have been the one for whom it was changed.
  Result<void> told() const {
    const auto told = read_log_keys(directory_ / kLogKeyFile);
    if (!told && told.fault().kind == FaultKind::kNotFound) return {};
    if (!told && told.fault().kind == FaultKind::kIo) return told.fault();
    if (!told) return untrusted(std::string(kLogKeyFile) + ": the export's own file of the log's keys is none: " + told.fault().text);
    if (told->text() == chain_.keys().text()) return {};
    return untrusted(std::string(kLogKeyFile) + ": the export's own file names other keys than the log's entries: " + told->newest().text() + ", not " + chain_.keys().newest().text());
  }

  // To the key at this place, from the one before it: not where a later one is known, or where the checkpoint is itself signed by both.
  bool needs_handover(std::size_t place) const {
    const std::vector<tlog::LogKey>& all = chain_.keys().all();
    if (!all[place - 1].to) return false;
    for (std::size_t i = place; i < all.size(); ++i)
      if (known_.holds(all[i].key)) return false;
    return true;
  }

  Result<void> handover(EntryIndex rotation, bool needed) {
    const std::string file = kHandoverPrefix + std::to_string(rotation.value);
    const auto note = read_file(directory_ / file, limits::kNoteBytesMax);
    if (!note && note.fault().kind == FaultKind::kNotFound && !needed) return {};
    if (!note && note.fault().kind == FaultKind::kNotFound)
      return untrusted(file + " is missing: nothing shows that the key that is known has named the one that signs now");
    if (!note) return note.fault();
    if (const auto held = check_handover(*note, rotation, chain_); !held) return at(file, held.fault());
    return {};
  }

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
    CS_TRY_VOID(chain_.append(bytes));
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
  const tlog::LogKeys& known_;
  const std::function<void(EntryIndex, const TimedEntry&)>& take_;
  EntryChecks checks_;
  ExportReport& report_;
  Chain chain_;  // for what its roots were, and for heads that were given up
  bool waits_ = false;  // for a close
};

// Which keys must have signed it, its entries say: they are read first.
Result<tlog::Checkpoint> unsigned_head(const std::string& bytes) {
  CS_TRY(note, tlog::Note::parse(bytes));
  return tlog::Checkpoint::parse_text(note.text);
}

}  // namespace

Result<ExportReport> verify_export(const Path& directory, const tlog::LogKeys& known, const ExportOptions& options) {
  CS_TRY(note, read_file(directory / kCheckpointFile, limits::kNoteBytesMax));
  ExportReport report;
  ExportVerifier verifier(directory, known, options, report);
  const auto wrong = [&](const Fault& fault, std::optional<EntryIndex> index) -> Result<ExportReport> {
    if (fault.kind == FaultKind::kIo) return fault;
    report.fault = VerifyFault{index, fault.text};
    return report;
  };
  const auto head = unsigned_head(note);
  if (!head) return wrong(at(kCheckpointFile, head.fault()), {});
  const auto entries = verifier.entries(*head);
  if (!entries) return wrong(entries.fault(), verifier.size() < head->size ? std::optional(EntryIndex{verifier.size()}) : std::nullopt);
  if (const auto keys = verifier.keys(note); !keys) return wrong(keys.fault(), {});
  for (const std::string& old : options.old_checkpoints)
    if (const auto checked = verifier.old_checkpoint(old); !checked) return wrong(checked.fault(), {});
  if (!options.policy) return report;
  const auto cosigned = verifier.cosigned(note, options);
  return cosigned ? Result<ExportReport>(report) : wrong(cosigned.fault(), {});
}

}  // namespace cs::ledger
