#include "app/command_line.h"

#include <cstdio>

#include "codec/json.h"

namespace cs::app {

CLI::App* CommandLine::verb(CLI::App* parent, const std::string& name, const std::string& what, const std::string& example) {
  CLI::App* made = (parent == nullptr ? &app_ : parent)->add_subcommand(name, what);
  made->footer("Example:\n  countersign " + example);
  return made;
}

CLI::App* CommandLine::group(const std::string& name, const std::string& what) {
  CLI::App* made = app_.add_subcommand(name, what);
  made->require_subcommand(1);
  return made;
}

void CommandLine::runs(CLI::App* verb, std::function<Result<int>()> action) {
  verb->callback([this, action = std::move(action)] {
    const Result<int> outcome = action();
    if (outcome) {
      exit_code_ = *outcome;
      return;
    }
    print_fault(outcome.fault());
    exit_code_ = exit_code_of(outcome.fault());
  });
}

int exit_code_of(const Fault& fault) {
  switch (fault.kind) {
    case FaultKind::kUsage: return kExitUsage;
    case FaultKind::kIo: return kExitIo;
    case FaultKind::kMalformed:
    case FaultKind::kLimit:
    case FaultKind::kNotFound:
    case FaultKind::kUntrusted:
    case FaultKind::kConflict: return kExitRefused;
  }
  return kExitRefused;
}

void print_fault(const Fault& fault) { std::fprintf(stderr, "countersign: %s\n", fault.text.c_str()); }
void print_json(const codec::Value& value) { std::fputs(codec::write_json_pretty(value).c_str(), stdout); }
void print_line(const std::string& text) { std::printf("%s\n", text.c_str()); }

}  // namespace cs::app
