#include "population/terms_text.h"

#include <algorithm>

#include "base/check.h"
#include "base/embedded.h"
#include "codec/csv.h"

namespace cs::population {
namespace {

CS_EMBEDDED_TABLE(population_agreement_terms)
CS_EMBEDDED_TABLE(population_clerk_terms)

}  // namespace

TermsText TermsText::read(std::string_view table) {
  Result<codec::CsvReader> reader = codec::CsvReader::over(table);
  CS_CHECK(reader.ok(), "a table of texts is CSV");
  TermsText out;
  codec::CsvRow row;
  while (true) {
    const Result<bool> more = reader->next(row);
    CS_CHECK(more.ok() && (!*more || row.fields.size() == 2), "a table of texts has two columns");
    if (!*more) return out;
    const auto same = [&](const auto& entry) { return entry.first == row.fields[0]; };
    auto found = std::find_if(out.texts_.begin(), out.texts_.end(), same);
    if (found == out.texts_.end()) found = out.texts_.insert(out.texts_.end(), {std::string(row.fields[0]), {}});
    found->second.emplace_back(row.fields[1]);
  }
}

const TermsText& TermsText::agreement() {
  static const TermsText loaded = read(embedded_population_agreement_terms());
  return loaded;
}

const TermsText& TermsText::clerk() {
  static const TermsText loaded = read(embedded_population_clerk_terms());
  return loaded;
}

const std::vector<std::string>& TermsText::all(std::string_view name) const {
  const auto found = std::find_if(texts_.begin(), texts_.end(), [&](const auto& entry) { return entry.first == name; });
  CS_CHECK(found != texts_.end(), "a text that is asked for is in its table");
  return found->second;
}

const std::string& TermsText::one(std::string_view name) const { return all(name).front(); }

std::vector<std::pair<std::string, std::string>> TermsText::beginning(std::string_view prefix) const {
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto& [name, texts] : texts_)
    if (name.rfind(prefix, 0) == 0) out.emplace_back(name.substr(prefix.size()), texts.front());
  return out;
}

}  // namespace cs::population
