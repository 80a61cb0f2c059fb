#include "gate/answer_document.h"

#include <gtest/gtest.h>

#include "base/file.h"
#include "crypto/digest.h"

namespace cs::gate {
namespace {

AnswerHead head(std::uint32_t lines) {
  AnswerHead made;
  made.request = "01KABCDEFGHJKMNPQRSTVWXYZ0";
  made.agreement = "test-agreement";
  made.agreement_version = 1;
  made.line_count = lines;
  made.lines_root = "sha256:" + std::string(64, '0');
  made.meaning = "the holder does not confirm, infer nothing";
  made.purpose = "test";
  return made;
}

TEST(answer_document, R3_the_same_count_gives_the_same_size_whatever_the_verdicts) {
  const std::vector<LineVerdict> yes(3, {Verdict::kVerified, Reason::kNone});
  const std::vector<LineVerdict> no = {{Verdict::kNotVerified, Reason::kNone}, {Verdict::kRefused, Reason::kAdrPlaceholder},
                                       {Verdict::kRefused, Reason::kNamInsufficient}};
  const std::vector<Digest> digests(3);
  EXPECT_EQ(answer_document(head(3), yes, digests)->size(), 4096u + 3 * 64);
  EXPECT_EQ(answer_document(head(3), no, digests)->size(), 4096u + 3 * 64);
}

TEST(answer_document, reads_back_what_it_wrote) {
  const std::vector<LineVerdict> lines = {{Verdict::kVerified, Reason::kNone}, {Verdict::kNotVerified, Reason::kNone},
                                          {Verdict::kRefused, Reason::kNamInsufficient}};
  const Bytes document = *answer_document(head(3), lines, std::vector<Digest>(3));
  EXPECT_EQ(read_answer_document(document)->lines, lines);
  EXPECT_EQ(as_text(ByteView(document).subspan(4096, 64)),
            "00000001 verified     -                000000000000000000000000\n");
  for (std::size_t at : {4095u, 4096u, 4104u + 1, 4096u + 64 + 9}) {
    Bytes broken = document;
    broken[at] = '#';
    EXPECT_FALSE(read_answer_document(broken)) << at;
  }
  EXPECT_FALSE(read_answer_document(ByteView(document).first(document.size() - 1)));
}

TEST(answer_document, the_example_of_its_format_page_is_what_is_written) {
  std::vector<LineVerdict> lines(3, {Verdict::kRefused, Reason::kNamInsufficient});
  const Digest digest = crypto::sha256(as_bytes("{}"));
  const Bytes document = *answer_document(head(3), lines, std::vector<Digest>(3, digest));
  const std::string record(as_text(ByteView(document).subspan(4096 + 2 * 64, 63)));
  const std::string page = *read_file(Path(CS_SOURCE_DIR) / "docs/formats/answer.md", 64 * 1024);
  EXPECT_NE(page.find("\n    " + record + "\n"), std::string::npos) << record;
}

TEST(answer_document, texts_that_do_not_fit_are_a_fault_not_a_longer_answer) {
  AnswerHead made = head(0);
  made.meaning = std::string(4096, 'x');
  EXPECT_EQ(answer_document(made, {}, {}).fault().kind, FaultKind::kLimit);
}

}  // namespace
}  // namespace cs::gate
