#include "gate/answer_document.h"

#include <algorithm>
#include <charconv>

#include "codec/json.h"

namespace cs::gate {
namespace {

constexpr std::size_t kNumberAt = 0, kVerdictAt = 9, kCodeAt = 22, kDigestAt = 39;  // columns of a record

codec::Value text_or_null(bool there, std::string text) { return there ? codec::Value(std::move(text)) : codec::Value(); }

codec::Value head_value(const AnswerHead& head) {
  using codec::Value;
  Value refusal;
  if (head.refusal != Reason::kNone)
    refusal = codec::record_of({{"code", Value(std::string(reason_code(head.refusal)))}, {"ground", Value(head.refusal_ground)}});
  return codec::record_of(
      {{"format", Value(std::string("countersign-answer/1"))},
       {"request", Value(head.request)},
       {"agreement", Value(head.agreement)},
       {"agreement_version", Value(head.agreement_version)},
       {"outcome", Value(std::string(close_outcome_text(head.outcome)))},
       {"refusal", refusal},
       {"lines", codec::record_of({{"count", Value(std::int64_t{head.line_count})}, {"root", Value(head.lines_root)}})},
       {"release_at", text_or_null(head.release_at.has_value(), head.release_at ? head.release_at->text() : "")},
       {"admission", head.admission ? Value(static_cast<std::int64_t>(head.admission->value)) : Value()},
       {"meaning", Value(head.meaning)},
       {"purpose", Value(head.purpose)}});
}

void put(char* at, std::string_view text) { std::copy(text.begin(), text.end(), at); }

void write_record(char* at, std::uint32_t number, const LineVerdict& line, const Digest& digest) {
  std::fill(at, at + kAnswerRecordBytes, ' ');
  char digits[8];
  for (int i = 7; i >= 0; --i, number /= 10) digits[i] = static_cast<char>('0' + number % 10);
  put(at + kNumberAt, {digits, 8});
  put(at + kVerdictAt, verdict_text(line.verdict));
  put(at + kCodeAt, reason_code(line.reason));
  put(at + kDigestAt, to_hex(ByteView(digest).first(12)));
  at[kAnswerRecordBytes - 1] = '\n';
}

std::string_view trimmed(std::string_view text) { return text.substr(0, text.find_last_not_of(' ') + 1); }

Result<LineVerdict> read_record(std::string_view record, std::size_t number) {
  std::uint32_t stated = 0;
  const auto [end, error] = std::from_chars(record.data(), record.data() + 8, stated);
  if (error != std::errc() || end != record.data() + 8 || stated != number) return malformed("answer: record with a wrong line number");
  LineVerdict line;
  const std::string_view verdict = trimmed(record.substr(kVerdictAt, 12));
  const std::string_view code = trimmed(record.substr(kCodeAt, 16));
  if (verdict == "verified") line.verdict = Verdict::kVerified;
  else if (verdict == "not_verified") line.verdict = Verdict::kNotVerified;
  else if (verdict != "refused") return malformed("answer: record with an unknown verdict");
  if (code != "-") {
    CS_TRY(reason, parse_reason(code));
    line.reason = reason;
  }
  if ((line.verdict == Verdict::kRefused) != (line.reason != Reason::kNone)) return malformed("answer: verdict and code do not fit");
  return line;
}

}  // namespace

std::string_view close_outcome_text(CloseOutcome outcome) {
  switch (outcome) {
    case CloseOutcome::kAnswered: return "answered";
    case CloseOutcome::kRefused: return "refused";
    case CloseOutcome::kWithdrawn: return "withdrawn";
    case CloseOutcome::kCut: return "cut";
  }
  return "refused";
}

Result<Bytes> answer_document(const AnswerHead& head, const std::vector<LineVerdict>& lines, const std::vector<Digest>& line_digests) {
  CS_CHECK(lines.size() == line_digests.size(), "an answer has one digest per line");
  const std::string json = codec::write_json(head_value(head));
  if (json.size() >= kAnswerHeadBytes) return limit_reached("answer: the agreement's texts do not fit the first 4096 bytes");
  Bytes document(kAnswerHeadBytes + kAnswerRecordBytes * lines.size(), ' ');
  char* out = reinterpret_cast<char*>(document.data());
  put(out, json);
  out[kAnswerHeadBytes - 1] = '\n';
  for (std::size_t i = 0; i < lines.size(); ++i)
    write_record(out + kAnswerHeadBytes + i * kAnswerRecordBytes, static_cast<std::uint32_t>(i + 1), lines[i], line_digests[i]);
  return document;
}

Result<OpenedAnswer> read_answer_document(ByteView document) {
  if (document.size() < kAnswerHeadBytes || (document.size() - kAnswerHeadBytes) % kAnswerRecordBytes != 0)
    return malformed("answer: not 4096 + 64 x lines bytes long");
  const std::string_view text = as_text(document);
  OpenedAnswer opened;
  if (text[kAnswerHeadBytes - 1] != '\n') return malformed("answer: the head does not end with a line feed");
  opened.head_json = std::string(trimmed(text.substr(0, kAnswerHeadBytes - 1)));
  CS_TRY_VOID([&]() -> Result<void> { CS_TRY(value, codec::read_json(opened.head_json, kAnswerHeadBytes)); (void)value; return {}; }());
  for (std::size_t at = kAnswerHeadBytes, number = 1; at < text.size(); at += kAnswerRecordBytes, ++number) {
    CS_TRY(line, read_record(text.substr(at, kAnswerRecordBytes), number));
    opened.lines.push_back(line);
  }
  return opened;
}

}  // namespace cs::gate
