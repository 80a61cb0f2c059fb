#include "orders/opening.h"

#include "base/limits.h"
#include "codec/canonical.h"
#include "codec/json.h"
#include "codec/text.h"
#include "crypto/digest.h"

namespace cs::orders {
namespace {

using codec::List;
using codec::Record;
using codec::Value;

void put_texts(codec::CborWriter& out, std::span<const std::string> texts) {
  out.list(texts.size());
  for (const std::string& text : texts) out.text(text);
}

Result<std::vector<std::string>> read_parts(const Value& name, std::string_view key) {
  CS_TRY(parts, codec::need_texts(name, key, "names"));
  if (parts.size() > limits::kNamePartsMax) return malformed("names." + std::string(key) + ": more than 4 parts");
  for (const std::string& part : parts)
    if (!codec::is_text(part, limits::kNamePartTextMax))
      return malformed("names." + std::string(key) + ": a part is not a text of 1 to 80 characters");
  return parts;
}

Result<std::vector<OpeningName>> read_names(const Value& document) {
  CS_TRY(value, codec::need(document, "names", ""));
  const List* list = value->list();
  if (list == nullptr || list->empty() || list->size() > limits::kNamesPerSubjectMax) return malformed("names: not a list of 1 to 4");
  std::vector<OpeningName> names;
  for (const Value& item : *list) {
    CS_TRY_VOID(codec::only_keys(item, {"family", "given", "suffix"}, "names"));
    OpeningName name;
    CS_TRY(family, read_parts(item, "family"));
    CS_TRY(given, read_parts(item, "given"));
    CS_TRY(suffix, codec::need_text(item, "suffix", "names"));
    if (!suffix.empty() && !codec::is_text(suffix, limits::kNamePartTextMax)) return malformed("names.suffix: not a text");
    names.push_back({std::move(family), std::move(given), std::move(suffix)});
  }
  return names;
}

Result<std::string> read_text(const Value& document, std::string_view key, std::size_t code_points_max) {
  CS_TRY(text, codec::need_text(document, key, ""));
  if (!codec::is_text(text, code_points_max))
    return malformed(std::string(key) + ": not a text of 1 to " + std::to_string(code_points_max) + " characters");
  return text;
}

Result<std::optional<Date>> read_date(const Value& document, std::string_view key) {
  CS_TRY(value, codec::need(document, key, ""));
  if (value->is_null()) return std::optional<Date>();
  const Result<Date> date = value->text() != nullptr ? Date::parse(*value->text()) : Result<Date>(malformed("not a text"));
  if (!date.ok()) return malformed(std::string(key) + ": not a date");
  return std::optional<Date>(*date);
}

Result<Opening> read_document(const Value& document) {
  CS_TRY_VOID(codec::only_keys(document, {"order", "issuer", "docket", "type", "entered_on", "final_on", "salt", "names", "born"}, ""));
  Opening opening;
  CS_TRY(order, codec::need_text(document, "order", ""));
  Result<OrderNumber> number = OrderNumber::parse(order);
  if (!number.ok()) return malformed("order: not 32 hex digits");
  opening.order = *number;
  CS_TRY(issuer, read_text(document, "issuer", 40));
  CS_TRY(docket, read_text(document, "docket", 32));
  CS_TRY(type, read_text(document, "type", 40));
  CS_TRY(entered_on, read_date(document, "entered_on"));
  if (!entered_on) return malformed("entered_on: not a date");
  CS_TRY(final_on, read_date(document, "final_on"));
  CS_TRY(salt, codec::need_text(document, "salt", ""));
  Result<Digest> salt_bytes = digest_from_hex(salt);
  if (!salt_bytes.ok()) return malformed("salt: not 64 hex digits");
  CS_TRY(names, read_names(document));
  CS_TRY(born, read_date(document, "born"));
  opening.issuer = std::move(issuer);
  opening.docket = std::move(docket);
  opening.type = std::move(type);
  opening.entered_on = *entered_on;
  opening.final_on = final_on;
  opening.salt = *salt_bytes;
  opening.names = std::move(names);
  opening.born = born;
  return opening;
}

Value text_list(const std::vector<std::string>& texts) {
  List list;
  for (const std::string& text : texts) list.emplace_back(text);
  return Value(std::move(list));
}

Value date_or_null(const std::optional<Date>& date) { return date ? Value(date->text()) : Value(); }

}  // namespace

Bytes opening_bytes(const OpeningFacts& facts) {
  codec::CborWriter out;
  out.list(6).text(facts.issuer).text(facts.docket).text(facts.type).text(facts.entered_on.text());
  out.list(facts.names.size());
  for (const OpeningNameView& name : facts.names) {
    out.list(3);
    put_texts(out, name.family);
    put_texts(out, name.given);
    out.text(name.suffix);
  }
  if (facts.born) out.text(facts.born->text());
  else out.null();
  return out.take();
}

Digest commitment(const Digest& salt, const OpeningFacts& facts) { return crypto::commit("order", salt, opening_bytes(facts)); }

Digest commitment(const Opening& opening) {
  std::vector<OpeningNameView> names;
  for (const OpeningName& name : opening.names) names.push_back({name.family, name.given, name.suffix});
  return commitment(opening.salt, {opening.issuer, opening.docket, opening.type, opening.entered_on, names, opening.born});
}

struct OpeningReader::Held {
  codec::JsonReader json;
};

OpeningReader::OpeningReader() : held_(std::make_unique<Held>()) {}
OpeningReader::~OpeningReader() = default;

Result<Opening> OpeningReader::read(std::string_view line) {
  CS_TRY(document, held_->json.read(line, limits::kOpeningBytesMax));
  return read_document(document);
}

std::string write_opening(const Opening& opening) {
  List names;
  for (const OpeningName& name : opening.names)
    names.push_back(Value(Record{{"family", text_list(name.family)}, {"given", text_list(name.given)}, {"suffix", Value(name.suffix)}}));
  return codec::write_json(codec::record_of({
      {"order", Value(opening.order.text())},
      {"issuer", Value(opening.issuer)},
      {"docket", Value(opening.docket)},
      {"type", Value(opening.type)},
      {"entered_on", Value(opening.entered_on.text())},
      {"final_on", date_or_null(opening.final_on)},
      {"salt", Value(to_hex(opening.salt))},
      {"names", Value(std::move(names))},
      {"born", date_or_null(opening.born)},
  }));
}

}  // namespace cs::orders
