#include "register/generations.h"

#include <algorithm>

#include "crypto/digest.h"
#include "register/generation.h"
#include "register/publishing.h"
#include "register/view.h"

namespace cs::registry {
namespace {

std::uint64_t bytes_of(const Manifest& manifest) {
  std::uint64_t out = 0;
  for (const FileLine& file : manifest.files) out += file.bytes;
  return out;
}

GenerationSummary summary_of(const Digest& digest, const std::optional<Digest>& current, Manifest manifest) {
  GenerationSummary out;
  out.digest = digest;
  out.current = current && *current == digest;
  out.bytes = bytes_of(manifest);
  out.manifest = std::move(manifest);
  return out;
}

Result<std::optional<Digest>> current_of(const Path& register_directory) {
  auto current = read_current(register_directory);
  if (current) return std::optional(*current);
  if (current.fault().kind == FaultKind::kNotFound) return std::optional<Digest>();
  return current.fault();
}

Result<std::pair<Digest, Manifest>> read_trusted(const Path& generation) {
  CS_TRY(text, read_file(generation / "manifest", kManifestBytesLimit));
  const Digest digest = crypto::sha256(as_bytes(text));
  if (generation.filename() != generation_name(digest))
    return untrusted(generation.filename().string() + ": its manifest has another digest");
  auto manifest = Manifest::parse(text);
  if (!manifest) return untrusted(manifest.fault().text);
  return std::pair(digest, std::move(manifest).value());
}

// A record's stored fields as one digest, cut to 128 bits: ids differ between generations, texts do not.
using RecordPrint = std::array<std::uint64_t, 2>;

void add_number(std::string& out, std::uint64_t value) { out += std::to_string(value) + "\x1E"; }
void add_text(std::string& out, std::string_view value) { out.append(value), out += "\x1E"; }

void add_person(const GenerationView& view, std::uint32_t record, std::string& out) {
  const DictionaryView& names = view.dictionary(Dictionary::kName);
  const RecordWord word = *RecordWord::unpack(view.record_word[record]);
  add_text(out, names.text(word.surname));
  add_text(out, names.text(word.given));
  add_number(out, view.record_word[record] >> 48);
  for (std::uint32_t at = word.has_extras ? view.first_extra(record) : 0; word.has_extras; ++at) {
    add_number(out, view.extra_word[at] >> 24 & 15);
    add_text(out, names.text(view.extra_word[at] & kIdLimit));
    if ((view.extra_word[at] & kExtraLast) != 0) break;
  }
  const std::uint32_t pair = view.period_col[record];
  add_text(out, pair == 0 ? "" : std::to_string(view.period_pair[pair - 1].from) + "/" + std::to_string(view.period_pair[pair - 1].to));
  add_text(out, view.key_at(view.key_col[record]));
}

void add_place(const GenerationView& view, const TileEntry& tile, const BlockEntry& block, const AddressEntry& address, std::string& out) {
  const DictionaryView& parts = view.dictionary(Dictionary::kPart);
  add_number(out, std::min(tile.tile_key, kTileWithoutZip));  // without a ZIP the key is an id; the place says where
  add_number(out, block.street >> 24);
  add_text(out, view.dictionary(Dictionary::kStreet).text(block.street & kIdLimit));
  add_text(out, view.dictionary(Dictionary::kForm).text(block.form));
  const bool text = (address.house & kHouseIsText) != 0;
  add_text(out, text ? parts.text(address.house & ~kHouseIsText) : std::to_string(address.house));
  add_text(out, parts.text(address.unit));
}

std::vector<RecordPrint> prints_of(const GenerationView& view) {
  std::vector<RecordPrint> out(view.record_word.size());
  std::size_t tile = 0, block = 0, address = 0;
  for (std::uint32_t record = 0; record < out.size(); ++record) {
    while (view.tile_dir[tile + 1].first_record <= record) ++tile;
    while (view.block_dir[block + 1].first_record <= record) ++block;
    while (view.addr_row[address + 1].first_record <= record) ++address;
    std::string text;
    add_place(view, view.tile_dir[tile], view.block_dir[block], view.addr_row[address], text);
    add_text(text, view.dictionary(Dictionary::kPlace).text(view.record_place[record]));
    add_person(view, record, text);
    const Digest digest = crypto::sha256(as_bytes(text));
    out[record] = {read_u64_be(digest), read_u64_be(ByteView(digest).subspan(8))};
  }
  std::sort(out.begin(), out.end());
  return out;
}

// Records that carry each text, counted again over the finished arrays.
struct Recount {
  std::vector<std::uint32_t> surname, given, street, part, place, form;
};

void recount_people(const GenerationView& view, Recount& counts) {
  for (std::uint32_t record = 0; record < view.record_word.size(); ++record) {
    const RecordWord word = *RecordWord::unpack(view.record_word[record]);
    ++counts.surname[word.surname];
    ++counts.given[word.given];
    ++counts.place[view.record_place[record]];
  }
  for (const std::uint32_t word : view.extra_word) {
    const bool family = static_cast<ExtraRole>(word >> 24 & 15) == ExtraRole::kFamily;
    ++(family ? counts.surname : counts.given)[word & kIdLimit];
  }
}

void recount_places(const GenerationView& view, Recount& counts) {
  for (std::size_t block = 0; block + 1 < view.block_dir.size(); ++block) {
    const BlockEntry &entry = view.block_dir[block], &next = view.block_dir[block + 1];
    counts.street[entry.street & kIdLimit] += next.first_record - entry.first_record;
    counts.form[entry.form] += next.first_record - entry.first_record;
  }
  for (std::size_t address = 0; address + 1 < view.addr_row.size(); ++address) {
    const AddressEntry& row = view.addr_row[address];
    const std::uint32_t records = view.addr_row[address + 1].first_record - row.first_record;
    if ((row.house & kHouseIsText) != 0) counts.part[row.house & ~kHouseIsText] += records;
    if (row.unit != 0) counts.part[row.unit] += records;
  }
}

bool equal_counts(std::span<const std::uint32_t> stored, const std::vector<std::uint32_t>& counted) {
  return std::equal(stored.begin(), stored.end(), counted.begin() + 1, counted.end());
}

Result<void> check_frozen_counts(const GenerationView& view) {
  const auto empty = [&](Dictionary which) { return std::vector<std::uint32_t>(view.dictionary(which).size() + 1, 0); };
  Recount counts{empty(Dictionary::kName),  empty(Dictionary::kName),  empty(Dictionary::kStreet),
                 empty(Dictionary::kPart), empty(Dictionary::kPlace), empty(Dictionary::kForm)};
  recount_people(view, counts);
  recount_places(view, counts);
  std::vector<std::uint32_t> names = {0};
  for (std::size_t id = 1; id < counts.surname.size(); ++id) names.insert(names.end(), {counts.surname[id], counts.given[id]});
  if (!equal_counts(view.dictionary(Dictionary::kName).count, names)) return untrusted("name.count: not what the records say");
  if (!equal_counts(view.dictionary(Dictionary::kStreet).count, counts.street)) return untrusted("street.count: not what the records say");
  if (!equal_counts(view.dictionary(Dictionary::kPart).count, counts.part)) return untrusted("part.count: not what the records say");
  if (!equal_counts(view.dictionary(Dictionary::kPlace).count, counts.place)) return untrusted("place.count: not what the records say");
  if (!equal_counts(view.dictionary(Dictionary::kForm).count, counts.form)) return untrusted("form.count: not what the records say");
  return {};
}

}  // namespace

Result<GenerationSummary> info(const Path& register_directory, const std::optional<Digest>& wanted) {
  CS_TRY(current, current_of(register_directory));
  if (!wanted && !current) return not_found("register: it has no current generation");
  const Digest digest = wanted ? *wanted : *current;
  CS_TRY(held, read_trusted(register_directory / generation_name(digest)));
  if (held.first != digest) return untrusted("manifest: its digest is not the generation's name");
  return summary_of(digest, current, std::move(held.second));
}

Result<std::vector<GenerationSummary>> list_generations(const Path& register_directory) {
  CS_TRY(current, current_of(register_directory));
  std::error_code error;
  std::vector<Path> found;
  const std::filesystem::directory_iterator end;
  for (std::filesystem::directory_iterator entry(register_directory, error); !error && entry != end; entry.increment(error))
    if (entry->path().filename().string().starts_with("gen-")) found.push_back(entry->path());
  if (error) return not_found("register: its directory cannot be read");
  std::sort(found.begin(), found.end());
  std::vector<GenerationSummary> out;
  for (const Path& path : found) {
    CS_TRY(held, read_trusted(path));
    out.push_back(summary_of(held.first, current, std::move(held.second)));
  }
  return out;
}

Result<GenerationSummary> verify(const Path& register_directory, const std::optional<Digest>& wanted) {
  CS_TRY(summary, info(register_directory, wanted));
  CS_TRY(snapshot, Snapshot::open(register_directory, summary.digest, Check::kDigests));
  CS_TRY_VOID(check_frozen_counts(snapshot.view()));
  return summary;
}

Result<DiffCounts> diff(const Path& register_directory, const Digest& before, const Digest& after) {
  CS_TRY(old_one, Snapshot::open(register_directory, before, Check::kStructure));
  CS_TRY(new_one, Snapshot::open(register_directory, after, Check::kStructure));
  const std::vector<RecordPrint> old_prints = prints_of(old_one.view()), new_prints = prints_of(new_one.view());
  DiffCounts out;
  for (std::size_t i = 0, j = 0; i < old_prints.size() || j < new_prints.size();) {
    if (j == new_prints.size() || (i < old_prints.size() && old_prints[i] < new_prints[j])) ++out.dropped, ++i;
    else if (i == old_prints.size() || new_prints[j] < old_prints[i]) ++out.added, ++j;
    else ++out.equal, ++i, ++j;
  }
  out.keys_before = old_one.manifest().keys;
  out.keys_after = new_one.manifest().keys;
  return out;
}

}  // namespace cs::registry
