#include "match/matcher.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <span>

#include "base/large_pages.h"
#include "base/thread.h"
#include "match/candidates.h"
#include "match/decide.h"
#include "match/fetch.h"
#include "match/line_order.h"
#include "register/generations.h"

namespace cs::match {
namespace {

constexpr std::size_t kRunLines = 256;  // lines that a thread takes at a time

GenerationFacts facts_of(const Digest& digest, const registry::Manifest& manifest, const Model& model) {
  return {digest, manifest.as_of, manifest.records, model.digest()};
}

// A record's stored fields as one text: what the digest of the record that decided is made of. The same in every generation that has it.
std::string record_text(const registry::Snapshot& held, const registry::Spot& spot, const RegisterSide& side) {
  const std::uint32_t record = spot.record;
  registry::Digits digits;
  const auto name = held.name(record);
  const registry::RecordWord word = held.record(record);
  const registry::Period period = held.period(record);
  const auto place = held.parts(spot, digits);
  const address::ReadingParts& at = place.open(side);
  std::string out(held.key(record).open(side));
  out.reserve(256);
  const auto add_part = [&](std::string_view part) { out += '\x1F', out += part; };
  for (const std::string& token : name.open(side).given) add_part(token);
  add_part("/");
  for (const std::string& token : name.open(side).family) add_part(token);
  add_part(name.open(side).suffix);
  for (const std::string_view text : {at.house, at.predirection, at.street, at.type, at.postdirection, at.unit, at.urbanization, at.city,
                                      at.state, at.zip})
    add_part(text);
  for (const std::int64_t number : {static_cast<std::int64_t>(at.form), static_cast<std::int64_t>(word.kind), std::int64_t{word.ambiguous},
                                    std::int64_t{word.care_of}, std::int64_t{period.from}, std::int64_t{period.to}})
    add_part(std::to_string(number));
  return out;
}

struct Batch {
  const Tools tools;
  const registry::Snapshot& held;
  const std::vector<Query>& queries;
  const KeyedDigest& keyed;
  std::vector<std::uint64_t> protected_numbers;               // ascending
  std::vector<std::size_t> first_reading;                     // of each line, and where the last one ends
  LargeVector<ResolvedReading> resolved;                      // readings, line after line
  LargeVector<LineName> names;                                // of each line
  std::vector<std::uint32_t> order;                           // lines by place, so that neighbors meet warm memory
  std::vector<Outcome> outcomes;

  std::span<const ResolvedReading> resolved_of(std::size_t line) const {
    return std::span(resolved).subspan(first_reading[line], first_reading[line + 1] - first_reading[line]);
  }
};

void count_readings(Batch& batch) {
  batch.first_reading.reserve(batch.queries.size() + 1);
  batch.first_reading.push_back(0);
  for (const Query& query : batch.queries) batch.first_reading.push_back(batch.first_reading.back() + query.address.readings().size());
  batch.resolved.resize(batch.first_reading.back());
  batch.names.resize(batch.queries.size());
}

void resolve_lines(Batch& batch, Resolver& resolver, std::size_t begin, std::size_t end) {
  const std::size_t first = batch.first_reading[begin], last = batch.first_reading[end];
  resolver.resolve(std::span(batch.queries).subspan(begin, end - begin), std::span(batch.resolved).subspan(first, last - first),
                   std::span(batch.names).subspan(begin, end - begin));
}

bool at_protected_address(const Batch& batch, const Candidates& candidates) {
  if (batch.protected_numbers.empty()) return false;
  const auto& records = candidates.records_at_address();
  return std::any_of(records.begin(), records.end(), [&](std::uint32_t record) {
    return std::binary_search(batch.protected_numbers.begin(), batch.protected_numbers.end(), batch.held.key_number(record));
  });
}

// Made of what a line's path has found, which is all of its candidates.
Outcome outcome_of(const Batch& batch, std::vector<Judged>& judged, bool masked) {
  Decided decided = decide(batch.tools.model, judged);
  Outcome& out = decided.outcome;
  if (decided.best && batch.keyed) {
    const RegisterSide side = RegisterSideMaker::make();
    const registry::Spot& at = judged[*decided.best].at;
    out.subject_keys = {batch.keyed(batch.held.key(at.record).open(side))};
    out.record_digest = batch.keyed(record_text(batch.held, at, side));
  }
  out.protected_subject = masked;
  if (masked) out.decision = Decision::kNotVerified;
  return std::move(out);
}

// A line for which nothing was found so far.
struct OpenLine {
  std::uint32_t line;
  bool masked;        // it stands at the address of somebody protected
};

AskedLine asked(const Batch& batch, std::uint32_t line) { return {batch.queries[line], batch.names[line], batch.resolved_of(line)}; }

// Lines are matched by place, so that the next one's texts lie anywhere in memory: they are asked for some lines before they are read. Hints
// to the machine, and nothing else.
constexpr std::size_t kTextsAhead = 4;

// Of a line that nobody was found for at home: its address as text.
void fetch_texts(const Query& query) { fetch<0>(query.address.readings().data(), sizeof(address::Reading)); }

void fetch_ahead(const Batch& batch, std::size_t at) {
  constexpr std::size_t kFirst = 32, kLine = 16;
  if (at + kFirst < batch.order.size()) __builtin_prefetch(&batch.first_reading[batch.order[at + kFirst]]);
  if (at + kLine < batch.order.size()) {
    const std::size_t line = batch.order[at + kLine];
    fetch<0>(&batch.names[line], sizeof(LineName));
    fetch<0>(&batch.resolved[batch.first_reading[line]], sizeof(ResolvedReading));
    __builtin_prefetch(&batch.queries[line]);
  }
  fetch<1>(&batch.outcomes[batch.order[at]], sizeof(Outcome));
}

// One path for all lines that are open, then the next: what a path needs of instructions and tables stays near the processor. 205 misses of the
// instruction cache a line when each went all its way alone (measured 2026-11-23, callgrind, 5,000,000 rows).
template <typename Path>
void walk_open(Batch& batch, Candidates& candidates, std::vector<OpenLine>& open, Path path, bool last) {
  std::size_t left = 0;
  for (std::size_t at = 0; at < open.size(); ++at) {
    if (at + kTextsAhead < open.size()) fetch_texts(batch.queries[open[at + kTextsAhead].line]);
    OpenLine each = open[at];
    std::vector<Judged>& judged = path(asked(batch, each.line));
    each.masked = each.masked || at_protected_address(batch, candidates);
    if (judged.empty() && !last) open[left++] = each;
    else batch.outcomes[each.line] = outcome_of(batch, judged, each.masked);
  }
  open.resize(left);
}

// Calls work(begin, end) for runs of [0, count) on `threads` threads, each with work of its own from `make`.
template <typename Make>
void in_runs(std::size_t count, int threads, const Make& make) {
  std::atomic<std::size_t> next{0};
  const auto take = [&] {
    auto work = make();
    for (std::size_t begin = next.fetch_add(kRunLines); begin < count; begin = next.fetch_add(kRunLines))
      work(begin, std::min(begin + kRunLines, count));
  };
  std::vector<Thread> others;  // where the system gives no more of them, those that run do the work
  for (int i = 1; i < threads; ++i)
    if (auto other = Thread::start(take)) others.push_back(std::move(*other));
  take();
}

std::vector<Place> places_of(const Batch& batch) {
  std::vector<Place> out;
  out.reserve(batch.queries.size());
  for (std::uint32_t line = 0; line < batch.queries.size(); ++line) {
    const ResolvedReading& first = batch.resolved[batch.first_reading[line]];
    out.push_back({first.tile, first.street, first.house, line});
  }
  return out;
}

}  // namespace

std::string_view held_by_text(HeldBy held_by) {
  switch (held_by) {
    case HeldBy::kNothing: return "nothing";
    case HeldBy::kNoCandidate: return "no-candidate";
    case HeldBy::kGray: return "gray";
    case HeldBy::kSoft: return "soft";
    case HeldBy::kRival: return "rival";
    case HeldBy::kChance: return "chance";
    case HeldBy::kFloor: return "floor";
    case HeldBy::kCrowd: return "crowd";
  }
  return {};
}

void Counters::add(const Counters& more) {
  constexpr std::uint64_t Counters::* kAll[] = {&Counters::lines, &Counters::lines_nearby, &Counters::lines_city, &Counters::dictionary_probes,
      &Counters::candidates, &Counters::id_compares, &Counters::name_compares, &Counters::string_compares, &Counters::address_compares,
      &Counters::street_compares, &Counters::tiles_scanned, &Counters::letters_read,
      &Counters::house_bits_read, &Counters::blocks_read, &Counters::address_words_scanned,
      &Counters::record_words_scanned};
  static_assert(sizeof(Counters) == std::size(kAll) * sizeof(std::uint64_t), "every counter is summed");
  for (const auto counter : kAll) this->*counter += more.*counter;
}

struct Matcher::Held {
  registry::Snapshot snapshot;
  GenerationFacts facts;
  Model model;
  StreetPrints streets;
  NamePrints names;
  UnitPrints units;
  SameFindings same;

  Tools tools() const { return {model, snapshot, streets, names, units, same}; }
};

Matcher::Matcher(std::unique_ptr<Held> held) : held_(std::move(held)) {}
Matcher::~Matcher() = default;
Matcher::Matcher(Matcher&&) noexcept = default;
Matcher& Matcher::operator=(Matcher&&) noexcept = default;

Result<GenerationFacts> Matcher::current(const Path& register_directory) {
  CS_TRY(summary, registry::info(register_directory));
  return facts_of(summary.digest, summary.manifest, Model::built_in());
}

Result<Matcher> Matcher::open(const Path& register_directory, const std::optional<Digest>& generation, bool check_digests,
    const Model& model) {
  CS_TRY_VOID(model.check_tables());
  const auto check = check_digests ? registry::Check::kDigests : registry::Check::kStructure;
  CS_TRY(snapshot, registry::Snapshot::open(register_directory, generation, check));
  const GenerationFacts facts = facts_of(snapshot.digest(), snapshot.manifest(), model);
  StreetPrints streets = StreetPrints::of(snapshot);
  NamePrints names = NamePrints::of(snapshot);
  UnitPrints units = UnitPrints::of(snapshot);
  return Matcher(std::make_unique<Held>(Held{std::move(snapshot), facts, model, std::move(streets), std::move(names), std::move(units), SameFindings::of(model)}));
}

const GenerationFacts& Matcher::generation() const { return held_->facts; }
const Model& Matcher::model() const { return held_->model; }

std::vector<Outcome> Matcher::match(const std::vector<Query>& queries, const KeyedDigest& keyed, const ProtectedKeys& protected_keys,
                                    int threads, Counters* counters) const {
  const std::vector<std::string_view> keys(protected_keys.begin(), protected_keys.end());
  const registry::Snapshot& held = held_->snapshot;
  Batch batch{held_->tools(), held, queries, keyed, held.numbers_of_keys(keys), {}, {}, {}, {}, {}};
  count_readings(batch);
  batch.outcomes.resize(queries.size());
  std::mutex total_lock;  // guards total; held once a run, to add
  Counters total;
  in_runs(queries.size(), threads, [&] {
    return [&, resolver = Resolver(held)](std::size_t begin, std::size_t end) mutable {
      resolve_lines(batch, resolver, begin, end);
      const std::lock_guard lock(total_lock);
      total.dictionary_probes += resolver.take_probes();
    };
  });
  batch.order = in_order(places_of(batch), held.tile_count());
  in_runs(queries.size(), threads, [&] {
    return [&, candidates = Candidates(batch.tools, !batch.protected_numbers.empty(), queries.size() > kRunLines), homes = Homes(held), open = std::vector<OpenLine>(),
            readings = std::vector<const ResolvedReading*>()](std::size_t begin, std::size_t end) mutable {
      open.clear();
      readings.clear();
      for (std::size_t i = begin; i < end; ++i) {
        fetch_ahead(batch, i);
        open.push_back({batch.order[i], false});
        readings.push_back(&batch.resolved[batch.first_reading[batch.order[i]]]);
      }
      homes.look(readings);
      std::size_t at = 0;
      walk_open(batch, candidates, open, [&](const AskedLine& line) -> std::vector<Judged>& { return candidates.find_at_home(line, homes.home(at++)); }, false);
      walk_open(batch, candidates, open, [&](const AskedLine& line) -> std::vector<Judged>& { return candidates.find_nearby(line); }, false);
      walk_open(batch, candidates, open, [&](const AskedLine& line) -> std::vector<Judged>& { return candidates.find_in_city(line); }, true);
      const std::lock_guard lock(total_lock);
      total.add(candidates.take_counters());
    };
  });
  if (counters != nullptr) *counters = total;
  return std::move(batch.outcomes);
}

std::vector<bool> Matcher::retrieves(const std::vector<Query>& queries, const std::vector<std::string>& holder_keys) const {
  CS_CHECK(queries.size() == holder_keys.size(), "one key for each query");
  const registry::Snapshot& held = held_->snapshot;
  Candidates candidates(held_->tools(), false, queries.size() > kRunLines);
  Resolver resolver(held);
  const RegisterSide side = RegisterSideMaker::make();
  std::vector<bool> out;
  out.reserve(queries.size());
  std::vector<ResolvedReading> resolved;
  LineName name;
  for (std::size_t i = 0; i < queries.size(); ++i) {
    resolved.resize(queries[i].address.readings().size());
    resolver.resolve(std::span(&queries[i], 1), resolved, std::span(&name, 1));
    const std::vector<Judged>& found = candidates.find({queries[i], name, resolved});
    out.push_back(std::any_of(found.begin(), found.end(),
                              [&](const Judged& judged) { return held.key(judged.at.record).open(side) == holder_keys[i]; }));
  }
  return out;
}

}  // namespace cs::match
