#include "register/laying_out.h"

#include <algorithm>
#include <cstring>
#include <tuple>

#include "register/ranking.h"

namespace cs::registry {
namespace {

struct FinalAddress {
  std::uint32_t tile, street, form, house, unit, place, care_of;
  auto operator<=>(const FinalAddress&) const = default;
};

struct FinalName {
  std::uint64_t word = 0;                // record.word without kind and flags of the address
  std::vector<std::uint32_t> extras;     // extra.word
  std::uint32_t surname = 0, given = 0;
  auto key() const { return std::tie(surname, given, word, extras); }
};

struct FinalRecord {
  std::uint64_t where_who;               // rank of the address, rank of the name
  std::uint64_t kind_period;             // kind of name, ambiguous, period
  std::uint32_t key;                     // rank of the key, from 0
  auto operator<=>(const FinalRecord&) const = default;
};

template <typename T>
struct Ranked {
  std::vector<T> values;                 // in order
  std::vector<std::uint32_t> rank;       // by gathered number
};

// Sorts what the records use and says where each went.
template <typename T, typename Less>
Ranked<T> rank_values(std::vector<T> all, const std::vector<bool>& used, Less less) {
  std::vector<std::uint32_t> order;
  for (std::uint32_t i = 0; i < all.size(); ++i)
    if (used[i]) order.push_back(i);
  std::sort(order.begin(), order.end(), [&](std::uint32_t left, std::uint32_t right) { return less(all[left], all[right]); });
  Ranked<T> out;
  out.rank.assign(all.size(), 0);
  out.values.reserve(order.size());
  for (const std::uint32_t number : order) {
    out.rank[number] = static_cast<std::uint32_t>(out.values.size());
    out.values.push_back(std::move(all[number]));
  }
  return out;
}

FinalAddress final_address(const GatheredAddress& from, const Ranking& ids) {
  FinalAddress out{};
  out.place = ids.id(Dictionary::kPlace, from.place);
  out.tile = from.zip == kTileWithoutZip ? kTileWithoutZip + out.place : from.zip;
  out.street = from.kind << 24 | ids.id(Dictionary::kStreet, from.street);
  out.form = ids.id(Dictionary::kForm, from.form);
  const bool text = (from.house & kHouseIsText) != 0;
  out.house = text ? kHouseIsText | ids.id(Dictionary::kPart, from.house & ~kHouseIsText) : from.house;
  out.unit = ids.id(Dictionary::kPart, from.unit);
  out.care_of = from.care_of;
  return out;
}

FinalName final_name(const GatheredName& from, const Ranking& ids) {
  FinalName out;
  out.surname = ids.id(Dictionary::kName, from.surname);
  out.given = ids.id(Dictionary::kName, from.given);
  RecordWord word;
  word.surname = out.surname;
  word.given = out.given;
  word.initial = from.initial;
  word.suffix = from.suffix;
  word.has_extras = !from.extras.empty();
  out.word = word.pack();
  for (const auto& extra : from.extras)
    out.extras.push_back(ids.id(Dictionary::kName, extra.text) | static_cast<std::uint32_t>(extra.role) << 24);
  if (!out.extras.empty()) out.extras.back() |= kExtraLast;
  return out;
}

Ranked<FinalAddress> rank_addresses(const Gathering& rows, const std::vector<GatheredRecord>& records, const Ranking& ids) {
  std::vector<bool> used(rows.address_count(), false);
  for (const GatheredRecord& record : records) used[record.address] = true;
  std::vector<FinalAddress> all(rows.address_count());
  for (std::uint32_t i = 0; i < all.size(); ++i)
    if (used[i]) all[i] = final_address(rows.address(i), ids);
  return rank_values(std::move(all), used, std::less<>());
}

Ranked<FinalName> rank_names(const Gathering& rows, const std::vector<GatheredRecord>& records, const Ranking& ids) {
  std::vector<bool> used(rows.name_count(), false);
  for (const GatheredRecord& record : records) used[record.name] = true;
  std::vector<FinalName> all(rows.name_count());
  for (std::uint32_t i = 0; i < all.size(); ++i)
    if (used[i]) all[i] = final_name(rows.name(i), ids);
  return rank_values(std::move(all), used, [](const FinalName& left, const FinalName& right) { return left.key() < right.key(); });
}

// Keys in byte order; the rank of each, and where it starts in key.text.
std::vector<std::uint32_t> lay_keys(const Gathering& rows, const std::vector<GatheredRecord>& records, Columns& out,
                                    std::vector<std::uint32_t>& starts) {
  std::vector<bool> used(rows.keys().size(), false);
  for (const GatheredRecord& record : records) used[record.key] = true;
  std::vector<std::string_view> texts;
  for (std::uint32_t i = 0; i < used.size(); ++i) texts.push_back(rows.keys().text(i));
  Ranked<std::string_view> ranked = rank_values(std::move(texts), used, std::less<>());
  for (const std::string_view key : ranked.values) {
    starts.push_back(static_cast<std::uint32_t>(out.key_text.size()));
    std::array<std::uint8_t, 3 * sizeof(KeyCell)> cells{};
    cells[0] = static_cast<std::uint8_t>(key.size());
    std::memcpy(cells.data() + 1, key.data(), key.size());
    for (std::size_t at = 0; at < 1 + key.size(); at += sizeof(KeyCell)) {
      KeyCell cell{};
      std::memcpy(cell.bytes.data(), cells.data() + at, sizeof(KeyCell));
      out.key_text.push_back(cell);
    }
  }
  out.keys = ranked.values.size();
  return std::move(ranked.rank);
}

void lay_periods(const std::vector<GatheredRecord>& records, Columns& out) {
  for (const GatheredRecord& record : records)
    if (record.from != INT32_MIN || record.to != INT32_MAX) out.period_pair.push_back({record.from, record.to});
  std::sort(out.period_pair.begin(), out.period_pair.end());
  out.period_pair.erase(std::unique(out.period_pair.begin(), out.period_pair.end()), out.period_pair.end());
}

std::uint32_t period_of(const GatheredRecord& record, const Columns& columns) {
  if (record.from == INT32_MIN && record.to == INT32_MAX) return 0;
  const PeriodPair pair{record.from, record.to};
  const auto found = std::lower_bound(columns.period_pair.begin(), columns.period_pair.end(), pair);
  return static_cast<std::uint32_t>(found - columns.period_pair.begin()) + 1;
}

constexpr std::uint64_t kAmbiguousBit = std::uint64_t{1} << 32;

std::vector<FinalRecord> order_records(const std::vector<GatheredRecord>& records, const Columns& columns,
                                       const std::vector<std::uint32_t>& address_rank, const std::vector<std::uint32_t>& name_rank,
                                       const std::vector<std::uint32_t>& key_rank) {
  std::vector<FinalRecord> out;
  out.reserve(records.size());
  for (const GatheredRecord& record : records) {
    const std::uint64_t where_who = std::uint64_t{address_rank[record.address]} << 32 | name_rank[record.name];
    const std::uint64_t kind = static_cast<std::uint64_t>(record.kind) << 33 | (record.ambiguous ? kAmbiguousBit : 0);
    out.push_back({where_who, kind | period_of(record, columns), key_rank[record.key]});
  }
  std::sort(out.begin(), out.end());
  return out;
}

// Opens tile, block and address entries where the place of the next record differs from the last one's.
void open_entries(const FinalAddress& place, const FinalAddress* before, Columns& out) {
  const auto record = static_cast<std::uint32_t>(out.record_word.size());
  const auto block = static_cast<std::uint32_t>(out.block_dir.size());
  const auto address = static_cast<std::uint32_t>(out.addr_row.size());
  const bool new_tile = before == nullptr || before->tile != place.tile;
  const bool new_block = new_tile || before->street != place.street || before->form != place.form;
  const bool new_address = new_block || before->house != place.house || before->unit != place.unit;
  if (new_tile) out.tile_dir.push_back({place.tile, block, address, record});
  if (new_block) out.block_dir.push_back({place.street, place.form, address, record});
  if (new_address) out.addr_row.push_back({place.house, place.unit, record});
}

void close_entries(Columns& out) {
  const auto record = static_cast<std::uint32_t>(out.record_word.size());
  const auto address = static_cast<std::uint32_t>(out.addr_row.size());
  out.tile_dir.push_back({kTileEnd, static_cast<std::uint32_t>(out.block_dir.size()), address, record});
  out.block_dir.push_back({0, 0, address, record});
  out.addr_row.push_back({0, 0, record});
}

void lay_records(const std::vector<FinalRecord>& records, const std::vector<FinalAddress>& addresses, const std::vector<FinalName>& names,
                 const std::vector<std::uint32_t>& key_starts, Columns& out) {
  const FinalAddress* before = nullptr;
  for (const FinalRecord& record : records) {
    const FinalAddress& place = addresses[record.where_who >> 32];
    const FinalName& name = names[record.where_who & UINT32_MAX];
    open_entries(place, before, out);
    before = &place;
    if (out.record_word.size() % 64 == 0) out.extra_base.push_back(static_cast<std::uint32_t>(out.extra_word.size()));
    out.extra_word.insert(out.extra_word.end(), name.extras.begin(), name.extras.end());
    const std::uint64_t kind = record.kind_period >> 33, ambiguous = record.kind_period >> 32 & 1;
    out.record_word.push_back(name.word | kind << 57 | ambiguous << 60 | std::uint64_t{place.care_of} << 61);
    out.record_place.push_back(place.place);
    out.period_col.push_back(static_cast<std::uint32_t>(record.kind_period & UINT32_MAX));
    out.key_col.push_back(key_starts[record.key]);
  }
  out.extra_base.push_back(static_cast<std::uint32_t>(out.extra_word.size()));
  close_entries(out);
}

// Per id its tiles, ascending: (id, tile) pairs in order, base of id i at [i].
void lay_postings(std::vector<std::uint64_t>& pairs, std::size_t ids, std::vector<std::uint32_t>& base, std::vector<std::uint32_t>& post) {
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  base.assign(ids + 2, 0);
  for (const std::uint64_t pair : pairs) {
    ++base[(pair >> 32) + 1];
    post.push_back(static_cast<std::uint32_t>(pair & UINT32_MAX));
  }
  for (std::size_t i = 1; i < base.size(); ++i) base[i] += base[i - 1];
}

void lay_street_postings(Columns& out) {
  std::vector<std::uint64_t> pairs;
  for (std::uint32_t tile = 0; tile + 1 < out.tile_dir.size(); ++tile) {
    for (std::uint32_t block = out.tile_dir[tile].first_block; block < out.tile_dir[tile + 1].first_block; ++block) {
      const std::uint32_t street = out.block_dir[block].street & kIdLimit;
      if (street != 0) pairs.push_back(std::uint64_t{street} << 32 | tile);
    }
  }
  lay_postings(pairs, out.dictionary(Dictionary::kStreet).slot.size(), out.street_base, out.street_post);
}

void lay_place_postings(Columns& out) {
  std::vector<std::uint64_t> pairs;
  for (std::uint32_t tile = 0; tile + 1 < out.tile_dir.size(); ++tile) {
    for (std::uint32_t record = out.tile_dir[tile].first_record; record < out.tile_dir[tile + 1].first_record; ++record) {
      const std::uint64_t pair = std::uint64_t{out.record_place[record]} << 32 | tile;
      if (out.record_place[record] != 0 && (pairs.empty() || pairs.back() != pair)) pairs.push_back(pair);
    }
  }
  lay_postings(pairs, out.dictionary(Dictionary::kPlace).slot.size(), out.place_base, out.place_post);
}

}  // namespace

Result<Columns> lay_out(const Gathering& rows, const std::vector<GatheredRecord>& records) {
  if (records.size() >= kCountLimit) return limit_reached("the register: 2^32 - 2 records or more");
  Columns out;
  CS_TRY(ids, rank_texts(rows, records, out));
  const Ranked<FinalAddress> addresses = rank_addresses(rows, records, ids);
  const Ranked<FinalName> names = rank_names(rows, records, ids);
  std::vector<std::uint32_t> key_starts;
  const std::vector<std::uint32_t> key_rank = lay_keys(rows, records, out, key_starts);
  lay_periods(records, out);
  lay_records(order_records(records, out, addresses.rank, names.rank, key_rank), addresses.values, names.values, key_starts, out);
  if (out.tile_dir.size() > kTileLimit) return limit_reached("the register: 2^20 tiles or more");
  lay_street_postings(out);
  lay_place_postings(out);
  return out;
}

}  // namespace cs::registry
