// One table of a file of ours, read key by key with the first fault kept: so that a reader is a list of its keys.
//   Shape    a Table borrows a codec::Value. Each getter leaves `out` as it is when the key is absent and may be, or when it is wrong.
//            close() finds keys that nobody asked for.
//   Errors   Trouble holds the first fault: "caps.lines_per_request: not from 1 to 950000 (line 12)". Never a value of the file.
//   Threads  one thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "agreement/terms.h"
#include "codec/value.h"

namespace cs::agreement {

enum class Give : std::uint8_t { kMust, kMay };

struct Trouble {
  std::optional<Fault> first;
  void note(Fault fault) {
    if (!first) first = std::move(fault);
  }
};

class Table {
 public:
  Table(const codec::Value& value, std::string where, Trouble& trouble);

  Table table(std::string_view key, Give give);  // an absent one that may be absent reads as empty
  std::vector<Table> tables(std::string_view key, std::size_t count_min, std::size_t count_max, Give give);

  void text(std::string_view key, std::string& out, std::size_t code_points_max, Give give);
  void maybe_text(std::string_view key, std::string& out, std::size_t code_points_max, Give give);  // null or "" reads as empty
  void page(std::string_view key, std::string& out, std::size_t bytes_max, Give give);  // several lines of printable text
  void slug(std::string_view key, std::string& out, Give give);
  void texts(std::string_view key, std::vector<std::string>& out, std::size_t count_max, std::size_t code_points_max, Give give);
  void slugs(std::string_view key, std::vector<std::string>& out, std::size_t count_min, std::size_t count_max, Give give);
  void number(std::string_view key, std::int64_t& out, std::int64_t min, std::int64_t max, Give give);
  void boolean(std::string_view key, bool& out, Give give);
  void span(std::string_view key, Span& out, Span min, Span max, Give give);
  void digest(std::string_view key, Digest& out, Give give);
  void maybe_digest(std::string_view key, std::optional<Digest>& out, Give give);       // null reads as none
  void digests(std::string_view key, std::vector<Digest>& out, std::size_t count_min, std::size_t count_max, Give give);
  void instant(std::string_view key, Instant& out, Give give);                          // RFC 3339
  void maybe_instant(std::string_view key, std::optional<Instant>& out, Give give);
  void date(std::string_view key, Date& out, Give give);
  void maybe_date(std::string_view key, std::optional<Date>& out, Give give);
  void instant_or_date(std::string_view key, Instant& out, Give give);                  // a date means its 00:00Z
  // The index of the text among `choices`.
  void choice(std::string_view key, std::size_t& out, std::initializer_list<std::string_view> choices, Give give);

  // The value of a key, counted as asked for; nullptr where absent (a fault where it must be there).
  const codec::Value* take(std::string_view key, Give give);
  // The members that no getter has asked for so far.
  std::vector<const codec::Member*> rest() const;
  void wrong(std::string_view key, std::string_view what);
  void close();
  const std::string& where() const { return where_; }

 private:
  const codec::Value* value_;
  std::string where_;
  Trouble* trouble_;
  std::vector<std::string> asked_;
};

bool is_oid(std::string_view text);

}  // namespace cs::agreement
