// Every text that a build meets, each once: rows become numbers here.
//   Shape    code() makes a row's byte string: key, 00, whether it has an address, kind of name, name, readings in the order of their bytes,
//            period, line. Byte strings of equal rows differ in the line only; those of one key stand together, the ones with an address
//            first.
//   Units    numbers are of this build only and depend on the order of rows; ranking.h makes ids of them that do not.
//   Errors   kLimit: more texts of one kind than 24 bits number.
//   Threads  one thread at a time.
//   Source   the project's register design, section 4.
#pragma once

#include "address/compare.h"
#include "register/coded_rows.h"
#include "register/interner.h"
#include "register/row_reader.h"

namespace cs::registry {

struct PlainRow;

class Tokens {
 public:
  // `row` is not rejected. Valid until the next call, of either.
  std::string_view code(const ReadRow& row);
  std::string_view code(const PlainRow& row);
  // Asks for the memory that code() of the row will look at.
  void prefetch(const PlainRow& row) const;
  // A text's number plus one; 0 for an empty one.
  std::uint32_t text(Dictionary which, std::string_view text);
  std::uint32_t street(const address::Reading& reading) { return text(Dictionary::kStreet, address::street_key(reading)); }
  std::uint32_t form(const address::Reading& reading);
  Result<void> state() const;
  const Interner& texts(Dictionary which) const { return texts_[static_cast<std::size_t>(which)]; }

 private:
  void begin(std::string_view key, bool homeless, NameKind kind, const CodedPeriod& period);
  CodedName name(const names::PersonName& name);
  CodedAddress address(const address::Reading& reading);
  void put_readings(const ReadRow& row);

  std::array<Interner, kDictionaryCount> texts_;
  std::uint32_t word(std::string_view word, std::uint64_t hash);
  CodedOut out_, reading_;
  std::vector<std::string> readings_;
  bool full_ = false;  // some text's number has more than 24 bits
};

// What code() made, read back.
struct CodedRow {
  std::string_view key;
  std::string_view body;       // all but key and line: equal for equal rows
  std::uint64_t line = 0;
  bool placed = false;         // has an address of its own
  NameKind kind = NameKind::kCurrent;
  std::string_view name;       // a CodedName
  std::string_view readings;   // CodedAddresses
  CodedPeriod period;
  static CodedRow of(std::string_view bytes);
};

}  // namespace cs::registry
