// countersign: the record holder's gate. This file constructs the command line and hands it the words it was given.
#include <malloc.h>

#include <CLI/Error.hpp>

#include "app/command_line.h"

namespace {

// Large blocks stay in the heap and are used again: given back and taken anew, the kernel would clear their pages each time (a request of
// 700,000 lines: a third of its system time).
void keep_memory() {
  constexpr int kLargest = 1 << 30;
  ::mallopt(M_MMAP_THRESHOLD, kLargest);
  ::mallopt(M_TRIM_THRESHOLD, kLargest);
  ::mallopt(M_TOP_PAD, 64 << 20);
}

}  // namespace

int main(int count, char** words) {
  keep_memory();
  CLI::App app{"countersign: verifies addresses under a signed agreement, one bit a line, and records every answer"};
  app.require_subcommand(1);
  app.set_version_flag("--version", "countersign " + std::string(cs::app::kVersion));
  cs::app::CommandLine line(app);
  cs::app::add_home_verbs(line);
  cs::app::add_agreement_verbs(line);
  cs::app::add_order_verbs(line);
  cs::app::add_register_verbs(line);
  cs::app::add_request_verbs(line);
  cs::app::add_run_verb(line);
  cs::app::add_ledger_verbs(line);
  cs::app::add_receipt_verbs(line);
  cs::app::add_matching_verbs(line);
  cs::app::add_report_verbs(line);
  cs::app::add_audit_verb(line);
  cs::app::add_self_check_verb(line);
  cs::app::add_model_verbs(line);
  cs::app::add_population_verbs(line);
  try {
    app.parse(count, words);
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error);  // prints help or the usage fault
    return code == 0 ? cs::app::kExitDone : cs::app::kExitUsage;
  }
  return line.exit_code();
}
