#include "register/form_text.h"

namespace cs::registry {
namespace {

constexpr char kBetween = '\x1F';

template <std::size_t N>
std::optional<std::array<std::string_view, N>> split(std::string_view text) {
  std::array<std::string_view, N> out;
  if (text.empty()) return out;
  for (std::size_t i = 0; i + 1 < N; ++i) {
    const std::size_t at = text.find(kBetween);
    if (at == std::string_view::npos) return std::nullopt;
    out[i] = text.substr(0, at);
    text.remove_prefix(at + 1);
  }
  if (text.find(kBetween) != std::string_view::npos) return std::nullopt;
  out[N - 1] = text;
  return out;
}

}  // namespace

const std::string& form_text(const address::Reading& reading, std::string_view street_key, std::string& out) {
  const std::string_view spelling = reading.street == street_key ? std::string_view() : std::string_view(reading.street);
  out.clear();
  for (const std::string* part : {&reading.predirection, &reading.type, &reading.postdirection, &reading.urbanization})
    out.append(*part).push_back(kBetween);
  out += spelling;
  if (out.size() == 4) out.clear();  // nothing but what stands between
  return out;
}

const std::string& place_text(std::string_view city, std::string_view state, std::string& out) {
  out.clear();
  if (!city.empty() || !state.empty()) out.append(city).append(1, kBetween).append(state);
  return out;
}

std::string form_text(const address::Reading& reading, std::string_view street_key) {
  std::string out;
  form_text(reading, street_key, out);
  return out;
}

std::string place_text(std::string_view city, std::string_view state) {
  std::string out;
  place_text(city, state, out);
  return out;
}

std::optional<FormParts> form_parts(std::string_view text) {
  const auto parts = split<5>(text);
  if (!parts) return std::nullopt;
  return FormParts{(*parts)[0], (*parts)[1], (*parts)[2], (*parts)[3], (*parts)[4]};
}

std::optional<PlaceParts> place_parts(std::string_view text) {
  const auto parts = split<2>(text);
  if (!parts) return std::nullopt;
  return PlaceParts{(*parts)[0], (*parts)[1]};
}

}  // namespace cs::registry
