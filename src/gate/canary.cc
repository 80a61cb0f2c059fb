#include "gate/canary.h"

#include <algorithm>

#include "base/limits.h"
#include "gate/payloads.h"

namespace cs::gate {
namespace {

// `WORD ISSUER 32hex`: issuer and number; nothing for another form.
std::optional<std::pair<std::string, OrderNumber>> numbered(std::string_view rest) {
  const std::size_t space = rest.find(' ');
  if (space == std::string_view::npos || !is_slug(rest.substr(0, space))) return std::nullopt;
  const auto number = OrderNumber::parse(rest.substr(space + 1));
  return number ? std::optional(std::pair(std::string(rest.substr(0, space)), *number)) : std::nullopt;
}

}  // namespace

Result<void> Canaries::add(std::string_view line) {
  const std::string_view word = line.substr(0, line.find(' '));
  const std::string_view rest = line.substr(std::min(line.size(), word.size() + 1));
  if (word == "address") {
    const auto read = address::AddressSufficiency::of(address::fields_of_line(rest));
    if (!read.address) return malformed("names no one place: " + std::string(reason_code(read.reason)));
    addresses_.insert(read.address->standard_form());
    return {};
  }
  const auto one = numbered(rest);
  if (!one || (word != "order" && word != "subject")) return malformed("is written `order ISSUER 32hex`, `subject ISSUER 32hex` or `address TEXT`");
  if (word == "order") orders_.insert(*one);
  else subjects_.insert({one->first, SubjectNumber{one->second.bytes}});
  return {};
}

Result<Canaries> Canaries::read(const std::vector<std::string>& lines) {
  if (lines.empty()) return malformed("canaries: a list names one at least");
  if (lines.size() > limits::kCanariesMax) return limit_reached("canaries: more than a list may have");
  if (join_records(lines).size() > limits::kCanaryListBytesMax) return limit_reached("canaries: longer than a list may be");
  Canaries out;
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (const auto added = out.add(lines[i]); !added) return at("canaries: line " + std::to_string(i + 1), added.fault());
  return out;
}

Canaries Canaries::of(const std::vector<std::string>& lines) {
  Canaries out;
  for (const std::string& line : lines) {
    const auto added = out.add(line);
    (void)added;
  }
  return out;
}

}  // namespace cs::gate
