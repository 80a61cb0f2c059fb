#include "ledger/opening_form.h"

#include "base/limits.h"
#include "crypto/digest.h"

namespace cs::ledger {
namespace {

struct KindWord {
  OpeningKind kind;
  std::string_view word;
};

constexpr KindWord kKinds[] = {
    {OpeningKind::kIn, "in"},
    {OpeningKind::kAnswer, "answer"},
    {OpeningKind::kBasis, "basis"},
    {OpeningKind::kAdm, "adm"},
    {OpeningKind::kRequest, "request"},
    {OpeningKind::kAdmission, "admission"},
    {OpeningKind::kTally, "tally"},
    {OpeningKind::kDesk, "desk"},
    {OpeningKind::kGround, "ground"},
    {OpeningKind::kRestraint, "restraint"},
    {OpeningKind::kRecall, "recall"},
    {OpeningKind::kCorrection, "correction"},
    {OpeningKind::kFollowUp, "follow-up"},
    {OpeningKind::kAccess, "access"},
    {OpeningKind::kHold, "hold"},
    {OpeningKind::kIncident, "incident"},
    {OpeningKind::kCanary, "canary"},
    {OpeningKind::kOfficer, "officer"},
    {OpeningKind::kCountersign, "countersign"},
    {OpeningKind::kAttempts, "attempts"},
    {OpeningKind::kMap, "map"},
    {OpeningKind::kManifest, "manifest"},
    {OpeningKind::kManifestCms, "manifest-cms"},
    {OpeningKind::kAct, "act"},
    {OpeningKind::kActCms, "act-cms"},
    {OpeningKind::kEvidence, "evidence"},
    {OpeningKind::kDocument, "document"},
    {OpeningKind::kLines, "lines"},
};

}  // namespace

std::string_view opening_kind_word(OpeningKind kind) {
  for (const KindWord& row : kKinds) {
    if (row.kind == kind) return row.word;
  }
  return "unknown";
}

Result<OpeningKind> parse_opening_kind(std::string_view word) {
  for (const KindWord& row : kKinds) {
    if (row.word == word) return row.kind;
  }
  return not_found("no opening is called that");
}

OpeningClass class_of(OpeningKind kind) {
  return kind == OpeningKind::kIn || kind == OpeningKind::kLines ? OpeningClass::kInput : OpeningClass::kOutcome;
}

bool is_line_kind(OpeningKind kind) {
  return kind == OpeningKind::kIn || kind == OpeningKind::kAnswer || kind == OpeningKind::kBasis || kind == OpeningKind::kAdm;
}

Bytes additional_data(const OpeningPlace& place, SealedThing thing, std::uint32_t number) {
  Bytes out;
  out.reserve(16 + place.origin.size());
  out.push_back(kOpeningVersion);
  out.push_back(static_cast<std::uint8_t>(thing));
  out.push_back(place.opening_class);
  out.push_back(place.kind);
  append_u64_be(out, place.entry);
  append_u32_be(out, number);
  append(out, place.origin);
  return out;
}

void put_u32_be(std::uint8_t* at, std::uint32_t value) {
  for (int i = 0; i < 4; ++i) at[i] = static_cast<std::uint8_t>(value >> (24 - 8 * i));
}

void renumber(Bytes& additional, std::uint32_t number) {
  constexpr std::size_t kNumberAt = 12;  // behind version, thing, class, kind and entry
  put_u32_be(additional.data() + kNumberAt, number);
}

Bytes join_pieces(const std::vector<Bytes>& pieces) {
  std::size_t size = 0;
  for (const Bytes& piece : pieces) size += 4 + piece.size();
  Bytes out;
  out.reserve(size);
  for (const Bytes& piece : pieces) append_u32_be(out, static_cast<std::uint32_t>(piece.size()));
  for (const Bytes& piece : pieces) append(out, piece);
  return out;
}

Result<std::vector<ByteView>> split_pieces(const store::OpeningRow& row) {
  const ByteView all = row.pieces;
  if (row.count == 0 || row.count > limits::kOpeningLinesPerRow) return untrusted("an opening's row has no right number of pieces");
  if (all.size() < std::size_t{row.count} * 4) return untrusted("an opening's row ends inside its lengths");
  ByteView rest = all.subspan(std::size_t{row.count} * 4);
  std::vector<ByteView> out;
  out.reserve(row.count);
  for (std::size_t i = 0; i < row.count; ++i) {
    const std::size_t size = read_u32_be(all.subspan(i * 4));
    if (size > rest.size()) return untrusted("an opening's row ends inside a piece");
    out.push_back(rest.first(size));
    rest = rest.subspan(size);
  }
  if (!rest.empty()) return untrusted("an opening's row has bytes after its last piece");
  return out;
}

Result<Bytes> open_keys(const store::OpeningRow& row, std::string_view origin, PeriodKeys& keys) {
  if (row.opening_class != 1 && row.opening_class != 2) return untrusted("an opening's row is of an unknown class");
  CS_TRY(period_key, keys.find({row.agreement, static_cast<OpeningClass>(row.opening_class), row.quarter}));
  const OpeningPlace place{origin, row.opening_class, row.kind, row.entry};
  CS_TRY(list, crypto::open_sealed(period_key, row.keys, additional_data(place, SealedThing::kKeyList, row.part)));
  if (list.size() != std::size_t{row.count} * sizeof(crypto::SealKey))
    return untrusted("an opening's row has another number of keys than pieces");
  return list;
}

}  // namespace cs::ledger
