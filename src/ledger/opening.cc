#include "ledger/opening.h"

#include "base/limits.h"
#include "crypto/digest.h"
#include "ledger/opening_form.h"

namespace cs::ledger {
namespace {

constexpr std::size_t kSaltBytes = std::tuple_size_v<Digest>;

Digest salt_of(ByteView opened) {
  Digest r;
  std::copy_n(opened.begin(), kSaltBytes, r.begin());
  return r;
}

// Seals up to kOpeningLinesPerRow payloads as one row. Salts are drawn by one call, keys by another.
class RowSealer {
 public:
  RowSealer(const OpeningPlace& place, OpeningKind kind, crypto::Random& random) : place_(place), kind_(kind), random_(random) {}

  // `number`: of the first payload; the rest follow.
  Bytes seal(std::span<const ByteView> payloads, std::uint32_t number, std::vector<Digest>& commitments, crypto::SealedPieces& sealed) {
    Bytes salts(payloads.size() * kSaltBytes);
    random_.fill(salts);
    std::size_t size = 0;
    for (const ByteView payload : payloads) size += kSaltBytes + payload.size();
    Bytes plain;
    plain.reserve(size);
    std::vector<ByteView> views;
    std::vector<Bytes> additional;
    views.reserve(payloads.size());
    additional.reserve(payloads.size());
    for (std::size_t i = 0; i < payloads.size(); ++i) {
      const ByteView salt = ByteView(salts).subspan(i * kSaltBytes, kSaltBytes);
      commitments.push_back(crypto::commit(opening_kind_word(kind_), salt_of(salt), payloads[i]));
      const std::size_t begin = plain.size();
      append(plain, salt);
      append(plain, payloads[i]);
      views.push_back(ByteView(plain).subspan(begin));
      additional.push_back(additional_data(place_, SealedThing::kPiece, number + static_cast<std::uint32_t>(i)));
    }
    sealed = crypto::seal_pieces(views, additional, random_);
    crypto::wipe(plain.data(), plain.size());
    crypto::wipe(salts.data(), salts.size());
    return join_pieces(sealed.pieces);
  }

 private:
  const OpeningPlace place_;
  const OpeningKind kind_;
  crypto::Random& random_;
};

store::OpeningRow empty_row(OpeningKind kind, EntryIndex entry, std::uint32_t part, const Period& period) {
  store::OpeningRow row;
  row.entry = entry.value;
  row.opening_class = static_cast<std::uint8_t>(period.opening_class);
  row.kind = static_cast<std::uint8_t>(kind);
  row.part = part;
  row.agreement = period.agreement;
  row.quarter = period.quarter;
  return row;
}

void seal_keys(store::OpeningRow& row, const OpeningPlace& place, crypto::SealedPieces& sealed, const crypto::SealKey& period_key,
               crypto::Random& random) {
  row.count = static_cast<std::uint32_t>(sealed.pieces.size());
  row.keys = crypto::seal(period_key, sealed.keys, additional_data(place, SealedThing::kKeyList, row.part), random);
  crypto::wipe(sealed.keys.data(), sealed.keys.size());
}

// One piece, opened: r and the payload behind it.
Result<Bytes> open_one(const store::OpeningRow& row, const Bytes& keys, std::size_t nth, ByteView piece, const OpeningPlace& place,
                       std::uint32_t number) {
  if (piece.empty()) return not_found("this opening was expunged");
  const ByteView key = ByteView(keys).subspan(nth * sizeof(crypto::SealKey), sizeof(crypto::SealKey));
  auto opened = crypto::open_piece(key, piece, additional_data(place, SealedThing::kPiece, number));
  if (!opened) return at("opening of entry " + std::to_string(row.entry), opened.fault());
  if (opened->size() < kSaltBytes) return untrusted("an opening is shorter than its salt");
  return opened;
}

}  // namespace

Result<SealedOpening> OpeningWriter::document(OpeningKind kind, EntryIndex entry, Instant time, std::string_view agreement,
                                              ByteView payload, std::uint32_t part) {
  CS_CHECK(!is_line_kind(kind), "a line's opening is written with its request's other lines");
  if (replayed_ != nullptr) {
    CS_TRY(before, replayed_->document(kind, entry, part));
    return SealedOpening{crypto::commit(opening_kind_word(kind), before.r, payload), {}};
  }
  const Period period{std::string(agreement), class_of(kind), quarter_of(time)};
  CS_TRY(period_key, keys_->find_or_make(period, *random_));
  SealedOpening out{{}, empty_row(kind, entry, part, period)};
  const OpeningPlace place{origin_, out.row.opening_class, out.row.kind, entry.value};
  std::vector<Digest> commitments;
  crypto::SealedPieces sealed;
  out.row.pieces = RowSealer(place, kind, *random_).seal({&payload, 1}, part, commitments, sealed);
  out.commitment = commitments[0];
  seal_keys(out.row, place, sealed, period_key, *random_);
  return out;
}

Result<OpeningWriter::Lines> OpeningWriter::lines(OpeningKind kind, EntryIndex request, Instant time, std::string_view agreement,
                                                  const std::vector<ByteView>& payloads) {
  CS_CHECK(is_line_kind(kind), "a document's opening stands alone");
  if (payloads.size() > limits::kLinesPerRequestMax) return limit_reached("more lines than a request may have");
  Lines out;
  out.commitments.reserve(payloads.size());
  if (replayed_ != nullptr) {
    CS_TRY_VOID(replayed_->for_each_line(kind, request, static_cast<std::uint32_t>(payloads.size()), [&](LineNumber line, const Digest& r, ByteView) -> Result<void> {
      out.commitments.push_back(crypto::commit(opening_kind_word(kind), r, payloads[line.value - 1]));
      return {};
    }));
    return out;
  }
  const Period period{std::string(agreement), class_of(kind), quarter_of(time)};
  CS_TRY(period_key, keys_->find_or_make(period, *random_));
  const OpeningPlace place{origin_, static_cast<std::uint8_t>(period.opening_class), static_cast<std::uint8_t>(kind), request.value};
  RowSealer sealer(place, kind, *random_);
  const std::span<const ByteView> all(payloads);
  for (std::size_t begin = 0; begin < all.size(); begin += limits::kOpeningLinesPerRow) {
    const auto some = all.subspan(begin, std::min(limits::kOpeningLinesPerRow, all.size() - begin));
    store::OpeningRow row = empty_row(kind, request, static_cast<std::uint32_t>(begin / limits::kOpeningLinesPerRow), period);
    crypto::SealedPieces sealed;
    row.pieces = sealer.seal(some, static_cast<std::uint32_t>(begin + 1), out.commitments, sealed);
    seal_keys(row, place, sealed, period_key, *random_);
    out.rows.push_back(std::move(row));
  }
  return out;
}

Result<Opening> OpeningReader::document(OpeningKind kind, EntryIndex entry, std::uint32_t part) {
  CS_TRY(row, ledger_.opening_row(entry, class_of(kind), static_cast<std::uint8_t>(kind), part));
  CS_TRY(pieces, split_pieces(row));
  if (pieces.size() != 1) return untrusted("a document's row has more than one piece");
  CS_TRY(keys, open_keys(row, ledger_.origin(), keys_));
  const OpeningPlace place{ledger_.origin(), row.opening_class, row.kind, row.entry};
  CS_TRY(opened, open_one(row, keys, 0, pieces[0], place, part));
  return Opening{salt_of(opened), Bytes(opened.begin() + kSaltBytes, opened.end())};
}

Result<Opening> OpeningReader::line(OpeningKind kind, EntryIndex request, LineNumber line) {
  if (line.value == 0) return not_found("lines count from 1");
  const std::uint32_t at = (line.value - 1) % limits::kOpeningLinesPerRow;
  const auto part = static_cast<std::uint32_t>((line.value - 1) / limits::kOpeningLinesPerRow);
  CS_TRY(row, ledger_.opening_row(request, class_of(kind), static_cast<std::uint8_t>(kind), part));
  CS_TRY(pieces, split_pieces(row));
  if (at >= pieces.size()) return not_found("no opening of line " + std::to_string(line.value));
  CS_TRY(keys, open_keys(row, ledger_.origin(), keys_));
  const OpeningPlace place{ledger_.origin(), row.opening_class, row.kind, row.entry};
  CS_TRY(opened, open_one(row, keys, at, pieces[at], place, line.value));
  return Opening{salt_of(opened), Bytes(opened.begin() + kSaltBytes, opened.end())};
}

Result<void> OpeningReader::for_each_line(OpeningKind kind, EntryIndex request, std::uint32_t count, const TakeLine& take) {
  std::uint32_t line = 1;
  for (std::uint32_t part = 0; line <= count; ++part) {
    CS_TRY(row, ledger_.opening_row(request, class_of(kind), static_cast<std::uint8_t>(kind), part));
    CS_TRY(pieces, split_pieces(row));
    CS_TRY(keys, open_keys(row, ledger_.origin(), keys_));
    const OpeningPlace place{ledger_.origin(), row.opening_class, row.kind, row.entry};
    const std::size_t wanted = std::min<std::size_t>(limits::kOpeningLinesPerRow, count - line + 1);
    if (pieces.size() < wanted) return not_found("no opening of line " + std::to_string(line + pieces.size()));
    for (std::size_t at = 0; at < wanted; ++at, ++line) {
      CS_TRY(opened, open_one(row, keys, at, pieces[at], place, line));
      CS_TRY_VOID(take({line}, salt_of(opened), ByteView(opened).subspan(kSaltBytes)));
    }
  }
  return {};
}

}  // namespace cs::ledger
