#include "ledger/receipt.h"

#include "base/limits.h"
#include "codec/canonical.h"
#include "crypto/digest.h"

namespace cs::ledger {
namespace {

struct ParsedExtra {
  ByteView entry;
  ReceiptExtra rest;
};

Bytes extra_bytes(ByteView entry, const ReceiptExtra& extra) {
  codec::CborWriter out;
  out.map(1 + std::size_t{extra.r.has_value()} + std::size_t{extra.payload.has_value()});
  out.key(1).bytes(entry);
  if (extra.r) out.key(2).bytes(*extra.r);
  if (extra.payload) out.key(3).bytes(*extra.payload);
  return out.take();
}

Result<ParsedExtra> parse_extra(ByteView bytes) {
  codec::CborReader in(bytes);
  ParsedExtra out;
  CS_TRY(count, in.map(3));
  CS_TRY_VOID(in.key(1));
  CS_TRY(entry, in.bytes(limits::kEntryBytesMax));
  out.entry = entry;
  if (count >= 2) {
    CS_TRY_VOID(in.key(2));
    CS_TRY(r, in.digest());
    out.rest.r = r;
  }
  if (count >= 3) {
    CS_TRY_VOID(in.key(3));
    CS_TRY(payload, in.bytes(limits::kProofBytesMax));
    out.rest.payload = Bytes(payload.begin(), payload.end());
  }
  CS_TRY_VOID(in.end());
  if (count == 0) return malformed("a receipt's extra data without its entry");
  return out;
}

std::string opened_tag(const Entry& entry, const ReceiptExtra& extra) {
  for (const TaggedCommitment& held : commitments_of(entry)) {
    if (crypto::commit(held.tag, *extra.r, *extra.payload) == held.commitment) return std::string(held.tag);
  }
  return {};
}

}  // namespace

Result<std::string> make_receipt(const Ledger& ledger, EntryIndex index, const ReceiptExtra& extra) {
  return make_receipt(ledger, index, extra, "");
}

Result<std::string> make_receipt(const Ledger& ledger, EntryIndex index, const ReceiptExtra& extra, const std::string& cosigned_note) {
  if (extra.payload && !extra.r) return malformed("a receipt's payload comes with its r");
  auto cosigned = cosigned_note.empty() ? Result<tlog::Proof>(not_found("")) : ledger.prove_in(index, cosigned_note);
  if (!cosigned && cosigned.fault().kind != FaultKind::kNotFound) return cosigned.fault();
  CS_TRY(proof, cosigned ? std::move(cosigned) : ledger.prove(index));
  CS_TRY(entry, ledger.entry_bytes(index));
  proof.extra = extra_bytes(entry, extra);
  std::string text = proof.bytes();
  if (text.size() > limits::kProofBytesMax)
    return limit_reached("a receipt of more than " + std::to_string(limits::kProofBytesMax) + " bytes");
  return text;
}

Result<Receipt> read_receipt(std::string_view text, const tlog::LogKeys& log_keys) {
  CS_TRY(proof, tlog::Proof::parse(text));
  if (!proof.extra) return malformed("a receipt holds its entry as extra data");
  CS_TRY(extra, parse_extra(*proof.extra));
  CS_TRY(opened, tlog::verify_proof(proof, tlog::leaf_hash(extra.entry), log_keys.origin(), log_keys));
  CS_TRY(entry, decode(extra.entry));
  Receipt out{{proof.index}, std::move(entry), std::move(opened.checkpoint), std::move(extra.rest), {}};
  if (out.extra.payload) {
    out.opened = opened_tag(out.entry.entry, out.extra);
    if (out.opened.empty()) return untrusted("the receipt's r and payload open no commitment of its entry");
  }
  if (out.extra.r && !out.extra.payload && !std::holds_alternative<RequestEntry>(out.entry.entry))
    return untrusted("the receipt carries r alone, and its entry is no request's: nothing can be opened with it");
  return out;
}

Result<Receipt> read_receipt(std::string_view text, const tlog::LogKeys& log_keys, const tlog::Policy& policy, Instant now) {
  CS_TRY(receipt, read_receipt(text, log_keys));
  CS_TRY(proof, tlog::Proof::parse(text));
  CS_TRY(opened, tlog::open_witnessed(proof.checkpoint_note, log_keys, policy, now));
  if (!opened.quorum)
    return untrusted("the policy's quorum has not cosigned the receipt's checkpoint: " + std::to_string(opened.cosigned_by.size()) + " of its witnesses have");
  receipt.cosigned_by = std::move(opened.cosigned_by);
  return receipt;
}

bool opens(const Entry& entry, std::string_view tag, const Digest& r, ByteView payload) {
  for (const TaggedCommitment& held : commitments_of(entry)) {
    if (held.tag == tag) return crypto::commit(tag, r, payload) == held.commitment;
  }
  return false;
}

}  // namespace cs::ledger
