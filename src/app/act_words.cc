#include "app/act_words.h"

#include <algorithm>
#include <span>

#include "agreement/unsaid.h"
#include "app/keys_of_person.h"
#include "base/limits.h"
#include "codec/json.h"
#include "crypto/digest.h"
#include "request/make.h"

namespace cs::app {
namespace {

using agreement::Verb;
using codec::Member;
using codec::Value;

constexpr std::size_t kEvidenceBytesMax = std::size_t{64} << 20;

Result<std::string> file_text(const std::string& path, std::size_t bytes_max) { return read_file(path, bytes_max); }

// Keys whose values are entries, counts and the like; digits elsewhere are text (a docket may be a number).
bool is_number_key(std::string_view key) {
  for (const std::string_view known : {"restraint", "entry", "recall", "count", "version", "old_size", "new_size", "size", "year", "quarter", "hold"})
    if (key == known) return true;
  return false;
}

bool looks_like_json(std::string_view key, const std::string& text) {
  if (text.empty()) return false;
  if (text == "null" || text == "true" || text == "false") return true;
  if (text[0] == '[' || text[0] == '{' || text[0] == '"') return true;
  return is_number_key(key) && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Result<Value> value_of(std::string_view key, const std::string& text) {
  if (text.starts_with("digest:@")) {
    CS_TRY(bytes, file_text(text.substr(8), kEvidenceBytesMax));
    return Value(digest_text(crypto::sha256(as_bytes(bytes))));
  }
  if (text.starts_with("fingerprint:@")) {
    CS_TRY(certificate, read_certificate(text.substr(13)));
    return Value(digest_text(certificate.fingerprint()));
  }
  if (text.starts_with("@")) {
    CS_TRY(bytes, file_text(text.substr(1), limits::kPemBytesMax));
    return Value(bytes);
  }
  if (looks_like_json(key, text)) return codec::read_json(text, limits::kActBytesMax);
  return Value(text);
}

// What an act's details say where the command line does not.
Result<codec::Record> defaults(Verb verb, const std::string& at) {
  CS_TRY(unsaid, codec::read_json(agreement::unsaid_details(verb), limits::kActBytesMax));
  CS_CHECK(unsaid.record() != nullptr, "what an act leaves unsaid is a record");
  codec::Record details = *unsaid.record();
  for (Member& member : details)
    if (member.second.text() != nullptr && *member.second.text() == "@") member.second = Value(at);
  return details;
}

Result<codec::Record> details_of(Verb verb, const ActWords& words, const std::string& at) {
  CS_TRY(details, defaults(verb, at));
  for (const std::string& word : words.set) {
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos) return usage_fault("--set " + word + ": not key=value");
    const std::string key = word.substr(0, equals);
    auto value = value_of(key, word.substr(equals + 1));
    if (!value) return cs::at("--set " + key, value.fault());
    const auto known = std::find_if(details.begin(), details.end(), [&](const Member& member) { return member.first == key; });
    if (known != details.end()) known->second = std::move(*value);
    else details.emplace_back(key, std::move(*value));
  }
  return details;
}

}  // namespace

Result<std::string> make_act(const ActWords& words) {
  CS_TRY(verb, agreement::parse_verb(words.verb));
  CS_TRY(now, time_or_now(words.at));
  CS_TRY(details, details_of(verb, words, now.text()));
  Value evidence;
  if (!words.evidence.empty()) {
    CS_TRY(bytes, file_text(words.evidence, kEvidenceBytesMax));
    evidence = Value(digest_text(crypto::sha256(as_bytes(bytes))));
  }
  crypto::SystemRandom random;
  const Value act = codec::record_of({{"format", Value(std::string("countersign-act/1"))},
                                      {"act", Value(words.verb)},
                                      {"id", Value(request::new_request_id(now, random).text())},
                                      {"agreement", words.agreement.empty() ? Value() : Value(words.agreement)},
                                      {"effective_at", Value(now.text())},
                                      {"ground", Value(words.ground)},
                                      {"evidence", evidence},
                                      {"details", Value(std::move(details))}});
  CS_TRY(read, agreement::read_act(codec::write_json(act)));
  return agreement::write_act(read);
}

}  // namespace cs::app
