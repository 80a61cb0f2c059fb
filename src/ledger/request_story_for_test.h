// A whole request in a ledger: entries, openings, answer and documents, so that nothing is missing that `ledger verify` asks for, but what a test
// leaves out. For tests only.
#pragma once

#include <set>

#include "ledger/ledger_test_home.h"
#include "ledger/opening.h"
#include "ledger/receipt.h"

namespace cs::ledger {

class RequestStory {
 public:
  static constexpr std::string_view kAgreement = "first-agreement";
  static constexpr std::string_view kManifest = "manifest", kCms = "its signatures", kLinesFile = "its lines", kEvidence = "evidence";

  explicit RequestStory(const Path& home) : keys_(home / "keys"), random_(7), writer_(test_signer().verifier().name(), keys_, random_) {}

  // What is not written although entries ask for it.
  std::set<OpeningKind> left_out = {};
  bool has_answer = true, has_evidence = true;

  // A request with `lines` lines, all its openings, its admission's too; `wrong_line` gets an `answer` opening that its commitment is not of.
  EntryIndex play(Ledger& ledger, std::uint32_t lines, std::uint32_t wrong_line = 0) {
    const EntryIndex request = received(ledger);
    admitted(ledger, request, lines);
    closed(ledger, request, lines, wrong_line);
    return request;
  }

  EntryIndex received(Ledger& ledger) {
    const EntryIndex request = ledger.next();
    const Bytes digests = request_payload({crypto::sha256(as_bytes(kManifest)), crypto::sha256(as_bytes(kCms)), crypto::sha256(as_bytes(kLinesFile))});
    const auto opening = document(OpeningKind::kRequest, request, as_text(digests));
    std::vector<store::OpeningRow> rows;
    add(rows, {opening.row, document(OpeningKind::kManifest, request, kManifest).row, document(OpeningKind::kManifestCms, request, kCms).row});
    commit(ledger, {ledger.last_time(), {RequestEntry{opening.commitment, filled(8)}}, rows, std::nullopt, {}});
    return request;
  }

  void admitted(Ledger& ledger, EntryIndex request, std::uint32_t lines) {
    const auto adm = per_line(OpeningKind::kAdm, request, lines);
    Bytes list = to_bytes("01J00000000000000000000000");
    append_u32_be(list, lines);
    for (const Digest& commitment : adm.commitments) append(list, ByteView(commitment));
    const auto opening = document(OpeningKind::kAdmission, ledger.next(), as_text(list));
    in_ = per_line(OpeningKind::kIn, request, lines);
    Append append{ledger.last_time(), {AdmissionEntry{request, {1}, {1}, {1}, {{1}}, {1}, opening.commitment, kExampleLater, {{1}}, crypto::sha256(as_bytes(kEvidence)), lines}}, {}, std::nullopt, {}};
    add(append.openings, adm.rows);
    add(append.openings, in_.rows);
    add(append.openings, {opening.row});
    if (has_evidence) append.documents = {to_bytes(kEvidence)};
    commit(ledger, append);
  }

  void closed(Ledger& ledger, EntryIndex request, std::uint32_t lines, std::uint32_t wrong_line = 0) {
    auto answer = per_line(OpeningKind::kAnswer, request, lines);
    const auto basis = per_line(OpeningKind::kBasis, request, lines);
    if (wrong_line != 0) answer.commitments[wrong_line - 1] = filled(0x66);
    const EntryIndex first = ledger.next();
    const auto tally = document(OpeningKind::kTally, {first.value + lines}, "tally");
    Append append = answer_append(request, first, lines, ledger.last_time());
    for (std::uint32_t i = 0; i < lines; ++i)
      append.entries[i] = LineEntry{request, {i + 1}, in_.commitments[i], answer.commitments[i], basis.commitments[i]};
    auto& close = std::get<CloseEntry>(append.entries.back());
    close.admission = EntryIndex{request.value + 1};
    close.tally = tally.commitment;
    add(append.openings, answer.rows);
    add(append.openings, basis.rows);
    add(append.openings, {tally.row});
    if (!has_answer) append.answer.reset();
    commit(ledger, append);
  }

  PeriodKeys& keys() { return keys_; }
  crypto::Random& random() { return random_; }

 private:
  void add(std::vector<store::OpeningRow>& to, const std::vector<store::OpeningRow>& rows) const {
    for (const store::OpeningRow& row : rows)
      if (!left_out.contains(static_cast<OpeningKind>(row.kind))) to.push_back(row);
  }
  SealedOpening document(OpeningKind kind, EntryIndex entry, std::string_view payload) {
    return writer_.document(kind, entry, kExampleTime, kAgreement, as_bytes(payload)).value();
  }
  OpeningWriter::Lines per_line(OpeningKind kind, EntryIndex request, std::uint32_t count) {
    std::vector<std::string> texts;
    for (std::uint32_t i = 0; i < count; ++i) texts.push_back("payload " + std::to_string(i));
    std::vector<ByteView> views;
    for (const std::string& text : texts) views.push_back(as_bytes(text));
    return writer_.lines(kind, request, kExampleTime, kAgreement, views).value();
  }
  static void commit(Ledger& ledger, const Append& append) { EXPECT_TRUE(ledger.commit(append)); }

  PeriodKeys keys_;
  crypto::SeededRandom random_;
  OpeningWriter writer_;
  OpeningWriter::Lines in_;
};

}  // namespace cs::ledger
