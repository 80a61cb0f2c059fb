#include "orders/policy.h"

#include <algorithm>

namespace cs::orders {
namespace {

constexpr std::size_t kNamesMax = 32;

std::vector<std::string> words_of(std::string_view line) {
  std::vector<std::string> words;
  std::size_t at = 0;
  while (at < line.size()) {
    const std::size_t begin = line.find_first_not_of(" \t", at);
    if (begin == std::string_view::npos) break;
    at = std::min(line.find_first_of(" \t", begin), line.size());
    words.emplace_back(line.substr(begin, at - begin));
  }
  return words;
}

Fault wrong(std::size_t number, std::string_view what) {
  return malformed("policy line " + std::to_string(number) + ": " + std::string(what));
}

}  // namespace

// Reads line by line: whatever a line names must have been declared above it.
class PolicyReader {
 public:
  explicit PolicyReader(CosignerPolicy& policy) : policy_(policy) {}

  Result<void> line(const std::vector<std::string>& words, std::size_t number) {
    if (words[0] == "log") return words.size() == 2 || words.size() == 3 ? Result<void>() : wrong(number, "not `log VKEY [URL]`");
    if (words[0] == "witness") return witness(words, number);
    if (words[0] == "group") return group(words, number);
    if (words[0] == "quorum") return quorum(words, number);
    return wrong(number, "neither log, witness, group nor quorum");
  }

 private:
  bool known(const std::string& name) const {
    const auto is_group = [&](const CosignerPolicy::Group& one) { return one.name == name; };
    return std::find(policy_.witness_names_.begin(), policy_.witness_names_.end(), name) != policy_.witness_names_.end() ||
           std::any_of(policy_.groups_.begin(), policy_.groups_.end(), is_group);
  }

  Result<void> declare(const std::string& name, std::size_t number) const {
    if (name == "none" || known(name)) return wrong(number, "a name that stands there already, or none");
    if (policy_.witness_names_.size() + policy_.groups_.size() >= kNamesMax) return wrong(number, "more than 32 witnesses and groups");
    return {};
  }

  Result<void> witness(const std::vector<std::string>& words, std::size_t number) {
    if (words.size() != 3 && words.size() != 4) return wrong(number, "not `witness NAME VKEY [URL]`");
    CS_TRY_VOID(declare(words[1], number));
    Result<crypto::NoteVerifier> key = crypto::NoteVerifier::parse(words[2]);
    if (!key.ok() || key->algorithm() != crypto::NoteAlgorithm::kEd25519Cosignature) return wrong(number, "not a cosigner's key");
    for (const crypto::NoteVerifier& other : policy_.witnesses_)
      if (other.name() == key->name()) return wrong(number, "a second witness with the same key name");
    policy_.witness_names_.push_back(words[1]);
    policy_.witnesses_.push_back(*key);
    return {};
  }

  Result<void> group(const std::vector<std::string>& words, std::size_t number) {
    if (words.size() < 4) return wrong(number, "not `group NAME any|all|K NAME...`");
    CS_TRY_VOID(declare(words[1], number));
    CosignerPolicy::Group group{words[1], 0, {words.begin() + 3, words.end()}};
    for (const std::string& member : group.members) {
      if (!known(member)) return wrong(number, "a group names what is not declared above");
      if (std::count(group.members.begin(), group.members.end(), member) != 1) return wrong(number, "a group names one member twice");
    }
    if (words[2] == "any") group.needed = 1;
    else if (words[2] == "all") group.needed = group.members.size();
    else if (words[2].size() <= 2 && words[2].find_first_not_of("0123456789") == std::string::npos)
      group.needed = static_cast<std::size_t>(std::stoi(words[2]));
    if (group.needed < 1 || group.needed > group.members.size())
      return wrong(number, "a group needs none of its members, or more than it has");
    policy_.groups_.push_back(std::move(group));
    return {};
  }

  Result<void> quorum(const std::vector<std::string>& words, std::size_t number) {
    if (words.size() != 2 || !policy_.quorum_.empty()) return wrong(number, "not one `quorum NAME`");
    if (words[1] == "none") return wrong(number, "a quorum of none: a head without a cosignature has no time");
    if (!known(words[1])) return wrong(number, "a quorum that is not declared above");
    policy_.quorum_ = words[1];
    return {};
  }

  CosignerPolicy& policy_;
};

Result<CosignerPolicy> CosignerPolicy::parse(std::string_view text) {
  CosignerPolicy policy;
  PolicyReader reader(policy);
  std::size_t number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, std::min(text.find('#'), end));
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    const std::vector<std::string> words = words_of(line);
    if (!words.empty()) CS_TRY_VOID(reader.line(words, number));
  }
  if (policy.quorum_.empty()) return malformed("policy: no quorum line: a head without a cosignature has no time");
  return policy;
}

bool CosignerPolicy::met(const std::string& name, const std::vector<std::string>& cosigned_by) const {
  for (std::size_t i = 0; i < witness_names_.size(); ++i)
    if (witness_names_[i] == name) return std::find(cosigned_by.begin(), cosigned_by.end(), witnesses_[i].name()) != cosigned_by.end();
  for (const Group& group : groups_) {
    if (group.name != name) continue;
    const auto has = [&](const std::string& member) { return met(member, cosigned_by); };  // members stand above: it ends
    return static_cast<std::size_t>(std::count_if(group.members.begin(), group.members.end(), has)) >= group.needed;
  }
  return false;
}

bool CosignerPolicy::met_by(const std::vector<std::string>& cosigned_by) const { return met(quorum_, cosigned_by); }

}  // namespace cs::orders
