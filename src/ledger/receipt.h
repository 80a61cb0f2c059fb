// Receipts: one entry, proven to be in the log, as a file that travels.
//   Shape    a tlog-proof whose `extra` is dCBOR {1: entry, ? 2: r, ? 3: payload}; at most limits::kProofBytesMax.
//   Errors   read: kMalformed for non-canonical text or extra; kUntrusted when the entry is not in the checkpoint, the checkpoint is not
//            the log's, r and payload open none of the entry's commitments, or r comes alone with an entry that is no request's intake.
//   Threads  free functions.
//   Source   C2SP tlog-proof; docs/formats/receipt.md.
//   Holds    what stands in `extra` is untrusted until it has been hashed: nothing of it leaves read_receipt before, but an intake's r, which says so.
#pragma once

#include "ledger/ledger.h"
#include "tlog/policy.h"

namespace cs::ledger {

struct ReceiptExtra {
  std::optional<Digest> r;
  std::optional<Bytes> payload;  // only with r
};

Result<std::string> make_receipt(const Ledger& ledger, EntryIndex index, const ReceiptExtra& extra = {});
// With a checkpoint of this log that witnesses have cosigned, where it holds the entry; else as above.
Result<std::string> make_receipt(const Ledger& ledger, EntryIndex index, const ReceiptExtra& extra, const std::string& cosigned_note);

struct Receipt {
  EntryIndex index;
  TimedEntry entry;
  tlog::Checkpoint checkpoint;
  ReceiptExtra extra;
  std::string opened;  // the tag of the commitment that r and payload open; empty without a payload
  std::vector<std::string> cosigned_by = {};  // witnesses of the policy that count
};

// Offline: needs the log's keys alone, as its log.vkey has them; their name is the origin.
Result<Receipt> read_receipt(std::string_view text, const tlog::LogKeys& log_keys);
// And the policy's quorum must have cosigned the checkpoint: kUntrusted where it has not.
Result<Receipt> read_receipt(std::string_view text, const tlog::LogKeys& log_keys, const tlog::Policy& policy, Instant now);

// r and payload open the entry's commitment of this tag: for a receipt that carries r alone and a reader who has the payload.
bool opens(const Entry& entry, std::string_view tag, const Digest& r, ByteView payload);

}  // namespace cs::ledger
