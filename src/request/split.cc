// The lines file: framing rules and the digests that bind it, in one pass.
#include "base/limits.h"
#include "crypto/digest.h"
#include "request/lines.h"
#include "tlog/merkle.h"

namespace cs::request {
namespace {

std::string problem_at(std::size_t line, std::string_view what) { return "line " + std::to_string(line) + ": " + std::string(what); }

// What is wrong with the framing of one line; empty when nothing is.
std::string_view framing_problem(std::string_view line) {
  if (line.empty()) return "empty";
  if (line.size() > limits::kLineBytesMax) return "longer than 4096 bytes";
  if (line.find('\r') != std::string_view::npos) return "holds a carriage return";
  return {};
}

}  // namespace

LinesFile split_lines(std::string_view file, const std::optional<Digest>& digest) {
  LinesFile out;
  out.computed.bytes = file.size();
  out.computed.digest = digest ? *digest : crypto::sha256(as_bytes(file));
  tlog::Frontier tree;
  while (!file.empty()) {
    const std::size_t end = file.find('\n');
    const std::size_t number = out.lines.size() + 1;
    if (end == std::string_view::npos) out.problem = problem_at(number, "not ended by a line feed");
    else if (number > limits::kLinesPerRequestMax) out.problem = problem_at(number, "more lines than a request may have");
    else if (const auto problem = framing_problem(file.substr(0, end)); !problem.empty()) out.problem = problem_at(number, problem);
    if (!out.problem.empty()) {
      out.lines.clear();
      return out;
    }
    const std::string_view line = file.substr(0, end);
    tree.append(tlog::leaf_hash(as_bytes(line)));
    out.lines.push_back(line);
    file.remove_prefix(end + 1);
  }
  out.framed = true;
  out.computed.count = out.lines.size();
  out.computed.root = tree.root();
  return out;
}

}  // namespace cs::request
