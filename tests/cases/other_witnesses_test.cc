// Witnesses that others replace: what those before must have seen until a gate starts with those who follow, and for how long they are shown more.
#include <gtest/gtest.h>
#include <unistd.h>

#include <set>

#include "crypto/cms.h"
#include "gate/acts.h"
#include "gate/gate.h"
#include "ledger/verify.h"
#include "ledger/witness.h"
#include "request/make.h"
#include "tests/cases/people.h"
#include "tlog/witness.h"

namespace cs::cases {
namespace {

namespace fs = std::filesystem;

class OtherWitnesses : public testing::Test {
 protected:
  void SetUp() override {
    root_ = (fs::is_directory("/dev/shm") ? Path("/dev/shm") : fs::temp_directory_path()) / ("countersign-others-" + std::to_string(::getpid()));
    fs::remove_all(root_);
    ASSERT_TRUE(make_directories(root_));
    People& people = People::all();
    gate::HomePlan plan{.origin = "others.test.invalid/countersign/main", .register_name = "register", .log_seed = random_.digest(),
                        .gate_certificate_pem = people.gate().certificate.pem(), .gate_key_pem = people.gate().key.pem()};
    log_ = crypto::NoteSigner::from_seed(plan.origin, *plan.log_seed, crypto::NoteAlgorithm::kEd25519)->verifier().text();
    for (const char* name : {"w1", "w2", "w3"}) wake(name);
    plan.witness_policy = policy_of("w1");
    plan.witness_mode = ledger::WitnessMode::kLagging;
    const auto founded = gate::found_home({home()}, plan, {{people.signer("holder signatory").certificate}, {people.signer("requester signatory").certificate}}, clock_.now(), random_);
    ASSERT_TRUE(founded) << founded.fault().text;
    ASSERT_TRUE(gate::import_trust(*open(home()), {people.authority()}, {people.crl()}));
  }
  void TearDown() override { fs::remove_all(root_); }

  Path home() const { return root_ / "home"; }
  Path handover(std::uint64_t entry) const { return home() / "ledger" / ("handover-" + std::to_string(entry)); }

  // As its directory says what it has seen.
  void wake(const std::string& name) {
    witnesses_.erase(name);
    auto witness = tlog::Witness::open(root_ / name, *tlog::Policy::parse("log " + log_ + "\nquorum none\n"), name + ".test.invalid", random_.digest());
    ASSERT_TRUE(witness) << witness.fault().text;
    witnesses_.emplace(name, std::move(*witness));
  }
  std::string policy_of(const std::string& name) { return "witness " + name + " " + witnesses_.at(name).key().text() + " http://" + name + "/\nquorum " + name + "\n"; }

  std::unique_ptr<gate::Gate> open(const Path& home) {
    auto opened = gate::Gate::open({.paths = {home}, .clock = clock_, .random = random_, .test_clock = std::nullopt, .version = "test", .executable = {},
                                    .witnesses = [this](const std::string& method, const std::string& url, const std::string& body) -> Result<ledger::WitnessReply> {
                                      const std::string name = url.substr(7, 2), path = url.substr(10);
                                      if (silent_.contains(name)) return io_fault("nobody answers in 5 s");
                                      ++asked_[name];
                                      tlog::Witness& witness = witnesses_.at(name);
                                      const auto said = method == "POST" ? witness.add_checkpoint(body, clock_.now()) : witness.checkpoint(path.substr(0, path.find('/')));
                                      return ledger::WitnessReply{said.status, said.body};
                                    }});
    fault_ = opened ? "" : opened.fault().text;
    return opened ? std::move(*opened) : nullptr;
  }
  bool starts(const Path& home) {
    const auto gate = open(home);
    return gate != nullptr && gate->started();
  }

  static agreement::HeadMeant head(gate::Gate& gate) { return {gate.ledger().size(), gate.ledger().root_at(gate.ledger().size())}; }

  // The act's entry, or what is wrong.
  Result<EntryIndex> rotate(gate::Gate& gate, const std::string& policy, int mode, bool gone = false) {
    const auto entries = gate::submit_act(gate, signed_rotation(policy, mode, gone ? std::optional(head(gate)) : std::nullopt));
    return entries ? Result<EntryIndex>(entries->front()) : entries.fault();
  }

  gate::ActPackage signed_rotation(const std::string& policy, int mode, const std::optional<agreement::HeadMeant>& gone) {
    agreement::Act act;
    act.verb = agreement::Verb::kRotateKey;
    act.id = request::new_request_id(clock_.now(), random_).text();
    act.effective_at = clock_.now();
    act.ground = "a test";
    act.details = agreement::RotateKeyDetails{{log_}, policy, mode, gone};
    gate::ActPackage package{agreement::write_act(act), {}, {}};
    const auto sign = [&](const char* who) { return to_string(*crypto::sign_cms(as_bytes(package.act), People::all().signer(who).certificate, People::all().signer(who).key, clock_.now())); };
    package.cms.push_back(sign("holder signatory"));
    if (gone) package.cms.push_back(sign("requester signatory"));
    return package;
  }

  static bool is_rejected(const Result<std::vector<EntryIndex>>& entered) { return !entered && entered.fault().kind == FaultKind::kConflict; }

  Result<void> enter_one(gate::Gate& gate) {
    const ledger::RegisterEntry entry{{"register"}, ++generation_, random_.digest(), clock_.now()};
    CS_TRY(durable, gate.enter({.time = gate.now(), .entries = {entry}, .openings = {}, .answer = std::nullopt, .documents = {}}));
    (void)durable;
    return gate.show_witnesses();
  }

  std::string verified() {
    const auto key = gate::read_log_keys({home()});
    const auto report = ledger::verify_ledger(home() / "ledger", *key, {});
    return !report ? report.fault().text : report->fault ? report->fault->text : "holds";
  }

  Path root_;
  std::string log_;
  ManualClock clock_{Date::civil(2026, 9, 1).midnight()};
  crypto::SystemRandom random_;
  std::map<std::string, tlog::Witness> witnesses_;
  std::map<std::string, int> asked_;
  std::set<std::string> silent_;
  std::uint32_t generation_ = 0;
  std::string fault_;
};

TEST_F(OtherWitnesses, L9_count_once_a_quorum_of_those_before_has_seen_the_change) {
  auto gate = open(home());
  ASSERT_TRUE(gate && gate->started()) << fault_;
  silent_ = {"w1"};
  const auto entry = rotate(*gate, policy_of("w2"), 1);
  ASSERT_TRUE(entry) << entry.fault().text;
  EXPECT_FALSE(gate->started());
  const auto entered = enter_one(*gate);
  ASSERT_FALSE(entered);
  EXPECT_TRUE(entered.fault().text.starts_with("SVC-WITNESS")) << entered.fault().text;
  gate.reset();
  EXPECT_FALSE(starts(home()));
  EXPECT_EQ(asked_["w2"], 0) << "who does not count yet is not asked";
  EXPECT_FALSE(fs::exists(handover(entry->value)));

  silent_.clear();
  EXPECT_TRUE(starts(home()));
  EXPECT_TRUE(fs::exists(handover(entry->value)));
  EXPECT_EQ(verified(), "holds");
  silent_ = {"w1"};
  EXPECT_TRUE(starts(home())) << "that it was seen is kept";
}

TEST_F(OtherWitnesses, what_is_kept_of_those_before_is_judged_and_asked_for_again_where_it_does_not_hold) {
  const auto entry = rotate(*open(home()), policy_of("w2"), 1);
  ASSERT_TRUE(entry) << entry.fault().text;
  const std::string kept = *read_file(handover(entry->value), 100'000);
  silent_ = {"w1"};
  // Cut off, altered, without its cosignature, and another's that has its place.
  const std::string of_w2 = *read_file(home() / "ledger" / "cosigned", 100'000);
  std::string altered = kept;
  altered[altered.size() - 10] ^= 1;
  for (const std::string& bad : {kept.substr(0, 40), altered, kept.substr(0, kept.rfind("\xE2\x80\x94")), of_w2}) {
    ASSERT_TRUE(write_file(handover(entry->value), as_bytes(bad)));
    EXPECT_FALSE(starts(home()));
    EXPECT_TRUE(verified().find("handover-" + std::to_string(entry->value)) != std::string::npos) << verified();
  }
  silent_.clear();
  EXPECT_TRUE(starts(home()));
  EXPECT_EQ(verified(), "holds");
}

TEST_F(OtherWitnesses, L9_that_there_are_none_any_more_those_before_must_have_seen_too) {
  auto gate = open(home());
  silent_ = {"w1"};
  const auto left = [&] { return *ledger::left_unseen(gate->ledger(), home() / "ledger", clock_.now()); };
  EXPECT_EQ(left(), std::nullopt) << "it has witnesses";
  const auto entry = rotate(*gate, "quorum none\n", 0);
  ASSERT_TRUE(entry);
  EXPECT_EQ(left(), *entry) << "an export says so";
  EXPECT_FALSE(gate->started());
  EXPECT_FALSE(enter_one(*gate));
  gate.reset();
  EXPECT_FALSE(starts(home()));
  silent_.clear();
  EXPECT_TRUE(starts(home()));
  gate = open(home());
  EXPECT_EQ(left(), std::nullopt) << "seen";
  ASSERT_TRUE(write_file(handover(entry->value), as_bytes("")));
  EXPECT_EQ(left(), *entry) << "an empty file shows nothing";
}

TEST_F(OtherWitnesses, each_change_is_seen_by_those_before_it_in_turn) {
  auto gate = open(home());
  silent_ = {"w1", "w2"};
  ASSERT_TRUE(rotate(*gate, policy_of("w2"), 1));
  ASSERT_TRUE(rotate(*gate, policy_of("w3"), 1)) << "named while the first are still waited for";
  gate.reset();
  silent_ = {"w1"};
  EXPECT_FALSE(starts(home())) << "nobody vouches for w2 yet";
  EXPECT_EQ(asked_["w2"], 0);
  silent_ = {"w2"};
  EXPECT_FALSE(starts(home()));
  silent_ = {"w1"};
  EXPECT_TRUE(starts(home()));
}

TEST_F(OtherWitnesses, that_they_are_gone_is_heeded_at_once_and_ends_what_was_waited_for) {
  auto gate = open(home());
  silent_ = {"w1"};
  ASSERT_TRUE(rotate(*gate, policy_of("w2"), 1));
  EXPECT_FALSE(gate->started());
  const auto entry = rotate(*gate, policy_of("w2"), 1, true);
  ASSERT_TRUE(entry) << entry.fault().text;
  EXPECT_TRUE(gate->started());
  EXPECT_TRUE(enter_one(*gate));
  EXPECT_FALSE(fs::exists(handover(entry->value)));
  gate.reset();
  silent_.clear();
  asked_.clear();
  EXPECT_TRUE(starts(home()));
  EXPECT_EQ(asked_["w1"], 0);
  EXPECT_EQ(verified(), "holds");
}

// One signed act must not fit every copy: the holder could choose the copy, and the moment at which those before are silent.
TEST_F(OtherWitnesses, that_they_are_gone_is_said_of_one_head_and_of_no_older_copy) {
  auto gate = open(home());
  gate.reset();
  fs::copy(home(), root_ / "copy", fs::copy_options::recursive);
  gate = open(home());
  ASSERT_TRUE(gate && enter_one(*gate)) << fault_;
  const agreement::HeadMeant meant = head(*gate);
  const gate::ActPackage act = signed_rotation(policy_of("w2"), 1, meant);
  silent_ = {"w1"};
  auto copy = open(root_ / "copy");
  ASSERT_TRUE(copy) << fault_;
  EXPECT_TRUE(is_rejected(gate::submit_act(*copy, act)));
  EXPECT_FALSE(copy->started());
  copy.reset();
  EXPECT_TRUE(gate::submit_act(*gate, act)) << "the home that both parties mean takes it";
  EXPECT_TRUE(gate->started());
}

TEST_F(OtherWitnesses, that_they_are_gone_is_not_said_of_a_head_behind_which_more_was_entered) {
  auto gate = open(home());
  const agreement::HeadMeant before = head(*gate);
  ASSERT_TRUE(enter_one(*gate));
  silent_ = {"w1"};
  EXPECT_TRUE(is_rejected(gate::submit_act(*gate, signed_rotation(policy_of("w2"), 1, before))));
  agreement::HeadMeant wrong = head(*gate);
  wrong.root[0] ^= 1;
  EXPECT_TRUE(is_rejected(gate::submit_act(*gate, signed_rotation(policy_of("w2"), 1, wrong))));
  EXPECT_TRUE(is_rejected(gate::submit_act(*gate, signed_rotation(policy_of("w2"), 1, agreement::HeadMeant{1000, before.root}))));
  EXPECT_TRUE(gate::submit_act(*gate, signed_rotation(policy_of("w2"), 1, head(*gate))));
}

// Those who count know no more than the copy: they have come back from an older copy themselves, or there is nobody any more.
class CopyFromAfter : public OtherWitnesses, public testing::WithParamInterface<int> {};

TEST_P(CopyFromAfter, L9_is_found_by_those_before_for_thirty_days) {
  auto gate = open(home());
  const auto entry = GetParam() == 0 ? rotate(*gate, "quorum none\n", 0) : rotate(*gate, policy_of("w2"), GetParam());
  ASSERT_TRUE(entry) << entry.fault().text;
  ASSERT_TRUE(gate->started());
  gate.reset();
  fs::copy(home(), root_ / "copy", fs::copy_options::recursive);
  fs::copy(root_ / "w2", root_ / "w2-before", fs::copy_options::recursive);
  clock_.set(clock_.now() + Span::days(30) - Span::seconds(1));
  gate = open(home());
  ASSERT_TRUE(gate && enter_one(*gate)) << fault_;
  gate.reset();
  witnesses_.erase("w2");
  fs::remove_all(root_ / "w2");
  fs::rename(root_ / "w2-before", root_ / "w2");
  wake("w2");
  EXPECT_FALSE(starts(root_ / "copy"));
  EXPECT_TRUE(fault_.starts_with("ROLLBACK")) << fault_;
  clock_.set(clock_.now() + Span::seconds(1));
  fs::remove(root_ / "copy" / "ledger" / "contradiction");
  EXPECT_TRUE(starts(root_ / "copy")) << "after them those who count are asked alone: " << fault_;
}

INSTANTIATE_TEST_SUITE_P(none_lagging_strict, CopyFromAfter, testing::Values(0, 1, 2));

TEST_F(OtherWitnesses, the_key_alone_or_the_mode_alone_is_waited_for_by_nobody) {
  auto gate = open(home());
  silent_ = {"w1"};
  ASSERT_TRUE(rotate(*gate, policy_of("w1"), 2));
  EXPECT_TRUE(gate->started());
}

}  // namespace
}  // namespace cs::cases
