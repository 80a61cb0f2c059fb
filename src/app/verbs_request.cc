// request make|show|sign|check|open: the requester's side.
#include "agreement/terms.h"
#include "app/command_line.h"
#include "app/keys_of_person.h"
#include "base/limits.h"
#include "codec/json.h"
#include "crypto/digest.h"
#include "crypto/seal.h"
#include "gate/answer_document.h"
#include "gate/whole_tests.h"
#include "ledger/export.h"
#include "ledger/receipt.h"
#include "request/check.h"
#include "request/make.h"

namespace cs::app {
namespace {

using codec::Value;

Result<agreement::Terms> terms_of(const std::string& file) {
  CS_TRY(toml, read_file(file, limits::kAgreementBytesMax));
  auto terms = agreement::read_terms(toml);
  if (!terms) return at(file, terms.fault());
  return std::move(*terms);
}

struct MakeWords {
  std::string csv, agreement, out, office, contact, purpose, reason, system = "case system", as_of, not_after, at;
  std::vector<std::string> openings;
  bool json = false;
};

Result<request::Manifest> manifest_of(const MakeWords& words, const agreement::Terms& terms) {
  CS_TRY(now, time_or_now(words.at));
  crypto::SystemRandom random;
  request::Manifest manifest(request::new_request_id(now, random), terms.id);
  manifest.agreement_version = terms.version;
  manifest.agreement_digest = terms.digest;
  manifest.created_at = now;
  manifest.not_after = now + Span::days(2);
  if (!words.not_after.empty()) {
    CS_TRY(not_after, time_or_now(words.not_after));
    manifest.not_after = not_after;
  }
  manifest.office = words.office.empty() ? terms.officials.offices.front() : words.office;
  manifest.contact = words.contact;
  manifest.purpose = words.purpose.empty() ? terms.purposes.front().code : words.purpose;
  manifest.reason = words.reason;
  manifest.origin_system = words.system;
  manifest.origin_as_of = Date::of(now);
  if (!words.as_of.empty()) {
    CS_TRY(as_of, Date::parse(words.as_of));
    manifest.origin_as_of = as_of;
  }
  manifest.attestations = terms.request.attestations;
  return manifest;
}

std::string left_out_text(const request::RowLeftOut& row) {
  return "row at line " + std::to_string(row.csv_line) +
         (row.problem == request::RowProblem::kNoOpening ? ": no opening has this issuer and docket" : ": unreadable " + row.field);
}

Result<int> make(const MakeWords& words) {
  CS_TRY(terms, terms_of(words.agreement));
  CS_TRY(manifest, manifest_of(words, terms));
  request::MakeInputs inputs{words.csv, {words.openings.begin(), words.openings.end()}, words.out, manifest};
  CS_TRY(report, request::make_request(inputs));
  std::error_code ignored;
  std::filesystem::remove(Path(words.out) / "request.json.p7s", ignored);  // a signature of an earlier manifest is worth nothing here
  if (words.json) {
    codec::List left_out;
    for (const request::RowLeftOut& row : report.left_out) left_out.emplace_back(static_cast<std::int64_t>(row.csv_line));
    print_json(codec::record_of({{"request", Value(manifest.request.text())}, {"rows", Value(static_cast<std::int64_t>(report.rows))},
                                 {"lines", Value(static_cast<std::int64_t>(report.lines.count))}, {"left_out", Value(std::move(left_out))}}));
    return report.lines.count > 0 ? kExitDone : kExitRefused;
  }
  for (const request::RowLeftOut& row : report.left_out) print_line(left_out_text(row));
  print_line("request   " + manifest.request.text() + ": " + std::to_string(report.lines.count) + " lines of " + std::to_string(report.rows) + " rows, " +
             std::to_string(report.left_out.size()) + " left out");
  if (report.lines.count == 0) return malformed(words.csv + ": no row of it found its opening; a request without lines is none");
  print_line("next      countersign request show " + words.out + "/request.json, then request sign");
  return kExitDone;
}

Result<int> show(const std::string& file) {
  CS_TRY(json, read_file(file, limits::kManifestBytesMax));
  CS_TRY(parse, request::read_manifest(json));
  if (!parse.manifest) return malformed(file + ": " + parse.problem);
  print_line(request::show_manifest(*parse.manifest));
  return kExitDone;
}

Result<int> check(const std::string& directory, const std::string& agreement, const std::string& at_text, bool json) {
  CS_TRY(terms, terms_of(agreement));
  CS_TRY(manifest, read_file(Path(directory) / "request.json", limits::kManifestBytesMax));
  CS_TRY(lines, read_file(Path(directory) / "lines.ndjson", limits::kLinesFileBytesMax));
  CS_TRY(now, time_or_now(at_text));
  CS_TRY(report, request::check_request(manifest, lines, gate::rules_of(terms), now));
  if (json) {
    codec::List findings;
    for (const auto& finding : report.findings)
      findings.push_back(codec::record_of({{"line", Value(std::int64_t{finding.line})}, {"code", Value(std::string(reason_code(finding.reason)))}}));
    print_json(codec::record_of({{"whole", report.whole == Reason::kNone ? Value() : Value(std::string(reason_code(report.whole)))},
                                 {"lines", Value(static_cast<std::int64_t>(report.line_count))}, {"findings", Value(std::move(findings))}}));
  } else {
    if (report.whole != Reason::kNone)
      print_line(std::string(reason_code(report.whole)) + ": " + std::string(reason_row(report.whole).meaning) + (report.problem.empty() ? "" : " (" + report.problem + ")"));
    for (const auto& finding : report.findings)
      print_line("line " + std::to_string(finding.line) + ": " + std::string(reason_code(finding.reason)) + ", " +
                 std::string(reason_row(finding.reason).meaning) + (finding.problem.empty() ? "" : " (" + finding.problem + ")"));
    print_line(std::to_string(report.line_count) + " lines, " + std::to_string(report.findings.size()) + " would be refused; orders, signatures and budgets are the gate's to judge");
  }
  return report.whole == Reason::kNone && report.findings.empty() ? kExitDone : kExitRefused;
}

struct OpenWords {
  std::string from, certificate, key, gate, log_key, out;
};

Result<int> open(const OpenWords& words) {
  CS_TRY(sealed, read_file(Path(words.from) / "answer.p7m", limits::kLinesFileBytesMax));
  CS_TRY(receipt_text, read_file(Path(words.from) / "receipt.tlog-proof", limits::kProofBytesMax));
  CS_TRY(verifier, ledger::read_log_keys(words.log_key));
  CS_TRY(receipt, ledger::read_receipt(receipt_text, verifier));
  const auto* close = std::get_if<ledger::CloseEntry>(&receipt.entry.entry);
  if (close == nullptr || !close->response || *close->response != crypto::sha256(as_bytes(sealed)))
    return untrusted("answer.p7m: its digest is not the one in the ledger's entry; the answer and the receipt do not belong together");
  CS_TRY(certificate, read_certificate(words.certificate));
  CS_TRY(key, read_key(words.key));
  CS_TRY(gate_certificate, read_certificate(words.gate));
  CS_TRY(document, crypto::open_answer(as_bytes(sealed), certificate, key, gate_certificate));
  CS_TRY(opened, gate::read_answer_document(document));
  CS_TRY_VOID(make_directories(words.out));
  CS_TRY_VOID(write_file_durable(Path(words.out) / "answer.json", as_bytes(opened.head_json + "\n"), 0600));
  CS_TRY_VOID(write_file_durable(Path(words.out) / "answers.txt", ByteView(document).subspan(gate::kAnswerHeadBytes), 0600));
  CS_TRY_VOID(write_file_durable(Path(words.out) / "receipt.tlog-proof", as_bytes(receipt_text), 0600));
  std::size_t counts[4] = {};
  for (const gate::LineVerdict& line : opened.lines) ++counts[static_cast<std::size_t>(line.verdict)];
  print_line("answer    entry " + std::to_string(receipt.index.value) + " of the ledger: " + std::to_string(counts[1]) + " verified, " +
             std::to_string(counts[2]) + " not verified, " + std::to_string(counts[3]) + " refused");
  print_line("written   " + words.out + "/answer.json, answers.txt, receipt.tlog-proof");
  return kExitDone;
}

void add_make(CommandLine& line, CLI::App* group) {
  auto words = std::make_shared<MakeWords>();
  CLI::App* made = line.verb(group, "make", "joins a clerk's list with the issuer's openings: lines.ndjson and request.json",
                             "request make --from requests.csv --openings openings.ndjson --agreement agreement.toml --reason \"...\" --out R1");
  made->add_option("--from", words->csv, "the clerk's CSV: issuer,docket,line1,line2,city,state,zip,...")->required();
  made->add_option("--openings", words->openings, "what the issuer handed out with its orders (NDJSON)")->required();
  made->add_option("--agreement", words->agreement, "agreement.toml")->required();
  made->add_option("--out", words->out, "directory to write to")->required();
  made->add_option("--reason", words->reason, "why, 40 characters or more; a person signs for it")->required();
  made->add_option("--office", words->office, "the asking office (default: the agreement's first)");
  made->add_option("--purpose", words->purpose, "the purpose's code (default: the agreement's first)");
  made->add_option("--contact", words->contact, "whom the holder may ask")->required();
  made->add_option("--system", words->system, "where the data come from");
  made->add_option("--as-of", words->as_of, "as of which day (default: today)");
  made->add_option("--not-after", words->not_after, "valid until (default: in two days)");
  made->add_option("--at", words->at, "made at (default: now)");
  made->add_flag("--json", words->json, "the outcome as JSON");
  line.runs(made, [words] { return make(*words); });
}

}  // namespace

void add_request_verbs(CommandLine& line) {
  CLI::App* group = line.group("request", "the requester's side");
  add_make(line, group);

  auto file = std::make_shared<std::string>();
  CLI::App* shown = line.verb(group, "show", "prints what an official reads before signing", "request show R1/request.json");
  shown->add_option("manifest", *file, "request.json")->required();
  line.runs(shown, [file] { return show(*file); });

  struct SignWords { std::string file, certificate, key, at; };
  auto sign_words = std::make_shared<SignWords>();
  CLI::App* signed_file = line.verb(group, "sign", "signs the manifest, or adds a second official's signature", "request sign R1/request.json --cert director.pem --key director.key");
  signed_file->add_option("manifest", sign_words->file, "request.json")->required();
  signed_file->add_option("--cert", sign_words->certificate, "the official's certificate (PEM)")->required();
  signed_file->add_option("--key", sign_words->key, "the official's key (PEM)")->required();
  signed_file->add_option("--at", sign_words->at, "signing time (default: now)");
  line.runs(signed_file, [sign_words]() -> Result<int> {
    CS_TRY(at_time, time_or_now(sign_words->at));
    CS_TRY(signature, sign_file(sign_words->file, sign_words->certificate, sign_words->key, at_time, {}));
    print_line("signed    " + signature.string());
    return kExitDone;
  });

  struct CheckWords { std::string directory, agreement, at; bool json = false; };
  auto check_words = std::make_shared<CheckWords>();
  CLI::App* checked = line.verb(group, "check", "says beforehand what the gate would refuse, as far as it can be told without the holder", "request check R1 --agreement agreement.toml");
  checked->add_option("directory", check_words->directory, "where request.json and lines.ndjson are")->required();
  checked->add_option("--agreement", check_words->agreement, "agreement.toml")->required();
  checked->add_option("--at", check_words->at, "as of when (default: now)");
  checked->add_flag("--json", check_words->json, "as JSON");
  line.runs(checked, [check_words] { return check(check_words->directory, check_words->agreement, check_words->at, check_words->json); });

  auto open_words = std::make_shared<OpenWords>();
  CLI::App* opened = line.verb(group, "open", "checks receipt, seal and signature of an answer, then writes answer.json and answers.txt",
                               "request open --from out --cert recipient.pem --key recipient.key --gate gate.pem --log-key log.vkey --out R1-answer");
  opened->add_option("--from", open_words->from, "where answer.p7m and receipt.tlog-proof are")->required();
  opened->add_option("--cert", open_words->certificate, "the recipient's certificate (PEM)")->required();
  opened->add_option("--key", open_words->key, "the recipient's key (PEM)")->required();
  opened->add_option("--gate", open_words->gate, "the gate's certificate (PEM)")->required();
  opened->add_option("--log-key", open_words->log_key, "the ledger's verifier key")->required();
  opened->add_option("--out", open_words->out, "directory to write to")->required();
  line.runs(opened, [open_words] { return open(*open_words); });
}

}  // namespace cs::app
