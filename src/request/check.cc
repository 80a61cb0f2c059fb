#include "request/check.h"

#include <algorithm>

#include "codec/text.h"
#include "crypto/digest.h"
#include "request/period.h"

namespace cs::request {
namespace {

constexpr std::size_t kReasonMin = 40;  // code points of a manifest's reason

bool contains(const std::vector<std::string>& list, const std::string& word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool blank(std::string_view text) { return text.find_first_not_of(' ') == std::string_view::npos; }

bool is_puerto_rico(const address::Reading& reading) {
  const std::string_view zip = reading.zip;
  return reading.state == "PR" || (reading.state.empty() && (zip.starts_with("006") || zip.starts_with("007") || zip.starts_with("009")));
}

bool is_kind_refused(const address::Reading& reading, const Rules& rules) {
  if (reading.form == address::Form::kPoBox && !rules.accept_po_box) return true;
  if (reading.form == address::Form::kMilitary && !rules.accept_military) return true;
  return !rules.accept_puerto_rico && is_puerto_rico(reading);
}

bool is_kind_refused(const std::vector<address::Reading>& readings, const Rules& rules) {
  return std::any_of(readings.begin(), readings.end(), [&](const address::Reading& reading) { return is_kind_refused(reading, rules); });
}

// 93: when and from where the requester has the address.
Reason check_source(const LineParticulars& line, const Rules& rules, Instant now) {
  if (blank(line.address_source) || !line.address_seen_on) return Reason::kAdrSource;
  if (*line.address_seen_on > Date::of(now)) return Reason::kAdrSource;
  return age_days(*line.address_seen_on, now) < rules.source_age_max_days ? Reason::kNone : Reason::kAdrSource;
}

}  // namespace

Reason check_expiry(const Manifest& manifest, const Rules& rules, Instant now) {
  const bool expired = now > manifest.not_after;
  const bool from_the_future = manifest.created_at > now;
  const bool too_old = now - manifest.created_at > rules.not_after_max;
  return expired || from_the_future || too_old ? Reason::kReqExpired : Reason::kNone;
}

Reason check_purpose(const Manifest& manifest, const Rules& rules) {
  return contains(rules.purposes, manifest.purpose) ? Reason::kNone : Reason::kAgrScope;
}

Reason check_attestations(const Manifest& manifest, const Rules& rules) {
  const auto attested = [&](const std::string& needed) { return contains(manifest.attestations, needed); };
  return std::all_of(rules.attestations.begin(), rules.attestations.end(), attested) ? Reason::kNone : Reason::kReqAttest;
}

Reason check_reason_length(const Manifest& manifest) {
  return codec::code_points(manifest.reason) >= kReasonMin ? Reason::kNone : Reason::kReqReason;
}

Reason check_size(const Manifest& manifest, const Rules& rules) {
  return manifest.lines.count <= static_cast<std::uint64_t>(rules.lines_per_request) ? Reason::kNone : Reason::kReqTooLarge;
}

Reason check_lines_file(const Manifest& manifest, const LinesFile& file) {
  return file.framed && file.computed == manifest.lines ? Reason::kNone : Reason::kReqCount;
}

void BoilerplateCount::add(std::string_view line_reason) {
  if (!blank(line_reason)) reasons_.push_back(read_u64_be(crypto::sha256(as_bytes(line_reason))));
}

Reason BoilerplateCount::result(const Rules& rules, std::uint64_t line_count) const {
  if (!rules.boilerplate_tested || rules.boilerplate_share_max_percent >= 100) return Reason::kNone;
  std::vector<std::uint64_t> sorted = reasons_;
  std::sort(sorted.begin(), sorted.end());
  std::uint64_t most = 0;
  for (std::size_t i = 0, begin = 0; i < sorted.size(); ++i) {
    if (sorted[i] != sorted[begin]) begin = i;
    most = std::max<std::uint64_t>(most, i - begin + 1);
  }
  // A reason that stands once is nobody's boilerplate, however few the lines are.
  if (most < 2) return Reason::kNone;
  const auto allowed = static_cast<std::uint64_t>(rules.boilerplate_share_max_percent);
  return most * 100 > line_count * allowed ? Reason::kReqBoilerplate : Reason::kNone;
}

Reason check_order_presence(const LineParticulars& line, const Rules& rules) {
  const bool order = line.order && !blank(line.issuer) && !blank(line.docket) && !blank(line.type) && line.entered_on && line.final_on;
  const bool opening = line.salt && !line.names.empty();
  const bool born = line.born || !rules.born_required;
  return order && opening && born ? Reason::kNone : Reason::kOrdMissing;
}

NameCheck check_names(const LineParticulars& line) {
  NameCheck out;
  if (line.names.empty()) out.reason = Reason::kNamMissing;
  for (const SubjectName& name : line.names) {
    names::NameSufficiency sufficiency = names::NameSufficiency::of(name.fields());
    if (sufficiency.name) out.names.push_back(std::move(*sufficiency.name));
    else if (out.reason == Reason::kNone) out.reason = sufficiency.reason;  // the order's own name stands first
  }
  if (!out.names.empty()) out.reason = Reason::kNone;
  return out;
}

AddressCheck check_address(const LineParticulars& line, const Rules& rules, Instant now) {
  AddressCheck out;
  address::AddressSufficiency sufficiency = address::AddressSufficiency::of(line.address);
  out.reason = sufficiency.reason;
  if (out.reason != Reason::kNone && out.reason < Reason::kAdrKind) return out;
  // 90 comes before 91 and 92, whose addresses are read once more for it.
  const bool refused = sufficiency.address ? is_kind_refused(sufficiency.address->readings(), rules)
                                           : is_kind_refused(address::parse(line.address).readings, rules);
  if (refused) out.reason = Reason::kAdrKind;
  if (out.reason == Reason::kNone) out.reason = check_source(line, rules, now);
  if (out.reason == Reason::kNone) out.address = std::move(sufficiency.address);
  return out;
}

Reason check_periods(const LineParticulars& line, const Rules& rules, Instant now) {
  if (line.periods.empty()) return rules.periods == Needed::kRequired ? Reason::kPerMissing : Reason::kNone;
  if (rules.periods == Needed::kAbsent || static_cast<std::int64_t>(line.periods.size()) > rules.periods_max) return Reason::kPerRange;
  const auto fits = [&](const std::string& period) {
    const std::optional<Date> begins = period_begin(period);
    return begins && *begins <= Date::of(now);
  };
  return std::all_of(line.periods.begin(), line.periods.end(), fits) ? Reason::kNone : Reason::kPerRange;
}

Reason check_line_reason(const LineParticulars& line, const Rules& rules) {
  if (rules.reason != Needed::kRequired) return Reason::kNone;
  return blank(line.matter) || blank(line.reason) ? Reason::kLinReason : Reason::kNone;
}

Reason check_officer_presence(const LineParticulars& line, const Rules& rules) {
  return rules.officers_required && line.officers.empty() ? Reason::kOffMissing : Reason::kNone;
}

Reason check_line(const LineParticulars& line, const Rules& rules, Instant now) {
  Reason reason = check_order_presence(line, rules);
  if (reason == Reason::kNone) reason = check_names(line).reason;
  if (reason == Reason::kNone) reason = check_address(line, rules, now).reason;
  if (reason == Reason::kNone) reason = check_periods(line, rules, now);
  if (reason == Reason::kNone) reason = check_line_reason(line, rules);
  if (reason == Reason::kNone) reason = check_officer_presence(line, rules);
  return reason;
}

}  // namespace cs::request
