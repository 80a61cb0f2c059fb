// Many older copies of one home before a live witness: none of them starts, and none enters anything while no witness can be asked.
#include <gtest/gtest.h>
#include <unistd.h>

#include <iostream>

#include "gate/gate.h"
#include "tests/cases/people.h"
#include "tlog/witness.h"

namespace cs::cases {
namespace {

namespace fs = std::filesystem;

constexpr int kKept = 8;  // copies at a time: one to eight entries older than what the witness knows

class OlderCopies : public testing::Test {
 protected:
  void SetUp() override {
    root_ = (fs::is_directory("/dev/shm") ? Path("/dev/shm") : fs::temp_directory_path()) / ("countersign-older-" + std::to_string(::getpid()));
    fs::remove_all(root_);
    ASSERT_TRUE(make_directories(root_));
    People& people = People::all();
    gate::HomePlan plan{.origin = "older.test.invalid/countersign/main", .register_name = "register", .log_seed = random_.digest(),
                        .gate_certificate_pem = people.gate().certificate.pem(), .gate_key_pem = people.gate().key.pem()};
    const auto log = crypto::NoteSigner::from_seed(plan.origin, *plan.log_seed, crypto::NoteAlgorithm::kEd25519);
    const auto logs = tlog::Policy::parse("log " + log->verifier().text() + "\nquorum none\n");
    auto witness = tlog::Witness::open(root_ / "witness", *logs, "w1.test.invalid", random_.digest());
    ASSERT_TRUE(witness) << witness.fault().text;
    witness_.emplace(std::move(*witness));
    plan.witness_policy = "witness w1 " + witness_->key().text() + " http://w1/\nquorum w1\n";
    plan.witness_mode = ledger::WitnessMode::kLagging;
    const auto founded = gate::found_home({root_ / "home"}, plan, {{people.signer("holder signatory").certificate}, {people.signer("requester signatory").certificate}}, clock_.now(), random_);
    ASSERT_TRUE(founded) << founded.fault().text;
  }
  void TearDown() override { fs::remove_all(root_); }

  gate::GateParts parts(const Path& home) {
    return {.paths = {home}, .clock = clock_, .random = random_, .test_clock = std::nullopt, .version = "test", .executable = {}, .witnesses = [this](const std::string& method, const std::string& url, const std::string& body) -> Result<ledger::WitnessReply> {
              if (silent_) return io_fault("nobody answers in 5 s");
              const std::string path = url.substr(10);
              const auto said = method == "POST" ? witness_->add_checkpoint(body, clock_.now()) : witness_->checkpoint(path.substr(0, path.find('/')));
              return ledger::WitnessReply{said.status, said.body};
            }};
  }
  Result<std::unique_ptr<gate::Gate>> open(const Path& home) { return gate::Gate::open(parts(home)); }

  // An entry that is like the one before it and no other.
  Result<void> enter_one(gate::Gate& gate) {
    const ledger::RegisterEntry entry{{"register"}, ++generation_, random_.digest(), clock_.now()};
    CS_TRY(durable, gate.enter({.time = gate.now(), .entries = {entry}, .openings = {}, .answer = std::nullopt, .documents = {}}));
    (void)durable;
    return {};
  }

  Path copy_of(int n) const { return root_ / ("copy-" + std::to_string(n % kKept)); }
  void copy_home(int n) {
    fs::remove_all(copy_of(n));
    fs::copy(root_ / "home", copy_of(n), fs::copy_options::recursive);
  }

  Path root_;
  ManualClock clock_{Date::civil(2026, 9, 1).midnight()};
  crypto::SystemRandom random_;
  std::optional<tlog::Witness> witness_;
  bool silent_ = false;
  std::uint32_t generation_ = 0;
};

class ManyOlderCopies : public OlderCopies, public testing::WithParamInterface<int> {};

TEST_P(ManyOlderCopies, L9_none_before_a_live_witness_starts) {
  auto newest = open(root_ / "home");
  ASSERT_TRUE(newest) << newest.fault().text;
  int started = 0, tried = 0;
  const auto try_copy = [&](int n) {
    ++tried;
    const auto older = open(copy_of(n));
    started += older ? 1 : 0;
    EXPECT_EQ(older ? "ROLLBACK" : older.fault().text.substr(0, 8), "ROLLBACK");
  };
  for (int n = 0; n < GetParam(); ++n) {
    if (n >= kKept) try_copy(n);  // of eight entries ago; it is overwritten now
    copy_home(n);
    ASSERT_TRUE(enter_one(**newest));
    ASSERT_TRUE((*newest)->show_witnesses());
    if (n % 3 == 0) try_copy(n);  // of just now
    if (n % 3 == 0) fs::remove(copy_of(n) / "ledger" / "contradiction");
  }
  EXPECT_EQ(started, 0) << "of " << tried;
  EXPECT_GE(tried, GetParam());
  std::cout << started << " of " << tried << " older copies started\n";
}

INSTANTIATE_TEST_SUITE_P(some, ManyOlderCopies, testing::Values(200));
INSTANTIATE_TEST_SUITE_P(DISABLED_full, ManyOlderCopies, testing::Values(1000));  // ten seconds of CPU

TEST_F(OlderCopies, L9_one_that_can_ask_nobody_enters_nothing_and_a_later_answer_shuts_it) {
  copy_home(0);
  {
    auto newest = open(root_ / "home");
    ASSERT_TRUE(newest) << newest.fault().text;
    ASSERT_TRUE(enter_one(**newest));
  }  // its exit shows what it entered
  silent_ = true;
  auto older = open(copy_of(0));
  ASSERT_TRUE(older) << older.fault().text;
  const std::uint64_t size = (*older)->ledger().size();
  EXPECT_FALSE((*older)->started());
  const auto entered = enter_one(**older);
  ASSERT_FALSE(entered);
  EXPECT_TRUE(entered.fault().text.starts_with("SVC-WITNESS")) << entered.fault().text;
  EXPECT_EQ((*older)->ledger().size(), size);
  EXPECT_TRUE((*older)->ledger().prove({0}));
  silent_ = false;
  const auto shown = (*older)->show_witnesses();
  ASSERT_FALSE(shown);
  EXPECT_TRUE(shown.fault().text.starts_with("ROLLBACK")) << shown.fault().text;
  EXPECT_FALSE(enter_one(**older));
}

TEST_F(OlderCopies, an_exit_in_order_shows_what_was_entered_so_that_no_copy_of_before_starts) {
  { ASSERT_TRUE(open(root_ / "home")); }
  copy_home(0);
  {
    auto newest = open(root_ / "home");
    ASSERT_TRUE(enter_one(**newest));
  }
  EXPECT_FALSE(open(copy_of(0)));
  EXPECT_TRUE(open(root_ / "home"));
}

// Who claims more and shows nothing signed is believed as far as waiting goes.
TEST_F(OlderCopies, a_witness_that_claims_more_and_shows_nothing_keeps_the_gate_from_starting) {
  gate::GateParts lied_to = parts(root_ / "home");
  for (const auto& [post, status] : {std::pair{ledger::WitnessReply{409, "999\n"}, 404}, {ledger::WitnessReply{409, "1\n"}, 404}}) {
    lied_to.witnesses = [post = post, status = status](const std::string& method, const std::string&, const std::string&) -> Result<ledger::WitnessReply> {
      return method == "POST" ? post : ledger::WitnessReply{status, ""};
    };
    auto gate = gate::Gate::open(lied_to);
    ASSERT_TRUE(gate) << gate.fault().text;
    EXPECT_FALSE((*gate)->started());
    EXPECT_FALSE(enter_one(**gate));
  }
  EXPECT_TRUE((*open(root_ / "home"))->started());
}

}  // namespace
}  // namespace cs::cases
