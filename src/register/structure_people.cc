// Groups of records, the values that their bits lead to, and keys.
#include <algorithm>

#include "register/structure.h"
#include "register/view.h"

namespace cs::registry {
namespace {

std::uint32_t ones(std::uint64_t bits) { return set_bits(bits); }

// The first number of a column for which `is_bad` says yes; `count` where there is none. Many are looked at before any is decided on: a
// reduction without branches.
template <typename IsBad>
std::uint32_t first_bad(const PackedView column, std::uint32_t count, IsBad is_bad) {
  constexpr std::uint32_t kAtOnce = 1024;
  for (std::uint32_t begin = 0; begin < count; begin += kAtOnce) {
    const std::uint32_t end = std::min(count - begin, kAtOnce) + begin;
    bool bad = false;
    for (std::uint32_t i = begin; i < end; ++i) bad |= is_bad(column[i]);
    if (!bad) continue;
    for (std::uint32_t i = begin; i < end; ++i)
      if (is_bad(column[i])) return i;
  }
  return count;
}

// The bits alone: each group starts where the one before ends, and the columns are as long as all of them say.
Result<void> check_groups(const GenerationView& view) {
  const std::size_t last = view.group_dir.size() - 1;
  Group next{};
  for (std::size_t i = 0; i <= last; ++i) {
    const Group& group = view.group_dir[i];
    const bool starts = group.first_surname == next.first_surname && group.first_wide == next.first_wide && group.first_extra >= next.first_extra &&
                        group.first_initial == next.first_initial && group.first_from == next.first_from &&
                        group.first_closed == next.first_closed && group.first_rare == next.first_rare;
    const std::uint64_t left = i == last ? 0 : std::min<std::uint64_t>(view.records() - i * kGroupRecords, kGroupRecords);
    const std::uint64_t bits = left == 0 ? 0 : UINT64_MAX >> (kGroupRecords - left);
    const std::uint64_t used = group.surname | group.wide_given | group.initial | group.extra | group.from | group.closed | group.rare;
    const bool first_owns = left == 0 || (group.surname & group.from & 1) != 0;
    if (!starts || (used & ~bits) != 0 || (group.wide_surname & ~group.surname) != 0 || !first_owns) return broken(File::kGroupDir, i);
    next = group;
    next.first_surname += ones(group.surname), next.first_initial += ones(group.initial), next.first_from += ones(group.from);
    next.first_wide += ones(group.wide_surname) + ones(group.wide_given);
    next.first_closed += ones(group.closed), next.first_rare += ones(group.rare);
  }
  const Group& end = view.group_dir[last];
  if (end.place != 0) return broken(File::kGroupDir, last);
  if (view.surname_id.size() != end.first_surname) return broken_count(File::kSurnameId);
  if (view.rare_word.size() != end.first_rare) return broken_count(File::kRareWord);
  if (!view.wide_id.holds(end.first_wide)) return broken_count(File::kWideId);
  if (!view.initial_col.holds(end.first_initial)) return broken_count(File::kInitialCol);
  if (!view.extra_word.holds(end.first_extra)) return broken_count(File::kExtraWord);
  if (!view.day_from.holds(end.first_from)) return broken_count(File::kDayFrom);
  if (!view.day_to.holds(end.first_closed)) return broken_count(File::kDayTo);
  return view.key_col.holds(view.records()) ? Result<void>() : Result<void>(broken_count(File::kKeyCol));
}

// Each record's words end in one that is marked so, the kExtrasMax-th at the latest.
Result<void> check_extras(const GenerationView& view) {
  const PackedView words = view.extra_word;
  const int bits = view.name_bits();
  const std::uint64_t names = view.dictionary(Dictionary::kName).size(), id_mask = (std::uint64_t{1} << bits) - 1;
  if (view.group_dir.front().first_extra != 0) return broken(File::kGroupDir, 0);
  for (std::size_t i = 0; i + 1 < view.group_dir.size(); ++i) {
    bool bad = false;
    std::uint64_t lasts = 0, run = 0, longest = 0;
    for (std::uint32_t at = view.group_dir[i].first_extra; at < view.group_dir[i + 1].first_extra; ++at) {
      const std::uint64_t word = words[at], last = word >> (bits + 1);
      bad |= (word & id_mask) - 1 >= names;
      longest = std::max(longest, ++run);
      lasts += last;
      run &= last - 1;
    }
    if (bad || run != 0 || longest > kExtrasMax || lasts != ones(view.group_dir[i].extra)) return broken(File::kExtraWord, view.group_dir[i].first_extra);
  }
  return {};
}

// Wide ids of a group, in the order of its records: each stands where its 16 bits say so, and no own surname is that of the one before.
bool wide_names_hold(const GenerationView& view, const Group& group, const std::uint16_t* surnames, const std::uint16_t* givens) {
  std::uint32_t at = group.first_wide, rank_before = UINT32_MAX - 1;
  std::uint64_t id_before = 0;
  bool bad = false;
  for (std::uint64_t left = group.wide_surname | group.wide_given; left != 0; left &= left - 1) {
    const auto record = static_cast<std::uint32_t>(std::countr_zero(left));
    if (has_bit(group.wide_surname, record)) {
      const std::uint32_t rank = bits_before(group.surname, record);
      const std::uint64_t id = view.wide_id[at++];
      bad |= surnames[rank] != kIsWide || (rank == rank_before + 1 && id == id_before);
      rank_before = rank;
      id_before = id;
    }
    if (!has_bit(group.wide_given, record)) continue;
    bad |= givens[record] != kIsWide;
    ++at;
  }
  return !bad;
}

// How many ids are wide; sixteen at once, which a compiler puts side by side.
std::uint32_t wide_among(const std::uint16_t* ids, std::uint32_t count) {
  constexpr std::uint32_t kAtOnce = 16;
  std::uint32_t out = 0, at = 0;
  for (; at + kAtOnce <= count; at += kAtOnce) {
    std::uint16_t here = 0;
    for (std::uint32_t i = 0; i < kAtOnce; ++i) here = static_cast<std::uint16_t>(here + (ids[at + i] == kIsWide));
    out += here;
  }
  for (; at < count; ++at) out += ids[at] == kIsWide;
  return out;
}

std::uint32_t largest_among(const std::uint16_t* ids, std::uint32_t count) {
  return count == 0 ? 0 : *std::max_element(ids, ids + count);
}

// Own surnames that stand twice in a row without being wide.
std::uint32_t repeated_among(const std::uint16_t* ids, std::uint32_t count) {
  std::uint32_t out = 0;
  for (std::uint32_t i = 1; i < count; ++i) out += (ids[i] == ids[i - 1]) & (ids[i] != kIsWide) ? 1 : 0;
  return out;
}

Result<void> check_names(const GenerationView& view) {
  const std::uint32_t names = view.dictionary(Dictionary::kName).size();
  const Group& end = view.group_dir.back();
  const std::uint32_t wide = first_bad(view.wide_id, end.first_wide, [&](std::uint64_t id) { return id < kIsWide || id > names; });
  if (wide != end.first_wide) return broken(File::kWideId, wide);
  const std::uint32_t letter = first_bad(view.initial_col, end.first_initial, [](std::uint64_t each) { return each - 1 >= 26; });
  if (letter != end.first_initial) return broken(File::kInitialCol, letter);
  for (std::size_t i = 0; i + 1 < view.group_dir.size(); ++i) {
    const Group& group = view.group_dir[i];
    const std::uint16_t* surnames = view.surname_id.data() + group.first_surname;
    const std::uint16_t* givens = view.given_id.data() + i * kGroupRecords;
    const std::uint32_t own = ones(group.surname);
    const auto records = static_cast<std::uint32_t>(std::min<std::size_t>(view.records() - i * kGroupRecords, kGroupRecords));
    if (wide_among(surnames, own) != ones(group.wide_surname) || repeated_among(surnames, own) != 0) return broken(File::kSurnameId, group.first_surname);
    if (wide_among(givens, records) != ones(group.wide_given)) return broken(File::kGivenId, i * kGroupRecords);
    if (!wide_names_hold(view, group, surnames, givens)) return broken(File::kWideId, group.first_wide);
    if (names >= kIsWide) continue;
    if (largest_among(surnames, own) > names) return broken(File::kSurnameId, group.first_surname);
    if (largest_among(givens, records) > names) return broken(File::kGivenId, i * kGroupRecords);
  }
  return {};
}

// Own first days of a group: no one that of the one before, and no last day before its record's first. Numbers run as the days do, 0 before all.
// The columns by value: what is written here cannot be thought to change them.
bool days_hold(const PackedView day_from, const PackedView day_to, const Group& group, std::uint64_t days) {
  std::array<std::uint64_t, kGroupRecords> from;
  const std::uint32_t own = ones(group.from), first = group.first_from;
  std::uint64_t before = UINT64_MAX;
  bool bad = false;
  for (std::uint32_t i = 0; i < own; ++i) {
    from[i] = day_from[first + i];
    bad |= (from[i] > days) | (from[i] == before);
    before = from[i];
  }
  std::uint32_t at = group.first_closed;
  for (std::uint64_t left = group.closed; left != 0; left &= left - 1) {
    const std::uint64_t to = day_to[at++];
    bad |= to == 0 || to > days || from[owned_bits(group.from, static_cast<std::uint32_t>(std::countr_zero(left)))] > to;
  }
  return !bad;
}

Result<void> check_days(const GenerationView& view) {
  const Manifest& manifest = view.manifest;
  const std::uint64_t days = manifest.first_day ? static_cast<std::uint64_t>(std::int64_t{manifest.last_day->days} - manifest.first_day->days + 1) : 0;
  for (std::size_t i = 0; i + 1 < view.group_dir.size(); ++i)
    if (!days_hold(view.day_from, view.day_to, view.group_dir[i], days)) return broken(File::kDayFrom, view.group_dir[i].first_from);
  return {};
}

Result<void> check_rare(const GenerationView& view) {
  const std::uint32_t places = view.dictionary(Dictionary::kPlace).size();
  for (std::size_t i = 0; i + 1 < view.group_dir.size(); ++i) {
    const Group& group = view.group_dir[i];
    if (group.place > places) return broken(File::kGroupDir, i);
    for (std::uint32_t at = group.first_rare; at < group.first_rare + ones(group.rare); ++at) {
      const auto rare = RareWord::unpack(view.rare_word[at]);
      if (!rare || rare->place_plus_one > places + 1 || rare->place_plus_one == group.place + 1) return broken(File::kRareWord, at);
    }
  }
  return {};
}

// key.text walked from its start; true where a key begins.
Result<std::vector<bool>> key_starts(const GenerationView& view) {
  std::vector<bool> starts(view.key_text.size(), false);
  std::uint64_t keys = 0;
  std::string_view before;
  for (std::size_t cell = 0; cell < view.key_text.size(); ++keys) {
    const std::size_t length = view.key_text[cell].bytes[0];
    const std::size_t cells = key_cells(length);
    if (length == 0 || length > kKeyBytesMax || cell + cells > view.key_text.size()) return broken(File::kKeyText, cell);
    const std::string_view key = view.key_at(cell);
    if (std::any_of(key.begin(), key.end(), [](char c) { return c <= ' ' || c > '~'; })) return broken(File::kKeyText, cell);
    for (std::size_t at = 1 + length; at < cells * sizeof(KeyCell); ++at)
      if (view.key_text[cell + at / sizeof(KeyCell)].bytes[at % sizeof(KeyCell)] != 0) return broken(File::kKeyText, cell);
    if (keys != 0 && key <= before) return broken(File::kKeyText, cell);
    starts[cell] = true;
    before = key;
    cell += cells;
  }
  if (keys != view.manifest.keys) return broken_count(File::kKeyText);
  return starts;
}

Result<void> check_key_texts(const GenerationView& view) {
  CS_TRY(starts, key_starts(view));
  for (std::uint32_t record = 0; record < view.records(); ++record)
    if (view.key_col[record] >= starts.size() || !starts[view.key_col[record]]) return broken(File::kKeyCol, record);
  return {};
}

Result<void> check_key_numbers(const GenerationView& view) {
  const KeyPattern& pattern = view.manifest.keys_as;
  if (!view.key_text.empty()) return broken_count(File::kKeyText);
  const std::uint64_t end = pattern.numbers();
  const bool fixed = pattern.is_fixed();
  const std::uint32_t found = first_bad(view.key_col, view.records(), [&](std::uint64_t number) {
    return number >= end || (!fixed && pattern.number(pattern.text(number)) != number);
  });
  return found == view.records() ? Result<void>() : Result<void>(broken(File::kKeyCol, found));
}

}  // namespace

Result<void> check_people(const GenerationView& view) {
  CS_TRY_VOID(check_groups(view));
  CS_TRY_VOID(check_extras(view));
  CS_TRY_VOID(check_names(view));
  CS_TRY_VOID(check_days(view));
  CS_TRY_VOID(check_rare(view));
  return view.manifest.keys_as.shortest() == 0 ? check_key_texts(view) : check_key_numbers(view);
}

}  // namespace cs::registry
