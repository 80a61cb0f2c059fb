// Groups of records, the values that their bits lead to, and keys.
#include <algorithm>

#include "register/structure.h"

namespace cs::registry {
namespace {

std::uint32_t ones(std::uint64_t bits) { return static_cast<std::uint32_t>(std::popcount(bits)); }

// Words that a record's extras fill from `at`; 0 where they hold no such list.
std::uint32_t extras_from(const GenerationView& view, std::uint32_t at, std::uint64_t end) {
  const std::uint32_t names = view.dictionary(Dictionary::kName).size();
  for (std::uint32_t count = 1; at < end && count <= kExtrasMax; ++count) {
    const ExtraWord extra = view.extra(at++);
    if (extra.id == 0 || extra.id > names) return 0;
    if (extra.last) return count;
  }
  return 0;
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

Result<void> check_extras(const GenerationView& view) {
  const std::uint32_t end = view.group_dir.back().first_extra;
  std::uint32_t at = 0;
  for (std::size_t i = 0; i + 1 < view.group_dir.size(); ++i) {
    if (view.group_dir[i].first_extra != at) return broken(File::kGroupDir, i);
    for (std::uint32_t left = ones(view.group_dir[i].extra); left > 0; --left) {
      const std::uint32_t count = extras_from(view, at, end);
      if (count == 0) return broken(File::kExtraWord, at);
      at += count;
    }
  }
  return at == end ? Result<void>() : Result<void>(broken_count(File::kExtraWord));
}

bool name_holds(const GenerationView& view, std::uint16_t id, bool wide, std::uint32_t& at) {
  const std::uint32_t names = view.dictionary(Dictionary::kName).size();
  if ((id == kIsWide) != wide || id > names) return false;
  if (!wide) return true;
  const std::uint64_t whole = view.wide_id[at++];
  return whole >= kIsWide && whole <= names;
}

Result<void> check_names(const GenerationView& view) {
  std::uint32_t own = 0, wide = 0, initial = 0;
  for (std::uint32_t record = 0; record < view.records(); ++record) {
    const Group& group = view.group_dir[record / kGroupRecords];
    const std::uint32_t bit = record % kGroupRecords;
    if ((group.surname >> bit & 1) != 0) {
      if (!name_holds(view, view.surname_id[own], (group.wide_surname >> bit & 1) != 0, wide)) return broken(File::kSurnameId, own);
      if (bit != 0 && view.surname(record) == view.surname(record - 1)) return broken(File::kSurnameId, own);
      ++own;
    }
    if (!name_holds(view, view.given_id[record], (group.wide_given >> bit & 1) != 0, wide)) return broken(File::kGivenId, record);
    if ((group.initial >> bit & 1) == 0) continue;
    const std::uint64_t letter = view.initial_col[initial];
    if (letter == 0 || letter > 26) return broken(File::kInitialCol, initial);
    ++initial;
  }
  return {};
}

Result<void> check_days(const GenerationView& view) {
  const Manifest& manifest = view.manifest;
  const std::uint64_t days = manifest.first_day ? static_cast<std::uint64_t>(std::int64_t{manifest.last_day->days} - manifest.first_day->days + 1) : 0;
  const Group& end = view.group_dir.back();
  for (std::uint32_t i = 0; i < end.first_from; ++i)
    if (view.day_from[i] > days) return broken(File::kDayFrom, i);
  for (std::uint32_t i = 0; i < end.first_closed; ++i)
    if (view.day_to[i] == 0 || view.day_to[i] > days) return broken(File::kDayTo, i);
  for (std::uint32_t record = 0; record < view.records(); ++record) {
    const Group& group = view.group_dir[record / kGroupRecords];
    const std::uint32_t bit = record % kGroupRecords;
    const bool own = (group.from >> bit & 1) != 0;
    if (own && bit != 0 && view.from(record) == view.from(record - 1)) return broken(File::kGroupDir, record / kGroupRecords);
    if ((group.closed >> bit & 1) != 0 && view.from(record) > view.to(record)) return broken(File::kGroupDir, record / kGroupRecords);
  }
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
  for (std::uint32_t record = 0; record < view.records(); ++record) {
    const std::uint64_t number = view.key_col[record];
    if (number >= end || (!pattern.is_fixed() && pattern.number(pattern.text(number)) != number)) return broken(File::kKeyCol, record);
  }
  return {};
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
