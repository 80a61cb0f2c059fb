// The holder's copy of an issuer's log: taken whole or not at all, and named in the ledger before it counts.
#include <algorithm>

#include "base/listing.h"
#include "base/limits.h"
#include "gate/acts.h"
#include "gate/weaken.h"
#include "gate/whole_tests.h"

namespace cs::gate {
namespace {

struct FoundIssuer {
  std::shared_ptr<const agreement::Terms> terms;
  const agreement::Issuer* issuer = nullptr;
};

// By key; where several agreements call different issuers by it, the one whose origin the offered checkpoint names.
FoundIssuer find_issuer(const State& state, std::string_view key, Instant now, std::string_view origin) {
  FoundIssuer found;
  for (const auto& [id, timeline] : state.timelines()) {
    const std::shared_ptr<const agreement::Terms> terms = terms_signed(timeline, now);
    const agreement::Issuer* issuer = terms ? terms->issuer(key) : nullptr;
    if (issuer == nullptr || (found.issuer != nullptr && issuer->origin != origin)) continue;
    found = {terms, issuer};
    if (issuer->origin == origin) break;
  }
  return found;
}

Result<void> copy_bundles(const Path& from, const Path& to) {
  CS_TRY_VOID(make_directories(to / "tile" / "entries", 0700));
  CS_TRY(bundles, files_below(from / "tile" / "entries"));
  for (const Path& bundle : bundles) {
    const Path file = bundle.lexically_relative(from);
    CS_TRY(bytes, read_file(from / file, limits::kOrderBundleBytesMax));
    if (const auto there = read_file(to / file, limits::kOrderBundleBytesMax); there && *there == bytes) continue;  // a damaged copy is mended
    CS_TRY_VOID(make_directories((to / file).parent_path(), 0700));
    CS_TRY_VOID(write_file(to / file, as_bytes(bytes), 0600));
  }
  CS_TRY(checkpoint, read_file(from / "checkpoint", limits::kNoteBytesMax));
  CS_TRY_VOID(write_file(to / "checkpoint", as_bytes(checkpoint), 0600));
  return sync_file_system(to);
}

Result<MirrorOutcome> quarantine(Gate& gate, const OrdersHead& head, const orders::Quarantine& evidence) {
  const Bytes note = to_bytes(evidence.offered_note);
  const ledger::QuarantineEntry entry{head.entry, crypto::sha256(note)};
  CS_TRY(durable, gate.enter({.time = gate.now(), .entries = {entry}, .openings = {}, .answer = std::nullopt, .documents = {note, to_bytes(evidence.kept_note)}}));
  (void)durable;
  return MirrorOutcome{orders::Taken::kQuarantined, head.size, evidence.cause, 0};
}

}  // namespace

namespace {

ledger::OrdersEntry orders_entry(const std::string& origin, const orders::Head& head, const OrdersHead* before) {
  return {origin, head.size, head.root, head.note_digest(), head.cosigned_at, before != nullptr ? std::optional<EntryIndex>(before->entry) : std::nullopt};
}

}  // namespace

Result<void> mirror_again(Gate& gate, const ledger::OrdersEntry& entered) {
  CS_TRY(note, gate.ledger().document(entered.note));
  const agreement::Issuer* issuer = nullptr;
  std::shared_ptr<const agreement::Terms> terms;
  for (const auto& [id, timeline] : gate.state().timelines()) {
    terms = terms_signed(timeline, gate.now());
    if (!terms) continue;
    for (const agreement::Issuer& one : terms->issuers)
      if (one.origin == entered.origin) issuer = &one;
    if (issuer != nullptr) break;
  }
  if (issuer == nullptr) return untrusted("a head of an issuer that no agreement names");
  CS_TRY(identity, orders::IssuerIdentity::make(issuer->key, issuer->origin, issuer->vkey, issuer->policy));
  CS_TRY(head, orders::read_head(identity, to_string(note)));
  CS_TRY(durable, gate.enter({.time = gate.now(), .entries = {orders_entry(issuer->origin, head, gate.state().orders_head(issuer->origin))}, .openings = {},
                              .answer = std::nullopt, .documents = {}}));
  (void)durable;
  return {};
}

Result<MirrorOutcome> mirror_orders(Gate& gate, std::string_view issuer_key, const Path& directory) {
  const auto offered = read_file(directory / "checkpoint", limits::kNoteBytesMax);
  const FoundIssuer found =
      find_issuer(gate.state(), issuer_key, gate.now(), offered ? std::string_view(*offered).substr(0, offered->find('\n')) : std::string_view());
  const agreement::Issuer* issuer = found.issuer;
  if (issuer == nullptr) return not_found("orders mirror: no agreement of this home names the issuer " + std::string(issuer_key));
  CS_TRY(identity, orders::IssuerIdentity::make(issuer->key, issuer->origin, issuer->vkey, issuer->policy));
  orders::Mirror mirror(std::move(identity));
  const OrdersHead* before = gate.state().orders_head(issuer->origin);
  if (before != nullptr && !weakened("consistent_orders")) {
    CS_TRY(note, gate.ledger().document(before->note));
    mirror.expect(before->size, before->root, to_string(note));
  }
  CS_TRY(refreshed, mirror.refresh(directory));
  if (refreshed.quarantine && before != nullptr) return quarantine(gate, *before, *refreshed.quarantine);
  if (refreshed.quarantine) return untrusted("orders mirror: " + refreshed.quarantine->cause + ": the first head offered does not hold");
  const orders::Head& head = *mirror.head();
  const MirrorOutcome outcome{refreshed.taken, head.size, "", refreshed.anomalies.size()};
  const auto kept = read_file(gate.mirror_directory(*issuer) / "checkpoint", limits::kNoteBytesMax);
  if (before != nullptr && before->note == head.note_digest() && kept && *kept == head.note) return outcome;
  CS_TRY_VOID(copy_bundles(directory, gate.mirror_directory(*issuer)));
  if (before != nullptr && before->note == head.note_digest()) return outcome;  // a copy that was lost is there again
  const ledger::OrdersEntry entry = orders_entry(issuer->origin, head, before);
  CS_TRY(durable, gate.enter({.time = gate.now(), .entries = {entry}, .openings = {}, .answer = std::nullopt, .documents = {to_bytes(head.note)}}));
  (void)durable;
  gate.drop_mirror(*issuer);
  return outcome;
}

}  // namespace cs::gate
