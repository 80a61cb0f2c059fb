// ledger next-key: the key that is to follow the log's own. Only an act `rotate-key` that names it puts it in force.
#include "app/command_line.h"
#include "crypto/random.h"
#include "gate/home.h"
#include "ledger/ledger.h"

namespace cs::app {
namespace {

Result<int> make_next(const std::string& home) {
  CS_TRY(settings, gate::read_home_settings({home}));
  (void)settings;
  const gate::HomePaths paths{home};
  CS_TRY(known, gate::read_log_keys(paths));
  CS_TRY(ledger, ledger::Ledger::open_to_read(paths.ledger(), known));
  crypto::SystemRandom random;
  CS_TRY(next, gate::next_log_key(paths, ledger.log_keys(), random));
  print_line("next key  " + next.verifier().text());
  print_line("file      " + paths.log_key(next.verifier().key_id()).string());
  print_line("next      the holder's signatory signs an act rotate-key whose vkeys is this key alone; then countersign ledger rotate-key");
  return kExitDone;
}

}  // namespace

void add_log_key_verbs(CommandLine& line, CLI::App* ledger_group) {
  auto home = std::make_shared<std::string>();
  CLI::App* made = line.verb(ledger_group, "next-key", "makes the key that is to follow the log's own, or says which one waits; `ledger rotate-key` puts it in force",
                             "ledger next-key --home demo-home");
  made->add_option("--home", *home, "the home")->required();
  line.runs(made, [home] { return make_next(*home); });
}

}  // namespace cs::app
