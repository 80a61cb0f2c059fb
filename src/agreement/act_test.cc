#include "agreement/act.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "agreement/acts_test.h"
#include "agreement/unsaid.h"
#include "base/limits.h"
#include "codec/json.h"

namespace cs::agreement {
namespace {

using codec::Record;
using codec::Value;
using namespace world;

std::string fault_of(const std::string& json) {
  const Result<Act> act = read_act(json);
  return act.ok() ? "read" : act.fault().text;
}

Record document_of(const Act& act) { return *codec::read_json(write_act(act), limits::kActBytesMax)->record(); }

std::string json_of(Record document) { return codec::write_json(Value(std::move(document))); }

TEST(act, reads_back_what_it_writes_for_every_verb) {
  std::set<Verb> seen;
  for (const Act& act : sample_acts()) {
    seen.insert(act.verb);
    const std::string json = write_act(act);
    const Result<Act> read = read_act(json);
    ASSERT_TRUE(read.ok()) << act_rule(act.verb).name << ": " << read.fault().text;
    EXPECT_EQ(write_act(*read), json) << act_rule(act.verb).name;
    EXPECT_EQ(read->verb, act.verb);
    EXPECT_EQ(read->details.index(), act.details.index()) << act_rule(act.verb).name;
    EXPECT_EQ(json.back(), '\n');
  }
  EXPECT_EQ(seen.size(), kVerbCount) << "there is a sample of every act";
}

TEST(act, has_the_bytes_of_its_page) {
  std::string page = read_file(Path(CS_SOURCE_DIR) / "docs/formats/act.md", 1 << 20).value();
  std::string example;
  for (std::size_t at = page.find("    {\n"); at < page.size();) {
    const std::size_t end = page.find('\n', at);
    example += page.substr(at + 4, end - at - 3);
    at = end + 1;
  }
  EXPECT_EQ(write_act(sample(Verb::kLift)), example);
  EXPECT_EQ(example.size(), 317u);
}

TEST(act, needs_every_key_of_its_frame_and_details) {
  for (const Act& act : sample_acts()) {
    const Record document = document_of(act);
    for (std::size_t i = 0; i < document.size(); ++i) {
      Record less = document;
      less.erase(less.begin() + static_cast<std::ptrdiff_t>(i));
      EXPECT_NE(fault_of(json_of(less)), "read") << act_rule(act.verb).name << " without " << document[i].first;
    }
    const Record details = *Value(document).find("details")->record();
    for (std::size_t i = 0; i < details.size(); ++i) {
      if (details[i].first == "court") continue;  // the one key that may be left out
      Record less = details;
      less.erase(less.begin() + static_cast<std::ptrdiff_t>(i));
      Record whole = document;
      whole.back().second = Value(less);
      const std::string fault = fault_of(json_of(whole));
      EXPECT_NE(fault.find(details[i].first), std::string::npos)
          << act_rule(act.verb).name << " without " << details[i].first << ": " << fault;
    }
  }
}

TEST(act, takes_no_key_that_it_does_not_have_and_no_value_of_another_type) {
  for (const Act& act : sample_acts()) {
    const Record document = document_of(act);
    Record more = document;
    more.emplace_back("weight", Value(std::int64_t{1}));
    EXPECT_NE(fault_of(json_of(more)).find("weight"), std::string::npos);
    Record details = *Value(document).find("details")->record();
    details.emplace_back("weight", Value(std::int64_t{1}));
    Record whole = document;
    whole.back().second = Value(details);
    EXPECT_NE(fault_of(json_of(whole)).find("details.weight"), std::string::npos) << act_rule(act.verb).name;
    for (std::size_t i = 0; i < details.size() - 1; ++i) {
      Record wrong = details;
      wrong.pop_back();
      wrong[i].second = Value(true);
      whole.back().second = Value(wrong);
      EXPECT_NE(fault_of(json_of(whole)).find(details[i].first), std::string::npos) << act_rule(act.verb).name << "." << details[i].first;
    }
  }
}

TEST(act, is_rejected_for_one_wrong_value) {
  const std::string designate = write_act(sample(Verb::kDesignate));
  struct Change {
    const char* from;
    const char* to;
  };
  for (const Change& change : std::initializer_list<Change>{{"countersign-act/1", "countersign-act/2"},
                                                            {"\"designate\"", "\"appoint\""},
                                                            {"01KABCDEFGHJKMNPQRSTVWXYZ0", "01KABCDEFGHJKMNPQRSTVWXYZ"},
                                                            {"\"final-orders\"", "null"},
                                                            {"\"final-orders\"", "\"Final\""},
                                                            {"2026-09-01T12:00:00Z", "2026-09-01 12:00:00"},
                                                            {"2026-09-01T12:00:00Z", "2026-09-01T12:00:00+00:00"},
                                                            {"BEGIN CERTIFICATE", "BEGIN CERTIFICATES"},
                                                            {"\"office\": \"chief\"", "\"office\": \"The Chief\""},
                                                            {"\"until\": \"2027", "\"until\": \"20270"}}) {
    EXPECT_NE(fault_of(replaced(designate, change.from, change.to)), "read") << change.from << " -> " << change.to;
  }
  const std::string stop = write_act(sample(Verb::kStop));
  EXPECT_NE(fault_of(replaced(stop, "\"ground\": \"", "\"ground\": \" ")), "read");
  EXPECT_NE(fault_of(replaced(stop, "\"ground\": \"", "\"ground\": \"\xE2\x80\xAE")), "read") << "a bidi control";
  EXPECT_NE(fault_of(replaced(stop, "\"ground\": \"", "\"ground\": \"" + std::string(500, 'g'))), "read");
  EXPECT_NE(fault_of("[]"), "read");
  EXPECT_NE(fault_of(""), "read");
  EXPECT_NE(fault_of(stop + "x"), "read");
}

TEST(act, rests_on_a_document_where_the_table_says_so) {
  std::size_t needed = 0;
  for (Act act : sample_acts()) {
    act.evidence.reset();
    const bool must = act_rule(act.verb).evidence_needed;
    EXPECT_EQ(fault_of(write_act(act)) != "read", must) << act_rule(act.verb).name;
    needed += must;
  }
  EXPECT_EQ(needed, 4u) << "restrain, lift, clear and hold";
}

TEST(act, that_names_other_witnesses_says_whether_those_before_are_asked) {
  Act act = sample(Verb::kRotateKey);
  for (const bool gone : {false, true}) {
    auto& details = std::get<RotateKeyDetails>(act.details);
    details.gone = gone ? std::optional(HeadMeant{7, Digest{1}}) : std::nullopt;
    const std::string json = write_act(act);
    const std::string said = std::string("\"previous\": \"") + (gone ? "gone" : "asked") + "\"";
    ASSERT_NE(json.find(said), std::string::npos) << json;
    const auto read = read_act(json);
    ASSERT_TRUE(read) << read.fault().text;
    ASSERT_EQ(read->as<RotateKeyDetails>().gone.has_value(), gone);
    if (gone) { EXPECT_TRUE(read->as<RotateKeyDetails>().gone->size == 7 && read->as<RotateKeyDetails>().gone->root == Digest{1}); }
    const std::string size = gone ? "\"size\": 7" : "\"size\": null", other_size = gone ? "\"size\": null" : "\"size\": 7";
    EXPECT_FALSE(read_act(replaced(json, size, other_size))) << "the head is named where they are gone, and only there";
    EXPECT_FALSE(read_act(replaced(json, size, "\"size\": -1")));
    for (const char* wrong : {"\"previous\": \"lost\"", "\"previous\": null", "\"previous\": \"\"", "\"before\": \"asked\""}) EXPECT_FALSE(read_act(replaced(json, said, wrong))) << wrong;
    EXPECT_FALSE(read_act(replaced(json, ",\n    " + said, ""))) << "it must be said";
  }
}

TEST(act, leaves_unsaid_only_what_its_file_says) {
  for (const Act& act : sample_acts()) {
    const auto unsaid = codec::read_json(unsaid_details(act.verb), limits::kActBytesMax);
    ASSERT_TRUE(unsaid) << act_rule(act.verb).name;
    const auto whole = codec::read_json(write_act(act), limits::kActBytesMax);
    for (const codec::Member& member : *unsaid->record())
      EXPECT_NE(whole->find("details")->find(member.first), nullptr) << act_rule(act.verb).name << ": " << member.first;
  }
}

TEST(act, of_16_KiB_is_read_and_one_byte_more_is_not) {
  const std::string json = write_act(sample(Verb::kStop));
  const std::string padded = json + std::string(limits::kActBytesMax - json.size(), ' ');
  EXPECT_EQ(fault_of(padded), "read");
  const Result<Act> longer = read_act(padded + " ");
  ASSERT_FALSE(longer.ok());
  EXPECT_EQ(longer.fault().kind, FaultKind::kLimit);
}

TEST(act, dated_in_the_past_takes_effect_with_its_entry) {
  const Act act = sample(Verb::kStop);
  EXPECT_EQ(effective(act, act.effective_at + Span::seconds(1)), act.effective_at + Span::seconds(1));
  EXPECT_EQ(effective(act, act.effective_at), act.effective_at);
  EXPECT_EQ(effective(act, act.effective_at - Span::seconds(1)), act.effective_at);
}

TEST(act, verbs_have_one_name_each) {
  std::set<std::string_view> names;
  for (const ActRule& rule : act_rules()) {
    names.insert(rule.name);
    EXPECT_EQ(parse_verb(rule.name).value(), rule.verb);
    EXPECT_EQ(act_rule(rule.verb).name, rule.name);
  }
  EXPECT_EQ(names.size(), kVerbCount);
  EXPECT_FALSE(parse_verb("Stop").ok());
}

}  // namespace
}  // namespace cs::agreement
