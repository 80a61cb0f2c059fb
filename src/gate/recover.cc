#include "gate/recover.h"

#include <algorithm>

#include "agreement/act.h"
#include "gate/corridor.h"
#include "gate/held.h"
#include "gate/making.h"
#include "gate/payloads.h"

namespace cs::gate {
namespace {

std::string head_text(const ledger::Head& head) { return std::to_string(head.size) + " entries, " + digest_text(head.root); }

// A replay has no guard to ask: what was known then, the act says, and the entry that it made.
Result<std::uint64_t> standing_token(Gate& gate, EntryIndex index) {
  if (!gate.is_replay()) return gate.ledger().token();
  CS_TRY(entry, gate.ledger().entry(index));
  const auto* recovery = std::get_if<ledger::RecoveryEntry>(&entry.entry);
  return recovery == nullptr ? std::uint64_t{0} : recovery->token;
}

}  // namespace

std::optional<ledger::Awry> heads_to_sign(Gate& gate) { return gate.ledger().awry(); }

Result<void> make_recover(Making& m) {
  const auto& details = m.act.as<agreement::RecoverDetails>();
  ledger::Ledger& log = m.gate.ledger();
  const EntryIndex index = m.gate.next();
  const ledger::Head old{details.old_size, details.old_root}, present{index.value, log.root_at(index.value)};
  if (ledger::Head{details.new_size, details.new_root} != present) return conflict("recover: new_size and new_root are not those of the head that is there: " + head_text(present));
  if (!m.gate.is_replay()) {
    const auto awry = log.awry();
    if (!awry) return conflict("recover: the ledger starts; there is nothing to recover");
    if (old != awry->known) return conflict("recover: old_size and old_root are not those of the head that is known: " + head_text(awry->known));
  }
  CS_TRY(token, standing_token(m.gate, index));
  m.append.entries.push_back(ledger::RecoveryEntry{ledger::RecoveryKind::kRecovery, old.size, token, m.as_document()});
  return {};
}

Result<std::vector<EntryIndex>> recover(Gate& gate, const ActPackage& package) {
  CS_TRY(act, agreement::read_act(package.act));
  if (act.verb != agreement::Verb::kRecover) return usage_fault("recover: the act is another one: " + std::string(agreement::act_rule(act.verb).name));
  std::vector<Bytes> signatures;
  for (const std::string& cms : package.cms) signatures.push_back(to_bytes(cms));
  CS_TRY(finished, gate.ledger().finish_recovery(crypto::sha256(signed_package(as_bytes(package.act), signatures))));
  return finished ? std::vector<EntryIndex>() : submit_act(gate, package);
}

Result<Shown> show_spent(Gate& gate, Package package) {
  if (gate.state().recoveries().empty()) return conflict("recover: this ledger was never recovered; there is nothing to show");
  package.client = gate.state().recoveries().back().act;
  CS_TRY(parsed, parse(gate, package));
  CS_TRY(admitted, admit(gate, std::move(parsed)));
  const std::string& id = admitted.request_id();
  const EntryIndex request = admitted.held().request;
  if (admitted.refusal() != Reason::kNone) {
    const Reason reason = admitted.refusal();
    if (admitted.held().intake.entries.empty()) {  // it is entered, because its lines were read: so it is closed
      CS_TRY(matched, match_lines(gate, std::move(admitted)));
      CS_TRY(recorded, record(gate, std::move(matched)));
      (void)recorded;
    }
    return conflict("request " + id + ": is not counted, " + std::string(reason_code(reason)));
  }
  Shown shown{request, admitted.held().line_count, 0};
  for (const LineAdmission& line : admitted.held().admissions) shown.spent += line.spend == Spend::kUnit ? 1 : 0;
  CS_TRY(withdrawn, withdraw_if_overdue(gate, request));
  CS_CHECK(withdrawn, "what was shown is closed at once");
  return shown;
}

}  // namespace cs::gate
