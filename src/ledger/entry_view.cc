#include "ledger/entry_fields.h"

namespace cs::ledger {
namespace {

constexpr std::string_view kKindWords[] = {
    "genesis",    "key",       "software", "trust",       "agreement", "designation", "stop",     "resume",   "restraint", "register",
    "orders",     "anchor",    "request",  "admission",   "line",      "close",       "delivery", "desk",     "recall",    "disposal",
    "correction", "follow-up", "access",   "shred",       "expunge",   "hold",        "replay",   "incident", "report",    "canary",
    "recovery",   "signatory", "officer",  "countersign", "attempts",  "quarantine",  "clear",    "map"};
static_assert(std::size(kKindWords) == std::variant_size_v<Entry>);

using codec::Value;

std::string instant_text(Instant time) {
  std::string text = time.text();  // "...:00Z"
  std::string ms = std::to_string(1000 + time.ms % 1000);
  text.replace(text.size() - 1, 1, "." + ms.substr(1) + "Z");
  return text;
}

Value view(std::uint32_t value) { return Value(std::int64_t{value}); }
Value view(std::uint64_t value) { return Value(static_cast<std::int64_t>(value)); }
Value view(EntryIndex value) { return view(value.value); }
Value view(LineNumber value) { return view(value.value); }
Value view(Instant value) { return Value(instant_text(value)); }
Value view(const Digest& value) { return Value(to_hex(value)); }
Value view(const std::string& value) { return Value(value); }
Value view(const Label& value) { return Value(value.text); }
Value view(const ExpungedLine& value) { return Value(codec::List{view(value.request), view(value.line)}); }
template <typename E>
  requires std::is_enum_v<E>
Value view(E value) {
  return Value(std::string(word(value)));
}
template <typename T>
Value view(const std::optional<T>& value) {
  return value ? view(*value) : Value();
}
template <typename T>
Value view(const std::vector<T>& values) {
  codec::List list;
  for (const T& value : values) list.push_back(view(value));
  return Value(std::move(list));
}

struct FieldViewer {
  codec::Record record;
  template <typename T>
  void operator()(std::uint64_t, std::string_view name, const T& value) {
    record.emplace_back(name, view(value));
  }
  template <typename T, typename Last>
  void operator()(std::uint64_t key, std::string_view name, const T& value, Last&&) {
    (*this)(key, name, value);
  }
};

struct CommitmentCollector {
  std::vector<TaggedCommitment> found;
  void operator()(std::uint64_t, std::string_view, const auto&) {}
  void operator()(std::uint64_t, std::string_view, const auto&, std::size_t) {}
  void operator()(std::uint64_t, std::string_view, const Digest& value, const char* tag) { found.push_back({tag, value}); }
};

struct ReferenceCollector {
  std::vector<EntryIndex> found;
  void operator()(std::uint64_t, std::string_view, const auto& value) { add(value); }
  template <typename T, typename Last>
  void operator()(std::uint64_t, std::string_view, const T& value, Last&&) {
    add(value);
  }

 private:
  void add(const auto&) {}
  void add(EntryIndex value) { found.push_back(value); }
  void add(const std::optional<EntryIndex>& value) {
    if (value) found.push_back(*value);
  }
  void add(const std::vector<EntryIndex>& values) { found.insert(found.end(), values.begin(), values.end()); }
  void add(const std::vector<ExpungedLine>& values) {
    for (const ExpungedLine& value : values) found.push_back(value.request);
  }
};

template <typename Collector>
auto collect(const Entry& entry) {
  Collector collector;
  std::visit([&](const auto& held) { fields(held, collector); }, entry);
  return std::move(collector.found);
}

}  // namespace

std::uint64_t kind_of(const Entry& entry) { return entry.index() + 1; }
std::string_view kind_word(const Entry& entry) { return kKindWords[entry.index()]; }

codec::Value entry_view(EntryIndex index, const TimedEntry& entry) {
  FieldViewer viewer;
  viewer.record = {{"index", view(index)}, {"time", view(entry.time)}, {"kind", Value(std::string(kind_word(entry.entry)))}};
  std::visit([&](const auto& held) { fields(held, viewer); }, entry.entry);
  return Value(std::move(viewer.record));
}

std::vector<TaggedCommitment> commitments_of(const Entry& entry) { return collect<CommitmentCollector>(entry); }
std::vector<EntryIndex> references_of(const Entry& entry) { return collect<ReferenceCollector>(entry); }

std::uint32_t quarter_of(Instant time) {
  const Date date = Date::of(time);
  return static_cast<std::uint32_t>(date.year() * 4 + (date.month() - 1) / 3);
}

Instant quarter_begin(std::uint32_t quarter) { return Date::civil(static_cast<int>(quarter / 4), static_cast<int>(quarter % 4) * 3 + 1, 1).midnight(); }

}  // namespace cs::ledger
