// The reader of agreement.toml: one function a table, each a list of its keys with range and default (the default is in terms.h).
#include <algorithm>
#include <array>

#include "agreement/calendar.h"
#include "agreement/table.h"
#include "agreement/terms.h"
#include "base/limits.h"
#include "codec/toml.h"
#include "crypto/digest.h"
#include "crypto/note_key.h"

namespace cs::agreement {
namespace {

constexpr std::size_t kTextMax = 4000;         // code points of a text that is shown
constexpr std::size_t kListMax = 64;           // items of a list that is shown
constexpr std::int64_t kCountMax = 1'000'000'000;
constexpr std::int64_t kDaysMax = 36'500;      // a century
constexpr Span kLongest = Span::days(kDaysMax);

void read_party(Table table, Contracting& party) {
  table.text("name", party.name, 200, Give::kMust);
  table.text("legal_id", party.legal_id, 100, Give::kMust);
  table.text("address", party.address, 400, Give::kMust);
  table.close();
}

void read_parties(Table table, Parties& parties) {
  read_party(table.table("holder", Give::kMust), parties.holder);
  Table requester = table.table("requester", Give::kMust);
  requester.digests("clients", parties.clients, 1, 64, Give::kMust);
  requester.digest("recipient", parties.recipient, Give::kMust);
  requester.text("name", parties.requester.name, 200, Give::kMust);
  requester.text("legal_id", parties.requester.legal_id, 100, Give::kMust);
  requester.text("address", parties.requester.address, 400, Give::kMust);
  requester.close();
  table.close();
}

void read_pki(Table table, Pki& pki) {
  table.digests("anchors", pki.anchors, 1, 16, Give::kMust);
  table.texts("policies", pki.policies, 16, 100, Give::kMust);
  table.boolean("mapping", pki.mapping, Give::kMay);
  if (!std::all_of(pki.policies.begin(), pki.policies.end(), is_oid)) table.wrong("policies", "an item is no OID in dotted form");
  table.close();
}

void read_texts(Table table, Texts& texts) {
  table.texts("authority", texts.authority, kListMax, kTextMax, Give::kMust);
  table.text("justification", texts.justification, kTextMax, Give::kMust);
  table.text("results", texts.results, kTextMax, Give::kMust);
  table.texts("prohibited_uses", texts.prohibited_uses, kListMax, kTextMax, Give::kMust);
  table.text("redisclosure", texts.redisclosure, kTextMax, Give::kMust);
  table.texts("audit_access", texts.audit_access, kListMax, kTextMax, Give::kMust);
  table.text("meaning", texts.meaning, 500, Give::kMust);  // stands in every answer's 4,096 bytes
  table.close();
}

void read_register(Table table, RegisterTerms& registered) {
  table.text("name", registered.name, 200, Give::kMust);
  table.texts("data_elements", registered.data_elements, kListMax, 200, Give::kMust);
  table.number("records_estimate", registered.records_estimate, 0, kCountMax, Give::kMust);
  table.span("generation_age_max", registered.generation_age_max, Span::seconds(1), kLongest, Give::kMay);
  table.close();
}

void read_valid(Table table, Valid& valid, std::int64_t version) {
  table.instant_or_date("from", valid.from, Give::kMust);
  table.instant_or_date("to", valid.to, Give::kMust);
  table.number("months_max", valid.months_max, 1, 1200, Give::kMay);
  table.number("renewals_max", valid.renewals_max, 0, 100, Give::kMay);
  table.number("renewal_months_max", valid.renewal_months_max, 1, 1200, Give::kMay);
  if (valid.to <= valid.from) table.wrong("to", "not later than valid.from");
  // A later version may be a renewal; check_amendment() judges it against the version before.
  const std::int64_t renewed = version > 1 ? valid.renewals_max * valid.renewal_months_max : 0;
  if (valid.to > add_months(valid.from, valid.months_max + renewed)) table.wrong("to", "later than valid.months_max allows");
  table.close();
}

void read_notice(Table table, Notice& notice) {
  table.number("days", notice.days, 0, kDaysMax, Give::kMay);
  table.text("published_at", notice.published_at, 400, Give::kMay);
  table.close();
}

void read_safeguards(Table table, Safeguards& safeguards) {
  table.boolean("required", safeguards.required, Give::kMay);
  table.boolean("finding_plan_required", safeguards.finding_plan_required, Give::kMay);
  table.close();
}

void read_officials(Table table, Officials& officials) {
  table.slugs("offices", officials.offices, 1, 8, Give::kMust);
  table.number("quorum", officials.quorum, 1, 8, Give::kMay);
  table.span("term_max", officials.term_max, Span::seconds(1), kLongest, Give::kMay);
  table.span("cooling", officials.cooling, Span{0}, kLongest, Give::kMay);
  table.span("signing_skew", officials.signing_skew, Span{0}, kLongest, Give::kMay);
  if (officials.quorum > static_cast<std::int64_t>(officials.offices.size())) table.wrong("quorum", "larger than the number of offices");
  table.close();
}

void read_stop(Table table, StopTerms& stop) {
  table.slugs("holder", stop.holder, 1, 8, Give::kMust);
  table.slugs("requester", stop.requester, 1, 8, Give::kMust);
  table.number("resume_holder", stop.resume_holder, 1, 8, Give::kMay);
  table.number("resume_requester", stop.resume_requester, 1, 8, Give::kMay);
  if (stop.resume_holder > static_cast<std::int64_t>(stop.holder.size())) table.wrong("resume_holder", "larger than the number of offices");
  if (stop.resume_requester > static_cast<std::int64_t>(stop.requester.size()))
    table.wrong("resume_requester", "larger than the number of offices");
  for (const std::string& office : stop.holder)
    if (std::find(stop.requester.begin(), stop.requester.end(), office) != stop.requester.end())
      table.wrong("requester", "names an office of the other party's list");
  table.close();
}

void read_caps(Table table, Caps& caps) {
  table.number("lines_per_request", caps.lines_per_request, 1, limits::kLinesPerRequestMax, Give::kMay);
  table.number("countersign_above", caps.countersign_above, 0, kCountMax, Give::kMay);
  table.number("lines_per_day", caps.lines_per_day, 1, kCountMax, Give::kMay);
  table.number("lines_total", caps.lines_total, 1, kCountMax, Give::kMay);
  table.close();
}

void read_engagement(Table table, Engagement& engagement) {
  table.boolean("required", engagement.required, Give::kMay);
  table.number("lines_per_officer", engagement.lines_per_officer, 1, kCountMax, Give::kMay);
  table.span("window", engagement.window, Span::seconds(1), kLongest, Give::kMay);
  table.number("officers_per_line_max", engagement.officers_per_line_max, 1, 16, Give::kMay);
  table.close();
}

void read_budget(Table table, BudgetTerms& budget) {
  table.number("addresses_per_order", budget.addresses_per_order, 1, kCountMax, Give::kMay);
  table.number("addresses_per_subject", budget.addresses_per_subject, 1, kCountMax, Give::kMay);
  table.span("window", budget.window, Span::seconds(1), kLongest, Give::kMay);
  table.number("orders_per_address", budget.orders_per_address, 0, kCountMax, Give::kMay);
  table.number("addresses_per_street_day", budget.addresses_per_street_day, 0, kCountMax, Give::kMay);
  table.close();
}

void read_issuer(Table table, Issuer& issuer) {
  table.slug("key", issuer.key, Give::kMust);
  table.text("name", issuer.name, 200, Give::kMust);
  table.text("origin", issuer.origin, 200, Give::kMust);
  table.text("vkey", issuer.vkey, 400, Give::kMust);
  table.text("url", issuer.url, 400, Give::kMust);
  table.page("policy", issuer.policy, 4096, Give::kMust);
  const Result<crypto::NoteVerifier> vkey = crypto::NoteVerifier::parse(issuer.vkey);
  if (!vkey.ok() || vkey->algorithm() != crypto::NoteAlgorithm::kEd25519) table.wrong("vkey", "no verifier key of a log");
  table.close();
}

void read_issuers(Table& root, std::vector<Issuer>& issuers) {
  for (Table& table : root.tables("issuers", 1, 64, Give::kMust)) {
    Issuer issuer;
    read_issuer(table, issuer);
    for (const Issuer& before : issuers) {
      if (before.key == issuer.key) table.wrong("key", "stands there twice");
      if (before.origin == issuer.origin) table.wrong("origin", "stands there twice");
    }
    issuers.push_back(std::move(issuer));
  }
}

void read_order_types(Table& root, Terms& terms) {
  for (Table& table : root.tables("order_types", 1, 64, Give::kMust)) {
    OrderType type;
    table.slug("code", type.code, Give::kMust);
    table.slug("issuer", type.issuer, Give::kMust);
    table.number("min_age_days", type.min_age_days, 0, kDaysMax, Give::kMust);
    table.number("max_age_days", type.max_age_days, 0, kDaysMax, Give::kMust);
    if (terms.issuer(type.issuer) == nullptr) table.wrong("issuer", "no issuer of this agreement");
    if (terms.order_type(type.code, type.issuer) != nullptr) table.wrong("code", "stands there twice for this issuer");
    // min < age < max must leave a day.
    if (type.max_age_days != 0 && type.max_age_days <= (type.min_age_days == 0 ? 0 : type.min_age_days + 1))
      table.wrong("max_age_days", "leaves no day after min_age_days");
    table.close();
    terms.order_types.push_back(std::move(type));
  }
}

void read_presence(Table& table, std::string_view key, Presence& out) {
  auto index = static_cast<std::size_t>(out);
  table.choice(key, index, {"required", "optional", "absent"}, Give::kMay);
  out = static_cast<Presence>(index);
}

void read_accept(Table& table, std::string_view key, bool& out) {
  std::size_t index = out ? 0 : 1;
  table.choice(key, index, {"accept", "refuse"}, Give::kMay);
  out = index == 0;
}

void read_line(Table table, LineTerms& line) {
  read_presence(table, "periods", line.periods);
  table.number("periods_max", line.periods_max, 1, 64, Give::kMay);
  read_presence(table, "reason", line.reason);
  std::size_t born = line.born_required ? 0 : 1;
  table.choice("born", born, {"required", "optional"}, Give::kMay);
  line.born_required = born == 0;
  table.number("source_age_max_days", line.source_age_max_days, 1, kDaysMax, Give::kMay);
  table.close();
}

void read_address(Table table, AddressTerms& address) {
  read_accept(table, "po_box", address.accept_po_box);
  read_accept(table, "military", address.accept_military);
  read_accept(table, "puerto_rico", address.accept_puerto_rico);
  table.close();
}

void read_matching(Table table, MatchingTerms& matching) {
  table.digest("model", matching.model, Give::kMust);
  table.boolean("review", matching.review, Give::kMay);
  table.close();
}

// "06:00" as a span after midnight.
void read_time_of_day(Table& table, std::string_view key, Span& out) {
  const codec::Value* found = table.take(key, Give::kMay);
  if (found == nullptr) return;
  const std::string* text = found->text();
  const auto digit = [&](std::size_t i, char max) { return (*text)[i] >= '0' && (*text)[i] <= max; };
  if (text == nullptr || text->size() != 5 || !digit(0, '2') || !digit(1, '9') || (*text)[2] != ':' || !digit(3, '5') || !digit(4, '9'))
    return table.wrong(key, "not a time of day (\"06:00\")");
  const int hour = ((*text)[0] - '0') * 10 + ((*text)[1] - '0');
  if (hour > 23) return table.wrong(key, "not a time of day (\"06:00\")");
  out = Span::minutes(hour * 60 + ((*text)[3] - '0') * 10 + ((*text)[4] - '0'));
}

void read_release(Table table, ReleaseTerms& release) {
  table.span("every", release.every, Span::seconds(1), Span::days(366), Give::kMay);
  read_time_of_day(table, "at", release.at);
  table.span("hold", release.hold, Span{0}, Span::days(366), Give::kMay);
  table.span("review_cutoff", release.review_cutoff, Span{0}, Span::days(366), Give::kMay);
  table.span("slip_max", release.slip_max, Span{0}, Span::days(366), Give::kMay);
  table.number("fetch_days", release.fetch_days, 1, kDaysMax, Give::kMay);
  table.close();
}

void read_request(Table table, RequestTerms& request) {
  table.span("not_after_max", request.not_after_max, Span::seconds(1), kLongest, Give::kMay);
  table.number("boilerplate_share_max_percent", request.boilerplate_share_max_percent, 1, 100, Give::kMay);
  table.texts("attestations", request.attestations, 32, 80, Give::kMay);
  table.close();
}

void read_due_process(Table table, DueProcess& due) {
  table.number("verify_days", due.verify_days, 1, kDaysMax, Give::kMay);
  table.number("notice_days", due.notice_days, 1, kDaysMax, Give::kMay);
  table.number("overdue_share_max_percent", due.overdue_share_max_percent, 0, 100, Give::kMay);
  table.texts("delay_grounds", due.delay_grounds, kListMax, 200, Give::kMay);
  table.close();
}

void read_recall(Table table, RecallTerms& recall) {
  table.span("within", recall.within, Span::seconds(1), kLongest, Give::kMay);
  table.number("dispose_days", recall.dispose_days, 1, kDaysMax, Give::kMay);
  table.boolean("overdue_suspends", recall.overdue_suspends, Give::kMay);
  table.close();
}

void read_retention(Table table, Retention& retention) {
  table.number("accounting_years", retention.accounting_years, 1, 100, Give::kMay);
  table.number("lines_days", retention.lines_days, 0, kDaysMax, Give::kMay);
  table.number("review_days", retention.review_days, 0, kDaysMax, Give::kMay);
  table.number("snapshot_years", retention.snapshot_years, 1, 100, Give::kMay);
  table.close();
}

void read_report(Table table, ReportTerms& report) {
  table.number("cell_min", report.cell_min, 1, 1000, Give::kMay);
  table.number("round_to", report.round_to, 1, 1000, Give::kMay);
  table.number("due_days", report.due_days, 1, kDaysMax, Give::kMay);
  table.close();
}

void read_purposes(Table& root, Terms& terms) {
  for (Table& table : root.tables("purposes", 1, 64, Give::kMust)) {
    Purpose purpose;
    table.slug("code", purpose.code, Give::kMust);
    table.text("text", purpose.text, kTextMax, Give::kMust);
    table.text("citation", purpose.citation, 200, Give::kMust);
    table.close();
    if (terms.purpose(purpose.code) != nullptr) table.wrong("code", "stands there twice");
    terms.purposes.push_back(std::move(purpose));
  }
}

bool is_prefix_or_code(std::string_view key) {
  for (const ReasonRow& row : reason_table())
    if (row.code == key || reason_prefix(row.reason) == key) return true;
  return false;
}

// Where a code may lack a ground, the test is off; everywhere else the file says less than it must.
bool may_lack_ground(Reason reason) {
  return reason == Reason::kReqBoilerplate || reason == Reason::kBudPattern || reason == Reason::kRstClass ||
      reason_prefix(reason) == "OFF";
}

void read_grounds(Table table, Terms& terms) {
  for (const codec::Member* member : table.rest()) {
    if (!is_prefix_or_code(member->first)) continue;  // close() names it
    std::string citation;
    table.text(member->first, citation, 400, Give::kMust);
    terms.grounds.emplace_back(member->first, std::move(citation));
  }
  for (const ReasonRow& row : reason_table())
    if (!may_lack_ground(row.reason) && !terms.has_ground(row.reason))
      table.wrong(row.code, "has no ground, neither of its own nor by its prefix, and cannot do without");
  table.close();
}

void read_head(Table& root, std::size_t& format, std::string& id, Terms& terms) {
  root.choice("format", format, {"countersign-agreement/1"}, Give::kMust);
  root.slug("id", id, Give::kMust);
  root.number("version", terms.version, 1, kCountMax, Give::kMust);
  const codec::Value* previous = root.take("previous", Give::kMust);
  const bool empty = previous != nullptr && previous->text() != nullptr && previous->text()->empty();
  if (terms.version == 1 && !empty) root.wrong("previous", "must be \"\" in version 1");
  if (terms.version != 1) root.digest("previous", terms.previous, Give::kMust);
}

void read_tables(Table& root, Terms& terms) {
  read_parties(root.table("parties", Give::kMust), terms.parties);
  read_pki(root.table("pki", Give::kMust), terms.pki);
  read_texts(root.table("terms", Give::kMust), terms.texts);
  read_register(root.table("register", Give::kMust), terms.registered);
  read_valid(root.table("valid", Give::kMust), terms.valid, terms.version);
  read_notice(root.table("notice", Give::kMay), terms.notice);
  read_safeguards(root.table("safeguards", Give::kMay), terms.safeguards);
  read_officials(root.table("officials", Give::kMust), terms.officials);
  read_stop(root.table("stop", Give::kMust), terms.stop);
  read_caps(root.table("caps", Give::kMay), terms.caps);
  read_engagement(root.table("engagement", Give::kMay), terms.engagement);
  read_budget(root.table("budget", Give::kMay), terms.budget);
  Table orders = root.table("orders", Give::kMay);
  orders.span("head_age_max", terms.head_age_max, Span::seconds(1), kLongest, Give::kMay);
  orders.close();
  read_issuers(root, terms.issuers);
  read_order_types(root, terms);
  read_line(root.table("line", Give::kMay), terms.line);
  read_address(root.table("address", Give::kMay), terms.address);
  read_matching(root.table("matching", Give::kMust), terms.matching);
  read_release(root.table("release", Give::kMay), terms.release);
  read_request(root.table("request", Give::kMay), terms.request);
  read_due_process(root.table("due_process", Give::kMay), terms.due_process);
  read_recall(root.table("recall", Give::kMay), terms.recall);
  read_retention(root.table("retention", Give::kMay), terms.retention);
  read_report(root.table("report", Give::kMay), terms.report);
  read_purposes(root, terms);
  read_grounds(root.table("grounds", Give::kMust), terms);
}

}  // namespace

Result<Terms> read_terms(std::string_view toml) {
  CS_TRY(value, codec::read_toml(toml, limits::kAgreementBytesMax));
  Trouble trouble;
  Table root(value, "", trouble);
  std::size_t format = 0;
  std::string id;
  CS_TRY(placeholder, AgreementId::parse("none"));
  Terms terms(std::move(placeholder));
  read_head(root, format, id, terms);
  read_tables(root, terms);
  root.close();
  if (trouble.first) return at("agreement.toml", *trouble.first);
  CS_TRY(named, AgreementId::parse(id));
  terms.id = std::move(named);
  terms.digest = crypto::sha256(as_bytes(toml));
  return terms;
}

}  // namespace cs::agreement
