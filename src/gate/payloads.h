// What the commitments of the ledger open to: deterministic CBOR payloads of admissions, answers, bases and tallies.
//   Shape    maps with integer keys, as docs/formats/opening.md lists them with one example each. A basis is padded to 256 bytes.
//   Errors   decoders: kMalformed for anything that the encoder cannot write.
//   Source   ledger design, section 2.
#pragma once

#include <string>
#include <vector>

#include "base/bytes.h"
#include "codec/canonical.h"
#include "gate/answer_document.h"
#include "gate/budget.h"
#include "match/matcher.h"

namespace cs::gate {

inline constexpr std::size_t kBasisBytes = 256;

// The forms with a writer or an `out` put the payload there in place of what it held: for many lines in turn.
Bytes encode_admission(const LineAdmission& line);
void encode_admission(const LineAdmission& line, codec::CborWriter& out);
Result<LineAdmission> decode_admission(ByteView payload);

// The payload of the `admission` entry's own commitment: request id, count, and each line's commitment, in line order.
Bytes admission_payload(const std::string& request, const std::vector<Digest>& line_commitments);
Result<std::vector<Digest>> read_admission_payload(ByteView payload, std::size_t lines);  // the lines' commitments; kMalformed for another number

Bytes encode_answer(LineNumber line, const LineVerdict& verdict);
Result<LineVerdict> read_answer(ByteView payload);
Bytes encode_basis(const match::Outcome* outcome);  // nullptr for a line that was never matched
void encode_basis(const match::Outcome* outcome, codec::CborWriter& scratch, Bytes& out);
Result<std::optional<Digest>> basis_subject(ByteView payload);  // of whom the line was, by its keyed digest; none where nobody was near
Result<bool> basis_verifies(ByteView payload);  // of one subject, judged alike in both, and not protected: without that nothing is verified

struct TallyRow {
  LineVerdict verdict;
  std::uint64_t count = 0;
  bool operator==(const TallyRow&) const = default;
};
std::vector<TallyRow> tally_of(const std::vector<LineVerdict>& lines);  // by verdict, then reason
Bytes encode_tally(const std::vector<TallyRow>& rows, const Digest& unsigned_document, Reason whole_refusal);

struct Tally {
  std::vector<TallyRow> rows;
  Digest document{};              // of the unsigned response
  Reason refusal = Reason::kNone;
};
Result<Tally> read_tally(ByteView payload);
Result<Reason> tally_refusal(ByteView payload);  // the whole refusal that a tally names; kNone for an answered request

// Desk events: JSON documents, one each, in order.
Bytes encode_desk_events(const std::vector<std::string>& events);
Result<std::vector<std::string>> read_desk_events(ByteView payload);

// What comes with an act, as it is sealed: its lines, each ended by LF. What stands behind the last LF is no line.
std::string join_records(const std::vector<std::string>& lines);
std::vector<std::string> split_records(std::string_view text);

// DER certificates or lists as one document: deterministic CBOR, a list of byte strings.
Bytes der_list(const std::vector<Bytes>& ders);
Result<std::vector<ByteView>> read_der_list(ByteView document, std::size_t bytes_max);

// A signed act or file as one run of bytes: list of the document's bytes and its signatures, so that one digest leads to all of them.
Bytes signed_package(ByteView document, const std::vector<Bytes>& signatures);
struct SignedPackage {
  Bytes document;
  std::vector<Bytes> signatures;
};
Result<SignedPackage> read_signed_package(ByteView package);

}  // namespace cs::gate
