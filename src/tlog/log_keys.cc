#include "tlog/log_keys.h"

#include <algorithm>

#include "base/check.h"
#include "base/limits.h"
#include "crypto/weaken.h"

namespace cs::tlog {
namespace {

constexpr std::string_view kFrom = "from ";
constexpr std::string_view kTo = "to ";

Result<crypto::NoteVerifier> parse_key(std::string_view text) {
  CS_TRY(key, crypto::NoteVerifier::parse(text));
  if (key.algorithm() != crypto::NoteAlgorithm::kEd25519) return malformed("a log's key: is a cosigner's");
  return key;
}

Result<std::uint64_t> take_size(std::string_view& line, std::string_view word) {
  line.remove_prefix(word.size());
  const std::size_t end = line.find(' ');
  if (end == std::string_view::npos) return malformed("a log's keys: a line without its key");
  const auto size = parse_size(line.substr(0, end));
  if (!size) return at("a log's keys", size.fault());
  line.remove_prefix(end + 1);
  return *size;
}

Result<LogKey> parse_line(std::string_view line) {
  if (!line.starts_with(kFrom)) return malformed("a log's keys: a line that does not begin with `from`");
  CS_TRY(from, take_size(line, kFrom));
  std::optional<std::uint64_t> to;
  if (line.starts_with(kTo)) {
    CS_TRY(last, take_size(line, kTo));
    to = last;
  }
  CS_TRY(key, parse_key(line));
  return LogKey{std::move(key), from, to};
}

// Each begins after the one before it, which signs at least one head with it; three never sign at once.
Result<void> check_sizes(const std::vector<LogKey>& keys) {
  if (keys.front().from != 0 || keys.back().to) return malformed("a log's keys: some head has no key");
  for (std::size_t i = 0; i + 1 < keys.size(); ++i) {
    const LogKey &key = keys[i], &next = keys[i + 1];
    if (next.key.name() != key.key.name()) return malformed("a log's keys: of two logs");
    if (next.from <= key.from || (key.to && *key.to < next.from)) return malformed("a log's keys: they do not follow one another");
    const bool third = i + 2 < keys.size() && (!key.to || *key.to >= keys[i + 2].from);
    if (third) return malformed("a log's keys: three sign at once");
  }
  return {};
}

bool signs(const LogKey& key, std::uint64_t size) { return key.from <= size && (!key.to || size <= *key.to); }

std::string line_of(const LogKey& key) {
  const std::string to = key.to ? std::string(kTo) + std::to_string(*key.to) + " " : "";
  return std::string(kFrom) + std::to_string(key.from) + " " + to + key.key.text() + "\n";
}

}  // namespace

LogKeys::LogKeys(crypto::NoteVerifier only) { keys_.push_back({std::move(only)}); }

Result<LogKeys> LogKeys::any_of(const std::vector<crypto::NoteVerifier>& keys) {
  if (keys.empty()) return not_found("no key of the log");
  LogKeys out;
  for (const crypto::NoteVerifier& key : keys) out.keys_.push_back({key});
  return out;
}

Result<LogKeys> LogKeys::parse(std::string_view text) {
  if (text.size() > limits::kNoteBytesMax)
    return limit_reached("a log's keys have at most " + std::to_string(limits::kNoteBytesMax) + " bytes");
  const std::size_t first = text.find('\n');
  CS_TRY(newest, parse_key(text.substr(0, first)));
  LogKeys out(newest);
  std::string_view rest = first == std::string_view::npos ? std::string_view() : text.substr(first + 1);
  if (rest.empty()) return out;
  out.keys_.clear();
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos) return malformed("a log's keys do not end in a newline");
    CS_TRY(key, parse_line(rest.substr(0, end)));
    if (out.holds(key.key)) return malformed("a log's keys: one stands twice");
    out.keys_.push_back(std::move(key));
    rest.remove_prefix(end + 1);
  }
  CS_TRY_VOID(check_sizes(out.keys_));
  if (out.keys_.size() == 1 || out.newest().text() != newest.text())
    return malformed("a log's keys: the first line is not the newest of several");
  out.sizes_known_ = true;
  return out;
}

std::string LogKeys::text() const {
  std::string out = newest().text() + "\n";
  if (keys_.size() == 1) return out;
  CS_CHECK(sizes_known_, "keys are written down with the sizes that they sign");
  for (const LogKey& key : keys_) out += line_of(key);
  return out;
}

bool LogKeys::holds(const crypto::NoteVerifier& key) const {
  return std::ranges::any_of(keys_, [&](const LogKey& one) { return one.key.public_key() == key.public_key(); });
}

std::vector<crypto::NoteVerifier> LogKeys::at_size(std::uint64_t size) const {
  std::vector<crypto::NoteVerifier> out;
  for (const LogKey& key : keys_)
    if (signs(key, size)) out.push_back(key.key);
  return out;
}

void LogKeys::begin(crypto::NoteVerifier key, std::uint64_t from) {
  sizes_known_ = true;
  keys_.push_back({std::move(key), from});
  CS_CHECK(check_sizes(keys_).ok(), "a log's keys follow one another");
}

void LogKeys::end_before_newest(std::uint64_t to) {
  CS_CHECK(keys_.size() >= 2 && !keys_[keys_.size() - 2].to, "a key that signs no more was followed by another");
  keys_[keys_.size() - 2].to = to;
}

Result<void> LogKeys::agrees_with(const LogKeys& log, std::uint64_t size) const {
  if (log.origin() != origin()) return untrusted("this is the log " + log.origin() + ", not " + origin());
  if (!sizes_known_) {
    if (std::ranges::any_of(keys_, [&](const LogKey& one) { return log.holds(one.key); })) return {};
    return untrusted("the log names other keys than the one that is known");
  }
  for (std::size_t i = 0; i < keys_.size() && keys_[i].from <= size; ++i) {
    const LogKey& told = keys_[i];
    if (i >= log.keys_.size() || log.keys_[i].key.public_key() != told.key.public_key() || log.keys_[i].from != told.from)
      return untrusted("the log does not name the key that signs its heads from " + std::to_string(told.from) + " entries on");
    if (told.to && *told.to < size && log.keys_[i].to != told.to)
      return untrusted("the log names another last head of a key than that of " + std::to_string(*told.to) + " entries");
  }
  return {};
}

Result<OpenedCheckpoint> open_checkpoint(std::string_view note_bytes, const LogKeys& keys,
                                         const std::vector<crypto::NoteVerifier>& cosigners) {
  CS_TRY(note, Note::parse(note_bytes));
  CS_TRY(checkpoint, Checkpoint::parse_text(note.text));
  const std::vector<crypto::NoteVerifier> must = keys.at_size(checkpoint.size);
  if (crypto::weakened("retired_log_key"))
    for (const LogKey& key : keys.all())
      if (auto opened = open_checkpoint(note_bytes, key.key, cosigners)) return opened;
  if (must.empty()) return untrusted("no key of the log signs heads of " + std::to_string(checkpoint.size) + " entries");
  CS_TRY(opened, open_checkpoint(note_bytes, must.front(), cosigners));
  for (std::size_t i = 1; i < must.size(); ++i) {
    CS_TRY(also, open_checkpoint(note_bytes, must[i]));
    (void)also;
  }
  return opened;
}

Result<OpenedCheckpoint> open_by_any(std::string_view note_bytes, const std::vector<crypto::NoteVerifier>& keys) {
  Fault last = untrusted("the log's own key has not signed the checkpoint");
  for (const crypto::NoteVerifier& key : keys) {
    auto opened = open_checkpoint(note_bytes, key);
    if (opened) return opened;
    last = opened.fault();
  }
  return last;
}

}  // namespace cs::tlog
