// Walks a source once, step by step. Inside this room only.
#pragma once

#include "audit/comparison.h"
#include "audit/replay.h"
#include "gate/corridor.h"
#include "gate/gate.h"

namespace cs::audit {

class Walker {
 public:
  Walker(Source& source, gate::Gate& gate, Comparison& comparison, Report& report, const ReplayOptions& options);
  Result<void> walk();

 private:
  Result<void> step(EntryIndex index, const ledger::TimedEntry& entry);
  // Each makes again what the entry at `index` began; a Fault that is no kIo is a finding.
  Result<void> act(EntryIndex index, const ledger::Entry& entry);
  Result<void> signed_agreement(EntryIndex index, const ledger::Entry& entry);
  Result<void> trust(const ledger::TrustEntry& entry);
  void miss_maps(EntryIndex before, Instant time);
  Result<void> generation(const ledger::RegisterEntry& entry);
  Result<void> taken(EntryIndex index, const ledger::TimedEntry& entry);
  // walker_requests.cc
  Result<void> request(EntryIndex index, const ledger::RequestEntry& entry);
  Result<void> admit_again(EntryIndex index, const ledger::RequestEntry& entry, RequestAccount& account, const Fate& fate);
  Result<void> record(EntryIndex index);
  Result<void> close_again(EntryIndex request, RequestAccount& account);
  Result<gate::Admitted> admitted(EntryIndex request);
  Result<Reason> recorded_refusal(const Fate& fate);
  void explain_admission(const gate::Admitted& admitted, RequestAccount& account);
  void explain_lines(const gate::Admitted& admitted, RequestAccount& account);
  void leave_out(EntryIndex request, RequestAccount& account, const std::string& why, bool excused);
  Result<void> pass_over(EntryIndex request, RequestAccount& account);
  Result<void> settle(RequestAccount& account, const Fate& fate);
  // walker_lines.cc
  struct Gone {  // of a request
    gate::GoneLines lines;
    std::uint64_t named = 0, unnamed = 0;  // those that the ledger says are destroyed, and others
    std::optional<EntryIndex> by;          // what destroyed the first
  };
  Result<std::string> lines_of(EntryIndex request, RequestAccount& account, const Fate& fate, ByteView received);  // the payload of its `request` opening
  Result<void> look_at_gone(EntryIndex request, RequestAccount& account, const Fate& fate, Gone gone);
  void look_at_kept(const RequestAccount& account);
  Result<void> look_at_told(const RequestAccount& account);
  Result<void> disclosures(RequestAccount& account, const Fate& fate);
  // walker_destroyed.cc
  Result<void> request_destroyed(EntryIndex index, RequestAccount& account, const Fate& fate, EntryIndex by);
  std::optional<EntryIndex> rests_on(EntryIndex index, const ledger::TimedEntry& entry) const;
  std::optional<EntryIndex> own_opening_destroyed(EntryIndex index, const ledger::TimedEntry& entry) const;
  std::optional<EntryIndex> begun_after_destroyed(const std::string& agreement, Instant t) const;
  std::optional<std::string> agreement_in_row(EntryIndex index, const ledger::Entry& entry) const;
  std::string agreement_named(EntryIndex entry) const;
  OutcomeDestroyed& destroyed_account(EntryIndex shred);
  Result<void> taken_for(EntryIndex shred, EntryIndex index, const ledger::TimedEntry& entry);
  const gate::GoneLines* gone_of(EntryIndex request) const;
  bool chosen(EntryIndex request) const;
  bool made_here() const;
  bool founds(EntryIndex index, const ledger::TimedEntry& entry) const;
  bool stands_with_its_request(EntryIndex index, const ledger::Entry& entry) const;
  bool admitted_by(const Fate& fate, const Digest& program) const;

  Result<void> follow(std::uint64_t until);  // entries as they stand, up to that index
  std::uint64_t end_of_unit(EntryIndex index) const;
  bool wanted(EntryIndex index) const;
  std::optional<EntryIndex> whole_requests_from(EntryIndex from) const;
  bool lost(const Fault& fault) const { return fault.kind == FaultKind::kIo; }
  void note(What what, EntryIndex entry, const std::string& request, std::string of, std::string text, std::string recorded = "", std::string recomputed = "");
  void note_unexpected(EntryIndex entry, const ledger::Entry& what);
  RequestAccount& account_of(EntryIndex request) { return accounts_[request.value]; }
  std::optional<EntryIndex> destroyed_by(EntryIndex request, const RequestAccount& account, LineNumber line) const;

  Source& source_;
  gate::Gate& gate_;
  Comparison& comparison_;
  Report& report_;
  const ReplayOptions& options_;
  std::optional<EntryIndex> from_;                        // of the options, moved to where a request begins
  bool founding_ = true;
  std::map<std::uint64_t, RequestAccount> accounts_;
  std::map<std::uint64_t, gate::Admitted> open_;          // recomputed and not yet closed, by `request` entry
  std::map<std::uint64_t, std::string> not_recomputed_;   // requests that were followed, and why
  std::map<std::uint64_t, std::set<std::uint32_t>> wrong_lines_;  // by `request` entry
  std::set<std::uint64_t> told_;                          // requests whose refusal only the gate could know
  std::map<std::uint64_t, Gone> gone_;                    // by `request` entry
  bool lines_file_gone_ = false;                          // of the request at hand, which was refused after they were read
  std::set<std::uint64_t> sampled_;
  std::uint64_t open_lines_ = 0;
};

}  // namespace cs::audit
