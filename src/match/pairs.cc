#include "match/pairs.h"

#include "match/candidates.h"

namespace cs::match {

struct Pairs::Held {
  registry::Snapshot snapshot;
  Model model;
  StreetPrints prints;
};

namespace {

// splitmix64: any number to a number that looks like none.
std::uint64_t mixed(std::uint64_t number) {
  number += 0x9E3779B97F4A7C15ULL;
  number = (number ^ number >> 30) * 0xBF58476D1CE4E5B9ULL;
  number = (number ^ number >> 27) * 0x94D049BB133111EBULL;
  return number ^ number >> 31;
}

// Where a record stands: the last entry of a run that begins at it or before.
template <typename First>
std::uint32_t entry_of(registry::Run run, std::uint32_t record, const First& first_record) {
  std::uint32_t begin = run.begin, end = run.end;
  while (end - begin > 1) {
    const std::uint32_t middle = begin + (end - begin) / 2;
    (first_record(middle) <= record ? begin : end) = middle;
  }
  return begin;
}

struct Judge {
  const registry::Snapshot& held;
  const Model& model;
  Neighborhood& neighborhood;
  RegisterSide side;

  std::uint32_t first_record_of_block(std::uint32_t block) const {
    return held.records_of_address(held.addresses_of_block(block).begin).begin;
  }
  registry::Run records_of_tile(std::uint32_t tile) const {
    const registry::Run blocks = held.blocks_of_tile(tile);
    return {first_record_of_block(blocks.begin), held.records_of_address(held.addresses_of_block(blocks.end - 1).end - 1).end};
  }

  Judged pair(const Query& query, const ResolvedReading& at, std::uint32_t record) const {
    const std::uint32_t block = entry_of(held.blocks_of_tile(at.tile), record,
        [&](std::uint32_t each) { return first_record_of_block(each); });
    const std::uint32_t address =
        entry_of(held.addresses_of_block(block), record, [&](std::uint32_t each) { return held.records_of_address(each).begin; });
    const auto row = held.reading(at.tile, block, address, record);
    const address::Reading& found = row.open(side);
    const address::Reading& line = query.address.readings().front();
    const registry::Run people = held.records_of_address(address);
    const bool crowded = held.address(address).unit == 0 && people.size() > static_cast<std::uint32_t>(model.limit(Limit::kCrowdMax));
    Judged out;
    out.record = record;
    const Codes codes = neighborhood.codes(line, at.street, found, {at.tile, block, false});
    out.address = judge_address(model, line, codes, {crowded, line.care_of || found.care_of});
    complete(model, out.address, held.period(record).to != INT32_MAX, query.address.ambiguous() || held.record(record).ambiguous);
    const auto name = held.name(record);
    out.identity = judge_identity(model, query.names.front().name(), name.open(side), held.record(record).kind);
    return out;
  }
};

Codes codes_of(const Judged& judged) {
  Codes out{};
  for (std::size_t field = 0; field < kFieldCount; ++field) out[field] = judged.identity.codes[field] | judged.address.codes[field];
  return out;
}

}  // namespace

Pairs::Pairs(std::unique_ptr<Held> held) : held_(std::move(held)) {}
Pairs::~Pairs() = default;
Pairs::Pairs(Pairs&&) noexcept = default;

Result<Pairs> Pairs::open(const Path& register_directory, const Model& model) {
  CS_TRY_VOID(model.check_tables());
  CS_TRY(snapshot, registry::Snapshot::open(register_directory, std::nullopt, registry::Check::kStructure));
  StreetPrints prints = StreetPrints::of(snapshot);
  return Pairs(std::make_unique<Held>(Held{std::move(snapshot), model, std::move(prints)}));
}

std::optional<Codes> Pairs::true_pair(const Query& query, std::string_view holder_key) const {
  const ResolvedReading at = resolve(held_->snapshot, query.address.readings().front());
  if (at.tile == UINT32_MAX) return std::nullopt;
  Neighborhood neighborhood(held_->model, held_->snapshot, held_->prints);
  const Judge judge{held_->snapshot, held_->model, neighborhood, RegisterSideMaker::make()};
  const registry::Run records = judge.records_of_tile(at.tile);
  std::optional<Judged> best;
  for (std::uint32_t record = records.begin; record < records.end; ++record) {
    if (held_->snapshot.key(record).open(judge.side) != holder_key) continue;
    const Judged found = judge.pair(query, at, record);
    if (!best || found.weight() > best->weight()) best = found;
  }
  return best ? std::optional(codes_of(*best)) : std::nullopt;
}

std::vector<Codes> Pairs::random_pairs(const Query& query, std::string_view holder_key, std::uint64_t seed, std::size_t count) const {
  std::vector<Codes> out;
  const ResolvedReading at = resolve(held_->snapshot, query.address.readings().front());
  if (at.tile == UINT32_MAX) return out;
  Neighborhood neighborhood(held_->model, held_->snapshot, held_->prints);
  const Judge judge{held_->snapshot, held_->model, neighborhood, RegisterSideMaker::make()};
  const registry::Run records = judge.records_of_tile(at.tile);
  for (std::size_t draw = 0; draw < count; ++draw) {
    const std::uint32_t record = records.begin + static_cast<std::uint32_t>(mixed(seed + draw) % records.size());
    if (held_->snapshot.key(record).open(judge.side) == holder_key) continue;
    out.push_back(codes_of(judge.pair(query, at, record)));
  }
  return out;
}

}  // namespace cs::match
