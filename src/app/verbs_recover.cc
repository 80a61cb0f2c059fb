// ledger recover: a ledger that does not start goes on by both parties' act; and what was asked in the part that is lost is shown.
#include "app/command_line.h"
#include "app/keys_of_person.h"
#include "app/open_home.h"
#include "base/limits.h"
#include "codec/json.h"
#include "gate/recover.h"

namespace cs::app {
namespace {

using codec::Value;

struct RecoverWords {
  std::string home, clock, act;
  std::vector<std::string> signatures, cas, crls, shown;
  bool json = false;
};

Value number(std::uint64_t n) { return Value(static_cast<std::int64_t>(n)); }
Value head_value(const ledger::Head& head) { return codec::record_of({{"size", number(head.size)}, {"root", Value(digest_text(head.root))}}); }

// What stands against a start, and what both parties would sign. Exit 1: nothing is recovered.
int tell_heads(const ledger::Awry& awry, const std::string& home, bool json) {
  if (json) {
    print_json(codec::record_of({{"cause", Value(awry.cause)}, {"old", head_value(awry.known)}, {"new", head_value(awry.present)}, {"recovered", Value(false)}}));
    return kExitRefused;
  }
  print_line("cause     " + awry.cause);
  print_line("known     " + std::to_string(awry.known.size) + " entries, " + digest_text(awry.known.root));
  print_line("there     " + std::to_string(awry.present.size) + " entries, " + digest_text(awry.present.root));
  print_line("first     look for the newest copy: what is there is all that the gate will know. Then a signatory of each party signs:");
  print_line("          countersign act make recover --set old_size=" + std::to_string(awry.known.size) + " --set old_root=" + digest_text(awry.known.root) + " --set new_size=" +
             std::to_string(awry.present.size) + " --set new_root=" + digest_text(awry.present.root) + " --ground \"...\" --out act.json");
  print_line("          countersign act sign act.json --cert signatory.pem --key signatory.key          (each of the two)");
  print_line("          countersign ledger recover --home " + home + " --act act.json");
  return kExitRefused;
}

Result<gate::ActPackage> read_package(const RecoverWords& words) {
  gate::ActPackage package;
  CS_TRY(act, read_file(words.act, limits::kActBytesMax));
  package.act = act;
  std::vector<std::string> signatures = words.signatures;
  if (signatures.empty()) signatures.push_back(words.act + ".p7s");
  for (const std::string& path : signatures) {
    CS_TRY(cms, read_file(path, limits::kCmsBytesMax));
    package.cms.push_back(cms);
  }
  return package;
}

Result<int> recover_by(const RecoverWords& words) {
  CS_TRY(package, read_package(words));
  CS_TRY(opened, open_home(words.home, words.clock, OpenFor::kRecovery));
  auto entered = gate::recover(*opened.gate, package);
  if (!entered) return at(words.act, entered.fault());
  const std::uint64_t entry = entered->empty() ? opened.gate->state().recoveries().back().entry.value : entered->front().value;
  if (words.json) print_json(codec::record_of({{"entry", number(entry)}, {"entries", number(opened.gate->ledger().size())}, {"recovered", Value(true)}}));
  else print_line("recover   entered " + std::to_string(entry) + "; the guard holds it. What was asked in the part that is lost: ledger recover --shown request.json");
  return kExitDone;
}

// Old lists would let no signature hold: certificates and lists may be brought before the act.
Result<int> look(const RecoverWords& words) {
  const bool brings = !words.cas.empty() || !words.crls.empty();
  CS_TRY(opened, open_home(words.home, words.clock, OpenFor::kRecovery));
  if (brings) {
    CS_TRY(trust, read_trust(words.cas, words.crls));
    CS_TRY(entry, gate::import_trust(*opened.gate, trust.certificates, trust.lists));
    if (!words.json) print_line("trust     entered " + std::to_string(entry.value));
  }
  const auto awry = gate::heads_to_sign(*opened.gate);
  CS_CHECK(awry.has_value(), "a ledger that is open for a recovery says why");
  return tell_heads(*awry, words.home, words.json);
}

Result<int> show(const RecoverWords& words) {
  CS_TRY(opened, open_home(words.home, words.clock));
  CS_TRY_VOID(opened.gate->enter_generation());
  codec::List list;
  for (const std::string& file : words.shown) {
    gate::Package package;
    CS_TRY(manifest, read_file(file, limits::kManifestBytesMax));
    CS_TRY(cms, read_file(file + ".p7s", limits::kCmsBytesMax));
    package.manifest = manifest;
    package.cms = cms;
    package.lines = [lines = (Path(file).parent_path() / "lines.ndjson").string()] { return read_file(lines, limits::kLinesFileBytesMax); };
    auto shown = gate::show_spent(*opened.gate, std::move(package));
    if (!shown) return at(file, shown.fault());
    if (words.json) list.push_back(codec::record_of({{"file", Value(file)}, {"entry", number(shown->request.value)}, {"lines", number(shown->lines)}, {"units", number(shown->spent)}}));
    else print_line("shown     " + file + ": entry " + std::to_string(shown->request.value) + ", " + std::to_string(shown->lines) + " lines, " + std::to_string(shown->spent) + " units spent");
  }
  if (words.json) print_json(Value(std::move(list)));
  return kExitDone;
}

}  // namespace

void add_recover_verb(CommandLine& line, CLI::App* ledger_group) {
  auto words = std::make_shared<RecoverWords>();
  CLI::App* made = line.verb(ledger_group, "recover", "a ledger that does not start (ROLLBACK, FORK, no guard): says what both parties must sign, and goes on by their act",
                             "ledger recover --home demo-home --act act.json");
  made->add_option("--home", words->home, "the home")->required();
  CLI::Option* act = made->add_option("--act", words->act, "the act recover, signed by a signatory of each party; without it the verb says what is to be signed, exit 1");
  made->add_option("--signature", words->signatures, "detached signatures (default: the act's name with .p7s)")->needs(act);
  CLI::Option* ca = made->add_option("--ca", words->cas, "CA certificates (PEM), where the copy's are too old for any signature: entered before the act")->excludes(act);
  made->add_option("--crl", words->crls, "revocation lists (PEM), with --ca")->needs(ca);
  made->add_option("--shown", words->shown, "after the recovery: request.json (with .p7s and lines.ndjson beside it) of the part that is lost, whose budget counts again")->excludes(act)->excludes(ca);
  made->add_option("--clock", words->clock, "homes under test.invalid: the time it is");
  made->add_flag("--json", words->json, "as JSON");
  line.runs(made, [words]() -> Result<int> {
    if (!words->shown.empty()) return show(*words);
    return words->act.empty() ? look(*words) : recover_by(*words);
  });
}

}  // namespace cs::app
