#include "codec/json.h"
#include "population/assumed.h"
#include "population/population.h"
#include "population/tables.h"

namespace cs::population {
namespace {

using codec::List;
using codec::Member;
using codec::Record;
using codec::Value;

Value number(std::uint64_t value) { return Value(static_cast<std::int64_t>(value)); }

Value counts(const std::vector<Count>& rows) {
  Record out;
  for (const Count& row : rows) out.emplace_back(row.name, number(row.count));
  return Value(std::move(out));
}

Value file_list(const std::vector<FileFacts>& rows) {
  List out;
  for (const FileFacts& row : rows)
    out.push_back(codec::record_of({{"path", Value(row.path)}, {"rows", number(row.rows)}, {"bytes", number(row.bytes)}, {"digest", Value(digest_text(row.digest))}}));
  return Value(std::move(out));
}

Value asked(const Options& options) {
  Record out;
  if (options.people) out.emplace_back("people", number(*options.people));
  if (options.rows) out.emplace_back("rows", number(*options.rows));
  out.emplace_back("lines", number(options.lines));
  out.emplace_back("seed", Value(std::to_string(options.seed)));  // 64 bits: more than a JSON number of ours holds
  out.emplace_back("as_of", Value(options.as_of.text()));
  out.emplace_back("mix", Value(std::string(mix_text(options.mix))));
  out.emplace_back("error_percent", number(options.error_percent));
  out.emplace_back("zips", number(options.zips));
  out.emplace_back("kit", Value(options.kit));
  out.emplace_back("model", Value(digest_text(options.model)));
  return Value(std::move(out));
}

}  // namespace

std::string Manifest::json() const {
  Record assumed;
  for (const NamedNumber& row : assumed_numbers()) assumed.emplace_back(std::string(row.name), number(row.value));
  Record tables;
  for (const auto& [name, digest] : sources) tables.emplace_back(name, Value(digest_text(digest)));
  return codec::write_json_pretty(codec::record_of({
      {"format", Value(std::string("countersign-population/1"))},
      {"generator_version", number(kGeneratorVersion)},
      {"options", asked(options)},
      {"people", number(people)},
      {"rows", number(rows)},
      {"zips", number(zips)},
      {"files", file_list(files)},
      {"log", codec::record_of({{"size", number(log_size)}, {"root", Value(digest_text(log_root))}})},
      {"expected", counts(expected)},
      {"classes", counts(classes)},
      {"edits", counts(edits)},
      {"orders", counts(orders)},
      {"tables", Value(std::move(tables))},
      {"assumed", Value(std::move(assumed))},
  }));
}

Result<Mix> parse_mix(std::string_view text) {
  for (const Mix mix : {Mix::kNatural, Mix::kTraps, Mix::kNegatives})
    if (text == mix_text(mix)) return mix;
  return usage_fault("mix: not natural, traps or negatives");
}

std::string_view mix_text(Mix mix) {
  switch (mix) {
    case Mix::kNatural: return "natural";
    case Mix::kTraps: return "traps";
    case Mix::kNegatives: return "negatives";
  }
  return "";
}

}  // namespace cs::population
