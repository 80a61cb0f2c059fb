#include "tlog/note.h"

#include <gtest/gtest.h>

#include "base/file.h"
#include "base/limits.h"
#include "tlog/example_for_test.h"
#include "tlog/log_for_test.h"

namespace cs::tlog {
namespace {

// golang.org/x/mod/sumdb/note, note_test.go.
constexpr std::string_view kPeter = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
constexpr std::string_view kPeterSecret = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
constexpr std::string_view kPeterNote =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
    "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
// C2SP signed-note and tlog-cosignature, their examples.
constexpr std::string_view kQuasimodo =
    "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned \u00e8 subito sera.\n\n"
    "\u2014 quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n";
constexpr std::string_view kSofa =
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "\u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    "\u2014 witness.example.com/w1 "
    "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n";

const Instant kNow = *Instant::parse("2026-09-01T09:00:00Z");

TEST(note, is_signed_as_golang_signs_it) {
  Note note{std::string(kPeterNote.substr(0, kPeterNote.rfind("\n\n") + 1)), {}};
  sign_note(note, *crypto::NoteSigner::parse(kPeterSecret));
  EXPECT_EQ(note.bytes(), kPeterNote);
}

TEST(note, the_published_examples_read_and_print_as_themselves) {
  for (std::string_view example : {kPeterNote, kQuasimodo, kSofa}) EXPECT_EQ(Note::parse(example)->bytes(), example);
  const Note quasimodo = *Note::parse(kQuasimodo);
  EXPECT_TRUE(quasimodo.text.ends_with("\n\ned \u00e8 subito sera.\n")) << "an empty line may stand in the text";
  EXPECT_EQ(quasimodo.signatures[0].name, "quasimodo.example/salvatore");
  EXPECT_EQ(quasimodo.signatures[0].key_id, 0x367ba04bu);
  const Note sofa = *Note::parse(kSofa);
  EXPECT_EQ(sofa.signatures.size(), 2u);
  EXPECT_EQ(read_u64_be(sofa.signatures[1].signature), 1679315147u) << "the time that the specification names";
  EXPECT_EQ(Checkpoint::parse_text(sofa.text)->size, 20852163u);
}

TEST(note, other_shapes_are_refused) {
  const std::string good(kPeterNote);
  const std::string line = good.substr(good.rfind("\n\n") + 2);
  const std::string text = good.substr(0, good.rfind("\n\n") + 1);
  ASSERT_TRUE(Note::parse(text + "\n" + line));
  const std::string bad[] = {"",
                             "\n",
                             text,
                             text + "\n",
                             text + line,
                             text + "\n" + line + "\n",
                             good.substr(0, good.size() - 1),
                             text + "\r\n\r\n" + line,
                             text + "\n- x AAAAAAA=\n",
                             text + "\n\u2014 AAAAAAA=\n",
                             text + "\n\u2014  AAAAAAA=\n",
                             text + "\n\u2014 a+b AAAAAAA=\n",
                             text + "\n\u2014 a\u00a0b AAAAAAA=\n",
                             text + "\n\u2014 a\u3000b AAAAAAA=\n",
                             text + "\n\u2014 a \n",
                             text + "\n\u2014 a AAAAAA==\n",
                             text + "\n\u2014 a AAAAAAB=\n",
                             text + "\n\u2014 a AAAA AAA=\n",
                             text + "\n\u2014a AAAAAAA=\n",
                             "\x01" + good,
                             "\xff" + good,
                             "a\tb\n\n" + line,
                             "a\n\n" + line + "b\n"};
  for (const std::string& note : bad) EXPECT_FALSE(Note::parse(note)) << note;
  EXPECT_TRUE(Note::parse(text + "\n\u2014 a AAAAAAA=\n")) << "five bytes: a key id and a signature of one";
}

TEST(note, signatures_and_bytes_end_at_their_limits) {
  std::string note = "text\n\n";
  for (std::size_t i = 0; i < limits::kNoteSignaturesMax; ++i) note += "\u2014 a AAAAAAA=\n";
  EXPECT_TRUE(Note::parse(note));
  EXPECT_EQ(Note::parse(note + "\u2014 a AAAAAAA=\n").fault().kind, FaultKind::kLimit);
  const std::string tail = "\n\n\u2014 a AAAAAAA=\n";
  EXPECT_TRUE(Note::parse(std::string(limits::kNoteBytesMax - tail.size(), 'x') + tail));
  EXPECT_EQ(Note::parse(std::string(limits::kNoteBytesMax - tail.size() + 1, 'x') + tail).fault().kind, FaultKind::kLimit);
}

TEST(checkpoint, has_three_lines_and_one_spelling) {
  const std::string root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
  const Checkpoint good = *Checkpoint::parse_text("example.com/log\n7\n" + root + "\n");
  EXPECT_EQ(good.text(), "example.com/log\n7\n" + root + "\n");
  EXPECT_EQ(good.extension, "");
  EXPECT_EQ(Checkpoint::parse_text("o\n7\n" + root + "\nmore\nlines\n")->extension, "more\nlines\n") << "others' extension lines are kept";
  EXPECT_TRUE(Checkpoint::parse_text("o\n9223372036854775807\n" + root + "\n"));
  EXPECT_TRUE(Checkpoint::parse_text("o\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"));
  const std::string others[] = {"",
                                "\n7\n" + root + "\n",
                                "o\n07\n" + root + "\n",
                                "o\n+7\n" + root + "\n",
                                "o\n\n" + root + "\n",
                                "o\n7 \n" + root + "\n",
                                "o\n-1\n" + root + "\n",
                                "o\n9223372036854775808\n" + root + "\n",
                                "o\n18446744073709551616\n" + root + "\n",
                                "o\n7\n" + root,
                                "o\n7\n\n",
                                "o\n7\n" + root + "=\n",
                                "o\n7\nAAAA\n",
                                "o\n7\n" + root + "\n\n",
                                "o\n7\n" + root + "\nx\n\ny\n",
                                "o\n0\n" + root + "\n",
                                "o\n7\n"};
  for (const std::string& bad : others) EXPECT_FALSE(Checkpoint::parse_text(bad)) << bad;
}

TEST(checkpoint, opens_with_the_logs_key_and_counts_known_cosigners) {
  Note note = signed_note_of(checkpoint_of(stack_of(5)));
  cosign_note(note, witness_signer(1), kNow);
  cosign_note(note, witness_signer(2), kNow + Span::seconds(5));
  cosign_note(note, witness_signer(3), kNow + Span::hours(1));
  const auto opened = open_checkpoint(note.bytes(), log_signer().verifier(), {witness_signer(1).verifier(), witness_signer(2).verifier()});
  ASSERT_TRUE(opened.ok());
  EXPECT_EQ(opened->checkpoint.size, 5u);
  EXPECT_EQ(opened->cosigned_by, (std::vector<std::string>{"witness1.test.invalid", "witness2.test.invalid"}));
  EXPECT_EQ(opened->signed_by.size(), 3u);
  EXPECT_EQ(opened->signed_by[0], log_signer().verifier().name());
  EXPECT_EQ(opened->newest_cosignature, kNow + Span::seconds(5)) << "the third is nobody's whom we know";
  const auto alone = open_checkpoint(note.bytes(), log_signer().verifier());
  EXPECT_TRUE(alone.ok() && alone->cosigned_by.empty() && !alone->newest_cosignature);
}

TEST(checkpoint, is_untrusted_without_the_logs_own_signature) {
  Note note{checkpoint_of(stack_of(5)).text(), {}};
  cosign_note(note, witness_signer(1), kNow);
  EXPECT_EQ(open_checkpoint(note.bytes(), log_signer().verifier(), {witness_signer(1).verifier()}).fault().kind, FaultKind::kUntrusted);
  sign_note(note, *crypto::NoteSigner::from_seed(log_signer().verifier().name(), seed_of(9)));
  EXPECT_EQ(open_checkpoint(note.bytes(), log_signer().verifier()).fault().kind, FaultKind::kUntrusted) << "the name alone is no key";
}

TEST(checkpoint, one_bad_signature_of_a_known_key_rejects_the_note) {
  Note note = signed_note_of(checkpoint_of(stack_of(5)));
  cosign_note(note, witness_signer(1), kNow);
  const std::vector<crypto::NoteVerifier> witnesses = {witness_signer(1).verifier()};
  ASSERT_TRUE(open_checkpoint(note.bytes(), log_signer().verifier(), witnesses));
  for (std::size_t which : {0u, 1u}) {
    for (std::size_t byte = 0; byte < note.signatures[which].signature.size(); ++byte) {
      Note bad = note;
      bad.signatures[which].signature[byte] ^= 1;
      EXPECT_EQ(open_checkpoint(bad.bytes(), log_signer().verifier(), witnesses).fault().kind, FaultKind::kUntrusted)
          << which << ' ' << byte;
    }
  }
  Note second = note;
  second.signatures.push_back(note.signatures[0]);
  second.signatures.back().signature[0] ^= 1;
  EXPECT_FALSE(open_checkpoint(second.bytes(), log_signer().verifier())) << "a good one before it does not help";
  Note shorter = note;
  shorter.signatures[1].signature.resize(8);
  EXPECT_FALSE(open_checkpoint(shorter.bytes(), log_signer().verifier(), witnesses));
  EXPECT_TRUE(open_checkpoint(shorter.bytes(), log_signer().verifier())) << "of a key unknown to us it is ignored";
}

TEST(checkpoint, every_changed_byte_of_the_text_is_found) {
  const Note note = signed_note_of(checkpoint_of(stack_of(5)));
  for (std::size_t byte = 0; byte < note.text.size(); ++byte) {
    Note bad = note;
    bad.text[byte] = static_cast<char>(bad.text[byte] ^ 1);
    EXPECT_FALSE(open_checkpoint(bad.bytes(), log_signer().verifier())) << byte;
  }
}

TEST(checkpoint, a_cosignature_binds_its_time) {
  Note note = signed_note_of(checkpoint_of(stack_of(5)));
  cosign_note(note, witness_signer(1), kNow);
  Note later = note;
  later.signatures[1].signature[7] ^= 1;
  EXPECT_FALSE(open_checkpoint(later.bytes(), log_signer().verifier(), {witness_signer(1).verifier()}));
  Note absurd = note;
  absurd.signatures[1].signature[0] = 0x80;
  EXPECT_FALSE(open_checkpoint(absurd.bytes(), log_signer().verifier(), {witness_signer(1).verifier()}));
}

TEST(checkpoint_death, keys_sign_only_what_they_are_for) {
  Note note{"x\n", {}};
  EXPECT_DEATH(sign_note(note, witness_signer(1)), "a key that is no cosigner's");
  EXPECT_DEATH(cosign_note(note, log_signer(), kNow), "a cosigner's key");
}

TEST(checkpoint, the_example_in_the_docs_is_these_bytes) {
  Note note = signed_note_of(checkpoint_of(stack_of(3)));
  cosign_note(note, witness_signer(1), kNow);
  EXPECT_EQ(note.bytes(), example("checkpoint.md", "```text\n"));
  EXPECT_EQ(log_signer().verifier().text() + "\n" + witness_signer(1).verifier().text() + "\n", example("checkpoint.md", "```keys\n"));
}

}  // namespace
}  // namespace cs::tlog
