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

// Every record with the entries that it stands under.
template <typename Each>
void each_record(const GenerationView& view, const Each& each) {
  std::size_t tile = 0, block = 0;
  for (std::uint32_t address = 0, record = 0; address < view.addresses(); ++address) {
    while (view.block_dir[block + 1].first_address <= address) ++block;
    while (view.tile_dir[tile + 1].first_address <= address) ++tile;
    const AddressEntry at = view.address(address);
    for (const std::uint32_t end = record + view.more_records(address) + 1; record < end; ++record)
      each(record, view.tile_dir[tile], view.block_dir[block], at);
  }
}

// Records that carry each text, counted again over the finished arrays.
struct Recount {
  std::vector<std::uint32_t> surname, given, street, part, place, form;
};

void recount_person(const GenerationView& view, std::uint32_t record, Recount& counts) {
  const RecordWord word = view.record(record);
  ++counts.surname[word.surname];
  ++counts.given[word.given];
  ++counts.place[view.place(record)];
  for (std::uint32_t at = word.has_extras ? view.first_extra(record) : 0; word.has_extras; ++at) {
    const ExtraWord extra = view.extra(at);
    ++(extra.role == ExtraRole::kFamily ? counts.surname : counts.given)[extra.id];
    if (extra.last) break;
  }
}

bool equal_counts(const DictionaryView& held, const std::vector<std::uint32_t>& counted, const std::vector<std::uint32_t>* given = nullptr) {
  for (std::uint32_t id = 1; id <= held.size(); ++id) {
    const NameCount records = held.records(id);
    if (records.as_surname != counted[id] || (given != nullptr && records.as_given != (*given)[id])) return false;
  }
  return true;
}

Result<void> check_frozen_counts(const GenerationView& view) {
  const auto empty = [&](Dictionary which) { return std::vector<std::uint32_t>(view.dictionary(which).size() + 1, 0); };
  Recount counts{empty(Dictionary::kName),  empty(Dictionary::kName),  empty(Dictionary::kStreet),
                 empty(Dictionary::kPart), empty(Dictionary::kPlace), empty(Dictionary::kForm)};
  each_record(view, [&](std::uint32_t record, const TileEntry&, const BlockEntry& block, const AddressEntry& address) {
    recount_person(view, record, counts);
    ++counts.street[block.street & kIdLimit];
    ++counts.form[block.form];
    if ((address.house & kHouseIsText) != 0) ++counts.part[address.house & ~kHouseIsText];
    if (address.unit != 0) ++counts.part[address.unit];
  });
  const auto differ = [&](Dictionary which) { return untrusted(std::string(dictionary_name(which)) + ".count: not what the records say"); };
  if (!equal_counts(view.dictionary(Dictionary::kName), counts.surname, &counts.given)) return differ(Dictionary::kName);
  if (!equal_counts(view.dictionary(Dictionary::kStreet), counts.street)) return differ(Dictionary::kStreet);
  if (!equal_counts(view.dictionary(Dictionary::kPart), counts.part)) return differ(Dictionary::kPart);
  if (!equal_counts(view.dictionary(Dictionary::kPlace), counts.place)) return differ(Dictionary::kPlace);
  if (!equal_counts(view.dictionary(Dictionary::kForm), counts.form)) return differ(Dictionary::kForm);
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

}  // namespace cs::registry
