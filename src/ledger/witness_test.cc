// The log and its witnesses: cosigned heads, a missing quorum, and what a witness knows that the log has lost.
#include "ledger/verify.h"
#include "ledger/witness.h"

#include "ledger/export.h"
#include "ledger/ledger_test_home.h"
#include "ledger/receipt.h"
#include "tlog/witness.h"

namespace cs::ledger {
namespace {

const Instant kNow = kExampleTime + Span::seconds(30);

crypto::NoteSigner witness_key(std::uint8_t n) {
  return *crypto::NoteSigner::from_seed("w" + std::to_string(n) + ".test.invalid", filled(n), crypto::NoteAlgorithm::kEd25519Cosignature);
}

std::string policy_text() {
  std::string text;
  for (std::uint8_t n = 1; n <= 3; ++n)
    text += "witness w" + std::to_string(n) + " " + witness_key(n).verifier().text() + " http://w" + std::to_string(n) + "/\n";
  return text + "group two 2 w1 w2 w3\nquorum two\n";
}

// A ledger in a mode, with three witnesses that answer when asked; `offset` is how far their clocks are ahead.
struct World {
  TemporaryDirectory directory;
  Path home = directory.path() / "ledger";
  std::map<std::string, tlog::Witness> witnesses;
  std::map<std::string, int> silent;
  Span offset{0};
  std::map<std::string, Span> offsets = {};  // of one of them, besides

  explicit World(WitnessMode mode = WitnessMode::kLagging) {
    Append first = genesis_append();
    auto& genesis = std::get<GenesisEntry>(first.entries[0]);
    genesis.mode = mode;
    genesis.policy = crypto::sha256(as_bytes(policy_text()));
    first.documents.push_back(to_bytes(policy_text()));
    EXPECT_TRUE(Ledger::create(home, test_signer(), first));
    const auto logs = tlog::Policy::parse("log " + test_signer().verifier().text() + "\nquorum none\n");
    for (std::uint8_t n = 1; n <= 3; ++n) {
      const std::string name = "w" + std::to_string(n);
      witnesses.emplace(name, tlog::Witness::open(directory.path() / name, *logs, witness_key(n).verifier().name(), filled(n)).value());
    }
  }

  WitnessTransport transport() {
    return [this](const std::string& method, const std::string& url, const std::string& body) -> Result<WitnessReply> {
      const std::string name = url.substr(7, 2);
      if (silent[name] != 0) return io_fault("nobody answers in 5 s");
      tlog::Witness& witness = witnesses.at(name);
      const std::string path = url.substr(10);
      const auto answer = method == "POST" ? witness.add_checkpoint(body, kNow + offset + offsets[name]) : witness.checkpoint(path.substr(0, path.find('/')));
      return WitnessReply{answer.status, answer.body};
    };
  }
  Result<PushReport> push(const Ledger& ledger) { return push_to_witnesses(ledger, home, *tlog::Policy::parse(policy_text()), transport(), kNow); }
  Result<WitnessStanding> standing(const Ledger& ledger, Instant now = kNow) const { return witness_standing(ledger, home, now); }
};

TEST(witness, two_of_three_make_a_head_count_and_later_heads_extend_it) {
  World world;
  auto ledger = reopened(world.home);
  world.silent["w3"] = 1;
  for (std::uint8_t i = 0; i < 5; ++i) {
    const auto report = world.push(*ledger);
    ASSERT_TRUE(report) << report.fault().text;
    EXPECT_TRUE(report->quorum);
    EXPECT_EQ(report->witnesses[1].outcome, WitnessOutcome::kCosigned) << report->witnesses[1].why;
    EXPECT_EQ(report->witnesses[2].outcome, WitnessOutcome::kSilent);
    const auto standing = world.standing(*ledger);
    ASSERT_TRUE(standing) << standing.fault().text;
    EXPECT_EQ(standing->cosigned_size, ledger->size());
    EXPECT_FALSE(standing->missing_since);
    ASSERT_TRUE(ledger->commit(desk_append(*ledger, i)));
  }
  world.silent["w3"] = 0;  // it comes back and is led from nothing to the newest head
  EXPECT_EQ(world.push(*ledger)->witnesses[2].outcome, WitnessOutcome::kCosigned);
}

TEST(witness, one_of_three_is_no_quorum_and_nothing_is_kept) {
  World world;
  auto ledger = reopened(world.home);
  world.silent["w1"] = world.silent["w3"] = 1;
  EXPECT_FALSE(world.push(*ledger)->quorum);
  EXPECT_EQ(world.standing(*ledger)->cosigned_size, 0u);
}

TEST(witness, lagging_blocks_when_the_quorum_has_been_missing_beyond_sixty_seconds) {
  World world;
  auto ledger = reopened(world.home);
  ASSERT_TRUE(world.push(*ledger)->quorum);
  EXPECT_FALSE(world.standing(*ledger)->blocks(kNow + Span::days(9)));  // nothing new: nothing is missing
  Append later = desk_append(*ledger, 1);
  later.time = kNow;
  ASSERT_TRUE(ledger->commit(later));
  const auto standing = world.standing(*ledger);
  EXPECT_EQ(standing->missing_since, kNow);
  EXPECT_FALSE(standing->blocks(kNow + Span::seconds(60)));
  EXPECT_TRUE(standing->blocks(kNow + Span::seconds(60) + Span{1}));
  ASSERT_TRUE(world.push(*ledger)->quorum);
  EXPECT_FALSE(world.standing(*ledger)->blocks(kNow + Span::days(1)));
}

TEST(witness, strict_lets_an_answer_leave_only_when_the_quorum_has_seen_its_close) {
  World world(WitnessMode::kStrict);
  auto ledger = reopened(world.home);
  const EntryIndex next = ledger->next();
  ASSERT_TRUE(ledger->commit(desk_append(*ledger, 1)));
  EXPECT_FALSE(world.standing(*ledger)->may_leave(next));
  ASSERT_TRUE(world.push(*ledger)->quorum);
  EXPECT_TRUE(world.standing(*ledger)->may_leave(next));
  World lagging;
  EXPECT_TRUE(lagging.standing(*reopened(lagging.home))->may_leave({1}));
}

TEST(witness, without_witnesses_nothing_ever_blocks) {
  const TemporaryDirectory home;
  auto ledger = new_ledger(home.path());
  const auto standing = witness_standing(*ledger, home.path(), kNow);
  ASSERT_TRUE(standing);
  EXPECT_EQ(standing->mode, WitnessMode::kNone);
  EXPECT_FALSE(standing->blocks(kNow + Span::days(365)));
  EXPECT_TRUE(standing->may_leave({99}));
}

TEST(witness, cosignatures_dated_more_than_sixty_seconds_ahead_are_not_taken) {
  World world;
  auto ledger = reopened(world.home);
  world.offset = Span::seconds(61);
  const auto report = world.push(*ledger);
  EXPECT_FALSE(report->quorum);
  EXPECT_EQ(report->witnesses[0].outcome, WitnessOutcome::kBadAnswer);
  world.offset = Span::seconds(60);
  EXPECT_TRUE(world.push(*ledger)->quorum);
}

TEST(witness, the_clocks_of_a_quorum_are_as_far_from_ours_as_the_farthest_that_it_needs) {
  World world;
  auto ledger = reopened(world.home);
  world.offsets = {{"w1", Span::seconds(40)}, {"w2", Span::seconds(2)}, {"w3", Span::seconds(-3)}};
  EXPECT_EQ(world.push(*ledger)->apart, Span::seconds(3));  // two of three
  world.silent["w2"] = 1;
  EXPECT_EQ(world.push(*ledger)->apart, Span::seconds(40));
  world.silent["w1"] = 1;
  EXPECT_EQ(world.push(*ledger)->apart, std::nullopt);
}

// The witnesses see three entries more; then home and guard are again what they were before. `seen`: the cosigned note of what is lost.
void brought_back(World& world, std::string* seen = nullptr) {
  const Path copy = world.directory.path() / "copy";
  std::filesystem::copy(world.home, copy, std::filesystem::copy_options::recursive);
  {
    auto ledger = reopened(world.home);
    for (std::uint8_t i = 0; i < 3; ++i) ASSERT_TRUE(ledger->commit(desk_append(*ledger, i)));
    ASSERT_TRUE(world.push(*ledger)->quorum);
  }
  if (seen != nullptr) *seen = *read_file(world.home / "cosigned", 1 << 16);
  std::filesystem::remove_all(world.home);
  std::filesystem::copy(copy, world.home, std::filesystem::copy_options::recursive);
}

// Of the ledger alone: a gate asks before it enters anything (tests/cases/older_copies_test.cc).
TEST(witness, a_ledger_brought_back_from_a_copy_with_its_guard_is_told_and_does_not_start_again) {
  World world;
  brought_back(world);
  {
    auto ledger = reopened(world.home);
    ASSERT_TRUE(ledger);  // its guard came back with it: only somebody else can tell
    const auto pushed = world.push(*ledger);
    ASSERT_FALSE(pushed);
    EXPECT_TRUE(pushed.fault().text.starts_with("ROLLBACK")) << pushed.fault().text;
  }
  EXPECT_NE(reopened(world.home).fault().text.find("ROLLBACK"), std::string::npos);
  EXPECT_TRUE(Ledger::open_to_read(world.home, test_signer().verifier()));
}

// The witnesses have seen what both parties gave up: they follow no more, which keeps the gate shut and lets it start.
TEST(witness, one_that_saw_what_a_recovery_gave_up_is_no_quorum_and_no_contradiction) {
  World world;
  std::string seen;
  brought_back(world, &seen);
  {
    auto ledger = reopened(world.home);
    ASSERT_FALSE(world.push(*ledger));  // the note is kept
  }
  {
    auto ledger = Ledger::open_to_recover(world.home, test_signer(), world.home / "guard");
    ASSERT_TRUE(ledger) << ledger.fault().text;
    EXPECT_EQ(ledger->awry()->known.size, 5u);
    ASSERT_TRUE(ledger->commit({ledger->last_time(), {RecoveryEntry{RecoveryKind::kRecovery, 5, 0, filled(0x77)}}, {}, std::nullopt, {}}));
  }
  ASSERT_TRUE(write_file(world.home / "cosigned", as_bytes(seen)));
  for (const int more : {0, 4}) {  // before the lost head's size, and beyond it
    auto ledger = reopened(world.home);
    ASSERT_TRUE(ledger) << ledger.fault().text;
    for (int i = 0; i < more; ++i) ASSERT_TRUE(ledger->commit(desk_append(*ledger, static_cast<std::uint8_t>(0xA0 + i))));
    const auto pushed = world.push(*ledger);
    ASSERT_TRUE(pushed) << pushed.fault().text;
    EXPECT_FALSE(pushed->quorum);
    for (const WitnessResult& one : pushed->witnesses) EXPECT_NE(one.why.find("the recovery at entry 2 gave up"), std::string::npos) << one.why;
    const auto standing = world.standing(*ledger, kNow + Span::seconds(120));
    ASSERT_TRUE(standing) << standing.fault().text;
    EXPECT_EQ(standing->cosigned_size, 0u);
    EXPECT_TRUE(standing->blocks(kNow + Span::seconds(120)));
  }
}

TEST(witness, a_ledger_with_another_past_is_told_that_it_is_a_fork) {
  World world;
  brought_back(world);
  for (const int more : {3, 1}) {  // of the same size, and longer
    auto ledger = reopened(world.home);
    ASSERT_TRUE(ledger) << ledger.fault().text;
    for (int i = 0; i < more; ++i) ASSERT_TRUE(ledger->commit(desk_append(*ledger, static_cast<std::uint8_t>(0x90 + i))));
    const auto pushed = world.push(*ledger);
    ASSERT_FALSE(pushed);
    EXPECT_TRUE(pushed.fault().text.starts_with("FORK")) << pushed.fault().text;
    std::filesystem::remove(world.home / "contradiction");
  }
}

TEST(witness, a_kept_note_of_a_head_that_we_do_hold_stops_nobody) {
  World world;
  auto ledger = reopened(world.home);
  const std::string note = ledger->checkpoint_note();
  ASSERT_TRUE(ledger->commit(desk_append(*ledger, 1)));
  ledger = not_found("closed");
  ASSERT_TRUE(write_file(world.home / "contradiction", as_bytes(note)));
  EXPECT_TRUE(reopened(world.home));
}

TEST(witness, L9_a_kept_note_that_is_damaged_stands_as_a_contradiction) {
  World world;
  const auto signed_by = [](const crypto::NoteSigner& signer) {
    tlog::Note note{tlog::Checkpoint{test_signer().verifier().name(), 1000, filled(1), {}}.text(), {}};
    tlog::sign_note(note, signer);
    return note.bytes();
  };
  const std::string shown = signed_by(test_signer());
  std::vector<std::string> others = {"", "no note", signed_by(*crypto::NoteSigner::from_seed(test_signer().verifier().name(), filled(0x77))), shown.substr(0, shown.size() / 2)};
  for (std::size_t at = 0; at < shown.size(); ++at) {
    others.push_back(shown);
    others.back()[at] = static_cast<char>(others.back()[at] ^ 1);
  }
  const Path kept = world.home / "contradiction";
  ASSERT_TRUE(write_file(kept, as_bytes(shown)));
  EXPECT_TRUE(reopened(world.home).fault().text.starts_with(kept.string() + ": ROLLBACK"));
  for (const std::string& text : others) {
    ASSERT_TRUE(write_file(kept, as_bytes(text)));
    const auto ledger = reopened(world.home);
    ASSERT_FALSE(ledger) << text;
    EXPECT_EQ(ledger.fault().kind, FaultKind::kUntrusted);
    EXPECT_TRUE(ledger.fault().text.starts_with(kept.string() + ": ")) << ledger.fault().text;
    for (const char* says : {"is damaged", "put it back as it was", "`countersign ledger recover` says"}) EXPECT_NE(ledger.fault().text.find(says), std::string::npos) << ledger.fault().text;
  }
  std::filesystem::remove(kept);
  std::filesystem::create_directory(kept);
  EXPECT_FALSE(reopened(world.home));
}

TEST(witness, one_that_lies_or_stammers_is_reported_and_does_not_count) {
  World world;
  auto ledger = reopened(world.home);
  const auto policy = *tlog::Policy::parse(policy_text());
  // One that claims to have seen more, or something else, gives a reason to wait; one that says no, or nonsense, gives none.
  const auto claims = [](const WitnessReply& reply) { return reply.status == 409 && (reply.body == "999999\n" || reply.body == "1\n"); };
  const std::pair<WitnessReply, WitnessOutcome> cases[] = {
      {{200, ""}, WitnessOutcome::kBadAnswer},          {{200, "noise"}, WitnessOutcome::kBadAnswer},
      {{200, "\xE2\x80\x94 w1.test.invalid AAAAAAAAAAAAAAAAAAAAAAAA\n"}, WitnessOutcome::kBadAnswer},
      {{409, "x\n"}, WitnessOutcome::kBadAnswer},       {{409, "07\n"}, WitnessOutcome::kBadAnswer},
      {{409, "999999\n"}, WitnessOutcome::kRefused},    {{409, "1\n"}, WitnessOutcome::kRefused},
      {{422, ""}, WitnessOutcome::kRefused},            {{404, ""}, WitnessOutcome::kRefused},
      {{500, ""}, WitnessOutcome::kRefused},            {{0, ""}, WitnessOutcome::kRefused}};
  for (const auto& [reply, outcome] : cases) {
    const auto report = push_to_witnesses(*ledger, world.home, policy, [&](const auto&, const auto&, const auto&) { return Result<WitnessReply>(reply); }, kNow);
    ASSERT_TRUE(report) << report.fault().text;
    EXPECT_FALSE(report->quorum);
    EXPECT_EQ(report->doubted, claims(reply)) << reply.status << reply.body;
    for (const WitnessResult& one : report->witnesses) EXPECT_EQ(one.outcome, outcome) << reply.status << reply.body;
  }
}

TEST(witness, receipts_and_exports_carry_the_cosigned_head) {
  World world;
  auto ledger = reopened(world.home);
  ASSERT_TRUE(world.push(*ledger)->quorum);
  const auto policy = *tlog::Policy::parse(policy_text());
  const std::string whole = (*read_cosigned(*ledger, world.home, policy, kNow))->note;
  ASSERT_TRUE(export_log(*ledger, world.directory.path() / "whole", whole));
  EXPECT_EQ(*read_file(world.directory.path() / "whole" / "checkpoint", 1 << 16), whole);
  ASSERT_TRUE(ledger->commit(desk_append(*ledger, 1)));
  ASSERT_TRUE(export_log(*ledger, world.directory.path() / "later", whole));
  EXPECT_EQ(*read_file(world.directory.path() / "later" / "checkpoint", 1 << 16), ledger->checkpoint_note());
  EXPECT_EQ(*read_file(world.directory.path() / "later" / "checkpoint.cosigned", 1 << 16), whole);

  const auto seen = make_receipt(*ledger, {1}, {}, whole);
  ASSERT_TRUE(seen) << seen.fault().text;
  const auto read = read_receipt(*seen, test_signer().verifier(), policy, kNow);
  ASSERT_TRUE(read) << read.fault().text;
  EXPECT_EQ(read->cosigned_by.size(), 3u);
  EXPECT_EQ(read->checkpoint.size, 2u);
  const auto unseen = make_receipt(*ledger, {2}, {}, whole);  // the quorum has not seen this entry
  EXPECT_EQ(read_receipt(*unseen, test_signer().verifier())->checkpoint.size, 3u);
  EXPECT_EQ(read_receipt(*unseen, test_signer().verifier(), policy, kNow).fault().kind, FaultKind::kUntrusted);
}

TEST(witness, verify_judges_the_cosigned_head_by_the_policy_of_its_time_and_names_one_that_is_damaged_or_has_no_quorum) {
  World world;
  auto ledger = reopened(world.home);
  ASSERT_TRUE(ledger->commit(desk_append(*ledger, 1)));
  ASSERT_TRUE(world.push(*ledger)->quorum);
  const std::string note = *read_file(world.home / "cosigned", 1 << 16);
  const auto fault = [&](const std::string& bytes) {
    EXPECT_TRUE(write_file(world.home / "cosigned", as_bytes(bytes)));
    const auto report = verify_ledger(world.home, test_signer().verifier());
    return report->fault ? report->fault->text : "holds " + std::to_string(report->cosigned.value_or(0));
  };
  EXPECT_EQ(fault(note), "holds 3");
  std::string damaged = note;
  damaged[damaged.size() - 10] = damaged[damaged.size() - 10] == 'A' ? 'B' : 'A';  // within a cosignature
  EXPECT_NE(fault(damaged).find("cosigned"), std::string::npos) << fault(damaged);
  EXPECT_NE(fault(ledger->checkpoint_note()).find("no quorum"), std::string::npos) << fault(ledger->checkpoint_note());
  EXPECT_NE(fault("nothing").find("cosigned"), std::string::npos);
  const Bytes other = to_bytes("quorum none\n");  // from now on without witnesses: what they had seen was cosigned all the same
  ASSERT_TRUE(ledger->commit({ledger->last_time(), {KeyEntry{{test_signer().verifier().text()}, crypto::sha256(other), WitnessMode::kNone, {crypto::sha256(other)}}}, {}, std::nullopt, {other}}));
  EXPECT_EQ(fault(note), "holds 3");
  std::filesystem::remove(world.home / "cosigned");
  EXPECT_FALSE(verify_ledger(world.home, test_signer().verifier())->fault);
}

TEST(witness, a_cosigned_file_of_another_head_is_not_believed) {
  World world;
  auto ledger = reopened(world.home);
  ASSERT_TRUE(world.push(*ledger)->quorum);
  std::string note = *read_file(world.home / "cosigned", 1 << 16);
  note[note.size() - 10] = note[note.size() - 10] == 'A' ? 'B' : 'A';
  ASSERT_TRUE(write_file(world.home / "cosigned", as_bytes(note)));
  EXPECT_FALSE(world.standing(*ledger).ok() && world.standing(*ledger)->cosigned_size != 0);
}

}  // namespace
}  // namespace cs::ledger
