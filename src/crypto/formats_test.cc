// The examples of docs/formats/commitment.md and docs/formats/seal.md, byte for byte.
#include <gtest/gtest.h>

#include "base/file.h"
#include "crypto/digest.h"
#include "crypto/envelope.h"
#include "crypto/seal.h"

namespace cs::crypto {
namespace {

class Counting final : public Random {
 public:
  void fill(std::span<std::uint8_t> out) override {
    for (auto& byte : out) byte = next_++;
  }

 private:
  std::uint8_t next_ = 0;
};

std::string page(const std::string& name) { return read_file(Path(CS_SOURCE_DIR) / "docs" / "formats" / name, 65536).value(); }
bool stands_in(const std::string& text, ByteView bytes) { return text.find("\n" + to_hex(bytes) + "\n") != std::string::npos; }

TEST(formats, the_commitments_example_is_what_we_compute) {
  Counting counting;
  EXPECT_TRUE(stands_in(page("commitment.md"), commit("in", counting.digest(), as_bytes("{\"line\":1}"))));
}

TEST(formats, the_seals_examples_are_what_we_write) {
  Counting for_key, for_nonce, for_piece;
  EXPECT_TRUE(stands_in(page("seal.md"), seal(for_key.digest(), as_bytes("an opening"), as_bytes("row 1"), for_nonce)));
  Bytes piece;
  PieceSealer().seal(for_piece.digest(), as_bytes("one"), as_bytes("line 1"), piece);
  EXPECT_TRUE(stands_in(page("seal.md"), piece));
}

TEST(formats, the_sealed_answers_example_has_the_form_that_the_page_says) {
  const std::string sealed = read_file(Path(CS_SOURCE_DIR) / "fuzz/corpus/cms/sealed.der", 65536).value();
  EXPECT_TRUE(check_envelope(as_bytes(sealed), 65536).ok());
  EXPECT_TRUE(stands_in(page("seal.md"), as_bytes(sealed).first(17)));
}

}  // namespace
}  // namespace cs::crypto
