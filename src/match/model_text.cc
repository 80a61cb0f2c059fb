// The readable twin of a model.
#include <charconv>
#include <set>

#include "codec/csv.h"
#include "match/model.h"
#include "match/model_tables.h"

namespace cs::match {
namespace {

constexpr std::string_view kHeader = "what,name,effect,value";

std::optional<std::int32_t> number_of(std::string_view text) {
  std::int32_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return out;
}

std::optional<Effect> effect_of(std::string_view text) {
  for (const Effect effect : {Effect::kFree, Effect::kSoft, Effect::kGray, Effect::kVeto})
    if (effect_text(effect) == text) return effect;
  return std::nullopt;
}

std::uint8_t code_of(std::string_view text) {
  for (const std::uint8_t code : all_codes())
    if (code_text(code) == text) return code;
  return kNone;
}

std::size_t limit_of(std::string_view text) {
  for (std::size_t at = 1; at <= kLimitCount; ++at)
    if (limit_text(static_cast<Limit>(at)) == text) return at;
  return 0;
}

}  // namespace

Result<Model> Model::read_text(std::string_view text) {
  CS_TRY(reader, codec::CsvReader::over(text));
  if (reader.header() != std::vector<std::string>{"what", "name", "effect", "value"})
    return malformed("model: the header is not " + std::string(kHeader));
  Model out;
  out.names_tables_ = names_tables_digest();
  out.address_tables_ = address_tables_digest();
  out.rules_ = kRulesVersion;
  out.unicode_ = unicode_of_build();
  std::set<std::string> seen;
  codec::CsvRow row;
  while (true) {
    CS_TRY(more, reader.next(row));
    if (!more) break;
    const std::string where = "model, line " + std::to_string(row.line) + ": ";
    if (row.problem != codec::CsvProblem::kNone) return malformed(where + std::string(codec::csv_problem_text(row.problem)));
    const std::string_view what = row.fields[0], name = row.fields[1], value = row.fields[3];
    if (!seen.insert(std::string(what) + ' ' + std::string(name)).second) return malformed(where + "a second time");
    if (what == "training") {
      out.training_ = value;
      continue;
    }
    const auto number = number_of(value);
    if (!number) return malformed(where + "its value is no whole number");
    if (what == "limit") {
      const std::size_t limit = limit_of(name);
      if (limit == 0) return malformed(where + "no limit of a model");
      out.limits_[limit] = *number;
      continue;
    }
    const std::uint8_t code = what == "code" ? code_of(name) : kNone;
    const auto effect = effect_of(row.fields[2]);
    if (code == kNone || !effect) return malformed(where + "no code, or no effect");
    out.rows_[code] = {*effect, *number};
  }
  for (const std::uint8_t code : all_codes())
    if (!seen.contains("code " + std::string(code_text(code)))) return malformed("model: no row for " + std::string(code_text(code)));
  for (std::size_t at = 1; at <= kLimitCount; ++at) {
    const std::string name(limit_text(static_cast<Limit>(at)));
    if (!seen.contains("limit " + name)) return malformed("model: no " + name);
  }
  CS_TRY_VOID(out.check());
  out.settle();
  return out;
}

std::string Model::text() const {
  std::string out(kHeader);
  out += '\n';
  for (std::size_t at = 1; at <= kLimitCount; ++at)
    out += "limit," + std::string(limit_text(static_cast<Limit>(at))) + ",," + std::to_string(limits_[at]) + '\n';
  for (const std::uint8_t code : all_codes())
    out += "code," + std::string(code_text(code)) + ',' + std::string(effect_text(rows_[code].effect)) + ','
        + std::to_string(rows_[code].weight) + '\n';
  out += "training,,," + codec::csv_field(training_) + '\n';
  return out;
}

}  // namespace cs::match
