// What a judged act makes, as it grows; for the files that make entries of acts only.
#pragma once

#include "agreement/judge.h"
#include "gate/act_entries.h"
#include "gate/gate.h"

namespace cs::gate {

struct Making {
  Gate& gate;
  const agreement::Act& act;
  const agreement::ActJudgment& judgment;
  const Bytes& signed_bytes;
  const std::vector<Bytes>& signatures;
  const agreement::Terms* terms;
  Instant now;
  const std::vector<std::string>& records;  // that came with the act: a list that it names by digest
  ledger::Append append;

  std::string id() const { return act.agreement ? act.agreement->text() : std::string(ledger::kNoAgreement); }
  Digest package_digest() const { return crypto::sha256(signed_bytes); }
  std::optional<EntryIndex> agreement_entry() const;
  EntryIndex next() const { return {gate.next().value + append.entries.size()}; }
  Digest as_document();                                    // the signed act as a document found by its digest
  Result<Digest> as_opening(ledger::OpeningKind kind);     // the signed act as an opening of the next entry's commitment
};

// A restraint on use calls back what was released, whatever the answers were: to name only some lines would be an answer.
Result<void> recall_released(Making& m);

// Acts about what was released, and what the holder keeps of it.
Result<void> make_recall(Making& m);
Result<void> make_disposal(Making& m);
Result<void> make_correction(Making& m);
Result<void> make_hold(Making& m);
Result<void> make_incident(Making& m);

Result<void> make_canary(Making& m);
Result<void> make_follow_up(Making& m);

// Other witnesses from now on, and how they are waited for.
Result<void> make_rotate_key(Making& m);
// Where both parties say that the witnesses of before are gone, nobody can tell this home from an older copy of it: they say which head they mean,
// and since then nothing was entered but what a gate that has not started takes.
Result<void> is_head_meant(Making& m, const agreement::HeadMeant& head);
bool only_shuts(const ledger::Entry& entry);  // taken by a gate that has not started

// An older copy goes on, or a ledger without its guard (recover.cc).
Result<void> make_recover(Making& m);

// Acts that delete (deletion.cc). What they delete goes around their commit: docs/formats/opening.md.
Result<void> make_shred(Making& m);
Result<void> make_expunge(Making& m);
Result<void> before_deletion(Gate& gate, const agreement::Act& act);                // the commit is to come
Result<void> after_deletion(Gate& gate, const agreement::Act& act, bool entered);   // it was made, or was not
Result<void> settle_keys(Gate& gate);                                               // at a start, before the ledger is folded: keys that a killed process left aside
Result<void> finish_deletions(Gate& gate);                                          // at a start: what else it left half done

}  // namespace cs::gate
