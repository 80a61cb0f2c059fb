#include "register/dictionary_columns.h"

#include <algorithm>

#include "base/check.h"

namespace cs::registry {
namespace {

template <typename T>
ByteView bytes_of(const std::vector<T>& elements) {
  return {reinterpret_cast<const std::uint8_t*>(elements.data()), elements.size() * sizeof(T)};
}

void add_counts(DictionaryColumns& out, Dictionary which, const NameCount& records) {
  const bool two = which == Dictionary::kName;
  const std::uint64_t total = std::uint64_t{records.as_surname} + (two ? records.as_given : 0);
  const auto put = [&](std::uint32_t count) {
    if (total >= kFewLimit) out.count.push_back(count);
    else out.few.push_back(static_cast<std::uint8_t>(count));
  };
  put(records.as_surname);
  if (two) put(records.as_given);
}

struct Placed {
  std::uint64_t start;
  std::uint32_t id, print;
};

// Every text as near to its start as the order of starts allows: the farthest is nearer than where the first to come takes the place.
bool try_seed(std::vector<std::uint32_t>& table, const std::vector<RankedText>& ranked, std::uint32_t seed) {
  const std::uint64_t places = hash_places(ranked.size());
  std::vector<Placed> order;
  order.reserve(ranked.size());
  for (const RankedText& each : ranked) {
    const std::uint64_t hash = hash_text(each.text, seed);
    order.push_back({hash_start(hash, places), static_cast<std::uint32_t>(order.size() + 1), hash_print(hash)});
  }
  std::sort(order.begin(), order.end(), [](const Placed& left, const Placed& right) {
    return std::pair(left.start, left.id) < std::pair(right.start, right.id);
  });
  table.assign(places, 0);
  std::uint64_t next = 0;
  for (const Placed& each : order) {
    next = std::max(next, each.start);
    if (next - each.start >= kProbeLimit) return false;
    if (next >= table.size()) table.resize(next + 1, 0);
    table[next++] = each.id | each.print;
  }
  return true;
}

}  // namespace

Result<DictionaryColumns> fill_dictionary(Dictionary which, const std::vector<RankedText>& ranked) {
  if (ranked.size() >= kIdLimit) return limit_reached("a dictionary of the register: more than 2^24 - 2 texts");
  DictionaryColumns out;
  out.size = static_cast<std::uint32_t>(ranked.size());
  for (std::size_t i = 0; i < ranked.size(); ++i) {
    const RankedText& each = ranked[i];
    if (i % kIdsPerStart == 0) out.at.push_back(static_cast<std::uint32_t>(out.text.size()));
    CS_CHECK(!each.text.empty() && each.text.size() <= 255, "a text of a dictionary has 1-255 bytes");
    out.text.push_back(static_cast<std::uint8_t>(each.text.size()));
    append(out.text, each.text);
    if (out.text.size() > UINT32_MAX) return limit_reached("a dictionary of the register: more than 4 GiB of texts");
    add_counts(out, which, each.records);
  }
  for (out.seed = 0; out.seed < kSeedCount; ++out.seed)
    if (try_seed(out.hash, ranked, out.seed)) return out;
  return limit_reached("a dictionary of the register: no seed keeps every text within 256 places of its start");
}

void DictionaryColumns::write(Dictionary which, BodySink& sink) const {
  const DictionaryFiles files = dictionary_files(which);
  sink.append(files.text, text);
  sink.append(files.at, bytes_of(at));
  sink.append(files.count, bytes_of(count));
  sink.append(files.few, few);
  sink.append(files.hash, bytes_of(hash));
}

}  // namespace cs::registry
