#include "request/manifest.h"

#include "base/limits.h"
#include "codec/json.h"
#include "codec/text.h"

namespace cs::request {
namespace {

using codec::List;
using codec::Record;
using codec::Value;

constexpr std::size_t kReasonMax = 2000;
constexpr std::size_t kAttestationsMax = 32;

// Keeps the first thing that is wrong; every getter leaves its target alone when something is.
class Form {
 public:
  Form(const Value& record, std::string where, std::string& problem) : record_(record), where_(std::move(where)), problem_(problem) {}

  void keys(std::initializer_list<std::string_view> allowed) {
    const Result<void> closed = codec::only_keys(record_, allowed, where_);
    if (!closed.ok()) note(closed.fault().text);
  }
  void text(std::string_view key, std::string& out, std::size_t code_points_max) {
    const Result<std::string> read = codec::need_text(record_, key, where_);
    if (!read.ok()) return note(read.fault().text);
    if (!codec::is_text(*read, code_points_max)) return wrong(key, "not a text of 1 to " + std::to_string(code_points_max) + " characters");
    out = *read;
  }
  void slug(std::string_view key, std::string& out) {
    text(key, out, 40);
    if (!is_slug(out)) wrong(key, "not a slug");
  }
  template <typename T>
  void number(std::string_view key, T& out, std::int64_t min, std::int64_t max) {
    const Result<std::int64_t> read = codec::need_number(record_, key, min, max, where_);
    if (!read.ok()) return note(read.fault().text);
    out = static_cast<T>(*read);
  }
  template <typename T, typename Parse>
  void parsed(std::string_view key, T& out, Parse parse, std::string_view what) {
    const Result<std::string> read = codec::need_text(record_, key, where_);
    if (!read.ok()) return note(read.fault().text);
    const Result<T> value = parse(*read);
    if (!value.ok()) return wrong(key, what);
    out = *value;
  }
  void digest(std::string_view key, Digest& out) { parsed(key, out, parse_digest, "not a digest"); }
  void instant(std::string_view key, Instant& out) { parsed(key, out, Instant::parse, "not a time"); }
  void date(std::string_view key, Date& out) { parsed(key, out, Date::parse, "not a date"); }
  void texts(std::string_view key, std::vector<std::string>& out, std::size_t count_max, std::size_t code_points_max) {
    const Result<std::vector<std::string>> read = codec::need_texts(record_, key, where_);
    if (!read.ok()) return note(read.fault().text);
    if (read->size() > count_max) return wrong(key, "too many items");
    for (std::size_t i = 0; i < read->size(); ++i) {
      if (!codec::is_text((*read)[i], code_points_max)) return wrong(key, "an item is not a text");
      for (std::size_t j = 0; j < i; ++j)
        if ((*read)[i] == (*read)[j]) return wrong(key, "the same item stands there twice");
    }
    out = *read;
  }
  void wrong(std::string_view key, std::string_view what) {
    note((where_.empty() ? std::string() : where_ + ".") + std::string(key) + ": " + std::string(what));
  }

 private:
  void note(std::string text) {
    if (problem_.empty()) problem_ = std::move(text);
  }
  const Value& record_;
  std::string where_;
  std::string& problem_;
};

const Value kNothing{Record{}};

const Value& part(const Value& document, std::string_view key) {
  const Value* found = document.find(key);
  return found != nullptr ? *found : kNothing;
}

std::string read_fields(const Value& document, Manifest& manifest) {
  std::string problem;
  Form form(document, "", problem);
  form.keys({"format", "request", "agreement", "agreement_version", "agreement_digest", "created_at", "not_after", "office", "contact",
             "purpose",
             "reason", "data_origin", "lines", "attestations"});
  std::string format;
  form.text("format", format, 40);
  if (format != "countersign-request/1") form.wrong("format", "not countersign-request/1");
  form.number("agreement_version", manifest.agreement_version, 1, 1'000'000'000);
  form.digest("agreement_digest", manifest.agreement_digest);
  form.instant("created_at", manifest.created_at);
  form.instant("not_after", manifest.not_after);
  form.slug("office", manifest.office);
  form.text("contact", manifest.contact, 200);
  form.slug("purpose", manifest.purpose);
  form.text("reason", manifest.reason, kReasonMax);
  Form origin(part(document, "data_origin"), "data_origin", problem);
  origin.keys({"system", "as_of"});
  origin.text("system", manifest.origin_system, 80);
  origin.date("as_of", manifest.origin_as_of);
  Form lines(part(document, "lines"), "lines", problem);
  lines.keys({"count", "bytes", "digest", "root"});
  lines.number("count", manifest.lines.count, 1, INT64_MAX);  // too many is REQ-TOOLARGE, not a matter of form
  lines.number("bytes", manifest.lines.bytes, 1, INT64_MAX);
  lines.digest("digest", manifest.lines.digest);
  lines.digest("root", manifest.lines.root);
  form.texts("attestations", manifest.attestations, kAttestationsMax, 80);
  return problem;
}

template <typename Id>
Result<Id> read_id(const Value& document, std::string_view key) {
  const Value* found = document.find(key);
  if (found == nullptr || found->text() == nullptr) return malformed("no request: " + std::string(key) + " is not there or not a text");
  Result<Id> id = Id::parse(*found->text());
  if (!id.ok()) return malformed("no request: " + std::string(key) + " is unreadable");
  return id;
}

}  // namespace

Result<ManifestParse> read_manifest(std::string_view json) {
  CS_TRY(document, codec::read_json(json, limits::kManifestBytesMax));
  CS_TRY(request, read_id<RequestId>(document, "request"));
  CS_TRY(agreement, read_id<AgreementId>(document, "agreement"));
  ManifestParse parse{request, agreement, Reason::kNone, "", std::nullopt};
  Manifest manifest(request, agreement);
  parse.problem = read_fields(document, manifest);
  if (parse.problem.empty()) parse.manifest = std::move(manifest);
  else parse.reason = Reason::kReqFormat;
  return parse;
}

std::string write_manifest(const Manifest& manifest) {
  const auto text = [](std::string value) { return Value(std::move(value)); };
  const auto number = [](std::uint64_t value) { return Value(static_cast<std::int64_t>(value)); };
  List attestations;
  for (const std::string& attestation : manifest.attestations) attestations.push_back(text(attestation));
  return codec::write_json_pretty(codec::record_of({
      {"format", text("countersign-request/1")},
      {"request", text(manifest.request.text())},
      {"agreement", text(manifest.agreement.text())},
      {"agreement_version", Value(manifest.agreement_version)},
      {"agreement_digest", text(digest_text(manifest.agreement_digest))},
      {"created_at", text(manifest.created_at.text())},
      {"not_after", text(manifest.not_after.text())},
      {"office", text(manifest.office)},
      {"contact", text(manifest.contact)},
      {"purpose", text(manifest.purpose)},
      {"reason", text(manifest.reason)},
      {"data_origin", Value(Record{{"system", text(manifest.origin_system)}, {"as_of", text(manifest.origin_as_of.text())}})},
      {"lines", Value(Record{{"count", number(manifest.lines.count)},
                             {"bytes", number(manifest.lines.bytes)},
                             {"digest", text(digest_text(manifest.lines.digest))},
                             {"root", text(digest_text(manifest.lines.root))}})},
      {"attestations", Value(std::move(attestations))},
  }));
}

std::string show_manifest(const Manifest& manifest) {
  std::string out;
  const auto field = [&](std::string_view name, const std::string& value) {
    out += "  " + std::string(name) + std::string(name.size() < 16 ? 16 - name.size() : 1, ' ') + value + "\n";
  };
  out += "REQUEST " + manifest.request.text() + "\n";
  out += "You are asked to sign for " + std::to_string(manifest.lines.count) + (manifest.lines.count == 1 ? " person" : " people") +
         ". Your one signature stands for every line.\n\n";
  field("agreement", manifest.agreement.text() + ", version " + std::to_string(manifest.agreement_version));
  field("your office", manifest.office);
  field("purpose", manifest.purpose);
  field("reason", manifest.reason);
  field("contact", manifest.contact);
  field("made", manifest.created_at.text());
  field("not after", manifest.not_after.text());
  field("data from", manifest.origin_system + ", as of " + manifest.origin_as_of.text());
  out += "\nYou attest:\n";
  for (const std::string& attestation : manifest.attestations) out += "  - " + attestation + "\n";
  out += "\nWhat your signature binds:\n";
  field("lines", std::to_string(manifest.lines.count) + " in " + std::to_string(manifest.lines.bytes) + " bytes");
  field("file digest", digest_text(manifest.lines.digest));
  field("tree root", digest_text(manifest.lines.root));
  field("agreement file", digest_text(manifest.agreement_digest));
  return out;
}

}  // namespace cs::request
