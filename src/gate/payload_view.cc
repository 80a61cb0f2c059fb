// Payloads for people to read: docs/formats/opening.md has their keys.
#include <algorithm>

#include "base/limits.h"
#include "codec/json.h"
#include "codec/text.h"
#include "gate/opened_entry.h"
#include "gate/payloads.h"

namespace cs::gate {
namespace {

using codec::CborKind;
using codec::CborReader;
using codec::Value;
using ledger::OpeningKind;
using Names = std::vector<std::string_view>;  // of the outermost map's keys, from 1 on

constexpr std::size_t kItemsMax = 4096, kDepthMax = 8;

Names names_of(OpeningKind kind) {
  if (kind == OpeningKind::kRequest) return {"manifest", "cms", "lines"};
  if (kind == OpeningKind::kBasis) return {"subjects", "record", "identity", "address", "weight", "reviews", "protected"};
  return {};  // no other kind of payload is a map
}

Value text_view(std::string_view text) {
  if (auto json = codec::read_json(text, text.size())) return std::move(*json);
  return codec::is_utf8(text) ? Value(std::string(text)) : Value("base64:" + to_base64(as_bytes(text)));
}

Result<Value> item_view(CborReader& reader, const Names& names, std::size_t depth);

Result<Value> list_view(CborReader& reader, std::size_t depth) {
  CS_TRY(count, reader.list(kItemsMax));
  codec::List out;
  for (std::size_t i = 0; i < count; ++i) {
    CS_TRY(item, item_view(reader, {}, depth + 1));
    out.push_back(std::move(item));
  }
  return Value(std::move(out));
}

Result<Value> map_view(CborReader& reader, const Names& names, std::size_t depth) {
  CS_TRY(count, reader.map(kItemsMax));
  codec::Record out;
  for (std::size_t i = 0; i < count; ++i) {
    CS_TRY(key, reader.unsigned_number());
    CS_TRY(item, item_view(reader, {}, depth + 1));
    out.emplace_back(key >= 1 && key <= names.size() ? std::string(names[key - 1]) : std::to_string(key), std::move(item));
  }
  return Value(std::move(out));
}

Result<Value> item_view(CborReader& reader, const Names& names, std::size_t depth) {
  if (depth > kDepthMax) return malformed("payload: too deep");
  switch (reader.next()) {
    case CborKind::kUnsigned:
    case CborKind::kNegative: {
      CS_TRY(number, reader.number());
      return Value(number);
    }
    case CborKind::kBytes: {
      CS_TRY(bytes, reader.bytes());
      return bytes.size() == sizeof(Digest) ? Value(to_hex(bytes)) : text_view(as_text(bytes));
    }
    case CborKind::kText: {
      CS_TRY(text, reader.text());
      return text_view(text);
    }
    case CborKind::kList: return list_view(reader, depth);
    case CborKind::kMap: return map_view(reader, names, depth);
    case CborKind::kNull: CS_TRY_VOID(reader.null()); return Value();
    case CborKind::kBoolean: {
      CS_TRY(boolean, reader.boolean());
      return Value(boolean);
    }
    case CborKind::kEnd:
    case CborKind::kOther: break;
  }
  return malformed("payload: not an item");
}

Value answer_view(ByteView payload) {
  const auto answer = read_answer(payload);
  if (!answer) return text_view(as_text(payload));
  return codec::record_of({{"verdict", Value(std::string(verdict_text(answer->verdict)))}, {"reason", Value(std::string(reason_code(answer->reason)))}});
}

Value tally_view(ByteView payload) {
  const auto tally = read_tally(payload);
  if (!tally) return text_view(as_text(payload));
  codec::List counts;
  for (const TallyRow& row : tally->rows)
    counts.push_back(codec::record_of({{"verdict", Value(std::string(verdict_text(row.verdict.verdict)))},
                                       {"reason", Value(std::string(reason_code(row.verdict.reason)))},
                                       {"count", Value(static_cast<std::int64_t>(row.count))}}));
  return codec::record_of({{"counts", Value(std::move(counts))}, {"document", Value(to_hex(tally->document))}, {"refusal", Value(std::string(reason_code(tally->refusal)))}});
}

// The request's id and its number of lines; their commitments, which follow, say nothing to a reader.
Value admission_view(ByteView payload) {
  constexpr std::size_t kIdBytes = 26;
  if (payload.size() < kIdBytes + 4) return text_view(as_text(payload));
  return codec::record_of({{"request", Value(to_string(payload.first(kIdBytes)))}, {"lines", Value(std::int64_t{read_u32_be(payload.subspan(kIdBytes))})}});
}

}  // namespace

Value payload_view(OpeningKind kind, ByteView payload) {
  if (kind == OpeningKind::kAnswer) return answer_view(payload);
  if (kind == OpeningKind::kTally) return tally_view(payload);
  if (kind == OpeningKind::kAdmission) return admission_view(payload);
  const bool is_text = kind == OpeningKind::kIn || codec::read_json(as_text(payload), payload.size()).ok();
  CborReader reader(payload);
  if (!is_text)
    if (auto item = item_view(reader, names_of(kind), 0); item && (reader.at_end() || kind == OpeningKind::kBasis)) return std::move(*item);
  return text_view(as_text(payload));
}

}  // namespace cs::gate
