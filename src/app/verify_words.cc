#include "app/verify_words.h"

#include "app/command_line.h"
#include "app/keys_of_person.h"
#include "base/limits.h"
#include "crypto/digest.h"

namespace cs::app {

Result<std::vector<std::string>> old_checkpoints(const std::vector<std::string>& files, const tlog::LogKeys& known) {
  std::vector<std::string> notes;
  for (const std::string& file : files) {
    CS_TRY(note, read_file(file, limits::kNoteBytesMax));
    const auto parsed = tlog::Note::parse(note);
    if (!parsed) return at(file, parsed.fault());
    const auto head = tlog::Checkpoint::parse_text(parsed->text);
    if (!head) return at(file, head.fault());
    if (head->origin != known.origin()) return untrusted(file + ": is a checkpoint of another log, " + head->origin);
    notes.push_back(std::move(note));
  }
  return notes;
}

Result<std::optional<GivenPolicy>> given_policy(const std::string& file) {
  if (file.empty()) return std::optional<GivenPolicy>();
  CS_TRY(text, read_file(file, limits::kNoteBytesMax));
  auto parsed = tlog::Policy::parse(text);
  if (!parsed) return at(file, parsed.fault());
  return std::optional(GivenPolicy{std::move(*parsed), crypto::sha256(as_bytes(text))});
}

Result<ledger::ExportOptions> export_options(const tlog::LogKeys& known, const std::vector<std::string>& old, const std::string& policy, const std::string& clock) {
  ledger::ExportOptions options;
  CS_TRY(notes, old_checkpoints(old, known));
  options.old_checkpoints = std::move(notes);
  CS_TRY(now, time_or_now(clock));
  options.now = now;
  CS_TRY(given, given_policy(policy));
  if (given) options.policy = std::move(given->policy);
  return options;
}

}  // namespace cs::app
