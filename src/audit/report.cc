#include "audit/report.h"

#include "codec/json.h"

namespace cs::audit {
namespace {

using codec::Value;

Value number(std::uint64_t n) { return Value(static_cast<std::int64_t>(n)); }
Value number_or_null(const std::optional<EntryIndex>& index) { return index ? number(index->value) : Value(); }
Value text_or_null(const std::string& text) { return text.empty() ? Value() : Value(text); }

Value finding_value(const Finding& finding) {
  return codec::record_of({{"what", Value(std::string(what_text(finding.what)))},
                           {"entry", number_or_null(finding.entry)},
                           {"request", text_or_null(finding.request)},
                           {"line", finding.line ? number(*finding.line) : Value()},
                           {"of", text_or_null(finding.of)},
                           {"recorded", text_or_null(finding.recorded)},
                           {"recomputed", text_or_null(finding.recomputed)},
                           {"text", Value(finding.text)}});
}

Value account_value(const RequestAccount& account) {
  return codec::record_of({{"request", text_or_null(account.id)},
                           {"entry", number(account.request.value)},
                           {"close", number_or_null(account.close)},
                           {"agreement", text_or_null(account.agreement)},
                           {"outcome", Value(account.outcome)},
                           {"refusal", text_or_null(account.refusal)},
                           {"lines", number(account.lines)},
                           {"equal", number(account.equal)},
                           {"differing", number(account.differing)},
                           {"excused", number(account.excused)},
                           {"missing", number(account.missing)},
                           {"not_looked_at", number(account.not_looked_at)},
                           {"agrees", account.looked_at ? Value(!account.differs) : Value()},
                           {"excuse", text_or_null(account.excuse)}});
}

Value disclosures_value(const Disclosures& made) {
  return codec::record_of({{"close", number(made.close.value)},
                           {"date", Value(made.date.text())},
                           {"request", Value(made.request)},
                           {"agreement", Value(made.agreement)},
                           {"purpose", Value(made.purpose)},
                           {"verified", number(made.verified)},
                           {"not_verified", number(made.not_verified)},
                           {"refused", number(made.refused)},
                           {"agrees", Value(made.agrees)}});
}

template <typename T, typename F>
Value list_of(const std::vector<T>& items, const F& value) {
  codec::List list;
  for (const T& item : items) list.push_back(value(item));
  return Value(std::move(list));
}

Value software_value(const SoftwareUsed& used) {
  return codec::record_of({{"entry", number(used.entry.value)}, {"version", Value(used.version)}, {"executable", Value(digest_text(used.executable))},
                           {"configuration", Value(digest_text(used.configuration))}});
}

Value signatory_value(const FoundingSignatory& signatory) {
  return codec::record_of({{"entry", number(signatory.entry.value)}, {"party", Value(std::string(signatory.of_holder ? "holder" : "requester"))},
                           {"certificate", signatory.certificate ? Value(digest_text(*signatory.certificate)) : Value()}});
}

Value context_value(const ContextInput& input) {
  return codec::record_of({{"what", Value(input.what)}, {"digest", input.digest ? Value(digest_text(*input.digest)) : Value()}, {"held_by", number_or_null(input.held_by)}});
}

Value log_key_value(const LogJudged& judged) {
  return codec::record_of({{"from", Value(std::string(keys_from_text(judged.keys_from)))},
                           {"known", list_of(judged.keys, [](const std::string& key) { return Value(key); })},
                           {"newest", Value(judged.newest)}});
}

// Null where no policy was given: no witness was asked for then.
Value witnesses_value(const LogJudged& judged) {
  if (!judged.policy) return Value();
  return codec::record_of({{"policy", Value(digest_text(*judged.policy))},
                           {"cosigned", judged.cosigned ? number(*judged.cosigned) : Value()},
                           {"count", number(judged.witnesses)}});
}

// Null where every request of the range was looked at.
Value sample_value(const Report& report, const LineTotals& totals) {
  if (!report.sample) return Value();
  return codec::record_of({{"requests", number(*report.sample)}, {"seed", number(report.seed)}, {"not_looked_at", number(totals.requests_not_looked_at)}});
}

Value destroyed_value(const Report& report) {
  codec::List list;
  for (const auto& [entry, one] : report.destroyed)
    list.push_back(codec::record_of({{"entry", number(entry)}, {"agreement", Value(one.agreement)}, {"quarter", Value(one.quarter)}, {"requests", number(one.requests)},
                                     {"lines", number(one.lines)}, {"resting", number(one.resting)}}));
  return Value(std::move(list));
}

}  // namespace

LineTotals totals_of(const Report& report) {
  LineTotals totals;
  for (const RequestAccount& account : report.requests) {
    ++totals.requests;
    totals.requests_differing += account.differs ? 1 : 0;
    totals.requests_not_looked_at += account.looked_at ? 0 : 1;
    totals.lines += account.lines;
    totals.equal += account.equal;
    totals.differing += account.differing;
    totals.excused += account.excused;
    totals.missing += account.missing;
    totals.not_looked_at += account.not_looked_at;
  }
  return totals;
}

codec::Value report_value(const Report& report) {
  const LineTotals totals = totals_of(report);
  codec::Record taken;
  for (const auto& [kind, count] : report.taken) taken.emplace_back(kind, number(count));
  return codec::record_of({{"format", Value(std::string("countersign-audit/1"))},
                           {"origin", Value(report.origin)},
                           {"entries", number(report.entries)},
                           {"root", Value(digest_text(report.root))},
                           {"last_time", Value(report.last_time.text())},
                           {"log_key", log_key_value(report.judged)},
                           {"witnesses", witnesses_value(report.judged)},
                           {"sample", sample_value(report, totals)},
                           {"from", number_or_null(report.from)},
                           {"to", number_or_null(report.to)},
                           {"agrees", Value(report.agrees())},
                           {"auditor", Value(digest_text(report.auditor))},
                           {"software", list_of(report.software, software_value)},
                           {"signatories", list_of(report.signatories, signatory_value)},
                           {"context", list_of(report.context, context_value)},
                           {"recomputed", number(report.recomputed)},
                           {"taken", Value(std::move(taken))},
                           {"destroyed", destroyed_value(report)},
                           {"requests", list_of(report.requests, account_value)},
                           {"lines", codec::record_of({{"all", number(totals.lines)}, {"equal", number(totals.equal)}, {"differing", number(totals.differing)},
                                                       {"excused", number(totals.excused)}, {"missing", number(totals.missing)},
                                                       {"not_looked_at", number(totals.not_looked_at)}})},
                           {"accounting", list_of(report.accounting, disclosures_value)},
                           {"findings", list_of(report.findings, finding_value)},
                           {"findings_left_out", number(report.findings_left_out)}});
}

}  // namespace cs::audit
