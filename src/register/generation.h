// One generation of the register, mapped read-only and pinned.
//   Shape    a Snapshot is a counted handle: the mapping lives as long as its last copy. open() checks everything once (files, sizes,
//            headers, checksums, then the structure of every element), so that no access is checked again.
//   Units    records, addresses, blocks and tiles are indexes from 0; ids of dictionaries run from 1.
//   Errors   kNotFound: no such register or generation. kUntrusted: the manifest, a file or an element is not what was built; the fault
//            names file and page, never a value. kIo.
//   Threads  immutable; share freely.
//   Source   the project's register design, sections 3 and 6; docs/formats/register.md.
//   Holds    G2 an unfinished or altered generation is not opened; G4 nothing here leads from a name to a place without a street or a city.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "address/reading_parts.h"
#include "base/confidential.h"
#include "base/file.h"
#include "names/name.h"
#include "register/layout.h"
#include "register/manifest.h"

namespace cs::registry {

enum class Check : std::uint8_t {
  kStructure,  // sizes, headers, checksums of pages, structure
  kDigests,    // also the SHA-256 of every file against the manifest
};

struct GenerationView;  // the mapped arrays; register/view.h

// The run [begin, end).
struct Run {
  std::uint32_t begin = 0, end = 0;
  bool empty() const { return begin == end; }
  std::uint32_t size() const { return end - begin; }
};

struct Period {
  std::int32_t from = INT32_MIN, to = INT32_MAX;
};

// Where one record stands.
struct Spot {
  std::uint32_t tile = 0, block = 0, address = 0, record = 0;
};

// What a generation holds as numbers, written out.
struct Digits {
  std::array<char, 10> house;
  std::array<char, 5> zip;
};

class Snapshot {
 public:
  // `wanted` absent: the register's current generation.
  static Result<Snapshot> open(const Path& register_directory, const std::optional<Digest>& wanted, Check check);
  // The same checks over bytes in memory (aligned to 16), which outlive the snapshot: for tests.
  static Result<Snapshot> over(std::string_view manifest, const std::array<ByteView, kFileCount>& files);

  const Digest& digest() const;
  const Manifest& manifest() const;

  // Places. Streets, forms, houses and cities are public words; which of them a generation holds leaves through no outcome.
  std::uint32_t tile_count() const;
  std::uint32_t tile_key(std::uint32_t tile) const;
  std::optional<std::uint32_t> tile_of(std::uint32_t tile_key) const;
  Run blocks_of_tile(std::uint32_t tile) const;
  Run blocks_of_street(std::uint32_t tile, address::Form kind, std::uint32_t street) const;  // one block a form
  std::uint32_t street_of_block(std::uint32_t block) const;
  address::Form kind_of_block(std::uint32_t block) const;
  std::uint32_t form_of_block(std::uint32_t block) const;
  Run addresses_of_block(std::uint32_t block) const;
  Run addresses_with_house(std::uint32_t block, std::uint32_t house) const;                  // one address a unit
  AddressEntry address(std::uint32_t address) const;
  Run records_of_address(std::uint32_t address) const;

  std::uint32_t street_id(std::string_view street_key) const;                               // 0: no row has it
  std::uint32_t place_id(std::string_view city, std::string_view state) const;
  std::optional<std::uint32_t> house_value(std::string_view house) const;                   // nothing: no row has it
  std::uint32_t street_count() const;                                                        // ids run from 1 to this
  std::string_view street_text(std::uint32_t street) const;
  std::string house_text(std::uint32_t house) const;
  std::uint32_t form_count() const;                                                          // the same
  std::string_view form_text(std::uint32_t form) const;
  std::string_view unit_text(std::uint32_t unit) const;                                      // of an AddressEntry
  std::span<const std::uint32_t> tiles_of_street(std::uint32_t street) const;               // ascending
  std::span<const std::uint32_t> tiles_of_place(std::uint32_t place) const;

  // Names as words: whether a generation holds one, and how many records bear it, frozen when it was built. Nothing leads from them to a record.
  std::uint32_t name_id(std::string_view token) const;                                      // 0: no row has it
  NameCount name_count(std::string_view token) const;
  NameCount name_count(std::uint32_t id) const;                                             // of a name that is there
  std::string_view name_text(std::uint32_t id) const;

  // Records. What belongs to a person opens with a RegisterSide only.
  RecordWord record(std::uint32_t record) const;
  std::uint32_t place_of_record(std::uint32_t record) const;
  Period period(std::uint32_t record) const;
  std::uint64_t key_number(std::uint32_t record) const;  // equal for equal keys, ascending as their bytes
  Confidential<std::string> key(std::uint32_t record) const;
  std::vector<std::uint64_t> numbers_of_keys(std::vector<std::string_view> holder_keys) const;  // ascending; for the protected list
  Confidential<names::PersonName> name(std::uint32_t record) const;
  // The same, in the room that a name of before has left.
  Confidential<names::PersonName> name(std::uint32_t record, names::PersonName&& room) const;
  void fetch_names(Run records) const;                   // soon to be asked for: a hint to the machine, and nothing else
  Confidential<address::Reading> reading(std::uint32_t tile, std::uint32_t block, std::uint32_t address, std::uint32_t record) const;
  // The same, pointing into the mapping and into `digits`.
  Confidential<address::ReadingParts> parts(const Spot& at, Digits& digits) const;
  Confidential<address::Reading> reading_of_record(std::uint32_t record) const;              // finds its tile, block and address first

  const GenerationView& view() const { return *view_; }

 private:
  explicit Snapshot(std::shared_ptr<const GenerationView> view) : view_(std::move(view)) {}
  std::shared_ptr<const GenerationView> view_;
};

}  // namespace cs::registry
