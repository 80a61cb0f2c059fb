// ledger verify|prove|show|export.
#include "app/accounting_files.h"
#include "app/command_line.h"
#include "app/keys_of_person.h"
#include "app/open_home.h"
#include "app/verify_words.h"
#include "app/witness_wire.h"
#include "audit/give.h"
#include "base/limits.h"
#include "codec/json.h"
#include "gate/home.h"
#include "gate/key_check.h"
#include "gate/named_documents.h"
#include "gate/opened_entry.h"
#include "ledger/export.h"
#include "ledger/receipt.h"
#include "ledger/verify.h"
#include "ledger/verify_export.h"

namespace cs::app {
namespace {

using codec::Value;

Result<tlog::LogKeys> log_keys_of(const std::string& home) {
  CS_TRY_VOID(gate::read_home_settings({home}));  // says so where no home is here
  return gate::read_log_keys({home});
}

void print_report_json(const ledger::VerifyReport& report) {
  const auto number = [](std::uint64_t n) { return Value(static_cast<std::int64_t>(n)); };
  print_json(codec::record_of({{"entries", number(report.entries)}, {"records", number(report.records)}, {"checkpoints", number(report.checkpoints)},
                               {"answers", number(report.answers)}, {"documents", number(report.documents)}, {"openings", number(report.openings)},
                               {"openings_missing", number(report.openings_missing)}, {"openings_destroyed", number(report.openings_destroyed)},
                               {"guarded", Value(report.guarded)}, {"cosigned", report.cosigned ? number(*report.cosigned) : Value()},
                               {"root", Value(digest_text(report.root))}, {"fault", report.fault ? Value(report.fault->text) : Value()},
                               {"fault_entry", report.fault && report.fault->index ? number(report.fault->index->value) : Value()}}));
}

void print_report(const ledger::VerifyReport& report, bool openings) {
  const auto number = [](std::uint64_t n) { return std::to_string(n); };
  print_line("ledger    " + number(report.entries) + " entries in " + number(report.records) + " records, " + number(report.checkpoints) + " checkpoints, " +
             number(report.answers) + " answers, " + number(report.documents) + " documents" + (report.guarded ? ", as the guard knows" : "") +
             (report.cosigned ? ", cosigned to " + number(*report.cosigned) : ""));
  if (openings)
    print_line("openings  " + number(report.openings) + " open their commitments, " + number(report.openings_destroyed) + " destroyed as entries say, " + number(report.openings_missing) + " missing");
  print_line("root      " + digest_text(report.root));
  print_line(report.fault ? "fault     " + (report.fault->index ? "entry " + number(report.fault->index->value) + ": " : std::string()) + report.fault->text
                          : "holds     every entry, root and signature, and all that entries ask for" + std::string(openings ? "" : " but openings (--openings)"));
}

Result<int> verify(const std::string& home, const std::vector<std::string>& old, bool openings, bool json) {
  CS_TRY(key, log_keys_of(home));
  const gate::HomePaths paths{home};
  ledger::PeriodKeys period_keys(paths.period_keys());
  ledger::VerifyOptions options;
  CS_TRY(notes, old_checkpoints(old, key));
  options.old_checkpoints = std::move(notes);
  if (openings) options.openings = &period_keys;
  options.named_by_terms = gate::documents_named_by_terms;
  CS_TRY(report, ledger::verify_ledger(paths.ledger(), key, options));
  if (!report.fault)
    if (const auto sound = gate::check_keys_of(paths, key, openings); !sound) report.fault = {std::nullopt, sound.fault().text};
  if (json) print_report_json(report);
  else print_report(report, openings);
  return report.fault ? kExitRefused : kExitDone;
}

struct ExportWords {
  std::string directory, key, policy, clock;
  std::vector<std::string> old;
  bool json = false;
};

void print_export(const ledger::ExportReport& report, const std::string& origin, const std::string& key_file) {
  const auto number = [](std::uint64_t n) { return std::to_string(n); };
  print_line("log       " + number(report.entries) + " entries of " + origin + (report.entries == 0 ? "" : ", the last of " + report.last_time.text()));
  print_line("entries   " + number(report.requests) + " requests, " + number(report.lines) + " lines, " + number(report.answered) + " answered, " +
             number(report.deliveries) + " deliveries, " + number(report.stops) + " stops");
  if (report.cosigned) print_line("cosigned  to " + number(*report.cosigned) + " entries by " + number(report.witnesses) + " witnesses");
  if (key_file.empty()) print_line("key       from the export itself: compare it with the one that you were given (--log-key)");
  if (report.log_key && !report.fault) print_line("new key   " + *report.log_key + ": the log has named it since, and the key that you have has signed that");
  if (report.root != Digest{}) print_line("root      " + digest_text(report.root));  // where it came so far
  print_line(report.fault ? "fault     " + (report.fault->index ? "entry " + number(report.fault->index->value) + ": " : std::string()) + report.fault->text
                          : "holds     every entry, tile, root and signature");
}

// For somebody who has nothing of the holder's but what he exported.
Result<int> verify_directory(const ExportWords& words) {
  CS_TRY(key, ledger::read_log_keys(words.key.empty() ? Path(words.directory) / "log.vkey" : Path(words.key)));
  CS_TRY(options, export_options(key, words.old, words.policy, words.clock));
  CS_TRY(report, ledger::verify_export(words.directory, key, options));
  const auto number = [](std::uint64_t n) { return Value(static_cast<std::int64_t>(n)); };
  if (!words.json) print_export(report, key.origin(), words.key);
  else
    print_json(codec::record_of({{"origin", Value(key.origin())}, {"entries", number(report.entries)}, {"requests", number(report.requests)}, {"lines", number(report.lines)},
                                 {"answered", number(report.answered)}, {"deliveries", number(report.deliveries)}, {"stops", number(report.stops)},
                                 {"cosigned", report.cosigned ? number(*report.cosigned) : Value()}, {"witnesses", number(report.witnesses)},
                                 {"log_key", Value(report.log_key.value_or(key.newest().text()))}, {"root", Value(digest_text(report.root))},
                                 {"fault", report.fault ? Value(report.fault->text) : Value()}, {"fault_entry", report.fault && report.fault->index ? number(report.fault->index->value) : Value()}}));
  return report.fault ? kExitRefused : kExitDone;
}

Result<ledger::Ledger> open_ledger(const std::string& home) {
  CS_TRY(key, log_keys_of(home));
  return ledger::Ledger::open_to_read(gate::HomePaths{home}.ledger(), key);
}

// To hand something out: not of a home of which it is known that another has gone on.
Result<ledger::Ledger> open_ledger_to_give(const std::string& home) {
  CS_TRY(ledger, open_ledger(home));
  if (const auto sound = ledger.uncontradicted(); !sound)
    return Fault{sound.fault().kind, sound.fault().text + "; nothing of this home is handed out. Look for the newest copy of it; where there is none, `countersign ledger recover` says what both parties would have to sign"};
  return ledger;
}

Result<ledger::AccessBy> read_role(const std::string& text) {
  for (const auto by : {ledger::AccessBy::kSubject, ledger::AccessBy::kAuditor, ledger::AccessBy::kRequester})
    if (text == ledger::word(by)) return by;
  return usage_fault("ledger prove: --for is requester, subject or auditor");
}

struct LineWords {
  std::string home, request, role, client, subject, out, clock;
  std::uint32_t line = 0;
  bool json = false;
};

// The home is opened for writing: that the openings were shown, and to whom, is entered first.
Result<int> prove_line(const LineWords& words) {
  if (words.out.empty()) return usage_fault("ledger prove: --line goes with --out DIR");
  CS_TRY(role, read_role(words.role));
  gate::LineAsked asked{words.request, {words.line}, role, {}, words.subject};
  if (role == ledger::AccessBy::kSubject && words.subject.empty()) return usage_fault("ledger prove: --for subject goes with --subject KEY");
  if (role == ledger::AccessBy::kRequester) {
    if (words.client.empty()) return usage_fault("ledger prove: --for requester goes with --client CERTIFICATE");
    CS_TRY(client, read_certificate(words.client));
    asked.client = client.spki();
  }
  CS_TRY(opened, open_home(words.home, words.clock));
  CS_TRY(cosigned, cosigned_note(opened.gate->ledger(), opened.gate->paths().ledger(), opened.gate->now()));
  CS_TRY(proofs, gate::prove_line(*opened.gate, asked, cosigned));
  CS_TRY_VOID(write_line_proofs(words.out, words.request, {words.line}, proofs, opened.gate->ledger().log_keys()));
  codec::List tags;
  for (const gate::LineProof& proof : proofs) tags.emplace_back(proof.tag);
  if (words.json) print_json(codec::record_of({{"request", Value(words.request)}, {"line", Value(std::int64_t{words.line})}, {"written", Value(words.out)}, {"proofs", Value(std::move(tags))}}));
  else print_line("written   " + std::to_string(proofs.size()) + " proofs of line " + std::to_string(words.line) + " to " + words.out);
  return kExitDone;
}

Result<int> prove(const std::string& home, std::uint64_t index, const std::string& out, const std::string& clock, bool json) {
  CS_TRY(ledger, open_ledger_to_give(home));
  CS_TRY(now, time_or_now(clock));
  CS_TRY(cosigned, cosigned_note(ledger, gate::HomePaths{home}.ledger(), now));
  CS_TRY(receipt, ledger::make_receipt(ledger, {index}, {}, cosigned));
  if (!out.empty()) CS_TRY_VOID(write_file_durable(out, as_bytes(receipt)));
  if (json)
    print_json(codec::record_of({{"entry", Value(static_cast<std::int64_t>(index))}, {"size", Value(static_cast<std::int64_t>(ledger.size()))},
                                 {"written", out.empty() ? Value() : Value(out)}, {"receipt", Value(receipt)}}));
  else if (out.empty()) print_line(receipt);
  return kExitDone;
}

// Opened, the home is opened for writing: that it was shown is entered first.
Result<int> show_opened(const std::string& home, std::uint64_t index, const std::string& clock) {
  CS_TRY(opened, open_home(home, clock));
  CS_TRY(view, gate::opened_entry(*opened.gate, {index}));
  print_json(view);
  return kExitDone;
}

Result<int> show(const std::string& home, std::uint64_t index) {
  CS_TRY(ledger, open_ledger(home));
  CS_TRY(entry, ledger.entry({index}));
  print_json(ledger::entry_view({index}, entry));
  return kExitDone;
}

struct Exported {
  std::uint64_t entries = 0, cosigned = 0;
  bool witnessed = false;  // the ledger has witnesses
  std::optional<EntryIndex> left;  // ledger::left_unseen()
  std::string directory, openings, context;
};

// How much of what is given a quorum of the ledger's witnesses has cosigned.
Result<Exported> given(const ledger::Ledger& ledger, const std::string& cosigned) {
  CS_TRY(settings, ledger::witness_settings(ledger));
  Exported done{ledger.size(), 0, settings.mode != ledger::WitnessMode::kNone, {}, {}, {}, {}};
  if (cosigned.empty()) return done;
  CS_TRY(head, tlog::open_checkpoint(cosigned, ledger.log_keys()));
  done.cosigned = head.checkpoint.size;
  return done;
}

void print_exported(const Exported& done, bool json) {
  const auto text = [](const std::string& file) { return file.empty() ? Value() : Value(file); };
  const auto number = [](std::uint64_t n) { return Value(static_cast<std::int64_t>(n)); };
  if (json)
    return print_json(codec::record_of({{"entries", number(done.entries)}, {"cosigned", done.witnessed ? number(done.cosigned) : Value()}, {"directory", text(done.directory)},
                                        {"openings", text(done.openings)}, {"context", text(done.context)},
                                        {"no_witnesses_since_entry", done.left ? number(done.left->value) : Value()}}));
  const std::string to = "exported  " + std::to_string(done.entries) + " entries to " + done.directory;
  print_line(done.openings.empty() ? to : to + ", their sealed openings to " + done.openings + ", what opens and recomputes them to " + done.context);
  if (done.witnessed && done.cosigned == done.entries) print_line("cosigned  by a quorum of the ledger's witnesses, as it is");
  if (done.witnessed && done.cosigned < done.entries)
    print_line("cosigned  " + (done.cosigned == 0 ? std::string("by no quorum of the ledger's witnesses") : "to " + std::to_string(done.cosigned) + " entries, in checkpoint.cosigned") +
               ": `countersign ledger witness push`, then export anew");
  if (done.left)
    print_line("witnesses none since entry " + std::to_string(done.left->value) + ", and nothing that is kept here shows that a quorum of those before has seen that entry: "
               "`countersign ledger witness push`, unless both parties said with it that they are gone");
}

Result<int> write_export(const std::string& home, const std::string& directory, const std::string& clock, bool json) {
  CS_TRY(ledger, open_ledger_to_give(home));
  CS_TRY(now, time_or_now(clock));
  CS_TRY(cosigned, cosigned_note(ledger, gate::HomePaths{home}.ledger(), now));
  CS_TRY_VOID(ledger::export_log(ledger, directory, cosigned));
  CS_TRY(done, given(ledger, cosigned));
  CS_TRY(left, ledger::left_unseen(ledger, gate::HomePaths{home}.ledger(), now));
  done.left = left;
  done.directory = directory;
  print_exported(done, json);
  return kExitDone;
}

// For an auditor: the home is opened for writing, because that openings were given is entered, and stands in what is given.
Result<int> write_export_to_auditor(const std::string& home, const std::string& directory, const std::string& openings, const std::string& context, const std::string& clock, bool json) {
  if (openings.empty() || context.empty()) return usage_fault("ledger export: --openings and --context go together");
  std::error_code error;
  if (std::filesystem::exists(openings, error)) return conflict(openings + ": is there already");
  CS_TRY(opened, open_home(home, clock));
  CS_TRY_VOID(audit::enter_access(*opened.gate));
  CS_TRY_VOID(opened.gate->show_witnesses());  // so that they have cosigned the head that is given
  CS_TRY_VOID(audit::write_context(*opened.gate, context));  // after it: the key of the quarter's first opening is new
  ledger::Ledger& log = opened.gate->ledger();
  CS_TRY(cosigned, cosigned_note(log, opened.gate->paths().ledger(), opened.gate->now()));
  CS_TRY_VOID(ledger::export_log(log, directory, cosigned));
  CS_TRY_VOID(log.write_openings(openings));
  CS_TRY(done, given(log, cosigned));
  done.directory = directory;
  done.openings = openings;
  done.context = context;
  print_exported(done, json);
  return kExitDone;
}

struct LedgerWords {
  std::string home, out, directory, clock, opened, context;
  std::vector<std::string> old;
  std::int64_t index = -1;
  LineWords line = {};
  bool openings = false, open = false, json = false;
};

}  // namespace

void add_ledger_verbs(CommandLine& line) {
  CLI::App* group = line.group("ledger", "the record of everything that happened");
  auto words = std::make_shared<LedgerWords>();
  CLI::App* verified = line.verb(group, "verify", "checks everything on disk, from the first byte", "ledger verify --home demo-home --openings");
  auto exported_words = std::make_shared<ExportWords>();
  CLI::Option* home = verified->add_option("--home", words->home, "the home");
  CLI::Option* dir = verified->add_option("--dir", exported_words->directory, "or an export, by itself")->excludes(home);
  verified->add_option("--log-key", exported_words->key, "of an export: the ledger's verifier key as you were given it (default: the export's own)")->needs(dir);
  verified->add_option("--policy", exported_words->policy, "of an export: a witness policy (C2SP tlog-policy): its quorum must have cosigned")->needs(dir);
  verified->add_option("--clock", exported_words->clock, "of an export: the time it is, for cosignatures dated ahead")->needs(dir);
  verified->add_option("--old", words->old, "checkpoints kept by others: must be consistent");
  verified->add_flag("--openings", words->openings, "of a home: check the sealed openings against their commitments too")->excludes(dir);
  verified->add_flag("--json", words->json, "as JSON");
  line.runs(verified, [words, exported_words]() -> Result<int> {
    if (words->home.empty() == exported_words->directory.empty()) return usage_fault("ledger verify: --home HOME, or --dir EXPORT");
    if (!words->home.empty()) return verify(words->home, words->old, words->openings, words->json);
    exported_words->old = words->old;
    exported_words->json = words->json;
    return verify_directory(*exported_words);
  });

  CLI::App* proved = line.verb(group, "prove", "writes a receipt for one entry, or what proves one line of a request and opens it",
                               "ledger prove --home demo-home --index 7 --out 7.tlog-proof");
  proved->add_option("--home", words->home, "the home")->required();
  CLI::Option* index = proved->add_option("--index", words->index, "the entry")->check(CLI::Range(std::int64_t{0}, static_cast<std::int64_t>(limits::kEntryIndexMax)));
  CLI::Option* request = proved->add_option("--request", words->line.request, "the request's id, with --line")->excludes(index);
  proved->add_option("--line", words->line.line, "its line")->needs(request);
  proved->add_option("--for", words->line.role, "requester, subject or auditor: who is shown it, as the ledger will say")->needs(request);
  proved->add_option("--client", words->line.client, "of a requester: the certificate that brought the request (PEM)")->needs(request);
  proved->add_option("--subject", words->line.subject, "of a subject: the record's own key in the register")->needs(request);
  proved->add_option("--out", words->out, "where to write it (default: standard output); of a line a directory");
  proved->add_option("--clock", words->clock, "homes under test.invalid: the time it is");
  proved->add_flag("--json", words->json, "as JSON: what was written, or the receipt's text");
  line.runs(proved, [words]() -> Result<int> {
    if (words->line.request.empty() && words->index < 0) return usage_fault("ledger prove: --index, or --request and --line");
    if (words->line.request.empty()) return prove(words->home, static_cast<std::uint64_t>(words->index), words->out, words->clock, words->json);
    words->line.json = words->json;
    words->line.home = words->home;
    words->line.out = words->out;
    words->line.clock = words->clock;
    return prove_line(words->line);
  });

  CLI::App* shown = line.verb(group, "show", "one entry as JSON", "ledger show 7 --home demo-home --open");
  shown->add_option("index", words->index, "the entry")->required()->check(CLI::Range(std::int64_t{0}, static_cast<std::int64_t>(limits::kEntryIndexMax)));
  shown->add_option("--home", words->home, "the home")->required();
  CLI::Option* open = shown->add_flag("--open", words->open, "for an auditor: with what its commitments stand for; enters an `access` that names the entry");
  shown->add_option("--clock", words->clock, "homes under test.invalid: the time it is")->needs(open);
  line.runs(shown, [words] {
    const auto at_index = static_cast<std::uint64_t>(words->index);
    return words->open ? show_opened(words->home, at_index, words->clock) : show(words->home, at_index);
  });

  CLI::App* exported = line.verb(group, "export", "the log as a C2SP static directory, which other people's tools verify", "ledger export out --home demo-home");
  exported->add_option("directory", words->directory, "an empty or new directory")->required();
  exported->add_option("--home", words->home, "the home")->required();
  exported->add_option("--clock", words->clock, "homes under test.invalid: the time it is");
  exported->add_option("--openings", words->opened, "for an auditor: the sealed openings too, as this file; enters an `access`");
  exported->add_option("--context", words->context, "for an auditor: keys that open, order registers and generations, as this directory");
  exported->add_flag("--json", words->json, "as JSON");
  line.runs(exported, [words] {
    const bool to_auditor = !words->opened.empty() || !words->context.empty();
    return to_auditor ? write_export_to_auditor(words->home, words->directory, words->opened, words->context, words->clock, words->json)
                      : write_export(words->home, words->directory, words->clock, words->json);
  });

  add_recover_verb(line, group);
  add_log_key_verbs(line, group);
  add_ledger_act_verbs(line, group);
  add_witness_verbs(line, group);
  add_ledger_time_verb(line, group);
}

}  // namespace cs::app
