// The command line: verbs, exit codes, and how outcomes and faults are printed.
//   Shape    exit codes, no others: 0 done, 1 refused or rejected, 2 usage, 74 I/O.
//   Errors   a Fault is printed on standard error as "countersign: text"; kUsage exits 2, kIo 74, everything else 1.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "base/result.h"
#include "codec/value.h"

namespace cs::app {

inline constexpr std::string_view kVersion = "0.1.0";

inline constexpr int kExitDone = 0, kExitRefused = 1, kExitUsage = 2, kExitIo = 74;

class CommandLine {
 public:
  explicit CommandLine(CLI::App& app) : app_(app) {}
  // A verb below `parent` (nullptr: the top); `example` stands at the end of its --help.
  CLI::App* verb(CLI::App* parent, const std::string& name, const std::string& what, const std::string& example);
  // What runs when the verb was given; its result is the exit code.
  void runs(CLI::App* verb, std::function<Result<int>()> action);
  CLI::App* group(const std::string& name, const std::string& what);
  int exit_code() const { return exit_code_; }

 private:
  CLI::App& app_;
  int exit_code_ = kExitDone;
};

int exit_code_of(const Fault& fault);
void print_fault(const Fault& fault);
void print_json(const codec::Value& value);
void print_line(const std::string& text);

// Verbs, one function per room they speak to.
void add_population_verbs(CommandLine& line);
void add_register_verbs(CommandLine& line);
void add_matching_verbs(CommandLine& line);
void add_home_verbs(CommandLine& line);
void add_agreement_verbs(CommandLine& line);
void add_order_verbs(CommandLine& line);
void add_request_verbs(CommandLine& line);
void add_run_verb(CommandLine& line);
void add_ledger_verbs(CommandLine& line);
void add_receipt_verbs(CommandLine& line);
void add_witness_verbs(CommandLine& line, CLI::App* ledger_group);
void add_ledger_act_verbs(CommandLine& line, CLI::App* ledger_group);
void add_log_key_verbs(CommandLine& line, CLI::App* ledger_group);
void add_recover_verb(CommandLine& line, CLI::App* ledger_group);
void add_ledger_time_verb(CommandLine& line, CLI::App* ledger_group);
void add_report_verbs(CommandLine& line);
void add_audit_verb(CommandLine& line);
void add_self_check_verb(CommandLine& line);
void add_model_verbs(CommandLine& line);

}  // namespace cs::app
