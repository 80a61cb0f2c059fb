// A witness: what it cosigns, what it refuses with which code, and what it still knows after a restart.
#include "tlog/witness.h"


#include "base/limits.h"
#include "base/temporary_directory_for_test.h"
#include "tlog/example_for_test.h"
#include "tlog/log_for_test.h"

namespace cs::tlog {
namespace {

const Instant kNow{1788253200000};

class State {
 public:
  const Path& path() const { return place_.path(); }
  Path log() const { return path() / origin_hash(log_signer().verifier().name()); }

 private:
  test::TemporaryDirectory place_;
};

Policy one_log() { return *Policy::parse("log " + log_signer().verifier().text() + "\nquorum none\n"); }
Witness open(const State& state) { return Witness::open(state.path(), one_log(), "inspector.test.invalid", seed_of(7)).value(); }

// Another past of the same log, signed by the same key.
HashStack fork_of(std::uint64_t size) {
  HashStack stack = stack_of(size - 1);
  stack.append(leaf_hash(as_bytes("another last entry")));
  return stack;
}

std::string asking(std::uint64_t old_size, const HashStack& stack, std::optional<std::vector<Digest>> proof = {}) {
  if (!proof) proof = *prove_consistency(old_size, stack.size(), stack.reader());
  return AddCheckpoint{old_size, *proof, signed_note_of(checkpoint_of(stack)).bytes()}.body();
}

bool holds(const WitnessAnswer& answer, const HashStack& stack, const Witness& witness) {
  const auto opened = open_checkpoint(signed_note_of(checkpoint_of(stack)).bytes() + answer.body, log_signer().verifier(), {witness.key()});
  return opened && opened->newest_cosignature == kNow;
}

TEST(witness, the_page_shows_what_is_sent) {
  const HashStack three = stack_of(3);
  EXPECT_EQ(example("policy.md", "```body\n"), asking(1, three));
  EXPECT_EQ(AddCheckpoint::parse(asking(1, three))->old_size, 1u);
}

TEST(witness, cosigns_a_first_head_and_each_that_extends_it) {
  const State state;
  Witness witness = open(state);
  std::uint64_t old_size = 0;
  for (const std::uint64_t size : {1, 2, 2, 5, 300}) {
    const auto answer = witness.add_checkpoint(asking(old_size, stack_of(size)), kNow);
    ASSERT_EQ(answer.status, 200) << size << answer.body;
    EXPECT_TRUE(holds(answer, stack_of(size), witness)) << size;
    old_size = size;
  }
}

TEST(witness, refuses_with_the_code_of_each_fault) {
  const State state;
  Witness witness = open(state);
  ASSERT_EQ(witness.add_checkpoint(asking(0, stack_of(3)), kNow).status, 200);
  const auto stranger = crypto::NoteSigner::from_seed(log_signer().verifier().name(), seed_of(50));
  Note forged{checkpoint_of(stack_of(5)).text(), {}};
  sign_note(forged, *stranger);
  const auto elsewhere = crypto::NoteSigner::from_seed("elsewhere.test.invalid", seed_of(50));
  Checkpoint other = checkpoint_of(stack_of(5));
  other.origin = "elsewhere.test.invalid";
  Note unknown{other.text(), {}};
  sign_note(unknown, *elsewhere);
  const auto proof = *prove_consistency(3, 5, stack_of(5).reader());
  auto wrong = proof;
  wrong[0][0] ^= 1;
  const std::tuple<std::string, int, std::string> cases[] = {
      {"", 400, ""},
      {"old 3\n", 400, ""},
      {"old 03\n\n", 400, ""},
      {"new 3\n\n", 400, ""},
      {"old 3\nAAAA\n\n" + signed_note_of(checkpoint_of(stack_of(5))).bytes(), 400, ""},
      {"old 3\n\nno note\n", 400, ""},
      {asking(3, stack_of(5)) + "x", 400, ""},
      {asking(6, stack_of(5), proof), 400, ""},
      {AddCheckpoint{3, proof, unknown.bytes()}.body(), 404, ""},
      {AddCheckpoint{3, proof, forged.bytes()}.body(), 403, ""},
      {asking(2, stack_of(5)), 409, "3\n"},
      {asking(4, stack_of(5)), 409, "3\n"},
      {asking(0, stack_of(5)), 409, "3\n"},
      {asking(2, stack_of(2)), 409, "3\n"},
      {asking(3, stack_of(5), wrong), 422, ""},
      {asking(3, stack_of(5), std::vector<Digest>()), 422, ""},
      {asking(3, fork_of(3)), 409, "3\n"},  // the same size, another root
  };
  for (const auto& [body, status, says] : cases) {
    const auto answer = witness.add_checkpoint(body, kNow);
    EXPECT_EQ(answer.status, status) << body;
    EXPECT_TRUE(says.empty() || answer.body == says) << answer.body;
    EXPECT_EQ(answer.content_type == "text/x.tlog.size", status == 409) << body;
  }
  EXPECT_EQ(witness.add_checkpoint(asking(3, stack_of(5)), kNow).status, 200);  // and nothing of that changed what it knows
}

TEST(witness, never_cosigns_a_fork_however_it_is_asked) {
  const State state;
  Witness witness = open(state);
  ASSERT_EQ(witness.add_checkpoint(asking(0, stack_of(4)), kNow).status, 200);
  HashStack fork = fork_of(4);
  for (std::uint64_t i = 4; i < 9; ++i) fork.append(leaf_hash(as_bytes(entry_of(i))));
  for (std::uint64_t old_size = 0; old_size <= 9; ++old_size) {
    const WitnessAnswer answer = witness.add_checkpoint(asking(old_size, fork), kNow);
    EXPECT_EQ(answer.status, old_size == 4 ? 422 : 409) << old_size;
    EXPECT_EQ(answer.alarm.empty(), old_size != 4) << old_size;  // what the witness's keeper is told
    EXPECT_TRUE(old_size != 4 || answer.alarm.find("9 entries that is not shown to extend the 4") != std::string::npos) << answer.alarm;
  }
  EXPECT_TRUE(std::filesystem::exists(state.log().string() + ".refused"));  // signed by the log: proof of its fork
  EXPECT_EQ(Checkpoint::parse_text(Note::parse(witness.checkpoint(origin_hash(log_signer().verifier().name())).body)->text)->size, 4u);
}

TEST(witness, knows_after_a_restart_what_it_cosigned) {
  const State state;
  std::string vkey;
  {
    Witness witness = open(state);
    vkey = witness.key().text();
    ASSERT_EQ(witness.add_checkpoint(asking(0, stack_of(4)), kNow).status, 200);
  }
  Witness again = Witness::open(state.path(), one_log(), "another name", seed_of(8)).value();
  EXPECT_EQ(again.key().text(), vkey);
  EXPECT_EQ(again.add_checkpoint(asking(0, stack_of(4)), kNow).body, "4\n");
  EXPECT_EQ(again.add_checkpoint(asking(4, fork_of(4)), kNow).status, 409);
  EXPECT_EQ(again.add_checkpoint(asking(4, stack_of(7)), kNow).status, 200);
}

TEST(witness, shows_what_it_holds_to_anybody) {
  const State state;
  Witness witness = open(state);
  const std::string hash = origin_hash(log_signer().verifier().name());
  EXPECT_EQ(witness.checkpoint(hash).status, 404);
  ASSERT_EQ(witness.add_checkpoint(asking(0, stack_of(4)), kNow).status, 200);
  const auto shown = witness.checkpoint(hash);
  EXPECT_EQ(shown.status, 200);
  EXPECT_EQ(open_checkpoint(shown.body, log_signer().verifier(), {witness.key()})->checkpoint.size, 4u);
  EXPECT_EQ(witness.checkpoint("witness.key").status, 404);
  EXPECT_EQ(witness.checkpoint(hash + ".refused").status, 404);
}

TEST(witness, signatures_of_others_do_not_enter_its_state) {
  const State state;
  Witness witness = open(state);
  Note note = signed_note_of(checkpoint_of(stack_of(3)));
  for (std::uint8_t n = 1; n < 30; ++n) cosign_note(note, witness_signer(n), kNow);
  ASSERT_EQ(witness.add_checkpoint(AddCheckpoint{0, {}, note.bytes()}.body(), kNow).status, 200);
  EXPECT_EQ(Note::parse(*read_file(state.log(), limits::kNoteBytesMax))->signatures.size(), 2u);
}

TEST(witness, a_state_that_is_not_its_own_does_not_start) {
  const State state;
  {
    Witness witness = open(state);
    EXPECT_EQ(Witness::open(state.path(), one_log(), "x", seed_of(7)).fault().kind, FaultKind::kConflict);
    ASSERT_EQ(witness.add_checkpoint(asking(0, stack_of(4)), kNow).status, 200);
  }
  ASSERT_TRUE(write_file(state.log(), as_bytes(signed_note_of(checkpoint_of(stack_of(2))).bytes())));  // not cosigned by it
  EXPECT_EQ(Witness::open(state.path(), one_log(), "x", seed_of(7)).fault().kind, FaultKind::kUntrusted);
}

TEST(witness, that_has_lost_a_head_or_the_list_of_them_does_not_start) {
  const State state;
  const Path list = state.path() / "known", away = state.path() / "away";
  const auto fault = [&] { return Witness::open(state.path(), one_log(), "x", seed_of(7)).fault(); };
  ASSERT_EQ(open(state).add_checkpoint(asking(0, stack_of(4)), kNow).status, 200);
  for (const Path& lost : {state.log(), list}) {
    std::filesystem::rename(lost, away);
    EXPECT_EQ(fault().kind, FaultKind::kUntrusted) << lost;
    EXPECT_NE(fault().text.find(lost.string()), std::string::npos) << fault().text;
    std::filesystem::rename(away, lost);
  }
  for (const Path& cut : {state.log(), list}) {
    const std::string whole = *read_file(cut, limits::kNoteBytesMax);
    for (std::size_t size = 1; size < whole.size(); ++size) {
      ASSERT_TRUE(write_file(cut, as_bytes(whole.substr(0, size))));
      ASSERT_EQ(fault().kind, FaultKind::kUntrusted) << size;
      ASSERT_NE(fault().text.find(cut.string()), std::string::npos) << size << fault().text;
    }
    ASSERT_TRUE(write_file(cut, as_bytes(whole)));
  }
  EXPECT_EQ(open(state).add_checkpoint(asking(4, stack_of(5)), kNow).status, 200);
}

TEST(witness, that_has_lost_its_key_makes_no_other_beside_what_it_cosigned) {
  const State state;
  ASSERT_EQ(open(state).add_checkpoint(asking(0, stack_of(4)), kNow).status, 200);
  std::filesystem::remove(state.path() / "witness.key");
  EXPECT_EQ(Witness::open(state.path(), one_log(), "x", seed_of(7)).fault().kind, FaultKind::kUntrusted);
  EXPECT_FALSE(std::filesystem::exists(state.path() / "witness.key"));
}

// While it runs, too: it answers nobody, and its older head is not cosigned anew.
TEST(witness, that_loses_a_head_while_it_runs_cosigns_nothing) {
  const State state;
  Witness witness = open(state);
  ASSERT_EQ(witness.add_checkpoint(asking(0, stack_of(4)), kNow).status, 200);
  std::filesystem::remove(state.log());
  EXPECT_EQ(witness.add_checkpoint(asking(0, stack_of(2)), kNow).status, 500);
}

TEST(witness, a_head_whose_place_in_the_list_was_not_written_yet_is_taken_up) {
  const State state;
  ASSERT_EQ(open(state).add_checkpoint(asking(0, stack_of(4)), kNow).status, 200);
  ASSERT_TRUE(write_file(state.path() / "known", {}));  // as a power cut leaves it
  ASSERT_EQ(open(state).add_checkpoint(asking(4, stack_of(5)), kNow).status, 200);
  std::filesystem::remove(state.log());
  EXPECT_EQ(Witness::open(state.path(), one_log(), "x", seed_of(7)).fault().kind, FaultKind::kUntrusted);
}

TEST(witness, a_key_that_others_may_read_is_not_used) {
  const State state;
  static_cast<void>(open(state));
  const Path key = state.path() / "witness.key";
  std::filesystem::permissions(key, std::filesystem::perms(0640));
  const Fault fault = Witness::open(state.path(), one_log(), "x", seed_of(7)).fault();
  EXPECT_EQ(fault.kind, FaultKind::kUntrusted);
  EXPECT_NE(fault.text.find("chmod 600"), std::string::npos) << fault.text;
}

// Whoever runs it puts the new key beside the old one, and takes the old one out when he likes.
TEST(witness, follows_a_log_whose_key_was_replaced_and_knows_its_state_without_the_old_key) {
  const State state;
  const auto next = *crypto::NoteSigner::from_seed(log_signer().verifier().name(), seed_of(2));
  const auto asks = [&](std::uint64_t old_size, std::uint64_t size, const std::vector<crypto::NoteSigner>& signers) {
    Note note{checkpoint_of(stack_of(size)).text(), {}};
    for (const auto& one : signers) sign_note(note, one);
    return AddCheckpoint{old_size, *prove_consistency(old_size, size, stack_of(size).reader()), note.bytes()}.body();
  };
  const auto knowing = [&](const std::string& lines) { return Witness::open(state.path(), *Policy::parse(lines + "quorum none\n"), "inspector.test.invalid", seed_of(7)); };
  const std::string old_line = "log " + log_signer().verifier().text() + "\n", new_line = "log " + next.verifier().text() + "\n";
  {
    auto old_alone = knowing(old_line);
    ASSERT_EQ(old_alone->add_checkpoint(asks(0, 3, {log_signer()}), kNow).status, 200);
    EXPECT_EQ(old_alone->add_checkpoint(asks(3, 4, {next}), kNow).status, 403) << "a key that nobody has told it of";
  }
  {
    auto new_alone = knowing(new_line);
    ASSERT_TRUE(new_alone) << new_alone.fault().text;
    EXPECT_EQ(new_alone->add_checkpoint(asks(3, 4, {log_signer()}), kNow).status, 403) << "a key that was taken out";
    EXPECT_EQ(new_alone->add_checkpoint(asks(3, 5, {log_signer(), next}), kNow).status, 200);
  }
  auto both = knowing(old_line + new_line);
  ASSERT_TRUE(both) << both.fault().text;
  EXPECT_EQ(both->add_checkpoint(asks(5, 6, {next}), kNow).status, 200);
}

TEST(witness, what_cannot_be_made_durable_is_not_cosigned) {
  const State state;
  Witness witness = open(state);
  std::filesystem::create_directory(state.log().string() + ".writing");  // the temporary cannot be opened
  EXPECT_EQ(witness.add_checkpoint(asking(0, stack_of(4)), kNow).status, 500);
  std::filesystem::remove(state.log().string() + ".writing");
  EXPECT_EQ(witness.add_checkpoint(asking(0, stack_of(4)), kNow).status, 200);
}

}  // namespace
}  // namespace cs::tlog
