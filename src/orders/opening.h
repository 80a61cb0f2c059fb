// An order's opening: the salt and the facts that its commitment in the log stands for.
//   Shape    commitment = SHA-256("countersign/v1/order" 00 || salt 32 || dCBOR[issuer, docket, type, entered_on, names, born or null]),
//            dates as text YYYY-MM-DD, names = 1..4 of [[family 1..4], [given 1..4], suffix], the first the order's own. A file of openings
//            is one compact JSON object a line: {"order","issuer","docket","type","entered_on","final_on","salt","names","born"}.
//   Errors   read_opening: kMalformed naming the key, kLimit over kOpeningBytesMax.
//   Threads  pure; an OpeningReader is for one thread.
//   Source   the project's rules of the gate, section 4; docs/formats/openings-file.md.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/ids.h"
#include "base/time.h"

namespace cs::orders {

struct OpeningName {
  std::vector<std::string> family;
  std::vector<std::string> given;   // may be empty in the issuer's record: such a line is refused NAM-MISSING
  std::string suffix;               // empty: none
  bool operator==(const OpeningName&) const = default;
};

struct Opening {
  OrderNumber order;
  std::string issuer;               // the slug that the agreement gives the issuer
  std::string docket;
  std::string type;
  Date entered_on;
  std::optional<Date> final_on;     // not under the commitment: the log's `final` event says it
  Digest salt{};
  std::vector<OpeningName> names;
  std::optional<Date> born;
  bool operator==(const Opening&) const = default;
};

// What the commitment is made of, borrowed: so that a line of a request needs no copy.
struct OpeningNameView {
  std::span<const std::string> family;
  std::span<const std::string> given;
  std::string_view suffix;
};
struct OpeningFacts {
  std::string_view issuer;
  std::string_view docket;
  std::string_view type;
  Date entered_on;
  std::span<const OpeningNameView> names;
  std::optional<Date> born;
};

Bytes opening_bytes(const OpeningFacts& facts);                           // the dCBOR alone
Digest commitment(const Digest& salt, const OpeningFacts& facts);
Digest commitment(const Opening& opening);
inline bool opens(const Digest& salt, const OpeningFacts& facts, const Digest& committed) { return commitment(salt, facts) == committed; }

class OpeningReader {  // reads many lines with one set of buffers
 public:
  OpeningReader();
  ~OpeningReader();
  Result<Opening> read(std::string_view line);

 private:
  struct Held;
  std::unique_ptr<Held> held_;
};
std::string write_opening(const Opening& opening);  // one line, without LF

}  // namespace cs::orders
