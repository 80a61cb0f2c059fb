#include "audit/give.h"

#include <set>

#include "base/listing.h"
#include "base/limits.h"
#include "codec/json.h"
#include "gate/accounting.h"

namespace cs::audit {
namespace {

namespace fs = std::filesystem;
using codec::Value;

// Copies, no links: a register opens no file that has a second name.
Result<void> copy_tree(const Path& from, const Path& to) {
  CS_TRY_VOID(make_directories(to, 0700));
  CS_TRY(files, files_below(from));
  for (const Path& file : files) {
    const Path target = to / file.lexically_relative(from);
    CS_TRY_VOID(make_directories(target.parent_path(), 0700));
    std::error_code error;
    fs::copy_file(file, target, error);
    if (error) return io_fault(target.string() + ": cannot be written");
  }
  return {};
}

Result<void> copy_one(const Path& from, const Path& to, unsigned mode) {
  CS_TRY(bytes, read_file(from, limits::kPemBytesMax));
  return write_file(to, as_bytes(bytes), mode);
}

Result<void> copy_keys(const gate::HomePaths& home, const gate::HomePaths& to) {
  CS_TRY_VOID(make_directories(to.root / "keys", 0700));
  CS_TRY_VOID(copy_one(home.gate_certificate(), to.gate_certificate(), 0644));
  CS_TRY_VOID(copy_one(home.subject_key(), to.subject_key(), 0600));
  for (const char* directory : {"period", "budget"}) {
    CS_TRY_VOID(make_directories(to.root / "keys" / directory, 0700));
    const auto keys = files_below(home.root / "keys" / directory);
    if (!keys && keys.fault().kind != FaultKind::kNotFound) return keys.fault();
    for (const Path& key : keys ? *keys : std::vector<Path>()) CS_TRY_VOID(copy_one(key, to.root / "keys" / directory / key.filename(), 0600));
  }
  return {};
}

// The generations that admissions pin: what answered.
Result<std::set<Digest>> generations_used(const ledger::Ledger& ledger) {
  std::set<Digest> used;
  CS_TRY_VOID(ledger.for_each({0}, [&](EntryIndex, const ledger::TimedEntry& entry) -> Result<void> {
    const auto* admission = std::get_if<ledger::AdmissionEntry>(&entry.entry);
    if (admission == nullptr) return {};
    CS_TRY(generation, ledger.entry(admission->generation));
    if (const auto* pinned = std::get_if<ledger::RegisterEntry>(&generation.entry)) used.insert(pinned->manifest);
    return {};
  }));
  return used;
}

}  // namespace

Result<void> enter_access(gate::Gate& gate) {
  CS_TRY_VOID(gate::tend_maps(gate));
  return gate::enter_access(gate, ledger::AccessBy::kAuditor,
                            codec::record_of({{"format", Value(std::string("countersign-access/1"))},
                                              {"to", Value(std::string("auditor"))},
                                              {"entries", Value(static_cast<std::int64_t>(gate.next().value))}}));
}

Result<void> write_context(gate::Gate& gate, const Path& directory) {
  std::error_code error;
  if (fs::exists(directory, error) && !fs::is_empty(directory, error)) return conflict(directory.string() + ": is not an empty directory");
  const gate::HomePaths home = gate.paths(), to{directory};
  CS_TRY_VOID(make_directories(directory, 0700));
  CS_TRY_VOID(copy_one(home.settings(), to.settings(), 0644));
  CS_TRY_VOID(copy_keys(home, to));
  if (fs::exists(home.root / "orders", error)) CS_TRY_VOID(copy_tree(home.root / "orders", to.root / "orders"));
  if (fs::exists(home.models(), error)) CS_TRY_VOID(copy_tree(home.models(), to.models()));
  const match::Model& built_in = match::Model::built_in();  // the auditor's program may have another
  CS_TRY_VOID(make_directories(to.models(), 0700));
  CS_TRY_VOID(write_file(to.model(built_in.digest()), built_in.bytes()));
  CS_TRY(used, generations_used(gate.ledger()));
  CS_TRY_VOID(make_directories(to.registers(), 0700));
  for (const Digest& manifest : used) {
    const std::string name = "gen-" + to_hex(manifest).substr(0, 16);  // docs/formats/register.md
    if (!fs::exists(home.registers() / name, error)) return not_found((home.registers() / name).string() + ": requests were answered with this generation, and it is gone");
    CS_TRY_VOID(copy_tree(home.registers() / name, to.registers() / name));
  }
  return sync_file_system(directory);
}

}  // namespace cs::audit
