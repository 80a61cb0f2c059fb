// A generation whose bytes came from outside: its manifest as text, its files edited at will, with and without checksums made to fit again.
// What opens must be readable to its last element; what does not must be a fault.
#include <algorithm>
#include <cstring>

#include "base/check.h"
#include "codec/csv.h"
#include "register/column_file.h"
#include "register/generation.h"
#include "register/joining.h"
#include "register/row_reader.h"
#include "register/view.h"

namespace {

using namespace cs;
using namespace cs::registry;

constexpr std::string_view kRows =
    "id,first_name,middle,last_name,suffix,house,street,unit,po_box,city,state,zip,from,to,name_kind\n"
    "k1,MARIA,,LOPEZ,,12,OAK ST,APT 4,,SALEM,OH,44460,,,\n"
    "k2,JOSE,A,LOPEZ RUIZ DEL SOCORRO,JR,112-10,N MARTIN LUTHER KING JUNIOR BLVD,,,SALEM,OH,44460,2001-01-01,,\n"
    "k2,PEPE,,LOPEZ,,,,,,,,,,,alias\n"
    "k3,ANNA MARIA ELISABETH,,JONES,,,,,77,DOVER,DE,19901,,2020-12-31,\n"
    "customer-number-with-32-bytes-01,WEI,,ZHANG,,9,ELM AVE,,,SALEM,OH,,,,former\n"
    "k4,WEI,,ZHANG,,,RR 4 BOX 12,,,DOVER,DE,19901,,,\n";

struct Parts {
  Manifest manifest;
  std::array<Bytes, kFileCount> bodies;
};

Parts build_parts() {
  constexpr std::size_t kMemory = std::size_t{1} << 20;  // more than the rows need: nothing is spilled
  auto reader = codec::CsvReader::over(kRows);
  CS_CHECK(reader.ok(), "the seed rows are CSV");
  const auto map = ColumnMap::of(reader->header(), {});
  CS_CHECK(map.ok(), "the seed rows have the register's header");
  TakenIn taken({}, kMemory);
  BuildReport report({}, kMemory);
  Parts out{};
  out.manifest.software = "fuzz";
  codec::CsvRow row;
  while (*reader->next(row)) {
    ++out.manifest.rows.read;
    taken.rows.add(taken.shared.tokens.code(read_row(row, *map)));
  }
  Joined joined({}, kMemory);
  const Tell untold = [](BuildPhase, std::uint64_t, std::uint64_t) {};
  BodiesInMemory bodies;
  CS_CHECK(join_rows(taken, report, out.manifest.rows, joined, untold).ok(), "the seed rows can be joined");
  CS_CHECK(lay_out(joined, {}, kMemory, bodies, out.manifest, untold).ok(), "the seed rows can be laid out");
  out.bodies = std::move(bodies.bodies);
  return out;
}

struct Files {
  std::string manifest;
  std::array<std::vector<std::uint64_t>, kFileCount> held;  // of 8-byte words: aligned as a mapping is
  std::array<ByteView, kFileCount> views;
};

void hold(Files& files, std::size_t i, const Bytes& bytes) {
  files.held[i].assign((bytes.size() + 15) / 8, 0);
  if (!bytes.empty()) std::memcpy(files.held[i].data(), bytes.data(), bytes.size());
  files.views[i] = {reinterpret_cast<const std::uint8_t*>(files.held[i].data()), bytes.size()};
}

Bytes whole_file(File file, const Bytes& body, const BuildTag& tag) {
  Bytes out = column_header(file, body.size(), tag);
  append(out, body);
  append(out, column_trailer(body));
  return out;
}

// Files whose headers, checksums, tag and manifest fit the bodies, whatever those hold.
std::array<Bytes, kFileCount> seal(Parts& parts) {
  std::array<ByteView, kFileCount> bodies;
  for (std::size_t i = 0; i < kFileCount; ++i) {
    parts.bodies[i].resize(parts.bodies[i].size() / file_shape(file_at(i)).element_bytes * file_shape(file_at(i)).element_bytes);
    bodies[i] = parts.bodies[i];
  }
  const BuildTag tag = build_tag(parts.manifest.head(), bodies);
  std::array<Bytes, kFileCount> out;
  for (std::size_t i = 0; i < kFileCount; ++i) {
    out[i] = whole_file(file_at(i), parts.bodies[i], tag);
    parts.manifest.files[i].bytes = out[i].size();
    parts.manifest.files[i].count = parts.bodies[i].size() / file_shape(file_at(i)).element_bytes;
  }
  return out;
}

struct Edit {
  std::uint8_t where, what;
  std::uint16_t value;
  std::uint32_t at;
};

void set_word(Bytes& bytes, std::size_t at, std::uint32_t value) {
  if (at + 4 <= bytes.size()) std::memcpy(bytes.data() + at / 4 * 4, &value, 4);
}

void apply(const Edit& edit, Bytes& bytes) {
  const std::size_t at = bytes.empty() ? 0 : edit.at % bytes.size();
  switch (edit.what % 5) {
    case 0: if (!bytes.empty()) bytes[at] = static_cast<std::uint8_t>(bytes[at] ^ edit.value); break;
    case 1: set_word(bytes, at, edit.at); break;
    case 2: bytes.resize(bytes.empty() ? 0 : at); break;
    case 3: bytes.resize(bytes.size() + edit.value % 256, 0); break;
    case 4: set_word(bytes, at, edit.value); break;
  }
}

std::vector<Edit> edits_of(ByteView bytes) {
  std::vector<Edit> out;
  for (; bytes.size() >= sizeof(Edit) && out.size() < 64; bytes = bytes.subspan(sizeof(Edit))) {
    Edit edit{};
    std::memcpy(&edit, bytes.data(), sizeof(Edit));
    out.push_back(edit);
  }
  return out;
}

// A record's names by their numbers, each read as a text and counted.
std::uint64_t texts_of(const Snapshot& held, const NameIds& ids) {
  std::uint64_t sum = ids.initial + std::uint64_t{ids.suffix};
  const auto add = [&](std::uint32_t id) { sum += id == 0 ? 0 : held.name_text(id).size() + held.name_count(id).as_surname; };
  for (std::size_t i = 0; i < ids.givens; ++i) add(ids.given[i]);
  for (std::size_t i = 0; i < ids.families; ++i) add(ids.family[i]);
  return sum;
}

// Reads everything that an opened generation offers; a wrong index would be out of range here.
std::uint64_t read_all(const Snapshot& held) {
  std::uint64_t sum = 0;
  std::vector<std::string_view> keys = {"k1", "k2", "absent"};
  sum += held.numbers_of_keys(keys).size() + held.street_id("OAK") + held.place_id("SALEM", "OH") + held.house_value("112-10").value_or(0);
  for (std::uint32_t tile = 0; tile < held.tile_count(); ++tile) {
    sum += held.tile_of(held.tile_key(tile)).value_or(UINT32_MAX);
    const Run blocks = held.blocks_of_tile(tile);
    for (std::uint32_t block = blocks.begin; block < blocks.end; ++block) {
      sum += held.blocks_of_street(tile, held.kind_of_block(block), held.street_of_block(block)).size();
      sum += held.tiles_of_street(held.street_of_block(block)).size() + held.form_text(held.form_of_block(block)).size();
      const Run addresses = held.addresses_of_block(block);
      for (std::uint32_t address = addresses.begin; address < addresses.end; ++address) {
        sum += held.addresses_with_house(block, held.address(address).house).size();
        const Run records = held.records_of_address(address);
        for (std::uint32_t record = records.begin; record < records.end; ++record) {
          static_cast<void>(held.name(record));
          static_cast<void>(held.reading(tile, block, address, record));
          static_cast<void>(held.key(record));
          sum += held.key_number(record) + texts_of(held, held.view().name_ids(record));
          sum += static_cast<std::uint64_t>(held.period(record).to) + held.tiles_of_place(held.place_of_record(record)).size();
        }
      }
    }
  }
  return sum;
}

void try_manifest(std::string_view text) {
  const auto manifest = Manifest::parse(text);
  if (manifest) CS_CHECK(manifest->write() == text, "a manifest that parses is written as it was");
}

void try_files(ByteView input, bool sealed) {
  static const Parts seed = build_parts();
  Parts parts = seed;
  const std::vector<Edit> edits = edits_of(input);
  if (sealed)
    for (const Edit& edit : edits) apply(edit, parts.bodies[edit.where % kFileCount]);
  std::array<Bytes, kFileCount> whole = seal(parts);
  if (!sealed)
    for (const Edit& edit : edits) apply(edit, whole[edit.where % kFileCount]);
  Files files;
  for (std::size_t i = 0; i < kFileCount; ++i) hold(files, i, whole[i]);
  const auto opened = Snapshot::over(parts.manifest.write(), files.views);
  CS_CHECK(opened.ok() || opened.fault().kind == FaultKind::kUntrusted, "an altered generation is untrusted");
  if (opened) static_cast<void>(read_all(*opened));
  if (edits.empty()) CS_CHECK(opened.ok(), "the seed generation opens");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const ByteView rest(data + 1, size - 1);
  if (data[0] % 3 == 0) try_manifest(as_text(rest));
  else try_files(rest, data[0] % 3 == 2);
  return 0;
}
