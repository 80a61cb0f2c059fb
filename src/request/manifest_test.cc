#include "request/manifest.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "codec/json.h"
#include "request/sample_test.h"

namespace cs::request {
namespace {

using namespace sample;
using codec::Record;
using codec::Value;

std::string good() { return write_manifest(manifest(lines_file(3))); }

std::string problem_of(const std::string& json) {
  const Result<ManifestParse> parse = read_manifest(json);
  if (!parse.ok()) return "fault";
  return parse->reason == Reason::kNone ? "read" : parse->problem;
}

TEST(manifest, reads_back_what_it_writes) {
  const Manifest written = manifest(lines_file(3));
  const Result<ManifestParse> parse = read_manifest(write_manifest(written));
  ASSERT_TRUE(parse.ok());
  ASSERT_TRUE(parse->manifest.has_value()) << parse->problem;
  EXPECT_EQ(write_manifest(*parse->manifest), write_manifest(written));
  EXPECT_EQ(parse->manifest->lines, written.lines);
  EXPECT_EQ(parse->request.text(), "01KABCDEFGHJKMNPQRSTVWXYZ0");
  EXPECT_EQ(parse->agreement.text(), "final-orders");
}

TEST(manifest, without_any_one_key_is_a_refusal_and_without_its_names_no_request) {
  const Record document = *codec::read_json(good(), limits::kManifestBytesMax)->record();
  EXPECT_EQ(document.size(), 14u);
  for (std::size_t i = 0; i < document.size(); ++i) {
    Record less = document;
    less.erase(less.begin() + static_cast<std::ptrdiff_t>(i));
    const std::string problem = problem_of(codec::write_json(Value(less)));
    const bool names_it = document[i].first == "request" || document[i].first == "agreement";
    if (names_it) EXPECT_EQ(problem, "fault") << document[i].first;
    else EXPECT_NE(problem.find(document[i].first), std::string::npos) << document[i].first << ": " << problem;
  }
}

TEST(manifest, with_a_wrong_value_is_a_refusal_that_names_the_key) {
  struct Change {
    const char* from;
    const char* to;
    const char* key;
  };
  for (const Change& change : std::initializer_list<Change>{{"countersign-request/1", "countersign-request/2", "format"},
                                                            {"\"agreement_version\": 1", "\"agreement_version\": 0", "agreement_version"},
                                                            {"\"agreement_version\": 1", "\"agreement_version\": \"1\"",
                                                             "agreement_version"},
                                                            {"\"agreement_digest\": \"sha256:01", "\"agreement_digest\": \"sha256:0",
                                                             "agreement_digest"},
                                                            {"2026-09-01T09:00:00Z", "2026-09-01T09:00:00.5Z", "created_at"},
                                                            {"2026-09-03T09:00:00Z", "2026-09-31T09:00:00Z", "not_after"},
                                                            {"\"director\"", "\"The Director\"", "office"},
                                                            {"\"duty desk\"", "\"\"", "contact"},
                                                            {"\"open-order\"", "\"open order\"", "purpose"},
                                                            {"Forty characters", "Forty\\u0000characters", "reason"},
                                                            {"\"as_of\": \"2026-08-30\"", "\"as_of\": \"30 August\"", "data_origin.as_of"},
                                                            {"\"system\": \"case system\"", "\"system\": null", "data_origin.system"},
                                                            {"\"count\": 3", "\"count\": 0", "lines.count"},
                                                            {"\"count\": 3", "\"count\": 3, \"share\": 1", "lines.share"},
                                                            {"\"count\": 3", "\"count\": -3", "lines.count"},
                                                            {"\"root\": \"sha256:", "\"root\": \"SHA256:", "lines.root"},
                                                            {"\"sole_use\",", "\"sole_use\", \"sole_use\",", "attestations"},
                                                            {"\"sole_use\",", "7,", "attestations"},
                                                            {"\"contact\"", "\"weight\": 1, \"contact\"", "weight"}}) {
    const std::string problem = problem_of(replaced(good(), change.from, change.to));
    EXPECT_NE(problem.find(change.key), std::string::npos) << change.to << ": " << problem;
  }
}

TEST(manifest, that_is_no_request_at_all_is_a_fault) {
  EXPECT_EQ(problem_of(""), "fault");
  EXPECT_EQ(problem_of("[]"), "fault");
  EXPECT_EQ(problem_of("{}"), "fault");
  EXPECT_EQ(problem_of(good() + "x"), "fault");
  EXPECT_EQ(problem_of("\xEF\xBB\xBF" + good()), "fault");
  EXPECT_EQ(problem_of(replaced(good(), "\"contact\"", "\"office\": \"x\", \"contact\"")), "fault") << "a key twice";
  EXPECT_EQ(problem_of(replaced(good(), "\"count\": 3", "\"count\": 3.0")), "fault") << "not JSON of ours";
  EXPECT_EQ(problem_of(replaced(good(), "01KABC", "01KABc")), "fault");
  const std::string json = good();
  EXPECT_EQ(problem_of(json + std::string(limits::kManifestBytesMax - json.size(), ' ')), "read");
  EXPECT_EQ(problem_of(json + std::string(limits::kManifestBytesMax - json.size() + 1, ' ')), "fault");
}

TEST(manifest, of_more_lines_than_any_cap_still_is_well_formed) {
  EXPECT_EQ(problem_of(replaced(good(), "\"count\": 3", "\"count\": 700000")), "read") << "it is refused as too large, not as malformed";
  EXPECT_EQ(problem_of(replaced(good(), "\"count\": 3", "\"count\": 9000000000")), "read");
}

TEST(manifest, is_shown_with_everything_that_a_signature_binds) {
  const Manifest m = manifest(lines_file(3));
  const std::string page = show_manifest(m);
  for (const std::string& part
       : std::vector<std::string>{"01KABCDEFGHJKMNPQRSTVWXYZ0", "3 people", "final-orders, version 1", "director", "duty desk",
                                                         "open-order", m.reason, "2026-09-03T09:00:00Z", "case system, as of 2026-08-30",
                                                             "sole_use",
                                                         "no_redisclosure", digest_text(m.lines.digest), digest_text(m.lines.root),
                                                         digest_text(m.agreement_digest)})
    EXPECT_NE(page.find(part), std::string::npos) << part;
}

}  // namespace
}  // namespace cs::request
