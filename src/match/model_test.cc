#include "match/model.h"

#include <gtest/gtest.h>

#include "match/model_tables.h"
#include "match/test_queries.h"
#include "names/compare.h"
#include "register/test_world.h"

namespace cs::match {
namespace {

std::string without(std::string text, const std::string& line_start) {
  const std::size_t at = text.find(line_start);
  return text.erase(at, text.find('\n', at) + 1 - at);
}
std::string with(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

TEST(model, is_total_over_the_codes_of_names_addresses_and_records) {
  EXPECT_GT(all_codes().size(), 80U);
  for (const std::uint8_t code : all_codes()) {
    EXPECT_FALSE(code_text(code).empty());
    EXPECT_LT(field_of(code), kFieldCount);
    EXPECT_FALSE(Model::read_text(without(Model::built_in().text(), "code," + std::string(code_text(code)) + ","))) << code_text(code);
  }
}

TEST(model, both_forms_say_the_same_and_come_back_byte_for_byte) {
  const Model& model = Model::built_in();
  const auto bytes = Model::read(model.bytes());
  ASSERT_TRUE(bytes);
  EXPECT_EQ(bytes->bytes(), model.bytes());
  EXPECT_EQ(bytes->digest(), model.digest());
  EXPECT_EQ(bytes->text(), model.text());
  const auto text = Model::read_text(model.text());
  ASSERT_TRUE(text);
  EXPECT_EQ(text->digest(), model.digest());
}

TEST(model, that_is_compiled_in_holds_the_effects_by_which_names_are_read) {
  std::size_t of_names = 0;
  for (const std::uint8_t code : all_codes()) {
    if (code >= 100) continue;  // of addresses and records
    EXPECT_EQ(static_cast<int>(Model::built_in().row(code).effect), static_cast<int>(names::table_effect(static_cast<names::NameCode>(code)))) << code_text(code);
    ++of_names;
  }
  EXPECT_GT(of_names, 30U);
}

TEST(model, that_lacks_or_adds_anything_is_refused) {
  const std::string text = Model::built_in().text();
  EXPECT_FALSE(Model::read_text(without(text, "limit,chance-min")));
  EXPECT_FALSE(Model::read_text(text + "limit,kindness,,3\n"));
  EXPECT_FALSE(Model::read_text(text + "code,given-equal,free,3\n")) << "twice";
  EXPECT_FALSE(Model::read_text(with(text, "given-equal,free", "given-equal,kind")));
  EXPECT_FALSE(Model::read_text(with(text, "soft-identity-max,,1", "soft-identity-max,,-1")));
  EXPECT_FALSE(Model::read_text(with(text, "chance-min,,2560", "chance-min,,many")));
  Bytes bytes = Model::built_in().bytes();
  bytes.push_back(0);
  EXPECT_FALSE(Model::read(bytes));
  bytes.pop_back();
  for (std::size_t size = 0; size < bytes.size(); ++size) EXPECT_FALSE(Model::read(ByteView(bytes).first(size))) << size;
}

TEST(model, that_lifts_a_veto_between_two_people_or_two_doors_is_refused) {
  const std::string text = Model::built_in().text();
  for (const char* code : {"given-other", "family-other", "family-second-other", "middle-other", "suffix-other", "house-other", "house-digit-known",
                           "street-other", "street-digit", "kind-other", "unit-other", "form-other", "locality-other", "period-closed"})
    for (const char* effect : {"free", "soft", "gray"})
      EXPECT_FALSE(Model::read_text(with(text, std::string(code) + ",veto", std::string(code) + "," + effect))) << code << " " << effect;
  EXPECT_TRUE(Model::read_text(with(text, "street-equal,free", "street-equal,veto"))) << "harsher it may be";
}

TEST(model, made_for_other_tables_opens_no_matcher) {
  const registry::test::TemporaryDirectory home;
  ASSERT_TRUE(registry::test::build_rows(home.path(), {"k1,MARIA,,LOPEZ,,12,OAK ST,,,SALEM,OH,44460,,,"}));
  Bytes bytes = Model::built_in().bytes();
  const Digest& tables = Model::built_in().digest();
  EXPECT_TRUE(Matcher::open(registry::test::register_of(home.path()), std::nullopt, true));
  EXPECT_EQ(Matcher::open(registry::test::register_of(home.path()), std::nullopt, true)->generation().model, tables);
  const std::size_t names = bytes.size() - Model::built_in().training().size() - 62;  // inside the digest of the tables of addresses
  bytes[names] ^= 1;
  const auto other = Model::read(bytes);
  ASSERT_TRUE(other);
  EXPECT_EQ(Matcher::open(registry::test::register_of(home.path()), std::nullopt, true, *other).fault().kind, FaultKind::kUntrusted);
}

TEST(model, made_for_other_rules_of_comparison_opens_no_matcher) {
  Bytes bytes = Model::built_in().bytes();
  ASSERT_EQ(bytes.back(), kRulesVersion) << "the last byte is the version, as long as it is below 24";
  bytes.back() = static_cast<std::uint8_t>(kRulesVersion + 1);
  const auto other = Model::read(bytes);
  ASSERT_TRUE(other);
  EXPECT_NE(other->digest(), Model::built_in().digest());
  EXPECT_EQ(other->check_tables().fault().kind, FaultKind::kUntrusted);
  EXPECT_TRUE(Model::built_in().check_tables());
}

TEST(model, shipped_as_a_file_says_what_the_compiled_in_one_says) {
  const auto bytes = read_file(Path(CS_SOURCE_DIR) / "models" / "default.model", 64 * 1024);
  ASSERT_TRUE(bytes);
  const auto model = Model::read(as_bytes(*bytes));
  ASSERT_TRUE(model) << "countersign model show --out models/default.model writes it anew";
  EXPECT_EQ(model->text(), Model::built_in().text());
}

TEST(model, the_weights_of_an_outcomes_codes_add_up_to_its_weight) {
  const registry::test::TemporaryDirectory home;
  const std::vector<std::string> rows = registry::test::crowded_rows(31, 300);
  registry::BuildOptions options;
  options.rejected_max_ppm = 1'000'000;
  ASSERT_TRUE(registry::test::build_rows(home.path(), rows, options));
  const auto matcher = Matcher::open(registry::test::register_of(home.path()), std::nullopt, true);
  ASSERT_TRUE(matcher);
  int met = 0;
  for (const Outcome& outcome : matcher->match(test::crowded_queries(32, 300, rows), nullptr, {}, 2)) {
    std::int32_t sum = 0;
    for (std::size_t field = 0; field < kFieldCount; ++field) {
      const std::uint8_t code = outcome.codes[field];
      if (code == kNone) continue;
      EXPECT_EQ(field_of(code), field);
      sum += Model::built_in().row(code).weight;
      ++met;
    }
    EXPECT_EQ(sum, outcome.weight);
  }
  EXPECT_GT(met, 1000);
}

TEST(model, decides_by_its_own_limits) {
  const registry::test::TemporaryDirectory home;
  ASSERT_TRUE(registry::test::build_rows(home.path(), {"k1,MARIA,,LOPEZ,,12,OAK ST,,,SALEM,OH,44460,,,"}));
  const std::vector<Query> queries = {test::query_of({"MARIA", "", "LOPEZ", "", "12 OAK ST", "SALEM", "OH", "44460"})};
  const std::string text = Model::built_in().text();
  const auto decided = [&](const std::string& changed) {
    const auto model = Model::read_text(changed);
    CS_CHECK(model.ok(), "a test's model can be read");
    return Matcher::open(registry::test::register_of(home.path()), std::nullopt, false, *model)->match(queries, nullptr, {}, 1).front();
  };
  EXPECT_EQ(decided(text).held_by, HeldBy::kNothing);
  EXPECT_EQ(decided(with(text, "chance-min,,2560", "chance-min,,9000")).held_by, HeldBy::kChance);
  EXPECT_EQ(decided(with(text, "verify-floor,,2560", "verify-floor,,90000")).held_by, HeldBy::kFloor);
  EXPECT_EQ(decided(with(text, "street-equal,free", "street-equal,gray")).held_by, HeldBy::kGray);
  EXPECT_EQ(decided(with(text, "street-equal,free", "street-equal,veto")).held_by, HeldBy::kNoCandidate);
}

}  // namespace
}  // namespace cs::match
