#include <utility>

#include "base/limits.h"
#include "codec/canonical.h"
#include "ledger/entry_encode.h"
#include "ledger/entry_fields.h"

namespace cs::ledger {
namespace {

// Reads field by field; the first fault stays and nothing is read after it.
class FieldDecoder {
 public:
  explicit FieldDecoder(codec::CborReader& in) : in_(in) {}
  std::uint64_t count = kEntryHeadFields;
  std::optional<Fault> fault;

  template <typename T>
  void operator()(std::uint64_t key, std::string_view name, T& value) {
    (*this)(key, name, value, std::size_t{0});
  }
  void operator()(std::uint64_t key, std::string_view name, Digest& value, std::string_view) { (*this)(key, name, value, std::size_t{0}); }
  template <typename T>
  void operator()(std::uint64_t key, std::string_view name, T& value, std::size_t count_min) {
    ++count;
    if (fault) return;
    count_min_ = count_min;
    auto read_key = in_.key(key);
    auto done = read_key ? read(value) : std::move(read_key);
    if (!done) fault = at(name, done.fault());
  }

 private:
  template <typename T>
  static Result<void> take(T& into, Result<T> read) {
    if (!read) return read.fault();
    into = std::move(read).value();
    return {};
  }
  Result<void> read(std::uint64_t& value) { return take(value, in_.unsigned_number(limits::kEntryIndexMax)); }
  Result<void> read(EntryIndex& value) { return read(value.value); }
  Result<void> read(LineNumber& value) { return read(value.value); }
  Result<void> read(Digest& value) { return take(value, in_.digest()); }
  Result<void> read(std::uint32_t& value) {
    CS_TRY(number, in_.unsigned_number(UINT32_MAX));
    value = static_cast<std::uint32_t>(number);
    return {};
  }
  Result<void> read(Instant& value) {
    CS_TRY(ms, in_.unsigned_number(static_cast<std::uint64_t>(kInstantMax.ms)));
    value.ms = static_cast<std::int64_t>(ms);
    return {};
  }
  Result<void> read(std::string& value) {
    CS_TRY(text, in_.text(limits::kEntryBytesMax));
    value = text;
    return {};
  }
  Result<void> read(Label& value) {
    CS_TRY_VOID(read(value.text));
    if (!is_label(value.text)) return malformed("not an id of 1 to 63 characters [a-z0-9.-]");
    return {};
  }
  Result<void> read(ExpungedLine& value) {
    CS_TRY(count_read, in_.list(2));
    if (count_read != 2) return malformed("not a pair");
    CS_TRY_VOID(read(value.request));
    return read(value.line);
  }
  template <typename E>
    requires std::is_enum_v<E>
  Result<void> read(E& value) {
    CS_TRY(number, in_.unsigned_number(Words<E>::first + std::size(Words<E>::words) - 1));
    if (number < Words<E>::first) return malformed("a number below " + std::to_string(Words<E>::first));
    value = static_cast<E>(number);
    return {};
  }
  template <typename T>
  Result<void> read(std::optional<T>& value) {
    if (in_.at_null()) return in_.null();
    value.emplace();
    return read(*value);
  }
  template <typename T>
  Result<void> read(std::vector<T>& values) {
    CS_TRY(items, in_.list(limits::kEntryBytesMax));
    if (items < count_min_) return malformed("a list of fewer than " + std::to_string(count_min_));
    for (std::size_t i = 0; i < items; ++i) CS_TRY_VOID(read(values.emplace_back()));
    return {};
  }

  codec::CborReader& in_;
  std::size_t count_min_ = 0;
};

template <std::size_t kIndex>
Result<Entry> decode_kind(codec::CborReader& in, std::uint64_t field_count) {
  Entry entry(std::in_place_index<kIndex>);
  FieldDecoder decoder(in);
  fields(std::get<kIndex>(entry), decoder);
  if (decoder.fault) return at(kind_word(entry), *decoder.fault);
  if (decoder.count != field_count) return malformed(std::string(kind_word(entry)) + ": another number of fields than this kind has");
  CS_TRY_VOID(in.end());
  return entry;
}

template <std::size_t... kIndexes>
Result<Entry> decode_any(std::uint64_t kind, codec::CborReader& in, std::uint64_t field_count, std::index_sequence<kIndexes...>) {
  using Decode = Result<Entry> (*)(codec::CborReader&, std::uint64_t);
  static constexpr Decode by_kind[] = {&decode_kind<kIndexes>...};
  return by_kind[kind - 1](in, field_count);
}

}  // namespace

Result<TimedEntry> decode(ByteView bytes) {
  if (bytes.size() > limits::kEntryBytesMax) return malformed("an entry of more than " + std::to_string(limits::kEntryBytesMax) + " bytes");
  codec::CborReader in(bytes);
  CS_TRY(field_count, in.map(16));
  CS_TRY_VOID(in.key(0));
  CS_TRY(version, in.unsigned_number());
  if (version != kEntryVersion) return malformed("an entry of version " + std::to_string(version) + ", which this reader does not know");
  CS_TRY_VOID(in.key(1));
  CS_TRY(kind, in.unsigned_number());
  constexpr std::size_t kinds = std::variant_size_v<Entry>;
  if (kind < 1 || kind > kinds) return malformed("an entry of kind " + std::to_string(kind) + ", which this reader does not know");
  CS_TRY_VOID(in.key(2));
  CS_TRY(ms, in.unsigned_number(static_cast<std::uint64_t>(kInstantMax.ms)));
  CS_TRY(entry, decode_any(kind, in, field_count, std::make_index_sequence<kinds>()));
  return TimedEntry{Instant{static_cast<std::int64_t>(ms)}, std::move(entry)};
}

}  // namespace cs::ledger
