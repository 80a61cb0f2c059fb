#include "ledger/verify_openings.h"

#include "crypto/digest.h"

namespace cs::ledger {
namespace {

constexpr std::size_t kAdmissionHeadBytes = 26 + 4;  // request id, count; then one commitment of 32 bytes a line

class OpeningsVerifier {
 public:
  OpeningsVerifier(const Ledger& ledger, PeriodKeys& keys, VerifyReport& report) : reader_(ledger, keys), report_(report) {}

  Result<void> look(EntryIndex index, const Entry& entry) {
    if (const auto* line = std::get_if<LineEntry>(&entry)) {
      lines_.push_back(*line);
      return {};
    }
    for (const TaggedCommitment& held : commitments_of(entry)) CS_TRY_VOID(document(index, held));
    if (const auto* admission = std::get_if<AdmissionEntry>(&entry)) return admitted(index, *admission);
    if (const auto* close = std::get_if<CloseEntry>(&entry)) return closed(*close);
    return {};
  }

 private:
  Result<void> document(EntryIndex index, const TaggedCommitment& held) {
    CS_TRY(kind, parse_opening_kind(held.tag));
    auto opening = reader_.document(kind, index);
    if (!opening) return without(opening.fault(), 1, index);
    if (crypto::commit(held.tag, opening->r, opening->payload) != held.commitment) return wrong(index, held.tag);
    ++report_.openings;
    return {};
  }

  // The admission's opening lists a commitment for each line.
  Result<void> admitted(EntryIndex index, const AdmissionEntry& admission) {
    auto opening = reader_.document(OpeningKind::kAdmission, index);
    if (!opening) return {};  // counted already
    const ByteView payload = opening->payload;
    if (payload.size() != kAdmissionHeadBytes + std::size_t{admission.lines} * sizeof(Digest)) return wrong(index, "admission");
    return lines_of(OpeningKind::kAdm, admission.request, admission.lines, [&](std::uint32_t at, const Digest& commitment) {
      const ByteView listed = payload.subspan(kAdmissionHeadBytes + std::size_t{at} * sizeof(Digest), sizeof(Digest));
      return std::equal(listed.begin(), listed.end(), commitment.begin()) ? std::optional<EntryIndex>() : index;
    });
  }

  Result<void> closed(const CloseEntry& close) {
    const std::pair<OpeningKind, Digest LineEntry::*> kinds[] = {
        {OpeningKind::kIn, &LineEntry::in}, {OpeningKind::kAnswer, &LineEntry::answer}, {OpeningKind::kBasis, &LineEntry::basis}};
    for (const auto& [kind, member] : kinds) {
      CS_TRY_VOID(lines_of(kind, close.request, close.lines, [&, of = member](std::uint32_t at, const Digest& commitment) {
        const bool equal = lines_[at].*of == commitment;
        return equal ? std::optional<EntryIndex>() : EntryIndex{close.first_line->value + at};
      }));
    }
    lines_.clear();
    return {};
  }

  // `differs` gives the entry whose commitment is another one.
  template <typename Differs>
  Result<void> lines_of(OpeningKind kind, EntryIndex request, std::uint32_t count, const Differs& differs) {
    std::uint32_t seen = 0;
    const std::string_view tag = opening_kind_word(kind);
    auto read = reader_.for_each_line(kind, request, count, [&](LineNumber, const Digest& r, ByteView payload) -> Result<void> {
      const auto different = differs(seen, crypto::commit(tag, r, payload));
      if (different) return wrong(*different, tag);
      ++seen;
      ++report_.openings;
      return {};
    });
    if (read || report_.fault) return {};
    if (read.fault().kind != FaultKind::kNotFound) return without(read.fault(), count - seen, request);
    return rest_of(kind, request, seen, count, differs);
  }

  // From the first line that is not there: perhaps it was expunged alone.
  template <typename Differs>
  Result<void> rest_of(OpeningKind kind, EntryIndex request, std::uint32_t from, std::uint32_t count, const Differs& differs) {
    const std::string_view tag = opening_kind_word(kind);
    for (std::uint32_t at = from; at < count; ++at) {
      const auto opening = reader_.line(kind, request, {at + 1});
      if (!opening) {
        CS_TRY_VOID(without(opening.fault(), 1, request));
        continue;
      }
      if (const auto different = differs(at, crypto::commit(tag, opening->r, opening->payload))) {
        const auto told = wrong(*different, tag);
        return {};
      }
      ++report_.openings;
    }
    return {};
  }

  Result<void> without(const Fault& fault, std::uint64_t count, EntryIndex index) {
    if (fault.kind == FaultKind::kIo) return fault;
    if (fault.kind == FaultKind::kNotFound)
      report_.openings_missing += count;
    else if (!report_.fault)
      report_.fault = VerifyFault{index, fault.text};
    return {};
  }

  Result<void> wrong(EntryIndex index, std::string_view tag) {
    if (!report_.fault) report_.fault = VerifyFault{index, "the opening of its commitment `" + std::string(tag) + "` is another one"};
    return untrusted("an opening differs");  // ends the walk of the lines; `report_.fault` says it
  }

  OpeningReader reader_;
  VerifyReport& report_;
  std::vector<LineEntry> lines_;  // of the request whose close is to come
};

}  // namespace

Result<void> verify_openings(const Ledger& ledger, PeriodKeys& keys, VerifyReport& report) {
  OpeningsVerifier verifier(ledger, keys, report);
  auto walked = ledger.for_each({0}, [&](EntryIndex index, const TimedEntry& entry) { return verifier.look(index, entry.entry); });
  if (walked || report.fault) return {};
  return walked;
}

}  // namespace cs::ledger
