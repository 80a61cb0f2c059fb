#include "evaluation/evaluate.h"

#include "codec/csv.h"
#include "evaluation/line_reader.h"

namespace cs::evaluation {
namespace {

constexpr std::uint64_t kLinesBetweenReports = 4096;

struct Asked {
  std::vector<std::string> ids;
  std::vector<bool> sufficient;
  std::vector<match::Query> queries;  // of the sufficient lines
};

void add_line(Asked& asked, Line line) {
  names::NameSufficiency name = names::NameSufficiency::of(line.name);
  address::AddressSufficiency place = address::AddressSufficiency::of(line.address, address::Gazetteer::kOpaque);
  const bool sufficient = name.name.has_value() && place.address.has_value();
  asked.ids.push_back(std::move(line.id));
  asked.sufficient.push_back(sufficient);
  if (sufficient) asked.queries.push_back({{*std::move(name.name)}, *std::move(place.address)});
}

Result<Asked> read_lines(const EvaluationOptions& options) {
  CS_TRY(reader, LineReader::open(options.lines));
  Asked out;
  Line line;
  while (true) {
    CS_TRY(more, reader.next(line));
    if (!more) return out;
    add_line(out, std::move(line));
    if (options.progress && out.ids.size() % kLinesBetweenReports == 0) options.progress(reader.bytes_read(), reader.bytes_total());
  }
}

std::string_view answer_of(match::Decision decision, EvaluationCounts& counts) {
  switch (decision) {
    case match::Decision::kVerified: return ++counts.verified, "verified";
    case match::Decision::kNotVerified: return ++counts.not_verified, "not_verified";
    case match::Decision::kReview: return ++counts.review, "review";
  }
  return "not_verified";
}

}  // namespace

Result<EvaluationCounts> evaluate(const EvaluationOptions& options) {
  CS_TRY(matcher, match::Matcher::open(options.register_directory, options.generation, options.check_digests));
  CS_TRY(asked, read_lines(options));
  EvaluationCounts counts;
  counts.generation = matcher.generation().manifest;
  const std::vector<match::Outcome> outcomes = matcher.match(asked.queries, nullptr, {}, options.threads, &counts.counters);
  std::string out = "request_id,answer\n";
  std::size_t next = 0;
  for (std::size_t i = 0; i < asked.ids.size(); ++i) {
    out += codec::csv_field(asked.ids[i]);
    out += ',';
    out += asked.sufficient[i] ? answer_of(outcomes[next++].decision, counts) : (++counts.insufficient, "insufficient");
    out += '\n';
  }
  counts.lines = asked.ids.size();
  CS_TRY_VOID(write_file_durable(options.out, as_bytes(out)));
  return counts;
}

}  // namespace cs::evaluation
