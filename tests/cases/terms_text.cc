#include "tests/cases/terms_text.h"

#include <algorithm>
#include <map>

#include "match/model.h"

namespace cs::cases {
namespace {

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n') out += "\\n";
    else out += c;
  }
  return out + "\"";
}

// A setting as TOML: numbers, true, false, lists and tables as they are, all else as text.
std::string toml_value(const std::string& text) {
  const bool number = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || c == ','; });
  if (number) {
    std::string digits = text;
    digits.erase(std::remove(digits.begin(), digits.end(), ','), digits.end());
    return digits;
  }
  if (text == "true" || text == "false" || text.starts_with('[') || text.starts_with('{') || text.starts_with('"')) return text;
  return quoted(text);
}

using Table = std::map<std::string, std::string>;  // key -> TOML value

std::map<std::string, Table> plain(const TermsFacts& facts) {
  std::map<std::string, Table> tables;
  tables["parties.holder"] = {{"name", "\"Holder\""}, {"legal_id", "\"SYN-1\""}, {"address", "\"1 Register Sq, Salem OH 44460\""}};
  std::string clients = "[";
  for (const std::string& client : facts.clients) clients += (clients.size() > 1 ? ", " : "") + quoted(client);
  tables["parties.requester"] = {{"name", "\"Requester\""}, {"legal_id", "\"SYN-2\""}, {"address", "\"2 Request Ave, Salem OH 44460\""},
                                 {"clients", clients + "]"}, {"recipient", quoted(facts.recipient)}};
  tables["pki"] = {{"anchors", "[" + quoted(facts.anchor) + "]"}, {"policies", "[\"2.16.840.1.101.3.2.1.48.1\"]"}};
  tables["terms"] = {{"authority", "[\"synthetic\"]"}, {"justification", "\"synthetic\""}, {"results", "\"synthetic\""}, {"prohibited_uses", "[\"none\"]"},
                     {"redisclosure", "\"not allowed\""}, {"audit_access", "[\"auditor\"]"}, {"meaning", "\"the holder does not confirm, infer nothing\""}};
  tables["register"] = {{"name", "\"records\""}, {"data_elements", "[\"name\", \"address\"]"}, {"records_estimate", "1000"}};
  tables["valid"] = {{"from", quoted(facts.from)}, {"to", quoted(facts.to)}};
  tables["notice"] = {{"days", "30"}, {"published_at", "\"https://holder.test.invalid/notice\""}};
  tables["officials"] = {{"offices", "[\"director\", \"deputy\"]"}, {"quorum", "1"}};
  tables["stop"] = {{"holder", "[\"counsel\", \"disclosure-officer\"]"}, {"requester", "[\"director\", \"deputy\"]"}};
  tables["release"] = {{"every", "\"1m\""}, {"hold", "\"0s\""}};
  tables["matching"] = {{"model", quoted(digest_text(match::Model::built_in().digest()))}};
  tables["due_process"] = {{"delay_grounds", "[\"sealed\"]"}};
  for (const char* prefix : {"SVC", "AGR", "RST", "SIG", "REQ", "LIN", "ORD", "NAM", "ADR", "PER", "OFF", "BUD"}) tables["grounds"][prefix] = "\"synthetic\"";
  return tables;
}

}  // namespace

std::string terms_text(const TermsFacts& facts) {
  std::map<std::string, Table> tables = plain(facts);
  Table order_type = {{"code", "\"removal\""}, {"issuer", "\"court-a\""}, {"min_age_days", "90"}, {"max_age_days", "0"}};
  for (const auto& [key, value] : facts.settings) {
    const std::size_t dot = key.rfind('.');
    const std::string table = key.substr(0, dot), name = key.substr(dot + 1);
    if (table == "order_types") order_type[name] = toml_value(value);
    else if (value == "absent") tables[table].erase(name);
    else tables[table][name] = toml_value(value);
  }
  std::string out = "format = \"countersign-agreement/1\"\nid = " + quoted(facts.id) + "\nversion = " + std::to_string(facts.version) + "\nprevious = " + quoted(facts.previous) + "\n";
  for (const auto& [table, pairs] : tables) {
    out += "\n[" + table + "]\n";
    for (const auto& [key, value] : pairs) out += key + " = " + value + "\n";
  }
  out += "\n[[purposes]]\ncode = \"visit\"\ntext = \"confirm an address before a visit\"\ncitation = \"synthetic\"\n";
  out += "\n[[issuers]]\nkey = \"court-a\"\nname = \"Court A\"\norigin = " + quoted(facts.issuer_origin) + "\nvkey = " + quoted(facts.issuer_vkey) +
         "\nurl = \"https://court-a.test.invalid/orders\"\npolicy = " + quoted(facts.issuer_policy) + "\n";
  out += "\n[[order_types]]\n";
  for (const auto& [key, value] : order_type) out += key + " = " + value + "\n";
  return out;
}

}  // namespace cs::cases
