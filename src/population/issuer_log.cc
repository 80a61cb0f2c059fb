#include "population/issuer_log.h"

#include <algorithm>
#include <unordered_map>

#include "base/check.h"
#include "crypto/digest.h"
#include "population/terms_text.h"
#include "tlog/merkle.h"
#include "tlog/note.h"
#include "tlog/tiles.h"

namespace cs::population {
namespace {

// The numbers are the format's.
constexpr std::uint8_t kEntered = 1, kFinal = 2, kBarred = 3, kLifted = 4, kEnded = 5, kCorrected = 6;
constexpr std::uint64_t kLeafVersion = 1;
constexpr std::size_t kProgressStep = 65'536;

}  // namespace

OrderFacts IssuerLog::facts_of(const OrderRecord& order) const {
  return order.which == 0 ? book_.facts(order.line_entity) : book_.second_facts(order.line_entity);
}

Date IssuerLog::day_of(const Event& event, const OrderFacts& facts) const {
  switch (event.kind) {
    case kEntered: return facts.entered_on;
    case kFinal: return facts.final_on;
    case kBarred: return facts.barred_on;
    case kLifted: return facts.lifted_on;
    case kEnded: return facts.ended_on;
    default: return facts.corrected_on;
  }
}

void IssuerLog::collect() {
  for (std::uint32_t i = 0; i < orders_.size(); ++i) {
    const OrderRecord& order = orders_[i];
    const OrderFacts facts = facts_of(order);
    if (facts.status == OrderStatus::kUnknown) continue;
    const auto enter = [&](std::uint8_t kind) {
      Event event{0, i, kind, 0};
      event.recorded_ms = book_.recorded_at(order.line_entity, order.which, kind, day_of(event, facts)).ms;
      CS_CHECK(event.recorded_ms <= as_of_.ms, "the log records nothing after its date");
      events_.push_back(event);
    };
    enter(kEntered);
    if (facts.has_final) enter(kFinal);
    if (facts.status == OrderStatus::kBarred || facts.lifted) enter(kBarred);
    if (facts.lifted) enter(kLifted);
    if (facts.status == OrderStatus::kEnded) enter(kEnded);
    if (facts.corrected) enter(kCorrected);
  }
  std::sort(events_.begin(), events_.end());
}

void IssuerLog::link_bars() {
  std::unordered_map<std::uint32_t, std::uint32_t> bars;  // order -> leaf; only looked up
  for (std::uint32_t i = 0; i < events_.size(); ++i) {
    if (events_[i].kind == kBarred) bars[events_[i].order] = i;
    if (events_[i].kind == kLifted) events_[i].bar = bars.at(events_[i].order);
  }
}

const std::string& IssuerLog::cause_text(const Event& event) const {
  const std::string_view name = event.kind == kBarred ? "cause" : event.kind == kLifted ? "lift_cause" : "end_cause";
  const std::vector<std::string>& texts = TermsText::clerk().all(name);
  return texts[book_.number(orders_[event.order].line_entity, 0)[event.kind] % texts.size()];
}

ByteView IssuerLog::leaf(const Event& event) {
  const OrderRecord& order = orders_[event.order];
  const OrderFacts facts = facts_of(order);
  const bool cause = event.kind == kBarred || event.kind == kLifted || event.kind == kEnded;
  const bool commitment = event.kind == kEntered || event.kind == kCorrected;
  const std::size_t keys = 4 + (event.kind == kEntered ? 1U : 0U) + (event.kind != kCorrected ? 1U : 0U) + (commitment ? 1U : 0U) +
                           (cause ? 1U : 0U) + (event.kind == kLifted ? 1U : 0U);
  cbor_.clear();
  cbor_.map(keys).key(0).unsigned_number(kLeafVersion).key(1).unsigned_number(event.kind);
  cbor_.key(2).unsigned_number(static_cast<std::uint64_t>(event.recorded_ms)).key(3).bytes(book_.number(order.line_entity, order.which));
  if (event.kind == kEntered) cbor_.key(4).bytes(book_.subject(order.line_entity));
  if (event.kind != kCorrected) cbor_.key(5).unsigned_number(static_cast<std::uint64_t>(day_of(event, facts).midnight().ms));
  if (commitment) cbor_.key(6).bytes(event.kind == kEntered && facts.corrected ? order.first_commitment : order.commitment);
  if (cause) cbor_.key(7).bytes(crypto::commit("cause", book_.cause_salt(order.line_entity, event.kind), as_bytes(cause_text(event))));
  if (event.kind == kLifted) cbor_.key(8).unsigned_number(event.bar);
  return cbor_.data();
}

std::string IssuerLog::causes() {
  std::string out;
  for (std::size_t i = 0; i < events_.size(); ++i) {
    const Event& event = events_[i];
    if (event.kind != kBarred && event.kind != kLifted && event.kind != kEnded) continue;
    const OrderRecord& order = orders_[event.order];
    out += "{\"order\":\"" + to_hex(book_.number(order.line_entity, order.which)) + "\",\"leaf\":" + std::to_string(i) + ",\"salt\":\"" +
           to_hex(book_.cause_salt(order.line_entity, event.kind)) + "\",\"cause\":";
    append_json(out, cause_text(event));
    out += "}\n";
  }
  return out;
}

Result<Digest> IssuerLog::root_of_leaves() {
  tlog::Frontier tree;
  for (const Event& event : events_) tree.append(tlog::leaf_hash(leaf(event)));
  return tree.root();
}

Result<LogFacts> IssuerLog::write(const Path& root, const std::string& relative, const KitKeys& keys, const Progress& progress) {
  collect();
  link_bars();
  LogFacts facts;
  facts.size = events_.size();
  CS_TRY(head, root_of_leaves());
  facts.root = head;
  CS_TRY(log_key, keys.log_signer());
  CS_TRY(witness, keys.witness_signer());
  tlog::Note note{tlog::Checkpoint{TermsText::agreement().one("issuer_origin"), facts.size, facts.root, ""}.text(), {}};
  tlog::sign_note(note, log_key);
  tlog::cosign_note(note, witness, as_of_);
  const auto entry = [&](std::uint64_t index) -> Result<ByteView> {
    if (progress && index % kProgressStep == 0) progress("orders", index, facts.size);
    return leaf(events_[index]);
  };
  CS_TRY_VOID(tlog::write_static_log(root / relative, facts.size, entry, note.bytes()));
  CS_TRY(vkey, write_small(root, relative + "/log.vkey", log_key.verifier().text() + "\n"));
  CS_TRY(opened, write_small(root, relative + "/causes.ndjson", causes()));
  facts.files = {vkey, opened};
  return facts;
}

}  // namespace cs::population
