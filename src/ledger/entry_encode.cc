#include "ledger/entry_encode.h"

#include <algorithm>

#include "base/limits.h"
#include "codec/text.h"
#include "ledger/entry_fields.h"

namespace cs::ledger {
namespace {

struct FieldCounter {
  std::uint64_t count = kEntryHeadFields;
  void operator()(std::uint64_t, std::string_view, const auto&) { ++count; }
  void operator()(std::uint64_t, std::string_view, const auto&, auto&&) { ++count; }
};

class FieldEncoder {
 public:
  explicit FieldEncoder(codec::CborWriter& out) : out_(out) {}
  template <typename T>
  void operator()(std::uint64_t key, std::string_view, const T& value) {
    out_.key(key);
    write(value);
  }
  template <typename T, typename Last>
  void operator()(std::uint64_t key, std::string_view name, const T& value, Last&&) {
    (*this)(key, name, value);
  }

 private:
  void write(std::uint32_t value) { out_.unsigned_number(value); }
  void write(std::uint64_t value) { out_.unsigned_number(value); }
  void write(EntryIndex value) { out_.unsigned_number(value.value); }
  void write(LineNumber value) { out_.unsigned_number(value.value); }
  void write(Instant value) { out_.number(value.ms); }
  void write(const Digest& value) { out_.bytes(value); }
  void write(const std::string& value) { out_.text(value); }
  void write(const Label& value) { out_.text(value.text); }
  void write(const ExpungedLine& value) { out_.list(2).unsigned_number(value.request.value).unsigned_number(value.line.value); }
  template <typename E>
    requires std::is_enum_v<E>
  void write(E value) {
    out_.unsigned_number(static_cast<std::uint64_t>(value));
  }
  template <typename T>
  void write(const std::optional<T>& value) {
    if (value)
      write(*value);
    else
      out_.null();
  }
  template <typename T>
  void write(const std::vector<T>& values) {
    out_.list(values.size());
    for (const T& value : values) write(value);
  }
  codec::CborWriter& out_;
};

// The ranges that a C++ type alone does not keep. The first field outside its range is the fault.
class FieldChecker {
 public:
  template <typename T>
  void operator()(std::uint64_t, std::string_view name, const T& value) {
    note(holds(value), name);
  }
  template <typename T>
  void operator()(std::uint64_t, std::string_view name, const std::vector<T>& values, std::size_t count_min) {
    note(values.size() >= count_min, name);
    note(std::all_of(values.begin(), values.end(), [this](const T& value) { return holds(value); }), name);
  }
  void operator()(std::uint64_t, std::string_view, const Digest&, std::string_view) {}
  std::string_view bad;

 private:
  void note(bool good, std::string_view name) {
    if (!good && bad.empty()) bad = name;
  }
  bool holds(std::uint32_t) const { return true; }
  bool holds(std::uint64_t value) const { return value <= limits::kEntryIndexMax; }
  bool holds(EntryIndex value) const { return value.value <= limits::kEntryIndexMax; }
  bool holds(LineNumber) const { return true; }
  bool holds(Instant value) const { return value.ms >= 0 && value <= kInstantMax; }
  bool holds(const Digest&) const { return true; }
  bool holds(const std::string& value) const { return codec::is_utf8(value); }
  bool holds(const Label& value) const { return is_label(value.text); }
  bool holds(const ExpungedLine& value) const { return holds(value.request); }
  template <typename E>
    requires std::is_enum_v<E>
  bool holds(E value) const {
    const auto number = static_cast<std::uint64_t>(value);
    return number >= Words<E>::first && number < Words<E>::first + std::size(Words<E>::words);
  }
  template <typename T>
  bool holds(const std::optional<T>& value) const {
    return !value || holds(*value);
  }
};

}  // namespace

bool is_label(std::string_view text) {
  const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-'; };
  return !text.empty() && text.size() <= 63 && std::all_of(text.begin(), text.end(), allowed);
}

void encode_into(codec::CborWriter& out, const Entry& entry, Instant time) {
  out.clear();
  std::visit(
      [&](const auto& held) {
        FieldCounter counter;
        fields(held, counter);
        out.map(counter.count).key(0).unsigned_number(kEntryVersion).key(1).unsigned_number(kind_of(entry)).key(2).number(time.ms);
        FieldEncoder encoder(out);
        fields(held, encoder);
      },
      entry);
}

Bytes encode(const Entry& entry, Instant time) {
  codec::CborWriter out;
  encode_into(out, entry, time);
  return out.take();
}

Result<void> is_valid(const Entry& entry, Instant time) {
  FieldChecker checker;
  std::visit([&](const auto& held) { fields(held, checker); }, entry);
  if (!checker.bad.empty())
    return malformed(std::string(kind_word(entry)) + " entry: " + std::string(checker.bad) + " is outside its range");
  if (time.ms < 0 || time > kInstantMax) return malformed(std::string(kind_word(entry)) + " entry: time is outside its range");
  if (std::holds_alternative<LineEntry>(entry)) return {};  // 138 bytes at most
  if (encode(entry, time).size() > limits::kEntryBytesMax)
    return malformed(std::string(kind_word(entry)) + " entry: longer than " + std::to_string(limits::kEntryBytesMax) + " bytes");
  return {};
}

}  // namespace cs::ledger
