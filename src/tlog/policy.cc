#include "tlog/policy.h"

#include <algorithm>
#include <charconv>

#include "base/limits.h"

namespace cs::tlog {
namespace {

constexpr std::size_t kEachMax = 32;

// Tab, newline, and what is printable; bytes above ASCII are opaque (C2SP tlog-policy, character set).
bool is_policy_text(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c == '\t' || c == '\n' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f); });
}

std::vector<std::string> words_of(std::string_view line) {
  std::vector<std::string> words;
  std::size_t at = 0;
  while ((at = line.find_first_not_of(" \t", at)) != std::string_view::npos) {
    const std::size_t end = std::min(line.find_first_of(" \t", at), line.size());
    words.emplace_back(line.substr(at, end - at));
    at = end;
  }
  return words;
}

Fault wrong(std::size_t number, std::string_view what) {
  return malformed("policy line " + std::to_string(number) + ": " + std::string(what));
}

// How many of `members` a group needs; 0 for a word that says nothing.
std::size_t needed_of(const std::string& word, std::size_t members) {
  if (word == "any") return 1;
  if (word == "all") return members;
  std::size_t needed = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), needed);
  const bool whole = error == std::errc() && end == word.data() + word.size() && word[0] != '0';
  return whole && needed <= members ? needed : 0;
}

}  // namespace

// Reads line by line: whatever a line names must have been declared above it.
class PolicyReader {
 public:
  explicit PolicyReader(Policy& policy) : policy_(policy) {}

  Result<void> line(const std::vector<std::string>& words, std::size_t number) {
    if (words[0] == "log") return log(words, number);
    if (words[0] == "witness") return witness(words, number);
    if (words[0] == "group") return group(words, number);
    if (words[0] == "quorum") return quorum(words, number);
    return wrong(number, "neither log, witness, group nor quorum");
  }

 private:
  bool known(const std::string& name) const {
    const auto named = [&](const auto& one) { return one.name == name; };
    return std::any_of(policy_.witnesses_.begin(), policy_.witnesses_.end(), named) ||
           std::any_of(policy_.groups_.begin(), policy_.groups_.end(), named);
  }

  Result<void> log(const std::vector<std::string>& words, std::size_t number) {
    if (words.size() != 2 && words.size() != 3) return wrong(number, "not `log VKEY [URL]`");
    if (policy_.logs_.size() == kEachMax) return wrong(number, "more than 32 logs");
    auto key = crypto::NoteVerifier::parse(words[1]);
    if (!key || key->algorithm() != crypto::NoteAlgorithm::kEd25519) return wrong(number, "not a log's key");
    for (const PolicyLog& other : policy_.logs_)
      if (other.key.public_key() == key->public_key()) return wrong(number, "a second log with the same key");
    policy_.logs_.push_back({std::move(*key), words.size() == 3 ? words[2] : ""});
    return {};
  }

  Result<void> witness(const std::vector<std::string>& words, std::size_t number) {
    if (words.size() != 3 && words.size() != 4) return wrong(number, "not `witness NAME VKEY [URL]`");
    if (words[1] == "none" || known(words[1])) return wrong(number, "a name that stands there already, or none");
    if (policy_.witnesses_.size() == kEachMax) return wrong(number, "more than 32 witnesses");
    auto key = crypto::NoteVerifier::parse(words[2]);
    if (!key || key->algorithm() != crypto::NoteAlgorithm::kEd25519Cosignature) return wrong(number, "not a cosigner's key");
    for (const PolicyWitness& other : policy_.witnesses_)
      if (other.key.public_key() == key->public_key() || other.key.name() == key->name())
        return wrong(number, "a second witness with the same key or key name");
    policy_.witnesses_.push_back({words[1], std::move(*key), words.size() == 4 ? words[3] : ""});
    return {};
  }

  Result<void> group(const std::vector<std::string>& words, std::size_t number) {
    if (words.size() < 4) return wrong(number, "not `group NAME any|all|K NAME...`");
    if (words[1] == "none" || known(words[1])) return wrong(number, "a name that stands there already, or none");
    if (policy_.groups_.size() == kEachMax) return wrong(number, "more than 32 groups");
    Policy::Group group{words[1], needed_of(words[2], words.size() - 3), {words.begin() + 3, words.end()}};
    if (group.needed == 0) return wrong(number, "a group needs none of its members, or more than it has");
    for (const std::string& member : group.members) {
      if (!known(member)) return wrong(number, "a group names what is not declared above");
      // So that each witness can count in one way only.
      if (std::find(members_.begin(), members_.end(), member) != members_.end()) return wrong(number, "a name is a member twice");
      members_.push_back(member);
    }
    policy_.groups_.push_back(std::move(group));
    return {};
  }

  Result<void> quorum(const std::vector<std::string>& words, std::size_t number) {
    if (words.size() != 2 || !policy_.quorum_.empty()) return wrong(number, "not one `quorum NAME`");
    if (words[1] != "none" && !known(words[1])) return wrong(number, "a quorum that is not declared above");
    policy_.quorum_ = words[1];
    return {};
  }

  Policy& policy_;
  std::vector<std::string> members_;
};

Result<Policy> Policy::parse(std::string_view text) {
  if (text.size() > limits::kNoteBytesMax) return limit_reached("a policy has at most " + std::to_string(limits::kNoteBytesMax) + " bytes");
  if (!is_policy_text(text)) return malformed("policy: a control character");
  Policy policy;
  PolicyReader reader(policy);
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return wrong(number, "does not end in a newline");
    const std::vector<std::string> words = words_of(text.substr(0, end));
    text.remove_prefix(end + 1);
    if (!words.empty() && words[0][0] != '#') CS_TRY_VOID(reader.line(words, number));
  }
  if (policy.quorum_.empty()) return malformed("policy: no quorum line");
  return policy;
}

std::vector<crypto::NoteVerifier> Policy::cosigners() const {
  std::vector<crypto::NoteVerifier> keys;
  for (const PolicyWitness& witness : witnesses_) keys.push_back(witness.key);
  return keys;
}

bool Policy::met(const std::string& name, const std::vector<std::string>& cosigned_by) const {
  for (const PolicyWitness& witness : witnesses_)
    if (witness.name == name) return std::find(cosigned_by.begin(), cosigned_by.end(), witness.key.name()) != cosigned_by.end();
  for (const Group& group : groups_) {
    if (group.name != name) continue;
    const auto has = [&](const std::string& member) { return met(member, cosigned_by); };  // members stand above: it ends
    return static_cast<std::size_t>(std::count_if(group.members.begin(), group.members.end(), has)) >= group.needed;
  }
  return false;
}

bool Policy::met_by(const std::vector<std::string>& cosigned_by) const { return quorum_ == "none" || met(quorum_, cosigned_by); }

Result<WitnessedCheckpoint> open_witnessed(std::string_view note, const LogKeys& log_keys, const Policy& policy, Instant now) {
  CS_TRY(opened, open_checkpoint(note, log_keys, policy.cosigners()));
  WitnessedCheckpoint out;
  out.checkpoint = std::move(opened.checkpoint);
  for (const Cosignature& one : opened.cosignatures) {
    if (one.at > now + kCosignatureAhead) continue;
    if (std::find(out.cosigned_by.begin(), out.cosigned_by.end(), one.name) == out.cosigned_by.end()) out.cosigned_by.push_back(one.name);
    if (!out.cosigned_at || *out.cosigned_at < one.at) out.cosigned_at = one.at;
  }
  out.quorum = policy.met_by(out.cosigned_by);
  return out;
}

}  // namespace cs::tlog
