// Policies: what is read, what is refused, and whom a quorum needs.
#include "tlog/policy.h"

#include "tlog/example_for_test.h"
#include "tlog/log_for_test.h"

namespace cs::tlog {
namespace {

std::string vkey(std::uint8_t n) { return witness_signer(n).verifier().text(); }
std::string key_name(std::uint8_t n) { return witness_signer(n).verifier().name(); }
std::string three() {
  return "witness a " + vkey(1) + " http://a.test.invalid\nwitness b " + vkey(2) + "\nwitness c " + vkey(3) + "\n";
}
Policy policy(const std::string& text) {
  auto parsed = Policy::parse(text);
  EXPECT_TRUE(parsed) << parsed.fault().text;
  return *parsed;
}

TEST(policy, the_page_shows_one_that_is_read) {
  const Policy shown = policy(example("policy.md", "```policy\n"));
  ASSERT_EQ(shown.logs().size(), 1u);
  EXPECT_EQ(shown.logs()[0].key.text(), log_signer().verifier().text());
  ASSERT_EQ(shown.witnesses().size(), 3u);
  for (std::uint8_t n = 1; n <= 3; ++n) EXPECT_EQ(shown.witnesses()[n - 1].key.text(), vkey(n));
  EXPECT_EQ(shown.witnesses()[1].url, "http://127.0.0.1:8082");
  EXPECT_TRUE(shown.met_by({key_name(1), key_name(3)}));
  EXPECT_FALSE(shown.met_by({key_name(2)}));
}

TEST(policy, k_of_n_counts_distinct_witnesses_of_the_group) {
  const Policy two = policy(three() + "group g 2 a b c\nquorum g\n");
  EXPECT_FALSE(two.met_by({}));
  EXPECT_FALSE(two.met_by({key_name(1), key_name(1)}));
  EXPECT_FALSE(two.met_by({key_name(1), "stranger"}));
  EXPECT_TRUE(two.met_by({key_name(1), key_name(2)}));
  EXPECT_TRUE(two.met_by({key_name(1), key_name(2), key_name(3)}));
}

TEST(policy, groups_of_groups_need_what_each_needs) {
  const Policy nested = policy(three() + "group ab any a b\ngroup all-of all ab c\nquorum all-of\n");
  EXPECT_FALSE(nested.met_by({key_name(1), key_name(2)}));
  EXPECT_TRUE(nested.met_by({key_name(2), key_name(3)}));
}

TEST(policy, a_quorum_of_none_needs_nobody_and_says_so) {
  const Policy none = policy("quorum none\n");
  EXPECT_FALSE(none.needs_witnesses());
  EXPECT_TRUE(none.met_by({}));
  EXPECT_TRUE(policy(three() + "quorum b\n").needs_witnesses());
}

TEST(policy, blanks_tabs_comments_and_empty_lines_say_nothing) {
  const Policy one = policy("# first\n\n \t \n\twitness  a\t" + vkey(1) + " \n  # quorum b\nquorum a\n");
  EXPECT_TRUE(one.met_by({key_name(1)}));
}

TEST(policy, whatever_is_not_one_is_refused_with_its_line) {
  const std::string log = log_signer().verifier().text();
  const std::pair<std::string, std::string> cases[] = {
      {"", "no quorum"},
      {three(), "no quorum"},
      {"quorum none", "line 1"},  // no newline
      {"quorum none\nquorum none\n", "line 2"},
      {"quorum\n", "line 1"},
      {"quorum a\n" + three(), "line 1"},
      {"policy none\n", "line 1"},
      {"quorum none\x01\n", "control"},
      {"quorum none\r\n", "control"},
      {"log " + log + "\nlog " + log + "\nquorum none\n", "line 2"},
      {"log " + vkey(1) + "\nquorum none\n", "line 1"},
      {"log " + log + " http://x y\nquorum none\n", "line 1"},
      {"witness a " + log + "\nquorum a\n", "line 1"},
      {"witness none " + vkey(1) + "\nquorum none\n", "line 1"},
      {"witness a " + vkey(1) + "\nwitness a " + vkey(2) + "\nquorum a\n", "line 2"},
      {"witness a " + vkey(1) + "\nwitness b " + vkey(1) + "\nquorum a\n", "line 2"},
      {three() + "group g 0 a b\nquorum g\n", "line 4"},
      {three() + "group g 3 a b\nquorum g\n", "line 4"},
      {three() + "group g 01 a b\nquorum g\n", "line 4"},
      {three() + "group g some a b\nquorum g\n", "line 4"},
      {three() + "group g any\nquorum g\n", "line 4"},
      {three() + "group g any a a\nquorum g\n", "line 4"},
      {three() + "group g any a d\nquorum g\n", "line 4"},
      {three() + "group g any a none\nquorum g\n", "line 4"},
      {three() + "group a any b\nquorum a\n", "line 4"},
      {three() + "group g any a\ngroup h any a\nquorum g\n", "line 5"},
  };
  for (const auto& [text, where] : cases) {
    const auto parsed = Policy::parse(text);
    ASSERT_FALSE(parsed) << text;
    EXPECT_NE(parsed.fault().text.find(where), std::string::npos) << text << ": " << parsed.fault().text;
  }
}

TEST(policy, another_witness_with_the_same_key_name_is_refused) {
  const auto other = crypto::NoteSigner::from_seed(key_name(1), seed_of(9), crypto::NoteAlgorithm::kEd25519Cosignature);
  EXPECT_FALSE(Policy::parse("witness a " + vkey(1) + "\nwitness b " + other->verifier().text() + "\nquorum a\n"));
}

const Instant kNow{1788253200000};

std::string cosigned(std::initializer_list<std::pair<std::uint8_t, Span>> by) {
  Note note = signed_note_of(checkpoint_of(stack_of(3)));
  for (const auto& [n, ahead] : by) cosign_note(note, witness_signer(n), kNow + ahead);
  return note.bytes();
}

TEST(policy, a_checkpoint_with_its_quorum_says_who_and_when) {
  const Policy two = policy(three() + "group g 2 a b c\nquorum g\n");
  const auto opened = open_witnessed(cosigned({{1, Span::seconds(-5)}, {3, Span{0}}}), log_signer().verifier(), two, kNow);
  ASSERT_TRUE(opened);
  EXPECT_TRUE(opened->quorum);
  EXPECT_EQ(opened->cosigned_by, (std::vector<std::string>{key_name(1), key_name(3)}));
  EXPECT_EQ(opened->cosigned_at, kNow);
  EXPECT_FALSE(open_witnessed(cosigned({{1, Span{0}}}), log_signer().verifier(), two, kNow)->quorum);
  EXPECT_FALSE(open_witnessed(cosigned({{1, Span{0}}, {1, Span{0}}, {7, Span{0}}}), log_signer().verifier(), two, kNow)->quorum);
}

TEST(policy, a_cosignature_dated_more_than_sixty_seconds_ahead_does_not_count) {
  const Policy one = policy(three() + "quorum a\n");
  EXPECT_TRUE(open_witnessed(cosigned({{1, Span::seconds(60)}}), log_signer().verifier(), one, kNow)->quorum);
  EXPECT_FALSE(open_witnessed(cosigned({{1, Span::seconds(61)}}), log_signer().verifier(), one, kNow)->quorum);
}

TEST(policy, a_known_cosignature_that_does_not_hold_rejects_the_note) {
  std::string note = cosigned({{1, Span{0}}, {2, Span{0}}});
  Note parsed = *Note::parse(note);
  parsed.signatures[2].signature[20] ^= 1;
  const Policy one = policy(three() + "quorum a\n");
  EXPECT_EQ(open_witnessed(parsed.bytes(), log_signer().verifier(), one, kNow).fault().kind, FaultKind::kUntrusted);
}

}  // namespace
}  // namespace cs::tlog
