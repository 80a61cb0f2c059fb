// The writer of act.json: keys in the order of docs/formats/act.md.
#include "agreement/act.h"
#include "codec/json.h"

namespace cs::agreement {
namespace {

using codec::List;
using codec::Record;
using codec::Value;

Value text(std::string_view value) { return Value(std::string(value)); }
Value number(std::uint64_t value) { return Value(static_cast<std::int64_t>(value)); }
Value digest(const Digest& value) { return Value(digest_text(value)); }
Value maybe(const std::optional<Digest>& value) { return value ? digest(*value) : Value(); }
Value maybe(const std::optional<Instant>& value) { return value ? text(value->text()) : Value(); }
Value maybe(const std::optional<Date>& value) { return value ? text(value->text()) : Value(); }

Value texts(const std::vector<std::string>& values) {
  List list;
  for (const std::string& value : values) list.push_back(text(value));
  return Value(std::move(list));
}

Value lines(const std::vector<LineSpan>& spans) {
  List list;
  for (const LineSpan& span : spans) list.push_back(Value(List{number(span.first), number(span.last)}));
  return Value(std::move(list));
}

std::string_view opening_class_text(OpeningClass opening_class) { return opening_class == OpeningClass::kInput ? "input" : "outcome"; }

struct Writer {
  Record operator()(const SignatoryDetails& d) const {
    return {{"party", text(d.party == Party::kHolder ? "holder" : "requester")},
            {"certificate", text(d.certificate.pem())},
            {"state", text(d.pinned ? "pinned" : "removed")}};
  }
  Record operator()(const SignDetails& d) const { return {{"version", Value(d.version)}, {"digest", digest(d.digest)}}; }
  Record operator()(const PublishDetails& d) const { return {{"url", text(d.url)}}; }
  Record operator()(const SafeguardDetails& d) const {
    List findings;
    for (const Finding& finding : d.findings)
      findings.push_back(Value(Record{{"id", text(finding.id)},
                                      {"opened", text(finding.opened.text())},
                                      {"plan_due", maybe(finding.plan_due)},
                                      {"closed", maybe(finding.closed)}}));
    return {{"certificate", digest(d.certificate)}, {"valid_to", text(d.valid_to.text())}, {"findings", Value(std::move(findings))}};
  }
  Record operator()(const DesignateDetails& d) const {
    return {{"office", text(d.office)},
            {"certificate", text(d.certificate.pem())},
            {"client", maybe(d.client)},
            {"authority", text(d.authority)},
            {"until", maybe(d.until)}};
  }
  Record operator()(const UndesignateDetails& d) const { return {{"office", text(d.office)}, {"reason", text(end_reason_text(d.reason))}}; }
  Record operator()(const OfficersDetails& d) const { return {{"officers", texts(d.officers)}}; }
  Record operator()(const StopDetails&) const { return {}; }
  Record operator()(const RestrainDetails& d) const {
    static constexpr std::string_view kScopes[] = {"disclose", "use", "class"};
    Record record = {{"court", d.court.empty() ? Value() : text(d.court)},
                     {"docket", text(d.docket)},
                     {"scope", text(kScopes[static_cast<std::size_t>(d.scope) - 1])},
                     {"from", text(d.from.text())},
                     {"until", maybe(d.until)}};
    if (d.scope == RestraintScope::kClass)
      record.emplace_back("class", Value(Record{{"field", text(class_field_text(d.field))}, {"values", texts(d.values)}}));
    return record;
  }
  Record operator()(const LiftDetails& d) const { return {{"restraint", number(d.restraint.value)}}; }
  Record operator()(const ResumeDetails& d) const {
    List ends;
    for (const EntryIndex entry : d.ends) ends.push_back(number(entry.value));
    List requests;
    for (const RequestId& request : d.requests) requests.push_back(text(request.text()));
    return {{"ends", Value(std::move(ends))}, {"requests", Value(std::move(requests))}};
  }
  Record operator()(const ClearDetails& d) const { return {{"entry", number(d.entry.value)}}; }
  Record operator()(const CountersignDetails& d) const { return {{"request", text(d.request.text())}, {"manifest", digest(d.manifest)}}; }
  Record operator()(const CanaryDetails& d) const { return {{"list", digest(d.list)}}; }
  Record operator()(const RecallDetails& d) const {
    return {{"request", text(d.request.text())}, {"lines", lines(d.lines)}, {"until", text(d.until.text())}};
  }
  Record operator()(const DisposeDetails& d) const {
    List copies;
    for (const CopyDisposed& copy : d.copies)
      copies.push_back(Value(Record{{"place", text(copy.place)}, {"method", text(copy.method)}, {"on", text(copy.on.text())}}));
    return {{"recall", number(d.recall.value)}, {"copies", Value(std::move(copies))}};
  }
  Record operator()(const FollowupDetails& d) const {
    return {{"request", text(d.request.text())}, {"file", digest(d.file)}, {"count", Value(d.count)}};
  }
  Record operator()(const IncidentDetails& d) const { return {{"found_at", text(d.found_at.text())}, {"pack", digest(d.pack)}}; }
  Record operator()(const ProtectDetails& d) const { return {{"records", digest(d.records)}}; }
  Record operator()(const CorrectDetails& d) const {
    return {{"request", text(d.request.text())}, {"lines", lines(d.lines)}, {"notice", digest(d.notice)}};
  }
  Record operator()(const HoldDetails& d) const {
    return {{"scope", text(d.scope)}, {"state", text(d.set ? "set" : "lifted")}, {"hold", d.hold ? number(d.hold->value) : Value()}};
  }
  Record operator()(const ShredDetails& d) const {
    return {{"class", text(opening_class_text(d.opening_class))},
            {"year", Value(std::int64_t{d.year})},
            {"quarter", Value(std::int64_t{d.quarter})}};
  }
  Record operator()(const ExpungeDetails& d) const {
    return {{"class", text(opening_class_text(d.opening_class))}, {"request", text(d.request.text())}, {"lines", lines(d.lines)}};
  }
  Record operator()(const RecoverDetails& d) const {
    return {{"old_size", number(d.old_size)},
            {"old_root", digest(d.old_root)},
            {"new_size", number(d.new_size)},
            {"new_root", digest(d.new_root)}};
  }
  Record operator()(const RotateKeyDetails& d) const {
    static constexpr std::string_view kModes[] = {"none", "lagging", "strict"};
    return {{"vkeys", texts(d.vkeys)}, {"policy", text(d.policy)}, {"mode", text(kModes[d.mode])}, {"previous", text(d.gone ? "gone" : "asked")},
            {"size", d.gone ? number(d.gone->size) : Value()}, {"root", d.gone ? digest(d.gone->root) : Value()}};
  }
  Record operator()(const TerminateDetails&) const { return {}; }
};

}  // namespace

std::string write_act(const Act& act) {
  return codec::write_json_pretty(codec::record_of({
      {"format", text("countersign-act/1")},
      {"act", text(act_rule(act.verb).name)},
      {"id", text(act.id)},
      {"agreement", act.agreement ? text(act.agreement->text()) : Value()},
      {"effective_at", text(act.effective_at.text())},
      {"ground", text(act.ground)},
      {"evidence", maybe(act.evidence)},
      {"details", Value(std::visit(Writer{}, act.details))},
  }));
}

}  // namespace cs::agreement
