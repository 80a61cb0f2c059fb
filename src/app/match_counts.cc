#include "app/match_counts.h"

#include <sys/resource.h>

#include "codec/json.h"

namespace cs::app {

using codec::Value;

codec::Record match_counts(const match::Counters& counters) {
  const auto number = [](std::uint64_t n) { return Value(static_cast<std::int64_t>(n)); };
  return {{"lines_nearby", number(counters.lines_nearby)}, {"lines_city", number(counters.lines_city)},
          {"dictionary_probes", number(counters.dictionary_probes)}, {"candidates", number(counters.candidates)},
          {"id_compares", number(counters.id_compares)}, {"name_compares", number(counters.name_compares)},
          {"string_compares", number(counters.string_compares)}, {"address_compares", number(counters.address_compares)},
          {"street_compares", number(counters.street_compares)}, {"tiles_scanned", number(counters.tiles_scanned)},
          {"letters_read", number(counters.letters_read)}, {"house_bits_read", number(counters.house_bits_read)},
          {"blocks_read", number(counters.blocks_read)}, {"address_words_scanned", number(counters.address_words_scanned)},
          {"record_words_scanned", number(counters.record_words_scanned)}, {"bytes_touched", number(counters.bytes_touched())}};
}

Value pages_faulted() {
  struct rusage usage {};
  ::getrusage(RUSAGE_SELF, &usage);
  return codec::record_of({{"minor", Value(std::int64_t{usage.ru_minflt})}, {"major", Value(std::int64_t{usage.ru_majflt})}});
}

}  // namespace cs::app
