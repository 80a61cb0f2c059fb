#include "register/generation.h"

#include <algorithm>
#include <charconv>

#include "register/form_text.h"
#include "register/view.h"

namespace cs::registry {
namespace {

std::string_view house_text(const GenerationView& view, std::uint32_t value, std::array<char, 10>& digits) {
  if (value == 0) return {};
  if ((value & kHouseIsText) != 0) return view.dictionary(Dictionary::kPart).text(value & ~kHouseIsText);
  const char* end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  return {digits.data(), static_cast<std::size_t>(end - digits.data())};
}

std::string_view zip_text(std::uint32_t tile_key, std::array<char, 5>& digits) {
  if (tile_key >= kTileWithoutZip) return {};
  for (std::size_t at = digits.size(); at-- > 0; tile_key /= 10) digits[at] = static_cast<char>('0' + tile_key % 10);
  return {digits.data(), digits.size()};
}

// The first of the run of which `before` is not so. Each step is taken whichever way it goes: one search in two would be guessed wrong at every
// step, and the processor could not begin with what comes behind it.
template <typename Before>
std::uint32_t lower(Run run, const Before& before) {
  std::uint32_t begin = run.begin;
  for (std::uint32_t size = run.size(); size > 0;) {
    const std::uint32_t half = (size + 1) / 2;
    begin += before(begin + half - 1) ? half : 0;
    size -= half;
  }
  return begin;
}

}  // namespace

const Digest& Snapshot::digest() const { return view_->digest; }
const Manifest& Snapshot::manifest() const { return view_->manifest; }

std::uint32_t Snapshot::tile_count() const { return static_cast<std::uint32_t>(view_->tile_dir.size() - 1); }
std::uint32_t Snapshot::tile_key(std::uint32_t tile) const { return view_->tile_dir[tile].tile_key; }

std::optional<std::uint32_t> Snapshot::tile_of(std::uint32_t key) const {
  if (key < kTileWithoutZip) return view_->tile_of_zip[key] == 0 ? std::nullopt : std::optional(view_->tile_of_zip[key] - 1);
  const std::uint32_t found = lower({0, tile_count()}, [&](std::uint32_t tile) { return tile_key(tile) < key; });
  return found < tile_count() && tile_key(found) == key ? std::optional(found) : std::nullopt;
}

Run Snapshot::blocks_of_tile(std::uint32_t tile) const {
  return {view_->tile_dir[tile].first_block, view_->tile_dir[tile + 1].first_block};
}

Run Snapshot::blocks_of_street(std::uint32_t tile, address::Form kind, std::uint32_t street) const {
  const Run all = blocks_of_tile(tile);
  const std::uint32_t wanted = static_cast<std::uint32_t>(kind) << 24 | street;
  const std::uint32_t begin = lower(all, [&](std::uint32_t block) { return view_->block_dir[block].street < wanted; });
  std::uint32_t end = begin;
  while (end < all.end && view_->block_dir[end].street == wanted) ++end;
  return {begin, end};
}

std::uint32_t Snapshot::street_of_block(std::uint32_t block) const { return view_->block_dir[block].street & kIdLimit; }
address::Form Snapshot::kind_of_block(std::uint32_t block) const {
  return static_cast<address::Form>(view_->block_dir[block].street >> 24);
}
std::uint32_t Snapshot::form_of_block(std::uint32_t block) const { return view_->block_dir[block].form; }
Run Snapshot::addresses_of_block(std::uint32_t block) const {
  return {view_->block_dir[block].first_address, view_->block_dir[block + 1].first_address};
}

// Houses that the word has no room for stand behind the others.
Run Snapshot::addresses_with_house(std::uint32_t block, std::uint32_t house) const {
  const Run all = addresses_of_block(block);
  const auto with = [&](const auto& house_of) {
    Run out{lower(all, [&](std::uint32_t address) { return house_of(address) < house; }), 0};
    for (out.end = out.begin; out.end < all.end && house_of(out.end) == house;) ++out.end;
    return out;
  };
  if (house < kWordHouseMore) return with([&](std::uint32_t address) { return view_->addr_word[address] >> kWordHouseShift; });
  return with([&](std::uint32_t address) { return view_->house(address); });
}

AddressEntry Snapshot::address(std::uint32_t address) const { return view_->address(address); }
Run Snapshot::records_of_address(std::uint32_t address) const {
  const std::uint32_t first = view_->first_record(address);
  return {first, first + view_->more_records(address) + 1};
}

std::uint32_t Snapshot::street_id(std::string_view street_key) const { return view_->dictionary(Dictionary::kStreet).find(street_key); }
std::uint32_t Snapshot::place_id(std::string_view city, std::string_view state) const {
  return view_->dictionary(Dictionary::kPlace).find(place_text(city, state));
}

std::optional<std::uint32_t> Snapshot::house_value(std::string_view house) const {
  if (house.empty()) return 0;
  if (const std::uint32_t number = plain_house(house)) return number;
  const std::uint32_t part = view_->dictionary(Dictionary::kPart).find(house);
  return part == 0 ? std::nullopt : std::optional(kHouseIsText | part);
}

std::string_view Snapshot::street_text(std::uint32_t street) const { return view_->dictionary(Dictionary::kStreet).text(street); }
std::uint32_t Snapshot::street_count() const { return view_->dictionary(Dictionary::kStreet).size(); }
std::string Snapshot::house_text(std::uint32_t house) const {
  std::array<char, 10> digits;
  return std::string(registry::house_text(*view_, house, digits));
}

std::uint32_t Snapshot::name_id(std::string_view token) const { return view_->dictionary(Dictionary::kName).find(token); }

NameCount Snapshot::name_count(std::string_view token) const {
  const std::uint32_t id = name_id(token);
  return id == 0 ? NameCount{} : name_count(id);
}

NameCount Snapshot::name_count(std::uint32_t id) const {
  return view_->dictionary(Dictionary::kName).records(id);
}

std::string_view Snapshot::name_text(std::uint32_t id) const { return view_->dictionary(Dictionary::kName).text(id); }

std::string_view Snapshot::unit_text(std::uint32_t unit) const { return view_->dictionary(Dictionary::kPart).text(unit); }
std::uint32_t Snapshot::form_count() const { return view_->dictionary(Dictionary::kForm).size(); }
std::string_view Snapshot::form_text(std::uint32_t form) const { return view_->dictionary(Dictionary::kForm).text(form); }

std::span<const std::uint32_t> Snapshot::tiles_of_street(std::uint32_t street) const {
  return view_->street_post.subspan(view_->street_base[street], view_->street_base[street + 1] - view_->street_base[street]);
}
std::span<const std::uint32_t> Snapshot::tiles_of_place(std::uint32_t place) const {
  return view_->place_post.subspan(view_->place_base[place], view_->place_base[place + 1] - view_->place_base[place]);
}

RecordWord Snapshot::record(std::uint32_t record) const { return view_->record(record); }
std::uint32_t Snapshot::place_of_record(std::uint32_t record) const { return view_->place(record); }
Period Snapshot::period(std::uint32_t record) const { return {view_->from(record), view_->to(record)}; }
std::uint64_t Snapshot::key_number(std::uint32_t record) const { return view_->key_col[record]; }
Confidential<std::string> Snapshot::key(std::uint32_t record) const { return Confidential(view_->key(record)); }

// Keys that are numbers are reckoned, whether a record has them or not; of texts, one walk along key.text beside the sorted keys: its cells
// cannot be searched, as a cell does not say whether a key starts there.
std::vector<std::uint64_t> Snapshot::numbers_of_keys(std::vector<std::string_view> holder_keys) const {
  std::sort(holder_keys.begin(), holder_keys.end());
  std::vector<std::uint64_t> out;
  std::uint64_t cell = 0;
  for (const std::string_view wanted : holder_keys) {
    if (const auto number = view_->manifest.keys_as.find(wanted)) out.push_back(*number);
    while (cell < view_->key_text.size() && view_->key_at(cell) < wanted) cell += key_cells(view_->key_at(cell).size());
    if (cell < view_->key_text.size() && view_->key_at(cell) == wanted) out.push_back(cell);
  }
  return out;
}

void Snapshot::fetch_names(Run records) const {
  const DictionaryView& names = view_->dictionary(Dictionary::kName);
  for (std::uint32_t record = records.begin; record < records.end; ++record) {
    const std::uint32_t given = view_->given(record), surname = view_->surname(record);
    if (given != 0) names.fetch(given);
    if (surname != 0) names.fetch(surname);
  }
}

Confidential<names::PersonName> Snapshot::name(std::uint32_t record) const { return name(record, {}); }

Confidential<names::PersonName> Snapshot::name(std::uint32_t record, names::PersonName&& room) const {
  const DictionaryView& texts = view_->dictionary(Dictionary::kName);
  const RecordWord word = this->record(record);
  names::PersonName out = std::move(room);
  std::size_t given = 0, family = 0;
  const auto put = [](std::vector<std::string>& tokens, std::size_t& count, std::string_view text) {
    if (count < tokens.size()) tokens[count].assign(text);
    else tokens.emplace_back(text);
    ++count;
  };
  if (word.given != 0) put(out.given, given, texts.text(word.given));
  if (word.initial != 0) {
    const char letter = static_cast<char>('A' + word.initial - 1);
    put(out.given, given, {&letter, 1});
  }
  if (word.surname != 0) put(out.family, family, texts.text(word.surname));
  if (word.has_extras) {
    for (std::uint32_t at = view_->first_extra(record);; ++at) {
      const ExtraWord extra = view_->extra(at);
      if (extra.role == ExtraRole::kGiven) put(out.given, given, texts.text(extra.id));
      else put(out.family, family, texts.text(extra.id));
      if (extra.last) break;
    }
  }
  out.given.resize(given);
  out.family.resize(family);
  out.suffix.assign(suffix_text(word.suffix));
  return Confidential(std::move(out));
}

namespace {

address::ReadingParts parts_of(const GenerationView& view, const Spot& at, Digits& digits) {
  address::ReadingParts out;
  const BlockEntry& block = view.block_dir[at.block];
  const AddressEntry address = view.address(at.address);
  const FormParts form = form_parts(view.dictionary(Dictionary::kForm).text(block.form)).value_or(FormParts{});
  const PlaceParts place = place_parts(view.dictionary(Dictionary::kPlace).text(view.place(at.record))).value_or(PlaceParts{});
  out.form = static_cast<address::Form>(block.street >> 24);
  out.house = house_text(view, address.house, digits.house);
  out.predirection = form.predirection;
  out.street = form.spelling.empty() ? view.dictionary(Dictionary::kStreet).text(block.street & kIdLimit) : form.spelling;
  out.type = form.type;
  out.postdirection = form.postdirection;
  out.unit = view.dictionary(Dictionary::kPart).text(address.unit);
  out.urbanization = form.urbanization;
  out.city = place.city;
  out.state = place.state;
  out.zip = zip_text(view.tile_dir[at.tile].tile_key, digits.zip);
  out.care_of = view.record(at.record).care_of;
  return out;
}

address::Reading copied(const address::ReadingParts& of) {
  const auto text = [](std::string_view part) { return std::string(part); };
  return {of.form, text(of.house), text(of.predirection), text(of.street), text(of.type), text(of.postdirection), text(of.unit),
          text(of.urbanization), text(of.city), text(of.state), text(of.zip), of.care_of};
}

}  // namespace

Confidential<address::ReadingParts> Snapshot::parts(const Spot& at, Digits& digits) const { return Confidential(parts_of(*view_, at, digits)); }

Confidential<address::Reading> Snapshot::reading(std::uint32_t tile, std::uint32_t block, std::uint32_t address,
                                                 std::uint32_t record) const {
  Digits digits;
  return Confidential(copied(parts_of(*view_, {tile, block, address, record}, digits)));
}

Confidential<address::Reading> Snapshot::reading_of_record(std::uint32_t record) const {
  // The last entry that does not start behind the wanted one.
  const auto entry_of = [](std::uint32_t entries, std::uint32_t wanted, auto first_of) {
    std::uint32_t begin = 0;
    for (std::uint32_t end = entries; end - begin > 1;) {
      const std::uint32_t middle = begin + (end - begin) / 2;
      (first_of(middle) <= wanted ? begin : end) = middle;
    }
    return begin;
  };
  const std::uint32_t address = entry_of(view_->addresses(), record, [&](std::uint32_t each) { return view_->first_record(each); });
  const auto blocks = static_cast<std::uint32_t>(view_->block_dir.size() - 1);
  const std::uint32_t block = entry_of(blocks, address, [&](std::uint32_t each) { return view_->block_dir[each].first_address; });
  return reading(entry_of(tile_count(), record, [&](std::uint32_t each) { return view_->tile_dir[each].first_record; }), block, address, record);
}

}  // namespace cs::registry
