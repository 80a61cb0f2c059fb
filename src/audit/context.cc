#include "audit/context.h"

#include "gate/key_check.h"

namespace cs::audit {
namespace {

// No path of the auditor's machine stands in a report.
std::string without_root(std::string text, const Path& root) {
  const std::string prefix = root.string() + "/";
  if (text.starts_with(prefix)) text.erase(0, prefix.size());
  return text;
}

void hold_settings(gate::Gate& gate, Report& report) {
  const auto& software = gate.state().software();
  const Digest& there = gate.settings().digest;
  const bool named = software && software->what.configuration == there;
  report.context.push_back({"home.toml", there, named ? std::optional(software->entry) : std::nullopt});
  if (!software || named) return;
  add_finding(report, {What::kAltered, software->entry, "", {}, "home.toml", digest_text(software->what.configuration), digest_text(there),
                       "the context's home.toml is not the one that this entry names"});
}

Result<void> hold_keys(gate::Gate& gate, Report& report) {
  const auto held = gate::held_keys(gate.paths(), gate.keys().subject, gate.ledger(), gate.period_keys(), gate.state());
  if (!held && held.fault().kind == FaultKind::kIo) return held.fault();
  if (!held) {
    add_finding(report, {What::kAltered, {}, "", {}, "key", {}, {}, without_root(held.fault().text, gate.paths().root)});
    return {};
  }
  report.context.push_back({"keys/subject.key", {}, held->subject});
  for (const auto& [agreement, by] : held->budget) report.context.push_back({"keys/budget/" + agreement + ".key", {}, by});
  return {};
}

}  // namespace

Result<void> hold_context(gate::Gate& gate, Report& report) {
  hold_settings(gate, report);
  report.context.push_back({"keys/gate.pem", gate.keys().gate.fingerprint(), {}});
  return hold_keys(gate, report);
}

}  // namespace cs::audit
