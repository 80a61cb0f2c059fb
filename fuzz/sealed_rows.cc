// Any bytes as the columns of an opening's row, and as a run of entries: nothing reads past its end, and what opens was sealed for this
// place.
//   Input    count (1 byte), size of the key list (2 bytes), the key list, the pieces.
#include "base/check.h"
#include "ledger/bundle.h"
#include "ledger/opening_form.h"

namespace {

constexpr std::string_view kOrigin = "holder.test.invalid/countersign/main";

void walk_entries(cs::ByteView rest) {
  while (!rest.empty()) {
    const std::size_t before = rest.size();
    if (!cs::ledger::take_entry(rest)) return;
    CS_CHECK(rest.size() < before, "a run of entries ends");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const cs::ByteView bytes(data, size);
  walk_entries(bytes);
  if (size < 3) return 0;
  const std::size_t keys = std::min<std::size_t>(cs::read_u16_be(bytes.subspan(1)), size - 3);
  cs::store::OpeningRow row;
  row.entry = 70000;
  row.opening_class = 2;
  row.kind = static_cast<std::uint8_t>(cs::ledger::OpeningKind::kAnswer);
  row.count = data[0];
  row.keys.assign(data + 3, data + 3 + keys);
  row.pieces.assign(data + 3 + keys, data + size);

  const cs::ledger::OpeningPlace place{kOrigin, row.opening_class, row.kind, row.entry};
  cs::crypto::SealKey period_key;
  period_key.fill(0x50);
  const auto list =
      cs::crypto::open_sealed(period_key, row.keys, cs::ledger::additional_data(place, cs::ledger::SealedThing::kKeyList, row.part));
  const auto pieces = cs::ledger::split_pieces(row);
  if (!pieces || !list || list->size() != pieces->size() * 32) return 0;
  for (std::size_t i = 0; i < pieces->size(); ++i) {
    const auto number = static_cast<std::uint32_t>(i + 1);
    (void)cs::crypto::open_piece(cs::ByteView(*list).subspan(i * 32, 32), (*pieces)[i],
                                 cs::ledger::additional_data(place, cs::ledger::SealedThing::kPiece, number));
  }
  return 0;
}
