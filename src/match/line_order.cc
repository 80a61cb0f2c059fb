#include "match/line_order.h"

#include <algorithm>

namespace cs::match {
namespace {

// Each tile's places together, counted out: sorting all of them against each other took longer than matching a tenth of them.
std::vector<Place> by_tile(const std::vector<Place>& places, std::uint32_t tiles) {
  std::vector<std::uint32_t> next(std::size_t{tiles} + 2);
  const auto slot = [&](const Place& place) { return std::min(place.tile, tiles); };
  for (const Place& place : places) ++next[slot(place) + 1];
  for (std::size_t tile = 1; tile < next.size(); ++tile) next[tile] += next[tile - 1];
  std::vector<Place> out(places.size());
  for (const Place& place : places) out[next[slot(place)]++] = place;
  return out;
}

void sort_each_tile(std::vector<Place>& places) {
  for (auto begin = places.begin(); begin != places.end();) {
    const auto end = std::find_if(begin, places.end(), [&](const Place& place) { return place.tile != begin->tile; });
    std::sort(begin, end);
    begin = end;
  }
}

}  // namespace

std::vector<std::uint32_t> in_order(std::vector<Place> places, std::uint32_t tiles) {
  if (places.size() < tiles) {  // counting would go through more tiles than lines
    std::sort(places.begin(), places.end());
  } else {
    places = by_tile(places, tiles);
    sort_each_tile(places);
  }
  std::vector<std::uint32_t> out;
  out.reserve(places.size());
  for (const Place& place : places) out.push_back(place.line);
  return out;
}

}  // namespace cs::match
