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
    case kCorrected: return facts.corrected_on;
  }
  CS_CHECK(false, "an event is one of the six kinds");
  return {};
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

std::array<IssuerLog::Head, 3> IssuerLog::heads() {
  std::array<Head, 3> out;
  tlog::Frontier tree;
  const std::uint64_t size = events_.size();
  std::size_t next = 0;
  for (std::uint64_t i = 0; i <= size; ++i) {
    while (next < 2 && i == size * (next + 1) / 3) {
      const std::int64_t recorded_ms = i == 0 ? as_of_.ms : events_[i - 1].recorded_ms;
      out[next++] = {i, tree.root(), {std::min((recorded_ms + 999) / 1000 * 1000, as_of_.ms)}};
    }
    if (i < size) tree.append(tlog::leaf_hash(leaf(events_[i])));
  }
  out[2] = {size, tree.root(), as_of_};
  return out;
}

Result<LogFacts> IssuerLog::write(const Path& root, const std::string& relative, const KitKeys& keys, const Progress& progress) {
  collect();
  link_bars();
  LogFacts facts;
  CS_TRY(log_key, keys.log_signer());
  CS_TRY(witness, keys.witness_signer());
  const std::array<Head, 3> heads = this->heads();
  std::vector<std::string> notes;
  for (const Head& head : heads) {
    tlog::Note note{tlog::Checkpoint{TermsText::agreement().one("issuer_origin"), head.size, head.root, ""}.text(), {}};
    tlog::sign_note(note, log_key);
    tlog::cosign_note(note, witness, head.at);
    notes.push_back(note.bytes());
  }
  facts.size = heads[2].size;
  facts.root = heads[2].root;
  const auto entry = [&](std::uint64_t index) -> Result<ByteView> {
    if (progress && index % kProgressStep == 0) progress("orders", index, facts.size);
    return leaf(events_[index]);
  };
  CS_TRY_VOID(tlog::write_static_log(root / relative, facts.size, entry, notes[2]));
  CS_TRY(proof, tlog::prove_consistency(heads[1].size, facts.size, tlog::tile_reader(root / relative, facts.size)));
  std::string continued = "old " + std::to_string(heads[1].size) + "\n";
  for (const Digest& hash : proof) continued += to_base64(hash) + "\n";
  continued += "\n" + notes[2];
  const std::pair<const char*, std::string> files[] = {{"log.vkey", log_key.verifier().text() + "\n"},
                                                       {"causes.ndjson", causes()},
                                                       {"checkpoint-1", notes[0]},
                                                       {"checkpoint-2", notes[1]},
                                                       {"add-checkpoint", std::move(continued)}};
  for (const auto& [name, bytes] : files) {
    CS_TRY(written, write_small(root, relative + "/" + name, bytes));
    facts.files.push_back(written);
  }
  return facts;
}

}  // namespace cs::population
