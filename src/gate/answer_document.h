// The answer: one document of exactly 4,096 + 64 x count bytes.
//   Shape    first 4,096 bytes: answer.json padded with spaces, last byte LF. Then one record of 64 ASCII bytes per line, in request order:
//            line number in 8 digits, SP, verdict padded to 12, SP, code or "-" padded to 16, SP, first 24 hex digits of SHA-256(line bytes), LF.
//            A request refused whole, cut or withdrawn gets the first 4,096 bytes alone.
//   Errors   kLimit when the agreement's texts do not fit the first 4,096 bytes.
//   Source   the rules of the gate, section 7; docs/formats/answer.md has one example in bytes.
//   Holds    R2 nothing here but the verdict or the reason of each line; R3 same size for the same count; no tallies, no other time.
#pragma once

#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/ids.h"
#include "base/time.h"
#include "base/verdict.h"
#include "ledger/entry_words.h"

namespace cs::gate {

inline constexpr std::size_t kAnswerHeadBytes = 4096;   // these never change meaning
inline constexpr std::size_t kAnswerRecordBytes = 64;

using ledger::CloseOutcome;
std::string_view close_outcome_text(CloseOutcome outcome);

struct LineVerdict {
  Verdict verdict = Verdict::kRefused;
  Reason reason = Reason::kNone;  // kNone unless refused
  bool operator==(const LineVerdict&) const = default;
};

struct AnswerHead {
  std::string request;
  std::string agreement;
  std::int64_t agreement_version = 0;
  CloseOutcome outcome = CloseOutcome::kAnswered;
  Reason refusal = Reason::kNone;
  std::string refusal_ground;
  std::uint32_t line_count = 0;
  std::string lines_root;       // digest text
  std::optional<Instant> release_at;
  std::optional<EntryIndex> admission;
  std::string meaning;
  std::string purpose;
};

Result<Bytes> answer_document(const AnswerHead& head, const std::vector<LineVerdict>& lines, const std::vector<Digest>& line_digests);

struct OpenedAnswer {
  std::string head_json;                     // without its padding
  std::vector<LineVerdict> lines;
};
// Reads a document back, strictly: for `request fetch`, receipts and replay.
Result<OpenedAnswer> read_answer_document(ByteView document);

}  // namespace cs::gate
