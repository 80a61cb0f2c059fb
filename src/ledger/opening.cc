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

// Seals up to kOpeningLinesPerRow payloads as one row. Salts are drawn by one call, keys by another; its buffers serve row after row.
class RowSealer {
 public:
  RowSealer(const OpeningPlace& place, OpeningKind kind, crypto::Random& random)
      : word_(opening_kind_word(kind)), random_(random), additional_(additional_data(place, SealedThing::kPiece, 0)) {}
  ~RowSealer() { wipe_all(); }
  RowSealer(const RowSealer&) = delete;
  RowSealer& operator=(const RowSealer&) = delete;

  // Payloads begin..begin+count-1, of which the first has `number`. The pieces of the row; keys() has their keys until the next call.
  Bytes seal(const OpeningWriter::PayloadOf& payload_of, std::size_t begin, std::size_t count, std::uint32_t number,
             std::vector<Digest>& commitments) {
    draw(salts_, count * kSaltBytes);
    draw(keys_, count * sizeof(crypto::SealKey));
    keys_size_ = count * sizeof(crypto::SealKey);
    row_.assign(count * kLengthBytes, 0);
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t size = piece(payload_of(begin + i), i, number + static_cast<std::uint32_t>(i), commitments);
      put_u32_be(row_.data() + i * kLengthBytes, static_cast<std::uint32_t>(size));
    }
    return row_;
  }
  ByteView keys() const { return ByteView(keys_).first(keys_size_); }

 private:
  void draw(Bytes& buffer, std::size_t size) {
    if (buffer.size() < size) buffer = Bytes(size);  // of one writer the first row is the longest: it is never made anew
    random_.fill(std::span(buffer).first(size));
  }
  std::size_t piece(ByteView payload, std::size_t nth, std::uint32_t number, std::vector<Digest>& commitments) {
    const std::size_t size = kSaltBytes + payload.size();
    if (plain_.size() < size) grow_plain(size);
    std::copy_n(salts_.begin() + static_cast<std::ptrdiff_t>(nth * kSaltBytes), kSaltBytes, plain_.begin());
    std::copy(payload.begin(), payload.end(), plain_.begin() + kSaltBytes);
    const ByteView plain = ByteView(plain_).first(size);
    commitments.push_back(crypto::commit(word_, salt_of(plain), plain.subspan(kSaltBytes)));
    renumber(additional_, number);
    const std::size_t before = row_.size();
    sealer_.seal(ByteView(keys_).subspan(nth * sizeof(crypto::SealKey), sizeof(crypto::SealKey)), plain, additional_, row_);
    return row_.size() - before;
  }
  void grow_plain(std::size_t size) {  // nothing unsealed is left in memory that is given back
    crypto::wipe(plain_.data(), plain_.size());
    plain_ = Bytes(2 * size);
  }
  void wipe_all() {
    for (Bytes* bytes : {&plain_, &salts_, &keys_}) crypto::wipe(bytes->data(), bytes->size());
  }

  static constexpr std::size_t kLengthBytes = 4;
  const std::string_view word_;
  crypto::Random& random_;
  crypto::PieceSealer sealer_;
  Bytes additional_, salts_, keys_, plain_, row_;
  std::size_t keys_size_ = 0;
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

void seal_keys(store::OpeningRow& row, const OpeningPlace& place, ByteView keys, const crypto::SealKey& period_key,
               crypto::Random& random) {
  row.count = static_cast<std::uint32_t>(keys.size() / sizeof(crypto::SealKey));
  row.keys = crypto::seal(period_key, keys, additional_data(place, SealedThing::kKeyList, row.part), random);
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
    auto before = replayed_->document(kind, entry, part);
    if (!before && before.fault().kind != FaultKind::kNotFound) return before.fault();
    if (before && before->payload != Bytes(payload.begin(), payload.end())) unlike_(kind, entry, {});
    // Without an opening there, as where an entry stands elsewhere than it should: a salt that nobody draws, so that the commitment is no entry's.
    return SealedOpening{crypto::commit(opening_kind_word(kind), before ? before->r : Digest{}, payload), {}};
  }
  const Period period{std::string(agreement), class_of(kind), quarter_of(time)};
  CS_TRY(period_key, keys_->find_or_make(period, *random_));
  SealedOpening out{{}, empty_row(kind, entry, part, period)};
  const OpeningPlace place{origin_, out.row.opening_class, out.row.kind, entry.value};
  std::vector<Digest> commitments;
  RowSealer sealer(place, kind, *random_);
  out.row.pieces = sealer.seal([&](std::size_t) { return payload; }, 0, 1, part, commitments);
  out.commitment = commitments[0];
  seal_keys(out.row, place, sealer.keys(), period_key, *random_);
  return out;
}

Result<OpeningWriter::Lines> OpeningWriter::lines(OpeningKind kind, EntryIndex request, Instant time, std::string_view agreement,
                                                  const std::vector<ByteView>& payloads) {
  return lines(kind, request, time, agreement, payloads.size(), [&](std::size_t i) { return payloads[i]; });
}

Result<OpeningWriter::Lines> OpeningWriter::lines(OpeningKind kind, EntryIndex request, Instant time, std::string_view agreement,
                                                  std::size_t count, const PayloadOf& payload_of) {
  CS_CHECK(is_line_kind(kind), "a document's opening stands alone");
  if (count > limits::kLinesPerRequestMax) return limit_reached("more lines than a request may have");
  Lines out;
  out.commitments.reserve(count);
  if (replayed_ != nullptr) {
    CS_TRY_VOID(replayed_->for_each_line(kind, request, static_cast<std::uint32_t>(count), [&](LineNumber line, const Digest& r, ByteView there) -> Result<void> {
      const ByteView given = payload_of(line.value - 1), payload = given.data() == nullptr ? there : given;
      if (!std::equal(payload.begin(), payload.end(), there.begin(), there.end())) unlike_(kind, request, line);
      out.commitments.push_back(crypto::commit(opening_kind_word(kind), r, payload));
      return {};
    }));
    return out;
  }
  const Period period{std::string(agreement), class_of(kind), quarter_of(time)};
  CS_TRY(period_key, keys_->find_or_make(period, *random_));
  const OpeningPlace place{origin_, static_cast<std::uint8_t>(period.opening_class), static_cast<std::uint8_t>(kind), request.value};
  RowSealer sealer(place, kind, *random_);
  out.rows.reserve(count / limits::kOpeningLinesPerRow + 1);
  for (std::size_t begin = 0; begin < count; begin += limits::kOpeningLinesPerRow) {
    store::OpeningRow row = empty_row(kind, request, static_cast<std::uint32_t>(begin / limits::kOpeningLinesPerRow), period);
    row.pieces = sealer.seal(payload_of, begin, std::min(limits::kOpeningLinesPerRow, count - begin), static_cast<std::uint32_t>(begin + 1),
                             out.commitments);
    seal_keys(row, place, sealer.keys(), period_key, *random_);
    out.rows.push_back(std::move(row));
  }
  return out;
}

Result<store::OpeningRow> expunged(const store::OpeningRow& row, const std::vector<LineNumber>& lines, std::string_view origin, PeriodKeys& keys,
                                   crypto::Random& random) {
  CS_TRY(views, split_pieces(row));
  CS_TRY(list, open_keys(row, origin, keys));
  CS_TRY(period_key, keys.find({row.agreement, static_cast<OpeningClass>(row.opening_class), row.quarter}));
  std::vector<Bytes> pieces;
  for (const ByteView piece : views) pieces.emplace_back(piece.begin(), piece.end());
  for (const LineNumber line : lines) {
    const std::uint64_t first = std::uint64_t{row.part} * limits::kOpeningLinesPerRow + 1;
    const std::uint64_t at = line.value - first;
    if (line.value < first || at >= pieces.size() || pieces[at].empty()) return not_found("line " + std::to_string(line.value) + " has no opening here");
    pieces[at].clear();
    crypto::wipe(list.data() + at * sizeof(crypto::SealKey), sizeof(crypto::SealKey));
  }
  store::OpeningRow out = row;
  out.pieces = join_pieces(pieces);
  seal_keys(out, {origin, row.opening_class, row.kind, row.entry}, list, period_key, random);
  crypto::wipe(list.data(), list.size());
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

struct OpeningReader::Row {
  store::OpeningRow row;
  Bytes keys;
  std::vector<ByteView> pieces;  // into row.pieces, whose bytes stay where they are when a Row moves
};

Result<OpeningReader::Row> OpeningReader::row_of(OpeningKind kind, EntryIndex request, std::uint32_t part) {
  CS_TRY(row, ledger_.opening_row(request, class_of(kind), static_cast<std::uint8_t>(kind), part));
  CS_TRY(keys, open_keys(row, ledger_.origin(), keys_));
  Row out{std::move(row), std::move(keys), {}};
  CS_TRY(pieces, split_pieces(out.row));
  out.pieces = std::move(pieces);
  return out;
}

Result<void> OpeningReader::for_each_line(OpeningKind kind, EntryIndex request, std::uint32_t count, const TakeLine& take) {
  return for_each_line(kind, request, count, take, [](LineNumber line) -> Result<void> { return not_found("no opening of line " + std::to_string(line.value)); });
}

Result<void> OpeningReader::for_each_line(OpeningKind kind, EntryIndex request, std::uint32_t count, const TakeLine& take, const TakeGone& gone) {
  std::uint32_t line = 1;
  for (std::uint32_t part = 0; line <= count; ++part) {
    const auto row = row_of(kind, request, part);
    if (!row && row.fault().kind != FaultKind::kNotFound) return row.fault();
    const OpeningPlace place{ledger_.origin(), static_cast<std::uint8_t>(class_of(kind)), static_cast<std::uint8_t>(kind), request.value};
    const std::size_t wanted = std::min<std::size_t>(limits::kOpeningLinesPerRow, count - line + 1);
    for (std::size_t at = 0; at < wanted; ++at, ++line) {
      if (!row || at >= row->pieces.size() || row->pieces[at].empty()) {
        CS_TRY_VOID(gone({line}));
        continue;
      }
      CS_TRY(opened, open_one(row->row, row->keys, at, row->pieces[at], place, line));
      CS_TRY_VOID(take({line}, salt_of(opened), ByteView(opened).subspan(kSaltBytes)));
    }
  }
  return {};
}

}  // namespace cs::ledger
