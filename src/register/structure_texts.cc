// The dictionaries: texts in the order of their ranks, each found by its hash.
#include <algorithm>
#include <array>

#include "register/form_text.h"
#include "register/structure.h"

namespace cs::registry {
namespace {

// A text of `name` alone may come from outside in any bytes; that it is no longer than a row's may be, the build saw to.
Result<void> check_texts(const DictionaryView& dictionary, Dictionary which) {
  const DictionaryFiles files = dictionary_files(which);
  if (dictionary.ids >= kIdLimit) return broken_count(files.count);
  if (dictionary.at.size() != (std::size_t{dictionary.ids} + kIdsPerStart - 1) / kIdsPerStart) return broken_count(files.at);
  std::size_t place = 0;
  for (std::uint32_t i = 0; i < dictionary.ids; ++i) {
    if (i % kIdsPerStart == 0 && dictionary.at[i / kIdsPerStart] != place) return broken(files.at, i / kIdsPerStart);
    if (place >= dictionary.texts.size() || dictionary.texts[place] == 0) return broken(files.text, place);
    const std::size_t end = place + 1 + dictionary.texts[place];
    if (end > dictionary.texts.size()) return broken(files.text, place);
    place = end;
  }
  return place == dictionary.texts.size() ? Result<void>() : Result<void>(broken_count(files.text));
}

Result<void> check_ranks(const DictionaryView& dictionary, Dictionary which) {
  const DictionaryFiles files = dictionary_files(which);
  const std::size_t many = dictionary.count.size() / (dictionary.two_counts ? 2 : 1);
  std::uint64_t before = UINT64_MAX;
  std::string_view text_before;
  const char* next = reinterpret_cast<const char*>(dictionary.texts.data());
  for (std::uint32_t id = 1; id <= dictionary.ids; ++id) {
    const NameCount records = dictionary.records(id);
    const std::uint64_t total = std::uint64_t{records.as_surname} + records.as_given;
    const bool is_many = id <= many;
    const std::string_view text(next + 1, static_cast<std::uint8_t>(*next));
    const bool in_order = total < before || (total == before && text_before < text);
    text_before = text;
    next += 1 + text.size();
    if (total == 0 || (total >= kFewLimit) != is_many || !in_order) return is_many ? broken(files.count, id - 1) : broken(files.few, id - 1 - many);
    before = total;
  }
  return {};
}

// Where a text's look-up comes by before its own id: no free place, and no other text that it would take for its own.
bool is_found(const DictionaryView& dictionary, std::uint32_t id, std::string_view text, std::uint64_t start, std::uint32_t print) {
  const std::uint64_t end = std::min<std::uint64_t>(start + kProbeLimit, dictionary.hash.size());
  for (std::uint64_t place = start; place < end && dictionary.hash[place] != 0; ++place) {
    const std::uint32_t here = dictionary.hash[place];
    if (((here ^ print) >> 24) != 0) continue;
    if ((here & kIdLimit) == id) return true;
    if (dictionary.text(here & kIdLimit) == text) return false;
  }
  return false;
}

// Every text is found as its id. Texts are gone through in their order; what each needs of the table is asked for some texts before.
Result<void> check_found(const DictionaryView& dictionary, File file) {
  struct Waiting {
    std::string_view text;
    std::uint64_t start = 0;
    std::uint32_t print = 0;
  };
  constexpr std::uint32_t kAhead = 32;
  std::array<Waiting, kAhead> waiting;
  const std::uint64_t places = hash_places(dictionary.ids);
  const char* next = reinterpret_cast<const char*>(dictionary.texts.data());
  for (std::uint32_t i = 0; i < dictionary.ids + kAhead; ++i) {
    Waiting& each = waiting[i % kAhead];
    if (i >= kAhead && !is_found(dictionary, i - kAhead + 1, each.text, each.start, each.print)) return broken(file, i - kAhead + 1);
    if (i >= dictionary.ids) continue;
    each.text = {next + 1, static_cast<std::uint8_t>(*next)};
    next += 1 + each.text.size();
    const std::uint64_t code = hash_text(each.text, dictionary.seed);
    each.start = hash_start(code, places);
    each.print = hash_print(code);
    __builtin_prefetch(&dictionary.hash[each.start]);
  }
  return {};
}

// Each id stands in the table once, where its text is found.
Result<void> check_hash(const DictionaryView& dictionary, Dictionary which) {
  const File file = dictionary_files(which).hash;
  const std::uint64_t places = hash_places(dictionary.ids);
  if (dictionary.hash.size() < places || dictionary.hash.size() > places + kProbeLimit) return broken_count(file);
  std::size_t filled = 0;
  for (std::size_t i = 0; i < dictionary.hash.size(); ++i) {
    if ((dictionary.hash[i] & kIdLimit) > dictionary.ids) return broken(file, i);
    if (dictionary.hash[i] != 0) ++filled;
  }
  if (filled != dictionary.ids) return broken_count(file);
  return check_found(dictionary, file);
}

}  // namespace

Result<void> check_dictionaries(const GenerationView& view) {
  for (std::size_t i = 0; i < kDictionaryCount; ++i) {
    CS_TRY_VOID(check_texts(view.dictionaries[i], static_cast<Dictionary>(i)));
    CS_TRY_VOID(check_ranks(view.dictionaries[i], static_cast<Dictionary>(i)));
    CS_TRY_VOID(check_hash(view.dictionaries[i], static_cast<Dictionary>(i)));
  }
  const DictionaryView& forms = view.dictionary(Dictionary::kForm);
  for (std::uint32_t id = 1; id <= forms.size(); ++id)
    if (!form_parts(forms.text(id))) return broken(File::kFormText, id);
  const DictionaryView& places = view.dictionary(Dictionary::kPlace);
  for (std::uint32_t id = 1; id <= places.size(); ++id)
    if (!place_parts(places.text(id))) return broken(File::kPlaceText, id);
  return {};
}

}  // namespace cs::registry
