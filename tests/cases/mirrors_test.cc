// The holder's copies of issuers' logs: each issuer's own, and mended when one is lost.
#include <gtest/gtest.h>
#include <unistd.h>

#include "crypto/cms.h"
#include "gate/acts.h"
#include "gate/gate.h"
#include "orders/issuer.h"
#include "tests/cases/people.h"
#include "tests/cases/terms_text.h"

namespace cs::cases {
namespace {

class Mirrors : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::remove_all(directory_);
    ASSERT_TRUE(make_directories(directory_));
    People& people = People::all();
    const gate::HomePlan plan{.origin = "mirrors.test.invalid/countersign/test", .register_name = "register", .log_seed = random_.digest(),
                              .gate_certificate_pem = people.gate().certificate.pem(), .gate_key_pem = people.gate().key.pem()};
    ASSERT_TRUE(gate::found_home({directory_ / "home"}, plan,
                                 {{people.signer("holder signatory").certificate}, {people.signer("requester signatory").certificate}},
                                 clock_.now(), random_));
    open();
    ASSERT_TRUE(gate::import_trust(*gate_, {people.authority()}, {people.crl()}));
  }
  void TearDown() override {
    gate_.reset();
    std::filesystem::remove_all(directory_);
  }

  void open() {
    gate_.reset();
    auto gate = gate::Gate::open({.paths = {directory_ / "home"}, .clock = clock_, .random = random_, .test_clock = clock_.now(), .version = "test", .executable = {}});
    ASSERT_TRUE(gate) << gate.fault().text;
    gate_ = std::move(*gate);
  }

  // An issuer of its own that this agreement calls court-a, with so many orders.
  std::unique_ptr<orders::Issuer> agree(const std::string& id, const std::string& origin, int orders) {
    People& people = People::all();
    auto made = orders::Issuer::create(directory_ / id, {"court-a", "Court A", origin}, random_);
    EXPECT_TRUE(made) << made.fault().text;
    auto issuer = std::make_unique<orders::Issuer>(std::move(*made));
    for (int i = 0; i < orders; ++i)
      EXPECT_TRUE(issuer->enter({"D-" + std::to_string(i), "removal", Date::of(clock_.now()), {{{"First"}, {"Family"}, ""}}, std::nullopt, std::nullopt, std::nullopt},
                                clock_.now(), random_));
    EXPECT_TRUE(issuer->save());
    EXPECT_TRUE(issuer->publish(clock_.now()));
    TermsFacts facts;
    facts.id = id;
    facts.from = "2026-07-01T00:00:00Z";
    facts.to = "2027-12-31T00:00:00Z";
    facts.anchor = digest_text(people.authority().fingerprint());
    facts.recipient = digest_text(people.recipient().certificate.fingerprint());
    facts.clients = {digest_text(people.client("director").certificate.spki())};
    facts.issuer_origin = origin;
    facts.issuer_vkey = issuer->vkey();
    facts.issuer_policy = issuer->policy();
    const std::string toml = terms_text(facts);
    for (const char* party : {"holder signatory", "requester signatory"}) {
      const Person& signatory = people.signer(party);
      const auto cms = crypto::sign_cms(as_bytes(toml), signatory.certificate, signatory.key, clock_.now());
      EXPECT_TRUE(cms);
      const auto entered = gate::sign_agreement(*gate_, toml, as_text(*cms), {people.recipient().certificate});
      EXPECT_TRUE(entered) << entered.fault().text;
    }
    return issuer;
  }

  agreement::Issuer issuer_of(const std::string& id) {
    for (const agreement::Event& event : gate_->state().timeline(id)->events())
      if (const auto* sign = std::get_if<agreement::Signed>(&event.what)) return *sign->terms->issuer("court-a");
    return {};
  }

  std::uint64_t mirrored_size(const agreement::Issuer& issuer) {
    const auto mirror = gate_->mirror(issuer);
    EXPECT_TRUE(mirror) << mirror.fault().text;
    return mirror && *mirror != nullptr ? (*mirror)->head()->size : 0;
  }

  Path directory_ = std::filesystem::temp_directory_path() / ("countersign-mirrors-" + std::to_string(::getpid()));
  ManualClock clock_{Date::civil(2026, 1, 2).midnight()};
  crypto::SeededRandom random_{7};
  std::unique_ptr<gate::Gate> gate_;
};

TEST_F(Mirrors, of_issuers_that_two_agreements_call_by_one_key_are_two) {
  const auto first = agree("first-orders", "court-1.test.invalid/orders", 2);
  const auto second = agree("second-orders", "court-2.test.invalid/orders", 5);
  for (const auto* issuer : {first.get(), second.get()}) {
    const auto outcome = gate::mirror_orders(*gate_, "court-a", issuer->log_directory());
    ASSERT_TRUE(outcome) << outcome.fault().text;
    EXPECT_EQ(outcome->taken, orders::Taken::kMoved);
  }
  const auto one = issuer_of("first-orders"), other = issuer_of("second-orders");
  EXPECT_NE(gate_->mirror_directory(one), gate_->mirror_directory(other));
  const std::uint64_t sizes[] = {mirrored_size(one), mirrored_size(other)};
  EXPECT_EQ(sizes[0], first->leaves().size());
  EXPECT_EQ(sizes[1], second->leaves().size());
  EXPECT_NE(sizes[0], sizes[1]);
  open();  // and from the disk
  EXPECT_EQ(mirrored_size(one), sizes[0]);
  EXPECT_EQ(mirrored_size(other), sizes[1]);
}

TEST_F(Mirrors, copy_that_was_lost_is_there_again_with_the_same_head_and_no_entry) {
  const auto court = agree("first-orders", "court-1.test.invalid/orders", 3);
  ASSERT_TRUE(gate::mirror_orders(*gate_, "court-a", court->log_directory()));
  const auto issuer = issuer_of("first-orders");
  const std::uint64_t size = mirrored_size(issuer);
  const EntryIndex head = gate_->state().orders_head(issuer.origin)->entry;
  std::filesystem::remove_all(gate_->mirror_directory(issuer));
  open();
  EXPECT_FALSE(gate_->mirror(issuer)) << "a lost copy was not missed";
  const std::uint64_t entries = gate_->ledger().size();
  const auto again = gate::mirror_orders(*gate_, "court-a", court->log_directory());
  ASSERT_TRUE(again) << again.fault().text;
  EXPECT_EQ(gate_->ledger().size(), entries);
  EXPECT_EQ(gate_->state().orders_head(issuer.origin)->entry, head);
  EXPECT_EQ(mirrored_size(issuer), size);
}

}  // namespace
}  // namespace cs::cases
