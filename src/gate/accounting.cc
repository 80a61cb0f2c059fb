#include "gate/accounting.h"

#include <algorithm>
#include <functional>

#include "codec/json.h"
#include "crypto/digest.h"
#include "gate/payloads.h"
#include "gate/weaken.h"
#include "request/manifest.h"

namespace cs::gate {

using codec::Value;
using ledger::OpeningKind;

namespace {

Digest quarter_key(const Digest& home, std::uint32_t quarter) {
  Bytes number;
  append_u32_be(number, quarter);
  return crypto::HmacKey(home).of({as_bytes("countersign/v1/map"), number});
}

Value number(std::uint64_t value) { return Value(static_cast<std::int64_t>(value)); }

Value texts(const std::vector<std::string>& held) {
  codec::List list;
  for (const std::string& text : held) list.emplace_back(text);
  return Value(std::move(list));
}

// Offices of the officials who signed.
Result<std::vector<std::string>> offices_of(Gate& gate, const ledger::AdmissionEntry& admission) {
  std::vector<std::string> offices;
  for (const EntryIndex index : admission.designations) {
    CS_TRY(entry, gate.ledger().entry(index));
    const auto* designation = std::get_if<ledger::DesignationEntry>(&entry.entry);
    if (designation == nullptr) return untrusted("ledger: entry " + std::to_string(index.value) + " is no designation");
    if (std::find(offices.begin(), offices.end(), designation->office.text) == offices.end()) offices.push_back(designation->office.text);  // two acts designate one official
  }
  return offices;
}

// What the ledger commits to of an answered request's lines, by index of the line.
struct LineCommitments {
  std::vector<Digest> answer, basis, adm;
};

Result<LineCommitments> commitments_of_lines(Gate& gate, const HeldRequest& held, const ledger::CloseEntry& close) {
  LineCommitments out;
  for (std::vector<Digest>* one : {&out.answer, &out.basis}) one->reserve(close.lines);
  for (std::uint32_t i = 0; i < close.lines; ++i) {
    CS_TRY(entry, gate.ledger().entry({close.first_line->value + i}));
    const auto* line = std::get_if<ledger::LineEntry>(&entry.entry);
    if (line == nullptr || line->request != held.request || line->line.value != i + 1)
      return untrusted("ledger: entry " + std::to_string(close.first_line->value + i) + " is not line " + std::to_string(i + 1) + " of its request");
    out.answer.push_back(line->answer);
    out.basis.push_back(line->basis);
  }
  CS_TRY(entry, gate.ledger().entry(*held.admission));
  CS_TRY(opening, gate.opening_reader().document(OpeningKind::kAdmission, *held.admission));
  if (crypto::commit("admission", opening.r, opening.payload) != std::get<ledger::AdmissionEntry>(entry.entry).admission)
    return untrusted("ledger: entry " + std::to_string(held.admission->value) + ": its opening is another one");
  CS_TRY(adm, read_admission_payload(opening.payload, close.lines));
  out.adm = std::move(adm);
  return out;
}

// All that a record says but its line: who asked, under what, for what.
Result<std::string> head_of(Gate& gate, const HeldRequest& held, const Delivered& delivered) {
  CS_TRY(entry, gate.ledger().entry(*held.admission));
  const auto& admission = std::get<ledger::AdmissionEntry>(entry.entry);
  CS_TRY(manifest, gate.opening_reader().document(OpeningKind::kManifest, held.request));
  CS_TRY(parsed, request::read_manifest(as_text(manifest.payload)));
  const auto terms = gate.state().timeline(held.agreement)->terms(held.received);
  if (!parsed.manifest || !terms) return untrusted("ledger: entry " + std::to_string(held.request.value) + ": an answered request without manifest or terms");
  const agreement::Purpose* purpose = terms->purpose(parsed.manifest->purpose);
  CS_TRY(offices, offices_of(gate, admission));
  std::string head = codec::write_json(codec::record_of(
      {{"at", Value(delivered.at.text())},
       {"nature", Value(std::string("whether name and address together are on record"))},
       {"purpose", Value(purpose != nullptr ? purpose->text : parsed.manifest->purpose)},
       {"basis", Value(purpose != nullptr ? purpose->citation : std::string())},
       {"recipient", codec::record_of({{"name", Value(terms->parties.requester.name)}, {"address", Value(terms->parties.requester.address)},
                                       {"office", Value(parsed.manifest->office)}, {"officials", texts(offices)}})},
       {"agreement", Value(held.agreement)},
       {"version", Value(terms->version)},
       {"model", Value(digest_text(terms->matching.model))},
       {"generation", number(admission.generation.value)},
       {"request", Value(held.id)},
       {"delivery", number(delivered.delivery.value)}}));
  head.pop_back();  // the line's own part follows
  return head;
}

}  // namespace

Result<QuarterAccount> QuarterAccount::fold(Gate& gate, std::uint32_t quarter) {
  QuarterAccount account(quarter, quarter_key(gate.keys().subject, quarter));
  for (const Delivered& delivered : gate.state().deliveries())
    if (ledger::quarter_of(delivered.at) == quarter) CS_TRY_VOID(account.add(gate, delivered));
  return account;
}

Result<void> QuarterAccount::add(Gate& gate, const Delivered& delivered) {
  const HeldRequest* held = gate.state().closed_by(delivered.close);
  if (held == nullptr) return untrusted("ledger: entry " + std::to_string(delivered.delivery.value) + " delivers no answer");
  if (held->stage != RequestStage::kReleased || !held->admission || held->destroyed) return {};  // a refusal of the whole tells of nobody
  CS_TRY(entry, gate.ledger().entry(delivered.close));
  const auto& close = std::get<ledger::CloseEntry>(entry.entry);
  CS_TRY(head, head_of(gate, *held, delivered));
  deliveries_.push_back({delivered.delivery, held->request, std::move(head)});
  ledger::OpeningReader reader = gate.opening_reader();
  CS_TRY(committed, commitments_of_lines(gate, *held, close));
  std::vector<Evaluated> lines(close.lines);
  std::vector<bool> evaluated(close.lines);
  const auto each = [&](OpeningKind kind, const std::vector<Digest>& commitments, const std::function<Result<void>(std::size_t, ByteView)>& take) {
    const std::string_view tag = ledger::opening_kind_word(kind);
    return reader.for_each_line(kind, held->request, close.lines, [&, tag](LineNumber line, const Digest& r, ByteView payload) -> Result<void> {
      if (crypto::commit(tag, r, payload) != commitments[line.value - 1])
        return untrusted("ledger: entry " + std::to_string(held->request.value) + ": the opening `" + std::string(tag) + "` of line " + std::to_string(line.value) + " is another one");
      return take(line.value - 1, payload);
    });
  };
  CS_TRY_VOID(each(OpeningKind::kAnswer, committed.answer, [&](std::size_t i, ByteView payload) -> Result<void> {
    CS_TRY(answer, read_answer(payload));
    evaluated[i] = answer.verdict != Verdict::kRefused;
    const LineNumber line{static_cast<std::uint32_t>(i + 1)};
    lines[i] = {static_cast<std::uint32_t>(deliveries_.size() - 1), line, answer.verdict == Verdict::kVerified, {close.first_line->value + i}, {}, {}};
    return {};
  }));
  CS_TRY_VOID(each(OpeningKind::kBasis, committed.basis, [&](std::size_t i, ByteView payload) -> Result<void> {
    CS_TRY(subject, basis_subject(payload));
    lines[i].subject = subject;
    return {};
  }));
  CS_TRY_VOID(each(OpeningKind::kAdm, committed.adm, [&](std::size_t i, ByteView payload) -> Result<void> {
    CS_TRY(admission, decode_admission(payload));
    lines[i].officers = std::move(admission.officers);
    return {};
  }));
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (evaluated[i]) lines_.push_back(std::move(lines[i]));
  return {};
}

std::string QuarterAccount::record_of(const Evaluated& line) const {
  std::string record = deliveries_[line.delivery].head;
  record += ",\"line\":" + std::to_string(line.line.value) + ",\"entry\":" + std::to_string(line.entry.value);
  record += line.verified ? ",\"answer\":\"verified\"" : ",\"answer\":\"not_verified\"";
  return record + ",\"officers\":" + codec::write_json(texts(line.officers)) + "}";
}

std::string QuarterAccount::records(const Digest& subject) const {
  std::string list = "[";
  for (const Evaluated& line : lines_)
    if (line.subject == subject) list += (list.size() > 1 ? "," : "") + record_of(line);
  return list + "]";
}

std::vector<QuarterAccount::Line> QuarterAccount::lines_of(const Digest& subject) const {
  std::vector<Line> found;
  for (const Evaluated& line : lines_)
    if (line.subject == subject) found.push_back({deliveries_[line.delivery].request, line.line});
  return found;
}

Digest QuarterAccount::map_key(const Digest& subject) const { return crypto::HmacKey(key_).of({as_bytes("subject"), subject}); }

Digest QuarterAccount::map_salt(const Digest& salt_seed, const Digest& map_key) { return crypto::HmacKey(salt_seed).of({map_key}); }

std::vector<const QuarterAccount::Evaluated*> QuarterAccount::by_subject() const {
  std::vector<const Evaluated*> order;
  for (const Evaluated& line : lines_)
    if (line.subject) order.push_back(&line);
  std::stable_sort(order.begin(), order.end(), [](const Evaluated* a, const Evaluated* b) { return *a->subject < *b->subject; });
  return order;
}

// How many leaves there are must not tell how many lines came near somebody on record: a line that came near nobody, or near somebody who
// has a leaf already, has one of its own, with a key that is nobody's.
Result<ledger::DisclosureMap> QuarterAccount::map(const Digest& salt_seed) const {
  const crypto::HmacKey key(key_), salts(salt_seed);
  std::vector<ledger::MapLeaf> leaves;
  leaves.reserve(lines_.size());
  const auto add_leaf = [&](const Digest& leaf_key, std::string_view records) {
    leaves.push_back({leaf_key, crypto::commit("map", salts.of({leaf_key}), as_bytes(records))});
  };
  const auto add_nobody = [&](const Evaluated& line) {
    Bytes place;
    append_u64_be(place, deliveries_[line.delivery].delivery.value);
    append_u32_be(place, line.line.value);
    add_leaf(key.of({as_bytes("nobody"), place}), "[]");
  };
  const std::vector<const Evaluated*> order = by_subject();
  std::size_t left_out = weakened("map_has_every_subject") ? 1 : 0;
  for (std::size_t i = 0; i < order.size();) {
    const Digest& subject = *order[i]->subject;
    std::string records = "[" + record_of(*order[i]);
    std::size_t end = i + 1;
    for (; end < order.size() && *order[end]->subject == subject; ++end) {
      records += "," + record_of(*order[end]);
      add_nobody(*order[end]);
    }
    if (left_out == 0) add_leaf(key.of({as_bytes("subject"), subject}), records + "]");
    left_out = 0;
    i = end;
  }
  for (const Evaluated& line : lines_)
    if (!line.subject) add_nobody(line);
  return ledger::DisclosureMap::of(std::move(leaves));
}

Digest subject_of(const Gate& gate, std::string_view holder_key) { return gate.subject_keys()(holder_key); }

Digest map_key_of(const Digest& subject_secret, std::uint32_t quarter, std::string_view holder_key) {
  const Digest subject = crypto::HmacKey(subject_secret).of({as_bytes("subject"), as_bytes(holder_key)});
  return crypto::HmacKey(quarter_key(subject_secret, quarter)).of({as_bytes("subject"), subject});
}

std::optional<std::uint32_t> quarter_of_another(const ledger::Accounting& accounting, const Digest& subject_secret, std::string_view holder_key) {
  for (const ledger::AccountedQuarter& one : accounting.quarters)
    if (one.destroyed.empty() && one.key != map_key_of(subject_secret, one.quarter, holder_key)) return one.quarter;
  return std::nullopt;
}

}  // namespace cs::gate
