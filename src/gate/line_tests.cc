#include "gate/line_tests.h"

#include <algorithm>
#include <array>
#include <span>

#include "base/limits.h"
#include "gate/weaken.h"
#include "gate/whole_tests.h"
#include "orders/opening.h"

namespace cs::gate {
namespace {

Digest commitment_of(const request::LineParticulars& line) {
  std::array<orders::OpeningNameView, limits::kNamesPerSubjectMax> names;
  CS_CHECK(line.names.size() <= names.size(), "a line that was read has at most so many names");
  std::transform(line.names.begin(), line.names.end(), names.begin(),
                 [](const request::SubjectName& name) { return orders::OpeningNameView{name.family, name.given, name.suffix}; });
  return orders::commitment(*line.salt, {line.issuer, line.docket, line.type, *line.entered_on, std::span(names).first(line.names.size()), line.born});
}

void add_place(std::vector<Place>& places, std::string state, std::string zip) {
  for (const std::string_view by_zip : address::states_of_zip(zip))
    if (by_zip != state) places.push_back({std::string(by_zip), zip});
  places.push_back({std::move(state), std::move(zip)});
}

// Where the address lies: as written, and in standard form for each of its readings; a state that is left out is the ZIP's.
std::vector<Place> places_of(const address::AddressFields& fields) {
  std::vector<Place> places;
  add_place(places, fields.state, fields.zip.substr(0, 5));
  for (const address::Reading& reading : address::parse(fields).readings) add_place(places, reading.state, reading.zip);
  return places;
}

LineFacts facts_of(const request::LineParticulars& line, bool with_places) {
  LineFacts facts;
  if (line.order) facts.order = *line.order;
  facts.issuer = line.issuer;
  facts.order_type = line.type;
  if (with_places) facts.places = places_of(line.address);
  facts.final_on = line.final_on;
  return facts;
}

}  // namespace

LineJudge::LineJudge(const agreement::Terms& terms, std::string purpose, Instant t)
    : terms_(terms), rules_(rules_of(terms)), purpose_(std::move(purpose)), t_(t), reader_(rules_.officers_per_line_max) {}

Result<LineJudge> LineJudge::make(Gate& gate, const agreement::Terms& terms, const agreement::Timeline& timeline, std::string purpose, Instant t) {
  LineJudge judge(terms, std::move(purpose), t);
  for (const agreement::Issuer& issuer : terms.issuers) {
    IssuerView view;
    view.issuer = &issuer;
    CS_TRY(mirror, gate.mirror(issuer));
    view.mirror = mirror;
    if (const OrdersHead* head = gate.state().orders_head(issuer.origin); head != nullptr && mirror != nullptr) {
      view.entry = head->entry;
      view.stale = head->quarantined || (t - head->cosigned_at > terms.head_age_max && !weakened("fresh_orders"));
    }
    judge.issuers_.push_back(view);
  }
  if (terms.has_ground(Reason::kRstClass)) judge.restraints_ = timeline.class_restraints(t);
  judge.officers_tested_ = terms.engagement.required && terms.has_ground(Reason::kOffNotEnrolled);
  judge.officers_ = timeline.enrolled_officers(t);
  return judge;
}

const LineJudge::IssuerView* LineJudge::issuer(std::string_view key) const {
  for (const IssuerView& view : issuers_)
    if (view.issuer->key == key) return &view;
  return nullptr;
}

bool LineJudge::head_stale(std::string_view key) const {
  const IssuerView* view = issuer(key);
  return view != nullptr && view->stale;
}

std::vector<EntryIndex> LineJudge::heads_used() const {
  std::vector<EntryIndex> heads;
  for (const IssuerView& view : issuers_)
    if (view.mirror != nullptr) heads.push_back(view.entry);
  std::sort(heads.begin(), heads.end());
  return heads;
}

bool LineJudge::restrained(const LineFacts& facts) const {
  if (restraints_.empty()) return false;
  // Every place that the address may mean counts, however it is spelled, and what was written besides.
  for (const Place& place : facts.places) {
    const agreement::ClassFacts asked{place.state, place.zip, facts.issuer, facts.order_type, purpose_};
    if (std::any_of(restraints_.begin(), restraints_.end(), [&](const auto& restraint) { return agreement::restrains(restraint, asked); })) return true;
  }
  return false;
}

LineJudgment LineJudge::judge(std::string_view line, std::uint32_t number) {
  request::LineParse parse = reader_.read(line, number);
  LineJudgment out;
  if (parse.reason != Reason::kNone) {
    out.reason = parse.reason;
    return out;
  }
  const request::LineParticulars& particulars = parse.particulars;
  out.line_reason = particulars.reason;
  out.facts = facts_of(particulars, !restraints_.empty());
  out.reason = judge_order(particulars, out);
  if (out.reason == Reason::kNone) out.reason = judge_rest(particulars, out);
  return out;
}

LineJudgment LineJudge::reread(std::string_view line, std::uint32_t number) {
  request::LineParse parse = reader_.read(line, number);
  LineJudgment out;
  out.reason = parse.reason;
  out.facts = facts_of(parse.particulars, true);
  if (parse.reason != Reason::kNone || !parse.particulars.salt || !parse.particulars.entered_on) return out;
  out.facts.commitment = commitment_of(parse.particulars);
  out.names = request::check_names(parse.particulars).names;
  out.address = request::check_address(parse.particulars, rules_, t_).address;
  return out;
}

// Codes 53-67.
Reason LineJudge::judge_order(const request::LineParticulars& line, LineJudgment& out) const {
  if (restrained(out.facts)) return Reason::kRstClass;
  if (const Reason reason = request::check_order_presence(line, rules_); reason != Reason::kNone) return reason;
  const IssuerView* view = issuer(line.issuer);
  if (view == nullptr || view->stale) return Reason::kOrdStale;
  const orders::Order order = view->mirror->order(*line.order, t_);
  if (order.status == orders::Status::kUnknown) return Reason::kOrdUnknown;
  out.facts.commitment = commitment_of(line);
  if (!view->mirror->is_latest_commitment(*line.order, out.facts.commitment)) return Reason::kOrdMismatch;
  if (order.final_on && *order.final_on != *line.final_on) return Reason::kOrdMismatch;
  const agreement::OrderType* type = terms_.order_type(line.type, line.issuer);
  if (type == nullptr) return Reason::kOrdType;
  out.subject = order.subject;
  return judge_status(order, *type, line.final_on);
}

// Codes 65-67.
Reason LineJudge::judge_status(const orders::Order& order, const agreement::OrderType& type, std::optional<Date> final_on) const {
  if (order.status == orders::Status::kBarred) return Reason::kOrdBarred;
  if (order.status != orders::Status::kFinal) return Reason::kOrdNotFinal;
  const std::int64_t age = age_days(*final_on, t_);
  if (type.min_age_days > 0 && age <= type.min_age_days) return Reason::kOrdAge;
  if (type.max_age_days > 0 && age >= type.max_age_days) return Reason::kOrdAge;
  return Reason::kNone;
}

// Codes 70-101.
Reason LineJudge::judge_rest(const request::LineParticulars& line, LineJudgment& out) const {
  request::NameCheck names = request::check_names(line);
  if (names.reason != Reason::kNone) return names.reason;
  request::AddressCheck address = request::check_address(line, rules_, t_);
  if (address.reason != Reason::kNone) return address.reason;
  for (const Reason reason : {request::check_periods(line, rules_, t_), request::check_line_reason(line, rules_),
                              request::check_officer_presence(line, rules_)})
    if (reason != Reason::kNone) return reason;
  if (officers_tested_)
    for (const std::string& officer : line.officers)
      if (!officers_.contains(officer)) return Reason::kOffNotEnrolled;
  out.names = std::move(names.names);
  out.address = std::move(address.address);
  out.officers = line.officers;
  return Reason::kNone;
}

Reason LineJudge::judge_again(const LineFacts& facts) const {
  if (restrained(facts)) return Reason::kRstClass;
  const IssuerView* view = issuer(facts.issuer);
  if (view == nullptr || view->stale) return Reason::kOrdStale;
  const orders::Order order = view->mirror->order(facts.order, t_);
  if (order.status == orders::Status::kUnknown) return Reason::kOrdUnknown;
  if (!view->mirror->is_latest_commitment(facts.order, facts.commitment)) return Reason::kOrdMismatch;
  if (order.final_on && facts.final_on && *order.final_on != *facts.final_on) return Reason::kOrdMismatch;
  const agreement::OrderType* type = terms_.order_type(facts.order_type, facts.issuer);
  return type == nullptr ? Reason::kOrdType : judge_status(order, *type, facts.final_on);
}

}  // namespace cs::gate
