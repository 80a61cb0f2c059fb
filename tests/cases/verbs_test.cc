// What the program says at its edges: wrong words, wrong files, and people whom no record knows.
#include <CLI/Error.hpp>
#include <sys/stat.h>

#include "app/command_line.h"
#include "codec/json.h"
#include "tests/cases/audit_fixture.h"
#include "tlog/witness.h"

namespace cs::cases {
namespace {

struct Said {
  int code = 0;
  std::string out, err;
};

// As main() does it.
Said said(std::vector<std::string> words) {
  CLI::App program{"countersign"};
  program.require_subcommand(1);
  app::CommandLine line(program);
  app::add_ledger_verbs(line);
  app::add_receipt_verbs(line);
  app::add_report_verbs(line);
  app::add_audit_verb(line);
  app::add_self_check_verb(line);
  std::reverse(words.begin(), words.end());  // as CLI11 wants them
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  Said out;
  try {
    program.parse(words);
    out.code = line.exit_code();
  } catch (const CLI::ParseError& error) {
    out.code = program.exit(error) == 0 ? app::kExitDone : app::kExitUsage;
  }
  std::fflush(stdout);
  out.out = testing::internal::GetCapturedStdout();
  out.err = testing::internal::GetCapturedStderr();
  return out;
}

class Verbs : public Audit {
 protected:
  void SetUp() override {
    Audit::SetUp();
    ASSERT_TRUE(WorldAccess(*world_).gate().ledger().settle());
    home_ = root_ / "home";
    std::filesystem::copy(WorldAccess(*world_).home(), home_, std::filesystem::copy_options::recursive);
    std::filesystem::copy(given_, root_ / "given", std::filesystem::copy_options::recursive);
    given_ = root_ / "given";
    size_ = WorldAccess(*world_).gate().ledger().size();
    key_ = WorldAccess(*world_).gate().ledger().log_key().text();
    world_.reset();  // with its own home
    ASSERT_TRUE(write_file(root_ / "log.vkey", as_bytes(key_ + "\n")));
  }
  std::uint64_t entries() {
    const auto verifier = crypto::NoteVerifier::parse(key_);
    const auto ledger = ledger::Ledger::open_to_read(gate::HomePaths{home_}.ledger(), *verifier);
    EXPECT_TRUE(ledger) << ledger.fault().text;
    return ledger ? ledger->size() : 0;
  }
  std::vector<std::string> audit(std::vector<std::string> more) const {
    std::vector<std::string> words{"audit", "--replay", "--ledger", (given_ / "log").string(), "--openings", (given_ / "openings.db").string(), "--context", (given_ / "context").string()};
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }
  std::vector<std::string> with_home(std::vector<std::string> words) const {
    words.insert(words.end(), {"--home", home_.string(), "--clock", "2026-08-31T12:05:00Z"});
    return words;
  }
  Path home_;
  std::uint64_t size_ = 0;
  std::string key_;
};

// A note that a witness has shown, of what the home has come to elsewhere.
TEST_F(Verbs, a_home_of_which_another_has_gone_on_hands_out_no_proof_and_no_export) {
  const Path older = root_ / "older";
  std::filesystem::copy(home_, older, std::filesystem::copy_options::recursive);
  ASSERT_EQ(said(with_home({"report", "accounting", "P1", "--package", (root_ / "package").string()})).code, app::kExitDone);  // enters an `access`
  const auto ahead = ledger::Ledger::open_to_read(gate::HomePaths{home_}.ledger(), *crypto::NoteVerifier::parse(key_));
  ASSERT_TRUE(ahead) << ahead.fault().text;
  const auto of_older = [&](std::vector<std::string> words) {
    words.insert(words.end(), {"--home", older.string()});
    return said(words);
  };
  const Path out = root_ / "out";
  EXPECT_EQ(of_older({"ledger", "prove", "--index", "0"}).code, app::kExitDone);
  ASSERT_TRUE(write_file(older / "ledger" / "contradiction", as_bytes(ahead->checkpoint_note())));
  for (const std::vector<std::string>& words : {std::vector<std::string>{"ledger", "prove", "--index", "0"}, {"ledger", "export", out.string()}}) {
    const Said refused = of_older(words);
    EXPECT_EQ(refused.code, app::kExitRefused);
    EXPECT_NE(refused.err.find("ROLLBACK"), std::string::npos) << refused.err;
    EXPECT_NE(refused.err.find("nothing of this home is handed out"), std::string::npos) << refused.err;
    EXPECT_TRUE(refused.out.empty());
  }
  EXPECT_FALSE(std::filesystem::exists(out));
  EXPECT_EQ(of_older({"ledger", "show", "0"}).code, app::kExitDone) << "its own people look all the same";
}

TEST_F(Verbs, an_accounting_of_a_key_that_nobody_has_is_not_given_and_nothing_is_entered) {
  EXPECT_EQ(said(with_home({"report", "accounting", "P1"})).code, app::kExitDone);
  const std::uint64_t before = entries();
  const Path package = root_ / "package";
  for (const std::string key : {"NOSUCH", "p1", "P1 "}) {
    const Said refused = said(with_home({"report", "accounting", key, "--package", package.string()}));
    EXPECT_EQ(refused.code, app::kExitRefused) << key;
    EXPECT_NE(refused.err.find("--unknown"), std::string::npos) << refused.err;
  }
  for (const std::string key : {"", "\xff\xfe", "P\n1"}) EXPECT_EQ(said(with_home({"report", "accounting", key})).code, app::kExitUsage) << key.size();
  EXPECT_FALSE(std::filesystem::exists(package));
  for (std::uint64_t index = before; index < entries(); ++index) {
    const auto ledger = ledger::Ledger::open_to_read(gate::HomePaths{home_}.ledger(), *crypto::NoteVerifier::parse(key_));
    EXPECT_FALSE(std::holds_alternative<ledger::AccessEntry>(ledger->entry({index})->entry)) << index;
  }
  EXPECT_EQ(said(with_home({"report", "accounting", "NOSUCH", "--unknown"})).code, app::kExitDone);
}

TEST_F(Verbs, an_accounting_is_told_as_json_by_who_makes_it_and_by_who_checks_it) {
  const Path package = root_ / "package";
  const Said made = said(with_home({"report", "accounting", "P1", "--package", package.string(), "--json"}));
  ASSERT_EQ(made.code, app::kExitDone) << made.err;
  const Said checked = said({"receipt", "accounting", (package / "accounting.json").string(), "--log-key", (root_ / "log.vkey").string(), "--json", "--clock", "2026-08-31T12:05:00Z"});
  ASSERT_EQ(checked.code, app::kExitDone) << checked.err;
  EXPECT_EQ(made.out, checked.out);
  const auto value = codec::read_json(checked.out, 1 << 20);
  ASSERT_TRUE(value) << checked.out;
  EXPECT_GT(*value->find("since")->number(), 0);
}

TEST_F(Verbs, L11_an_accounting_that_lacks_a_quarter_that_has_ended_does_not_hold) {
  const Path package = root_ / "package" / "accounting.json";
  ASSERT_EQ(said({"report", "accounting", "P1", "--home", home_.string(), "--clock", "2026-10-02T00:00:00Z", "--package", package.parent_path().string()}).code, app::kExitDone);
  const auto check = [&](std::vector<std::string> more) {
    std::vector<std::string> words{"receipt", "accounting", package.string(), "--log-key", (root_ / "log.vkey").string()};
    words.insert(words.end(), more.begin(), more.end());
    return said(words);
  };
  const Said whole = check({"--clock", "2026-12-31T23:59:59Z"});
  EXPECT_EQ(whole.code, app::kExitDone) << whole.err;
  EXPECT_NE(whole.out.find("up to 2026-10-01T00:00:00"), std::string::npos) << whole.out;
  EXPECT_EQ(check({"--clock", "2027-01-01T00:00:00Z"}).code, app::kExitRefused);
  const auto text = read_file(package, 1 << 20);
  ASSERT_TRUE(text);
  std::string cut = *text;
  const std::size_t begin = cut.find("\"quarters\""), open = cut.find('[', begin), close = cut.find("\"open\"");
  ASSERT_NE(close, std::string::npos);
  const std::size_t end = begin < close ? cut.rfind(']', close) : cut.rfind(']');
  cut.replace(open, end - open + 1, "[]");
  ASSERT_TRUE(write_file(package, as_bytes(cut)));
  const Said refused = check({"--clock", "2026-12-31T23:59:59Z"});
  EXPECT_EQ(refused.code, app::kExitRefused) << refused.out;
  EXPECT_NE(refused.err.find("2026q1 has ended and is not accounted for"), std::string::npos) << refused.err;
  EXPECT_EQ(check({}).code, app::kExitRefused) << "now is later";
  const Said before = check({"--clock", "2026-03-31T23:59:59Z"});
  EXPECT_EQ(before.code, app::kExitDone) << before.err;
  EXPECT_NE(before.out.find("holds     nothing yet"), std::string::npos) << before.out;
}

TEST_F(Verbs, an_audit_of_nothing_does_not_agree) {
  EXPECT_EQ(said(audit({"--threads", "1"})).code, app::kExitDone);
  for (const std::vector<std::string>& wrong : {std::vector<std::string>{"--sample", "0"}, {"--threads", "-3"}, {"--from", "5", "--to", "4"}, {"--public"}, {"--from", "-1"}})
    EXPECT_EQ(said(audit(wrong)).code, app::kExitUsage) << wrong.front();
  const Said beyond = said(audit({"--from", std::to_string(size_ + 5)}));
  EXPECT_EQ(beyond.code, app::kExitRefused);
  EXPECT_EQ(beyond.out.find("audit     agrees"), std::string::npos) << beyond.out;
  EXPECT_EQ(said({"audit", "--ledger", (given_ / "log").string()}).code, app::kExitUsage);
  EXPECT_EQ(said({"audit", "--replay", "--ledger", (given_ / "log").string()}).code, app::kExitUsage);
}

TEST_F(Verbs, L10_an_audit_is_told_the_logs_key_and_the_witnesses_that_the_auditor_knows) {
  const std::string key = (root_ / "log.vkey").string();
  const Said taken = said(audit({}));
  EXPECT_EQ(taken.code, app::kExitDone);
  EXPECT_NE(taken.out.find("key       from the export itself"), std::string::npos) << taken.out;
  const Said given = said(audit({"--log-key", key}));
  EXPECT_EQ(given.code, app::kExitDone) << given.err;
  EXPECT_EQ(given.out.find("key       from the export itself"), std::string::npos) << given.out;
  const auto name = crypto::NoteVerifier::parse(key_)->name();
  ASSERT_TRUE(write_file(root_ / "other.vkey", as_bytes(crypto::NoteSigner::from_seed(name, Digest{1})->verifier().text() + "\n")));
  const Said other = said(audit({"--log-key", (root_ / "other.vkey").string()}));
  EXPECT_EQ(other.code, app::kExitRefused);
  EXPECT_NE(other.err.find("the log names other keys than the one that is known"), std::string::npos) << other.err;
  const auto witness = tlog::Witness::open(root_ / "witness", *tlog::Policy::parse("log " + key_ + "\nquorum none\n"), "w.test.invalid", Digest{2});
  ASSERT_TRUE(witness);
  ASSERT_TRUE(write_file(root_ / "policy", as_bytes("witness w " + witness->key().text() + "\nquorum w\n")));
  const Said unseen = said(audit({"--log-key", key, "--policy", (root_ / "policy").string(), "--clock", "2026-09-02T00:00:00Z"}));
  EXPECT_EQ(unseen.code, app::kExitRefused);
  EXPECT_NE(unseen.out.find("no quorum of the policy has cosigned the checkpoint"), std::string::npos) << unseen.out;
}

TEST_F(Verbs, a_receipt_of_an_intake_says_that_its_request_was_not_checked_until_the_files_open_it) {
  const Path kept = Path(CS_SOURCE_DIR) / "tests/data/receipts";
  const auto verify = [&](std::vector<std::string> more) {
    std::vector<std::string> words{"receipt", "verify", (kept / "intake.tlog-proof").string(), "--log-key", (kept / "log.vkey").string()};
    words.insert(words.end(), more.begin(), more.end());
    return said(words);
  };
  const Said alone = verify({}), alone_json = verify({"--json"});
  EXPECT_EQ(alone.code, app::kExitDone) << alone.err;
  EXPECT_NE(alone.out.find("request   NOT CHECKED"), std::string::npos) << alone.out;
  EXPECT_NE(alone_json.out.find("\"r\": \"not checked\""), std::string::npos) << alone_json.out;
  const std::string request = (kept / "request.json").string();
  const Said opened = verify({"--request", request}), opened_json = verify({"--request", request, "--json"});
  EXPECT_EQ(opened.code, app::kExitDone) << opened.err;
  EXPECT_NE(opened.out.find("opens     the request: manifest, signature and lines\n"), std::string::npos) << opened.out;
  EXPECT_EQ(opened.out.find("NOT CHECKED"), std::string::npos) << opened.out;
  EXPECT_NE(opened_json.out.find("\"r\": \"opened\""), std::string::npos) << opened_json.out;
  for (const std::string& word : {std::string("--signature"), std::string("--lines")}) {
    const Said missing = verify({"--request", request, word, (root_ / "missing").string()});
    EXPECT_EQ(missing.code, app::kExitRefused) << word;
    EXPECT_NE(missing.err.find((root_ / "missing").string()), std::string::npos) << missing.err;
  }
  const Said none = said({"receipt", "verify", (kept / "close.tlog-proof").string(), "--log-key", (kept / "log.vkey").string(), "--json"});
  EXPECT_NE(none.out.find("\"r\": null"), std::string::npos) << none.out;
}

// Its requests are another program's, as after an upgrade.
TEST_F(Verbs, a_self_check_of_nothing_does_not_agree) {
  const Said checked = said(with_home({"self-check"}));
  EXPECT_EQ(checked.code, app::kExitRefused) << checked.err;
  EXPECT_NE(checked.out.find("check     recomputed nothing"), std::string::npos) << checked.out;
  EXPECT_NE(checked.out.find("0 recomputed, 1 not"), std::string::npos) << checked.out;
}

TEST_F(Verbs, a_file_that_is_missing_a_directory_or_a_pipe_is_named_once) {
  const Path pipe = root_ / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  for (const Path& wrong : {root_ / "missing", given_ / "context", pipe}) {
    auto words = audit({});
    words[5] = wrong.string();
    const Said refused = said(words);
    EXPECT_EQ(refused.code, app::kExitRefused) << wrong << refused.err;
    const std::size_t first = refused.err.find(wrong.string());
    ASSERT_NE(first, std::string::npos) << refused.err;
    EXPECT_EQ(refused.err.find(wrong.string(), first + 1), std::string::npos) << refused.err;
  }
  const Said receipt = said({"receipt", "verify", pipe.string(), "--log-key", (root_ / "log.vkey").string()});
  EXPECT_EQ(receipt.code, app::kExitRefused);
  EXPECT_NE(receipt.err.find("is a pipe"), std::string::npos) << receipt.err;
}

TEST_F(Verbs, a_key_that_others_may_read_is_not_used) {
  const gate::HomePaths paths{home_};
  for (const Path& key : {paths.log_key(), paths.gate_key(), paths.subject_key()}) {
    ASSERT_EQ(::chmod(key.c_str(), 0644), 0);
    const Said refused = said(with_home({"report", "accounting", "P1"}));
    EXPECT_EQ(refused.code, app::kExitRefused);
    EXPECT_NE(refused.err.find(key.string() + ": others than its owner"), std::string::npos) << refused.err;
    ASSERT_EQ(::chmod(key.c_str(), 0600), 0);
    EXPECT_EQ(said(with_home({"report", "accounting", "P1"})).code, app::kExitDone);
  }
}

TEST_F(Verbs, B5_a_home_with_another_homes_key_does_not_verify_and_does_nothing) {
  const gate::HomePaths paths{home_};
  EXPECT_EQ(said({"ledger", "verify", "--home", home_.string(), "--openings"}).code, app::kExitDone);
  std::vector<Path> keys{paths.subject_key()};
  for (const auto& file : std::filesystem::directory_iterator(home_ / "keys" / "budget")) keys.push_back(file.path());
  for (const Path& key : keys) {
    const auto sound = read_file(key, 32);
    ASSERT_TRUE(sound);
    ASSERT_TRUE(write_file(key, as_bytes(std::string(32, 'k'))));
    const Said verified = said({"ledger", "verify", "--home", home_.string(), "--openings"});
    EXPECT_EQ(verified.code, app::kExitRefused);
    EXPECT_NE(verified.out.find("fault     " + key.string() + ": is another key"), std::string::npos) << verified.out;
    const Said refused = said(with_home({"report", "accounting", "P1"}));
    EXPECT_EQ(refused.code, app::kExitRefused);
    EXPECT_NE(refused.err.find(key.string() + ": is another key"), std::string::npos) << refused.err;
    ASSERT_TRUE(write_file(key, as_bytes(*sound)));
  }
  EXPECT_EQ(said(with_home({"report", "accounting", "P1"})).code, app::kExitDone);
}

TEST_F(Verbs, an_export_that_does_not_hold_is_given_no_root) {
  const auto verified = [&] { return said({"ledger", "verify", "--dir", (given_ / "log").string(), "--log-key", (root_ / "log.vkey").string()}); };
  EXPECT_NE(verified().out.find("root      sha256:"), std::string::npos);
  ASSERT_TRUE(write_file(given_ / "log" / "checkpoint", as_bytes(std::string("cut"))));
  const Said faulty = verified();
  EXPECT_EQ(faulty.code, app::kExitRefused);
  EXPECT_EQ(faulty.out.find("sha256:0000"), std::string::npos) << faulty.out;
}

TEST_F(Verbs, a_receipt_is_not_written_over_a_directory) {
  const Path out = root_ / "out";
  ASSERT_TRUE(make_directories(out));
  const Said refused = said(with_home({"ledger", "prove", "--index", "0", "--out", out.string()}));
  EXPECT_EQ(refused.code, app::kExitRefused) << refused.err;
  EXPECT_FALSE(std::filesystem::exists(root_ / "out.writing"));
}

TEST_F(Verbs, a_receipt_says_whether_anybody_else_has_signed_the_head) {
  const Path receipt = root_ / "0.tlog-proof";
  const Said made = said(with_home({"ledger", "prove", "--index", "0", "--out", receipt.string(), "--json"}));
  ASSERT_EQ(made.code, app::kExitDone) << made.err;
  EXPECT_EQ(*codec::read_json(made.out, 1 << 20)->find("entry")->number(), 0);
  const Said verified = said({"receipt", "verify", receipt.string(), "--log-key", (root_ / "log.vkey").string()});
  EXPECT_EQ(verified.code, app::kExitDone);
  EXPECT_NE(verified.out.find("no witness has signed this head"), std::string::npos) << verified.out;
  const Said json = said({"receipt", "verify", receipt.string(), "--log-key", (root_ / "log.vkey").string(), "--json"});
  EXPECT_EQ(*codec::read_json(json.out, 1 << 20)->find("others_signed")->number(), 0);
}

TEST_F(Verbs, an_export_alone_is_audited) {
  const std::string log = (given_ / "log").string();
  const Said seen = said({"audit", "--public", "--ledger", log, "--log-key", (root_ / "log.vkey").string(), "--out", (root_ / "report").string(), "--json"});
  ASSERT_EQ(seen.code, app::kExitDone) << seen.err;
  EXPECT_EQ(*read_file(root_ / "report" / "public.json", 1 << 20), seen.out);
  EXPECT_EQ(said({"audit", "--public", "--ledger", log, "--openings", (given_ / "openings.db").string()}).code, app::kExitUsage);
  ASSERT_TRUE(write_file(given_ / "log" / "checkpoint", as_bytes(std::string_view("no checkpoint\n"))));
  EXPECT_EQ(said({"audit", "--public", "--ledger", log}).code, app::kExitRefused);
}

TEST_F(Verbs, an_entry_is_shown_opened_once_that_is_on_record) {
  const std::uint64_t before = entries();
  const Said shown = said(with_home({"ledger", "show", std::to_string(size_ - 1), "--open"}));
  ASSERT_EQ(shown.code, app::kExitDone) << shown.err;
  EXPECT_NE(codec::read_json(shown.out, 1 << 20)->find("opened"), nullptr);
  EXPECT_EQ(said({"ledger", "show", "0", "--home", home_.string(), "--clock", "2026-08-31T12:05:00Z"}).code, app::kExitUsage) << "nothing is entered: no time is asked for";
  EXPECT_GE(entries(), before);
}

}  // namespace
}  // namespace cs::cases
