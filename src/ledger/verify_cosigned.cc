#include "ledger/verify_cosigned.h"

#include "base/limits.h"
#include "base/listing.h"
#include "ledger/contradiction.h"
#include "store/store.h"
#include "tlog/policy.h"

namespace cs::ledger {

using Size = std::optional<std::uint64_t>;

namespace {

// A note of the log's, by the policy that was in force in a tree of `entries`. None where both parties have given its head up, or there was no policy.
Result<Size> check_note(const std::string& note, const std::string& file, std::optional<std::uint64_t> entries, const Chain& chain, const PolicyHistory& policies,
                        const store::Store& store) {
  const auto opened = tlog::open_checkpoint(note, chain.keys());
  if (!opened) return untrusted(at(file, opened.fault()).text);
  const std::uint64_t size = opened->checkpoint.size;
  if (gave_up(note, chain) != nullptr) return Size();  // seen before a recovery: nothing of what is there now
  if (const auto contradicted = contradicts(note, chain)) return untrusted(file + ": " + *contradicted);
  const std::uint64_t of = entries.value_or(size);
  const auto digest = policies.at_size(of);
  if (!digest) return untrusted(file + ": a head of no entries");
  CS_TRY(text, store.document(*digest));
  if (!text) return Size();  // no policy then; one that is missing is found with the documents
  const auto policy = tlog::Policy::parse(as_text(*text));
  if (!policy) return untrusted(at("the ledger's witness policy", policy.fault()).text);
  const auto witnessed = tlog::open_witnessed(note, chain.keys(), *policy, kInstantMax - tlog::kCosignatureAhead);
  if (!witnessed) return untrusted(at(file, witnessed.fault()).text);
  if (!witnessed->quorum) return untrusted(file + ": no quorum of the policy that was in force at " + std::to_string(of) + " entries has cosigned it");
  return Size(size);
}

}  // namespace

Result<Size> check_cosigned(const Result<std::string>& note, const Chain& chain, const PolicyHistory& policies, const store::Store& store) {
  if (!note && note.fault().kind == FaultKind::kNotFound) return Size();
  if (!note) return note.fault();
  return check_note(*note, kCosignedFile, std::nullopt, chain, policies, store);
}

Result<HandoverNotes> read_handovers(const Path& directory) {
  HandoverNotes notes;
  CS_TRY(files, files_below(directory));
  for (const Path& file : files)
    if (const std::string name = file.filename().string(); name.starts_with(kHandoverNote)) notes.emplace(name, read_file(file, limits::kNoteBytesMax));
  return notes;
}

Result<void> check_handovers(const HandoverNotes& notes, const Chain& chain, const PolicyHistory& policies, const store::Store& store) {
  for (const EntryIndex change : policies.changes()) {
    const auto found = notes.find(handover_file(change));
    if (found == notes.end()) continue;  // not seen yet, or nobody was to see it
    if (!found->second) return found->second.fault();
    CS_TRY(size, check_note(*found->second, found->first, change.value, chain, policies, store));
    if (size && *size <= change.value) return untrusted(found->first + ": a head that does not hold the entry");
  }
  return {};
}

}  // namespace cs::ledger
