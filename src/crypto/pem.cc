#include "crypto/pem.h"

namespace cs::crypto {
namespace {

constexpr std::string_view kBegin = "-----BEGIN ", kEnd = "-----END ", kDashes = "-----";
constexpr std::size_t kLineCharactersMax = 76, kLineCharacters = 64;

struct Lines {
  std::string_view rest;
  std::size_t number = 0;

  bool done() const { return rest.empty(); }
  std::string_view next() {
    const std::size_t end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
  }
  Fault fault(std::string_view why) const { return malformed("PEM line " + std::to_string(number) + ": " + std::string(why)); }
};

Result<std::string> label_of(std::string_view line, const Lines& lines) {
  if (!line.starts_with(kBegin) || !line.ends_with(kDashes) || line.size() <= kBegin.size() + kDashes.size())
    return lines.fault("expected -----BEGIN label-----");
  return std::string(line.substr(kBegin.size(), line.size() - kBegin.size() - kDashes.size()));
}

Result<PemBlock> read_block(std::string_view first, Lines& lines) {
  CS_TRY(label, label_of(first, lines));
  const std::string last = std::string(kEnd) + label + std::string(kDashes);
  std::string base64;
  while (!lines.done()) {
    const std::string_view line = lines.next();
    if (line == last) {
      auto body = from_base64(base64);
      if (!body || body->empty()) return lines.fault("the block that ends here is not base64");
      return PemBlock{std::move(label), std::move(body).value()};
    }
    if (line.empty() || line.size() > kLineCharactersMax) return lines.fault("expected 1 to 76 characters of base64");
    base64 += line;
  }
  return lines.fault("the block does not end");
}

}  // namespace

Result<std::vector<PemBlock>> read_pem(std::string_view text, std::string_view label, std::size_t bytes_max) {
  if (text.size() > bytes_max) return limit_reached("PEM is longer than " + std::to_string(bytes_max) + " bytes");
  std::vector<PemBlock> out;
  Lines lines{text};
  while (!lines.done()) {
    const std::string_view line = lines.next();
    if (line.empty()) continue;
    CS_TRY(block, read_block(line, lines));
    if (!label.empty() && block.label != label) return lines.fault("expected blocks of " + std::string(label) + " only");
    out.push_back(std::move(block));
  }
  if (out.empty()) return malformed("PEM: no block");
  return out;
}

std::string write_pem(std::string_view label, ByteView body) {
  const std::string base64 = to_base64(body), name(label);
  std::string out = std::string(kBegin) + name + std::string(kDashes) + "\n";
  for (std::size_t at = 0; at < base64.size(); at += kLineCharacters) out += base64.substr(at, kLineCharacters) + "\n";
  return out + std::string(kEnd) + name + std::string(kDashes) + "\n";
}

}  // namespace cs::crypto
