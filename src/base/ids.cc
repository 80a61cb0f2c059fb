#include "base/ids.h"

#include <algorithm>

namespace cs {
namespace {

constexpr std::string_view kCrockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

bool all_of(std::string_view text, bool (*allowed)(char)) { return std::all_of(text.begin(), text.end(), allowed); }

}  // namespace

bool is_slug(std::string_view text) {
  return text.size() >= 3 && text.size() <= 40 &&
         all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

bool is_ulid(std::string_view text) {
  return text.size() == 26 && text[0] <= '7' && all_of(text, [](char c) { return kCrockford.find(c) != std::string_view::npos; });
}

Result<AgreementId> AgreementId::parse(std::string_view text) {
  if (!is_slug(text)) return malformed("agreement id: not 3 to 40 of a-z, 0-9 and -");
  return AgreementId(std::string(text));
}

Result<RequestId> RequestId::parse(std::string_view text) {
  if (!is_ulid(text)) return malformed("request id: not a ULID of 26 Crockford characters");
  return RequestId(std::string(text));
}

Result<OrderNumber> OrderNumber::parse(std::string_view hex32) {
  if (hex32.size() != 32) return malformed("order: not 32 lower-case hex digits");
  CS_TRY(bytes, from_hex(hex32));
  OrderNumber order;
  std::copy(bytes.begin(), bytes.end(), order.bytes.begin());
  return order;
}

}  // namespace cs
