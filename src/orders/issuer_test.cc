#include "orders/issuer.h"

#include <gtest/gtest.h>

#include <fstream>

#include "orders/log_test.h"

namespace cs::orders {
namespace {

using namespace published;

const IssuerNames kNames = {"court-a", "Court A", "court-a.test.invalid/orders"};

EnteredFacts facts(const std::string& docket) {
  EnteredFacts out;
  out.docket = docket;
  out.type = "order-type-a";
  out.entered_on = Date::parse("2025-11-20").value();
  out.names = {{{"LOPEZ", "GARCIA"}, {"MARIA"}, ""}};
  return out;
}

Instant now(const char* text = "2026-09-01T00:00:00Z") { return ts(text); }

Mirror mirror_of(const Issuer& issuer) {
  return Mirror(IssuerIdentity::make("court-a", issuer.names().origin, issuer.vkey(), issuer.policy()).value());
}

TEST(issuer, writes_a_register_that_the_mirror_takes) {
  const Folder folder;
  crypto::SeededRandom random(1);
  Issuer issuer = Issuer::create(folder.path() / "home", kNames, random).value();
  const Opening one = issuer.enter(facts("D-1"), now(), random).value();
  const Opening two = issuer.enter(facts("D-2"), now(), random).value();
  ASSERT_TRUE(issuer.make_final(one.order, Date::parse("2026-02-10").value(), now()).ok());
  const std::uint64_t bar = issuer.bar(one.order, now(), "appeal", now(), random).value();
  ASSERT_TRUE(issuer.publish(now()).ok());
  Mirror mirror = mirror_of(issuer);
  ASSERT_EQ(mirror.refresh(issuer.log_directory())->taken, Taken::kMoved);
  EXPECT_EQ(mirror.order(one.order, now()).status, Status::kBarred);
  EXPECT_EQ(mirror.order(two.order, now()).status, Status::kNotFinal);
  EXPECT_TRUE(mirror.is_latest_commitment(one.order, commitment(one)));
  EXPECT_FALSE(mirror.is_latest_commitment(one.order, commitment(two)));
  ASSERT_TRUE(issuer.lift(one.order, bar, now(), "appeal withdrawn", now(), random).ok());
  const Opening corrected = issuer.correct(one.order, facts("D-1"), now(), random).value();
  ASSERT_TRUE(issuer.publish(now("2026-09-02T00:00:00Z")).ok());
  ASSERT_EQ(mirror.refresh(issuer.log_directory())->taken, Taken::kMoved);
  EXPECT_EQ(mirror.order(one.order, now()).status, Status::kFinal);
  EXPECT_FALSE(mirror.is_latest_commitment(one.order, commitment(one)));
  EXPECT_TRUE(mirror.is_latest_commitment(one.order, commitment(corrected)));
  EXPECT_EQ(corrected.final_on, Date::parse("2026-02-10").value());
  EXPECT_EQ(verify_published(issuer.log_directory(), kNames.origin, crypto::NoteVerifier::parse(issuer.vkey()).value()).value(), 6u);
}

TEST(issuer, goes_on_after_it_was_closed) {
  const Folder folder;
  crypto::SeededRandom random(1);
  OrderNumber order;
  {
    Issuer issuer = Issuer::create(folder.path(), kNames, random).value();
    order = issuer.enter(facts("D-1"), now(), random)->order;
    ASSERT_TRUE(issuer.bar(order, now(), "stay", now(), random).ok());
    ASSERT_TRUE(issuer.publish(now()).ok());
    ASSERT_TRUE(issuer.enter(facts("D-2"), now(), random).ok());  // never saved
  }
  Issuer issuer = Issuer::open(folder.path()).value();
  EXPECT_EQ(issuer.size(), 2u);
  EXPECT_EQ(issuer.find("D-2"), nullptr);
  ASSERT_NE(issuer.find("D-1"), nullptr);
  EXPECT_EQ(issuer.find("D-1")->order, order);
  EXPECT_EQ(issuer.causes().at(0).text, "stay");
  EXPECT_EQ(issuer.open_bars(order, now()), std::vector<std::uint64_t>{1});
  ASSERT_TRUE(issuer.lift(order, 1, now(), "ended", now(), random).ok());
  ASSERT_TRUE(issuer.make_final(order, Date::parse("2026-02-10").value(), now()).ok());
  ASSERT_TRUE(issuer.publish(now()).ok());
  const Issuer again = Issuer::open(folder.path()).value();
  EXPECT_EQ(again.leaves(), issuer.leaves());
  EXPECT_EQ(again.find("D-1")->final_on, Date::parse("2026-02-10").value());
  EXPECT_FALSE(Issuer::create(folder.path(), kNames, random).ok()) << "an issuer lives here";
}

TEST(issuer, drops_a_torn_end_that_was_never_published) {
  const Folder folder;
  crypto::SeededRandom random(1);
  Issuer issuer = Issuer::create(folder.path(), kNames, random).value();
  ASSERT_TRUE(issuer.enter(facts("D-1"), now(), random).ok());
  ASSERT_TRUE(issuer.publish(now()).ok());
  std::ofstream(folder.path() / "leaves", std::ios::binary | std::ios::app) << std::string("\0\x60half a leaf", 13);
  std::ofstream(folder.path() / "openings.ndjson", std::ios::binary | std::ios::app) << "{\"order\":";
  Issuer again = Issuer::open(folder.path()).value();
  EXPECT_EQ(again.size(), 1u);
  ASSERT_TRUE(again.enter(facts("D-2"), now(), random).ok());
  ASSERT_TRUE(again.publish(now()).ok());
  EXPECT_EQ(Issuer::open(folder.path())->size(), 2u);
  EXPECT_NE(Issuer::open(folder.path())->find("D-2"), nullptr);
}

TEST(issuer, refuses_events_that_do_not_fit_the_order) {
  const Folder folder;
  crypto::SeededRandom random(1);
  Issuer issuer = Issuer::create(folder.path(), kNames, random).value();
  const OrderNumber one = issuer.enter(facts("D-1"), now(), random)->order;
  const Date day = Date::parse("2026-02-10").value();
  EXPECT_FALSE(issuer.make_final(order(9), day, now()).ok()) << "no such order";
  EXPECT_FALSE(issuer.bar(order(9), now(), "stay", now(), random).ok());
  EXPECT_FALSE(issuer.end(order(9), now(), "vacated", now(), random).ok());
  EXPECT_FALSE(issuer.correct(order(9), facts("D-1"), now(), random).ok());
  EXPECT_FALSE(issuer.make_final(one, Date::parse("2026-09-03").value(), now()).ok()) << "two days ahead";
  EXPECT_TRUE(issuer.make_final(one, Date::parse("2026-09-02").value(), now()).ok()) << "a day ahead";
  EXPECT_FALSE(issuer.make_final(one, day, now()).ok()) << "a second `final`";
  const std::uint64_t bar = issuer.bar(one, now(), "stay", now(), random).value();
  EXPECT_FALSE(issuer.lift(one, bar + 1, now(), "over", now(), random).ok());
  EXPECT_FALSE(issuer.lift(one, bar, now() - Span{1}, "over", now(), random).ok()) << "lifted before it counts";
  EXPECT_TRUE(issuer.lift(one, bar, now(), "over", now(), random).ok());
  EXPECT_FALSE(issuer.lift(one, bar, now(), "over", now(), random).ok()) << "lifted twice";
  EXPECT_FALSE(issuer.bar(one, now(), "", now(), random).ok());
  EnteredFacts bad = facts("");
  EXPECT_FALSE(issuer.enter(bad, now(), random).ok());
  bad = facts("D-3");
  bad.names.clear();
  EXPECT_FALSE(issuer.enter(bad, now(), random).ok());
  bad = facts("D-3");
  bad.names[0].family = {"A\nB"};
  EXPECT_FALSE(issuer.enter(bad, now(), random).ok());
  const std::uint64_t before = issuer.size();
  EXPECT_EQ(before, issuer.leaves().size());
}

TEST(issuer, never_lets_recorded_at_decrease) {
  const Folder folder;
  crypto::SeededRandom random(1);
  Issuer issuer = Issuer::create(folder.path(), kNames, random).value();
  ASSERT_TRUE(issuer.enter(facts("D-1"), now(), random).ok());
  ASSERT_TRUE(issuer.enter(facts("D-2"), now("2026-08-01T00:00:00Z"), random).ok());
  EXPECT_EQ(issuer.leaves()[1].recorded_at, now());
}

TEST(issuer, keeps_its_keys_for_itself) {
  const Folder folder;
  crypto::SeededRandom random(1);
  ASSERT_TRUE(Issuer::create(folder.path(), kNames, random).ok());
  EXPECT_EQ(std::filesystem::status(folder.path() / "issuer.key").permissions() & std::filesystem::perms::all,
            std::filesystem::perms(0600));
}

TEST(published_log, is_verified_against_key_origin_and_root) {
  const Folder folder;
  Log log;
  log.add(Kind::kEntered, order(1), "2025-11-20T00:00:00Z");
  log.publish(folder.path());
  EXPECT_EQ(verify_published(folder.path(), log.origin, log.signer().verifier()).value(), 1u);
  EXPECT_FALSE(verify_published(folder.path(), "other.test.invalid", log.signer().verifier()).ok());
  EXPECT_FALSE(verify_published(folder.path(), log.origin, Log(2).signer().verifier()).ok());
  std::ofstream(folder.path() / "checkpoint", std::ios::binary) << log.note_over(1, digest(1));
  EXPECT_FALSE(verify_published(folder.path(), log.origin, log.signer().verifier()).ok());
}

}  // namespace
}  // namespace cs::orders
