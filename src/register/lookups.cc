#include "register/lookups.h"

namespace cs::registry {
namespace {

// The first place whose print is the text's, from where it may stand; the dictionary's end where none is.
std::uint64_t likely_place(const DictionaryView& of, std::uint64_t place, std::uint32_t print) {
  const std::uint64_t end = std::min<std::uint64_t>(place + kProbeLimit, of.hash.size());
  while (place < end && of.hash[place] != 0 && ((of.hash[place] ^ print) >> 24) != 0) ++place;
  return place < end && of.hash[place] != 0 ? place : of.hash.size();
}

}  // namespace

void Lookups::add(Dictionary which, std::string_view text, std::uint32_t& id) {
  const DictionaryView& of = view_.dictionary(which);
  id = 0;
  if (text.empty() || of.ids == 0) return;
  ++probes_;
  const std::uint64_t code = hash_text(text, of.seed);
  all_.push_back({&of, text, &id, hash_start(code, hash_places(of.ids)), hash_print(code)});
  __builtin_prefetch(&of.hash[all_.back().place]);
}

void Lookups::run() {
  for (One& one : all_) {
    one.place = likely_place(*one.dictionary, one.place, one.print);
    if (one.place < one.dictionary->hash.size()) one.dictionary->fetch_start(one.dictionary->hash[one.place] & kIdLimit);
  }
  for (const One& one : all_)
    if (one.place < one.dictionary->hash.size()) one.dictionary->fetch(one.dictionary->hash[one.place] & kIdLimit);
  for (const One& one : all_)
    if (one.place < one.dictionary->hash.size()) *one.id = one.dictionary->find_from(one.text, one.place, one.print);
  all_.clear();
}

}  // namespace cs::registry
