#include "ledger/receipt.h"

#include "base/limits.h"
#include "ledger/ledger_test_home.h"
#include "ledger/opening.h"

namespace cs::ledger {
namespace {

// Entry 2: a request whose commitment is opened by kR and payload().
const Digest kR = filled(0x77);
Bytes payload() { return request_payload({filled(1), filled(2), std::nullopt}); }

Result<Ledger> ledger_with_request(const Path& home) {
  CS_TRY(ledger, example_ledger(home));
  auto durable = ledger.commit({kExampleTime, {RequestEntry{crypto::commit("request", kR, payload()), filled(8)}}, {}, std::nullopt, {}});
  if (!durable) return durable.fault();
  return ledger;
}

TEST(receipt, says_offline_what_was_entered_where_and_under_which_checkpoint) {
  const TemporaryDirectory home;
  auto ledger = ledger_with_request(home.path());
  ASSERT_TRUE(ledger);
  const auto text = make_receipt(*ledger, {2}, {kR, payload()});
  ASSERT_TRUE(text) << text.fault().text;
  const auto receipt = read_receipt(*text, test_signer().verifier());
  ASSERT_TRUE(receipt) << receipt.fault().text;
  EXPECT_EQ(receipt->index.value, 2u);
  EXPECT_EQ(receipt->checkpoint.size, 3u);
  EXPECT_EQ(receipt->checkpoint.root, ledger->root());
  EXPECT_TRUE(std::holds_alternative<RequestEntry>(receipt->entry.entry));
  EXPECT_EQ(receipt->opened, "request");
}

TEST(receipt, with_r_alone_the_sender_opens_it_with_what_he_sent) {
  const TemporaryDirectory home;
  auto ledger = ledger_with_request(home.path());
  const auto receipt = read_receipt(*make_receipt(*ledger, {2}, {kR, {}}), test_signer().verifier());
  ASSERT_TRUE(receipt);
  EXPECT_EQ(receipt->opened, "");
  EXPECT_TRUE(opens(receipt->entry.entry, "request", *receipt->extra.r, payload()));
  EXPECT_FALSE(opens(receipt->entry.entry, "request", *receipt->extra.r, request_payload({filled(1), filled(2), filled(3)})));
  EXPECT_FALSE(opens(receipt->entry.entry, "tally", *receipt->extra.r, payload()));
}

TEST(receipt, r_alone_with_an_entry_that_it_can_open_nothing_of_is_untrusted) {
  const TemporaryDirectory home;
  auto ledger = ledger_with_request(home.path());
  EXPECT_TRUE(read_receipt(*make_receipt(*ledger, {2}, {kR, {}}), test_signer().verifier()));
  EXPECT_EQ(read_receipt(*make_receipt(*ledger, {1}, {kR, {}}), test_signer().verifier()).fault().kind, FaultKind::kUntrusted);
}

TEST(receipt, every_entry_has_one_and_any_flipped_character_breaks_it) {
  const TemporaryDirectory home;
  auto ledger = ledger_with_request(home.path());
  for (std::uint8_t i = 0; i < 5; ++i) ASSERT_TRUE(ledger->commit(desk_append(*ledger, i)));
  for (std::uint64_t index = 0; index < ledger->size(); ++index)
    ASSERT_TRUE(read_receipt(*make_receipt(*ledger, {index}), test_signer().verifier()));
  const std::string text = *make_receipt(*ledger, {2}, {kR, payload()});
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (const int flip : {1, 4, 32}) {
      std::string other = text;
      other[at] = static_cast<char>(other[at] ^ flip);
      EXPECT_FALSE(read_receipt(other, test_signer().verifier())) << "byte " << at;
    }
  }
}

TEST(receipt, another_log_or_key_is_untrusted) {
  const TemporaryDirectory home;
  auto ledger = ledger_with_request(home.path());
  const std::string text = *make_receipt(*ledger, {2});
  const auto other = crypto::NoteSigner::from_seed(ledger->origin(), filled(0x43)).value();
  EXPECT_EQ(read_receipt(text, other.verifier()).fault().kind, FaultKind::kUntrusted);
  const auto renamed = crypto::NoteSigner::from_seed("another.test.invalid/log", filled(0x42)).value();
  EXPECT_EQ(read_receipt(text, renamed.verifier()).fault().kind, FaultKind::kUntrusted);
}

TEST(receipt, r_and_payload_that_open_nothing_are_untrusted) {
  const TemporaryDirectory home;
  auto ledger = ledger_with_request(home.path());
  EXPECT_EQ(read_receipt(*make_receipt(*ledger, {2}, {filled(1), payload()}), test_signer().verifier()).fault().kind,
            FaultKind::kUntrusted);
  EXPECT_EQ(make_receipt(*ledger, {2}, {{}, payload()}).fault().kind, FaultKind::kMalformed);
  EXPECT_EQ(make_receipt(*ledger, {99}).fault().kind, FaultKind::kNotFound);
}

TEST(receipt, extra_data_of_another_shape_is_malformed) {
  const TemporaryDirectory home;
  auto ledger = ledger_with_request(home.path());
  auto proof = *ledger->prove({2});
  const Bytes entry = *ledger->entry_bytes({2});
  const auto with_extra = [&](const std::string& hex) {
    proof.extra = from_hex(hex).value();
    return read_receipt(proof.bytes(), test_signer().verifier());
  };
  const std::string held = "0158" + to_hex(std::array{static_cast<std::uint8_t>(entry.size())}) + to_hex(entry);
  EXPECT_TRUE(with_extra("a1" + held));
  EXPECT_EQ(with_extra("a0" + held).fault().kind, FaultKind::kMalformed);  // a map of nothing, with bytes behind it
  EXPECT_EQ(with_extra("a1" + held + "00").fault().kind, FaultKind::kMalformed);
  EXPECT_EQ(with_extra("a2" + held).fault().kind, FaultKind::kMalformed);
  EXPECT_EQ(with_extra("a4" + held).fault().kind, FaultKind::kMalformed);
  proof.extra.reset();
  EXPECT_EQ(read_receipt(proof.bytes(), test_signer().verifier()).fault().kind, FaultKind::kMalformed);
}

TEST(receipt, a_longer_one_than_the_limit_is_not_made) {
  const TemporaryDirectory home;
  auto ledger = ledger_with_request(home.path());
  EXPECT_EQ(make_receipt(*ledger, {2}, {kR, Bytes(limits::kProofBytesMax)}).fault().kind, FaultKind::kLimit);
}

TEST(receipt, the_format_page_shows_one_byte_for_byte) {
  const auto page = read_file(Path(CS_SOURCE_DIR) / "docs/formats/receipt.md", 256 * 1024);
  ASSERT_TRUE(page);
  const TemporaryDirectory home;
  auto ledger = ledger_with_request(home.path());
  const std::string text = *make_receipt(*ledger, {2}, {kR, {}});
  EXPECT_NE(page->find(text), std::string::npos) << text;
  EXPECT_NE(page->find(test_signer().verifier().text()), std::string::npos) << test_signer().verifier().text();
}

}  // namespace
}  // namespace cs::ledger
