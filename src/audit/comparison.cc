#include "audit/comparison.h"

#include <algorithm>

#include "codec/json.h"

namespace cs::audit {
namespace {

using ledger::LineEntry;

// The fields of two entries of one kind that differ, as the JSON view calls them.
std::vector<std::string> fields_that_differ(EntryIndex at, Instant time, const ledger::Entry& there, const ledger::Entry& built) {
  const codec::Value a = ledger::entry_view(at, {time, there}), b = ledger::entry_view(at, {time, built});
  std::vector<std::string> fields;
  for (const auto& [key, value] : *a.record()) {
    const codec::Value* other = b.find(key);
    if (other == nullptr || codec::write_json(value) != codec::write_json(*other)) fields.push_back(key);
  }
  return fields;
}

std::string text_of(const codec::Value& entry, const std::string& field) {
  const codec::Value* value = entry.find(field);
  return value == nullptr ? std::string() : value->text() != nullptr ? *value->text() : codec::write_json(*value);
}

}  // namespace

void Comparison::begin(std::string request, Reason told, bool told_at_intake, const gate::GoneLines* gone) {
  request_ = std::move(request);
  gone_ = gone;
  unlike_.clear();
  told_ = told;
  told_at_intake_ = told_at_intake;
  lines_.clear();
  wrong_lines_.clear();
  lines_gone_.clear();
  admission_differs_ = false;
  differs_ = false;
}

void Comparison::note(What what, EntryIndex entry, std::optional<std::uint32_t> line, std::string of, std::string recorded, std::string recomputed,
                      std::string text) {
  differs_ = true;
  add_finding(*report_, {what, entry, request_, line, std::move(of), std::move(recorded), std::move(recomputed), std::move(text)});
}

Result<std::uint64_t> Comparison::compare(EntryIndex first, const ledger::Append& built) {
  EntryIndex at = first;
  bool aligned = true;
  for (std::size_t i = 0; i < built.entries.size();) {
    if (!std::holds_alternative<LineEntry>(built.entries[i])) {
      CS_TRY_VOID(one(at, built.time, built.entries[i++]));
      ++at.value;
      continue;
    }
    std::size_t end = i;
    while (end < built.entries.size() && std::holds_alternative<LineEntry>(built.entries[end])) ++end;
    CS_TRY(there, lines(at, &built.entries[i], end - i));
    aligned = aligned && there == end - i;
    at.value += there;
    i = end;
  }
  if (!aligned) return conflict("entry " + std::to_string(first.value) + ": another number of entries stands there");
  report_->recomputed += at.value - first.value;
  return at.value - first.value;
}

// One entry that is no line's.
Result<void> Comparison::one(EntryIndex at, Instant time, const ledger::Entry& built) {
  const std::string kind(ledger::kind_word(built));
  const auto there = ledger_->entry(at);
  if (!there || there->entry.index() != built.index()) {
    const std::string here = there ? std::string(ledger::kind_word(there->entry)) : "nothing";
    note(What::kMissing, at, std::nullopt, kind, here, kind, "a " + kind + " entry should stand here; there is " + here);
    return conflict("entry " + std::to_string(at.value) + ": no " + kind);
  }
  if (there->time != time) note(What::kBackDated, at, std::nullopt, "time", there->time.text(), time.text(), "an entry has another time than those that were made with it");
  if (there->entry == built) return {};
  const codec::Value recorded = ledger::entry_view(at, {time, there->entry}), recomputed = ledger::entry_view(at, {time, built});
  for (const std::string& field : fields_that_differ(at, time, there->entry, built))
    note(What::kAltered, at, std::nullopt, field, text_of(recorded, field), text_of(recomputed, field), "the " + kind + "'s " + field + " is not what follows from what is there");
  if (std::holds_alternative<ledger::AdmissionEntry>(built)) admission_differs_ = true;
  return {};
}

// A request's lines, by their numbers.
Result<std::uint64_t> Comparison::lines(EntryIndex at, const ledger::Entry* first, std::size_t count) {
  std::vector<EntryIndex> place(count);  // of line i + 1; entry 0 is no line's
  EntryIndex here = at;
  std::uint32_t reordered = 0;
  for (; here.value < ledger_->size(); ++here.value) {
    CS_TRY(entry, ledger_->entry(here));
    const auto* there = std::get_if<LineEntry>(&entry.entry);
    if (there == nullptr) break;
    const std::uint64_t number = there->line.value;
    if (number == 0 || number > count || place[number - 1].value != 0) {
      note(What::kUnexpected, here, there->line.value, "line", "", "", "the request has no such line, or it stands here twice");
      continue;
    }
    place[number - 1] = here;
    if (here.value - at.value != number - 1) ++reordered;
    line(here, *there, std::get<LineEntry>(first[number - 1]));
  }
  const bool gone = std::any_of(place.begin(), place.end(), [](EntryIndex one) { return one.value == 0; });
  for (std::uint32_t i = 0; i < count; ++i) {
    if (place[i].value == 0) {
      lines_gone_.insert(i + 1);
      note(What::kMissing, {at.value + i}, i + 1, "line", "", "", "the line has no entry");
    } else if (!gone && reordered > 0 && place[i].value != at.value + i) {
      wrong_lines_.insert(i + 1);
      note(What::kReordered, place[i], i + 1, "line", std::to_string(place[i].value), std::to_string(at.value + i), "the line stands in another place");
    }
  }
  return here.value - at.value;
}

void Comparison::line(EntryIndex at, const LineEntry& there, const LineEntry& built) {
  if (there == built) return;
  const std::pair<const char*, Digest LineEntry::*> fields[] = {{"in", &LineEntry::in}, {"answer", &LineEntry::answer}, {"basis", &LineEntry::basis}};
  for (const auto& [name, member] : fields)
    if (there.*member != built.*member) lines_.push_back({at, built.line.value, name, there.*member, built.*member});
  if (there.request != built.request) lines_.push_back({at, built.line.value, "request", {}, {}});
  wrong_lines_.insert(built.line.value);
  differs_ = true;
}

}  // namespace cs::audit
