#include "gate/payloads.h"

#include <map>

#include "base/limits.h"
#include "codec/canonical.h"
#include "gate/desk.h"

namespace cs::gate {
namespace {

Result<LinePlace> read_place(codec::CborReader& reader) {
  CS_TRY(count, reader.list(2));
  if (count != 2) return malformed("admission opening: a place is two numbers");
  CS_TRY(admission, reader.unsigned_number(limits::kEntryIndexMax));
  CS_TRY(line, reader.unsigned_number(limits::kLinesPerRequestMax));
  return LinePlace{{admission}, {static_cast<std::uint32_t>(line)}};
}

Result<Reason> read_reason(codec::CborReader& reader) {
  CS_TRY(number, reader.unsigned_number(255));
  if (number == 0) return Reason::kNone;
  for (const ReasonRow& row : reason_table())
    if (static_cast<std::uint64_t>(row.reason) == number) return row.reason;
  return malformed("opening: no such reason");
}

Result<Verdict> read_verdict(codec::CborReader& reader) {
  CS_TRY(number, reader.unsigned_number(255));
  for (const Verdict verdict : {Verdict::kVerified, Verdict::kNotVerified, Verdict::kRefused})
    if (static_cast<std::uint64_t>(verdict) == number) return verdict;
  return malformed("opening: no such verdict");
}

Result<std::vector<std::string>> read_officers(codec::CborReader& reader) {
  CS_TRY(count, reader.list(limits::kOfficersPerLineMax));
  std::vector<std::string> officers;
  for (std::size_t i = 0; i < count; ++i) {
    CS_TRY(officer, reader.text(limits::kOfficerBytesMax));
    officers.emplace_back(officer);
  }
  return officers;
}

}  // namespace

Bytes encode_admission(const LineAdmission& line) {
  codec::CborWriter out;
  encode_admission(line, out);
  return out.take();
}

void encode_admission(const LineAdmission& line, codec::CborWriter& out) {
  out.clear();
  out.map(9);
  out.key(1).unsigned_number(line.line.value);
  out.key(2).bytes(line.keys.order);
  out.key(3).bytes(line.keys.subject);
  out.key(4).bytes(line.keys.address);
  out.key(5).unsigned_number(static_cast<std::uint64_t>(line.spend));
  out.key(6).unsigned_number(static_cast<std::uint64_t>(line.reason));
  out.key(7);
  if (line.earlier) out.list(2).unsigned_number(line.earlier->admission.value).unsigned_number(line.earlier->line.value);
  else out.null();
  out.key(8).list(line.officers.size());
  for (const std::string& officer : line.officers) out.text(officer);
  out.key(9).bytes(line.keys.street);
}

Result<LineAdmission> decode_admission(ByteView payload) {
  codec::CborReader reader(payload);
  LineAdmission line;
  CS_TRY(pairs, reader.map(9));
  if (pairs != 9) return malformed("admission opening: not nine keys");
  CS_TRY_VOID(reader.key(1));
  CS_TRY(number, reader.unsigned_number(limits::kLinesPerRequestMax));
  line.line.value = static_cast<std::uint32_t>(number);
  Digest* const keys[] = {&line.keys.order, &line.keys.subject, &line.keys.address};
  for (std::uint64_t key = 2; key <= 4; ++key) {
    CS_TRY_VOID(reader.key(key));
    CS_TRY(digest, reader.digest());
    *keys[key - 2] = digest;
  }
  CS_TRY_VOID(reader.key(5));
  CS_TRY(spend, reader.unsigned_number(2));
  line.spend = static_cast<Spend>(spend);
  CS_TRY_VOID(reader.key(6));
  CS_TRY(reason, read_reason(reader));
  line.reason = reason;
  CS_TRY_VOID(reader.key(7));
  if (reader.at_null()) {
    CS_TRY_VOID(reader.null());
  } else {
    CS_TRY(place, read_place(reader));
    line.earlier = place;
  }
  CS_TRY_VOID(reader.key(8));
  CS_TRY(officers, read_officers(reader));
  line.officers = std::move(officers);
  CS_TRY_VOID(reader.key(9));
  CS_TRY(street, reader.digest());
  line.keys.street = street;
  CS_TRY_VOID(reader.end());
  return line;
}

Bytes admission_payload(const std::string& request, const std::vector<Digest>& line_commitments) {
  Bytes payload;
  payload.reserve(request.size() + 4 + line_commitments.size() * 32);
  append(payload, request);
  append_u32_be(payload, static_cast<std::uint32_t>(line_commitments.size()));
  for (const Digest& commitment : line_commitments) append(payload, commitment);
  return payload;
}

Result<std::vector<Digest>> read_admission_payload(ByteView payload, std::size_t lines) {
  constexpr std::size_t kHeadBytes = 26 + 4;  // the request's id, the count
  if (payload.size() != kHeadBytes + lines * sizeof(Digest)) return malformed("admission opening: not of so many lines");
  std::vector<Digest> commitments(lines);
  for (std::size_t i = 0; i < lines; ++i) std::copy_n(payload.begin() + static_cast<std::ptrdiff_t>(kHeadBytes + i * sizeof(Digest)), sizeof(Digest), commitments[i].begin());
  return commitments;
}

Bytes encode_answer(LineNumber line, const LineVerdict& verdict) {
  codec::CborWriter out;
  out.map(3);
  out.key(1).unsigned_number(line.value);
  out.key(2).unsigned_number(static_cast<std::uint64_t>(verdict.verdict));
  out.key(3).unsigned_number(static_cast<std::uint64_t>(verdict.reason));
  return out.take();
}

Bytes encode_basis(const match::Outcome* outcome) {
  codec::CborWriter scratch;
  Bytes payload;
  encode_basis(outcome, scratch, payload);
  return payload;
}

void encode_basis(const match::Outcome* outcome, codec::CborWriter& out, Bytes& payload) {
  out.clear();
  if (outcome == nullptr) {
    out.map(0);
  } else {
    out.map(7);
    out.key(1).list(outcome->subject_keys.size());
    for (const Digest& key : outcome->subject_keys) out.bytes(key);
    out.key(2).bytes(outcome->record_digest);
    out.key(3).unsigned_number(static_cast<std::uint64_t>(outcome->identity));
    out.key(4).unsigned_number(static_cast<std::uint64_t>(outcome->address));
    out.key(5).number(outcome->weight);
    out.key(6).list(0);  // review events: a clerk's decisions of this line
    out.key(7).boolean(outcome->protected_subject);
  }
  CS_CHECK(out.data().size() <= kBasisBytes, "a basis fits its padded size, so that its length tells nothing");
  payload = out.data();
  payload.resize(kBasisBytes, 0);
}

Result<std::optional<Digest>> basis_subject(ByteView payload) {
  if (payload.size() != kBasisBytes) return malformed("basis: not of its padded size");
  codec::CborReader reader(payload);
  CS_TRY(keys, reader.map(7));
  if (keys == 0) return std::optional<Digest>();
  CS_TRY_VOID(reader.key(1));
  CS_TRY(subjects, reader.list(1));
  if (subjects == 0) return std::optional<Digest>();
  CS_TRY(subject, reader.digest());
  return std::optional<Digest>(subject);
}

Result<bool> basis_verifies(ByteView payload) {
  CS_TRY(subject, basis_subject(payload));
  if (!subject) return false;
  codec::CborReader reader(payload);
  CS_TRY_VOID(reader.map(7));
  CS_TRY_VOID(reader.key(1));
  CS_TRY_VOID(reader.list(1));
  CS_TRY_VOID(reader.digest());
  CS_TRY_VOID(reader.key(2));
  CS_TRY_VOID(reader.digest());
  CS_TRY_VOID(reader.key(3));
  CS_TRY(identity, reader.unsigned_number(static_cast<std::uint64_t>(match::Level::kAgree)));
  CS_TRY_VOID(reader.key(4));
  CS_TRY(address, reader.unsigned_number(static_cast<std::uint64_t>(match::Level::kAgree)));
  CS_TRY_VOID(reader.key(5));
  CS_TRY_VOID(reader.number());
  CS_TRY_VOID(reader.key(6));
  CS_TRY_VOID(reader.list(0));
  CS_TRY_VOID(reader.key(7));
  CS_TRY(is_protected, reader.boolean());
  const auto conflict = static_cast<std::uint64_t>(match::Level::kConflict);
  return identity != conflict && address != conflict && !is_protected;
}

std::vector<TallyRow> tally_of(const std::vector<LineVerdict>& lines) {
  std::map<std::pair<Verdict, Reason>, std::uint64_t> counts;
  for (const LineVerdict& line : lines) ++counts[{line.verdict, line.reason}];
  std::vector<TallyRow> rows;
  for (const auto& [key, count] : counts) rows.push_back({{key.first, key.second}, count});
  return rows;
}

Bytes encode_tally(const std::vector<TallyRow>& rows, const Digest& unsigned_document, Reason whole_refusal) {
  codec::CborWriter out;
  out.map(3);
  out.key(1).list(rows.size());
  for (const TallyRow& row : rows)
    out.list(3)
        .unsigned_number(static_cast<std::uint64_t>(row.verdict.verdict))
        .unsigned_number(static_cast<std::uint64_t>(row.verdict.reason))
        .unsigned_number(row.count);
  out.key(2).bytes(unsigned_document);
  out.key(3).unsigned_number(static_cast<std::uint64_t>(whole_refusal));
  return out.take();
}

Result<Tally> read_tally(ByteView payload) {
  codec::CborReader reader(payload);
  Tally tally;
  CS_TRY(keys, reader.map(3));
  if (keys != 3) return malformed("tally: not three keys");
  CS_TRY_VOID(reader.key(1));
  CS_TRY(rows, reader.list(reason_table().size() + 3));
  for (std::size_t i = 0; i < rows; ++i) {
    CS_TRY(fields, reader.list(3));
    if (fields != 3) return malformed("tally: a row has three numbers");
    CS_TRY(verdict, read_verdict(reader));
    CS_TRY(reason, read_reason(reader));
    CS_TRY(count, reader.unsigned_number());
    tally.rows.push_back({{verdict, reason}, count});
  }
  CS_TRY_VOID(reader.key(2));
  CS_TRY(document, reader.digest());
  tally.document = document;
  CS_TRY_VOID(reader.key(3));
  CS_TRY(refusal, read_reason(reader));
  tally.refusal = refusal;
  CS_TRY_VOID(reader.end());
  return tally;
}

Result<Reason> tally_refusal(ByteView payload) {
  CS_TRY(tally, read_tally(payload));
  return tally.refusal;
}

Result<LineVerdict> read_answer(ByteView payload) {
  codec::CborReader reader(payload);
  CS_TRY(keys, reader.map(3));
  if (keys != 3) return malformed("answer opening: not three keys");
  CS_TRY_VOID(reader.key(1));
  CS_TRY(line, reader.unsigned_number(limits::kLinesPerRequestMax));
  (void)line;
  LineVerdict read;
  CS_TRY_VOID(reader.key(2));
  CS_TRY(verdict, read_verdict(reader));
  CS_TRY_VOID(reader.key(3));
  CS_TRY(reason, read_reason(reader));
  CS_TRY_VOID(reader.end());
  read = {verdict, reason};
  return read;
}

Bytes encode_desk_events(const std::vector<std::string>& events) {
  codec::CborWriter out;
  out.list(events.size());
  for (const std::string& event : events) out.text(event);
  return out.take();
}

Result<std::vector<std::string>> read_desk_events(ByteView payload) {
  codec::CborReader reader(payload);
  CS_TRY(count, reader.list(limits::kDeskEventsMax));
  std::vector<std::string> events;
  for (std::size_t i = 0; i < count; ++i) {
    CS_TRY(event, reader.text(limits::kDeskEventBytesMax));
    events.emplace_back(event);
  }
  CS_TRY_VOID(reader.end());
  return events;
}

Bytes der_list(const std::vector<Bytes>& ders) {
  codec::CborWriter out;
  out.list(ders.size());
  for (const Bytes& der : ders) out.bytes(der);
  return out.take();
}

Result<std::vector<ByteView>> read_der_list(ByteView document, std::size_t bytes_max) {
  if (document.size() > bytes_max) return limit_reached("certificates and lists: too long a document");
  codec::CborReader reader(document);
  CS_TRY(count, reader.list(limits::kTrustItemsMax));
  std::vector<ByteView> ders;
  for (std::size_t i = 0; i < count; ++i) {
    CS_TRY(der, reader.bytes(limits::kCrlBytesMax));
    ders.push_back(der);
  }
  CS_TRY_VOID(reader.end());
  return ders;
}

Bytes signed_package(ByteView document, const std::vector<Bytes>& signatures) {
  codec::CborWriter out;
  out.list(2).bytes(document).list(signatures.size());
  for (const Bytes& signature : signatures) out.bytes(signature);
  return out.take();
}

Result<SignedPackage> read_signed_package(ByteView package) {
  codec::CborReader reader(package);
  SignedPackage read;
  CS_TRY(items, reader.list(2));
  if (items != 2) return malformed("signed package: not two items");
  CS_TRY(document, reader.bytes(limits::kAgreementBytesMax));
  read.document.assign(document.begin(), document.end());
  CS_TRY(count, reader.list(limits::kActSignaturesMax));
  for (std::size_t i = 0; i < count; ++i) {
    CS_TRY(signature, reader.bytes(limits::kCmsBytesMax));
    read.signatures.emplace_back(signature.begin(), signature.end());
  }
  CS_TRY_VOID(reader.end());
  return read;
}

std::string join_records(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

std::vector<std::string> split_records(std::string_view text) {
  std::vector<std::string> lines;
  for (std::size_t end; (end = text.find('\n')) != std::string_view::npos; text.remove_prefix(end + 1)) lines.emplace_back(text.substr(0, end));
  return lines;
}

}  // namespace cs::gate
