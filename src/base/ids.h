// Strong ids and indexes: a domain value is never a bare string or number.
//   Shape    Named<Tag> wraps a validated text, Counted<Tag> a number; parsing is the only way in from bytes.
//   Errors   parse: kMalformed, saying which form was expected.
//   Source   common forms of the rules of the gate: slug [a-z0-9-]{3,40}; ulid 26 Crockford characters.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace cs {

bool is_slug(std::string_view text);
bool is_ulid(std::string_view text);

class AgreementId {
 public:
  static Result<AgreementId> parse(std::string_view text);
  const std::string& text() const { return text_; }
  auto operator<=>(const AgreementId&) const = default;

 private:
  explicit AgreementId(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

class RequestId {
 public:
  static Result<RequestId> parse(std::string_view text);
  const std::string& text() const { return text_; }
  auto operator<=>(const RequestId&) const = default;

 private:
  explicit RequestId(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

// An order's number: 16 random bytes, so that it can be neither invented nor spelled two ways.
struct OrderNumber {
  std::array<std::uint8_t, 16> bytes{};
  static Result<OrderNumber> parse(std::string_view hex32);
  std::string text() const { return to_hex(bytes); }
  auto operator<=>(const OrderNumber&) const = default;
};

// A person as the issuer knows it: 16 random bytes.
struct SubjectNumber {
  std::array<std::uint8_t, 16> bytes{};
  auto operator<=>(const SubjectNumber&) const = default;
};

struct LineNumber {  // counts from 1
  std::uint32_t value = 0;
  auto operator<=>(const LineNumber&) const = default;
};

struct EntryIndex {  // counts from 0 in the ledger, at most limits::kEntryIndexMax
  std::uint64_t value = 0;
  auto operator<=>(const EntryIndex&) const = default;
};

}  // namespace cs

template <>
struct std::hash<cs::OrderNumber> {
  std::size_t operator()(const cs::OrderNumber& order) const noexcept {
    return static_cast<std::size_t>(cs::read_u64_be(order.bytes));  // the bytes are random already
  }
};
