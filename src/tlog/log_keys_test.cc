// A log's keys: which sign heads of which sizes, as a file tells it and as heads are judged by it.
#include "tlog/log_keys.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "tlog/log_for_test.h"

namespace cs::tlog {
namespace {

const std::string kName = log_signer().verifier().name();
crypto::NoteSigner signer(std::uint8_t seed) { return *crypto::NoteSigner::from_seed(kName, seed_of(seed)); }
const crypto::NoteSigner kOld = signer(1), kNew = signer(2), kNewest = signer(3);

std::string head(std::uint64_t size, const std::vector<crypto::NoteSigner>& signers) {
  Note note{checkpoint_of(stack_of(size)).text(), {}};
  for (const crypto::NoteSigner& one : signers) sign_note(note, one);
  return note.bytes();
}

// Old to 8, new from 5 on.
LogKeys rotated() {
  LogKeys keys(kOld.verifier());
  keys.begin(kNew.verifier(), 5);
  keys.end_before_newest(8);
  return keys;
}

std::string line(const std::string& sizes, const crypto::NoteSigner& key) { return sizes + " " + key.verifier().text() + "\n"; }

TEST(log_keys, one_key_judges_heads_of_every_size_and_is_written_alone) {
  const LogKeys keys(kOld.verifier());
  EXPECT_EQ(keys.text(), kOld.verifier().text() + "\n");
  for (const std::uint64_t size : {0, 1, 300}) EXPECT_TRUE(open_checkpoint(head(size, {kOld}), keys)) << size;
  EXPECT_FALSE(open_checkpoint(head(3, {kNew}), keys));
  EXPECT_TRUE(LogKeys::parse(kOld.verifier().text())) << "a line without its newline, as somebody copies it";
}

TEST(log_keys, a_head_needs_every_key_that_signs_heads_of_its_size) {
  const LogKeys keys = rotated();
  struct Case { std::uint64_t size; bool old_alone, both, new_alone; };
  for (const auto& [size, old_alone, both, new_alone] : {Case{4, true, true, false}, Case{5, false, true, false}, Case{8, false, true, false}, Case{9, false, true, true}}) {
    EXPECT_EQ(open_checkpoint(head(size, {kOld}), keys).ok(), old_alone) << size;
    EXPECT_EQ(open_checkpoint(head(size, {kOld, kNew}), keys).ok(), both) << size;
    EXPECT_EQ(open_checkpoint(head(size, {kNew}), keys).ok(), new_alone) << size;
  }
}

TEST(log_keys, whoever_knows_one_key_alone_reads_the_heads_that_both_have_signed) {
  const std::string both = head(6, {kOld, kNew});
  EXPECT_TRUE(open_checkpoint(both, LogKeys(kOld.verifier())));
  EXPECT_TRUE(open_checkpoint(both, LogKeys(kNew.verifier())));
}

TEST(log_keys, a_bad_second_signature_of_a_key_that_must_sign_refuses_the_head) {
  Note note = *Note::parse(head(6, {kOld, kNew}));
  note.signatures[1].signature[5] ^= 1;
  EXPECT_FALSE(open_checkpoint(note.bytes(), rotated()));
}

TEST(log_keys, are_read_as_they_are_written) {
  const LogKeys keys = rotated();
  EXPECT_EQ(keys.text(), kNew.verifier().text() + "\n" + line("from 0 to 8", kOld) + line("from 5", kNew));
  const auto read = LogKeys::parse(keys.text());
  ASSERT_TRUE(read) << read.fault().text;
  EXPECT_EQ(read->text(), keys.text());
  LogKeys third = *read;
  third.begin(kNewest.verifier(), 9);
  ASSERT_TRUE(LogKeys::parse(third.text()));
  EXPECT_EQ(LogKeys::parse(third.text())->at_size(9).size(), 2u) << "the one before still signs";
}

TEST(log_keys, other_files_are_refused) {
  const std::string first = kNew.verifier().text() + "\n";
  const crypto::NoteSigner stranger = *crypto::NoteSigner::from_seed("other.test.invalid/log", seed_of(2));
  const std::vector<std::pair<std::string, std::string>> files = {
      {"nothing", ""},
      {"one key with sizes", first + line("from 0", kNew)},
      {"the first line is not the newest", kOld.verifier().text() + "\n" + line("from 0 to 8", kOld) + line("from 5", kNew)},
      {"the first does not begin at 0", first + line("from 1 to 8", kOld) + line("from 5", kNew)},
      {"the newest ends", first + line("from 0 to 8", kOld) + line("from 5 to 9", kNew)},
      {"no head has both", first + line("from 0 to 4", kOld) + line("from 5", kNew)},
      {"they begin together", first + line("from 0 to 8", kOld) + line("from 0", kNew)},
      {"one stands twice", first + line("from 0 to 8", kNew) + line("from 5", kNew)},
      {"three at once", first + line("from 0 to 8", kOld) + line("from 5 to 9", kNewest) + line("from 8", kNew)},
      {"of two logs", first + line("from 0 to 8", stranger) + line("from 5", kNew)},
      {"another word", first + line("since 0 to 8", kOld) + line("from 5", kNew)},
      {"a size in another spelling", first + line("from 00 to 8", kOld) + line("from 5", kNew)},
      {"no key", first + "from 0 to 8\n" + line("from 5", kNew)},
      {"no last newline", first + line("from 0 to 8", kOld) + line("from 5", kNew).substr(0, line("from 5", kNew).size() - 1)},
      {"a cosigner's", witness_signer(1).verifier().text() + "\n"},
      {"longer than a note may be", first + std::string(limits::kNoteBytesMax, '\n')}};
  for (const auto& [what, text] : files) EXPECT_FALSE(LogKeys::parse(text)) << what;
}

TEST(log_keys, what_a_reader_was_told_is_held_against_what_the_log_says) {
  const LogKeys log = rotated();
  EXPECT_TRUE(LogKeys(kOld.verifier()).agrees_with(log, 20));
  EXPECT_TRUE(LogKeys(kNew.verifier()).agrees_with(log, 20));
  EXPECT_FALSE(LogKeys(kNewest.verifier()).agrees_with(log, 20));
  EXPECT_TRUE(log.agrees_with(log, 20));
  // A log that says nothing of the rotation that its reader knows is another one; a shorter one is only older.
  EXPECT_FALSE(log.agrees_with(LogKeys(kOld.verifier()), 20));
  EXPECT_FALSE(log.agrees_with(LogKeys(kOld.verifier()), 5));
  EXPECT_TRUE(log.agrees_with(LogKeys(kOld.verifier()), 4));
  LogKeys later(kOld.verifier());
  later.begin(kNew.verifier(), 6);
  EXPECT_FALSE(log.agrees_with(later, 20)) << "from another head on";
  LogKeys longer(kOld.verifier());
  longer.begin(kNew.verifier(), 5);
  EXPECT_FALSE(log.agrees_with(longer, 9)) << "the old one signs on";
  EXPECT_TRUE(log.agrees_with(longer, 8)) << "that the old one ends is not said yet";
  EXPECT_TRUE(LogKeys::any_of({kNewest.verifier(), kOld.verifier()})->agrees_with(log, 20));
  EXPECT_FALSE(LogKeys::any_of({}));
}

}  // namespace
}  // namespace cs::tlog
