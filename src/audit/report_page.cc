// The page for people: one file, no script, nothing loaded from elsewhere.
#include "audit/report.h"

namespace cs::audit {
namespace {

constexpr std::string_view kStyle =
    "body{font:16px/1.5 system-ui,sans-serif;color:#1b1b1b;background:#fff;max-width:72rem;margin:2rem auto;padding:0 1rem}"
    "h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem}table{border-collapse:collapse;width:100%;font-size:.9rem}"
    "caption{text-align:left;color:#565c65;padding-bottom:.4rem}th,td{text-align:left;vertical-align:top;border-bottom:1px solid #dfe1e2;padding:.3rem .8rem .3rem 0}"
    "td{overflow-wrap:anywhere}.yes{border-left:.5rem solid #00a91c;padding-left:1rem}.no{border-left:.5rem solid #d54309;padding-left:1rem}"
    ".wide{overflow-x:auto}code{font-size:.85em}";

std::string html_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (c == '"') out += "&quot;";
    else out += c;
  }
  return out;
}

std::string table(std::string_view caption, const std::vector<std::string>& heads, const std::vector<std::vector<std::string>>& rows) {
  std::string out = "<div class=\"wide\" tabindex=\"0\"><table><caption>" + html_text(caption) + "</caption><thead><tr>";
  for (const std::string& head : heads) out += "<th scope=\"col\">" + html_text(head) + "</th>";
  out += "</tr></thead><tbody>\n";
  for (const auto& row : rows) {
    out += "<tr>";
    for (std::size_t i = 0; i < row.size(); ++i) out += i == 0 ? "<th scope=\"row\">" + html_text(row[i]) + "</th>" : "<td>" + html_text(row[i]) + "</td>";
    out += "</tr>\n";
  }
  return out + "</tbody></table></div>\n";
}

std::string of(std::uint64_t n) { return std::to_string(n); }
std::string index_text(const std::optional<EntryIndex>& index) { return index ? of(index->value) : "-"; }

// What the verdict does not speak of.
std::string limits_text(const Report& report, const LineTotals& totals) {
  std::string out;
  if (report.sample)
    out += " A sample of " + of(*report.sample) + " requests, drawn by seed " + of(report.seed) + ": " + of(totals.requests_not_looked_at) + " of " + of(totals.requests) + " requests, with " +
           of(totals.not_looked_at) + " lines, were not looked at.";
  if (report.from || report.to)
    out += " Only entries " + (report.from ? of(report.from->value) : "0") + " to " + (report.to ? of(report.to->value) : "the last") + " were looked at; the others were read and taken as they stand.";
  return out;
}

std::string verdict_section(const Report& report, const LineTotals& totals) {
  const std::string words = report.agrees() ? "The audit agrees: nothing that was looked at differs from what follows from agreement, orders, register and software."
                                            : "The audit does not agree: " + of(report.findings.size() + report.findings_left_out) + " findings below.";
  return "<p class=\"" + std::string(report.agrees() ? "yes" : "no") + "\"><strong>" + html_text(words) + "</strong>" + limits_text(report, totals) + "</p>\n" +
         table("What was looked at", {"what", "count"},
               {{"entries of the log", of(report.entries)}, {"entries recomputed and compared", of(report.recomputed)}, {"requests", of(totals.requests)},
                {"requests not looked at", of(totals.requests_not_looked_at)}, {"lines", of(totals.lines)}, {"lines equal", of(totals.equal)}, {"lines differing", of(totals.differing)},
                {"lines excused", of(totals.excused)}, {"lines missing", of(totals.missing)}, {"lines not looked at", of(totals.not_looked_at)}});
}

// Whose word it is that this is the log, and that nobody was shown another.
std::string judged_section(const Report& report) {
  const LogJudged& judged = report.judged;
  std::vector<std::vector<std::string>> rows;
  for (const std::string& key : judged.keys) rows.push_back({"known beforehand", key});
  rows.push_back({"newest, as the log's entries name it", judged.newest});
  const std::string keys = judged.keys_from == KeysFrom::kGiven    ? "The key was given by the auditor"
                           : judged.keys_from == KeysFrom::kExport ? "The key was TAKEN FROM THE EXPORT that was audited: whoever made the export chose it. Compare it with the one that you have from elsewhere"
                                                                   : "The home's own key";
  std::string out = "<h2>By which keys the log was judged</h2>\n" + table(keys, {"what", "verifier key"}, rows) + "<p>";
  if (!judged.policy) return out + "No witness policy was given: that nobody was shown another history, the holder alone says.</p>\n";
  out += "Witness policy <code>" + digest_text(*judged.policy) + "</code>, given by the auditor: ";
  return out + (judged.cosigned ? "its quorum, " + of(judged.witnesses) + " witnesses, has cosigned the first " + of(*judged.cosigned) + " of " + of(report.entries) + " entries." : "no quorum is known to have cosigned.") + "</p>\n";
}

std::string findings_section(const Report& report) {
  if (report.findings.empty()) return "";
  std::vector<std::vector<std::string>> rows;
  for (const Finding& finding : report.findings)
    rows.push_back({index_text(finding.entry), std::string(what_text(finding.what)), finding.request, finding.line ? of(*finding.line) : "", finding.of,
                    finding.recorded, finding.recomputed, finding.text});
  std::string out = "<h2>Findings</h2>\n" + table("In ledger order", {"entry", "what", "request", "line", "of", "recorded", "recomputed", "in words"}, rows);
  if (report.findings_left_out > 0) out += "<p>" + of(report.findings_left_out) + " more are left out here and counted above.</p>\n";
  return out;
}

std::string requests_section(const Report& report) {
  std::vector<std::vector<std::string>> rows;
  for (const RequestAccount& a : report.requests)
    rows.push_back({of(a.request.value), a.id, a.agreement, a.outcome + (a.refusal.empty() ? "" : " " + a.refusal), of(a.lines), of(a.equal), of(a.differing), of(a.excused),
                    of(a.missing), of(a.not_looked_at), !a.looked_at ? "not looked at" : a.differs ? "differs" : "agrees", a.excuse});
  return "<h2>Requests</h2>\n" +
         table("Each request, as recorded and as recomputed", {"entry", "request", "agreement", "outcome", "lines", "equal", "differing", "excused", "missing", "not looked at", "outcome", "excuse"}, rows);
}

std::string accounting_section(const Report& report) {
  std::vector<std::vector<std::string>> rows;
  for (const Disclosures& made : report.accounting)
    rows.push_back({of(made.close.value), made.date.text(), made.request, made.agreement, made.purpose, of(made.verified), of(made.not_verified), of(made.refused),
                    made.agrees ? "agrees" : "differs"});
  return "<h2>Accounting of disclosures</h2>\n" +
         table("Counted from the openings of the answers and compared with what each close commits to; refused lines are no disclosure",
               {"close", "date", "request", "agreement", "purpose", "verified", "not verified", "refused", "tally"}, rows);
}

std::string destroyed_section(const Report& report) {
  if (report.destroyed.empty()) return "";
  std::vector<std::vector<std::string>> rows;
  for (const auto& [entry, one] : report.destroyed) rows.push_back({of(entry), one.agreement, one.quarter, of(one.requests), of(one.lines), of(one.resting)});
  return "<h2>Destroyed by act of both parties</h2>\n" +
         table("What stands in the log of these and cannot be opened any more was taken as it stands", {"shred", "agreement", "quarter", "requests", "lines", "other entries"}, rows);
}

// The settings that an earlier `software` entry names are not given: nothing that they say decides.
std::string settings_text(const Report& report, const SoftwareUsed& used) {
  for (const ContextInput& input : report.context)
    if (input.digest == used.configuration) return "those of the context";
  return "not in the context";
}

std::string software_section(const Report& report) {
  std::vector<std::vector<std::string>> rows;
  for (const SoftwareUsed& used : report.software)
    rows.push_back({of(used.entry.value), used.version, digest_text(used.executable), used.executable == report.auditor ? "the same program" : "another build", settings_text(report, used)});
  return "<h2>Software that decided</h2>\n" + table("The auditor's own program: " + digest_text(report.auditor), {"from entry", "version", "program", "beside the auditor's", "its settings"}, rows);
}

std::string context_section(const Report& report) {
  std::vector<std::vector<std::string>> rows, taken, signatories;
  for (const FoundingSignatory& one : report.signatories)
    signatories.push_back({of(one.entry.value), one.of_holder ? "holder" : "requester", one.certificate ? digest_text(*one.certificate) : "not there"});
  for (const ContextInput& input : report.context)
    rows.push_back({input.what, input.digest ? digest_text(*input.digest) : "secret", input.held_by ? "entry " + of(input.held_by->value) : "nothing: UNPINNED"});
  for (const auto& [kind, count] : report.taken) taken.push_back({kind, of(count)});
  return software_section(report) + "<h2>Who could sign from the beginning</h2>\n" +
         table("Pinned with the first entry, by no act: compare the certificates (SHA-256 of DER) with those that the parties gave you. Everybody after them was judged by their signatures", {"entry", "party", "certificate"}, signatories) +
         "<h2>What the context gave</h2>\n" +
         table("Held by a named entry, or by nothing. Generations, mirrors, models, documents and what period keys open are not listed: digests, roots and commitments of the entries that use them hold them",
               {"file", "digest", "held by"}, rows) +
         "<h2>Entries taken as they stand</h2>\n" + table("Nothing recomputes these; what opens their commitments was checked", {"kind", "entries"}, taken);
}

}  // namespace

std::string report_page(const Report& report) {
  const LineTotals totals = totals_of(report);
  return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
         "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"><title>Audit of " +
         html_text(report.origin) + "</title><style>" + std::string(kStyle) + "</style></head><body><main>\n<h1>Audit of " + html_text(report.origin) + "</h1>\n<p>" +
         of(report.entries) + " entries, the last of " + report.last_time.text() + "; root <code>" + digest_text(report.root) + "</code></p>\n" + verdict_section(report, totals) +
         judged_section(report) + findings_section(report) + requests_section(report) + accounting_section(report) + destroyed_section(report) + context_section(report) + "</main></body></html>\n";
}

}  // namespace cs::audit
