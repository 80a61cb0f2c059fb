#include "store/store.h"

namespace cs::store {
namespace {

constexpr std::size_t kUrlBytesMax = 2048;

}  // namespace

Result<Place> Place::parse_url(std::string_view url) {
  const bool is_url = url.starts_with("postgresql://") || url.starts_with("postgres://");
  if (!is_url || url.size() > kUrlBytesMax) return usage_fault("a database is named by a URL that begins with postgresql://");
  for (const char c : url)
    if (c <= ' ' || c > '~') return usage_fault("a database's URL has printable ASCII signs only, no blank among them");
  Place place{Path()};
  place.url_ = url;
  return place;
}

Place Place::with_pages(std::uint32_t bytes) const {
  Place place = *this;
  place.page_bytes_ = bytes;
  return place;
}

}  // namespace cs::store
