#include <algorithm>
#include <regex>

#include "tests/cases/world.h"

namespace cs::cases {
namespace {

const std::string kTime = R"((\d{4}-\d\d-\d\d(?: \d\d:\d\d(?::\d\d)?)?))";

std::string expand(const std::string& pattern) {
  std::string out;
  for (std::size_t i = 0; i < pattern.size();) {
    if (pattern.compare(i, 6, "{time}") == 0) out += kTime, i += 6;
    else if (pattern.compare(i, 6, "{text}") == 0) out += "\"([^\"]*)\"", i += 6;
    else if (pattern.compare(i, 6, "{name}") == 0) out += R"(([A-Za-z][A-Za-z0-9#]*))", i += 6;
    else if (pattern.compare(i, 8, "{number}") == 0) out += R"(([\d,]+))", i += 8;
    else if (pattern.compare(i, 6, "{code}") == 0) out += "([A-Z]+-[A-Z]+)", i += 6;
    else out += pattern[i++];
  }
  return out;
}

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

}  // namespace

int match_sentence(const std::string& text, const std::vector<std::string>& patterns, std::vector<std::string>& words) {
  static std::map<std::string, std::regex> compiled;
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    auto found = compiled.find(patterns[i]);
    if (found == compiled.end()) found = compiled.emplace(patterns[i], std::regex(expand(patterns[i]))).first;
    std::smatch groups;
    if (!std::regex_match(text, groups, found->second)) continue;
    words.clear();
    for (std::size_t g = 1; g < groups.size(); ++g) words.push_back(groups[g].str());
    return static_cast<int>(i);
  }
  return -1;
}

Result<void> unknown_sentence(const Sentence& sentence, const std::vector<std::string>& patterns) {
  const auto nearest = std::min_element(patterns.begin(), patterns.end(), [&](const std::string& a, const std::string& b) {
    return distance(sentence.text, a) < distance(sentence.text, b);
  });
  return malformed(sentence.where + ": unknown sentence \"" + sentence.text + "\"; the nearest is: " + *nearest);
}

Address split_address(std::string_view text) {
  Address address;
  const std::size_t comma = text.rfind(',');
  if (comma == std::string_view::npos) {
    address.line1 = std::string(text);
    return address;
  }
  address.line1 = std::string(text.substr(0, comma));
  static const std::regex place(R"(\s*(.*?)\s*(?:\b([A-Z]{2}))?\s*(?:\b(\d{5}(?:-?\d{4})?|\d+))?)");
  std::smatch groups;
  const std::string rest(text.substr(comma + 1));
  if (std::regex_match(rest, groups, place)) address.city = groups[1], address.state = groups[2], address.zip = groups[3];
  return address;
}

std::vector<std::string> quoted_in(const std::string& text) {
  std::vector<std::string> found;
  for (std::size_t from = text.find('"'); from != std::string::npos; from = text.find('"', from)) {
    const std::size_t end = text.find('"', from + 1);
    found.push_back(text.substr(from + 1, end - from - 1));
    from = end + 1;
  }
  return found;
}

orders::OpeningName name_of(const std::string& text) {
  orders::OpeningName name;
  std::vector<std::string> words;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find(' ', from), text.size());
    words.push_back(text.substr(from, end - from));
    from = end + 1;
  }
  if (words.size() == 1) return {{words[0]}, {}, ""};
  name.given = {words[0]};
  name.family.assign(words.begin() + 1, words.end());
  return name;
}

}  // namespace cs::cases
