#include "request/lines.h"

#include <algorithm>

#include "base/limits.h"
#include "codec/json.h"
#include "request/line_text.h"

namespace cs::request {
namespace {

using codec::JsonItem;
using codec::JsonKind;
using codec::List;
using codec::Record;
using codec::Value;

constexpr std::size_t kPeriodsMax = 64;
constexpr std::string_view kPassedOver[] = {"order", "address_source", "address_seen_on", "periods", "matter", "reason", "officers"};
constexpr std::size_t kWordMax = 60;  // code points of city, state, ZIP, and what else has no length of its own

// Reads the members of one line into its particulars, and keeps the worst that it meets: a fault of form outranks one of characters, which
// outranks a number that may not stand there. That is the order of the codes.
class Reading {
 public:
  Reading(LineParse& out, std::uint32_t officers_max) : out_(out), officers_max_(officers_max) {}

  void line(const JsonItem& document, std::uint32_t expected) {
    if (document.kind != JsonKind::kRecord) return form("the line is no record");
    bool numbered = false;
    for (const JsonItem* member = document.first(); member != document.end(); member = member->next()) {
      const std::string_view key = member->key;
      const JsonItem& value = *member;
      if (key == "line") numbered = value.kind == JsonKind::kNumber && value.number == std::int64_t{expected};
      else if (key == "order") order(value);
      else if (key == "subject") subject(value);
      else if (key == "address") address(value);
      else if (key == "address_source") text(value, p().address_source, 40, kFree, "address_source");
      else if (key == "address_seen_on") date(value, p().address_seen_on, "address_seen_on");
      else if (key == "periods") periods(value);
      else if (key == "matter") text(value, p().matter, 64, kFree, "matter");
      else if (key == "reason") text(value, p().reason, 500, kFree, "reason");
      else if (key == "officers") officers(value);
      else form("a key that no line has");
    }
    if (!numbered) form("line: not the number of this line");
    p().line = expected;
  }

  void question(const JsonItem& document) {
    if (document.kind != JsonKind::kRecord) return form("the line is no record");
    for (const JsonItem* member = document.first(); member != document.end(); member = member->next()) {
      const std::string_view key = member->key;
      if (key == "line") number(*member);
      else if (key == "subject") subject(*member);
      else if (key == "address") address(*member);
      else if (std::find(std::begin(kPassedOver), std::end(kPassedOver), key) == std::end(kPassedOver)) form("a key that no line has");
    }
    if (!named_) p().names.clear();
    if (p().line == 0) form("line: no number of a line");
  }

 private:
  LineParticulars& p() { return out_.particulars; }

  void note(Reason reason, const char* problem) {
    if (out_.reason != Reason::kNone && out_.reason <= reason) return;
    out_.reason = reason;
    out_.problem = problem;
  }
  static bool is_list(const JsonItem& value, std::size_t items_max) {
    return value.kind == JsonKind::kList && static_cast<std::size_t>(value.number) <= items_max;
  }

  void number(const JsonItem& value) {
    if (value.kind == JsonKind::kNumber && value.number >= 1 && value.number <= UINT32_MAX) p().line = static_cast<std::uint32_t>(value.number);
  }

  void form(const char* problem) { note(Reason::kLinFormat, problem); }

  void text(const JsonItem& value, std::string& out, std::size_t code_points_max, unsigned kind, const char* field) {
    if (value.kind != JsonKind::kText) return form(field);
    out = value.text;
    const Reason reason = judge_text(value.text, code_points_max, kind);
    if (reason != Reason::kNone) note(reason, field);
  }

  void date(const JsonItem& value, std::optional<Date>& out, const char* field) {
    if (value.kind != JsonKind::kText) return form(field);
    const Result<Date> read = Date::parse(value.text);
    if (!read.ok()) return form(field);
    out = *read;
  }

  void order(const JsonItem& value) {
    if (value.kind != JsonKind::kRecord) return form("order");
    for (const JsonItem* member = value.first(); member != value.end(); member = member->next()) {
      const std::string_view key = member->key;
      const JsonItem& field = *member;
      if (key == "id") order_number(field);
      else if (key == "issuer") text(field, p().issuer, 40, 0, "order.issuer");
      else if (key == "docket") text(field, p().docket, 32, kFree, "order.docket");
      else if (key == "type") text(field, p().type, 40, 0, "order.type");
      else if (key == "entered_on") date(field, p().entered_on, "order.entered_on");
      else if (key == "final_on") final_on(field);
      else if (key == "salt") salt(field);
      else form("order: a key that it does not have");
    }
  }

  void order_number(const JsonItem& value) {
    if (value.kind != JsonKind::kText) return form("order.id");
    const Result<OrderNumber> read = OrderNumber::parse(value.text);
    if (!read.ok()) return form("order.id");
    p().order = *read;
  }

  // Null in the opening of an order that is not final yet.
  void final_on(const JsonItem& value) {
    if (value.kind != JsonKind::kNull) date(value, p().final_on, "order.final_on");
  }

  void salt(const JsonItem& value) {
    if (value.kind != JsonKind::kText) return form("order.salt");
    const Result<Digest> read = digest_from_hex(value.text);
    if (!read.ok()) return form("order.salt");
    p().salt = *read;
  }

  void subject(const JsonItem& value) {
    if (value.kind != JsonKind::kRecord) return form("subject");
    for (const JsonItem* member = value.first(); member != value.end(); member = member->next()) {
      const std::string_view key = member->key;
      const JsonItem& field = *member;
      if (key == "names") names(field);
      else if (key != "born") form("subject: a key that it does not have");
      else if (field.kind != JsonKind::kNull) date(field, p().born, "subject.born");
    }
  }

  void names(const JsonItem& value) {
    if (!is_list(value, limits::kNamesPerSubjectMax)) return form("subject.names");
    named_ = true;
    p().names.resize(static_cast<std::size_t>(value.number));
    auto next = p().names.begin();
    for (const JsonItem* item = value.first(); item != value.end(); item = item->next()) name(*item, *next++);
  }

  void name(const JsonItem& value, SubjectName& out) {
    if (value.kind != JsonKind::kRecord) return form("subject.names");
    for (const JsonItem* member = value.first(); member != value.end(); member = member->next()) {
      const std::string_view key = member->key;
      const JsonItem& field = *member;
      if (key == "family") parts(field, out.family, "subject.names.family");
      else if (key == "given") parts(field, out.given, "subject.names.given");
      else if (key == "suffix") text(field, out.suffix, limits::kNamePartTextMax, kFree, "subject.names.suffix");
      else form("subject.names: a key that a name does not have");
    }
  }

  void parts(const JsonItem& value, std::vector<std::string>& out, const char* field) {
    if (!is_list(value, limits::kNamePartsMax)) return form(field);
    out.resize(static_cast<std::size_t>(value.number));
    auto next = out.begin();
    for (const JsonItem* item = value.first(); item != value.end(); item = item->next()) text(*item, *next++, limits::kNamePartTextMax, kFree, field);
  }

  void address(const JsonItem& value) {
    if (value.kind != JsonKind::kRecord) return form("address");
    p().address_given = true;
    address::AddressFields& fields = p().address;
    for (const JsonItem* member = value.first(); member != value.end(); member = member->next()) {
      const std::string_view key = member->key;
      const JsonItem& field = *member;
      if (key == "line1") text(field, fields.line1, limits::kAddressLine1TextMax, kFree | kLatin, "address.line1");
      else if (key == "line2") text(field, fields.line2, kWordMax, kFree | kLatin, "address.line2");
      else if (key == "city") text(field, fields.city, kWordMax, kFree | kLatin, "address.city");
      else if (key == "state") text(field, fields.state, kWordMax, kFree | kLatin, "address.state");
      else if (key == "zip") text(field, fields.zip, kWordMax, kLatin, "address.zip");
      else if (key == "urbanization") text(field, fields.urbanization, kWordMax, kFree | kLatin, "address.urbanization");
      else if (key == "country") text(field, fields.country, kWordMax, kFree | kLatin, "address.country");
      else form("address: a key that it does not have");
    }
  }

  void periods(const JsonItem& value) {
    if (!is_list(value, kPeriodsMax)) return form("periods");
    p().periods_given = true;
    for (const JsonItem* item = value.first(); item != value.end(); item = item->next())
      text(*item, p().periods.emplace_back(), kWordMax, kFree, "periods");
  }

  void officers(const JsonItem& value) {
    if (!is_list(value, officers_max_)) return form("officers");
    for (const JsonItem* item = value.first(); item != value.end(); item = item->next()) {
      if (item->kind != JsonKind::kText || !is_slug(item->text)) return form("officers");
      if (std::find(p().officers.begin(), p().officers.end(), item->text) != p().officers.end())
        return form("officers: one stands there twice");
      p().officers.emplace_back(item->text);
    }
  }

  LineParse& out_;
  std::uint32_t officers_max_;
  bool named_ = false;  // the subject has a list of names
};

std::string join(const std::vector<std::string>& parts, std::size_t from) {
  std::string out;
  for (std::size_t i = from; i < parts.size(); ++i) {
    if (!out.empty()) out += ' ';
    out += parts[i];
  }
  return out;
}

Value text_list(const std::vector<std::string>& texts) {
  List list;
  for (const std::string& text : texts) list.emplace_back(text);
  return Value(std::move(list));
}

Value date_or_null(const std::optional<Date>& date) { return date ? Value(date->text()) : Value(); }

}  // namespace

names::NameFields SubjectName::fields() const {
  names::NameFields out;
  out.given = given.empty() ? std::string() : given.front();
  out.middle = join(given, 1);
  out.family = join(family, 0);
  out.suffix = suffix;
  return out;
}

struct LineReader::Held {
  codec::JsonReader json;
  std::uint32_t officers_max = 0;
  LineParse question;

  // Nothing is left of the line before but room.
  void forget_question() {
    question.reason = Reason::kNone;
    question.problem = "";
    LineParticulars& line = question.particulars;
    line.line = 0;
    for (SubjectName& name : line.names) {  // how many it has is said when it is read
      name.family.clear();
      name.given.clear();
      name.suffix.clear();
    }
    address::AddressFields& at = line.address;
    for (std::string* field : {&at.line1, &at.line2, &at.city, &at.state, &at.zip, &at.urbanization, &at.country}) field->clear();
  }
};

LineReader::LineReader(std::uint32_t officers_per_line_max) : held_(std::make_unique<Held>()) {
  held_->officers_max = officers_per_line_max;
}
LineReader::~LineReader() = default;
LineReader::LineReader(LineReader&&) noexcept = default;
LineReader& LineReader::operator=(LineReader&&) noexcept = default;

LineParse LineReader::read(std::string_view line, std::uint32_t expected_number) {
  LineParse out;
  const Result<const JsonItem*> document = held_->json.scan(line, limits::kLineBytesMax);
  if (!document.ok()) {
    out.reason = Reason::kLinFormat;
    out.problem = "not readable as JSON";
    return out;
  }
  Reading(out, held_->officers_max).line(**document, expected_number);
  return out;
}

const LineParse& LineReader::read_question(std::string_view line) {
  held_->forget_question();
  LineParse& out = held_->question;
  const Result<const JsonItem*> document = held_->json.scan(line, limits::kLineBytesMax);
  if (!document.ok()) {
    out.reason = Reason::kLinFormat;
    out.problem = "not readable as JSON";
    out.particulars.names.clear();
    return out;
  }
  Reading(out, held_->officers_max).question(**document);
  return out;
}

std::string write_line(const LineParticulars& p) {
  Record order;
  if (p.order) order.emplace_back("id", Value(p.order->text()));
  order.emplace_back("issuer", Value(p.issuer));
  order.emplace_back("docket", Value(p.docket));
  order.emplace_back("type", Value(p.type));
  if (p.entered_on) order.emplace_back("entered_on", Value(p.entered_on->text()));
  order.emplace_back("final_on", date_or_null(p.final_on));
  if (p.salt) order.emplace_back("salt", Value(to_hex(*p.salt)));
  List names;
  for (const SubjectName& name : p.names)
    names.push_back(Value(Record{{"family", text_list(name.family)}, {"given", text_list(name.given)}, {"suffix", Value(name.suffix)}}));
  Record line = {{"line", Value(std::int64_t{p.line})},
                 {"order", Value(std::move(order))},
                 {"subject", Value(Record{{"names", Value(std::move(names))}, {"born", date_or_null(p.born)}})}};
  if (p.address_given)
    line.emplace_back("address", Value(Record{{"line1", Value(p.address.line1)},
                                              {"line2", Value(p.address.line2)},
                                              {"city", Value(p.address.city)},
                                              {"state", Value(p.address.state)},
                                              {"zip", Value(p.address.zip)},
                                              {"urbanization", Value(p.address.urbanization)},
                                              {"country", Value(p.address.country)}}));
  if (!p.address_source.empty()) line.emplace_back("address_source", Value(p.address_source));
  if (p.address_seen_on) line.emplace_back("address_seen_on", Value(p.address_seen_on->text()));
  if (p.periods_given) line.emplace_back("periods", text_list(p.periods));
  if (!p.matter.empty()) line.emplace_back("matter", Value(p.matter));
  if (!p.reason.empty()) line.emplace_back("reason", Value(p.reason));
  if (!p.officers.empty()) line.emplace_back("officers", text_list(p.officers));
  return codec::write_json(Value(std::move(line)));
}

}  // namespace cs::request
