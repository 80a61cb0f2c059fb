#include "agreement/judge.h"

#include <gtest/gtest.h>

#include "agreement/acts_test.h"

namespace cs::agreement {
namespace {

using namespace world;

const std::string kNow = "2026-09-01T12:00:00Z";

// Everybody there is: two signatories of each party, two officials in office, two people of stop.holder, one whose office has ended, one
// designated by one party only, a stranger.
const char* const kPeople[] = {"H1", "H2", "R1", "R2", "D", "P", "C", "O", "E", "half", "stranger"};
constexpr std::size_t kPersonCount = std::size(kPeople);

World everybody() {
  World w;
  w.in_force();
  w.designate_both("2026-06-01T00:00:00Z", "chief", "E");
  w.add("2026-08-01T00:00:00Z", DesignationEnded{"chief", pinned("E"), ts("2026-08-01T00:00:00Z"), EndReason::kDismissed});
  w.designate("2026-08-01T00:00:00Z", Party::kHolder, "chief", "half", "2026-09-01T00:00:00Z");
  return w;
}

struct Count {
  int holder_signatories = 0, requester_signatories = 0, officials = 0, stop_holder = 0, others = 0, all = 0;
};

Count count(unsigned subset) {
  Count c;
  for (std::size_t i = 0; i < kPersonCount; ++i) {
    if ((subset & 1u << i) == 0) continue;
    ++c.all;
    if (i < 2) ++c.holder_signatories;
    else if (i < 4) ++c.requester_signatories;
    else if (i < 6) ++c.officials;
    else if (i < 8) ++c.stop_holder;
    else ++c.others;
  }
  return c;
}

// The table of acts in the rules, read aloud: D and P are officials and hold the requester's stop offices, C and O the holder's.
bool table_allows(Verb verb, const Count& c, bool director_signed) {
  const int signatories = c.holder_signatories + c.requester_signatories;
  const bool only_signatories = signatories == c.all;
  switch (verb) {
    case Verb::kSignatory:
    case Verb::kShred:
    case Verb::kExpunge:
    case Verb::kRecover: return only_signatories && c.holder_signatories >= 1 && c.requester_signatories >= 1;
    case Verb::kSign:
    case Verb::kDesignate:
    case Verb::kTerminate: return only_signatories && signatories >= 1;
    case Verb::kPublish:
    case Verb::kSafeguard:
    case Verb::kCanary:
    case Verb::kRotateKey: return c.holder_signatories == c.all && c.all >= 1;
    case Verb::kUndesignate: return c.all >= 1 && signatories + (director_signed ? 1 : 0) == c.all;
    case Verb::kEnroll:
    case Verb::kUnenroll:
    case Verb::kDispose:
    case Verb::kFollowup: return c.officials == c.all && c.all >= 1;
    case Verb::kStop: return c.officials + c.stop_holder == c.all && c.all >= 1;
    case Verb::kRestrain:
    case Verb::kCountersign:
    case Verb::kRecall:
    case Verb::kIncident: return c.stop_holder == c.all && c.all >= 1;
    case Verb::kLift:
    case Verb::kClear:
    case Verb::kProtect:
    case Verb::kUnprotect:
    case Verb::kCorrect:
    case Verb::kHold: return c.stop_holder == c.all && c.stop_holder >= 2;
    case Verb::kResume: return c.officials + c.stop_holder == c.all && c.stop_holder >= 2 && c.officials >= 1;
  }
  return false;
}

class Judged {
 public:
  Judged() : w_(everybody()) {
    restraint_ =
        w_.add("2026-08-15T00:00:00Z", Restrained{RestraintScope::kDisclose, true, ts("2026-08-15T00:00:00Z"), std::nullopt, {}, {}});
    std::string toml =
        replaced(terms_text(), "version = 1\nprevious = \"\"", "version = 2\nprevious = \"" + digest_text(w_.terms->digest) + "\"");
    second_ = terms_of(toml);
  }
  Act act(Verb verb) const {
    Act act = sample(verb);
    if (verb == Verb::kSign) act.details = SignDetails{2, second_->digest};
    if (verb == Verb::kLift) act.details = LiftDetails{restraint_};
    if (verb == Verb::kResume) act.details = ResumeDetails{};
    return act;
  }
  Result<ActJudgment> judge(const Act& act, const std::vector<std::string>& names) const {
    std::vector<Pinned> signers;
    for (const std::string& name : names) signers.push_back(pinned(name));
    return judge_act(act, signers, {w_.timeline, act.verb == Verb::kSign ? second_ : nullptr, ts(kNow)});
  }
  World& world() { return w_; }
  EntryIndex restraint() const { return restraint_; }

 private:
  World w_;
  EntryIndex restraint_;
  std::shared_ptr<const Terms> second_;
};

TEST(judge, every_act_takes_exactly_the_signers_of_the_table) {
  const Judged judged;
  std::size_t allowed = 0;
  for (const ActRule& rule : act_rules()) {
    const Act act = judged.act(rule.verb);
    for (unsigned subset = 1; subset < 1u << kPersonCount; ++subset) {
      const Count c = count(subset);
      if (c.all > 4) continue;
      std::vector<std::string> names;
      for (std::size_t i = 0; i < kPersonCount; ++i)
        if (subset & 1u << i) names.emplace_back(kPeople[i]);
      const bool wanted = table_allows(rule.verb, c, (subset & 1u << 4) != 0);
      const Result<ActJudgment> got = judged.judge(act, names);
      ASSERT_EQ(got.ok(), wanted) << rule.name << " by subset " << subset << ": " << (got.ok() ? "allowed" : got.fault().text);
      if (!wanted) {
        ASSERT_EQ(got.fault().kind, FaultKind::kUntrusted) << rule.name << ": " << got.fault().text;
      }
      allowed += wanted;
    }
  }
  EXPECT_GT(allowed, kVerbCount);
}

// Who says that nobody can be asked any more whether this home is the newest says it for both parties.
TEST(judge, witnesses_are_given_up_by_a_signatory_of_each_party) {
  const Judged judged;
  Act act = judged.act(Verb::kRotateKey);
  std::get<RotateKeyDetails>(act.details).gone = HeadMeant{};
  EXPECT_TRUE(judged.judge(act, {"H1", "R1"}).ok());
  EXPECT_TRUE(judged.judge(act, {"R2", "H2", "H1"}).ok());
  for (const std::vector<std::string>& names : {std::vector<std::string>{"H1"}, {"H1", "H2"}, {"R1"}, {"H1", "D"}, {"H1", "R1", "D"}, {"stranger"}})
    EXPECT_EQ(judged.judge(act, names).fault().kind, FaultKind::kUntrusted);
}

TEST(judge, one_person_signing_twice_is_one) {
  const Judged judged;
  EXPECT_FALSE(judged.judge(judged.act(Verb::kLift), {"C", "C"}).ok());
  EXPECT_TRUE(judged.judge(judged.act(Verb::kLift), {"C", "O", "C"}).ok());
  EXPECT_FALSE(judged.judge(judged.act(Verb::kResume), {"C", "C", "D"}).ok());
}

TEST(judge, nobody_is_no_signer_of_any_act) {
  const Judged judged;
  for (const ActRule& rule : act_rules()) EXPECT_FALSE(judged.judge(judged.act(rule.verb), {}).ok()) << rule.name;
}

TEST(judge, says_for_whom_a_document_counts) {
  const Judged judged;
  const ActJudgment holder = judged.judge(judged.act(Verb::kSign), {"H1"}).value();
  EXPECT_TRUE(holder.by_holder && !holder.by_requester);
  const ActJudgment requester = judged.judge(judged.act(Verb::kSign), {"R2"}).value();
  EXPECT_TRUE(!requester.by_holder && requester.by_requester);
  const ActJudgment both = judged.judge(judged.act(Verb::kSign), {"H2", "R1"}).value();
  EXPECT_TRUE(both.by_holder && both.by_requester);
  const ActJudgment stop = judged.judge(judged.act(Verb::kStop), {"P"}).value();
  EXPECT_TRUE(!stop.by_holder && stop.by_requester && stop.stop_designation.has_value());
  const ActJudgment leaves = judged.judge(judged.act(Verb::kUndesignate), {"D"}).value();
  EXPECT_EQ(leaves.ends, pinned("D"));
}

TEST(judge, one_who_would_bind_both_parties_binds_neither) {
  Judged judged;
  judged.world().add("2026-08-20T00:00:00Z", SignatoryChanged{Party::kRequester, pinned("H1"), true});
  EXPECT_FALSE(judged.judge(judged.act(Verb::kSign), {"H1"}).ok());
  EXPECT_FALSE(judged.judge(judged.act(Verb::kSignatory), {"H1"}).ok());
  Act both = sample(Verb::kSignatory);
  both.details = SignatoryDetails{Party::kRequester, certificate("H2"), true};
  EXPECT_FALSE(judged.judge(both, {"H1", "R1"}).ok()) << "pinned for the other party";
}

TEST(judge, a_stop_from_a_session_needs_a_stop_office_and_no_signature) {
  const World w = everybody();
  const Result<ActJudgment> requester = judge_session_stop(World::client("P"), w.timeline, ts(kNow));
  ASSERT_TRUE(requester.ok());
  EXPECT_TRUE(requester->by_requester && !requester->by_holder && requester->stop_designation.has_value());
  EXPECT_TRUE(judge_session_stop(World::client("C"), w.timeline, ts(kNow))->by_holder);
  for (const char* name : {"E", "half", "stranger", "H1"})
    EXPECT_FALSE(judge_session_stop(World::client(name), w.timeline, ts(kNow)).ok()) << name;
}

Act designate(const std::string& office, const std::string& name, const std::string& from = kNow,
              std::optional<std::string> until = std::nullopt) {
  Act act = sample(Verb::kDesignate);
  act.effective_at = ts(from);
  DesignateDetails details{office, certificate(name), std::nullopt, "letter", std::nullopt};
  if (until) details.until = ts(*until);
  act.details = details;
  return act;
}

TEST(judge, one_office_never_has_two_officials) {
  Judged judged;
  EXPECT_FALSE(judged.judge(designate("director", "N"), {"R1"}).ok()) << "D holds it";
  EXPECT_FALSE(judged.judge(designate("director", "N", "2027-06-01T00:00:00Z"), {"R1"}).ok()) << "D's designation has no end";
  EXPECT_TRUE(judged.judge(designate("chief", "N"), {"R1"}).ok()) << "E's has ended, half's has run out";
  judged.world().designate("2026-09-01T11:00:00Z", Party::kRequester, "chief", "N", "2026-12-01T00:00:00Z");
  EXPECT_TRUE(judged.judge(designate("chief", "N"), {"H1"}).ok()) << "the other party's half";
  EXPECT_FALSE(judged.judge(designate("chief", "N"), {"R2"}).ok()) << "the same party twice";
  EXPECT_FALSE(judged.judge(designate("chief", "N"), {"H1", "R1"}).ok());
  EXPECT_FALSE(judged.judge(designate("chief", "M", kNow, "2026-12-01T00:00:00Z"), {"H1"}).ok())
      << "another person for a half-filled office";
  EXPECT_FALSE(judged.judge(designate("chief", "M", "2026-11-30T23:59:59Z"), {"H1"}).ok()) << "a second too early";
  EXPECT_TRUE(judged.judge(designate("chief", "M", "2026-12-01T00:00:00Z"), {"H1"}).ok()) << "a successor from the end on";
}

TEST(judge, a_designation_names_an_office_of_the_agreement_and_a_term_within_its_limit) {
  const Judged judged;
  EXPECT_EQ(judged.judge(designate("under-secretary", "N"), {"H1", "R1"}).fault().kind, FaultKind::kConflict);
  EXPECT_TRUE(judged.judge(designate("chief", "N", kNow, "2028-08-31T12:00:00Z"), {"H1"}).ok()) << "730 days";
  EXPECT_FALSE(judged.judge(designate("chief", "N", kNow, "2028-08-31T12:00:01Z"), {"H1"}).ok());
  EXPECT_FALSE(judged.judge(designate("chief", "N", kNow, kNow), {"H1"}).ok());
  EXPECT_TRUE(judged.judge(designate("records-counsel", "N"), {"H1"}).ok()) << "a stop office, by its own party";
  EXPECT_FALSE(judged.judge(designate("records-counsel", "N"), {"R1"}).ok());
  EXPECT_FALSE(judged.judge(designate("records-counsel", "N"), {"H1", "R1"}).ok());
  Act client = designate("chief", "N");
  auto details = client.as<DesignateDetails>();
  details.client = digest_of(1);
  client.details = details;
  EXPECT_FALSE(judged.judge(client, {"H1"}).ok()) << "chief may not stop";
}

TEST(judge, an_empty_office_cannot_be_left) {
  const Judged judged;
  Act act = sample(Verb::kUndesignate);
  act.details = UndesignateDetails{"chief", EndReason::kResigned};
  EXPECT_EQ(judged.judge(act, {"H1"}).fault().kind, FaultKind::kConflict);
}

TEST(judge, a_restraint_is_lifted_once_and_only_if_it_is_one) {
  Judged judged;
  Act act = judged.act(Verb::kLift);
  EXPECT_TRUE(judged.judge(act, {"C", "O"}).ok());
  act.details = LiftDetails{EntryIndex{100}};
  EXPECT_FALSE(judged.judge(act, {"C", "O"}).ok()) << "a signatory's entry";
  act.details = LiftDetails{EntryIndex{9999}};
  EXPECT_FALSE(judged.judge(act, {"C", "O"}).ok());
  judged.world().add("2026-08-20T00:00:00Z", Lifted{judged.restraint()});
  EXPECT_FALSE(judged.judge(judged.act(Verb::kLift), {"C", "O"}).ok());
}

TEST(judge, a_resume_names_what_suspends_and_is_lifted) {
  Judged judged;
  const EntryIndex stop = judged.world().add("2026-08-16T00:00:00Z", Stopped{StopBy::kHolder, StopCause::kPerson});
  const std::vector<std::string> quorum = {"C", "O", "D"};
  Act act = sample(Verb::kResume);
  act.details = ResumeDetails{{stop}, {}};
  EXPECT_TRUE(judged.judge(act, quorum).ok());
  act.details = ResumeDetails{{judged.restraint(), stop}, {}};
  EXPECT_FALSE(judged.judge(act, quorum).ok()) << "the restraint is not lifted";
  judged.world().add("2026-08-20T00:00:00Z", Lifted{judged.restraint()});
  EXPECT_TRUE(judged.judge(act, quorum).ok());
  EXPECT_FALSE(judged.judge(act, {"C", "O"}).ok()) << "by the holder alone";
  EXPECT_FALSE(judged.judge(act, {"D", "P"}).ok()) << "by the requester alone";
  judged.world().add("2026-08-21T00:00:00Z", Resumed{{stop}});
  EXPECT_FALSE(judged.judge(act, quorum).ok()) << "that stop is over";
  act.details = ResumeDetails{{EntryIndex{100}}, {}};
  EXPECT_FALSE(judged.judge(act, quorum).ok()) << "an entry that stops nothing";
}

TEST(judge, clears_a_self_check_once_and_no_other_stop) {
  Judged judged;
  const EntryIndex person = judged.world().add("2026-08-16T00:00:00Z", Stopped{StopBy::kHolder, StopCause::kPerson});
  const EntryIndex check = judged.world().add("2026-08-16T00:00:00Z", Stopped{StopBy::kGate, StopCause::kSelfcheck});
  Act act = sample(Verb::kClear);
  act.details = ClearDetails{person};
  EXPECT_FALSE(judged.judge(act, {"C", "O"}).ok());
  act.details = ClearDetails{check};
  EXPECT_TRUE(judged.judge(act, {"C", "O"}).ok());
  judged.world().add("2026-08-17T00:00:00Z", Cleared{check});
  EXPECT_FALSE(judged.judge(act, {"C", "O"}).ok());
}

TEST(judge, signs_only_terms_that_are_here_and_follow_the_version_before) {
  World w;
  w.signatories();
  const auto judge = [&](const std::shared_ptr<const Terms>& terms, std::int64_t version, const Digest& digest, const std::string& name) {
    Act act = sample(Verb::kSign);
    act.details = SignDetails{version, digest};
    const Pinned signer[] = {pinned(name)};
    return judge_act(act, signer, {w.timeline, terms, ts(kNow)}).ok();
  };
  EXPECT_TRUE(judge(w.terms, 1, w.terms->digest, "H1"));
  EXPECT_FALSE(judge(nullptr, 1, w.terms->digest, "H1"));
  EXPECT_FALSE(judge(w.terms, 2, w.terms->digest, "H1"));
  EXPECT_FALSE(judge(w.terms, 1, digest_of(1), "H1"));
  const auto second =
      terms_of(replaced(terms_text(), "version = 1\nprevious = \"\"", "version = 2\nprevious = \"" + digest_text(w.terms->digest) + "\""));
  EXPECT_FALSE(judge(second, 2, second->digest, "H1")) << "version 1 comes first";
  w.add("2026-08-01T00:00:00Z", Signed{Party::kHolder, w.terms});
  EXPECT_FALSE(judge(w.terms, 1, w.terms->digest, "H2")) << "the holder has signed it";
  EXPECT_TRUE(judge(w.terms, 1, w.terms->digest, "R1"));
  EXPECT_FALSE(judge(second, 2, second->digest, "R1")) << "version 1 is signed by one only";
  w.add("2026-08-01T00:00:00Z", Signed{Party::kRequester, w.terms});
  EXPECT_TRUE(judge(second, 2, second->digest, "R1"));
  const auto other = terms_of(replaced(terms_text(), "quorum = 1", "quorum = 2"));
  EXPECT_FALSE(judge(other, 1, other->digest, "R1")) << "a second version 1";
  w.add("2026-08-02T00:00:00Z", Terminated{ts("2026-08-02T00:00:00Z")});
  EXPECT_FALSE(judge(second, 2, second->digest, "R1")) << "ended, for good";
}

TEST(judge, keeps_the_last_signatory_of_a_party) {
  Judged judged;
  Act act = sample(Verb::kSignatory);
  act.details = SignatoryDetails{Party::kHolder, certificate("H2"), false};
  EXPECT_TRUE(judged.judge(act, {"H1", "R1"}).ok());
  judged.world().add("2026-08-20T00:00:00Z", SignatoryChanged{Party::kHolder, pinned("H2"), false});
  EXPECT_FALSE(judged.judge(act, {"H1", "R1"}).ok()) << "not pinned any more";
  act.details = SignatoryDetails{Party::kHolder, certificate("H1"), false};
  EXPECT_FALSE(judged.judge(act, {"H1", "R1"}).ok()) << "the last one";
  act.details = SignatoryDetails{Party::kHolder, certificate("N"), true};
  EXPECT_TRUE(judged.judge(act, {"H1", "R1"}).ok());
}

TEST(judge, an_act_for_another_agreement_is_none_here) {
  const Judged judged;
  Act act = judged.act(Verb::kStop);
  act.agreement = AgreementId::parse("benefit-address").value();
  EXPECT_EQ(judged.judge(act, {"C"}).fault().kind, FaultKind::kConflict);
}

TEST(judge, before_both_have_signed_a_draft_names_the_offices) {
  World w;
  w.signatories();
  const Pinned signer[] = {pinned("R1")};
  EXPECT_FALSE(judge_act(designate("director", "D"), signer, {w.timeline, nullptr, ts(kNow)}).ok());
  EXPECT_TRUE(judge_act(designate("director", "D"), signer, {w.timeline, w.terms, ts(kNow)}).ok());
  const Pinned counsel[] = {pinned("C")};
  EXPECT_FALSE(judge_act(sample(Verb::kRestrain), counsel, {w.timeline, w.terms, ts(kNow)}).ok()) << "nobody is in an office of a draft";
}

}  // namespace
}  // namespace cs::agreement
