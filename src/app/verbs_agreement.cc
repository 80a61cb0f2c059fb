// agreement check|sign|show, act make|sign|submit, and the short forms that make, sign and submit at once.
#include "agreement/terms.h"
#include "app/act_words.h"
#include "app/command_line.h"
#include "codec/json.h"
#include "app/keys_of_person.h"
#include "app/open_home.h"
#include "base/limits.h"
#include "crypto/cms.h"
#include "gate/acts.h"

namespace cs::app {
namespace {

using codec::Value;

void print_entries(const std::string& what, const std::vector<EntryIndex>& entries, bool json = false) {
  if (json) {
    codec::List list;
    for (const EntryIndex entry : entries) list.push_back(Value(static_cast<std::int64_t>(entry.value)));
    return print_json(codec::record_of({{"act", Value(what)}, {"entries", Value(std::move(list))}, {"waits_at_desk", Value(entries.empty())}}));
  }
  std::string text = what + ": entered";
  for (const EntryIndex entry : entries) text += " " + std::to_string(entry.value);
  print_line(entries.empty() ? what + ": kept for the desk's next entry" : text);
}

Result<int> check(const std::string& file, bool json) {
  CS_TRY(toml, read_file(file, limits::kAgreementBytesMax));
  auto terms = agreement::read_terms(toml);
  if (!terms) return at(file, terms.fault());
  if (json)
    print_json(codec::record_of({{"id", Value(terms->id.text())}, {"version", Value(terms->version)}, {"digest", Value(digest_text(terms->digest))}}));
  else
    print_line(terms->id.text() + " version " + std::to_string(terms->version) + " " + digest_text(terms->digest) + ": in order");
  return kExitDone;
}

struct SignWords {
  std::string file, home, clock, certificate, key, at, out;
  std::vector<std::string> with;
};

Result<int> sign(const SignWords& words) {
  CS_TRY(at_time, time_or_now(words.at.empty() ? words.clock : words.at));
  CS_TRY(signature, sign_file(words.file, words.certificate, words.key, at_time, words.out));
  print_line("signed    " + signature.string());
  if (words.home.empty()) return kExitDone;
  CS_TRY(toml, read_file(words.file, limits::kAgreementBytesMax));
  CS_TRY(cms, read_file(signature, limits::kCmsBytesMax));
  std::vector<crypto::Certificate> with;
  for (const std::string& path : words.with) {
    CS_TRY(some, read_certificates(path));
    with.insert(with.end(), some.begin(), some.end());
  }
  CS_TRY(opened, open_home(words.home, words.clock));
  CS_TRY(entries, gate::sign_agreement(*opened.gate, toml, cms, with));
  print_entries("agreement", entries);
  return kExitDone;
}

// Who or what stopped it; a restraint says it by itself.
std::string why_suspended(gate::Gate& gate, EntryIndex index) {
  const auto entry = gate.ledger().entry(index);
  const auto* stop = entry ? std::get_if<ledger::StopEntry>(&entry->entry) : nullptr;
  return stop == nullptr ? std::string() : ": " + std::string(ledger::word(stop->by)) + ", " + std::string(ledger::word(stop->cause));
}

Result<int> show(const std::string& home, const std::string& clock, bool json) {
  CS_TRY(opened, open_home(home, clock, OpenFor::kLook));
  const Instant now = opened.gate->now();
  codec::List list;
  for (const auto& [id, timeline] : opened.gate->state().timelines()) {
    const auto terms = timeline.terms(now);
    const Reason reason = timeline.refusal_of_state(now);
    list.push_back(codec::record_of({{"id", Value(id)},
                                     {"state", Value(std::string(agreement::lifecycle_text(timeline.lifecycle(now))))},
                                     {"refuses_with", reason == Reason::kNone ? Value() : Value(std::string(reason_code(reason)))},
                                     {"version", terms ? Value(terms->version) : Value()},
                                     {"digest", terms ? Value(digest_text(terms->digest)) : Value()}}));
    if (json) continue;
    print_line(id + ": " + std::string(agreement::lifecycle_text(timeline.lifecycle(now))) +
               (reason == Reason::kNone ? "" : ", refuses with " + std::string(reason_code(reason))));
    for (const EntryIndex entry : timeline.suspensions(now)) print_line("  suspended by entry " + std::to_string(entry.value) + why_suspended(*opened.gate, entry) + " (a resume must name it)");
    for (const agreement::Tenure& tenure : timeline.asking_tenures(now))
      print_line("  " + tenure.office + " in office from " + tenure.from.text() + (tenure.until == kInstantMax ? "" : " until " + tenure.until.text()));
  }
  if (json) print_json(Value(std::move(list)));
  return kExitDone;
}

struct SubmitWords {
  std::string act, home, clock, records;
  std::vector<std::string> signatures;
  std::string verb = {};  // the only one that is taken; empty: any
  bool json = false;
};

Result<std::vector<std::string>> read_records(const std::string& path) {
  std::vector<std::string> records;
  if (path.empty()) return records;
  CS_TRY(text, read_file(path, limits::kRecordsBytesMax));
  if (!text.empty() && text.back() != '\n') return malformed(path + ": its last line does not end");
  for (std::size_t from = 0, end; (end = text.find('\n', from)) != std::string::npos; from = end + 1) records.push_back(text.substr(from, end - from));
  return records;
}

Result<int> submit(const SubmitWords& words) {
  gate::ActPackage package;
  CS_TRY(act, read_file(words.act, limits::kActBytesMax));
  package.act = act;
  auto read = agreement::read_act(act);
  if (!read) return at(words.act, read.fault());
  const std::string verb(agreement::act_rule(read->verb).name);
  if (!words.verb.empty() && verb != words.verb) return usage_fault(words.act + ": act: is " + verb + ", not " + words.verb);
  std::vector<std::string> signatures = words.signatures;
  if (signatures.empty()) signatures.push_back(words.act + ".p7s");
  for (const std::string& path : signatures) {
    CS_TRY(cms, read_file(path, limits::kCmsBytesMax));
    package.cms.push_back(cms);
  }
  CS_TRY(records, read_records(words.records));
  package.records = records;
  CS_TRY(opened, open_home(words.home, words.clock));
  CS_TRY(entries, gate::submit_act(*opened.gate, package));
  print_entries(words.json ? verb : std::string("act"), entries, words.json);
  return kExitDone;
}

// A short form: makes the act, has it signed by each pair of certificate and key, submits it.
struct ShortWords {
  ActWords act;
  std::string home, clock, records;
  std::vector<std::string> certificates, keys;
  bool json = false;
};

Result<int> act_at_once(ShortWords words) {
  if (words.certificates.size() != words.keys.size()) return usage_fault(words.act.verb + ": each --cert needs its --key");
  if (words.act.at.empty()) words.act.at = words.clock;
  CS_TRY(text, make_act(words.act));
  CS_TRY(signed_at, time_or_now(words.clock));
  gate::ActPackage package;
  package.act = text;
  Bytes cms;
  for (std::size_t i = 0; i < words.certificates.size(); ++i) {
    CS_TRY(certificate, read_certificate(words.certificates[i]));
    CS_TRY(key, read_key(words.keys[i]));
    auto signature = i == 0 ? crypto::sign_cms(as_bytes(text), certificate, key, signed_at) : crypto::add_signature(cms, as_bytes(text), certificate, key, signed_at);
    if (!signature) return signature.fault();
    cms = std::move(*signature);
  }
  if (!cms.empty()) package.cms.push_back(to_string(cms));
  CS_TRY(records, read_records(words.records));
  package.records = records;
  CS_TRY(opened, open_home(words.home, words.clock));
  CS_TRY(entries, gate::submit_act(*opened.gate, package));
  print_entries(words.act.verb, entries, words.json);
  return kExitDone;
}

// `stop` in two ways: signed, or from a session by its client certificate alone.
Result<int> stop_by_session(const std::string& home, const std::string& clock, const std::string& agreement, const std::string& client, bool json) {
  CS_TRY(certificate, read_certificate(client));
  CS_TRY(opened, open_home(home, clock));
  CS_TRY(entry, gate::stop_from_session(*opened.gate, agreement, certificate.fingerprint()));
  print_entries("stop", {entry}, json);
  return kExitDone;
}

void add_act_options(CLI::App* made, ActWords& words) {
  made->add_option("--agreement", words.agreement, "the agreement's id; without it the whole gate is meant");
  made->add_option("--ground", words.ground, "why, in words");
  made->add_option("--at", words.at, "effective at (default: now)");
  made->add_option("--evidence", words.evidence, "the document that the act rests on: its digest goes in");
  made->add_option("--set", words.set, "details, key=value (JSON, @FILE, digest:@FILE, fingerprint:@FILE or text)");
}

void add_short_form(CommandLine& line, const std::string& verb, const std::string& what, const std::string& example) {
  auto words = std::make_shared<ShortWords>();
  words->act.verb = verb;
  auto client = std::make_shared<std::string>();
  CLI::App* made = line.verb(nullptr, verb, what, example);
  made->add_option("--home", words->home, "the home")->required();
  add_act_options(made, words->act);
  made->add_option("--cert", words->certificates, "a signer's certificate (PEM); once for each signer");
  made->add_option("--key", words->keys, "the signer's key (PEM), in the same order");
  made->add_option("--clock", words->clock, "homes under test.invalid: the time it is");
  made->add_flag("--json", words->json, "the entries as JSON");
  if (verb == "canary") made->add_option("--records", words->records, "the list: `order ISSUER 32hex`, `subject ISSUER 32hex` or `address TEXT`, one a line")->required();
  if (verb == "followup") made->add_option("--records", words->records, "the file of follow-ups (NDJSON)")->required();
  if (verb == "protect" || verb == "unprotect") made->add_option("--records", words->records, "record ids, one a line")->required();
  if (verb == "stop") made->add_option("--session", *client, "stop from a session: the client certificate (PEM), no signature");
  line.runs(made, [words, client]() -> Result<int> {
    if (!client->empty()) return stop_by_session(words->home, words->clock, words->act.agreement, *client, words->json);
    return act_at_once(*words);
  });
}

void add_act_verbs(CommandLine& line) {
  CLI::App* group = line.group("act", "signed documents by which anything changes");
  struct MakeWords { ActWords act; std::string out; };
  auto make = std::make_shared<MakeWords>();
  CLI::App* made = line.verb(group, "make", "writes act.json", "act make terminate --agreement A --ground \"by notice\" --out act.json");
  made->add_option("verb", make->act.verb, "which act")->required();
  add_act_options(made, make->act);
  made->add_option("--out", make->out, "where to write it")->required();
  line.runs(made, [make]() -> Result<int> {
    CS_TRY(text, make_act(make->act));
    CS_TRY_VOID(write_file_durable(make->out, as_bytes(text)));
    print_line("act       " + make->out);
    return kExitDone;
  });

  auto sign_words = std::make_shared<SignWords>();
  CLI::App* signed_act = line.verb(group, "sign", "signs act.json, or adds a second person's signature", "act sign act.json --cert me.pem --key me.key");
  signed_act->add_option("act", sign_words->file, "act.json")->required();
  signed_act->add_option("--cert", sign_words->certificate, "the signer's certificate (PEM)")->required();
  signed_act->add_option("--key", sign_words->key, "the signer's key (PEM)")->required();
  signed_act->add_option("--at", sign_words->at, "signing time (default: now)");
  signed_act->add_option("--out", sign_words->out, "where the signature goes (default: the act's name with .p7s; one that is there is added to)");
  line.runs(signed_act, [sign_words] { return sign(*sign_words); });

  auto submit_words = std::make_shared<SubmitWords>();
  CLI::App* submitted = line.verb(group, "submit", "has the gate judge a signed act and enter it", "act submit act.json --home demo-home");
  submitted->add_option("act", submit_words->act, "act.json")->required();
  submitted->add_option("--home", submit_words->home, "the home")->required();
  submitted->add_option("--signature", submit_words->signatures, "detached signatures (default: the act's name with .p7s)");
  submitted->add_option("--records", submit_words->records, "protect, unprotect: record ids, one a line; canary: the list; followup: the file");
  submitted->add_option("--clock", submit_words->clock, "homes under test.invalid: the time it is");
  submitted->add_flag("--json", submit_words->json, "the entries as JSON");
  line.runs(submitted, [submit_words] { return submit(*submit_words); });
}

}  // namespace

// The acts that concern the ledger itself, by their own names: each takes that act alone.
void add_ledger_act_verbs(CommandLine& line, CLI::App* ledger_group) {
  const std::pair<const char*, const char*> verbs[] = {
      {"rotate-key", "another key that signs the log, or other witnesses and how they are waited for, from now on: by an act of the holder's signatory, or of both parties where the witnesses so far are gone"},
      {"shred", "destroys the lines of a quarter that has ended: by an act of both parties"},
      {"expunge", "destroys single lines of a closed request: by an act of both parties"},
      {"hold", "bars every deletion of an agreement, or lifts that: by an act of the holder's stop offices"}};
  for (const auto& [verb, what] : verbs) {
    auto words = std::make_shared<SubmitWords>();
    words->verb = verb;
    CLI::App* made = line.verb(ledger_group, verb, what, std::string("ledger ") + verb + " --home demo-home --act act.json");
    made->add_option("--home", words->home, "the home")->required();
    made->add_option("--act", words->act, std::string("the act ") + verb + ": `act make " + verb + "`, then `act sign`")->required();
    made->add_option("--signature", words->signatures, "detached signatures (default: the act's name with .p7s)");
    made->add_option("--clock", words->clock, "homes under test.invalid: the time it is");
    made->add_flag("--json", words->json, "the entries as JSON");
    line.runs(made, [words] { return submit(*words); });
  }
}

void add_agreement_verbs(CommandLine& line) {
  CLI::App* group = line.group("agreement", "the signed terms");
  struct CheckWords { std::string file; bool json = false; };
  auto check_words = std::make_shared<CheckWords>();
  CLI::App* checked = line.verb(group, "check", "reads agreement.toml as the gate will, and says what is wrong", "agreement check agreement.toml");
  checked->add_option("file", check_words->file, "agreement.toml")->required();
  checked->add_flag("--json", check_words->json, "as JSON");
  line.runs(checked, [check_words] { return check(check_words->file, check_words->json); });

  auto sign_words = std::make_shared<SignWords>();
  CLI::App* signed_file = line.verb(group, "sign", "signs the agreement for a party; with --home the gate enters it",
                                    "agreement sign agreement.toml --cert hs.pem --key hs.key --out agreement.toml.holder.p7s --home demo-home");
  signed_file->add_option("file", sign_words->file, "agreement.toml")->required();
  signed_file->add_option("--cert", sign_words->certificate, "the signatory's certificate (PEM)")->required();
  signed_file->add_option("--key", sign_words->key, "the signatory's key (PEM)")->required();
  signed_file->add_option("--out", sign_words->out, "the signature's file (agreement.toml.holder.p7s, agreement.toml.requester.p7s)")->required();
  signed_file->add_option("--home", sign_words->home, "enter it in this home");
  signed_file->add_option("--with", sign_words->with, "certificates that the file names by digest: the recipient's (PEM)");
  signed_file->add_option("--at", sign_words->at, "signing time (default: now)");
  signed_file->add_option("--clock", sign_words->clock, "homes under test.invalid: the time it is");
  line.runs(signed_file, [sign_words] { return sign(*sign_words); });

  struct ShowWords { std::string home, clock; bool json = false; };
  auto show_words = std::make_shared<ShowWords>();
  CLI::App* shown = line.verb(group, "show", "the state of every agreement of a home", "agreement show --home demo-home");
  shown->add_option("--home", show_words->home, "the home")->required();
  shown->add_option("--clock", show_words->clock, "homes under test.invalid: the time it is");
  shown->add_flag("--json", show_words->json, "as JSON");
  line.runs(shown, [show_words] { return show(show_words->home, show_words->clock, show_words->json); });

  add_act_verbs(line);
  add_short_form(line, "designate", "puts a person in an office", "designate --home H --agreement A --set office=director --set certificate=@d.pem --set authority=letter --cert rs.pem --key rs.key");
  add_short_form(line, "undesignate", "ends a person's office at once", "undesignate --home H --agreement A --set office=director --set reason=resigned --cert rs.pem --key rs.key");
  add_short_form(line, "publish", "starts the notice", "publish --home H --agreement A --set url=https://notice.test.invalid/1 --cert hs.pem --key hs.key");
  add_short_form(line, "safeguard", "enters the safeguard certificate and its findings", "safeguard --home H --agreement A --set certificate=digest:@report.pdf --set valid_to=2027-01-01T00:00:00Z --cert hs.pem --key hs.key");
  add_short_form(line, "enroll", "says who may stand on a line", "enroll --home H --agreement A --set 'officers=[\"officer-1\"]' --cert d.pem --key d.key");
  add_short_form(line, "stop", "stops at once: one person of a stop office of either side", "stop --home H --agreement A --cert counsel.pem --key counsel.key");
  add_short_form(line, "resume", "goes on, with both sides' quorum", "resume --home H --agreement A --set 'ends=[12]' --cert c.pem --key c.key --cert o.pem --key o.key --cert d.pem --key d.key");
  add_short_form(line, "restrain", "enters a court's or the holder's restraint", "restrain --home H --agreement A --set court=\"a court\" --set docket=1:26 --evidence order.pdf --cert counsel.pem --key counsel.key");
  add_short_form(line, "lift", "ends a restraint", "lift --home H --agreement A --set restraint=12 --evidence order.pdf --cert a.pem --key a.key --cert b.pem --key b.key");
  add_short_form(line, "countersign", "the holder countersigns a large request's manifest", "countersign --home H --agreement A --set request=01... --set manifest=digest:@request.json --cert counsel.pem --key counsel.key");
  add_short_form(line, "protect", "protects people: whoever asks for them is not verified", "protect --home H --agreement A --records ids.txt --set records=digest:@ids.txt --cert a.pem --key a.key --cert b.pem --key b.key");
  add_short_form(line, "unprotect", "ends a protection", "unprotect --home H --agreement A --records ids.txt --set records=digest:@ids.txt --cert a.pem --key a.key --cert b.pem --key b.key");
  add_short_form(line, "canary", "sets the list of orders, subjects and addresses that stand for nobody: a request that names one stops the agreement", "canary --home H --agreement A --records canaries.txt --set list=digest:@canaries.txt --cert hs.pem --key hs.key");
  add_short_form(line, "followup", "reports what was done about verified lines, from a file", "followup --home H --agreement A --records followups.ndjson --set request=01... --set file=digest:@followups.ndjson --set count=20 --cert d.pem --key d.key");
  add_short_form(line, "terminate", "ends the agreement for good", "terminate --home H --agreement A --cert hs.pem --key hs.key");
}

}  // namespace cs::app
