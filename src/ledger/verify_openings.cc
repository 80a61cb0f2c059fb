#include "ledger/verify_openings.h"

#include "codec/canonical.h"
#include "crypto/digest.h"
#include "ledger/destroyed.h"
#include "ledger/verify_request.h"

namespace cs::ledger {
namespace {

constexpr std::size_t kAdmissionHeadBytes = 26 + 4;  // request id, count; then one commitment of 32 bytes a line

class OpeningsVerifier {
 public:
  OpeningsVerifier(const Ledger& ledger, PeriodKeys& keys, const Destroyed& destroyed, VerifyReport& report)
      : ledger_(ledger), destroyed_(destroyed), reader_(ledger, keys), report_(report) {}

  Result<void> look(EntryIndex index, const TimedEntry& timed) {
    const Entry& entry = timed.entry;
    if (const auto* line = std::get_if<LineEntry>(&entry)) {
      lines_.push_back(*line);
      return {};
    }
    if (const auto* agreement = std::get_if<AgreementEntry>(&entry)) agreements_[index.value] = agreement->id.text;
    const std::optional<EntryIndex> request = request_of(entry);
    if (request && !requests_.contains(request->value)) return wrong(index, "its request", "is no request");
    const Place place{index, timed.time, request ? requests_.at(request->value).received : timed.time};
    std::optional<Bytes> payload;
    for (const TaggedCommitment& held : commitments_of(entry)) {
      CS_TRY(opened, committed(place, held));
      payload = std::move(opened);
    }
    if (payload) CS_TRY_VOID(notice(index, entry, *payload));
    if (std::holds_alternative<RequestEntry>(entry)) return received(place, payload);
    if (const auto* map = std::get_if<MapEntry>(&entry)) return map_seed(place, *map);
    if (const auto* admission = std::get_if<AdmissionEntry>(&entry)) return admitted(index, *admission, payload);
    if (const auto* close = std::get_if<CloseEntry>(&entry)) return closed(index, *close, payload);
    return {};
  }

  // Of a request that no close has ended, or one without lines: its lines as received are kept all the same.
  Result<void> end() {
    for (const auto& [index, request] : requests_) {
      if (request.lines == 0 || request.has_lines) continue;
      CS_TRY_VOID(lines_of(OpeningKind::kIn, {index}, request.lines, [](std::uint32_t, const Digest&) { return std::optional<EntryIndex>(); }));
    }
    return {};
  }

 private:
  struct Place {
    EntryIndex index;
    Instant time;
    Instant received;  // of the request that it belongs to, whose quarter may be the row's; else its own time
  };
  struct Request {
    Instant received;
    std::string agreement;      // once it is admitted
    std::uint32_t lines = 0;    // admitted
    bool has_lines = false;     // in the log
    std::optional<RequestDigests> digests;
  };

  static std::optional<EntryIndex> request_of(const Entry& entry) {
    if (const auto* admission = std::get_if<AdmissionEntry>(&entry)) return admission->request;
    if (const auto* close = std::get_if<CloseEntry>(&entry)) return close->request;
    return std::nullopt;
  }

  // ---- documents ----

  // The payload; none where it is destroyed, missing or another one, which is counted then.
  Result<std::optional<Bytes>> document(OpeningKind kind, const Place& place) {
    auto opening = reader_.document(kind, place.index);
    if (opening) {
      ++report_.openings;
      r_ = opening->r;
      return std::optional(std::move(opening->payload));
    }
    if (opening.fault().kind == FaultKind::kNotFound) CS_TRY_VOID(gone(place.index, opening_kind_word(kind), 1, says_document_is_destroyed(kind, place)));
    else CS_TRY_VOID(unsound(opening.fault(), place.index));
    return std::optional<Bytes>();
  }

  // By the row itself: of what was never admitted only it says which agreement it was counted to.
  std::optional<EntryIndex> says_document_is_destroyed(OpeningKind kind, const Place& place) const {
    const auto row = ledger_.opening_row(place.index, class_of(kind), static_cast<std::uint8_t>(kind), 0);
    if (!row || (row->quarter != quarter_of(place.time) && row->quarter != quarter_of(place.received))) return std::nullopt;
    return destroyed_.period({row->agreement, class_of(kind), row->quarter});
  }

  Result<std::optional<Bytes>> committed(const Place& place, const TaggedCommitment& held) {
    CS_TRY(kind, parse_opening_kind(held.tag));
    CS_TRY(payload, document(kind, place));
    if (!payload || crypto::commit(held.tag, r_, *payload) == held.commitment) return payload;
    --report_.openings;
    CS_TRY_VOID(differs(place.index, held.tag));
    return std::optional<Bytes>();
  }

  // What is sealed and named by its digest too.
  Result<void> notice(EntryIndex index, const Entry& entry, const Bytes& payload) {
    std::optional<Digest> named;
    if (const auto* recall = std::get_if<RecallEntry>(&entry)) named = recall->notice;
    if (const auto* correction = std::get_if<CorrectionEntry>(&entry)) named = correction->notice;
    if (const auto* hold = std::get_if<HoldEntry>(&entry)) named = hold->act;
    if (!named || *named == crypto::sha256(payload)) return {};
    return wrong(index, "the opening of its commitment", "is not the document whose digest it names");
  }

  Result<void> map_seed(const Place& place, const MapEntry& map) {
    const auto opening = reader_.document(OpeningKind::kMap, place.index);
    if (opening) {
      ++report_.openings;
      return {};
    }
    if (opening.fault().kind != FaultKind::kNotFound) return unsound(opening.fault(), place.index);
    return gone(place.index, opening_kind_word(OpeningKind::kMap), 1, destroyed_.map_of(map.quarter));
  }

  // ---- requests ----

  Result<void> received(const Place& place, const std::optional<Bytes>& payload) {
    Request& request = requests_[place.index.value];
    request.received = place.time;
    if (payload) {
      const auto digests = read_request_digests(*payload);
      if (!digests) return wrong(place.index, "its opening", "is not that of a request");
      request.digests = *digests;
    }
    CS_TRY(manifest, document(OpeningKind::kManifest, place));
    CS_TRY(cms, document(OpeningKind::kManifestCms, place));
    if (!request.digests) return {};
    const bool same = (!manifest || crypto::sha256(*manifest) == request.digests->manifest) && (!cms || crypto::sha256(*cms) == request.digests->cms);
    return same ? Result<void>() : wrong(place.index, "the manifest or its signature", "is not the one committed to");
  }

  Result<void> admitted(EntryIndex index, const AdmissionEntry& admission, const std::optional<Bytes>& payload) {
    Request& request = requests_.at(admission.request.value);
    request.lines = admission.lines;
    if (const auto agreement = agreements_.find(admission.agreement.value); agreement != agreements_.end()) request.agreement = agreement->second;
    const bool lists = payload && payload->size() == kAdmissionHeadBytes + std::size_t{admission.lines} * sizeof(Digest);
    if (payload && !lists) return wrong(index, "its opening", "does not list its lines");
    return lines_of(OpeningKind::kAdm, admission.request, admission.lines, [&](std::uint32_t at, const Digest& commitment) {
      if (!lists) return std::optional<EntryIndex>();
      const ByteView listed = ByteView(*payload).subspan(kAdmissionHeadBytes + std::size_t{at} * sizeof(Digest), sizeof(Digest));
      return std::equal(listed.begin(), listed.end(), commitment.begin()) ? std::optional<EntryIndex>() : index;
    });
  }

  Result<void> closed(EntryIndex index, const CloseEntry& close, const std::optional<Bytes>& tally) {
    Request& request = requests_.at(close.request.value);
    request.has_lines = close.lines != 0;
    const std::pair<OpeningKind, Digest LineEntry::*> kinds[] = {
        {OpeningKind::kIn, &LineEntry::in}, {OpeningKind::kAnswer, &LineEntry::answer}, {OpeningKind::kBasis, &LineEntry::basis}};
    for (const auto& [kind, member] : kinds) {
      if (close.lines == 0) break;
      CS_TRY_VOID(lines_of(kind, close.request, close.lines, [&, of = member](std::uint32_t at, const Digest& commitment) {
        const bool equal = lines_[at].*of == commitment;
        return equal ? std::optional<EntryIndex>() : EntryIndex{close.first_line->value + at};
      }));
    }
    lines_.clear();
    if (close.admission || !request.digests || !request.digests->lines || !tally || !keeps_lines(*request.digests->lines, *tally)) return {};
    CS_TRY(file, document(OpeningKind::kLines, {close.request, request.received, request.received}));
    if (!file || crypto::sha256(*file) == *request.digests->lines) return {};
    return wrong(index, "the lines of its request", "are not the ones committed to");
  }

  // ---- lines ----

  // `differs` gives the entry whose commitment is another one.
  template <typename Differs>
  Result<void> lines_of(OpeningKind kind, EntryIndex request, std::uint32_t count, const Differs& is_other) {
    const std::string_view tag = opening_kind_word(kind);
    const Request& asked = requests_.at(request.value);
    const auto period = destroyed_.period({asked.agreement, class_of(kind), quarter_of(asked.received)});
    const auto take = [&](LineNumber line, const Digest& r, ByteView payload) -> Result<void> {
      if (const auto said = destroyed_.line(kind, request, line)) return ends(wrong(*said, "line " + std::to_string(line.value) + " of request " + std::to_string(request.value), "opens, and this entry says that it is destroyed"));
      if (const auto other = is_other(line.value - 1, crypto::commit(tag, r, payload))) return ends(differs(*other, tag));
      ++report_.openings;
      return {};
    };
    const auto missing = [&](LineNumber line) { return gone(request, tag, 1, period ? period : destroyed_.line(kind, request, line)); };
    const auto read = reader_.for_each_line(kind, request, count, take, missing);
    return read ? Result<void>() : unsound(read.fault(), request);
  }

  // ---- what is found ----

  Result<void> gone(EntryIndex index, std::string_view tag, std::uint64_t count, const std::optional<EntryIndex>& said) {
    if (said) {
      report_.openings_destroyed += count;
      return {};
    }
    report_.openings_missing += count;
    return wrong(index, "an opening `" + std::string(tag) + "`", "is missing, and no entry says that it is destroyed");
  }
  Result<void> differs(EntryIndex index, std::string_view tag) { return wrong(index, "the opening of its commitment `" + std::string(tag) + "`", "is another one"); }
  Result<void> wrong(EntryIndex index, const std::string& what, const std::string& how) {
    if (!report_.fault) report_.fault = VerifyFault{index, what + " " + how};
    return {};
  }
  static Result<void> ends(const Result<void>&) { return untrusted("an opening differs"); }  // the walk of these lines; `report_.fault` says it
  Result<void> unsound(const Fault& fault, EntryIndex index) {
    if (fault.kind == FaultKind::kIo) return fault;
    if (!report_.fault) report_.fault = VerifyFault{index, fault.text};
    return {};
  }

  const Ledger& ledger_;
  const Destroyed& destroyed_;
  OpeningReader reader_;
  VerifyReport& report_;
  Digest r_{};  // of the document that was opened last
  std::map<std::uint64_t, std::string> agreements_;
  std::map<std::uint64_t, Request> requests_;
  std::vector<LineEntry> lines_;  // of the request whose close is to come
};

// A key that is there again opens what was destroyed in every row of its period.
Result<void> destroyed_keys(const Destroyed& destroyed, PeriodKeys& keys, VerifyReport& report) {
  for (const auto& [period, entry] : destroyed.periods()) {
    const auto key = keys.find(period);
    if (!key && key.fault().kind == FaultKind::kIo) return key.fault();
    if (!key && key.fault().kind == FaultKind::kNotFound) continue;
    if (!report.fault) report.fault = VerifyFault{entry, "the period key that this entry says is destroyed is there"};
  }
  return {};
}

}  // namespace

Result<void> verify_openings(const Ledger& ledger, PeriodKeys& keys, VerifyReport& report) {
  CS_TRY(destroyed, Destroyed::read(ledger));
  CS_TRY_VOID(destroyed_keys(destroyed, keys, report));
  OpeningsVerifier verifier(ledger, keys, destroyed, report);
  CS_TRY_VOID(ledger.for_each({0}, [&](EntryIndex index, const TimedEntry& entry) { return verifier.look(index, entry); }));
  return verifier.end();
}

}  // namespace cs::ledger
