// A home whose keyed digests would be made under another key: it does not start, and says which key file.
#include "gate/key_check.h"
#include "tests/cases/audit_fixture.h"

namespace cs::cases {
namespace {

namespace fs = std::filesystem;

class HeldKeys : public Audit {
 protected:
  void SetUp() override {
    Audit::SetUp();
    ASSERT_TRUE(WorldAccess(*world_).gate().ledger().settle());
    home_ = {root_ / "home"};
    fs::copy(WorldAccess(*world_).home(), home_.root, fs::copy_options::recursive);
    clock_.set(WorldAccess(*world_).gate().now());
    world_.reset();  // with its own home
    keys_ = {home_.subject_key()};
    for (const auto& file : fs::directory_iterator(home_.root / "keys" / "budget")) keys_.push_back(file.path());
    ASSERT_EQ(keys_.size(), 2u);
  }
  Result<void> opens(bool looks_only) {
    CS_TRY(gate, gate::Gate::open({.paths = home_, .clock = clock_, .random = random_, .test_clock = std::nullopt, .looks_only = looks_only, .version = "test"}));
    return {};
  }
  void write_key(const Path& key, const std::string& bytes) { ASSERT_TRUE(write_file(key, as_bytes(bytes))); }
  std::string read_key(const Path& key) const {
    const auto bytes = read_file(key, 32);
    EXPECT_TRUE(bytes) << bytes.fault().text;
    return bytes ? *bytes : std::string();
  }

  gate::HomePaths home_;
  std::vector<Path> keys_;
  ManualClock clock_{Instant{}};
  crypto::SeededRandom random_{7};
};

TEST_F(HeldKeys, B5_one_flipped_bit_of_a_key_that_has_counted_keeps_the_home_shut) {
  ASSERT_TRUE(opens(false));
  for (const Path& key : keys_) {
    const std::string sound = read_key(key);
    for (const std::size_t bit : {0u, 100u, 255u}) {
      std::string flipped = sound;
      flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
      write_key(key, flipped);
      for (const bool looks_only : {true, false}) {
        const auto refused = opens(looks_only);
        ASSERT_FALSE(refused) << key << " bit " << bit;
        EXPECT_EQ(refused.fault().kind, FaultKind::kUntrusted);
        EXPECT_TRUE(refused.fault().text.starts_with(key.string() + ": is another key")) << refused.fault().text;
      }
    }
    write_key(key, sound);
    const auto again = opens(false);
    EXPECT_TRUE(again) << again.fault().text;
  }
}

TEST_F(HeldKeys, B5_verify_names_the_key_that_is_another) {
  const auto log = gate::read_log_keys(home_);
  ASSERT_TRUE(log);
  for (const bool openings : {true, false}) {
    const auto sound = gate::check_keys_of(home_, *log, openings);
    EXPECT_TRUE(sound) << sound.fault().text;
  }
  for (const Path& key : keys_) {
    const std::string sound = read_key(key);
    write_key(key, std::string(32, 'k'));
    for (const bool openings : {true, false}) {
      if (!openings && key != home_.subject_key()) continue;  // nothing is opened
      const auto refused = gate::check_keys_of(home_, *log, openings);
      ASSERT_FALSE(refused) << key;
      EXPECT_TRUE(refused.fault().text.starts_with(key.string() + ": is another key")) << refused.fault().text;
    }
    write_key(key, sound);
  }
}

}  // namespace
}  // namespace cs::cases
